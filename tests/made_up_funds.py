"""Funds that a test makes up: places with their figures, pots with their strings, as plain lists and dicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from leastfirst.definitions.formula import Tree, load_formula
from leastfirst.definitions.fund import Fund
from leastfirst.fund import FundResult, share
from leastfirst.ground.tables import Inputs
from tests.made_up import HEAD, inputs_of

NOTHING = inputs_of()
_HEAD = {**HEAD, "id": "made-up", "kind": "fund", "status": "example", "called": "streets", "called_one": "street"}


def stated(places: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Places with published figures, by code; `name` and `within` beside the figures."""
    return {
        "come_from": "statement",
        "source": "a test",
        "vintage": "2026",
        "places": [
            {
                "code": code,
                "name": said.get("name", code.capitalize()),
                "within": said.get("within", {}),
                "figures": {name: value for name, value in said.items() if name not in ("name", "within")},
            }
            for code, said in places.items()
        ],
    }


def pot(amount: Any = None, *strings: Mapping[str, Any], pot_id: str = "main", **said: Any) -> dict[str, Any]:
    """A pot: its amount (or `amounts` by year), and its strings."""
    money = {} if amount is None else {"amount": amount}
    return {"id": pot_id, "title": pot_id.capitalize(), "owner": "A test", "strings": strings, **money, **said}


def fund(
    places: Mapping[str, Mapping[str, Any]] | Mapping[str, Any],
    pots: Sequence[Mapping[str, Any]] = (),
    *,
    formula: str | Mapping[str, Any] = "equal-shares",
    amount: str = "£1,000",
    **said: Any,
) -> Fund:
    """A fund, with its formula loaded. `places` are stated with their figures, or said as the YAML would."""
    kind = places if "come_from" in places else stated(places)
    figures = {} if kind is places else {name: None for each in kind["places"] for name in each["figures"]}
    bare = Fund.model_validate(
        {
            **_HEAD,
            "years": "2026-27",
            "places": kind,
            "inputs": {name: {"come_from": "statement"} for name in figures},
            "formula": formula,
            "pots": list(pots) or [pot(amount)],
            **said,
        }
    )
    named = {each: load_formula(each) for each in (bare.formula, bare.damping and bare.damping.before) if _is_id(each)}
    return bare.model_copy(update={"formulas": named})


def _is_id(named: object) -> bool:
    return isinstance(named, str)


def tree(result: str, steps: Mapping[str, Mapping[str, Any]], *, gives: str = "weights") -> Tree:
    """A formula of these steps, as its YAML would say it."""
    return Tree.model_validate({"gives": gives, "steps": dict(steps), "result": result})


def formula(result: str, steps: Mapping[str, Mapping[str, Any]], **said: Any) -> dict[str, Any]:
    """The same, to stand inside a fund."""
    return {"result": result, "steps": dict(steps), **said}


def shared(made: Fund, inputs: Inputs = NOTHING) -> FundResult:
    """The fund, shared out."""
    return share(made, inputs)


def by_place(result: FundResult) -> dict[str, int]:
    """Place code to the pence that it is paid."""
    return dict(zip(result.places.codes, result.paid, strict=True))


def added_up(result: FundResult, *columns: str) -> dict[Any, int]:
    """The rows of the table, added up by one column or several."""
    table = result.table().to_pydict()
    keys = zip(*(table[name] for name in columns), strict=True)
    sums: dict[Any, int] = {}
    for key, pence in zip(keys, table["pence"], strict=True):
        at = key if len(columns) > 1 else key[0]
        sums[at] = sums.get(at, 0) + pence
    return sums
