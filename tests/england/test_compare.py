"""Left-behind LSOAs beside other deprived ones and England: what is worse there, and where the claim fails."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from leastfirst.definitions import load_comparison, load_designation, three_groups
from leastfirst.exchange.packs import Pack
from leastfirst.ground.columns import column_of, lookup_of
from leastfirst.measure import ComparisonResult, areas_of, compare, plan_comparison

pytestmark = pytest.mark.england

# Means of the published scores of the IMD 2025. Each area counts the same: weighted by residents they are a little off.
PUBLISHED = {
    "imd": (58.687, 54.794, 21.669), "income": (0.550, 0.547, 0.229), "employment": (0.341, 0.296, 0.134),
    "education": (62.127, 53.255, 21.691), "health": (1.629, 1.295, 0.000), "crime": (1.354, 1.176, 0.000),
    "barriers": (21.672, 24.736, 21.691), "living_environment": (17.110, 34.877, 21.691),
}  # fmt: skip
BY_RESIDENTS = {
    "imd": (58.639, 54.792, 21.836), "income": (0.550, 0.550, 0.232), "employment": (0.340, 0.294, 0.134),
    "education": (62.189, 53.272, 21.814), "health": (1.620, 1.268, -0.010), "crime": (1.354, 1.162, 0.014),
    "barriers": (21.938, 25.404, 22.079), "living_environment": (16.956, 35.518, 21.875),
}  # fmt: skip


def run(pack: Pack, name: str = "left-behind-lsoas-2025", **options: Any) -> ComparisonResult:
    comparison = load_comparison(name).with_options(**options)
    planned = plan_comparison(comparison, pack.tables)
    return compare(comparison, planned, pack.load(planned.needs(comparison)))


@pytest.fixture(scope="module")
def result(england: Pack) -> ComparisonResult:
    return run(england)


@pytest.fixture(scope="module")
def by_area(england: Pack) -> ComparisonResult:
    return run(england, weighting="areas")


@pytest.mark.parametrize("score", PUBLISHED)
def test_the_three_groups_have_the_published_means_when_each_area_counts_the_same(
    by_area: ComparisonResult, score: str
) -> None:
    row = by_area.row(f"imd-2025.{score}_score")
    assert [each.value for each in row.estimates] == pytest.approx(PUBLISHED[score], abs=0.00055)
    assert [each.n for each in row.estimates] == [1_262, 2_113, 33_755]
    assert row.reversed == row.clearly_reversed == (score in ("barriers", "living_environment"))


@pytest.mark.parametrize("score", BY_RESIDENTS)
def test_weighted_by_residents_they_are_close_to_that_and_tell_the_same(result: ComparisonResult, score: str) -> None:
    row = result.row(f"imd-2025.{score}_score")
    assert [each.value for each in row.estimates] == pytest.approx(BY_RESIDENTS[score], abs=0.00055)
    assert row.reversed == row.clearly_reversed == (score in ("barriers", "living_environment"))
    assert row.verdicts[0] == {"income": "unclear", "barriers": "better", "living_environment": "better"}.get(
        score, "worse"
    )


def test_the_census_says_it_in_natural_frequencies(result: ComparisonResult) -> None:
    assert result.row("census-2021.disabled_share").reading == (
        "In left-behind places 1 in 4 people are disabled, against 1 in 5 in other deprived places and 1 in 6 in "
        "England. That is clearly worse than in other deprived places and in England."
    )
    crowded = result.row("census-2021.overcrowded_share")
    assert crowded.clearly_reversed
    assert "5 in 100 households have too few bedrooms, against 10 in 100 in other deprived" in crowded.reading


def test_what_the_places_were_chosen_by_is_no_finding_and_is_said_so(result: ComparisonResult) -> None:
    chosen_by = {row.indicator.id.partition(".")[0] for row in result.rows if row.chosen_by}
    assert chosen_by == {"imd-2025", "cni-2023"}
    for row in result.rows:
        assert row.reading.endswith("so a difference here is no surprise.") == row.chosen_by


def test_every_row_can_be_read_and_none_is_empty(result: ComparisonResult) -> None:
    assert len(result.rows) > 40
    for row in result.rows:
        assert row.reading.endswith("."), row.indicator.id
        assert not {"nan", "None", "{value}"} & set(row.reading.split()), row.reading
        assert row.indicator.capital, row.indicator.id
        assert row.indicator.source, row.indicator.id
        assert all(each.n + each.missing == g.count for each, g in zip(row.estimates, result.groups, strict=True))
    missing = result.row("imd-2025-indicators.not_in_higher_education").estimates[2]
    assert (missing.n, missing.missing) == (33_721, 34)
    assert {each.indicator for each in result.left_out} >= {"imd-2025.imd_rank", "depahri.depahri_score"}


def test_a_share_is_that_of_all_its_households(result: ComparisonResult, england: Pack) -> None:
    data = england.table("census-2021").data
    counts = {name: data[name].to_numpy() for name in data.column_names if name.startswith("deprived_")}
    worst = sum(counts[f"deprived_{k}"].sum() for k in (2, 3, 4)) / sum(counts[f"deprived_{k}"].sum() for k in range(5))
    assert result.row("census-2021.deprived_households_share").estimates[2].value == pytest.approx(worst, abs=1e-12)


def test_matched_by_region_the_others_lie_in_the_same_regions(england: Pack, result: ComparisonResult) -> None:
    matched = run(england, match=("region",))
    assert matched.unlike == 0
    names = ("imd-2025.barriers_score", "imd-2025.living_environment_score", "imd-2025.crime_score")
    before, after = ([each.row(name) for name in names] for each in (result, matched))
    for one, other in zip(before, after, strict=True):
        assert one.estimates[0].value == pytest.approx(other.estimates[0].value, abs=1e-9), "the first is as it was"
        assert one.estimates[1].value != pytest.approx(other.estimates[1].value, abs=1e-3)
    # Much of the poor housing of other deprived places is that of London and the Midlands.
    assert after[1].clearly_reversed
    assert all(row.reading.endswith("weighted to the same mix of regions.") for row in matched.rows)


def test_intervals_are_those_of_a_bootstrap_over_districts(england: Pack, by_area: ComparisonResult) -> None:
    comparison = by_area.comparison
    inputs = england.load(plan_comparison(comparison, england.tables).needs(comparison))
    areas = areas_of(inputs, comparison.geography)
    district = lookup_of(inputs, comparison.clusters).best_column
    chance = np.random.default_rng(1)
    drawn = chance.integers(0, 296, (2_000, 296))
    for name in ("imd-2025.crime_score", "imd-2025.living_environment_score"):
        row = by_area.row(name)
        values, _ = column_of(inputs, name, areas)
        means = []
        for group in by_area.groups[:2]:
            sums = np.bincount(district, values * group.member, 296)[drawn].sum(axis=1)
            means.append(sums / np.bincount(district, group.member, 296)[drawn].sum(axis=1))
        for draws, each in zip(means, row.estimates, strict=False):
            assert each.high - each.low == pytest.approx(2 * 1.975 * draws.std(), rel=0.08)  # type: ignore[operator]
        gap = row.differences[0]
        spread = (means[0] - means[1]).std()
        assert gap.high - gap.low == pytest.approx(2 * 1.975 * spread, rel=0.08)  # type: ignore[operator]


def test_a_designation_alone_makes_the_usual_three_groups(england: Pack, result: ComparisonResult) -> None:
    made = three_groups(load_designation("left-behind-lsoas-2025"), england.tables)
    planned = plan_comparison(made, england.tables)
    usual = compare(made, planned, england.load(planned.needs(made)))
    assert [group.count for group in usual.groups] == [1_262, 2_113, 33_755]
    one, other = usual.row("imd-2025.crime_score"), result.row("imd-2025.crime_score")
    assert one.estimates == other.estimates


def test_wards_of_2019_are_compared_with_averages_and_counts_carried_up(england: Pack) -> None:
    wards = run(england, "left-behind-wards-2019")
    assert wards.groups[0].count == pytest.approx(225, abs=3)
    assert wards.row("cni-2019.cni_score").verdicts == ("worse", "worse")
    distance = wards.row("imd-2019-indicators.gp_km")
    assert distance.indicator.through == "lsoa-2011--ward-2017"
    assert (distance.estimates[2].n, distance.estimates[2].missing) == (7_427, 12), "twelve wards own no LSOA"
    poor = wards.row("income_deprived_share")
    assert poor.estimates[0].value == pytest.approx(0.26, abs=0.01)
