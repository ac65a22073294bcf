"""Places that share their fate: the same pots may pay for them, and their caps are in the same proportion.

Arcs and strings do not see more of a place than that, so one pool stands for hundreds of places. Only a floor can part
them, where it holds a place above the others. The places of a pool that their floors hold stand in pools of their own,
one for each set of caps that lie below the floor: for those, the most that some lines can take, min(cap, floor), is the
same expression in every place, so that sums over the pool say exactly what its places can do (the sum of polymatroids).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from leastfirst.fund.routing.caps import Caps, Pence
from leastfirst.fund.routing.problem import Problem

MANY_LINES = 8
"""With more lines than this there are too many sets of them to tell apart: each place that its floor holds is alone."""


@dataclass(frozen=True)
class Family:
    """Places, by code, with the same permitted pots and caps in the same proportion (to within two pence)."""

    places: tuple[int, ...]
    purses: frozenset[int]


@dataclass(frozen=True)
class Pool:
    """Places that are treated as one.

    Attributes:
        family: the position of its family.
        places: its places, by position.
        demand: what they are to get together in pence, an exact fraction.
        rises: pence by which that grows when the fulfilment of its places grows by one whole; 0 where it is held.
        held: whether its places are held up by their floors.
        caps: for each group, the pence that its places may take together.
    """

    family: int
    places: tuple[int, ...]
    demand: Fraction
    rises: int
    held: bool
    caps: tuple[int, ...]


@dataclass
class Pooling:
    """How the places of a problem fall into pools, at any stage of the sharing."""

    problem: Problem
    apart: frozenset[int] = frozenset()
    caps: Caps = field(init=False)
    families: tuple[Family, ...] = field(init=False)
    family_of: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.caps = Caps.of(self.problem)
        self.families = tuple(self._families())
        self.family_of = {place: f for f, family in enumerate(self.families) for place in family.places}
        self._below: dict[int, tuple[int, ...]] = {}
        self._sets: list[Pence] | None = None

    def pools(self, levels: dict[int, Fraction], level: Fraction) -> list[Pool]:
        """The pools when some places stand at a level already and all others at `level`, or at their floors.

        Args:
            levels: place -> the level at which it was fixed; its floor holds it where that is above.
            level: the fulfilment of all others.
        """
        targets, floors = self.problem.targets, self.problem.floors
        found: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for f, family in enumerate(self.families):
            for place in family.places:
                mine = levels.get(place)
                at = level if mine is None else mine
                held = floors[place] and floors[place] * at.denominator > targets[place] * at.numerator
                key = (f, mine is None, True, *self._caps_below(place)) if held else (f, mine is None, False, at)
                found[key].append(place)
        return [self._pool(key, places, level) for key, places in found.items()]

    def target(self, pool: Pool) -> int:
        """The need-based shares of the places of a pool together, in pence."""
        return sum(self.problem.targets[place] for place in pool.places)

    def _pool(self, key: tuple[object, ...], places: list[int], level: Fraction) -> Pool:
        f, free, held = int(key[0]), bool(key[1]), bool(key[2])  # type: ignore[call-overload]
        problem = self.problem
        caps = tuple(int(row[places].sum()) for row in self.caps.pence)
        if held:
            return Pool(f, tuple(places), Fraction(sum(problem.floors[p] for p in places)), 0, True, caps)
        wanted = sum(problem.targets[p] for p in places)
        at = level if free else key[3]
        assert isinstance(at, Fraction)
        return Pool(f, tuple(places), at * wanted, wanted if free else 0, False, caps)

    def _caps_below(self, place: int) -> tuple[int, ...]:
        """Which sets of lines have a cap below the floor of a place."""
        if len(self.problem.lines) > MANY_LINES:
            return (place,)
        if place not in self._below:
            if self._sets is None:
                lines = range(len(self.problem.lines))
                self._sets = [
                    self.caps.most(some) for size in range(1, len(lines) + 1) for some in combinations(lines, size)
                ]
            floor = self.problem.floors[place]
            self._below[place] = tuple(at for at, most in enumerate(self._sets) if most[place] < floor)
        return self._below[place]

    def _families(self) -> list[Family]:
        problem = self.problem
        # By each string of its own, so that one of them can be loosened for all the places of a family alike.
        strings = [
            (p, tie.places) for p, purse in enumerate(problem.purses) for tie in purse.ties if tie.places is not None
        ]
        alike: dict[tuple[bool, ...], list[int]] = defaultdict(list)
        for place, target in enumerate(problem.targets):
            if target:
                alike[tuple(place in allowed for _, allowed in strings)].append(place)
        families: list[Family] = []
        for allows, places in alike.items():
            barred = {p for (p, _), allowed in zip(strings, allows, strict=True) if not allowed}
            purses = frozenset(range(len(problem.purses))) - barred
            waiting = sorted(places, key=lambda place: (-problem.targets[place], problem.places[place]))
            alone = [place for place in waiting if place in self.apart]
            waiting = [place for place in waiting if place not in self.apart]
            while waiting:
                near = self._like(waiting[0], waiting)
                families.append(Family(tuple(sorted(near, key=problem.places.__getitem__)), purses))
                taken = set(near)
                waiting = [place for place in waiting if place not in taken]
            families += [Family((place,), purses) for place in alone]
        return sorted(families, key=lambda family: problem.places[family.places[0]])

    def _like(self, first: int, places: Sequence[int]) -> list[int]:
        """The places whose caps are in the same proportion as those of the first, which has the largest target."""
        targets = self.problem.targets
        near = list(places)
        for row in self.caps.pence.tolist():
            cap, target = row[first], targets[first]
            near = [place for place in near if abs(row[place] * target - cap * targets[place]) <= 2 * target]
        return near
