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
from tests.unit.exchange.report.making import Read

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


MIXED = """
years: "2030"
places:
  come_from: statement
  source: a test
  vintage: "2025"
  places: [{code: ash, name: Ash}, {code: beech, name: Beech}]
formula: equal-shares
kinds: {capital: 1/2, revenue: 1/2}
pots:
  - {id: open, title: Open pot, owner: A, amount: "£10000"}
  - {id: build, title: Buildings, owner: B, amount: "£30000", strings: [{string: kind, only: capital}]}
"""


def test_a_balance_that_strings_do_not_allow_is_said(county: Pack, tmp_path: Path) -> None:
    # Of £40,000 each half is due. Capital is held to £20,000 by the balance, so £10,000 of buildings money is left.
    html, _ = made_fund_report(county, own_fund(tmp_path, MIXED))
    assert "67% is capital, for things that last, such as buildings and parks; 33% is revenue" in html
    assert "The fund asks for 50% capital and 50% revenue; the strings of Buildings keep it from that." in html
    assert "£10,000 of 2030 stays unspent: all that places may spend as capital is paid already." in html
    free, _ = made_fund_report(
        county, own_fund(tmp_path, MIXED.replace(", strings: [{string: kind, only: capital}]", ""))
    )
    assert "50% is capital" in free
    assert "The fund asks for" not in free


def test_the_commands_on_the_page_name_the_file_that_was_given(county: Pack, tmp_path: Path) -> None:
    fund = own_fund(tmp_path, MIXED)
    text = Read.page(made_fund_report(county, fund, named="our funds/fund.yaml")[0]).text
    assert "leastfirst fund why 'our funds/fund.yaml' ash --data DATA" in text
    assert "leastfirst fund report 'our funds/fund.yaml' --data DATA --out OUT" in text
    assert text.count("for DATA put the data that were used") == 2
    assert "leastfirst fund why made-up ash --data DATA" in Read.page(made_fund_report(county, fund)[0]).text


def test_one_and_two_are_said_as_people_say_them(county: Pack, tmp_path: Path) -> None:
    one = Read.page(made_fund_report(county, own_fund(tmp_path, MIXED))[0]).text
    assert "The string changes something." in one
    assert "both places" in one
    assert "all 2" not in one
    late = MIXED.replace("only: capital}]", "only: capital}, {string: use-by, year: '2030'}]")
    two = Read.page(made_fund_report(county, own_fund(tmp_path, late))[0]).text
    assert "One of the two strings changes something." in two


def test_a_formula_that_cannot_be_used_is_told_in_plain_words(county: Pack, tmp_path: Path) -> None:
    text = Read.page(made_fund_report(county, own_fund(tmp_path, MIXED))[0]).text
    assert "cannot be worked out here: the formula asks for residents, and this fund says nothing of that." in text
    assert "bind" not in text
