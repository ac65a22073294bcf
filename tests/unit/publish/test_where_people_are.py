"""Which area lies in which, where each of them is, and how many people that is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from leastfirst.definitions.edition import EditionDefinition
from leastfirst.exchange.packs import Pack
from leastfirst.publish import Edition
from leastfirst.publish.measured.areas import add_areas
from leastfirst.publish.measured.within import add_within
from leastfirst.publish.packed import add_pack
from leastfirst.publish.work import Work
from leastfirst.publish.writing import new_edition
from tests.unit.publish.edition_rows import LEVELS, by_code, pairs, rows_of


def test_the_people_of_an_area_are_all_somewhere(edition: Edition) -> None:
    total = edition.rows("within", limit=0).total
    rows = [row for at in range(0, total, 1000) for row in rows_of(edition, "within", offset=at)]
    shares: dict[tuple[str, str, str], float] = {}
    for row in rows:
        key = row["area_code"], row["geography"], row["within_geography"]
        shares[key] = shares.get(key, 0.0) + row["share"]
    assert list(shares.values()) == pytest.approx([1.0] * len(shares), abs=2e-5)
    pairs = {key[1:] for key in shares}
    # Every list can be found from the areas of every level, in one direction or the other.
    for one in LEVELS:
        for other in ("lsoa-2021", "ward-2017", "msoa-2021"):
            assert one == other or {(one, other), (other, one)} & pairs
    assert {("ward-2017", "msoa-2021"), ("msoa-2021", "ward-2017")} <= pairs
    assert not {("msoa-2021", "lsoa-2021"), ("lad-2024", "ward-2017")} & pairs


def test_the_places_of_a_fund_are_found_although_they_have_no_map(
    tmp_path: Path, plan: EditionDefinition, county: Pack
) -> None:
    changes = {"maps": plan.maps[:1], "designations": plan.designations[:1], "funds": ("appg-2bn",)}
    with new_edition(tmp_path) as writer:
        work = Work(plan.model_copy(update=changes), county, writer)
        for part in (add_pack, add_areas, add_within):
            part(work)
        found = set(writer.data["within"]["within_geography"].to_pylist())
    assert list(writer.tables) == ["areas-lsoa-2021", "within"]
    assert {"ward-2017", "msoa-2021", "lad-2024"} <= found


def test_small_areas_of_2021_meet_wards_of_2017_in_those_of_2011(edition: Edition, county: Pack) -> None:
    """Worked out again with plain dictionaries: who of a small area of 2021 lives in which ward."""
    to_new = county.table("lsoa-2011--lsoa-2021").data.to_pylist()
    ward = pairs(county, "lsoa-2011--ward-2017", "from_code", "to_code")
    people = pairs(county, "population-mid-year", "area_code", "mid_2020")
    count: dict[tuple[str, str], float] = {}
    whole: dict[str, float] = {}
    for row in to_new:
        n = people[row["from_code"]] * row["weight"]
        pair = row["to_code"], ward[row["from_code"]]
        count[pair] = count.get(pair, 0.0) + n
        whole[row["to_code"]] = whole.get(row["to_code"], 0.0) + n
    found = rows_of(edition, "within", where={"geography": "lsoa-2021", "within_geography": "ward-2017"})
    wanted = {pair: n / whole[pair[0]] for pair, n in count.items() if n > 0}
    assert {(r["area_code"], r["within_code"]): r["share"] for r in found} == pytest.approx(wanted, abs=1e-6)


def test_an_area_without_a_point_lies_where_its_people_live(edition: Edition, county: Pack) -> None:
    lookup = pairs(county, "lsoa-2021--lad-2024", "from_code", "to_code")
    small = by_code(edition, "areas-lsoa-2021")
    for code, row in by_code(edition, "areas-lad-2024").items():
        mine = [each for area, each in small.items() if lookup[area] == code]
        assert row["latitude"] == pytest.approx(
            np.average([e["latitude"] for e in mine], weights=[e["population"] for e in mine]), abs=1e-6
        )
        assert row["lad_code"] == code


def test_it_is_said_by_which_count_people_are_told(edition: Edition) -> None:
    wards = edition.document("designation", "left-behind-wards-2019")
    assert wards is not None
    told = "How residents are counted: Fictional: Mid-year population estimates 2017, 2019 and 2020: Residents in mid-"
    assert wards["residents_by"] == edition.table("designation-left-behind-wards-2019").note == f"{told}2017."
    assert edition.table("areas-ward-2017").note == f"{told}2020."
    assert edition.table("areas-lsoa-2021").note == (
        "How residents are counted: Fictional: Usual residents, Census 2021."
    )
