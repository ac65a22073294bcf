"""Work out the tables of docs/explanation/how-a-fund-is-shared.md with the real code, by what their comments say."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from leastfirst.definitions import Fund, load_formula
from leastfirst.definitions.amounts import as_money, as_number
from leastfirst.definitions.fund import Fee
from leastfirst.fund import fees, share
from leastfirst.fund.formulas import work_out as work_out_formula
from leastfirst.ground.apportion import controlled_rounding, damp, fill, largest_remainder, sainte_lague, share_out
from leastfirst.ground.exact import Exact
from leastfirst.ground.tables import Inputs
from tests.made_up import HEAD
from tests.spec.page import Example


def work_out(example: Example) -> dict[str, list[Any]]:
    """The columns of the example that the code works out."""
    (how,) = (how for key, how in _WAYS.items() if key in example.settings)
    return how(example)


def _numbers(example: Example, column: str) -> list[Fraction]:
    return [Fraction(cell.replace(",", "")) for cell in example.column(column)]


def _pence(example: Example, column: str) -> list[int]:
    return [int(each * 100) for each in _numbers(example, column)]


def _formula(example: Example) -> dict[str, list[Any]]:
    settings, formula = example.settings, load_formula(example.settings["formula"])
    names = example.column("place")
    strata = settings.get("strata")
    worked = work_out_formula(
        formula,
        {name: Exact.of(_numbers(example, name)) for name in formula.inputs},
        names=names,
        strata={strata["level"]: [strata["of"][name] for name in names]} if strata else None,
    )
    shown = [name for name in worked.values if name in settings["columns"] and name not in formula.inputs]
    pence = share_out(worked.result.numerators, as_money(settings["total"])).pence
    return {**{name: [float(v) for v in worked.values[name].fractions()] for name in shown}, "pence": pence}


def _fill(example: Example) -> dict[str, list[Any]]:
    rule = {key: int(as_money(value)) for key, value in example.settings["fill"].items()}
    weights = [int(each) for each in _numbers(example, "weight")]
    n = len(weights)
    filled = fill(weights, rule["total"], floors=[rule["floor"]] * n, caps=[rule["cap"]] * n)
    return {
        "plain": [float(Fraction(weight * rule["total"], sum(weights))) for weight in weights],
        "held": list(filled.held),
        "pence": [float(filled.amount(i)) for i in range(n)],
    }


def _largest_remainder(example: Example) -> dict[str, list[Any]]:
    weights, total = [int(each) for each in _numbers(example, "weight")], example.settings["largest_remainder"]
    exact = [total * weight / sum(weights) for weight in weights]
    found: dict[str, list[Any]] = {"pence": list(largest_remainder(weights, total))}
    return {**found, "exact": exact} if "exact" in example.settings["columns"] else found


def _sainte_lague(example: Example) -> dict[str, list[Any]]:
    weights = [int(each) for each in _numbers(example, "weight")]
    return {"pence": list(sainte_lague(weights, example.settings["sainte_lague"]))}


def _controlled_rounding(example: Example) -> dict[str, list[Any]]:
    rows = [int(each) for each in _numbers(example, "row")]
    table = controlled_rounding(rows, example.settings["controlled_rounding"]["years"])
    return {name: table[:, i].tolist() for i, name in enumerate(("first", "second", "third"))}


def _damping(example: Example) -> dict[str, list[Any]]:
    rule = example.settings["damping"]
    total, years = int(as_money(rule["year"])), rule["years"]
    targets = _pence(example, "target")
    assert sum(targets) == total
    damped = damp(
        [targets] * years,
        _pence(example, "before"),
        max_fall=as_number(rule["max_fall"]),
        max_rise=as_number(rule["max_rise"]),
    )
    return {f"y{year + 1}": [pence / 100 for pence in damped.pence[year]] for year in range(years)}


def _pots(example: Example) -> dict[str, list[Any]]:
    names, targets = example.column("place"), _pence(example, "target")
    pots = [
        {
            "id": pot["id"],
            "title": pot["id"],
            "owner": pot["id"],
            "amount": pot["amount"],
            "strings": [{"string": "kind", "only": pot["only"]}] if "only" in pot else [],
        }
        for pot in example.settings["pots"]
    ]
    places = [
        {"code": f"p{i}", "name": name, "figures": {"residents": target}}
        for i, (name, target) in enumerate(zip(names, targets, strict=True))
    ]
    fund = Fund.model_validate(
        {
            **HEAD,
            "id": "made-up",
            "kind": "fund",
            "status": "example",
            "years": "2026-27",
            "places": {"come_from": "statement", "source": "a test", "vintage": "2026", "places": places},
            "inputs": {"residents": {"come_from": "statement"}},
            "formula": "by-population",
            "kinds": example.settings["kinds"],
            "pots": pots,
        }
    ).model_copy(update={"formulas": {"by-population": load_formula("by-population")}})
    result = share(fund, Inputs([]))
    kinds = {kind: [0] * len(names) for kind in ("capital", "revenue")}
    for place, _, line, _, pence in result.cells:
        kinds[result.problem.lines[line].kind][place] += pence
    assert list(result.targets.pence) == targets
    return {
        **{kind: [pence / 100 for pence in sums] for kind, sums in kinds.items()},
        "paid": [pence / 100 for pence in result.paid],
        "fulfilment": [float(each) for each in result.routing.fulfilment],
    }


def _fees(example: Example) -> dict[str, list[Any]]:
    rule = example.settings["fees"]
    fee = Fee.model_validate({"title": "fee", **rule})
    found = fees(fee, _pence(example, "drawn"), _pence(example, "returned"))
    return {"fee": [each.fee_pence / 100 for each in found], "repaid": [each.repaid_pence / 100 for each in found]}


_WAYS: dict[str, Callable[[Example], dict[str, list[Any]]]] = {
    "formula": _formula,
    "fill": _fill,
    "largest_remainder": _largest_remainder,
    "sainte_lague": _sainte_lague,
    "controlled_rounding": _controlled_rounding,
    "damping": _damping,
    "pots": _pots,
    "fees": _fees,
}
