"""A person reads a report: on a desk, on a small phone, in the dark, without script, on paper, with a keyboard only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.unit.exchange.report.making import written_report

pytestmark = pytest.mark.browser
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module", params=["left-behind-lsoas-2025", "pride-in-place-2-england"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("report")
    written_report(request.param, folder)
    return (folder / "report.html").as_uri()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")])
def test_anyone_can_read_it_on_any_screen(page: Page, report: str, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(report)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    faults = Axe().run(page, options=AXE).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults] == []


def test_it_asks_nobody_and_breaks_none_of_its_own_rules(page: Page, report: str) -> None:
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(report)
    assert asked == [report]
    assert said == []


def test_it_is_whole_without_script_and_opens_its_tables(browser: Browser, report: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    numbers = page.locator("#by-place").get_by_text("The numbers in this chart")
    numbers.click()
    expect(page.get_by_role("table", name="Chosen areas and their residents by district")).to_be_visible()
    context.close()


def test_an_area_on_the_map_leads_to_its_reason(page: Page, report: str) -> None:
    page.goto(report)
    link = page.locator("#map svg.map a[href^='#area-']").first
    target = link.get_attribute("href") or ""
    link.click(force=True)
    assert page.url == report + target
    expect(page.locator(target)).to_be_in_viewport()
    expect(page.locator(target)).to_contain_text("Chosen")


def test_the_first_press_of_tab_offers_to_skip_to_the_finding(page: Page, report: str) -> None:
    page.goto(report)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the finding")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    # The map's links are for a mouse or a finger: nobody tabs through a thousand of them.
    assert page.locator("svg.map a:not([tabindex='-1'])").count() == 0


def test_paper_shows_what_is_closed_on_the_screen(page: Page, report: str) -> None:
    page.goto(report)
    table = page.get_by_role("table", name="Chosen areas and their residents by district")
    expect(table).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("#by-place table")).to_be_visible()


def test_a_phone_gets_charts_of_its_own_with_type_that_can_be_read(page: Page, report: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(report)
    assert page.locator("svg.chart.phone:visible").count() == page.locator("svg.chart.phone").count() > 3
    assert page.locator("svg.chart.wide:visible").count() == 0
    sizes = page.locator("svg.chart.phone text").evaluate_all(
        """all => all.map(each => {
            const { a, b } = each.getScreenCTM()
            return parseFloat(getComputedStyle(each).fontSize) * Math.hypot(a, b)
        })"""
    )
    assert min(sizes) >= 9.5
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.locator("svg.chart.phone:visible").count() == 0


def test_the_list_says_how_sure_each_place_is(page: Page, report: str) -> None:
    page.goto(report)
    row = page.locator("tr[id^='area-']").first
    expect(row.locator(".sure")).to_have_text(re.compile(r"(firm|likely|borderline|unlikely), (under )?\d+%"))
