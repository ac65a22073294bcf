"""Nearby on a village that one can see: who is counted, who is left out and why, and what a mean over residents is."""

from __future__ import annotations

import functools
from typing import Any

import pytest

from leastfirst.engines import count_within, open_engine
from leastfirst.ground.errors import DataError
from leastfirst.ground.tables import Table
from leastfirst.measure import Nearby, nearby, nearby_plan
from tests import made_up

MSOA = "msoa-2021"
# A hundredth of a degree of latitude is 1,112 m, of longitude here 696 m.
AREAS = {"X01000001": (51.0, -1.0), "X01000002": (51.01, -1.0), "X01000003": (51.5, -1.0), "X01000004": (None, None)}
PEOPLE = {"X01000001": 1000, "X01000002": 3000, "X01000003": 2000, "X01000004": 500}
POINTS = [
    ("hall", 51.0, -1.0, True),
    ("hall", 51.005, -1.0, True),  # 556 m from each of the first two
    ("hall", 51.0, -1.0, False),
    ("hall", None, None, True),
    ("hall", 10.0, 10.0, True),
    ("pub", 51.25, -1.0, True),  # near nobody
]


def assets(rows: list[tuple[Any, ...]], table_id: str = "halls", note: str = "") -> Table:
    columns = {
        "asset_id": [f"{i}" for i in range(len(rows))],
        "name": ["" for _ in rows],
        "class": [row[0] for row in rows],
        "latitude": [row[1] for row in rows],
        "longitude": [row[2] for row in rows],
        "open": [row[3] for row in rows],
    }
    return made_up.table(table_id, columns, kind="assets", geography=None, note=note)


def run(
    rows: list[tuple[Any, ...]] = POINTS, *, level: str = "lsoa", own: Table | None = None, radius_m: float = 800
) -> Nearby:
    place = {
        "area_code": list(AREAS),
        "area_name": list(AREAS),
        "latitude": [each[0] for each in AREAS.values()],
        "longitude": [each[1] for each in AREAS.values()],
    }
    inputs = made_up.inputs_of(
        made_up.table("areas-lsoa-2021", place, kind="areas"),
        made_up.areas(MSOA, {"X02000001": "One", "X02000002": "Two"}),
        made_up.population(PEOPLE),
        made_up.lookup(
            made_up.LSOA, MSOA, [(code, "X02000001" if i < 3 else "X02000002", 1) for i, code in enumerate(AREAS)]
        ),
        assets(rows, note="An undercount."),
    )
    plan = nearby_plan({table_id: table.meta for table_id, table in inputs.items()}, level)
    with open_engine() as engine:
        count = functools.partial(count_within, engine)
        return nearby(inputs, plan, radius_m=radius_m, count_within=count, own=own)


def test_counts_and_rates() -> None:
    rows = {(row["area_code"][-1], row["class"]): row for row in run().table().to_pylist()}
    assert rows["1", "hall"]["count"] == 2
    assert rows["1", "hall"]["per_1000"] == 2
    assert rows["2", "hall"]["count"] == 1
    assert rows["2", "hall"]["per_1000"] == pytest.approx(1 / 3)
    # The second area is 1,112 m away, beyond the radius, so only the area's own people live nearby.
    assert rows["1", "hall"]["residents_nearby"] == 1000
    assert rows["3", "hall"]["count"] == 0
    assert rows["3", "pub"]["per_1000_nearby"] == 0


def test_a_wider_radius_holds_the_neighbours_people() -> None:
    row = run(radius_m=1609).table().to_pylist()[0]
    assert (row["count"], row["residents_nearby"], row["per_1000_nearby"]) == (2, 4000, 0.5)


def test_an_area_without_a_position_has_no_count_and_not_none() -> None:
    rows = [row for row in run().table().to_pylist() if row["area_code"] == "X01000004"]
    assert all(row["count"] is row["per_1000"] is row["residents_nearby"] is None for row in rows)
    larger = {row["area_code"]: row for row in run(level="msoa").table().to_pylist() if row["class"] == "hall"}
    assert larger["X02000002"]["count"] is None


