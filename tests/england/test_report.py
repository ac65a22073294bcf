"""The reports of England: the right finding, every area, small enough to send, and links that open what is closed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from leastfirst.exchange.packs import Pack
from tests.unit.exchange.report.making import Read, made_report, survey_of, written_report

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
    assert "and none where the constituency holds a place of phase 1." in read.text
    assert "10 others that the rule would let in are outside by as little" in read.text
    assert "never confirmed" in read.text
    assert "Passed over: 5th of 6,856 on the composite, but its constituency, Blackpool South" in read.text


def test_the_whole_report_says_how_sure_it_is_how_it_compares_and_at_what_scale(england: Pack, tmp_path: Path) -> None:
    html = written_report("left-behind-lsoas-2025", tmp_path, data=england.path, replicates=100)
    text = Read.page(html).text
    assert len(html.encode()) < 2_500_000
    firm = re.search(r"([\d,]+) of the 1,262 places on the list are firm", text)
    assert firm
    assert 700 < int(firm[1].replace(",", "")) < 1000
    # Where the claim fails, by the facts: barriers and living environment.
    fails = text[text.index("Where the claim fails") : text.index("How to read the strips")]
    assert "‘Living environment’" in fails
    assert "‘Barriers to housing and services’" in fails
    assert "So target by LSOA" in text
    assert html.count('<svg class="strip" ') == 44


def test_a_report_on_partial_data_is_small_and_says_what_it_lacks(england: Pack, tmp_path: Path) -> None:
    """Few areas have a value: the others are counted, not listed one by one."""
    codes = england.table("areas-lsoa-2021", ["area_code"]).data["area_code"].to_pylist()[:200]
    own = survey_of(codes, tmp_path)
    html = written_report(own, tmp_path / "out", data=england.path, replicates=0)
    text = Read.page(html).text
    assert "The data hold no value for 33,555 areas" in text
    assert "the file areas.csv beside this page names each of them" in text
    assert len(html.encode()) < 1_000_000


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
