"""How sure the shipped lists are, on England: each replicate is what `designate` gives for the same choices."""

from __future__ import annotations

import numpy as np
import pytest

from leastfirst.definitions import load_designation, load_uncertainty
from leastfirst.exchange.packs import Pack
from leastfirst.ground.ranks import rank_areas
from leastfirst.measure import UncertaintyResult, designate, how_sure, told_of
from tests.replayed import replayed, without_errors

pytestmark = pytest.mark.england

LISTS = ["left-behind-lsoas-2025", "left-behind-wards-2019", "pride-in-place-2-england"]


@pytest.mark.parametrize("name", LISTS)
def test_every_replicate_is_the_list_that_designate_gives_for_the_same_choices(england: Pack, name: str) -> None:
    designation, spec = load_designation(name), without_errors(load_uncertainty(name))
    inputs = england.load(designation.needs() | spec.needs())
    result = how_sure(designation, spec, inputs, replicates=12, seed=4, pairs=2, threads=2)
    times = np.zeros(len(result.areas), dtype=int)
    need = []
    for row in result.replicate_table().to_pylist():
        again = designate(replayed(designation, spec, row, inputs), inputs)
        assert (again.count, again.residents) == (row["list_size"], row["list_residents"])
        times += again.designated
        need.append(needs_most(again))
    assert times.tolist() == result.times.tolist()
    assert np.count_nonzero((times > 0) & (times < 12)) > 0
    # Of 12 replicates, 6 are at or below the median. Ranks from 100 on stand in bins of 2%.
    middle = np.sort(need, axis=0)[5]
    assert (np.abs(result.ranks["rank"][1] - middle) <= np.where(middle < 100, 0, 0.021 * middle)).all()


def needs_most(result: object) -> np.ndarray:
    """The rank of need by the rule: on the composite, or on the measure that is least bad."""
    table = result.table()  # type: ignore[attr-defined]
    if "composite_rank" in table.column_names:
        return np.nan_to_num(table["composite_rank"].to_numpy()).astype(int)
    margins = [table[f"{name}_margin"].to_numpy() for name in ("deprivation", "community_need")]
    least = np.minimum(*margins)
    known = ~np.isnan(least)
    ranks = np.zeros(len(least), dtype=int)
    ranks[known] = rank_areas(least[known].astype(float), ties="shared")
    return ranks


@pytest.fixture(scope="module")
def lsoas(england: Pack) -> UncertaintyResult:
    designation, spec = load_designation(LISTS[0]), load_uncertainty(LISTS[0])
    inputs = england.load(designation.needs() | spec.needs())
    return how_sure(designation, spec, inputs, replicates=400, seed=1, threads=2)


def test_what_the_list_of_lsoas_shows(lsoas: UncertaintyResult) -> None:
    """Loose figures, so that another machine's last digit does not matter; the exact ones are checked above."""
    table = lsoas.table().to_pydict()
    firm = [d for d, each in zip(table["designated"], table["class"], strict=True) if each == "firm"]
    assert 600 < len(firm) < 1_000
    assert all(firm)
    low, high = lsoas.count_interval
    assert 850 < low < lsoas.expected_count < high < 1_500
    first = lsoas.choice_table().to_pylist()[0]
    assert first["choice"].startswith("community_")
    assert first["places_moved"] > 60
    told = " ".join(told_of(lsoas))
    assert "1,262 left-behind neighbourhoods as the definition stands" in told
    assert "What moves the list most is" in told


def test_a_place_far_inside_the_line_is_firm_and_one_far_outside_is_unlikely(lsoas: UncertaintyResult) -> None:
    margins = [m.rank for m in lsoas.base.measures]
    worst = np.maximum(*margins)
    assert (lsoas.p_designated[worst <= 600] >= 0.9).all()
    assert (lsoas.p_designated[worst > 15_000] == 0).all()


def test_two_threads_give_the_same_bytes_as_one(england: Pack) -> None:
    designation, spec = load_designation(LISTS[1]), load_uncertainty(LISTS[1])
    inputs = england.load(designation.needs() | spec.needs())
    one, two = (how_sure(designation, spec, inputs, replicates=40, seed=9, threads=t, pairs=4) for t in (1, 2))
    for table in ("table", "replicate_table", "choice_table"):
        assert getattr(one, table)().equals(getattr(two, table)())
