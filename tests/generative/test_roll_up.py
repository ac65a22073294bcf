"""Any scores in any larger areas: the fast roll-up is the slow one, and nobody is counted twice or left out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leastfirst.definitions.designation import Summary
from leastfirst.ground.columns import areas_of, lookup_of
from leastfirst.measure import RollUp, build_index, roll_up
from leastfirst.measure.roll_up import LOWER_IS_WORSE
from tests import made_up, reference
from tests.generative.strategies import NUMBER, codes_of

SUMMARIES = get_args(Summary)
MSOA = "msoa-2021"
THROUGH = "lsoa-2021--msoa-2021"
TARGETS = codes_of(4, "X02")


@dataclass(frozen=True)
class Country:
    scores: dict[str, float | None]
    people: dict[str, float]
    lookup: dict[str, dict[str, float]]
    ties: str

    def rolled_up(self, summary: Any) -> RollUp:
        rows = [(code, to, weight) for code, shares in self.lookup.items() for to, weight in shares.items()]
        inputs = made_up.inputs_of(
            made_up.areas(made_up.LSOA, {code: code for code in self.scores}),
            made_up.areas(MSOA, {code: code for code in TARGETS}),
            made_up.population(self.people),
            made_up.table("needs", {"area_code": list(self.scores), "score": list(self.scores.values())}),
            made_up.lookup(made_up.LSOA, MSOA, rows, kind="weighted"),
        )
        index = build_index(made_up.one_indicator("score", ties=self.ties), inputs)
        return roll_up(
            index, lookup_of(inputs, THROUGH), areas_of(inputs, index.areas.geography.parse(MSOA)), summary=summary
        )

    def slow(self, summary: str) -> reference.Rule:
        codes = list(self.scores)
        score = [self.scores[code] for code in codes]
        index = reference.Index(codes, {}, score, *reference.ranked(score, ties=self.ties))
        return reference.roll_up(index, self.lookup, [self.people[code] for code in codes], summary)


@st.composite
def countries(draw: st.DrawFn, *, whole: bool = False) -> Country:
    """2 to 40 areas in up to 4 larger ones (one may stay empty), a few split between two, some without people."""
    n = draw(st.integers(2, 40))
    codes = codes_of(n)
    score = st.one_of(NUMBER, NUMBER, NUMBER, st.none()) if draw(st.booleans()) and not whole else NUMBER
    scores = draw(st.lists(score, min_size=n, max_size=n).filter(lambda column: any(v is not None for v in column)))
    people = draw(st.lists(st.sampled_from([0.0, 1.0, 700.0, 1500.0, 1500.0, 2499.0]), min_size=n, max_size=n))
    lookup = {}
    for code in codes:
        at = draw(st.integers(0, 2))
        share = 0.0 if whole else draw(st.sampled_from([0.0, 0.0, 0.0, 0.25, 0.5]))
        lookup[code] = {TARGETS[at]: 1 - share, **({TARGETS[at + 1]: share} if share else {})}
    return Country(
        dict(zip(codes, scores, strict=True)),
        dict(zip(codes, people, strict=True)),
        lookup,
        draw(st.sampled_from(["in-order", "shared"])),
    )


@pytest.mark.parametrize("summary", SUMMARIES)
@settings(max_examples=80)
@given(country=countries())
def test_every_summary_is_what_the_slow_one_says(summary: str, country: Country) -> None:
    slow = country.slow(summary)
    if all(slow.get(code) is None for code in TARGETS):
        with pytest.raises(Exception, match="no area has a score"):
            country.rolled_up(summary)
        return
    fast = country.rolled_up(summary)
    for code, score in zip(TARGETS, fast.score.tolist(), strict=True):
        wanted = slow.get(code)
        if wanted is None:
            assert math.isnan(score)
        else:
            assert score == pytest.approx(wanted, rel=1e-9, abs=2e-9)
    known = [None if math.isnan(v) else v for v in fast.score.tolist()]
    ranks, deciles = reference.ranked(known, lower_is_worse=summary in LOWER_IS_WORSE, ties=country.ties)
    assert fast.rank.tolist() == [rank or 0 for rank in ranks]
    assert fast.decile.tolist() == [decile or 0 for decile in deciles]


@settings(max_examples=60)
@given(country=countries(whole=True))
def test_residents_add_up_and_the_mean_of_the_means_is_the_mean(country: Country) -> None:
    if not sum(country.people.values()):
        return
    rolled = country.rolled_up("average-score")
    assert np.nansum(rolled.population) == sum(country.people.values())
    england = sum(country.people[code] * country.scores[code] for code in country.scores)
    lived_in = ~np.isnan(rolled.score)
    again = float(np.sum(rolled.population[lived_in] * rolled.score[lived_in]))
    assert again == pytest.approx(england, rel=1e-9, abs=1e-4)


@pytest.mark.parametrize("summary", ["proportion", "extent"])
@settings(max_examples=40)
@given(country=countries(whole=True))
def test_shares_lie_between_0_and_1(summary: str, country: Country) -> None:
    if not sum(country.people.values()):
        return
    scores = country.rolled_up(summary).score
    assert ((scores[~np.isnan(scores)] >= 0) & (scores[~np.isnan(scores)] <= 1)).all()


@settings(max_examples=40)
@given(country=countries(whole=True))
def test_local_concentration_is_never_better_than_the_average(country: Country) -> None:
    if not sum(country.people.values()):
        return
    worst, mean = country.rolled_up("local-concentration").score, country.rolled_up("average-rank").score
    assert (worst[~np.isnan(worst)] <= mean[~np.isnan(mean)] + 1e-8).all()
