"""Every kind of page on a phone, a tablet and a desk: nothing in anybody's way, and a picture of each to look at.

The pictures lie in `screenshots/`, which git ignores.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import QUIET_BROWSER
from tests.journeys.conftest import Visit
from tests.journeys.main_pages import MAIN_PAGES
from tests.journeys.screens import (
    DESK,
    PHONE,
    SCREENSHOTS,
    TABLET,
    WITHOUT_COLOURS,
    emptied,
    faults_on,
    fits,
    go,
    open_all,
    picture,
)

pytestmark = pytest.mark.browser
# Of two pages that are made alike, one.
LOOKED_AT = {
    *("home", "search", "area", "place", "table", "list", "list-areas", "fund", "shares", "why", "what-if"),
    *("vote", "project", "data", "data-table", "method", "method-page", "accessibility", "status"),
}


@pytest.fixture(scope="module")
def pictures() -> Path:
    return emptied(SCREENSHOTS)


@pytest.mark.parametrize("name", [each for each in MAIN_PAGES if each != "map"])
def test_a_page_is_open_to_anyone_on_any_screen(
    visit: Visit, site: str, parts: dict[str, str], pictures: Path, name: str
) -> None:
    page = visit()
    go(page, site + MAIN_PAGES[name].format(**parts))
    for width in (DESK, TABLET, PHONE):
        fits(page, width)
        if name in LOOKED_AT:
            picture(page, pictures / f"{name}-{width}.png")
        if width == DESK:
            assert faults_on(page, WITHOUT_COLOURS) == []
    open_all(page)
    fits(page, PHONE)
    assert faults_on(page) == []


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
        picture(drawing_page, pictures / f"map-{width}.png")
        assert (pictures / f"map-{width}.png").stat().st_size > 20_000
