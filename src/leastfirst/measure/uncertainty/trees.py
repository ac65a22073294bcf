"""An index that is worked out again in every replicate: what never changes is worked out once, before the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions import rules
from leastfirst.definitions.recipe import Node
from leastfirst.measure.columns import Values
from leastfirst.measure.rules.aggregate import aggregate
from leastfirst.measure.rules.standardise import standardise
from leastfirst.measure.rules.transform import transform
from leastfirst.measure.rules.treat import treat
from leastfirst.measure.uncertainty.draws import Drawn, Draws

Variance = Values | float | None
"""The variance of errors that are still to be drawn: for every area, the same for all, or none."""

LINEAR = (rules.Sum, rules.Arithmetic)


@dataclass(frozen=True)
class Leaf:
    """A node whose values are worked out beforehand, for each option of one choice (None: as the recipe has it)."""

    values: Mapping[int | None, Values]
    variances: Mapping[int | None, Variance]
    factor: int | None = None


@dataclass(frozen=True)
class Branch:
    """A node that is put together anew in every replicate, and the choices that bear on it."""

    place: int
    parts: tuple[str, ...]
    weights: Values
    weights_factor: int | None
    ways: Mapping[int | None, tuple[rules.Aggregate, float | None]]
    way_factor: int | None
    steps: Mapping[int | None, Node]
    steps_factor: int | None
    settles: bool
    """Errors are drawn here at the latest, because what follows is no plain sum."""


@dataclass
class Tree:
    """One index for one thread: `nodes` by name, the `root`, and the choice that says whose errors are taken."""

    where: str
    root: str
    nodes: Mapping[str, Leaf | Branch]
    errors_factor: int | None
    draws: Draws
    areas: int
    _buffers: dict[str, Values] = field(default_factory=dict)

    def score(self, drawn: Sequence[Drawn]) -> Values:
        """Scores of n areas, not rounded, NaN where there is none; good until the next call."""
        value, variance = self._value(self.root, drawn)
        return value if variance is None else self._with_errors(value, variance, drawn, place=0)

    def _value(self, name: str, drawn: Sequence[Drawn]) -> tuple[Values, Variance]:
        node = self.nodes[name]
        if isinstance(node, Leaf):
            option = _option(drawn, node.factor)
            return node.values[option], node.variances[option] if self._errors(drawn) else None
        weights = node.weights
        if node.weights_factor is not None and drawn[node.weights_factor] is not None:
            weights = np.asarray(drawn[node.weights_factor])
        rule, lowest = node.ways[_option(drawn, node.way_factor)]
        parts = [self._value(part, drawn) for part in node.parts]
        if isinstance(rule, LINEAR):
            if isinstance(rule, rules.Arithmetic):
                weights = weights / weights.sum()
            value, variance = self._sum(name, parts, weights)
        else:
            value, variance = self._curved(name, node, parts, weights, rule, lowest, drawn), None
        if node.settles and variance is not None:
            value, variance = self._with_errors(value, variance, drawn, place=node.place), None
        return self._steps(name, node.steps[_option(drawn, node.steps_factor)], value), variance

    def _sum(self, name: str, parts: Sequence[tuple[Values, Variance]], weights: Values) -> tuple[Values, Variance]:
        total, product = self._buffer(name), self._buffer("product")
        np.multiply(parts[0][0], weights[0], out=total)
        for (value, _), weight in zip(parts[1:], weights[1:], strict=True):
            np.multiply(value, weight, out=product)
            np.add(total, product, out=total)
        pending = [(each, weight) for (_, each), weight in zip(parts, weights, strict=True) if each is not None]
        # Independent errors: the variance of their sum is the sum of weight squared x variance, and one draw will do.
        variance: Variance = sum(weight**2 * each for each, weight in pending) if pending else None
        return total, variance

    def _curved(
        self,
        name: str,
        node: Branch,
        parts: Sequence[tuple[Values, Variance]],
        weights: Values,
        rule: rules.Aggregate,
        lowest: float | None,
        drawn: Sequence[Drawn],
    ) -> Values:
        values = [value for value, _ in parts]
        if any(variance is not None for _, variance in parts):
            errors = self._errors_of_parts(parts, weights, drawn, node.place)
            noisy = [value if error is None else value + error for value, error in zip(values, errors, strict=True)]
        else:
            noisy = values
        if lowest is not None:
            noisy = [
                np.maximum(with_error + (lowest - np.nanmin(value)), lowest)
                for value, with_error in zip(values, noisy, strict=True)
            ]
        named = dict(zip(node.parts, noisy, strict=True))
        return aggregate(
            named, dict(zip(node.parts, weights.tolist(), strict=True)), rule, where=f"{self.where}, {name}"
        )

    def _errors_of_parts(
        self, parts: Sequence[tuple[Values, Variance]], weights: Values, drawn: Sequence[Drawn], place: int
    ) -> list[Values | None]:
        """An error for every part, such that their weighted sum is the error that a plain sum would have had.

        So a replicate keeps its errors when only the way of adding up changes, and what that choice moves is not mixed
        up with errors drawn anew. The errors of the parts stay independent: normal numbers e are corrected along the
        direction u of the sum, e + u (z - u e).
        """
        sd = [None if variance is None else np.sqrt(variance) for _, variance in parts]
        pull = [None if each is None else weight * each for each, weight in zip(sd, weights, strict=True)]
        length = np.sqrt(sum(each**2 for each in pull if each is not None))
        if not np.all(length > 0):
            length = np.where(length > 0, length, 1.0)
        z = self._normals(drawn, place, 0).astype(np.float64)
        draws: list[Values | None] = [
            None if each is None else self._normals(drawn, place, 1 + i).astype(np.float64) for i, each in enumerate(sd)
        ]
        along = [None if each is None else each / length for each in pull]
        gap = z - sum(u * e for u, e in zip(along, draws, strict=True) if u is not None and e is not None)
        return [
            None if e is None or s is None or u is None else s * (e + u * gap)
            for s, u, e in zip(sd, along, draws, strict=True)
        ]

    def _with_errors(self, value: Values, variance: Values | float, drawn: Sequence[Drawn], *, place: int) -> Values:
        out = self._buffer(f"errors {place}")
        np.multiply(self._normals(drawn, place, 0), np.sqrt(variance), out=out)
        np.add(out, value, out=out)
        return out

    def _normals(self, drawn: Sequence[Drawn], place: int, part: int) -> NDArray[np.float32]:
        assert self.errors_factor is not None, "only errors have a variance"
        replicate = drawn[self.errors_factor]
        assert isinstance(replicate, int), "errors are drawn by the number of a replicate"
        out = np.empty(self.areas, dtype=np.float32)
        self.draws.normals(replicate, self.errors_factor, place, part, out)
        return out

    def _errors(self, drawn: Sequence[Drawn]) -> bool:
        return self.errors_factor is not None and drawn[self.errors_factor] is not None

    def _steps(self, name: str, node: Node, value: Values) -> Values:
        where = f"{self.where}, {name}"
        value = treat(value, node.treat, where=where)
        if not isinstance(node.standardise, rules.Leave):
            value = standardise(value, node.standardise, where=where)
        return transform(value, node.transform, where=where)

    def _buffer(self, name: str) -> Values:
        if name not in self._buffers:
            self._buffers[name] = np.empty(self.areas)
        return self._buffers[name]


def _option(drawn: Sequence[Drawn], factor: int | None) -> int | None:
    found = None if factor is None else drawn[factor]
    assert found is None or isinstance(found, int), "an option is drawn by its number"
    return found
