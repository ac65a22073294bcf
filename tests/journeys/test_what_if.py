"""A person asks “what if?”, shares the address of the answer, and mends what was wrong; with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PANEL = "/funds/example-four-pots/what-if/"
BAND = "This is a what-if. The published shares have not changed."


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A small phone, which may or may not run scripts."""
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, java_script_enabled=request.param == "with JavaScript", locale="en-GB"
    )
    yield context.new_page()
    context.close()


def nothing_wrong(page: Page) -> None:
    """axe finds nothing, and nothing is wider than the screen."""
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")


def test_from_the_fund_to_a_what_if_that_can_be_shared(phone: Page, browser: Browser, site: str) -> None:
    phone.goto(f"{site}/funds/example-four-pots/")
    phone.get_by_role("link", name="What if?").click()
    expect(phone.get_by_text(BAND)).to_have_count(0)
    phone.get_by_label("Weight of need").fill("2")
    phone.get_by_label("Cut-off of the list").fill("20")
    phone.get_by_role("button", name="Work it out").click()
    expect(phone.get_by_text(BAND)).to_be_visible()
    table = phone.get_by_role("table", name="Every place")
    answer = table.inner_text()
    assert "£" in answer
    address = phone.get_by_label("The address of this what-if, to copy and share").input_value()
    assert address == f"{site}{PANEL}?weight=2&cutoff=20"
    elsewhere = browser.new_page()
    elsewhere.goto(address)
    expect(elsewhere.get_by_text(BAND)).to_be_visible()
    expect(elsewhere.get_by_label("Weight of need")).to_have_value("2")
    assert elsewhere.get_by_role("table", name="Every place").locator("tbody tr").count() == 50
    nothing_wrong(elsewhere)
    elsewhere.close()
    phone.get_by_role("link", name="Go to the published shares").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("What each place gets")


def test_what_is_out_of_range_is_mended_where_it_stands(phone: Page, site: str) -> None:
    phone.goto(f"{site}{PANEL}")
    phone.get_by_label("Weight of need").fill("9")
    phone.get_by_role("button", name="Work it out").click()
    expect(phone.get_by_role("heading", name="There is a problem")).to_be_visible()
    phone.get_by_role("link", name="The weight of need must be from 0 to 4").click()
    expect(phone.get_by_label("Weight of need")).to_be_focused()
    expect(phone.get_by_label("Weight of need")).to_have_value("9")
    phone.keyboard.press("ControlOrMeta+a")
    phone.keyboard.type("1.5")
    phone.keyboard.press("Enter")
    expect(phone.get_by_text(BAND)).to_be_visible()


def test_axe_finds_nothing_before_after_and_when_something_is_wrong(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for query in ("", "?weight=2", "?weight=9&floor=much"):
        page.goto(f"{site}{PANEL}{query}")
        nothing_wrong(page)
