"""The routing once more, slow and obvious, for small cases: by all subsets, and by programmes over places in floats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain, combinations, pairwise
from typing import Any

import numpy as np
from scipy.optimize import linprog

from leastfirst.fund.routing import Group, Problem

ENDLESS = Fraction(10**18)


def subsets(of: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """All subsets, the empty one too."""
    every = list(of)
    return chain.from_iterable(combinations(every, size) for size in range(len(every) + 1))


def most(problem: Problem, place: int, lines: set[int]) -> Fraction:
    """The most that some lines may get in a place: the cheapest set of caps that covers them all."""
    covers = [Fraction(problem.targets[place])]
    for chosen in subsets(range(len(problem.groups))):
        if lines <= {line for g in chosen for line in problem.groups[g].lines}:
            covers.append(Fraction(sum(problem.groups[g].caps[place] for g in chosen)))
    return min(covers)


def payable(problem: Problem, places: Iterable[int]) -> Fraction:
    """The most that pots can pay to some places together: the smallest cut, over all sets of pots."""
    places = list(places)
    cuts = []
    for pots in subsets(range(len(problem.purses))):
        cut = Fraction(sum(purse.usable for p, purse in enumerate(problem.purses) if p not in pots))
        for place in places:
            reached = {
                line
                for p in pots
                for line in range(len(problem.lines))
                if problem.purses[p].may_pay_place(place) and problem.purses[p].may_pay_line(line)
            }
            cut += most(problem, place, reached)
        cuts.append(cut)
    return min(cuts)


def floors_short(problem: Problem) -> Fraction:
    """By how much the floors are out of reach; 0 or less if they are not (without matched pots)."""
    return max(
        sum(problem.floors[place] for place in places) - payable(problem, places)
        for places in subsets(range(len(problem.places)))
    )


def fairest(problem: Problem) -> list[Fraction]:
    """What each place gets, exactly, by looking at all subsets of places (without matched pots)."""
    targets, floors = problem.targets, problem.floors
    limits = {frozenset(places): payable(problem, places) for places in subsets(range(len(targets)))}
    fixed = {place: Fraction(0) for place, target in enumerate(targets) if not target}
    while len(fixed) < len(targets):
        free = [place for place in range(len(targets)) if place not in fixed]
        level, behind = Fraction(1), set(free)
        for some in subsets(free):
            for others in subsets(fixed):
                room = limits[frozenset(some) | frozenset(others)] - sum(fixed[place] for place in others)
                reached = highest(room, [(targets[place], floors[place]) for place in some])
                if reached < level:
                    level, behind = reached, set(some)
                elif reached == level < 1:
                    behind |= set(some)
        for place in behind:
            fixed[place] = max(Fraction(floors[place]), level * targets[place])
    return [fixed[place] for place in range(len(targets))]


def highest(room: Fraction, some: list[tuple[int, int]]) -> Fraction:
    """The highest level, up to 1, at which these (target, floor) fit into the room."""
    if sum(max(Fraction(floor), Fraction(target)) for target, floor in some) <= room:
        return Fraction(1)
    bends = sorted({Fraction(floor, target) for target, floor in some} | {Fraction(0), Fraction(1)})
    for low, high in pairwise(bends):
        at_low, at_high = (sum(max(Fraction(f), level * t) for t, f in some) for level in (low, high))
        if at_low <= room < at_high:
            return low + (high - low) * (room - at_low) / (at_high - at_low)
    raise AssertionError("the floors are out of reach")


class PlaceByPlace:
    """The linear programme over places, years, lines and pots, in floats; no pools, no whole pence."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        years = range(len(problem.years))
        self.arcs = [
            (p, i, line, y)
            for p, purse in enumerate(problem.purses)
            for i in range(len(problem.places))
            for line in range(len(problem.lines))
            for y in years
            if purse.may_pay_line(line) and purse.may_pay_place(i) and y <= purse.last_year and problem.targets[i]
        ]
        n = len(self.arcs)
        self.slots = [
            (i, line, y) for i in range(len(problem.places)) for line in range(len(problem.lines)) for y in years
        ]
        self.level, self.away = n, n + 1 + len(self.slots)
        self.furthest = self.away + len(problem.groups) * len(problem.places)
        self.width = self.furthest + 1
        self.rows: list[Any] = []
        self.sums: list[float] = []
        for p, purse in enumerate(problem.purses):
            for y in years:
                early = range(y, y + 1) if purse.same_year else range(y + 1)
                self.less(
                    {k: 1.0 for k, arc in enumerate(self.arcs) if arc[0] == p and arc[3] in early},
                    sum(purse.comes_in[e] for e in early),
                )
            if purse.matched is not None:
                for i in range(len(problem.places)):
                    ratio = float(purse.matched)
                    self.less({k: ratio if a[0] == p else -1.0 for k, a in enumerate(self.arcs) if a[1] == i}, 0)
        for i in range(len(problem.places)):
            self.less(self.paid(i), problem.targets[i])
            self.less(dict.fromkeys(self.paid(i), -1.0), -problem.floors[i])
            for group in problem.groups:
                self.less({k: 1.0 for k, a in enumerate(self.arcs) if a[1] == i and a[2] in group.lines}, group.caps[i])

    def less(self, row: dict[int, float], most: float) -> None:
        """Add one row."""
        full = np.zeros(self.width)
        for at, value in row.items():
            full[at] += value
        self.rows.append(full)
        self.sums.append(float(most))

    def paid(self, place: int) -> dict[int, float]:
        """What a place gets."""
        return {k: 1.0 for k, arc in enumerate(self.arcs) if arc[1] == place}

    def best(self, cost: dict[int, float]) -> Any:
        """The cheapest answer."""
        full = np.zeros(self.width)
        for at, value in cost.items():
            full[at] = value
        found = linprog(full, A_ub=np.array(self.rows), b_ub=self.sums, method="highs")
        assert found.success, found.message
        return found

    def fairest(self) -> list[float]:
        """What each place gets, level by level: a place is fixed when it cannot rise above the level."""
        targets = self.problem.targets
        free = [i for i, target in enumerate(targets) if target]
        self.less({self.level: 1.0}, 1.0)
        while free:
            mark = len(self.rows)
            for i in free:
                self.less({self.level: float(targets[i])} | dict.fromkeys(self.paid(i), -1.0), 0)
            level = float(self.best({self.level: -1.0}).x[self.level])
            del self.rows[mark:], self.sums[mark:]
            for i in free:
                self.less(dict.fromkeys(self.paid(i), -1.0), -level * targets[i] + 1e-9)
            tops = {i: -self.best(dict.fromkeys(self.paid(i), -1.0)).fun for i in free}
            stuck = [i for i in free if tops[i] <= level * targets[i] + 1e-6 * targets[i] or level > 1 - 1e-9]
            held = [i for i in free if tops[i] <= self.problem.floors[i] + 1e-6]
            assert stuck or held
            for i in {*stuck, *held}:
                free.remove(i)
        return [sum(self._at_end(i)) for i in range(len(targets))]

    def _at_end(self, place: int) -> list[float]:
        found = self.best(dict.fromkeys(self.paid(place), -1.0))
        return [float(found.x[k]) for k in self.paid(place)]

    def outermost(self) -> list[Group]:
        """The groups that need asks for with none around them."""
        groups = self.problem.groups
        return [each for each in groups if each.asked and not any(set(each.lines) < set(g.lines) for g in groups)]

    def balanced(self, paid: list[int]) -> float:
        """Hold every group that need asks for to its share of what its place is paid, outer groups first.

        First as few pounds away from that as can be, then the furthest as little as can be, as a share of its place.
        Returns how many pounds the outermost groups are away.
        """
        problem = self.problem
        groups = [(g, group) for g, group in enumerate(problem.groups) if group.asked]
        depth = {g: sum(set(group.lines) < set(other.lines) for other in problem.groups) for g, group in groups}
        for i, pence in enumerate(paid):
            if not pence:
                continue
            for g, group in groups:
                # No cap counts for more than its place can take, nor for more than the caps inside it make up.
                cap = most(problem, i, set(group.lines))
                row = {k: 1.0 for k, a in enumerate(self.arcs) if a[1] == i and a[2] in group.lines}
                due, away = float(cap * pence / problem.targets[i]), {self.away + g * len(paid) + i: -1.0}
                self.less(row | away, due)
                self.less(dict.fromkeys(row, -1.0) | away, -due)
        outermost = 0.0
        for level in sorted(set(depth.values())):
            here = [g for g, _ in groups if depth[g] == level]
            cells = [(self.away + g * len(paid) + i, pence) for g in here for i, pence in enumerate(paid) if pence]
            fewest = self.best({at: 1.0 for at, _ in cells}).fun
            outermost = outermost if level else float(fewest)
            self.less({at: 1.0 for at, _ in cells}, fewest + 1e-7)
            mark = len(self.rows)
            for at, pence in cells:
                self.less({at: 1.0, self.furthest: -float(pence)}, 0)
            share = self.best({self.furthest: 1.0}).fun
            del self.rows[mark:], self.sums[mark:]
            for at, pence in cells:
                self.less({at: 1.0}, share * pence + 1e-7)
        return outermost

    def least_moved(self, paid: list[int]) -> float:
        """The least that can be paid in another year than wanted, where every place gets what it is paid."""
        problem = self.problem
        for i, pence in enumerate(paid):
            self.less(self.paid(i), pence + 1e-9)
            self.less(dict.fromkeys(self.paid(i), -1.0), -pence + 1e-9)
        self.balanced(paid)
        for s, (i, line, y) in enumerate(self.slots):
            share = float(problem.timing[line][y])
            row = {k: float(a[3] == y) - share for k, a in enumerate(self.arcs) if a[1] == i and a[2] == line}
            self.less(row | {self.level + 1 + s: -1.0}, 0)
        return float(self.best({self.level + 1 + s: 1.0 for s in range(len(self.slots))}).fun)
