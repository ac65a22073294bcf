"""An index that is worked out again in every replicate: what never changes is worked out once, before the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from leastfirst.definitions import rules
from leastfirst.definitions.recipe import Node
from leastfirst.ground.columns import Values
from leastfirst.measure.rules.standardise import standardise
from leastfirst.measure.rules.transform import transform
from leastfirst.measure.rules.treat import treat
from leastfirst.measure.uncertainty.curved import curved, lowest_of
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
    stacks: Mapping[int | None, Values] | None
    """The values of all parts above each other, by the option of the one choice that they all follow (or none)."""
    stack_factor: int | None
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
            value, variance = self._sum(name, node, parts, weights, drawn)
        else:
            value, variance = self._curved(name, node, parts, weights, (rule, lowest), drawn), None
        if node.settles and variance is not None:
            value, variance = self._with_errors(value, variance, drawn, place=node.place), None
        return self._steps(name, node.steps[_option(drawn, node.steps_factor)], value), variance

    def _sum(
        self,
        name: str,
        node: Branch,
        parts: Sequence[tuple[Values, Variance]],
        weights: Values,
        drawn: Sequence[Drawn],
    ) -> tuple[Values, Variance]:
        total = self._buffer(name)
        if node.stacks is not None:
            # One long step in place of many short ones, between which threads would wait for each other.
            np.einsum("k,kn->n", weights, node.stacks[_option(drawn, node.stack_factor)], out=total)
        else:
            product = self._buffer("product")
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
        way: tuple[rules.Aggregate, float | None],
        drawn: Sequence[Drawn],
    ) -> Values:
        rule, lowest = way
        values = [value for value, _ in parts]
        into = [self._buffer(f"{name} {part}") for part in node.parts]
        if any(variance is not None for _, variance in parts):
            noisy = self._with_errors_of_their_own(parts, weights, drawn, node.place, into)
        else:
            noisy = values
        if lowest is not None:
            for value, with_error, out in zip(values, noisy, into, strict=True):
                np.add(with_error, lowest - lowest_of(value), out=out)
                np.maximum(out, lowest, out=out)
            noisy = into
        return curved(noisy, weights, rule, self._buffer(name), into)

    def _with_errors_of_their_own(
        self,
        parts: Sequence[tuple[Values, Variance]],
        weights: Values,
        drawn: Sequence[Drawn],
        place: int,
        into: Sequence[Values],
    ) -> list[Values]:
        """Give every part an error, such that their weighted sum is the error that a plain sum would have had.

        So a replicate keeps its errors when only the way of adding up changes, and what that choice moves is not mixed
        up with errors drawn anew. The errors of the parts stay independent: with errors e of variance v and weights w,
        e + w v (s - sum of w e) / (sum of w^2 v) has the sum s and the distribution of e.
        """
        sd = [None if variance is None else np.sqrt(variance) for _, variance in parts]
        pulls = [weight * each for each, weight in zip(sd, weights, strict=True) if each is not None]
        variance_of_sum = sum(pull**2 for pull in pulls)
        # Where every weight with an error is zero, nothing pulls and the gap is of no account.
        scale = 1 / np.where(variance_of_sum > 0, variance_of_sum, 1.0)
        gap, product = self._buffer(f"{place} gap"), self._buffer("product")
        # The gap in the sum itself: what a plain sum would have had, less what the errors of the parts make.
        np.multiply(self._normals(drawn, place, 0), np.sqrt(variance_of_sum), out=gap)
        for i, (each, weight, out) in enumerate(zip(sd, weights, into, strict=True)):
            if each is not None:
                np.multiply(self._normals(drawn, place, 1 + i), each, out=out)
                np.subtract(gap, np.multiply(out, weight, out=product), out=gap)
        done = []
        for (value, _), each, weight, out in zip(parts, sd, weights, into, strict=True):
            if each is None:
                done.append(value)
                continue
            np.add(out, np.multiply(gap, scale * weight * each**2, out=product), out=out)
            done.append(np.add(out, value, out=out))
        return done

    def _with_errors(self, value: Values, variance: Values | float, drawn: Sequence[Drawn], *, place: int) -> Values:
        out = self._buffer(f"errors {place}")
        np.multiply(self._normals(drawn, place, 0), np.sqrt(variance), out=out)
        np.add(out, value, out=out)
        return out

    def _normals(self, drawn: Sequence[Drawn], place: int, part: int) -> Values:
        assert self.errors_factor is not None, "only errors have a variance"
        replicate = drawn[self.errors_factor]
        assert isinstance(replicate, int), "errors are drawn by the number of a replicate"
        out = self._buffer("normals")
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
