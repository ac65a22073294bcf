"""What is drawn in a replicate, from the seed and the number of the replicate alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.uncertainty import AnyChoice, Dirichlet, Spread, options_of

Values = NDArray[np.float64]
Drawn = int | Values | None
"""The number of an option, weights, the replicate whose errors are taken, or None: as the designation has it."""


@dataclass(frozen=True)
class Factor:
    """One choice as the machine sees it: the chances of its options (added up) or the weights that it moves."""

    choice: AnyChoice
    chances: Values | None = None
    weights: Values | None = None
    parts: tuple[str, ...] = ()

    @classmethod
    def of(cls, choice: AnyChoice, weights: dict[str, float] | None = None) -> Factor:
        """A choice with the weights that it moves, if it moves any."""
        options = options_of(choice)
        if options:
            return cls(choice, chances=np.cumsum([option.probability for option in options])[:-1])
        if weights is not None:
            return cls(choice, weights=np.array(list(weights.values()), dtype=float), parts=tuple(weights))
        return cls(choice)


class Draws:
    """The draws of every replicate: stream (replicate, 0) makes the choices, (replicate, 1 + choice, ..) the errors."""

    def __init__(self, seed: int, factors: Sequence[Factor]) -> None:
        self.seed, self.factors = seed, tuple(factors)

    def stream(self, *key: int) -> np.random.Generator:
        """The random numbers of one stream: they depend on nothing but the seed and the key."""
        return np.random.Generator(np.random.SFC64(np.random.SeedSequence(self.seed, spawn_key=key)))

    def of(self, replicate: int) -> list[Drawn]:
        """What each choice is in a replicate."""
        stream = self.stream(replicate, 0)
        return [self._draw(factor, stream, replicate) for factor in self.factors]

    def normals(self, replicate: int, factor: int, node: int, part: int, out: Values) -> None:
        """Standard normal errors, one for each area, drawn anew.

        Each is one of 65,536 equally likely values, the middles of as many slices of the normal distribution. Taking
        these is five times as fast as numpy's own normals, and far finer than what the replicates can tell.
        """
        four_each = self.stream(replicate, 1 + factor, node, part).integers(
            0, 2**64, -(-len(out) // 4), dtype=np.uint64
        )
        at = four_each.astype("<u8", copy=False).view("<u2")[: len(out)]
        np.take(slices(), at, out=out, mode="clip")

    @staticmethod
    def _draw(factor: Factor, stream: np.random.Generator, replicate: int) -> Drawn:
        if factor.chances is not None:
            return int(np.searchsorted(factor.chances, stream.random(), side="right"))
        if factor.weights is not None:
            return around(factor.weights, factor.choice.spread, stream)  # type: ignore[union-attr]
        return replicate


@cache
def slices() -> Values:
    """The middles of 65,536 equally likely slices of the standard normal distribution, with a variance of one."""
    from scipy.special import ndtri

    middles = ndtri((np.arange(2**16) + 0.5) / 2**16)
    scaled: Values = middles / middles.std()
    return scaled


def around(weights: Values, spread: Spread, stream: np.random.Generator) -> Values:
    """Weights drawn around those given, which add up to the same and stay at zero where they are zero."""
    if isinstance(spread, Dirichlet):
        shape = spread.concentration * weights / weights.sum()
        drawn = stream.standard_gamma(shape)
    else:
        drawn = weights * stream.uniform(1 - spread.share, 1 + spread.share, len(weights))
    scaled: Values = drawn * (weights.sum() / drawn.sum())
    return scaled
