"""Any endowment, any luck: no money is lost or made on a path, and paying more never lasts longer."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leastfirst.definitions.endowment import Endowment, LevelReal, PercentageOfValue, Returns, Smoothed, SpendDown
from leastfirst.fund import endow
from leastfirst.fund.endowment.payouts import Plan, Year, one_year
from tests.endowed import lived

SHARES = st.fractions(Fraction(1, 1000), 1, max_denominator=1000)
RULES = st.one_of(
    st.builds(
        SpendDown, rule=st.just("spend-down"), years=st.integers(1, 8), shared=st.sampled_from(["once", "yearly"])
    ),
    st.builds(LevelReal, rule=st.just("level-real"), share=SHARES),
    st.builds(PercentageOfValue, rule=st.just("percentage-of-value"), share=SHARES),
    st.builds(
        Smoothed,
        rule=st.just("smoothed"),
        share=SHARES,
        weight=st.fractions(Fraction(1, 100), Fraction(99, 100), max_denominator=100),
    ),
)
GROWTH = st.lists(st.lists(st.floats(0, 2), min_size=3, max_size=3), min_size=8, max_size=8)
MEANS = st.fractions(Fraction(-1, 5), Fraction(1, 5), max_denominator=1000)
COSTS = st.fractions(0, Fraction(1, 10), max_denominator=1000)
PENCE = st.integers(100_000, 10**12)


def made(value: int, costs: Fraction, mean: Fraction, rule: object, sd: Fraction = Fraction(0)) -> Endowment:
    return Endowment.model_validate(
        {
            "value": f"{value}p",
            "horizon_years": 8,
            "costs": costs,
            "returns": [
                Returns(
                    id="one", title="One", mean=mean, sd=sd, distribution="normal", source="a test", status="example"
                )
            ],
            "payouts": [rule],
        }
    )


def walked(plan: Plan, endowment: Endowment, growth: list[list[float]]) -> list[Year]:
    value, last, years = np.full(3, float(endowment.value)), np.zeros(3), []
    for year, became in enumerate(growth, start=1):
        this = one_year(plan, year, value=value, last=last, growth=np.array(became), costs=float(endowment.costs))
        years.append(this)
        value, last = this.after, this.payout
    return years


@given(RULES, PENCE, COSTS, MEANS, GROWTH)
def test_money_is_neither_lost_nor_made_and_each_year_is_as_by_hand(
    rule: SpendDown | LevelReal | PercentageOfValue | Smoothed,
    value: int,
    costs: Fraction,
    mean: Fraction,
    growth: list[list[float]],
) -> None:
    endowment = made(value, costs, mean, rule)
    years = walked(Plan.of(rule, endowment, endowment.returns[0]), endowment, growth)
    penny = 1e-9 * value * 2**8  # floats carry about 16 figures, and a path may double eight times
    for path in range(3):
        by_hand = lived(rule, endowment, mean, [became[path] for became in growth])
        for fast, slow in zip(years, by_hand, strict=True):
            before, payout, returned, taken, after = (float(each[path]) for each in fast[:5])
            assert before - payout + returned - taken == pytest.approx(after, abs=1e-12 * value * 2**8)
            assert 0 <= payout <= before
            assert min(taken, after) >= 0
            assert payout == pytest.approx(float(slow.payout), abs=penny)
            assert after == pytest.approx(float(slow.left), abs=penny)
        assert slow.left + sum(s.payout + s.costs - s.returned for s in by_hand) == value


@given(SHARES, SHARES, PENCE, COSTS, GROWTH)
def test_a_higher_level_payout_never_lasts_longer_on_any_path(
    one: Fraction, other: Fraction, value: int, costs: Fraction, growth: list[list[float]]
) -> None:
    low, high = (LevelReal(rule="level-real", share=share) for share in sorted((one, other)))
    kept = []
    for rule in (low, high):
        endowment = made(value, costs, Fraction(0), rule)
        years = walked(Plan.of(rule, endowment, endowment.returns[0]), endowment, growth)
        kept.append(np.logical_and.accumulate([year.in_full for year in years]).sum(axis=0))
    assert (kept[0] >= kept[1]).all()


@given(SHARES, SHARES, PENCE, COSTS, GROWTH)
def test_a_higher_percentage_never_leaves_more(
    one: Fraction, other: Fraction, value: int, costs: Fraction, growth: list[list[float]]
) -> None:
    low, high = (PercentageOfValue(rule="percentage-of-value", share=share) for share in sorted((one, other)))
    left = []
    for rule in (low, high):
        endowment = made(value, costs, Fraction(0), rule)
        left.append([y.after for y in walked(Plan.of(rule, endowment, endowment.returns[0]), endowment, growth)])
    assert (np.array(left[0]) >= np.array(left[1]) - 1e-9).all()


@given(
    RULES,
    PENCE,
    COSTS,
    MEANS,
    st.fractions(0, Fraction(1, 2), max_denominator=100),
    st.integers(0, 2**32),
    st.integers(1, 60),
)
def test_chances_only_fall_and_percentiles_only_rise(
    rule: SpendDown | LevelReal | PercentageOfValue | Smoothed,
    value: int,
    costs: Fraction,
    mean: Fraction,
    sd: Fraction,
    seed: int,
    paths: int,
) -> None:
    (followed,) = endow(made(value, costs, mean, rule, sd), seed=seed, paths=paths).followed
    assert (np.diff(followed.in_full) <= 0).all()
    assert followed.in_full[0] == paths, "the first payout comes before any luck"
    assert (followed.as_first <= followed.half_first).all()
    for pence in (followed.payout, followed.left, followed.total):
        assert (np.diff(pence) >= 0).all()
        assert (pence >= 0).all()
