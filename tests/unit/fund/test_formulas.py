"""Formulas by hand: every kind of step for three places, and what no step can be worked out from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest

from leastfirst.fund.formulas import Worked, work_out
from leastfirst.ground.errors import DataError
from leastfirst.ground.exact import Exact
from tests.made_up_funds import tree

F = Fraction
FIGURES = {
    "residents": [1000, 2000, 1000],
    "need": [30, 20, 10],
    "resources": [0, 4, 8],
    "area_cost": [1, F(11, 10), 1],
}
REGIONS = ["north", "north", "south"]
BASE = {
    "people": {"step": "input", "input": "residents"},
    "need": {"step": "input", "input": "need"},
    "own": {"step": "input", "input": "resources"},
    "cost": {"step": "input", "input": "area_cost"},
}

BANDS = {"step": "bands", "of": "need"}


def worked(
    step: Mapping[str, Any],
    figures: Mapping[str, Sequence[Any]] = FIGURES,
    regions: Sequence[str] | None = REGIONS,
    gives: str = "weights",
) -> Worked:
    inputs = {name: Exact.of([F(each) for each in figures[name]]) for name in FIGURES}
    strata = {} if regions is None else {"region": regions}
    names = ["Ash", "Birch", "Cedar"]
    return work_out(tree("it", {**BASE, "it": step}, gives=gives), inputs, names=names, strata=strata)


BY_HAND: dict[str, tuple[Mapping[str, Any], list[Any]]] = {
    "input": ({"step": "input", "input": "need"}, [30, 20, 10]),
    "number": ({"step": "number", "number": "3/7"}, [F(3, 7)] * 3),
    "money, in pounds": ({"step": "money", "amount": "£16,955.50"}, [F(33911, 2)] * 3),
    "add": ({"step": "add", "of": ["need", "own", "own"]}, [30, 28, 26]),
    "subtract": ({"step": "subtract", "of": ["need", "own"]}, [30, 16, 2]),
    "multiply": ({"step": "multiply", "of": ["need", "own", "cost"]}, [0, 88, 80]),
    "divide": ({"step": "divide", "of": ["own", "need"], "decimals": 3}, [0, F(1, 5), F(4, 5)]),
    "divide, rounded": ({"step": "divide", "of": ["need", "people"], "decimals": 2}, [F(3, 100), F(1, 100), F(1, 100)]),
    "a half is rounded away from zero": (
        {"step": "divide", "of": ["own", "people"], "decimals": 3}, [0, F(2, 1000), F(8, 1000)],
    ),
    # The mean place has a need of 20.
    "relative": ({"step": "relative", "of": "need"}, [F(3, 2), 1, F(1, 2)]),
    # (0 x 1000 + 4 x 2000 + 8 x 1000) / 4000 = 4.
    "relative, where residents count": ({"step": "relative", "of": "own", "weighted_by": "people"}, [0, 1, 2]),
    "power": ({"step": "power", "of": "own", "exponent": 2}, [0, 16, 64]),
    "a gentle power": ({"step": "power", "of": "own", "exponent": "1/2", "decimals": 6}, [0, 2, F(2828427, 10**6)]),
    "a power below zero": (
        {"step": "power", "of": "need", "exponent": -1, "decimals": 4}, [F(333, 10**4), F(1, 20), F(1, 10)],
    ),
    "exponential": (
        {"step": "exponential", "of": "own", "rate": "1/4", "decimals": 5}, [1, F(271828, 10**5), F(738906, 10**5)],
    ),
    # Below the bound, not at it.
    "bands": (
        {**BANDS, "bands": [{"below": 10, "gives": 1}, {"below": 20, "gives": 2}], "otherwise": 9},
        [9, 9, 2],
    ),
    "at least": ({"step": "at_least", "of": "own", "number": 5}, [5, 5, 8]),
    "at most": ({"step": "at_most", "of": "own", "number": 5}, [0, 4, 5]),
    "equalise": ({"step": "equalise", "needs": "own", "resources": "cost"}, [0, F(29, 10), 7]),
    # 20 x (1 + 3/5 x 1/10).
    "area cost": ({"step": "area_cost", "of": "need", "cost": "cost", "share": "3/5"}, [30, F(106, 5), 10]),
    # A quarter by residents (of 4000), three quarters by need (of 60).
    "blend": (
        {"step": "blend", "parts": {"people": "1/4", "need": "3/4"}}, [F(7, 16), F(3, 8), F(3, 16)],
    ),
    "strata by shares": (
        {"step": "strata", "of": "need", "level": "region", "shares": {"north": "1/3", "south": "2/3"}},
        [F(1, 5), F(2, 15), F(2, 3)],
    ),
    # North holds 3000 of the residents, and inside it need is 30 to 20.
    "strata by a step": ({"step": "strata", "of": "need", "level": "region", "by": "people"}, [1800, 1200, 1000]),
}  # fmt: skip


@pytest.mark.parametrize(("step", "values"), BY_HAND.values(), ids=BY_HAND)
def test_a_step_is_what_comes_out_by_hand(step: Mapping[str, Any], values: list[Any]) -> None:
    assert worked(step).result.fractions() == values


REFUSED: dict[str, tuple[Mapping[str, Any], dict[str, Sequence[Any]], str]] = {
    "a division by zero": (
        {"step": "divide", "of": ["need", "own"]}, {},
        "Ash: the step 'it' would divide by the zero of 'own'; leave the place out or give it a figure.",
    ),
    "a mean of zero": (
        {"step": "relative", "of": "own"}, {"resources": [0, 0, 0]},
        "the step 'it' cannot be worked out, because 'own' adds up to 0 over all places; use an input that is above "
        "zero somewhere.",
    ),
    "nobody who counts": (
        {"step": "relative", "of": "need", "weighted_by": "people"}, {"residents": [0, 0, 0]},
        "the step 'it' cannot be worked out, because 'people' adds up to 0 over all places; use an input that is "
        "above zero somewhere.",
    ),
    "a power of a negative score": (
        {"step": "power", "of": "need", "exponent": "1/2"}, {"need": [30, -2, 10]},
        "Birch: the step 'it' cannot raise -2 to the power of 1/2; use an input above zero: a score whose mean is zero "
        "has no such power.",
    ),
    "an exponential out of range": (
        {"step": "exponential", "of": "need", "rate": 5}, {},
        "Ash: the step 'it' would be e to the power of 150; use a smaller rate.",
    ),
    "a weight below zero": (
        {"step": "subtract", "of": ["own", "need"]}, {},
        "Ash: its formula comes to -30, which is below zero; hold the step at zero with at_least, or correct the "
        "input.",
    ),
    "a part of nothing": (
        {"step": "blend", "parts": {"own": 1}}, {"resources": [0, 0, 0]},
        "the step 'it' cannot be worked out, because 'own' adds up to 0 over all places; use an input that is above "
        "zero somewhere.",
    ),
    "a stratum with nothing to share by": (
        {"step": "strata", "of": "own", "level": "region", "by": "people"}, {"resources": [0, 0, 8]},
        "the step 'it' cannot be worked out, because 'own of north' adds up to 0 over all places; use an input that is "
        "above zero somewhere.",
    ),
    "a stratum without a share": (
        {"step": "strata", "of": "need", "level": "region", "shares": {"north": 1}}, {},
        "the step 'it': the region south has places but no share; give a share to each stratum that has places, and "
        "to no other.",
    ),
    "a share without a place": (
        {"step": "strata", "of": "need", "level": "region", "shares": {"north": "1/2", "south": "1/4", "west": "1/4"}},
        {},
        "the step 'it': the region west has a share but no place; give a share to each stratum that has places, and "
        "to no other.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("step", "figures", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_worked_out_is_said_with_the_place(
    step: Mapping[str, Any], figures: dict[str, Sequence[Any]], said: str
) -> None:
    with pytest.raises(DataError) as caught:
        worked(step, {**FIGURES, **figures})
    assert str(caught.value) == said


STRATA = {"step": "strata", "of": "need", "level": "region", "by": "people"}


def test_a_level_that_the_places_do_not_say_is_refused() -> None:
    with pytest.raises(DataError) as caught:
        worked(STRATA, regions=None)
    assert str(caught.value) == (
        "the step 'it' asks in which region each place lies, and the places do not say; name a lookup to it among the "
        "places' larger areas (`within`)."
    )


def test_a_place_in_no_stratum_is_named() -> None:
    with pytest.raises(DataError) as caught:
        worked(STRATA, regions=["north", "", "south"])
    assert str(caught.value) == (
        "Birch: it lies in no region, and the step 'it' shares the fund between them; use a lookup that holds every "
        "place, or leave the place out."
    )


def test_what_a_step_takes_from_all_places_is_kept() -> None:
    assert worked({"step": "relative", "of": "need"}).aggregates == {"it": 20}
    assert worked(STRATA).aggregates == {
        "it.north": 50,
        "it.north.by": 3000,
        "it.south": 10,
        "it.south.by": 1000,
    }
