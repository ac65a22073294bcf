"""Any country, any choices: a replicate is what `designate` gives for them, and probabilities behave as such."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
import numpy as np
from hypothesis import given, settings

from leastfirst.definitions.designation import Designation
from leastfirst.definitions.uncertainty import UncertaintySpec
from leastfirst.ground.errors import LeastfirstError
from leastfirst.ground.tables import Inputs
from leastfirst.measure import designate, how_sure
from tests import made_up
from tests.replayed import replayed

WARD = "ward-2024"
THROUGH = f"{made_up.LSOA}--{WARD}"
SUMMARIES = ["average-score", "average-rank", "proportion", "extent", "local-concentration"]


@st.composite
def countries(draw: st.DrawFn) -> tuple[Designation, UncertaintySpec, Inputs]:
    n, m = draw(st.integers(8, 25)), draw(st.integers(3, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    rolled, composite = draw(st.booleans()), draw(st.booleans())
    codes = [f"E0100{i:04}" for i in range(n)]
    wards = [f"E0500{i:04}" for i in range(m)]
    # Few different values, so that ties are common; b and d always tell areas apart.
    columns = {name: rng.integers(1, 6 if name in "ac" else 1000, n).astype(float).tolist() for name in "abcde"}
    for name in "bd":
        columns[name] = (np.array(columns[name]) + np.arange(n) / 7).tolist()
    if draw(st.booleans()):
        columns["a"][draw(st.integers(0, n - 1))] = None
    leaves = {name: {"indicator": f"needs.{name}", "direction": "higher-is-worse"} for name in "abc"}
    for name in "bc":
        leaves[name]["standardise"] = draw(st.sampled_from(["leave", "rank", "percentile"]))
    middle = {
        "aggregate": "arithmetic",
        "weights": {"b": 2, "c": 1},
        "standardise": draw(st.sampled_from(["leave", "rank"])),
    }
    tree = made_up.recipe(
        {"index": {"aggregate": "sum", "weights": {"a": 1, "middle": 0.5}}, "middle": middle, **leaves},
        id="one",
        ties=draw(st.sampled_from(["shared", "in-order"])),
        precision=draw(st.sampled_from([9, 1, "single"])),
    )
    other = made_up.one_indicator("d").model_copy(update={"id": "two"})
    up = {
        "roll_up": [{"through": THROUGH, "population": "people.residents", "summary": draw(st.sampled_from(SUMMARIES))}]
    }
    measures = [
        {"id": "one", "recipe": tree, **(up if rolled else {})},
        {"id": "two", "recipe": other, **(up if rolled else {})},
    ]
    rule: dict[str, Any] = {"kind": "worst-on-all", "share": draw(st.sampled_from(["1/3", "1/2", "2/3"]))}
    if composite:
        rule = {"kind": "worst-composite", "weights": {"one": 1, "two": 2}, "number": draw(st.integers(1, 4))}
    head = {"geography": WARD, "population_through": THROUGH} if rolled else {}
    designation = made_up.designation(measures, rule, **head)
    spread = draw(st.sampled_from([{"rule": "within", "share": 0.5}, {"rule": "dirichlet", "concentration": 4}]))
    choices: list[dict[str, Any]] = [
        {"varies": "weights", "index": "one", "node": "index", "spread": spread},
        {"varies": "weights", "index": "one", "node": "middle", "spread": spread},
        {"varies": "steps", "index": "one", "nodes": ["b"], "options": [
            {"id": "same", "probability": 0.5},
            {"id": "e", "probability": 0.5, "indicators": {"b": "needs.e"}, "standardise": "leave"}]},
        {"varies": "steps", "index": "one", "nodes": ["middle"], "options": [
            {"id": "same", "probability": 0.5}, {"id": "flat", "probability": 0.5, "standardise": "percentile"}]},
        {"varies": "aggregate", "index": "one", "node": "middle", "options": [
            {"id": "same", "probability": 0.5},
            {"id": "geometric", "probability": 0.5, "aggregate": {"rule": "geometric"}}]},
    ]  # fmt: skip
    if draw(st.booleans()):
        choices = choices[: draw(st.integers(1, 5))]
    choices.append(
        {"varies": "steps", "index": "two", "nodes": ["index"], "options": [
            {"id": "d", "probability": 0.5}, {"id": "b", "probability": 0.5, "indicators": {"index": "needs.b"}}]}
    )  # fmt: skip
    if rolled:
        choices += [
            {"varies": "summary", "measure": "one", "options": [
                {"id": "s", "probability": 0.5, "summary": "average-score"},
                {"id": "r", "probability": 0.5, "summary": draw(st.sampled_from(SUMMARIES[1:]))}]},
            {"varies": "population", "measure": "two", "options": [
                {"id": "now", "probability": 0.5, "population": "people.residents"},
                {"id": "then", "probability": 0.5, "population": "then.residents"}]},
        ]  # fmt: skip
    if composite:
        choices.append({"varies": "composite-weights", "spread": spread})
    head = {**made_up.HEAD, "id": "made-up", "kind": "uncertainty", "status": "example"}
    named = [{"id": f"choice_{i}", "title": "a choice", **choice} for i, choice in enumerate(choices)]
    spec = UncertaintySpec.model_validate({**head, "choices": named})
    homes = [*wards, *rng.choice(wards, n - m).tolist()]
    inputs = made_up.inputs_of(
        made_up.areas(made_up.LSOA, {code: code for code in codes}),
        made_up.areas(WARD, {ward: ward for ward in wards}),
        made_up.population(dict(zip(codes, rng.integers(1, 900, n).astype(float).tolist(), strict=True))),
        made_up.population(
            dict(zip(codes, rng.integers(1, 900, n).astype(float).tolist(), strict=True)), table_id="then"
        ),
        made_up.lookup(made_up.LSOA, WARD, [(code, ward, 1.0) for code, ward in zip(codes, homes, strict=True)]),
        made_up.table("needs", {"area_code": codes, **columns}),
    )
    return designation, spec, inputs


@settings(max_examples=150)
@given(countries(), st.integers(0, 2**31))
def test_a_replicate_is_the_list_that_designate_gives_for_the_same_choices(
    country: tuple[Designation, UncertaintySpec, Inputs], seed: int
) -> None:
    designation, spec, inputs = country
    try:
        result = how_sure(designation, spec, inputs, replicates=6, seed=seed, pairs=2)
    except LeastfirstError:
        # A column without two values, a list on which nothing is known: the definition alone may be refused too.
        return
    times = np.zeros(len(result.areas), dtype=int)
    for row in result.replicate_table().to_pylist():
        again = designate(replayed(designation, spec, row, inputs), inputs)
        assert again.count == row["list_size"]
        times += again.designated
    assert times.tolist() == result.times.tolist()


@settings(max_examples=60)
@given(countries(), st.integers(0, 2**31), st.sampled_from([1, 5, 20]), st.sampled_from([1, 2]))
def test_what_always_holds(
    country: tuple[Designation, UncertaintySpec, Inputs], seed: int, replicates: int, threads: int
) -> None:
    try:
        result = how_sure(*country, replicates=replicates, seed=seed, threads=threads, pairs=3)
    except LeastfirstError:
        return
    p, assessed = result.p_designated, result.base.assessed
    assert ((p[assessed] >= 0) & (p[assessed] <= 1)).all()
    assert np.isnan(p[~assessed]).all()
    assert (result.p_error[assessed] > 0).all()
    assert result.times.sum() == result.counted.count.sum()
    low, middle, high = result.ranks["rank"]
    assert ((low <= middle) & (middle <= high)).all()
    assert ((low >= 1) == assessed).all()
    assert (high <= assessed.sum()).all()
    for row in result.choice_table().to_pylist():
        assert row["places_moved"] >= 0
        if row["total_share"] is not None:
            assert row["total_share"] >= 0
            assert row["first_share"] <= 1
