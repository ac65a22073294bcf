"""England's pack holds what was published: nobody is lost, and every check passes."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from leastfirst.definitions.pack import load_pack_definition
from leastfirst.exchange.packs import Pack, check_pack
from leastfirst.ground.lookups import Lookup
from leastfirst.ground.tables import Needs
from leastfirst.sources import build_pack

pytestmark = pytest.mark.england


def test_every_table_of_the_definition_is_there_and_every_check_passes(england: Pack) -> None:
    definition, _ = load_pack_definition("england")
    assert list(england.tables) == list(definition.tables)
    assert not england.fictional
    findings = check_pack(england)
    assert [str(finding.fault) for finding in findings if finding.fault] == []
    assert {finding.table for finding in findings} == set(england.tables)


@pytest.mark.parametrize(
    ("reference", "total"),
    [
        ("population-census-2021.residents", 56_490_108),
        ("population-mid-year.mid_2017", 55_619_430),
        ("population-mid-year.mid_2019", 56_286_961),
        ("population-mid-year.mid_2020", 56_550_138),
    ],
)
def test_the_people_of_england_are_all_there(england: Pack, reference: str, total: int) -> None:
    table_id, column = reference.split(".")
    assert pc.sum(england.table(table_id).data[column]).as_py() == total


@pytest.mark.parametrize(
    ("table_id", "rows"),
    [
        ("areas-lsoa-2021", 33_755),
        ("areas-lsoa-2011", 32_844),
        ("areas-msoa-2021", 6_856),
        ("areas-ward-2017", 7_439),
        ("areas-lad-2024", 296),
        ("areas-lad-2019", 317),
        ("areas-pcon-2024", 543),
        ("postcodes", 1_481_012),
    ],
)
def test_the_areas_of_england_are_all_there(england: Pack, table_id: str, rows: int) -> None:
    assert england.table(table_id).data.num_rows == rows


def test_every_split_area_of_2011_is_shared_out_whole(england: Pack) -> None:
    lookup = Lookup.from_table(england.table("lsoa-2011--lsoa-2021"))
    people = england.table("population-mid-year").data
    carried = lookup.carry(
        people["area_code"].combine_chunks(), people["mid_2020"].to_numpy().astype(float), where="mid-2020"
    )
    assert carried.sum() == pytest.approx(56_550_138, abs=0.01)
    assert len(lookup.targets) == 33_755


def test_what_was_mended_is_on_record(england: Pack) -> None:
    assert "The shares of 18 of 6,856 areas did not add up to 1 (by up to 0.0001)" in (
        england.tables["msoa-2021--pcon-2024"].note
    )
    assert "1 of 6,856 areas lie in more than one target" in england.tables["msoa-2021--lad-2024"].note
    cni = england.table("cni-2019").data
    assert cni["cni_rank"].null_count == 6
    assert england.table("hlnm-2025").data["growth"].null_count == 1


def test_ranks_are_as_published_and_the_first_is_the_worst(england: Pack) -> None:
    imd = england.table("imd-2025").data
    order = np.argsort(imd["imd_rank"].to_numpy())
    assert imd["imd_rank"].to_numpy()[order].tolist() == list(range(1, 33_756))
    scores = imd["imd_score"].to_numpy()[order]
    assert (np.diff(scores) <= 0).all()
    assert set(imd["imd_decile"].to_numpy()[order[:3375]].tolist()) == {1}


def test_neighbours_lie_near_each_other(england: Pack) -> None:
    areas = england.table("areas-lsoa-2021").data
    place = {code: i for i, code in enumerate(areas["area_code"].to_pylist())}
    near = england.table("neighbours-lsoa-2021").data
    one = np.array([place[code] for code in near["area_code"].to_pylist()])
    other = np.array([place[code] for code in near["neighbour_code"].to_pylist()])
    north, east = areas["latitude"].to_numpy(), areas["longitude"].to_numpy() * np.cos(np.radians(53))
    degrees = np.hypot(north[one] - north[other], east[one] - east[other])
    assert np.median(degrees) < 0.01, "a kilometre"
    assert degrees.max() < 0.6
    assert 5 < len(one) / len(areas) < 6.5, "an area has between five and six neighbours"
    assert len(areas) - len(set(one.tolist())) < 5, "only islands have none"


def test_the_inputs_of_every_index_load_in_half_a_second(england: Pack) -> None:
    needs = Needs()
    for table_id in ("imd-2019", "imd-2025", "imd-2025-indicators", "cni-2019", "cni-2023"):
        needs.add(table_id)
    needs.add("areas-lsoa-2021").add("areas-lsoa-2011").add("population-census-2021")
    england.load(needs)
    took = []
    for _ in range(3):
        start = time.perf_counter()
        england.load(needs)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.5


def test_raw_columns_come_through_unchanged(england: Pack, england_raw: Path) -> None:
    """The slow, obvious way: read the raw file by itself and hold one table after another against it."""
    if (england_raw / "datapackage.json").exists():
        pytest.fail("LEASTFIRST_DATA names a pack; name the raw tables, so that the way from them is tested too.")
    definition, _ = load_pack_definition("england")
    compared = 0
    for table_id, plan in definition.tables.items():
        if len(plan.raw) != 1 or plan.raw[0].take or not plan.raw[0].file.endswith(".parquet"):
            continue
        columns = plan.all_columns()
        key = plan.key_columns[0]
        if columns[key].made or plan.kind == "boundaries" or table_id == "postcodes":
            continue
        raw = pq.read_table(england_raw / plan.raw[0].file)
        rows = {columns[key].prefix + str(code): i for i, code in enumerate(raw[columns[key].raw or key].to_pylist())}
        ours = england.table(table_id).data
        for name, column in columns.items():
            if name == key or column.made:
                continue
            theirs = raw[column.raw or name].to_pylist()
            expected = [theirs[rows[code]] if code in rows else None for code in ours[key].to_pylist()]
            assert ours[name].to_pylist() == expected, f"{table_id}.{name}"
            compared += 1
    assert compared > 230


def test_it_is_built_the_same_twice(england: Pack, england_raw: Path, tmp_path: Path) -> None:
    again = build_pack("england", england_raw, tmp_path / "again")
    assert again.descriptor == england.descriptor
