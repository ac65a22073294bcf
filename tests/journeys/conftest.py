"""What journeys share: a site that really runs, and visitors who note whatever goes wrong on any page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from leastfirst.publish import Edition
from tests.journeys.main_pages import edition_in, parts_of
from tests.journeys.running_site import running_site
from tests.web.made_once import county_editions

Visit = Callable[..., Page]
# A machine that does ten things at once is slow and not wrong.
PATIENCE_MS = 90_000
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def county(request: pytest.FixtureRequest) -> Path:
    """The folder of editions in which the county is up."""
    return county_editions(request.config.cache.mkdir("leastfirst-county"))


@pytest.fixture(scope="session")
def site(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that shows the county: one for each test process."""
    with running_site(county, tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="session")
def edition(county: Path) -> Iterator[Edition]:
    """What the site shows, to hold its pages against."""
    opened = edition_in(county)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def parts(edition: Edition) -> dict[str, str]:
    """What stands for the names in braces in the addresses of main_pages.py."""
    return parts_of(edition)


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """Open a page of a visitor's own: `visit(java_script_enabled=False)`.

    When the test ends, none of them was set a cookie, asked another host, missed a file or read a fault in the console.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def come(**options: Any) -> Page:
        context = browser.new_context(**{"locale": "en-GB", "timezone_id": "Europe/London", **options})
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        note_faults(context, site, faults)
        return context.new_page()

    yield come
    for context in contexts:
        faults += [f"cookie {each['name']}" for each in context.cookies()]
        context.close()
    assert faults == []


def note_faults(context: BrowserContext, site: str, faults: list[str]) -> None:
    """Add whatever goes wrong in the context to `faults`. A page that says itself that it is an error may be one."""

    def said(message: ConsoleMessage) -> None:
        at = message.page.url if message.page else ""
        if not (message.text.startswith("Failed to load resource") and message.location.get("url") == at):
            faults.append(f"console of {at}: {message.text}")

    def failed(request: Request) -> None:
        # A visitor who goes on before all is there stops the rest.
        if request.failure != "net::ERR_ABORTED":
            faults.append(f"no answer from {request.url}: {request.failure}")

    def asked(request: Request) -> None:
        if not request.url.startswith((f"{site}/", f"blob:{site}/")):
            faults.append(f"asked {request.url}")

    context.on("console", said)
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))
    context.on("requestfailed", failed)
    context.on("request", asked)
    context.on(
        "response",
        lambda answer: (
            faults.append(f"{answer.status} for {answer.url}")
            if answer.status >= 400 and not answer.request.is_navigation_request()
            else None
        ),
    )
