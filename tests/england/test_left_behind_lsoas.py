"""Left behind in 2025: 1,262 LSOAs, each with its reason, and what sets them apart from other deprived places."""

from __future__ import annotations

import numpy as np
import pytest

from leastfirst.exchange.packs import Pack
from leastfirst.measure import DesignationResult
from tests.england.held_against import designated, published

pytestmark = pytest.mark.england


@pytest.fixture(scope="module")
def result(england: Pack) -> DesignationResult:
    return designated(england, "left-behind-lsoas-2025")


def test_1262_lsoas_in_151_authorities(result: DesignationResult) -> None:
    table = result.table().to_pydict()
    assert result.count == sum(table["designated"]) == 1_262
    assert len({lad for lad, chosen in zip(table["lad_code"], table["designated"], strict=True) if chosen}) == 151
    assert set(table["community_need_line"]) == set(table["deprivation_line"]) == {3_375}
    assert all(table["assessed"])


def test_they_are_those_whose_published_ranks_are_both_inside_the_line(
    england: Pack, result: DesignationResult
) -> None:
    inside = [published(england, rank, result.areas) <= 3_375 for rank in ("imd-2025.imd_rank", "cni-2023.cni_rank")]
    assert (result.designated == (inside[0] & inside[1])).all()


def test_every_reason_says_where_the_area_stands(result: DesignationResult) -> None:
    table = result.table().select(["designated", "reason", "deprivation_rank", "community_need_rank"])
    for row in table.to_pylist()[::41]:
        assert row["reason"].startswith("Chosen: in the worst 10% on both" if row["designated"] else "Not chosen.")
        for name, rank in (("Deprivation", "deprivation_rank"), ("community need", "community_need_rank")):
            off = row[rank] - 3_375
            side = (
                "exactly on"
                if off == 0
                else f"{abs(off):,} place{'s' * (abs(off) != 1)} {'outside' if off > 0 else 'inside'}"
            )
            assert f"{name} rank {row[rank]:,} of 33,755, {side} the line at 3,375" in row["reason"]


@pytest.mark.parametrize(
    ("score", "left_behind", "other_deprived", "all_england"),
    [
        ("imd", 58.687, 54.794, 21.669),
        ("income", 0.550, 0.547, 0.229),
        ("employment", 0.341, 0.296, 0.134),
        ("education", 62.127, 53.255, 21.691),
        ("health", 1.629, 1.295, 0.000),
        ("crime", 1.354, 1.176, 0.000),
        # Where the claim fails: on these two, other deprived places are worse off.
        ("barriers", 21.672, 24.736, 21.691),
        ("living_environment", 17.110, 34.877, 21.691),
    ],
)
def test_the_three_groups_have_the_published_means(
    england: Pack, result: DesignationResult, score: str, left_behind: float, other_deprived: float, all_england: float
) -> None:
    values = published(england, f"imd-2025.{score}_score", result.areas)
    other = (published(england, "imd-2025.imd_decile", result.areas) == 1) & ~result.designated
    assert np.count_nonzero(other) == 2_113
    means = [values[result.designated].mean(), values[other].mean(), values.mean()]
    assert means == pytest.approx([left_behind, other_deprived, all_england], abs=0.00051)
