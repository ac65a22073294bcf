"""What is to be routed: pots with their strings, places with their targets, lines with their caps and timing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from leastfirst.ground.errors import DataError, DefinitionError, InfeasibleError
from leastfirst.ground.money import pounds

TieKind = Literal["kind", "purposes", "places", "use-by", "in-its-year", "matched"]


@dataclass(frozen=True)
class Line:
    """What a place spends on: one purpose inside one kind of money (capital or revenue)."""

    kind: str
    purpose: str


@dataclass(frozen=True)
class Group:
    """A cap on some lines together, for each of the n places in whole pence. Groups are nested or share no line.

    Attributes:
        asked: whether need asks for so much, so that a place that is paid less should have as much less of it. Else the
            cap is a limit, or what other groups leave.
    """

    name: str
    lines: tuple[int, ...]
    caps: list[int]
    asked: bool = True


@dataclass(frozen=True)
class Tie:
    """One string of a pot, as positions in the problem.

    Attributes:
        kind: which string it is.
        words: the string in words, for reports and errors.
        lines: the lines that it allows (kind, purposes).
        places: the places that it allows (places).
        last_year: the last year in which the money may be spent (use-by).
        same_year: the money is spent in the year in which it comes in (in-its-year).
        matched: pounds of other pots for each pound of this one, in the same class of places.
    """

    kind: TieKind
    words: str
    lines: frozenset[int] | None = None
    places: frozenset[int] | None = None
    last_year: int | None = None
    same_year: bool = False
    matched: Fraction | None = None


@dataclass(frozen=True)
class Purse:
    """A pot as the programme sees it: what comes in by year (whole pence), and its strings."""

    id: str
    title: str
    comes_in: tuple[int, ...]
    ties: tuple[Tie, ...] = ()

    @property
    def last_year(self) -> int:
        """The position of the last year in which its money may be spent."""
        return min([len(self.comes_in) - 1, *(tie.last_year for tie in self.ties if tie.last_year is not None)])

    @property
    def same_year(self) -> bool:
        """Whether its money has to be spent in the year in which it comes in."""
        return any(tie.same_year for tie in self.ties)

    @property
    def matched(self) -> Fraction | None:
        """Pounds of other pots for each pound of this one."""
        return next((tie.matched for tie in self.ties if tie.matched is not None), None)

    @property
    def usable(self) -> int:
        """The pence that come in early enough to be spent."""
        return sum(self.comes_in[: self.last_year + 1])

    def may_pay_line(self, line: int) -> bool:
        """Whether its strings allow a line."""
        return all(tie.lines is None or line in tie.lines for tie in self.ties)

    def may_pay_place(self, place: int) -> bool:
        """Whether its strings allow a place."""
        return all(tie.places is None or place in tie.places for tie in self.ties)

    def without(self, tie: Tie) -> Purse:
        """The same pot with one string less."""
        return replace(self, ties=tuple(each for each in self.ties if each is not tie))


@dataclass(frozen=True)
class Problem:
    """Who should get what, and which money there is.

    Attributes:
        years: the fund's years, in order.
        lines: what a place spends on.
        purses: the pots, in the order in which they stand.
        places: the codes of n places.
        targets: the need-based share of each place over the fund's life, whole pence.
        floors: below which no place may fall over the fund's life; 0 where none.
        groups: caps on lines together; nested or without a line in common.
        timing: lines x years: the share of each line that the profile wants paid in each year; rows add up to 1.
        profile: the share of all money that is wanted in each year, so that odd pence of lines make up its whole pence;
            () where nothing but the lines says.
    """

    years: tuple[str, ...]
    lines: tuple[Line, ...]
    purses: tuple[Purse, ...]
    places: tuple[str, ...]
    targets: list[int]
    floors: list[int]
    groups: tuple[Group, ...]
    timing: tuple[tuple[Fraction, ...], ...]
    profile: tuple[Fraction, ...] = ()

    def checked(self) -> Problem:
        """Itself, if it makes sense.

        Raises:
            DataError: sums below zero, lists of the wrong length, a fund without a penny.
            DefinitionError: groups that cross, timing that does not add up to one, a pot that nobody may use.
            InfeasibleError: a floor above its own target.
        """
        self._check_shapes()
        for at, (floor, target) in enumerate(zip(self.floors, self.targets, strict=True)):
            if floor > target:
                raise InfeasibleError(
                    f"its floor of {pounds(floor)} is above its need-based share of {pounds(target)}",
                    where=self.places[at],
                    do=f"lower the floor by {pounds(floor - target)}, or put floors into the need-based shares first",
                )
        self._check_groups()
        for row, line in zip(self.timing, self.lines, strict=True):
            if sum(row) != 1 or min(row) < 0:
                raise DefinitionError(
                    f"the timing of {line.kind} for {line.purpose} does not share one whole among the years",
                    do="give shares of 0 or more that add up to 1",
                )
        if not any(sum(purse.comes_in) for purse in self.purses):
            raise DataError("the fund is £0: no pot holds a penny", do="give at least one pot some money")
        for purse in self.purses:
            self._check_purse(purse)
        return self

    def _check_shapes(self) -> None:
        n = len(self.places)
        for what, given in (("targets", self.targets), ("floors", self.floors)):
            if len(given) != n:
                raise DataError(f"there are {n:,} places and {len(given):,} {what}", do=f"give one of the {what} each")
        if len(set(self.places)) != n:
            raise DataError("two places have the same code", do="give every place a code of its own")
        if len(self.timing) != len(self.lines) or any(len(row) != len(self.years) for row in self.timing):
            raise DataError("the timing is not a table of lines by years", do="give a row per line, a share per year")
        for purse in self.purses:
            if len(purse.comes_in) != len(self.years):
                raise DataError(
                    f"the pot '{purse.title}' has money for {len(purse.comes_in)} years and the fund {len(self.years)}",
                    do="give a sum for each year, 0 where nothing comes in",
                )
        sums = [(f"the need-based share of {code}", s) for code, s in zip(self.places, self.targets, strict=True)]
        sums += [(f"the floor of {code}", s) for code, s in zip(self.places, self.floors, strict=True)]
        sums += [(f"the pot '{purse.title}'", pence) for purse in self.purses for pence in purse.comes_in]
        sums += [(f"a cap of {group.name}", cap) for group in self.groups for cap in group.caps]
        for what, pence in sums:
            if pence < 0:
                raise DataError(f"{what} is {pounds(pence)}, less than nothing", do="give whole pence, 0 or more")

    def _check_groups(self) -> None:
        for at, group in enumerate(self.groups):
            if len(group.caps) != len(self.places):
                raise DataError(f"{group.name} has {len(group.caps):,} caps for {len(self.places):,} places")
            for other in self.groups[:at]:
                mine, theirs = set(group.lines), set(other.lines)
                if mine & theirs and not (mine <= theirs or theirs <= mine):
                    raise DefinitionError(
                        f"{group.name} and {other.name} share some of their lines and not others",
                        do="let one hold the other, or part them",
                    )

    def _check_purse(self, purse: Purse) -> None:
        """Refuse a pot with money whose strings leave it no line, no place or no year."""
        if not sum(purse.comes_in):
            return
        nobody = f"nobody may use the pot '{purse.title}'"
        if not any(purse.may_pay_line(line) for line in range(len(self.lines))):
            self._refuse(nobody, "line", [tie for tie in purse.ties if tie.lines is not None])
        if not any(purse.may_pay_place(at) and self.targets[at] for at in range(len(self.places))):
            self._refuse(nobody, "place", [tie for tie in purse.ties if tie.places is not None])
        if not purse.usable:
            self._refuse(nobody, "year", [tie for tie in purse.ties if tie.last_year is not None])

    @staticmethod
    def _refuse(nobody: str, what: str, ties: list[Tie]) -> None:
        named = " and ".join(f"'{tie.words}'" for tie in ties)
        why = (
            f"its strings {named} contradict each other and leave"
            if len(ties) > 1
            else f"its string {named} leaves"
            if ties
            else "there is"
        )
        raise DefinitionError(
            f"{nobody}: {why} no {what} that it could pay for", do="loosen a string or take the pot out"
        )
