"""Scale and trend on England: the published and computed figures, and slow twins in plain Python."""

from __future__ import annotations

import numpy as np
import pytest

from leastfirst.definitions import load_designation, load_recipe
from leastfirst.exchange.packs import Pack
from leastfirst.measure import ScaleResult, TrendResult, scale, scale_answer, scale_needs, trend, trend_needs

pytestmark = pytest.mark.england


def at_scale(england: Pack, name: str) -> ScaleResult:
    definition = load_designation(name)
    return scale(definition, england.load(scale_needs(definition, england.tables)), seed=1, draws=5)


@pytest.fixture(scope="module")
def wards(england: Pack) -> ScaleResult:
    return at_scale(england, "left-behind-wards-2019")


@pytest.fixture(scope="module")
def lsoas(england: Pack) -> ScaleResult:
    return at_scale(england, "left-behind-lsoas-2025")


@pytest.fixture(scope="module")
def imd(england: Pack) -> TrendResult:
    then, now = load_recipe("imd-2019"), load_recipe("imd-2025")
    return trend(then, now, england.load(trend_needs(then, now, england.tables)))


def test_the_wards_reach_what_the_official_wards_reach(wards: ScaleResult) -> None:
    # The official 225: 1,468 LSOAs, 53.8% of them in IMD 2019 decile 1, 24.1% of all LSOAs in it.
    assert wards.own.small_areas == pytest.approx(1_468, abs=30)
    assert wards.own.small_areas_in_need / wards.own.small_areas == pytest.approx(0.538, abs=0.03)
    assert wards.own.small_areas_in_need / wards.areas_in_need == pytest.approx(0.241, abs=0.02)


def test_smaller_areas_reach_more(lsoas: ScaleResult) -> None:
    rows = [row for row in lsoas.table().to_pylist() if row["summary"] in ("score", "average-score")]
    at_ten = {row["level"]: row for row in rows if row["budget_share"] == 0.1}
    reached = [at_ten[level]["reached_share"] for level in ("lsoa", "msoa", "ward", "lad")]
    assert reached == sorted(reached, reverse=True)
    assert reached == pytest.approx([0.99, 0.68, 0.62, 0.37], abs=0.01)
    assert at_ten["lsoa"]["leaked_share"] < 0.001
    # What wards lose, random areas of their size lose too: most of it is due to size.
    assert (
        at_ten["ward"]["control_low"] - 0.05 < at_ten["ward"]["reached_share"] < at_ten["ward"]["control_high"] + 0.05
    )


def test_a_budget_is_spent_as_one_would_by_hand(wards: ScaleResult, england: Pack) -> None:
    index = wards.index
    table = england.table("lsoa-2011--ward-2017").data
    ward_of = dict(zip(table["from_code"].to_pylist(), table["to_code"].to_pylist(), strict=True))
    wanted = index.ranked // 10
    people: dict[str, float] = {}
    needy: dict[str, float] = {}
    points: dict[str, float] = {}
    for i, code in enumerate(index.areas.codes.to_pylist()):
        ward, living = ward_of[code], float(index.population[i])
        people[ward] = people.get(ward, 0) + living
        needy[ward] = needy.get(ward, 0) + (living if index.rank[i] <= wanted else 0)
        points[ward] = points.get(ward, 0) + living * float(index.score[i])
    left = 0.05 * sum(people.values())
    reached = 0.0
    for ward in sorted(people, key=lambda each: -points[each] / people[each]):
        part = min(1.0, left / people[ward])
        reached += part * needy[ward]
        left -= part * people[ward]
        if left <= 0:
            break
    found = next(
        row["reached_share"]
        for row in wards.table().to_pylist()
        if (row["level"], row["summary"], row["budget_share"]) == ("ward", "average-score", 0.05)
    )
    assert found == pytest.approx(reached / sum(needy.values()), abs=1e-6)


def test_the_answer_follows_from_the_figures(lsoas: ScaleResult) -> None:
    told = scale_answer(lsoas)
    assert "So target by LSOA: nothing else reaches as many of the people in need." in told
    assert (
        "by ward (497 wards): 62% of the people in need are reached; 38% of those it is spent on are not in need."
        in told
    )
    assert "The list itself, 1,262 LSOAs with 4% of all residents, reaches 35% of the people in need" in told


def test_most_of_the_worst_decile_of_2025_was_there_in_2019(imd: TrendResult) -> None:
    same = imd.how == "same code"
    assert same.sum() == 31_810
    worst = same & (imd.after.decile == 1)
    assert (worst & (imd.decile_then == 1)).sum() / worst.sum() == pytest.approx(0.824, abs=0.0005)
    assert "(82.4%) were there in 2019 too." in imd.finding()


def test_every_area_is_compared_and_the_others_carry_their_peoples_scores(imd: TrendResult, england: Pack) -> None:
    assert imd.known.all()
    table = imd.table().to_pydict()
    assert set(table["matched"]) == {"same code", "by residents"}
    # Merged: the mean of the scores of 2019 over residents, by hand, and the rank it would have had.
    rows = england.table("lsoa-2011--lsoa-2021").data
    pairs = list(zip(*(rows[name].to_pylist() for name in ("from_code", "to_code", "weight")), strict=True))
    code = next(code for code, how in zip(table["area_code"], table["matched"], strict=True) if how == "by residents")
    before = imd.before
    people = score = 0.0
    for old, new, weight in pairs:
        if new == code:
            i = before.areas.position(old)
            people += weight * before.population[i]
            score += weight * before.population[i] * before.score[i]
    at = imd.after.areas.position(code)
    assert imd.score_then[at] == pytest.approx(score / people, rel=1e-9)
    assert imd.rank_then[at] == 1 + np.count_nonzero(before.score > score / people)


def test_a_sure_move_is_rarer_than_a_move_and_noise_explains_many(imd: TrendResult) -> None:
    table = imd.table().to_pydict()
    moved = [i for i, each in enumerate(table["moved"]) if each in ("into", "out of")]
    sure = [i for i in moved if table["sure"][i]]
    assert 0 < len(sure) < len(moved) / 3
    assert all(table["more_than_noise"][i] for i in sure)
    inside = [not each for each in table["more_than_noise"]]
    # Noise leaves 90 of 100 inside the band; what really changed leaves fewer.
    assert 0.6 < np.mean(inside) < 0.95
