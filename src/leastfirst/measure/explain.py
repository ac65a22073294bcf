"""Explain: one area's score taken apart, node by node, down to the figures that were read."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from leastfirst.ground.words import counted
from leastfirst.measure.build_log import NodeLog
from leastfirst.measure.index import IndexResult


def explain(index: IndexResult, area_code: str) -> str:
    """The tree of an index for one area as text: what was read, what each step made of it, and what it adds.

    Under every node that puts others together their points add up to its value before it is standardised itself.
    Raises AreaCodeError for a code that is not one of the index's areas.
    """
    return "\n".join(_lines(index, index.areas.position(area_code))) + "\n"


def _lines(index: IndexResult, at: int) -> Iterator[str]:
    recipe = index.recipe
    yield f"{recipe.title}: {index.areas.names[at]} ({index.areas.codes[at]})"
    if index.rank[at] == 0:
        yield "It has no score, because a figure is missing that no rule fills in."
    else:
        yield f"Score {index.score[at]:.3f}, rank {index.rank[at]:,} of {index.ranked:,}, decile {index.decile[at]}"
    yield ""
    yield from _node(index, recipe.index, at, indent="")
    yield ""
    yield "Rank 1 and decile 1 mean the greatest need, everywhere."


def _node(index: IndexResult, name: str, at: int, *, indent: str) -> Iterator[str]:
    log = index.log.nodes[name]
    yield f"{indent}{log.node.title}: {_number(log.value[at])}{_how(log, at)}"
    for part in index.log.contributions(name, at):
        if part.node in index.log.nodes:
            yield (
                f"{indent}  + {_points(part.points)} = {part.weight:g} x {_number(part.value)}"
                if log.node.aggregate is not None and log.node.aggregate.rule == "sum"
                else f"{indent}  + {_points(part.points)}, weight {part.weight:g}"
            )
            yield from _node(index, part.node, at, indent=f"{indent}    ")
        else:
            yield f"{indent}  + {_points(part.points)} {part.title.lower()}"


def _how(log: NodeLog, at: int) -> str:
    """What was read or put together, and the rules that it passed."""
    first, *rest = log.steps
    start = f"{first.rule} is {_number(log.first[at])}" if first.step == "read" else f"by {first.rule}"
    if first.step != "read" and rest:
        start += f" {_number(log.first[at])}"
    passed = ", then ".join(f"{step.rule}{_changed(step.changed)}" for step in rest)
    return f" ({start}; {passed})" if passed else f" ({start})"


def _changed(number: int) -> str:
    return f", which changed {counted(number, 'area')}" if number else ""


def _points(points: float) -> str:
    return "missing" if np.isnan(points) else f"{points:.3f}"


def _number(value: float) -> str:
    return "missing" if np.isnan(value) else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
