"""What every page is asked on every screen: does it fit, and does axe find anything?"""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

import dev

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": TAGS, "resultTypes": ["violations"]}
# Half of the time goes into colours, and those of a page are the same on every screen and in every language.
WITHOUT_COLOURS = {**AXE, "rules": {"color-contrast": {"enabled": False}}}
PHONE, TABLET, DESK = 320, 768, 1280
TALLEST = 8_000
# Git ignores it.
SCREENSHOTS = dev.TOP / "screenshots"


def emptied(folder: Path) -> Path:
    """A folder of pictures, without those of an earlier run."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in folder.glob("*.png"):
        each.unlink(missing_ok=True)
    return folder


def go(page: Page, address: str, status: int = 200) -> None:
    """Open a page that answers with this status, its type loaded."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status
    page.evaluate("document.fonts.ready")


def picture(page: Page, path: Path) -> None:
    """A picture of a page, of its upper part if it is very long."""
    width, height = page.evaluate("[window.innerWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
    page.screenshot(path=path, full_page=True, clip=clip)  # type: ignore[arg-type]


def open_all(page: Page) -> None:
    """Open whatever opens on demand."""
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")


def fits(page: Page, width: int) -> None:
    """Nothing is wider than a screen of this width."""
    page.set_viewport_size({"width": width, "height": 800})
    too_wide = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
    assert too_wide <= 0, f"{page.url} is {too_wide} px wider than a screen of {width} px"


def faults_on(page: Page, options: dict[str, object] = AXE) -> list[tuple[str, str]]:
    """What axe finds: the rule, and the element."""
    found = Axe().run(page, options=options).response["violations"]
    return [(each["id"], node["html"][:200]) for each in found for node in each["nodes"][:3]]
