"""Left behind in 2019, by ward: close to the official 225, and how much the choice of summary moves the list.

The official list was made with tables that are not open. Nothing here is tuned to its number.
"""

from __future__ import annotations

import numpy as np
import pytest

from leastfirst.definitions.designation import Designation, Summary
from leastfirst.exchange.packs import Pack
from tests.england.held_against import designated

pytestmark = pytest.mark.england


def summed_up_by(summary: Summary) -> object:
    def change(designation: Designation) -> Designation:
        deprivation, community_need = designation.measures
        step = deprivation.roll_up[0].model_copy(update={"summary": summary})
        other = deprivation.model_copy(update={"roll_up": (step,)})
        return designation.model_copy(update={"measures": (other, community_need)})

    return change


def test_the_list_is_close_to_the_official_225(england: Pack) -> None:
    result = designated(england, "left-behind-wards-2019")
    table = result.table().to_pydict()
    assert result.count == 226
    assert 225 <= result.count <= 228
    # The official wards hold 2,396,610 people in 82 authorities.
    assert result.residents == pytest.approx(2_396_610, rel=0.02)
    assert len({lad for lad, chosen in zip(table["lad_code"], table["designated"], strict=True) if chosen}) == 84


def test_the_twelve_wards_without_an_lsoa_are_not_assessed_and_never_chosen(england: Pack) -> None:
    result = designated(england, "left-behind-wards-2019")
    community_need = result.measures[1].rank > 0
    silent = community_need & ~result.assessed
    assert np.count_nonzero(community_need) == 7_433
    assert np.count_nonzero(silent) == 12
    assert not result.designated[~result.assessed].any()
    reasons = result.reason.filter(~result.assessed).to_pylist()
    assert all(reason.startswith("Not assessed: the data give this ward no value for the ") for reason in reasons)


@pytest.mark.parametrize(
    ("summary", "wards", "share_that_leaves"),
    [
        ("average-rank", 211, 0.093),
        ("proportion", 247, 0.088),
        ("extent", 218, 0.080),
        ("local-concentration", 221, 0.208),
    ],
)
def test_another_summary_moves_the_list(england: Pack, summary: Summary, wards: int, share_that_leaves: float) -> None:
    usual = set(designated(england, "left-behind-wards-2019").order.tolist())
    other = designated(england, "left-behind-wards-2019", summed_up_by(summary))  # type: ignore[arg-type]
    assert other.count == wards
    assert len(usual - set(other.order.tolist())) / len(usual) == pytest.approx(share_that_leaves, abs=0.0005)


def test_1_in_2_lsoas_of_the_list_is_in_decile_1_and_1_in_4_of_decile_1_is_on_it(england: Pack) -> None:
    result = designated(england, "left-behind-wards-2019")
    index = result.measures[0].index
    lookup = england.table("lsoa-2011--ward-2017").data
    ward_of = dict(zip(lookup["from_code"].to_pylist(), lookup["to_code"].to_pylist(), strict=True))
    chosen = set(result.areas.codes.filter(result.designated).to_pylist())
    inside = np.array([ward_of[code] in chosen for code in index.areas.codes.to_pylist()])
    worst = index.decile == 1
    # The official 225 wards: 1,468 LSOAs, 53.8% of them in decile 1, and 24.1% of all of decile 1.
    assert inside.sum() == pytest.approx(1_468, rel=0.03)
    assert worst[inside].mean() == pytest.approx(0.538, abs=0.03)
    assert inside[worst].mean() == pytest.approx(0.241, abs=0.02)
