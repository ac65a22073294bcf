"""A resident reads what won and why: on a desk, a small phone, in the dark, without script, on paper, by keyboard."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.unit.exchange.report.vote_making import COUNTY, made_vote, vote

pytestmark = pytest.mark.browser
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
POLISH = vote(
    [(1, "1000000000.50", "Bardzo" + "długa" * 60), (2, 999_999_999, "Zielony zakątek <b>"), (3, 7, "\u202eobrócony")],
    ["1,2", "2", "3", "3,1"],
    budget=2_000_000_000,
    meta={"currency": "PLN", "language": "pl", "description": "Ogród" * 40},
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of the county's vote by two rules, and of a vote with long words, large sums and another language."""
    made = {
        "ours": made_vote(COUNTY, tmp_path_factory.mktemp("ours")),
        "most votes": made_vote(COUNTY, tmp_path_factory.mktemp("most"), rules="greedy-votes"),
        "polish": made_vote(POLISH, tmp_path_factory.mktemp("polish")),
    }
    return {name: (each.folder / "report.html").as_uri() for name, each in made.items()}


@pytest.mark.parametrize("name", ["ours", "most votes", "polish"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")])
def test_anyone_can_read_it_on_any_screen(
    page: Page, written: dict[str, str], name: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(written[name])
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_role("heading", level=1).count() == 1
    faults = Axe().run(page, options=AXE).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults] == []


@pytest.mark.parametrize("width", [500, 700, 900])
def test_no_word_runs_out_of_its_place(page: Page, written: dict[str, str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(written["polish"])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wider = "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"
    assert page.locator(".climb td:visible, .projects h3, .projects p").evaluate_all(wider) == []


def test_the_first_screen_says_what_was_voted_on_and_what_won(page: Page, written: dict[str, str]) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(written["ours"])
    for words in ("What shall Skaythorpe do", "13 of 18 projects won.", "302 people voted", "£2,000,000"):
        expect(page.get_by_text(words).first).to_be_in_viewport()
    winners = page.get_by_role("list", name="The winners, with cost and votes").get_by_role("listitem")
    assert winners.count() == 13
    expect(winners.last).to_be_in_viewport()


def test_it_asks_nobody_and_breaks_none_of_its_own_rules(page: Page, written: dict[str, str]) -> None:
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(written["ours"])
    assert asked == [written["ours"]]
    assert said == []


def test_by_keyboard_alone_from_the_top_to_who_paid_what_without_script(
    browser: Browser, written: dict[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(written["ours"])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the finding")).to_be_focused()
    seventh = page.get_by_role("link", name="The Tub: a café run by young people").first
    for _ in range(10):
        page.keyboard.press("Tab")
        if seventh.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("Enter")
    assert re.search(r"#project-8$", page.url)
    entry = page.locator("#project-8")
    expect(entry).to_be_in_viewport()
    entry.get_by_text("Who paid what").focus()
    page.keyboard.press("Enter")
    expect(entry.get_by_text("36 people: £3,627.58")).to_be_visible()
    context.close()


def test_paper_shows_what_is_closed_on_the_screen(page: Page, written: dict[str, str]) -> None:
    page.goto(written["ours"])
    sure = page.get_by_role("table", name="How many ballots would have to be different")
    expect(sure).to_be_hidden()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # what A4 leaves between its margins
    expect(page.locator("#sure table")).to_be_visible()
    expect(page.locator("#project-8").get_by_text("36 people: £3,627.58")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 718


def test_drawings_are_told_apart_without_colour_and_in_words(page: Page, written: dict[str, str]) -> None:
    page.goto(written["ours"])
    assert page.locator("svg.paid[role=img]").count() == 13
    assert page.get_by_role("img", name="126 people paid, £5,079.37 each.").count() == 1
    lack = page.locator("svg.lack").first
    expect(lack.locator(".all")).to_have_css("stroke-dasharray", "3px, 2px")
    assert lack.locator(".all").evaluate("each => getComputedStyle(each).fill") == "none"
