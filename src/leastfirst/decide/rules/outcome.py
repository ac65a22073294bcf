"""What a rule found, with the rounds that led there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from leastfirst.decide.rules.settings import TieRule

Phase = Literal["main", "top-up"]


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects (positions, ascending) that were level in a round, who won, and by which rule of the tie order.

    The rule is the first that sets the winner apart from the next of the tied projects in the order.
    """

    round: int
    tied: tuple[int, ...]
    winner: int
    by: TieRule


@dataclass(frozen=True, slots=True)
class Skipped:
    """A project that was passed over because it costs more than was left (minor units) when its turn came."""

    project: int
    left: int
    phase: Phase


@dataclass(frozen=True, eq=False, slots=True)
class Amounts:
    """An exact amount of minor units for each of some ballots, per voter: few amounts, each held once.

    `ballots` are positions, ascending; `which[i]` is the place in `amounts` of the amount of `ballots[i]`.
    """

    ballots: NDArray[np.intp]
    which: NDArray[np.intp]
    amounts: tuple[Fraction, ...]

    def __len__(self) -> int:
        return len(self.ballots)

    def __iter__(self) -> Iterator[tuple[int, Fraction]]:
        """Pairs of a ballot's position and its amount."""
        for ballot, place in zip(self.ballots.tolist(), self.which.tolist(), strict=True):
            yield ballot, self.amounts[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Amounts) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


NOBODY = Amounts(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp), ())


@dataclass(frozen=True, slots=True)
class Round:
    """How one project was elected; rounds are numbered from 1, the top-up goes on with the numbers.

    Equal shares: `price` is rho, what a unit of satisfaction costs those who pay most (minor units; 1 = a project of
    its own cost to a single voter under cost satisfaction); `paid` is what each voter of a ballot paid.
    Phragmén: `price` is the money that every voter has been given when the project is bought, and `paid` what each of
    its voters had put by for it. Greedy and top-up: no price, and nobody is said to pay.
    """

    number: int
    project: int
    phase: Phase
    price: Fraction | None = None
    paid: Amounts = NOBODY


@dataclass(frozen=True, slots=True)
class Told:
    """What takes longer to say than to count: the rounds, and what each voter of a ballot has left (all ballots)."""

    rounds: tuple[Round, ...]
    left: Amounts


@dataclass(frozen=True)
class Outcome:
    """The projects elected and how: positions in the order in which they were elected.

    `spent` is in minor units. `share` is what every voter started with in the count that stands (equal shares), `None`
    for other rules. `reruns` is how often shares were raised before the rule stopped, the last raise that was taken
    back included; `counted`, how many of these counts had to be worked out, as many give the same outcome. `stopped`
    says why: "overspent", "exhaustive", "nothing left" (no project may still be elected), "no
    completion". `taken_back` are the projects that the raise taken back would elect, in order; none where none was.
    `rounds` and `left` are worked out when first asked for.
    """

    elected: tuple[int, ...]
    spent: int
    ties: tuple[Tie, ...]
    skipped: tuple[Skipped, ...]
    tell: Callable[[], Told] = field(repr=False, compare=False)
    share: Fraction | None = None
    reruns: int = 0
    counted: int = 1
    stopped: str = "no completion"
    taken_back: tuple[int, ...] = ()

    @cached_property
    def _told(self) -> Told:
        return self.tell()

    @property
    def raised(self) -> int:
        """How often the shares of the count that stands were raised: the raise that was taken back left out."""
        return self.reruns - (self.stopped == "overspent")

    @property
    def rounds(self) -> tuple[Round, ...]:
        """One for each elected project, in order."""
        return self._told.rounds

    @property
    def left(self) -> Amounts:
        """What each voter of every ballot has left at the end (equal shares and Phragmén; before a top-up)."""
        return self._told.left
