"""What of a formula may be turned in a what-if: how much need counts, its equal part, the sum that each place gets."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from leastfirst.definitions.amounts import Money
from leastfirst.definitions.formula import Blend, Constant, Input, Lump, Power, Relative, Step, Tree
from leastfirst.publish.what_ifs.what_if import WhatIf


def formula_values(tree: Tree) -> dict[str, Any]:
    """What a formula says now, by the fields of a what-if that can change it."""
    values: dict[str, Any] = {}
    if _need(tree) is not None:
        values["weight"] = Fraction(1)
    blend = _equal_part(tree)
    if blend is not None:
        values["equal_part"] = blend[0].parts[blend[2]]
    lump = _lump(tree)
    if lump is not None:
        values["each"] = int(lump[0].amount)
    return values


def changed_formula(tree: Tree, what_if: WhatIf) -> Tree:
    """The formula with the changes of a what-if; the same one where nothing changes."""
    steps: dict[str, Any] = dict(tree.steps)
    need, blend, lump = _need(tree), _equal_part(tree), _lump(tree)
    result = tree.result
    if what_if.weight is not None and need is not None:
        steps, result = _sharper(steps, need, what_if.weight, result)
    if what_if.equal_part is not None and blend is not None:
        step, name, same = blend
        parts = {part: what_if.equal_part if part == same else 1 - what_if.equal_part for part in step.parts}
        # Steps that are made from need may be called otherwise by now.
        steps[name] = steps[name].model_copy(
            update={"parts": dict(zip(steps[name].parts, parts.values(), strict=True))}
        )
    if what_if.each is not None and lump is not None:
        steps[lump[1]] = lump[0].model_copy(update={"amount": Money(what_if.each, lump[0].amount.sign)})
    return tree if steps == dict(tree.steps) else Tree(gives=tree.gives, steps=steps, result=result)


def _need(tree: Tree) -> str | None:
    """The step by which a formula reads need: compared with the mean, or as it comes in."""
    reads = [name for name, step in tree.steps.items() if isinstance(step, Input) and step.input == "need"]
    relative = [name for name, step in tree.steps.items() if isinstance(step, Relative) and step.of in reads]
    return next(iter([*relative, *reads]), None)


def _equal_part(tree: Tree) -> tuple[Blend, str, str] | None:
    """The blend of a formula, its name, and which of its two parts is the same for every place."""
    for name, step in tree.steps.items():
        if isinstance(step, Blend) and len(step.parts) == 2:
            same = [part for part in step.parts if isinstance(tree.steps[part], Constant)]
            if len(same) == 1:
                return step, name, same[0]
    return None


def _lump(tree: Tree) -> tuple[Lump, str] | None:
    """The only sum that a formula gives, and its name."""
    lumps = [(step, name) for name, step in tree.steps.items() if isinstance(step, Lump)]
    return lumps[0] if tree.gives == "money" and len(lumps) == 1 else None


def _sharper(steps: Mapping[str, Step], need: str, weight: Fraction, result: str) -> tuple[dict[str, Any], str]:
    """The steps with need to a power, that of the formula times the weight or a new one; and the last step's name."""
    powers = [name for name, step in steps.items() if isinstance(step, Power) and step.of == need]
    if powers:
        made: dict[str, Any] = dict(steps)
        for name in powers:
            made[name] = made[name].model_copy(update={"exponent": made[name].exponent * weight})
        return made, result
    made, new = {}, f"{need}_weighted"
    for name, step in steps.items():
        made[name] = _reading(step, need, new) if new in made else step
        if name == need:
            made[new] = Power(step="power", of=need, exponent=weight, title=f"That, to the power of {weight}")
    return made, new if result == need else result


def _reading(step: Step, old: str, new: str) -> Step:
    """A step that reads `new` wherever it read `old`."""
    updates: dict[str, Any] = {}
    for name in type(step).model_fields:
        value = getattr(step, name)
        if name in ("title", "step", "level", "input"):
            continue
        if value == old:
            updates[name] = new
        elif isinstance(value, tuple) and old in value:
            updates[name] = tuple(new if each == old else each for each in value)
        elif isinstance(value, dict) and old in value:
            updates[name] = {new if key == old else key: share for key, share in value.items()}
    return step.model_copy(update=updates)
