"""Why this number: whatever the formula, floors, caps, pace and pots, a record alone gives the place's pence again."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from typing import Any

from hypothesis import event, given, reject
from hypothesis import strategies as st

from leastfirst.fund.result import FundResult
from leastfirst.fund.why import explain, replay, replay_target, why
from leastfirst.fund.why.numbers import exact_text
from leastfirst.ground.errors import LeastfirstError
from tests import explained

REGIONS = ("X12000001", "X12000002")
SHARE = st.sampled_from(["0", "1/20", "1/4", "1/3", "1"])


@st.composite
def trees(draw: st.DrawFn) -> dict[str, Any]:
    """Some steps in a random order, each made from those before it; never a negative weight."""
    steps: dict[str, Any] = {
        "people": {"step": "input", "input": "residents"},
        "need": {"step": "input", "input": "need"},
        "cost": {"step": "input", "input": "area_cost"},
        "same": {"step": "number", "number": draw(st.sampled_from(["1", "2", "1/3"]))},
    }
    for at in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(sorted(MAKE)))
        steps[f"step_{at}"] = MAKE[kind](draw, list(steps))
    if draw(st.booleans()):
        steps["last"] = MAKE["strata"](draw, list(steps))
    else:
        steps["last"] = MAKE[draw(st.sampled_from(["blend", "multiply", "power", "add"]))](draw, list(steps))
    return {"steps": steps, "result": "last"}


def _of(draw: st.DrawFn, before: list[str]) -> str:
    return draw(st.sampled_from(before))


def _two(draw: st.DrawFn, before: list[str]) -> list[str]:
    return [_of(draw, before), _of(draw, before)]


def _blend(draw: st.DrawFn, before: list[str]) -> dict[str, Any]:
    first, second = draw(st.permutations(before))[:2]
    return {"step": "blend", "parts": {first: "1/3", second: "2/3"}}


def _strata(draw: st.DrawFn, before: list[str]) -> dict[str, Any]:
    return {"step": "strata", "of": _of(draw, before), "level": "region", "by": _of(draw, before)}


MAKE: dict[str, Any] = {
    "add": lambda draw, before: {"step": "add", "of": _two(draw, before)},
    "multiply": lambda draw, before: {"step": "multiply", "of": _two(draw, before)},
    "divide": lambda draw, before: {"step": "divide", "of": [_of(draw, before), "cost"], "decimals": 4},
    "relative": lambda draw, before: {"step": "relative", "of": _of(draw, before), "weighted_by": "people"},
    "power": lambda draw, before: {
        "step": "power",
        "of": _of(draw, before),
        "exponent": draw(st.sampled_from(["1/2", "1", "2"])),
        "decimals": 6,
    },
    "exponential": lambda draw, before: {"step": "exponential", "of": "cost", "rate": "1/2"},
    "bands": lambda draw, before: {
        "step": "bands",
        "of": _of(draw, before),
        "bands": [{"below": "10", "gives": "1"}, {"below": "100", "gives": "2"}],
        "otherwise": "3",
    },
    "at_least": lambda draw, before: {"step": "at_least", "of": _of(draw, before), "number": "5/2"},
    "at_most": lambda draw, before: {"step": "at_most", "of": _of(draw, before), "number": "300"},
    "equalise": lambda draw, before: dict(
        zip(("step", "needs", "resources"), ("equalise", *_two(draw, before)), strict=True)
    ),
    "area_cost": lambda draw, before: {"step": "area_cost", "of": _of(draw, before), "cost": "cost", "share": "3/5"},
    "blend": _blend,
    "strata": _strata,
}


@st.composite
def places(draw: st.DrawFn) -> list[dict[str, Any]]:
    n = draw(st.integers(1, 6))
    return [
        explained.place(
            f"p{at}",
            {"region": draw(st.sampled_from(REGIONS))},
            residents=draw(st.integers(1, 300)),
            # Few different ones, so that ties arise.
            need=draw(st.sampled_from(["0", "1", "12.5", "31.42", "7"])),
            area_cost=draw(st.sampled_from(["0.9", "1", "1.12"])),
        )
        for at in range(n)
    ]


@st.composite
def pots(draw: st.DrawFn) -> list[dict[str, Any]]:
    pence = draw(st.integers(1, 10**7))
    every = {"id": "pot", "title": "Pot", "owner": "Owner", "amount": f"{pence}p"}
    every["paid"] = draw(st.sampled_from(["evenly", "in-the-first-year"]))
    if draw(st.booleans()):
        return [every]
    string = draw(
        st.sampled_from(
            [
                {"string": "kind", "only": "capital"},
                {"string": "use-by", "year": "2026-27"},
                {"string": "matched", "by": "3"},
                {"string": "places", "only": ["p0"]},
                {"string": "places", "within": "region", "only": [REGIONS[0]]},
            ]
        )
    )
    tied = {"id": "tied", "title": "Tied", "owner": "Owner", "amount": f"{draw(st.integers(1, 10**7))}p"}
    return [every, {**tied, "strings": [string]}]


BOUND = st.one_of(
    st.none(),
    st.integers(0, 3).map(lambda of: {"of_equal_share": f"{of}/3"}),
    st.integers(0, 50).map(lambda pence: {"per_resident": f"{pence}p", "per_place": "7p"}),
)
CAP = st.one_of(st.none(), st.integers(3, 6).map(lambda of: {"of_equal_share": f"{of}/2"}))


@st.composite
def cases(draw: st.DrawFn, *, damped: bool = False) -> FundResult:
    where = draw(places())
    settings: dict[str, Any] = {
        "pots": draw(pots()),
        "years": f"2026-27 to {draw(st.sampled_from(['2026-27', '2028-29']))}",
        "rounding": draw(st.sampled_from(["largest-remainder", "sainte-lague"])),
        "floor": draw(BOUND),
        "cap": draw(CAP),
        "kinds": draw(st.sampled_from([None, {"capital": "1/2", "revenue": "1/2"}])),
    }
    if damped:
        before = draw(
            st.one_of(
                st.just("before"),
                st.fixed_dictionaries({each["code"]: st.sampled_from(["£0", "£1", "£7.01"]) for each in where}),
            )
        )
        settings["damping"] = {"max_fall": draw(SHARE), "max_rise": draw(SHARE), "before": before}
        settings["formulas"] = [
            explained.formula({"same": {"step": "input", "input": "residents"}}, formula_id="before")
        ]
        settings["floor"] = settings["cap"] = None
    try:
        return explained.shared(where, draw(trees()), **settings)
    except LeastfirstError as error:
        event(f"cannot be shared: {type(error).__name__}")
        reject()


@given(cases())
def test_a_record_alone_gives_the_pence_of_its_place(result: FundResult) -> None:
    explanation = explain(result)
    short = result.routing.paid_pence < result.targets.total
    event("pots fall short" if short else "all is paid")
    for at, record in enumerate(explanation.records()):
        assert replay_target(record, explanation.facts) == result.targets.pence[at]
        assert replay(record, explanation.facts) == result.paid[at]
        assert sum(sum(cell["pence"]) for cell in record["cells"]) == result.paid[at]
        # What the pots meet falls on whole pence no further away than the next.
        assert record["paid_apart_pence"] in (0, 1)
        assert record["short_pence"] >= 0
        if not short:
            assert record["paid_apart_pence"] == 0


@given(cases(damped=True))
def test_the_pace_of_change_replays_year_by_year(result: FundResult) -> None:
    explanation = explain(result)
    for at, record in enumerate(explanation.records()):
        assert replay_target(record, explanation.facts) == result.targets.pence[at]
        assert replay(record, explanation.facts) == result.paid[at]
        event(f"held: {sorted({year['held'] for year in record['damping']})}")


@given(cases())
def test_records_survive_json_and_the_same_result_gives_the_same_text(result: FundResult) -> None:
    explanation = explain(result)
    text = explanation.to_json()
    read = json.loads(text)
    assert read["places"] == explanation.records()
    assert [replay(record, read["facts"]) for record in read["places"]] == result.paid
    assert explain(result).to_json() == text


@given(cases())
def test_steps_are_exact_and_the_weights_of_all_places_make_the_total(result: FundResult) -> None:
    explanation = explain(result)
    weights = []
    for at, record in enumerate(explanation.records()):
        for step in record["steps"]:
            assert Fraction(step["exact"]) == result.targets.worked.values[step["step"]].at(at)
        weights.append(Fraction(record["weight"]))
    assert sum(weights) == Fraction(explanation.facts["sharing"]["weights"])


@given(st.fractions())
def test_exact_numbers_read_back_exactly(value: Fraction) -> None:
    assert Fraction(exact_text(value)) == value


@given(cases(), st.data())
def test_more_residents_change_what_is_replayed_by_population(result: FundResult, data: st.DataObject) -> None:
    record = data.draw(st.sampled_from(explain(result).records()))
    facts = copy.deepcopy(dict(explain(result).facts))
    # The same money by residents alone, without floor and cap: twice the residents, about twice the pence.
    facts["formula"] = {
        "tree": {"gives": "weights", "steps": {"a": {"step": "input", "input": "residents"}}, "result": "a"},
        "aggregates": {},
    }
    facts["sharing"] = {"pence_per_weight": "10", "method": "largest-remainder", "last_penny": None}
    facts["floor"] = facts["cap"] = None
    record = {**record, "fate": None}
    doubled = {**record, "inputs": {**record["inputs"], "residents": str(2 * int(record["inputs"]["residents"]))}}
    assert replay(record, facts) == 10 * int(record["inputs"]["residents"])
    assert replay(doubled, facts) == 2 * replay(record, facts)


@given(cases(damped=True))
def test_every_place_can_be_told_within_the_width_of_a_terminal(result: FundResult) -> None:
    explanation = explain(result, formulas=[explained.formula({"same": {"step": "number", "number": 1}})])
    for code in result.places.codes:
        text = why(explanation, code)
        assert text.endswith("\n")
        assert max(map(len, text.splitlines())) <= 100
