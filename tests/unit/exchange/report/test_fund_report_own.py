"""The report of a fund of one's own: its map, its words and the commands that it prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leastfirst.definitions.fund import Fund
from leastfirst.exchange.packs import Pack
from leastfirst.exchange.report import with_usual_map
from leastfirst.sources import open_data
from tests.unit.exchange.report.fund_making import made_fund_report, own_fund

PLACES = """
years: "2030"
places:
  come_from: own-boundaries
  base: lsoa-2021
  places:
"""
RULES = """
formula: equal-shares
pots: [{id: pot, title: Pot, owner: an owner, amount: "£10"}]
"""


@pytest.fixture(scope="module")
def county() -> Pack:
    return open_data("county")


def own_places(folder: Path, **areas: list[str]) -> Fund:
    rows = "".join(f"    - {{code: {code}, name: {code.title()}, areas: {codes}}}\n" for code, codes in areas.items())
    return own_fund(folder, PLACES + rows + RULES)


def test_a_fund_that_names_no_map_gets_the_usual_tables_and_is_seen_from_near(county: Pack, tmp_path: Path) -> None:
    fund = own_places(tmp_path, ash=["X01000133", "X01000149"], beech=["X01000150"])
    mapped = with_usual_map(fund, county.tables)
    assert (mapped.boundaries, mapped.outline) == ("boundaries-lsoa-2021", "boundaries-lad-2024")
    html, _ = made_fund_report(county, mapped)
    assert 'class="map"' in html
    assert "The data have no table" not in html
    assert "<p>Every place gets the same: £5.</p>" in html
    assert "Each place is a shape. Thin lines are districts." in html
    everywhere = own_fund(
        tmp_path, 'years: "2030"\nplaces: {come_from: designation, designation: left-behind-lsoas-2025}\n' + RULES
    )
    whole, _ = made_fund_report(county, with_usual_map(everywhere, county.tables))
    assert "Each place is a shape. Thin lines are districts." in whole  # a penny more or less is no class of its own
    near, far = (int(re.findall(r">(\d+) km</text>", page)[0]) for page in (html, whole))
    assert near < far


def test_tables_that_a_fund_names_are_kept(county: Pack, tmp_path: Path) -> None:
    fund = own_places(tmp_path, ash=["X01000133"]).model_copy(update={"outline": "boundaries-msoa-2021"})
    assert with_usual_map(fund, {"boundaries-lad-2020", "boundaries-lad-2023"}).outline == "boundaries-msoa-2021"
    unnamed = fund.model_copy(update={"outline": None})
    assert with_usual_map(unnamed, {"boundaries-lad-2020", "boundaries-lad-2023"}).outline == "boundaries-lad-2023"
    assert with_usual_map(unnamed, ()).outline is None
