"""A resident on the site: from a postcode to the reason for a sum; without scripts, in Urdu, by keys, on paper."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from leastfirst.publish import Edition
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

# The postcode lies in this area, which is on the list and gets money from the fund.
POSTCODE, AREA, NAME = "ZX10 1AY", "X01000287", "Hadder Vale 007B"
FUND = "example-four-pots"
SHARE_OF_ALL = re.compile(r"That share of £([\d,.]+) is £([\d,.]+)\.")
# Where the focus is, and whether it can be seen there.
FOCUS = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const style = getComputedStyle(at), plain = at === document.body;
  const shown = ["outlineStyle", "boxShadow", "backgroundColor", "textDecorationLine"].map((each) => style[each]);
  const middle = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2),
    Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2),
  );
  return {
    name: plain ? "" : (at.getAttribute("aria-label") || at.innerText || at.id).trim().slice(0, 60),
    inView: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    covered: !(middle && (at.contains(middle) || middle.contains(at))),
    marked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none",
    shown: shown.join(),
  };
}"""


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def phone(visit: Visit, request: pytest.FixtureRequest) -> Page:
    """A small phone, which may or may not run scripts."""
    scripts = request.param == "with JavaScript"
    return visit(viewport={"width": 320, "height": 640}, java_script_enabled=scripts)


@pytest.fixture(scope="module")
def place(edition: Edition) -> dict[str, Any]:
    """What the edition holds of the place's share."""
    found = edition.row(f"fund-{FUND}-places", AREA)
    assert found is not None
    return found


def pounds(pence: int) -> str:
    return f"£{pence // 100:,}" + (f".{pence % 100:02}" if pence % 100 else "")


def main_part(page: Page) -> Locator:
    return page.get_by_role("main")


def test_from_a_postcode_to_why_this_number(phone: Page, site: str, place: dict[str, Any]) -> None:
    phone.goto(site)
    phone.get_by_label("Find a place").fill(POSTCODE.lower())
    phone.get_by_role("button", name="Find").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text(NAME)
    expect(main_part(phone)).to_contain_text("Yes. It is one of the left-behind neighbourhoods.")
    expect(main_part(phone)).to_contain_text("Rank 1 and decile 1 are the greatest need.")
    money = phone.get_by_role("region", name="An example: four pots made into one fund")
    expect(money).to_contain_text(pounds(place["paid_pence"]))
    money.get_by_role("link", name="Why this number?").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text(re.compile(rf"^Why this number\?\s*{NAME}$"))
    expect(main_part(phone)).to_contain_text(f"gets {pounds(place['paid_pence'])} from")
    phone.get_by_role("link", name="The steps, one by one").click()
    steps = phone.locator(".lf-steps > li")
    expect(steps).to_have_count(6)
    assert [each.locator("strong").inner_text() for each in steps.all()][1:3] == ["Residents", "Need"]
    expect(steps.nth(1)).to_contain_text(f"{place['residents']:,} residents")
    expect(steps.nth(2)).to_contain_text(f"{place['need']:.4f}")
    # The last step leads to what need asks for, and the pots to what is paid.
    share = SHARE_OF_ALL.search(main_part(phone).inner_text())
    assert share is not None
    assert f"£{share[2]}" == pounds(place["target_pence"])
    years = phone.get_by_role("table", name="Year by year").get_by_role("row")
    expect(years.last).to_contain_text(pounds(place["paid_pence"]))


def test_by_a_name_that_is_spelt_wrong(phone: Page, site: str) -> None:
    phone.goto(site)
    phone.get_by_label("Find a place").fill("Elersea")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("places found")
    expect(phone.get_by_label("Find a place")).to_have_value("Elersea")
    main_part(phone).get_by_role("link", name="Ellersea", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(re.compile(r"^District of 2024\s*Ellersea$"))
    expect(main_part(phone).get_by_role("heading", name="What would it get?")).to_be_visible()


def test_a_term_is_explained_where_it_stands(phone: Page, site: str) -> None:
    phone.goto(site)
    phone.get_by_role("button", name="decile", exact=True).click()
    meaning = phone.get_by_text("decile: All areas put in order of need and cut into ten equal groups.")
    expect(meaning).to_be_visible()
    phone.keyboard.press("Escape")
    expect(meaning).to_be_hidden()


@pytest.mark.parametrize(("language", "direction", "sum_is"), [("pl", "ltr", "9 903 068,35"), ("ur", "rtl", None)])
def test_the_same_road_in_another_language(
    visit: Visit, site: str, place: dict[str, Any], language: str, direction: str, sum_is: str | None
) -> None:
    page = visit(viewport={"width": 320, "height": 640})
    page.goto(site)
    page.locator(f"nav a[hreflang={language}]").click()
    page.get_by_role("searchbox").fill(POSTCODE)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/{language}/areas/lsoa-2021/{AREA}/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("html")).to_have_attribute("dir", direction)
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)
    # What the stages say is in English, and says so to a screen reader.
    reason = page.get_by_text(re.compile("^Chosen: in the worst 10% on both measures"))
    assert reason.evaluate("each => [each.closest('[lang]').lang, each.closest('[dir]').dir]") == ["en", "ltr"]
    figure = page.locator("a[href*='/funds/'][href*='/places/']").first
    paid = page.locator(".areas-sum").first.inner_text()
    assert re.sub(r"\D", "", paid) == str(place["paid_pence"])
    if sum_is:
        assert re.sub(r"[\xa0\u202f]", " ", paid) == f"{sum_is} £"
    figure.click()
    expect(page).to_have_url(f"{site}/{language}/funds/{FUND}/places/{AREA}/")
    steps = page.locator(".lf-steps")
    assert steps.evaluate("each => [each.lang, each.dir]") == ["en", "ltr"]
    name, menu = page.locator(".lf-name").bounding_box(), page.locator(".lf-languages").bounding_box()
    assert name is not None
    assert menu is not None
    assert (name["x"] > menu["x"]) == (direction == "rtl")


