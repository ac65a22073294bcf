"""The smallest change that wins, found by trying: what is certain of it, and what is not, is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Test = Callable[[int], bool | None]

ALL_SMALLER = 12
"""If no more than so many smaller changes are untried, they are tried too, so that the answer is the smallest."""


@dataclass(frozen=True, slots=True)
class Found:
    """A change, of 1 to some number, that was tried and wins; `value` None if none was found.

    `loses`: the largest smaller change that was tried and loses; 0, no change at all, loses too. `exact`: no smaller
    change wins (with no value: none at all does), as all were tried or the rule cannot do otherwise. `finished`: the
    effort lasted, so that `loses` is smaller by one. `tried`: how many changes were tried.
    """

    value: int | None
    loses: int
    exact: bool
    finished: bool
    tried: int


def smallest(test: Test, *, guess: int, most: int, step: int = 1, monotone: bool = False) -> Found:
    """Find the smallest change that wins, starting at a guess; `test` gives None when the effort is used up.

    From the guess up or down by a step that doubles, then by halves. That finds a change that wins next to one that
    does not; where the rule is `monotone` (what wins still wins with a larger change) it is the smallest. Elsewhere
    smaller ones may win too, and are tried one by one if they are few.
    """
    search = _Search(test)
    if most < 1:
        return Found(None, 0, True, True, 0)
    search.around(min(max(guess, 1), most), most, max(step, 1))
    if search.best is None and most <= ALL_SMALLER:
        search.each(most)
    search.halve()
    if search.best is not None and not monotone and search.best - len(search.losing) <= ALL_SMALLER:
        search.each(search.best - 1)
    return search.found(most, monotone)


class _Search:
    def __init__(self, test: Test) -> None:
        self._test = test
        self.losing = {0}
        self.best: int | None = None
        self.ended = False
        self.tried = 0

    def wins(self, change: int) -> bool:
        """Whether a change is known to win; it is tried if it is new and the effort lasts."""
        if change in self.losing or self.ended:
            return False
        won = self._test(change)
        if won is None:
            self.ended = True
            return False
        self.tried += 1
        if won:
            self.best = change if self.best is None else min(change, self.best)
        else:
            self.losing.add(change)
        return won

    def around(self, at: int, most: int, step: int) -> None:
        """Away from where it starts, in steps that double, until the other answer is found."""
        if self.wins(at):
            while at > 1 and self.wins(max(at - step, 1)):
                at, step = max(at - step, 1), 2 * step
        else:
            while not self.ended and at < most and not self.wins(min(at + step, most)):
                at, step = min(at + step, most), 2 * step

    def below(self) -> int:
        return max(each for each in self.losing if self.best is None or each < self.best)

    def halve(self) -> None:
        while self.best is not None and not self.ended and self.best - self.below() > 1:
            self.wins((self.best + self.below()) // 2)

    def each(self, most: int) -> None:
        """One by one from the smallest, until one wins."""
        for change in range(1, most + 1):
            if self.ended or self.wins(change):
                break

    def found(self, most: int, monotone: bool) -> Found:
        if self.best is None:
            exact = not self.ended and (len(self.losing) > most or (monotone and most in self.losing))
            return Found(None, self.below(), exact, not self.ended, self.tried)
        next_loses = self.below() == self.best - 1
        exact = next_loses and (monotone or sum(each < self.best for each in self.losing) == self.best)
        return Found(self.best, self.below(), exact, not self.ended, self.tried)
