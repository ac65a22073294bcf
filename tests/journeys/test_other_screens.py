"""Every kind of page in Urdu, from right to left, and what a visitor meets when something is empty or wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.main_pages import MAIN_PAGES, OTHER_STATES
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
PICTURES_OF = ("home", "area")


@pytest.fixture(scope="module")
def pictures() -> Path:
    return emptied(SCREENSHOTS / "urdu")


@pytest.mark.parametrize("name", [each for each in MAIN_PAGES if each != "map"])
def test_a_page_in_urdu_is_open_to_anyone(
    visit: Visit, site: str, parts: dict[str, str], pictures: Path, name: str
) -> None:
    page = visit(viewport={"width": PHONE, "height": 800})
    go(page, f"{site}/ur{MAIN_PAGES[name].format(**parts)}")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    assert faults_on(page, WITHOUT_COLOURS) == []
    open_all(page)
    fits(page, PHONE)
    if name in PICTURES_OF:
        page.reload()
        for width in (DESK, TABLET, PHONE):
            fits(page, width)
            picture(page, pictures / f"{name}-{width}.png")


@pytest.mark.parametrize("name", OTHER_STATES)
def test_what_is_empty_or_wrong_is_open_to_anyone(visit: Visit, site: str, parts: dict[str, str], name: str) -> None:
    page = visit()
    status, address = OTHER_STATES[name]
    go(page, site + address.format(**parts), status)
    assert page.locator("h1").count() == 1
    assert faults_on(page) == []
    fits(page, PHONE)
