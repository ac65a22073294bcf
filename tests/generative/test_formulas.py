"""Formulas: random trees of every kind of step, held against the slow version; what has no value is refused."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from leastfirst.definitions.formula import KNOWN, Tree
from leastfirst.fund.formulas import work_out
from leastfirst.ground.errors import DataError
from leastfirst.ground.exact import Exact
from tests.fund_reference import NotWorkedOutError, evaluate
from tests.made_up_funds import tree as made_tree

INPUTS = ("residents", "need", "resources", "area_cost")
NUMBERS = st.fractions(min_value=-3, max_value=3, max_denominator=8)
SHARES = st.fractions(min_value=0, max_value=1, max_denominator=6)


@st.composite
def step_of(draw: st.DrawFn, before: list[str], kind: str) -> dict[str, Any]:
    """A step of one kind, made from the steps before it."""
    some = st.sampled_from(before)
    said: dict[str, Any] = {"step": kind}
    if kind == "input":
        return {**said, "input": draw(st.sampled_from(INPUTS))}
    if kind == "number":
        return {**said, "number": draw(NUMBERS)}
    if kind == "money":
        return {**said, "amount": f"{draw(st.integers(0, 5000))}p"}
    if kind in ("add", "multiply"):
        return {**said, "of": draw(st.lists(some, min_size=2, max_size=3))}
    if kind in ("subtract", "divide"):
        said["of"] = [draw(some), draw(some)]
        return {**said, "decimals": draw(st.integers(0, 9))} if kind == "divide" else said
    if kind == "blend":
        share, parts = draw(SHARES), draw(st.lists(some, min_size=1, max_size=2, unique=True))
        return {**said, "parts": dict(zip(parts, [share, 1 - share] if len(parts) == 2 else [1], strict=True))}
    if kind == "equalise":
        return {**said, "needs": draw(some), "resources": draw(some)}
    said["of"] = draw(some)
    if kind == "relative":
        return {**said, "weighted_by": draw(st.none() | some)}
    if kind == "power":
        return {**said, "exponent": draw(NUMBERS), "decimals": draw(st.integers(0, 9))}
    if kind == "exponential":
        return {**said, "rate": draw(NUMBERS), "decimals": draw(st.integers(0, 9))}
    if kind == "bands":
        bounds = sorted(draw(st.lists(NUMBERS, min_size=1, max_size=3, unique=True)))
        return {**said, "bands": [{"below": each, "gives": draw(NUMBERS)} for each in bounds], "otherwise": 1}
    if kind in ("at_least", "at_most"):
        return {**said, "number": draw(NUMBERS)}
    if kind == "area_cost":
        return {**said, "cost": draw(some), "share": draw(SHARES)}
    assert kind == "strata"
    share = draw(SHARES)
    between = {"by": draw(some)} if draw(st.booleans()) else {"shares": {"north": share, "south": 1 - share}}
    return {**said, "level": "region", **between}


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """A tree of two to eight steps, of which the first is an input and the last the result."""
    steps: dict[str, Any] = {"first": {"step": "input", "input": "need"}}
    for at in range(draw(st.integers(1, 7))):
        steps[f"step_{at}"] = draw(step_of(list(steps), draw(st.sampled_from(KNOWN))))
    return made_tree(list(steps)[-1], steps)


@st.composite
def places(draw: st.DrawFn) -> tuple[dict[str, list[Fraction]], list[str]]:
    """The figures of one to five places, most of them above zero, and the region of each."""
    n = draw(st.integers(1, 5))
    figure = st.fractions(min_value=0, max_value=50, max_denominator=10) | st.just(Fraction(0))
    figures = {name: draw(st.lists(figure, min_size=n, max_size=n)) for name in INPUTS}
    return figures, draw(st.lists(st.sampled_from(["north", "south"]), min_size=n, max_size=n))


@settings(max_examples=400)
@given(trees(), places())
def test_every_step_of_every_place_is_what_the_slow_version_says(
    tree: Tree, of: tuple[dict[str, list[Fraction]], list[str]]
) -> None:
    figures, regions = of
    n = len(regions)
    names = [f"place {i}" for i in range(n)]
    exact = {name: Exact.of(values) for name, values in figures.items()}
    strata = {"region": regions}
    try:
        expected = evaluate(tree, figures, n, strata)
    except NotWorkedOutError as error:
        event(f"refused: {error}")
        with pytest.raises(DataError):
            work_out(tree, exact, names=names, strata=strata)
        return
    event("worked out")
    worked = work_out(tree, exact, names=names, strata=strata)
    assert {name: values.fractions() for name, values in worked.values.items()} == expected
    # One place alone, by what all places add up to, gives the same: so a record can be replayed.
    for i in range(n):
        alone = work_out(
            tree,
            {name: Exact.of([values[i]]) for name, values in figures.items()},
            names=[names[i]],
            strata={"region": [regions[i]]},
            aggregates=worked.aggregates,
        )
        assert alone.result.at(0) == worked.result.at(i)
