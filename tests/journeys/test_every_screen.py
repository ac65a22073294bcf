"""Every kind of page on a phone, a tablet and a desk: nothing in anybody's way, and a picture of each to look at.

The pictures lie in `screenshots/`, which git ignores.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

import dev
from leastfirst.publish import Edition
from tests.conftest import QUIET_BROWSER
from tests.journeys.conftest import Visit
from tests.journeys.main_pages import MAIN_PAGES, OTHER_STATES, parts_of

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": TAGS, "resultTypes": ["violations"]}
# Half of the time goes into colours, and those of a page are the same in every language.
WITHOUT_COLOURS = {**AXE, "rules": {"color-contrast": {"enabled": False}}}
PHONE, TABLET, DESK = 320, 768, 1280
SCREENSHOTS = dev.TOP / "screenshots"
URDU_TOO = ("home", "area")
OPEN_ALL = "document.querySelectorAll('main details').forEach(each => { each.open = true })"


@pytest.fixture(scope="module")
def pictures() -> Path:
    """The folder of pictures: those of pages that are no more go, those of this run come."""
    SCREENSHOTS.mkdir(exist_ok=True)
    for each in SCREENSHOTS.glob("*.png"):
        each.unlink()
    return SCREENSHOTS


@pytest.fixture(scope="session")
def parts(edition: Edition) -> dict[str, str]:
    return parts_of(edition)


def faults_on(page: Page, options: dict[str, object] = AXE) -> list[tuple[str, str]]:
    found = Axe().run(page, options=options).response["violations"]
    return [(each["id"], node["html"][:200]) for each in found for node in each["nodes"][:3]]


def fits(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    too_wide = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
    assert too_wide <= 0, f"{page.url} is {too_wide} px wider than a screen of {width} px"


def go(page: Page, address: str, status: int = 200) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status
    page.evaluate("document.fonts.ready")


@pytest.mark.parametrize("name", [each for each in MAIN_PAGES if each != "map"])
def test_a_page_is_open_to_anyone_on_any_screen(
    visit: Visit, site: str, parts: dict[str, str], pictures: Path, name: str
) -> None:
    page = visit()
    go(page, site + MAIN_PAGES[name].format(**parts))
    for width in (DESK, TABLET, PHONE):
        fits(page, width)
        page.screenshot(path=pictures / f"{name}-{width}.png", full_page=True)
        if width == DESK:
            assert faults_on(page) == []
    page.evaluate(OPEN_ALL)
    fits(page, PHONE)
    assert faults_on(page) == []


@pytest.mark.parametrize("name", [each for each in MAIN_PAGES if each != "map"])
def test_a_page_in_urdu_is_open_to_anyone(
    visit: Visit, site: str, parts: dict[str, str], pictures: Path, name: str
) -> None:
    page = visit(viewport={"width": PHONE, "height": 800})
    go(page, f"{site}/ur{MAIN_PAGES[name].format(**parts)}")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    assert faults_on(page, WITHOUT_COLOURS) == []
    page.evaluate(OPEN_ALL)
    fits(page, PHONE)
    if name in URDU_TOO:
        page.reload()
        for width in (DESK, TABLET, PHONE):
            fits(page, width)
            page.screenshot(path=pictures / f"{name}-urdu-{width}.png", full_page=True)


@pytest.mark.parametrize("name", OTHER_STATES)
def test_what_is_empty_or_wrong_is_open_to_anyone(visit: Visit, site: str, parts: dict[str, str], name: str) -> None:
    page = visit()
    status, address = OTHER_STATES[name]
    go(page, site + address.format(**parts), status)
    assert page.locator("h1").count() == 1
    assert faults_on(page) == []
    fits(page, PHONE)


def test_an_explained_term_is_open_to_anyone(visit: Visit, site: str) -> None:
    page = visit(viewport={"width": PHONE, "height": 640})
    go(page, site)
    page.get_by_role("button", name="decile", exact=True).click()
    assert page.locator(".lf-term__meaning:popover-open").is_visible()
    assert faults_on(page) == []


def test_a_page_four_times_as_large_needs_no_scrolling_to_the_side(
    visit: Visit, site: str, parts: dict[str, str]
) -> None:
    # 1280 by 1024 pixels of a screen, each CSS pixel four wide.
    page = visit(viewport={"width": PHONE, "height": 256}, device_scale_factor=4)
    for name in ("home", "area", "table", "why", "what-if"):
        page.goto(site + MAIN_PAGES[name].format(**parts))
        assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth"), name
        assert page.locator("h1").bounding_box() is not None


@pytest.fixture
def drawing_page(page: Page, browser_path: str) -> Iterator[Page]:
    """A page of a browser that draws maps, on a machine without a graphics card."""
    quiet = [each for each in QUIET_BROWSER if each != "--disable-gpu"]
    kind = page.context.browser
    assert kind is not None
    drawing = ["--enable-unsafe-swiftshader", "--use-angle=swiftshader", "--ignore-gpu-blocklist"]
    running = kind.browser_type.launch(executable_path=browser_path, args=[*quiet, *drawing, "--no-sandbox"])
    yield running.new_page()
    running.close()


def test_pictures_of_the_map(drawing_page: Page, site: str, pictures: Path) -> None:
    # That it is open to anyone is in test_map.py.
    for width in (DESK, TABLET, PHONE):
        drawing_page.set_viewport_size({"width": width, "height": 800})
        drawing_page.goto(f"{site}/map/")
        drawing_page.locator("#map[data-map=ready]").wait_for()
        drawing_page.screenshot(path=pictures / f"map-{width}.png", full_page=True)
        assert (pictures / f"map-{width}.png").stat().st_size > 20_000
