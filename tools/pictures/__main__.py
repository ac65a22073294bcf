"""Make the pictures of the README from the site as it is, showing the fictional county: `python -m tools.pictures`.

It starts the site as the journeys do, so that a picture can only show what the tests have seen. Look at the pictures
before you commit them. `screenshots/`, which the tests make, holds every main page in three widths.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import dev
from tests.conftest import QUIET_BROWSER
from tests.journeys.main_pages import MAIN_PAGES, edition_in, parts_of
from tests.journeys.running_site import running_site
from tests.web.made_once import county_editions
from tools.pictures.lighter import lighter

FOLDER = dev.TOP / "docs" / "pictures"
WIDTH = 1280
MOST_BYTES = 150_000
# Picture -> page, and the element below which it ends.
PICTURES = {
    "site-home": ("home", ".home-findings"),
    "site-area": ("area", ".areas-list--first figure >> nth=1"),
    "site-fund": ("fund", "main .lf-figures"),
}
MARGIN = 32


def main() -> int:
    """Make them all; 1 if one is heavier than a README should be."""
    browser_path = dev.find_browser()
    if browser_path is None:
        sys.exit("No browser was found: install Chromium, or set LEASTFIRST_TEST_BROWSER to its path.")
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    heavy = []
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        editions = county_editions(Path(temporary))
        edition = edition_in(editions)
        parts = parts_of(edition)
        edition.close()
        browser = playwright.chromium.launch(executable_path=browser_path, args=[*QUIET_BROWSER, *root])
        with running_site(editions, Path(temporary)) as site:
            page = browser.new_page(viewport={"width": WIDTH, "height": 800}, locale="en-GB")
            for name, (address, last) in PICTURES.items():
                path = FOLDER / f"{name}.png"
                page.goto(site + MAIN_PAGES[address].format(**parts))
                picture(page, last, path)
                size = path.stat().st_size
                print(f"{path.relative_to(dev.TOP)}: {size / 1000:.0f} kB")
                heavy += [name] if size > MOST_BYTES else []
        browser.close()
    if heavy:
        print(f"More than {MOST_BYTES / 1000:.0f} kB: {', '.join(heavy)}. Cut them higher up.", file=sys.stderr)
    return 1 if heavy else 0


def picture(page: Page, last: str, path: Path) -> None:
    """The page from its top to below the element `last`."""
    box = page.locator(last).bounding_box()
    if box is None:
        raise LookupError(f"{page.url} has no '{last}' any more; say in PICTURES where the picture ends.")
    height = box["y"] + box["height"] + MARGIN
    taken = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
    path.write_bytes(lighter(taken))


if __name__ == "__main__":
    sys.exit(main())
