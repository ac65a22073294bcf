"""The build log of an index: what was done on every node, and what each part adds to an area's score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leastfirst.definitions.recipe import Node
from leastfirst.ground.columns import Values
from leastfirst.measure.rules.aggregate import parts

REMAINDERS = {"base": "Base of the geometric mean", "imbalance": "Penalty for imbalance"}


@dataclass(frozen=True)
class Step:
    """One step on one node, summed up: how many values were missing after it, how many it changed, their range."""

    step: str
    rule: str
    missing: int
    changed: int
    lowest: float
    highest: float
    mean: float

    @classmethod
    def of(cls, step: str, rule: str, values: Values, *, changed_from: Values | None = None) -> Step:
        """Sum up the n values that a step left."""
        there = ~np.isnan(values)
        known = values if there.all() else values[there]
        changed = 0 if changed_from is None else int(np.count_nonzero(known != changed_from[there]))
        if len(known) == 0:
            return cls(step, rule, len(values), changed, np.nan, np.nan, np.nan)
        return cls(
            step, rule, len(values) - len(known), changed, float(known.min()), float(known.max()), float(known.mean())
        )


@dataclass(frozen=True)
class NodeLog:
    """One node: its value as read or aggregated (`first`), its value after every step, and the steps."""

    name: str
    node: Node
    first: Values
    value: Values
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Contribution:
    """What one node adds to the node above it, for one area.

    `value` is the node's own value, `weight` its weight, `points` what it adds (all points add up to the node above
    before that is standardised), `rank` where the area stands on it (1 = greatest need; 0 for a
    remainder and for a missing value).
    """

    node: str
    title: str
    weight: float
    value: float
    points: float
    rank: int


@dataclass(frozen=True)
class BuildLog:
    """The nodes of an index in the order in which they were built."""

    nodes: dict[str, NodeLog]

    def contributions(self, node: str, position: int) -> list[Contribution]:
        """What each child of a node adds to it for the area at `position`, largest first; empty for an indicator."""
        above = self.nodes[node].node
        if above.weights is None or above.aggregate is None:
            return []
        values = {child: float(self.nodes[child].value[position]) for child in above.weights}
        added = parts(values, above.weights, above.aggregate)
        return sorted(
            (
                Contribution(
                    name,
                    self.nodes[name].node.title if name in self.nodes else REMAINDERS[name],
                    above.weights.get(name, 1.0),
                    values.get(name, points),
                    points,
                    self._rank(name, position),
                )
                for name, points in added.items()
            ),
            key=lambda each: (-each.points, each.node),
        )

    def _rank(self, name: str, position: int) -> int:
        if name not in self.nodes:
            return 0
        value = self.nodes[name].value
        if np.isnan(value[position]):
            return 0
        return int(np.count_nonzero(value > value[position])) + 1
