"""Any recipe on any data: the fast index is the slow one, and what has to hold of every index holds."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from leastfirst.ground.errors import LeastfirstError
from leastfirst.measure import IndexResult, build_index
from tests import made_up, reference
from tests.generative.strategies import NUMBER, Case, cases, codes_of

many = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
some = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])


def close(fast: Any, slow: reference.Column, *, within: float = 1e-9) -> None:
    for mine, wanted in zip(fast.tolist(), slow, strict=True):
        if wanted is None:
            assert math.isnan(mine)
        else:
            assert mine == pytest.approx(wanted, rel=1e-7, abs=within)


def built(case: Case, **inputs: Any) -> IndexResult:
    """The index, or nothing of the example if its rules refuse its values."""
    try:
        return build_index(case.recipe, case.inputs(**inputs))
    except LeastfirstError:
        assume(False)
        raise


@many
@given(cases())
def test_the_fast_index_is_the_slow_one(case: Case) -> None:
    try:
        slow = reference.index(case.nodes, "index", case.data, precision=case.head["precision"], ties=case.head["ties"])
    except reference.Refused:
        with pytest.raises(LeastfirstError):
            build_index(case.recipe, case.inputs())
        return
    fast = build_index(case.recipe, case.inputs())
    for name, column in slow.nodes.items():
        close(fast.log.nodes[name].value, column)
    close(fast.score, slow.score, within=1.01 * 10.0 ** -case.head["precision"])
    # The ranks of the fast scores themselves: what a last digit does to a tie is no matter of ranking.
    score = [None if math.isnan(v) else v for v in fast.score.tolist()]
    ranks, deciles = reference.ranked(score, ties=case.head["ties"])
    assert fast.rank.tolist() == [r or 0 for r in ranks]
    assert fast.decile.tolist() == [d or 0 for d in deciles]


@many
@given(cases())
def test_contributions_add_up_at_every_node(case: Case) -> None:
    index = built(case)
    for name, log in index.log.nodes.items():
        for position, value in enumerate(log.first.tolist()):
            parts = index.log.contributions(name, position)
            if log.node.weights is None:
                assert parts == []
            elif not math.isnan(value):
                assert math.fsum(part.points for part in parts) == pytest.approx(value, rel=1e-9, abs=1e-9)
                for part in parts:
                    if part.node in index.log.nodes:
                        values = index.log.nodes[part.node].value
                        assert part.rank == 1 + sum(other > values[position] for other in values.tolist())
                assert [part.points for part in parts] == sorted((part.points for part in parts), reverse=True)


@some
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(case: Case, chance: Any) -> None:
    index = built(case)
    again = build_index(case.recipe, case.inputs(order=lambda rows: chance.sample(rows, len(rows))))
    assert (
        again.table()
        .select(["area_code", "rank", "decile"])
        .equals(index.table().select(["area_code", "rank", "decile"]))
    )
    np.testing.assert_allclose(again.score, index.score, rtol=1e-9, atol=1e-9)


@some
@given(cases(plain=True), st.sampled_from([0.25, 3.0, 1000.0]))
def test_only_the_ratio_of_weights_matters_in_a_mean(case: Case, factor: float) -> None:
    plain = {
        name: {**node, "aggregate": "arithmetic"} if "weights" in node else node for name, node in case.nodes.items()
    }
    scaled = {
        name: {**node, "weights": {child: factor * w for child, w in node["weights"].items()}}
        if "weights" in node
        else node
        for name, node in plain.items()
    }
    before = built(Case(plain, case.head, case.data))
    after = built(Case(scaled, case.head, case.data))
    np.testing.assert_allclose(after.log.nodes["index"].value, before.log.nodes["index"].value, rtol=1e-9, atol=1e-9)


@some
@given(cases())
def test_rank_1_has_the_highest_score(case: Case) -> None:
    index = built(case)
    known = ~np.isnan(index.score)
    assert index.score[index.rank == 1].tolist()[0] == index.score[known].max()
    assert (index.rank[~known] == 0).all()
    assert index.rank[known].min() == 1
    worst_first = np.argsort(index.rank[known], kind="stable")
    assert (np.diff(index.score[known][worst_first]) <= 0).all()
    if case.head["ties"] == "in-order":
        assert sorted(index.rank[known].tolist()) == list(range(1, int(known.sum()) + 1))


@some
@given(cases(plain=True), st.data())
def test_more_need_on_one_indicator_never_lowers_the_score(case: Case, data: st.DataObject) -> None:
    leaf = data.draw(st.sampled_from([name for name, node in case.nodes.items() if "indicator" in node]))
    node, code = case.nodes[leaf], data.draw(st.sampled_from(case.data.codes))
    more = data.draw(st.sampled_from([0.25, 1.0, 50.0])) * (-1 if node["direction"] == "lower-is-worse" else 1)
    columns = {**case.data.columns, node["indicator"]: dict(case.data.columns[node["indicator"]])}
    columns[node["indicator"]][code] += more
    worse = Case(case.nodes, case.head, reference.Data(case.data.codes, columns, case.data.directions))
    position = case.data.codes.index(code)
    before, after = built(case).score[position], built(worse).score[position]
    assert after >= before - 1e-9 * max(1.0, abs(before))


@some
@given(st.lists(NUMBER, min_size=2, max_size=12).filter(lambda column: len(set(column)) > 1))
def test_which_end_is_worse_is_the_only_thing_a_direction_says(column: list[float]) -> None:
    codes = codes_of(len(column))
    ranks = []
    for sign, direction in ((1, "higher-is-worse"), (-1, "lower-is-worse")):
        inputs = made_up.inputs_of(
            made_up.areas(made_up.LSOA, dict.fromkeys(codes, "")),
            made_up.population(dict.fromkeys(codes, 1.0)),
            made_up.table("needs", {"area_code": codes, "x": [sign * v for v in column]}),
        )
        ranks.append(
            build_index(made_up.one_indicator("x", direction=direction, standardise="z"), inputs).rank.tolist()
        )
    assert ranks[0] == ranks[1]