def test_a_larger_area_is_the_mean_over_its_residents() -> None:
    row = run(level="msoa").table().to_pylist()[0]
    assert row["count"] == pytest.approx((1000 * 2 + 3000 * 1 + 2000 * 0) / 6000)
    assert row["residents"] == 6000


def test_the_coverage_counts_whoever_was_left_out() -> None:
    hall, pub = run().coverage().to_pylist()
    assert {name: hall[name] for name in ("points", "closed", "no_position", "outside", "counted")} == {
        "points": 5, "closed": 1, "no_position": 1, "outside": 1, "counted": 2,
    }  # fmt: skip
    assert (hall["areas_with_none"], hall["areas_without_position"], pub["near_no_area"]) == (1, 1, 1)
    told = run().finding()
    assert "33% of residents have none that counts (1 of 3 LSOAs)" in told
    assert "2 of 5 points counted; not counted: 1 closed, 1 without a position, 1 outside." in told
    assert told.endswith("An undercount.")


def test_a_class_of_which_no_place_is_known_has_no_count() -> None:
    found = run([("hall", 51.0, -1.0, True), ("hut", None, None, True)])
    assert [row["count"] for row in found.table().to_pylist() if row["class"] == "hut"] == [None] * 4
    assert "hut: none of 1 point could be counted." in found.finding()


def test_the_users_own_class_of_the_same_name_stays_apart() -> None:
    found = run(own=assets([("pub", 51.0, -1.0, True), ("hut", 51.0, -1.0, True)], "mine.csv"))
    assert [each.name for each in found.classes] == ["hall", "pub", "hut", "pub (own table)"]
    assert found.count[0].tolist() == [2, 0, 1, 1]


@pytest.mark.parametrize("radius_m", [0, -1, float("nan"), float("inf"), 1_609_344])
def test_a_radius_out_of_bounds(radius_m: float) -> None:
    with pytest.raises(DataError, match="cannot be used; give metres above 0 and at most 80,000"):
        run(radius_m=radius_m)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("hut", -1.0, 51.0, True)], "latitude and longitude seem to have changed places: row 1 has latitude -1"),
        ([("hut", 48.9, 20.0, True)], "1 of its 1 positions lie outside the country"),
        ([("hut", None, None, True)], "none of its 1 points is open and has a position"),
    ],
)
def test_points_that_lie_elsewhere(rows: list[tuple[Any, ...]], sentence: str) -> None:
    with pytest.raises(DataError) as error:
        run(own=assets(rows, "mine.csv"))
    assert sentence in str(error.value)
    assert str(error.value).startswith("mine.csv: ")


def test_an_unknown_level() -> None:
    with pytest.raises(DataError, match="nothing can be counted for the level 'street'; use one of lsoa-2021, msoa"):
        run(level="street")


def test_people_may_be_counted_in_other_small_areas() -> None:
    older = {"area_code": ["X01000001"], "area_name": ["One"], "latitude": [51.0], "longitude": [-1.0]}
    tables = {
        table.id: table.meta
        for table in (
            made_up.table("areas-lsoa-2011", older, kind="areas", geography="lsoa-2011"),
            made_up.population({"X01000001": 9}, geography="lsoa-2011", table_id="people-2020"),
            made_up.areas("lsoa-2021", {"X01000001": "One"}),
            made_up.population({"X01000001": 9}),
            made_up.lookup("lsoa-2011", "ward-2017", [("X01000001", "X05000001", 1)]),
        )
    }
    plan = nearby_plan(tables, "ward-2017", population="people-2020.residents")
    assert (str(plan.base), plan.through) == ("lsoa-2011", "lsoa-2011--ward-2017")
    for wrong, sentence in (
        ("nobody.residents", "there is no table 'nobody' of areas"),
        ("people.residents", "people.residents: LSOA 2021 have no positions in these data"),
        ("people-2020.dogs", "there is no column 'dogs'"),
    ):
        with pytest.raises(DataError, match=sentence):
            nearby_plan(tables, "ward-2017", population=wrong)
