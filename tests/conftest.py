"""What tests share: England's raw data and a real browser. What is missing fails a test, and never skips it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

import dev

# The same examples in every run, and no deadline on a busy machine: a test fails for what it found, not by chance.
# To search further: pytest --hypothesis-profile=explore
settings.register_profile("same-every-time", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("same-every-time")

QUIET_BROWSER = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def england_raw() -> Path:
    """The folder of England's raw tables."""
    found = dev.find_england()
    if found is None:
        pytest.fail("England's data was not found: set LEASTFIRST_DATA to the folder of raw tables.")
    return found


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The path of a Chromium, Chrome or Edge."""
    found = dev.find_browser()
    if found is None:
        pytest.fail("No browser was found: install Chromium, or set LEASTFIRST_TEST_BROWSER to its path.")
    return found


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    """One running browser for the tests of a file.

    Not for the whole session: Playwright keeps an event loop running, which would stand in the way of tests that start
    their own.
    """
    # Chromium refuses to run as root inside its own sandbox.
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=browser_path,
            headless=True,
            args=[*QUIET_BROWSER, *(["--no-sandbox"] if root else [])],
        )
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page that knows nothing of the test before it."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    yield context.new_page()
    context.close()
