"""A shared fund added up in every way that its report tells of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.fund import OPEN
from leastfirst.definitions.pots import EITHER, KINDS
from leastfirst.fund import FundResult
from leastfirst.fund.routing import Line
from leastfirst.ground.area_codes import level_words
from leastfirst.ground.money import pounds

Pence = NDArray[np.int64]
UNKNOWN = ("", "Not known")


KIND_WORDS = {"capital": "Capital", "revenue": "Revenue", EITHER: "Either kind"}


@dataclass(frozen=True)
class Sums:
    """The pence of a shared fund: by place, year and pot, each by what it is spent on; and by pot and year.

    `spent_on` are the columns: kinds with purposes. `kinds` are those that are told apart: none where all the money
    may be spent as either.
    """

    result: FundResult
    spent_on: tuple[Line, ...]
    by_place: Pence
    by_year: Pence
    by_pot: Pence
    pot_years: Pence
    kinds: tuple[str, ...]
    residents: list[int] | None
    held: list[str]

    @classmethod
    def of(cls, result: FundResult) -> Sums:
        """Add up the rows of a result."""
        problem, r = result.problem, result.routing
        pairs = {(line, purse) for line, purse in zip(r.line.tolist(), r.purse.tolist(), strict=True)}
        kinds = {pair: result.kind_of(*pair) for pair in pairs}
        named = sorted({(line, (*KINDS, EITHER).index(kind)) for (line, _), kind in kinds.items()})
        spent_on = [Line((*KINDS, EITHER)[kind], problem.lines[line].purpose) for line, kind in named]
        column = np.zeros((len(problem.lines), len(problem.purses)), dtype=np.int64)
        for (line, purse), kind in kinds.items():
            column[line, purse] = spent_on.index(Line(kind, problem.lines[line].purpose))
        columns = column[r.line, r.purse]

        def table(rows: Pence, columns: Pence, shape: tuple[int, int]) -> Pence:
            made = np.zeros(shape, dtype=np.int64)
            np.add.at(made, (rows, columns), r.pence)
            return made

        there = {each.kind for each in spent_on}
        return cls(
            result,
            tuple(spent_on),
            table(r.place, columns, (len(result.places), len(spent_on))),
            table(r.year, columns, (len(problem.years), len(spent_on))),
            table(r.purse, columns, (len(problem.purses), len(spent_on))),
            table(r.purse, r.year, (len(problem.purses), len(problem.years))),
            () if there == {EITHER} else tuple(kind for kind in (*KINDS, EITHER) if kind in there),
            result.residents,
            result.held,
        )

    @property
    def total(self) -> int:
        """All that is paid, in pence."""
        return sum(self.result.paid)

    @property
    def people(self) -> int:
        """All residents of the places, where the fund counts them; 0 where it does not."""
        return sum(self.residents or [])

    def kind_of(self, table: Pence, kind: str) -> list[int]:
        """A table by what is spent on, added up over all of a kind."""
        sums: list[int] = (
            table[:, [i for i, each in enumerate(self.spent_on) if each.kind == kind]].sum(axis=1).tolist()
        )
        return sums

    def title(self, purpose: str) -> str:
        """What money is for, in words."""
        return next((each.title for each in self.result.fund.purposes if each.id == purpose), "What residents decide")

    def purposes(self) -> list[tuple[str, list[int]]]:
        """What money is for, in words, with the columns of it; that which is tied to nothing comes last."""
        ids = [*(each.id for each in self.result.fund.purposes), OPEN]
        found = [(each, [i for i, on in enumerate(self.spent_on) if on.purpose == each]) for each in ids]
        return [(self.title(each), columns) for each, columns in found if columns]

    def money(self, pence: int) -> str:
        """A sum to the penny, with the fund's sign."""
        return pounds(int(pence), self.result.fund.sign)

    def whole(self, pence: int) -> str:
        """A sum to the nearest whole pound, for reading; halves up."""
        return pounds((int(pence) + 50) // 100 * 100, self.result.fund.sign)

    def per_head(self, pence: int, people: int) -> str:
        """A sum for each resident, to the nearest pound, below £10 to the penny; a dash where nobody lives."""
        if not people:
            return "–"
        each = round(pence / people)
        return self.money(each) if each < 1000 else self.whole(each)


@dataclass(frozen=True)
class Group:
    """The places of a larger area, by position, greatest sum first."""

    code: str
    name: str
    places: tuple[int, ...]


def levels_of(result: FundResult) -> list[str]:
    """The larger areas that the places lie in, the smaller ones first."""
    return [level for level, codes in (result.places.within or {}).items() if any(codes)]


def groups(result: FundResult, level: str, among: Sequence[int] | None = None) -> list[Group]:
    """The larger areas of a level with their places, in the order of their names; unknown ones last."""
    codes = (result.places.within or {})[level]
    called = result.places.called or {}
    found: dict[str, list[int]] = {}
    for i in range(len(codes)) if among is None else among:
        found.setdefault(codes[i], []).append(i)
    made = [
        Group(code, called.get(code, code) if code else UNKNOWN[1], tuple(by_sum(result, places)))
        for code, places in found.items()
    ]
    return sorted(made, key=lambda group: (not group.code, group.name, group.code))


def by_sum(result: FundResult, places: Sequence[int]) -> list[int]:
    """Places by what they get, most first, then by code."""
    return sorted(places, key=lambda i: (-result.paid[i], i))


def level_called(level: str, *, plural: bool = False) -> str:
    """What people call a level."""
    return level_words(level, plural=plural)


def short_money(pence: int, sign: str) -> str:
    """A sum as people say it: `£2 billion`, `£142.5 million`, `£237,370`; `about` where four figures do not hold it."""
    whole = pence / 100
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if whole >= size * 0.99995:
            told = float(f"{whole / size:.4g}")
            exact = round(told * size * 100) == pence
            return f"{'' if exact else 'about '}{sign}{told:,g} {word}"
    rounded = (pence + 50) // 100 * 100
    return (
        f"{'' if rounded == pence or pence < 100_00 else 'about '}{pounds(rounded if pence >= 100_00 else pence, sign)}"
    )