def tab_to(page: Page, wanted: Locator, most: int = 60) -> None:
    """Press Tab until it has the focus; each stop on the way can be seen, and nothing lies over it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["inView"], focus
        assert focus["marked"], focus
        assert not focus["covered"], focus
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is not reached with {most} presses of Tab")


@pytest.mark.parametrize("screen", [{"width": 1280, "height": 800}, {"width": 320, "height": 256}])
def test_by_keyboard_alone(visit: Visit, site: str, screen: dict[str, int]) -> None:
    page = visit(viewport=screen)
    page.goto(site)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the main part")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(main_part(page)).to_be_focused()
    tab_to(page, page.get_by_label("Find a place"), 3)
    page.keyboard.type(POSTCODE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)
    opens = page.locator("summary", has_text="How do we know how sure it is?")
    tab_to(page, opens)
    page.keyboard.press("Enter")
    expect(opens.locator("xpath=ancestor::details")).to_have_attribute("open", "")
    tab_to(page, page.get_by_role("link", name=re.compile(f"^Why this number.*{NAME}")))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Why this number?")
    menu = page.get_by_role("navigation", name="Main parts").get_by_role("link", name="Lists")
    tab_to(page, menu)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lists of places")


def test_a_table_is_put_in_order_by_keyboard(visit: Visit, site: str) -> None:
    page = visit()
    page.goto(f"{site}/designations/left-behind-lsoas-2025/areas/")
    column = page.get_by_role("columnheader", name=re.compile("^Residents"))
    tab_to(page, column.get_by_role("link"))
    page.keyboard.press("Enter")
    expect(column).to_have_attribute("aria-sort", "ascending")
    at = page.get_by_role("columnheader").all_inner_texts().index(column.inner_text())
    cells = page.locator("tbody tr").locator(f":scope > :nth-child({at + 1})").all_inner_texts()
    residents = [int(re.sub(r"\D", "", each)) for each in cells]
    assert len(residents) == 18
    assert residents == sorted(residents)
    tab_to(page, column.get_by_role("link"))
    page.keyboard.press("Enter")
    expect(column).to_have_attribute("aria-sort", "descending")


def test_what_is_wrong_in_a_what_if_is_said_first_and_leads_to_its_field(visit: Visit, site: str) -> None:
    page = visit()
    page.goto(f"{site}/funds/{FUND}/what-if/")
    page.get_by_label("Weight of need").fill("9")
    page.keyboard.press("Enter")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    field = page.get_by_label("Weight of need")
    expect(field).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_value("9")


def test_paper_gets_what_was_read_and_no_buttons(visit: Visit, site: str, place: dict[str, Any]) -> None:
    page = visit()
    for address in (f"/areas/lsoa-2021/{AREA}/", f"/funds/{FUND}/places/{AREA}/"):
        page.emulate_media(media="screen")
        page.goto(site + address)
        page.emulate_media(media="print")
        for each in page.get_by_role("navigation").all():
            expect(each).to_be_hidden()
        # A term that is explained is a button, too, and a word of its sentence.
        expect(page.locator("button:not(.lf-term):visible, input:visible, select:visible")).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_text(pounds(place["paid_pence"])).first).to_be_visible()
        expect(page.get_by_text(f"{site}{address}")).to_be_visible()
        # What opens on demand lies open on paper.
        for closed in page.locator("details:not([open]) table").all():
            expect(closed).to_be_visible()
        assert page.pdf(format="A4").startswith(b"%PDF")


def test_all_columns_of_a_wide_table_fit_on_paper(visit: Visit, site: str) -> None:
    # A sheet of A4 between its margins.
    page = visit(viewport={"width": 680, "height": 1000})
    page.emulate_media(media="print")
    page.goto(f"{site}/map/lsoa-2021/")
    last = page.get_by_role("columnheader").last
    expect(last).to_contain_text("How sure")
    box = last.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 680
