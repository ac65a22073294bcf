"""Nearby: the counts around a sample of England's LSOAs, by six ways that share no code."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from numpy.typing import NDArray

from leastfirst.engines import count_within, open_engine
from leastfirst.exchange.packs import Pack
from leastfirst.measure import Nearby, nearby, nearby_plan
from tests.distances import geodesic_m

pytestmark = pytest.mark.england

MILE = 1609.0
Counts = NDArray[np.int64]


@pytest.fixture(scope="module")
def found(england: Pack) -> Nearby:
    plan = nearby_plan(england.tables, "lsoa")
    with open_engine("duckdb") as engine:
        count = functools.partial(count_within, engine)
        return nearby(england.load(plan.needs()), plan, radius_m=MILE, count_within=count)


@pytest.fixture(scope="module")
def pubs(england: Pack) -> NDArray[np.float64]:
    data = england.table("pubs", ("latitude", "longitude")).data
    return np.column_stack([data["latitude"].to_numpy(), data["longitude"].to_numpy()])


@pytest.fixture(scope="module")
def homes(england: Pack, found: Nearby) -> tuple[Counts, NDArray[np.float64]]:
    """Every 211th LSOA: 160 of them, from Cornwall to Northumberland."""
    data = england.table("areas-lsoa-2021", ("area_code", "latitude", "longitude")).data
    assert data["area_code"].to_pylist() == found.areas.codes.to_pylist()
    at = np.arange(0, data.num_rows, 211)
    return at, np.column_stack([data["latitude"].to_numpy()[at], data["longitude"].to_numpy()[at]])


@pytest.fixture(scope="module")
def ours(found: Nearby, homes: tuple[Counts, NDArray[np.float64]]) -> NDArray[np.float64]:
    pub = [each.name for each in found.classes].index("pub")
    counts = found.count[homes[0], pub]
    assert counts.sum() > 500
    return counts


def test_by_geodesics_in_plain_python(
    homes: tuple[Counts, NDArray[np.float64]], pubs: NDArray[np.float64], ours: Counts
) -> None:
    for home, count in zip(homes[1][:60], ours, strict=False):
        near = pubs[np.abs(pubs[:, 0] - home[0]) < 0.02]  # 2.2 km to the north and south
        assert sum(geodesic_m(tuple(home), tuple(pub)) <= MILE for pub in near.tolist()) == count


def test_by_haversine(homes: tuple[Counts, NDArray[np.float64]], pubs: NDArray[np.float64], ours: Counts) -> None:
    north, east = np.radians(homes[1])[:, None, :].transpose(2, 0, 1)
    their_north, their_east = np.radians(pubs).T
    half = np.sin((their_north - north) / 2) ** 2
    half = half + np.cos(north) * np.cos(their_north) * np.sin((their_east - east) / 2) ** 2
    metres = 2 * 6_371_008.8 * np.arcsin(np.sqrt(half))
    # A sphere is off by up to 0.4%: the true count lies between those of two radii that differ by so much.
    assert ((metres <= MILE * 0.996).sum(axis=1) <= ours).all()
    assert ((metres <= MILE * 1.004).sum(axis=1) >= ours).all()
    assert ((metres <= MILE).sum(axis=1) == ours).mean() > 0.9


def test_by_a_tree_in_space(homes: tuple[Counts, NDArray[np.float64]], pubs: NDArray[np.float64], ours: Counts) -> None:
    from scipy.spatial import cKDTree

    def space(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        north, east = np.radians(degrees).T
        e2 = 0.00669437999014
        n = 6_378_137.0 / np.sqrt(1 - e2 * np.sin(north) ** 2)
        return np.column_stack(
            [n * np.cos(north) * np.cos(east), n * np.cos(north) * np.sin(east), n * (1 - e2) * np.sin(north)]
        )

    tree = cKDTree(space(pubs))
    assert [len(each) for each in tree.query_ball_point(space(homes[1]), MILE)] == ours.tolist()


def test_by_shapes_on_a_local_map(
    homes: tuple[Counts, NDArray[np.float64]], pubs: NDArray[np.float64], ours: Counts
) -> None:
    import shapely
    from pyproj import Transformer

    for home, count in zip(homes[1][::4], ours[::4], strict=True):
        near = pubs[(np.abs(pubs - home) < (0.05, 0.1)).all(axis=1)]
        there = Transformer.from_crs(
            "EPSG:4326", f"+proj=aeqd +lat_0={home[0]} +lon_0={home[1]} +ellps=WGS84", always_xy=True
        )
        tree = shapely.STRtree(shapely.points(np.column_stack(there.transform(near[:, 1], near[:, 0]))))
        assert len(tree.query(shapely.Point(0, 0), predicate="dwithin", distance=MILE)) == count


def test_by_one_point_at_a_time_in_whole_millimetres(
    homes: tuple[Counts, NDArray[np.float64]], pubs: NDArray[np.float64], ours: Counts
) -> None:
    from leastfirst.ground.positions import in_space, straight_line_mm2

    mine, theirs = in_space(*homes[1].T), in_space(*pubs.T)
    squares = sum((a[:, None] - b[None, :]) ** 2 for a, b in zip(mine, theirs, strict=True))
    assert ((squares <= straight_line_mm2(MILE)).sum(axis=1) == ours).all()


def test_the_coverage_says_what_was_left_out(found: Nearby) -> None:
    library, pub = found.coverage().to_pylist()
    assert (library["points"], library["closed"], library["no_position"], library["counted"]) == (3539, 361, 9, 3169)
    assert (pub["points"], pub["counted"]) == (16_784, 16_784)
    assert "an undercount" in pub["note"]
    assert "an undercount" in found.finding()
    assert 0.2 < library["residents_with_none_share"] < 0.35


def test_a_larger_area_is_the_mean_over_its_residents(england: Pack, found: Nearby) -> None:
    plan = nearby_plan(england.tables, "lad")
    with open_engine("duckdb") as engine:
        count = functools.partial(count_within, engine)
        districts = nearby(england.load(plan.needs()), plan, radius_m=MILE, count_within=count)
    lookup = england.table("lsoa-2021--lad-2024").data
    place = {code: i for i, code in enumerate(found.areas.codes.to_pylist())}
    of = {"E06000002": [0.0, 0.0]}  # Middlesbrough
    for code, to in zip(lookup["from_code"].to_pylist(), lookup["to_code"].to_pylist(), strict=True):
        if to in of:
            of[to][0] += found.residents[place[code]] * found.count[place[code], 0]
            of[to][1] += found.residents[place[code]]
    people = of["E06000002"][1]
    at = districts.areas.position("E06000002")
    assert districts.count[at, 0] == pytest.approx(of["E06000002"][0] / people, rel=1e-12)
    assert districts.residents[at] == people
