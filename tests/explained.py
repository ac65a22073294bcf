"""Funds that a test makes up, shared and ready to be explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from leastfirst.definitions.formula import Formula
from leastfirst.definitions.fund import Fund
from leastfirst.fund.result import FundResult
from leastfirst.fund.share import share
from tests import made_up

NEED: dict[str, Any] = {
    "steps": {
        "people": {"step": "input", "input": "residents", "title": "Residents"},
        "need": {"step": "input", "input": "need", "title": "Need"},
        "relative": {"step": "relative", "of": "need", "weighted_by": "people", "title": "Need compared"},
        "weight": {"step": "multiply", "of": ["people", "relative"], "title": "Residents weighted by need"},
    },
    "result": "weight",
}
"""Residents times need over the mean need."""


def formula(steps: Mapping[str, Any], *, formula_id: str = "other", **head: Any) -> Formula:
    return Formula.model_validate(
        {
            **made_up.HEAD,
            "id": formula_id,
            "kind": "formula",
            "status": "example",
            "result": list(steps)[-1],
            "steps": steps,
            **head,
        }
    )


def place(code: str, within: Mapping[str, str] | None = None, *, name: str = "", **figures: Any) -> dict[str, Any]:
    return {"code": code, "name": name or f"Place {code}", "figures": figures, "within": dict(within or {})}


def fund(
    places: Sequence[Mapping[str, Any]],
    tree: Mapping[str, Any],
    *,
    formulas: Sequence[Formula] = (),
    **settings: Any,
) -> Fund:
    """A fund whose places state their own figures."""
    inputs = {name: {"come_from": "statement"} for each in places for name in each["figures"]}
    bare = Fund.model_validate(
        {
            **made_up.HEAD,
            "id": "made-up",
            "kind": "fund",
            "status": "example",
            "years": "2026-27 to 2027-28",
            "places": {"come_from": "statement", "source": "a test", "vintage": "2025", "places": list(places)},
            "inputs": inputs,
            "formula": tree,
            "pots": [{"id": "pot", "title": "Pot", "owner": "Owner", "amount": "£1,000"}],
            **settings,
        }
    )
    return bare.model_copy(update={"formulas": {each.id: each for each in formulas}})


def shared(places: Sequence[Mapping[str, Any]], tree: Mapping[str, Any], **settings: Any) -> FundResult:
    return share(fund(places, tree, **settings), made_up.inputs_of())
