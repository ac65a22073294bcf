"""A person finds an area on the map: by keyboard, by mouse, on a phone, and without what a moving map needs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.conftest import QUIET_BROWSER

pytestmark = pytest.mark.browser
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# A machine without a graphics card draws the map with its processor.
DRAWS_MAPS = ("--enable-unsafe-swiftshader", "--use-angle=swiftshader", "--ignore-gpu-blocklist")
PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    """In the place of the one that draws no maps."""
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    quiet = [each for each in QUIET_BROWSER if each != "--disable-gpu"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=browser_path, headless=True, args=[*quiet, *DRAWS_MAPS, *root]
        )
        yield running
        running.close()


def open_map(page: Page, address: str) -> Locator:
    """Open a page with a map and wait until it is drawn; returns the map that takes keys."""
    page.goto(address)
    still(page)
    return page.get_by_role("region", name=re.compile("^Map. Use the arrow keys"))


def still(page: Page) -> None:
    """Wait until the map neither moves nor loads."""
    page.locator("#map[data-map=ready]").wait_for(timeout=PATIENCE_MS)


def come_nearer(page: Page, canvas: Locator, times: int) -> None:
    canvas.focus()
    for _ in range(times):
        before = page.url
        page.keyboard.press("Equal")
        expect(page).not_to_have_url(before, timeout=PATIENCE_MS)
        still(page)


def faults_on(page: Page) -> list[tuple[str, str]]:
    faults = Axe().run(page, options=AXE).response["violations"]
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults]


def test_by_keyboard_alone_from_the_map_to_the_page_of_an_area(page: Page, site: str) -> None:
    canvas = open_map(page, f"{site}/map/?show=imd-2025")
    come_nearer(page, canvas, 3)
    before = page.url
    page.keyboard.press("ArrowUp")
    expect(page).not_to_have_url(before, timeout=PATIENCE_MS)
    still(page)
    middle = page.locator("#map-middle")
    expect(middle).to_contain_text("In the middle of the map:", timeout=PATIENCE_MS)
    name = re.search(r"In the middle of the map: (.+)\. Press Enter", middle.inner_text())
    assert name is not None
    page.keyboard.press("Enter")
    chosen = page.locator("#map-chosen-told")
    expect(chosen).to_contain_text(name[1])
    expect(chosen).to_contain_text(
        re.compile(r"Index of Multiple Deprivation 2025\s*decile \d+ of 10 \(1 = greatest need\)")
    )
    expect(chosen).to_contain_text(
        re.compile(r"Left-behind neighbourhoods 2025, by LSOA\s*(not )?on the list, (firm|likely|borderline|unlikely)")
    )
    link = chosen.get_by_role("link", name="Open the page of this area")
    for _ in range(12):
        page.keyboard.press("Tab")
        if link.evaluate("each => each === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name[1], timeout=PATIENCE_MS)


def test_areas_in_view_are_a_list_that_leads_to_their_pages(page: Page, site: str) -> None:
    canvas = open_map(page, f"{site}/map/?show=imd-2025")
    come_nearer(page, canvas, 3)
    in_view = page.locator("#map-view")
    expect(in_view).to_contain_text(re.compile(r"areas in view, greatest need first:"), timeout=PATIENCE_MS)
    deciles = [int(each) for each in re.findall(r"decile (\d+)", in_view.inner_text())]
    assert deciles == sorted(deciles)
    assert len(deciles) > 1
    first = in_view.get_by_role("link").first
    name = first.inner_text()
    first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name, timeout=PATIENCE_MS)


def test_a_press_from_afar_comes_nearer_and_one_from_near_chooses(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    canvas = open_map(page, f"{site}/map/")
    expect(page.locator("#map-view-told")).to_have_text("There are too many areas in view to list. Come nearer first.")
    before = page.url
    canvas.click(position={"x": 140, "y": 180})
    expect(page).not_to_have_url(before, timeout=PATIENCE_MS)
    still(page)
    expect(page.locator("#map-view")).to_contain_text("those on the list first", timeout=PATIENCE_MS)
    canvas.click(position={"x": 150, "y": 260})
    expect(page.locator("#map-chosen-told")).to_contain_text("on the list")
    assert faults_on(page) == []


def test_the_view_is_in_the_address_and_stays_when_something_else_is_shown(page: Page, site: str) -> None:
    canvas = open_map(page, f"{site}/map/")
    come_nearer(page, canvas, 2)
    at = re.search(r"at=[^&]+", page.url)
    assert at is not None
    page.get_by_label("What to show").select_option(label="Community Needs Index 2023")
    page.get_by_role("button", name="Show it").click()
    still(page)
    assert "show=cni-2023" in page.url
    assert at[0] in page.url
    page.get_by_role("navigation", name="Kinds of area").get_by_role("link", name="Districts").click()
    still(page)
    assert at[0] in page.url
    expect(page.get_by_role("heading", level=2).first).to_have_text("Community Needs Index 2023")


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("level", ["lsoa-2021", "lad-2024"])
def test_nothing_is_in_the_way_of_anyone_on_any_screen(page: Page, site: str, width: int, level: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 800})
    open_map(page, f"{site}/map/?level={level}")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert faults_on(page) == []
    assert [each for each in said if "Permissions-Policy" not in each] == []
    assert [each for each in asked if not each.startswith((site, "blob:"))] == []


def test_a_browser_that_cannot_draw_it_shows_a_picture_and_the_table(page: Page, site: str) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"{site}/map/")
    picture = page.get_by_role("img", name=re.compile("A picture of the whole map"))
    expect(picture).to_be_visible()
    assert picture.evaluate("each => each.complete && each.naturalWidth > 0")
    expect(page.get_by_role("table", name=re.compile("The first areas on the list"))).to_be_visible()
    expect(page.locator("#map-view")).to_be_hidden()


def test_a_map_that_cannot_be_loaded_leaves_the_picture(page: Page, site: str) -> None:
    page.route("**/*.pmtiles", lambda route: route.abort())
    page.goto(f"{site}/map/")
    expect(page.locator("#map canvas")).to_have_count(0, timeout=PATIENCE_MS)
    expect(page.get_by_role("img", name=re.compile("A picture of the whole map"))).to_be_visible()
    expect(page.locator("#map-view")).to_be_hidden()


def test_without_script_the_picture_the_legend_and_the_whole_table_are_there(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/map/?show=imd-2025")
    expect(page.get_by_role("img", name=re.compile("A picture of the whole map"))).to_be_visible()
    expect(page.get_by_text("1: the tenth with the greatest need")).to_be_visible()
    page.get_by_role("link", name="See all 400 areas in a table").click()
    expect(page.get_by_text("Rows 1 to 50 of 400")).to_be_visible()
    page.get_by_label("District").select_option(index=1)
    page.get_by_role("button", name="Show these areas").click()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ areas$"))
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_table_is_open_to_anyone(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}/map/lsoa-2021/?imd-2025_decile=1")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert faults_on(page) == []
    page.get_by_role("link", name=re.compile("^Residents")).click()
    expect(page.get_by_role("columnheader", name=re.compile("^Residents"))).to_have_attribute("aria-sort", "ascending")
