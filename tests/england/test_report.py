"""The reports of England: the right finding, every area, small enough to send, and links that open what is closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from leastfirst.exchange.packs import Pack
from tests.unit.exchange.report.making import Read, made_report

pytestmark = pytest.mark.england


def test_the_lsoas_of_2025(england: Pack) -> None:
    html, _ = made_report(england, "left-behind-lsoas-2025")
    read = Read.page(html)
    assert "England has 1,262 left-behind neighbourhoods, home to 2,000,738 people." in read.text
    assert "1,262 areas are in the worst tenth for both" in read.text
    assert sum(each.startswith("area-") for each in read.ids) == 1262
    assert "fictional" not in read.text.lower()
    assert len(html.encode()) < 2_500_000


def test_it_shows_where_the_claim_fails(england: Pack) -> None:
    """The facts: on barriers and living environment other deprived areas are worse off than the left behind."""
    read = Read.page(made_report(england, "left-behind-lsoas-2025")[0])
    assert "on ‘Barriers to housing and services’ and ‘Living environment’ they are no worse than" in read.text


def test_the_wards_of_2019_name_those_that_were_not_assessed(england: Pack) -> None:
    html, result = made_report(england, "left-behind-wards-2019")
    read = Read.page(html)
    missing = [code for code, yes in zip(result.areas.codes.to_pylist(), result.assessed, strict=True) if not yes]
    assert len(missing) >= 12
    assert f"The data hold no value for {len(missing)} areas" in read.text
    assert all(code in read.text for code in missing)
    assert "not comparable" not in read.text


def test_pride_in_place_says_whom_the_rule_passed_over(england: Pack) -> None:
    read = Read.page(made_report(england, "pride-in-place-2-england")[0])
    assert "England has 146 places that the inferred rule selects" in read.text
    assert "never confirmed" in read.text
    assert "Passed over: 5th of 6,856 on the composite, but its constituency, Blackpool South" in read.text


@pytest.mark.browser
def test_a_link_to_an_area_opens_its_district(england: Pack, page: Page, tmp_path: Path) -> None:
    html, result = made_report(england, "left-behind-lsoas-2025", related=False)
    (tmp_path / "report.html").write_text(html, encoding="utf-8")
    code = result.areas.codes[int(result.order[0])].as_py()
    page.goto((tmp_path / "report.html").as_uri())
    expect(page.locator(f"#area-{code}")).to_be_hidden()
    page.goto((tmp_path / "report.html").as_uri() + f"#area-{code}")
    expect(page.locator(f"#area-{code}")).to_be_visible()
    expect(page.locator(f"#area-{code}")).to_contain_text("Chosen: in the worst 10% on both measures.")
