"""A person reads what a fund gives to whom: on a desk, on a small phone, in the dark, without script, on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.unit.exchange.report.fund_making import written_fund_report

pytestmark = pytest.mark.browser
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

VAST = """
id: vast
kind: fund
title: Ten trillion pounds
summary: More money than there is.
source: a test
vintage: "2025"
licence: none
status: example
years: "2030"
places:
  come_from: statement
  source: a test
  vintage: "2025"
  places: [{code: ash, name: Ash, figures: {residents: 7}}, {code: beech, name: Beech, figures: {residents: 0}}]
inputs: {residents: {come_from: statement}}
formula: equal-shares
pots: [{id: all, title: All there is, owner: nobody, amount: "£10,000,000,000,000"}]
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of a fund of four pots, one with an endowment, one without geography, and one with huge sums."""
    found = {}
    for fund in ("example-four-pots", "appg-2bn", "big-local"):
        folder: Path = tmp_path_factory.mktemp(fund)
        written_fund_report(fund, folder)
        found[fund] = (folder / "report.html").as_uri()
    vast = tmp_path_factory.mktemp("vast")
    (vast / "fund.yaml").write_text(VAST, encoding="utf-8")
    written_fund_report(str(vast / "fund.yaml"), vast)
    found["vast"] = (vast / "report.html").as_uri()
    return found


@pytest.mark.parametrize("fund", ["example-four-pots", "appg-2bn", "big-local", "vast"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")])
def test_anyone_can_read_it_on_any_screen(
    page: Page, written: dict[str, str], fund: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(written[fund])
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_role("heading", level=1).count() == 1
    faults = Axe().run(page, options=AXE).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults] == []


@pytest.mark.parametrize("width", [700, 900])
def test_no_column_runs_into_the_next(page: Page, written: dict[str, str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(written["example-four-pots"])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wider = "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"
    assert page.locator(".sums td:visible").evaluate_all(wider) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.locator(".sums td:visible").evaluate_all(wider) == []


def test_it_asks_nobody_and_breaks_none_of_its_own_rules(page: Page, written: dict[str, str]) -> None:
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(written["example-four-pots"])
    assert asked == [written["example-four-pots"]]
    assert said == []


def test_it_is_whole_without_script_and_opens_its_tables(browser: Browser, written: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(written["example-four-pots"])
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator("#by-year").get_by_text("The numbers in this chart").click()
    expect(page.get_by_role("table", name="What is paid in each year")).to_be_visible()
    context.close()


def test_a_place_on_the_map_leads_to_its_sum_even_in_a_closed_list(page: Page, written: dict[str, str]) -> None:
    page.goto(written["example-four-pots"])
    link = page.locator("#map svg.map a[href^='#place-']").first
    target = link.get_attribute("href") or ""
    link.click(force=True)
    assert page.url == written["example-four-pots"] + target
    expect(page.locator(target)).to_be_in_viewport()
    expect(page.locator(target)).to_contain_text(re.compile(r"£[\d,]+\.\d\d"))


def test_paper_shows_what_is_closed_on_the_screen(page: Page, written: dict[str, str]) -> None:
    page.goto(written["example-four-pots"])
    prices = page.get_by_role("table", name="What would change without each string")
    expect(prices).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("#strings table")).to_be_visible()
    page.set_viewport_size({"width": 718, "height": 1000})  # what A4 leaves between its margins
    assert page.evaluate("document.querySelector('.sums').scrollWidth") <= 718
    wider = "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"
    assert page.locator(".sums td").evaluate_all(wider) == []


def test_a_phone_gets_charts_of_its_own_with_type_that_can_be_read(page: Page, written: dict[str, str]) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(written["example-four-pots"])
    assert page.locator("svg.chart.phone:visible").count() == page.locator("svg.chart.phone").count() == 2
    sizes = page.locator("svg.chart.phone text").evaluate_all(
        """all => all.map(each => {
            const { a, b } = each.getScreenCTM()
            return parseFloat(getComputedStyle(each).fontSize) * Math.hypot(a, b)
        })"""
    )
    assert min(sizes) >= 9.5


def test_no_words_of_a_chart_run_out_of_it(page: Page, written: dict[str, str]) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(written["example-four-pots"])
        out = page.locator("svg.chart:visible text").evaluate_all(
            """all => all.filter(each => {
                const inner = each.getBoundingClientRect(), outer = each.closest('svg').getBoundingClientRect()
                return inner.left < outer.left - 1 || inner.right > outer.right + 1
            }).map(each => each.textContent)"""
        )
        assert out == []


def test_a_phone_cuts_no_table_without_a_sign_that_there_is_more(page: Page, written: dict[str, str]) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    for fund in ("example-four-pots", "appg-2bn"):
        page.goto(written[fund])
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        cut = page.locator(".scroll:visible").evaluate_all(
            """all => all.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => [
                each.getAttribute('aria-label'), getComputedStyle(each).backgroundAttachment
            ])"""
        )
        assert all("scroll" in sign and "local" in sign for _, sign in cut)
        whole = {"What comes into each pot, and where it goes", "What the formula may know of a place"}
        assert whole.isdisjoint(name for name, _ in cut)
        pots = page.get_by_role("table", name="What comes into each pot, and where it goes")
        expect(pots.locator("td[data-l='Paid to places']").first).to_be_visible()
