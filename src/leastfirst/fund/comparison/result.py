"""What comparing gives: a row for each place, and sums by region, by need and by how sure the list is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from leastfirst.fund.comparison.sides import Side
from leastfirst.fund.comparison.uncertain import BANDS, Stake

if TYPE_CHECKING:
    import pyarrow as pa

PENNY = 1
"""A difference of no more than this is none: whole pence cannot be shared more evenly."""
UNKNOWN = "not known"


class Row(NamedTuple):
    """One place: what it gets under each; None where the other fund's areas are of another geography.

    `need_decile` is that among all places compared, 1 = greatest need.
    """

    code: str
    name: str
    where: Literal["both", "only in a", "only in b"]
    a_pence: int | None
    b_pence: int | None
    region_code: str
    region_name: str
    need_decile: int | None
    p_designated: float | None
    band: str | None

    @property
    def difference(self) -> int | None:
        """What it gets more under b than under a, in pence."""
        return None if self.a_pence is None or self.b_pence is None else self.b_pence - self.a_pence

    @property
    def percent(self) -> float | None:
        """The difference in percent of what it gets under a; None where that is nothing or unknown."""
        difference = self.difference
        if difference is None or not self.a_pence:
            return None
        return round(float(Fraction(100 * difference, self.a_pence)), 6)


class Group(NamedTuple):
    """Some places together: how many get money from either, and how much. `estimate` says that nobody is paid this."""

    by: str
    name: str
    places: int
    a_pence: int | None
    b_pence: int | None
    residents: int | None = None
    estimate: bool = False

    @property
    def difference(self) -> int | None:
        """What they get more under b than under a, in pence."""
        return None if self.a_pence is None or self.b_pence is None else self.b_pence - self.a_pence


@dataclass(frozen=True)
class FundComparison:
    """Two ways of sharing side by side, in ascending order of place code.

    `need_by` names the figure that the need deciles go by; `stake` is None unless it was handed in how sure the list
    is.
    """

    a: Side
    b: Side
    rows: tuple[Row, ...]
    need_by: str
    stake: Stake | None

    @cached_property
    def common(self) -> int:
        """How many places are in both."""
        return sum(row.where == "both" for row in self.rows)

    @cached_property
    def gain(self) -> list[Row]:
        """The places in both that get more under b, by more than a penny, the largest gain first."""
        rows = [row for row in self.rows if self._fortune(row) == "gain"]
        return sorted(rows, key=lambda row: (-(row.difference or 0), row.code))

    @cached_property
    def lose(self) -> list[Row]:
        """The places in both that get less under b, by more than a penny, the largest loss first."""
        rows = [row for row in self.rows if self._fortune(row) == "lose"]
        return sorted(rows, key=lambda row: (row.difference or 0, row.code))

    @cached_property
    def stay(self) -> int:
        """How many places in both get the same, within a penny."""
        return sum(self._fortune(row) == "stay" for row in self.rows)

    @cached_property
    def moved(self) -> tuple[int, int]:
        """Pence that places get more, and that places get less, under b; both are the same where the totals are.

        Places whose difference is unknown are in neither.
        """
        known = [row.difference for row in self.rows if row.difference is not None]
        return sum(each for each in known if each > 0), -sum(each for each in known if each < 0)

    def table(self) -> pa.Table:
        """A row for each place in either: what it gets under a and b, the difference, and what it is like."""
        import pyarrow as pa

        rows, text, whole, real = self.rows, pa.string(), pa.int64(), pa.float64()
        return pa.table(
            {
                "place_code": pa.array([row.code for row in rows], text),
                "place_name": pa.array([row.name for row in rows], text),
                "in_fund": pa.array([row.where for row in rows], text),
                "a_pence": pa.array([row.a_pence for row in rows], whole),
                "b_pence": pa.array([row.b_pence for row in rows], whole),
                "difference_pence": pa.array([row.difference for row in rows], whole),
                "difference_percent": pa.array([row.percent for row in rows], real),
                "region_code": pa.array([row.region_code or None for row in rows], text),
                "region_name": pa.array([row.region_name or None for row in rows], text),
                "need_decile": pa.array([row.need_decile for row in rows], whole),
                "p_designated": pa.array([row.p_designated for row in rows], real),
                "class": pa.array([row.band for row in rows], text),
            }
        )

    def summary_table(self) -> pa.Table:
        """Sums: of all places, of those that gain and lose, by region, need decile and certainty, and at stake.

        The rows of one `by` add up to `all`, but for `at stake`. A sum is missing where nothing is known of any place
        of that side. `estimate` marks money that nobody is paid.
        """
        import pyarrow as pa

        groups, text, whole = self.groups, pa.string(), pa.int64()
        return pa.table(
            {
                "by": pa.array([each.by for each in groups], text),
                "group": pa.array([each.name for each in groups], text),
                "places": pa.array([each.places for each in groups], whole),
                "a_pence": pa.array([each.a_pence for each in groups], whole),
                "b_pence": pa.array([each.b_pence for each in groups], whole),
                "difference_pence": pa.array([each.difference for each in groups], whole),
                "residents": pa.array([each.residents for each in groups], whole),
                "estimate": pa.array([each.estimate for each in groups], pa.bool_()),
            }
        )

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The rows of the summary. Without a place in common only regions can be compared."""
        found = [Group("all", "all places", len(self.rows), self.a.total, self.b.total)]
        if self.common:
            found += self._by("gain or loss", self._fortune, ("gain", "stay", "lose", "only in a", "only in b"))
        if any(row.region_code for row in self.rows):
            named = {row.region_code: row.region_name for row in self.rows if row.region_code}
            names = [named[code] for code in sorted(named)]
            found += self._by("region", lambda row: row.region_name or UNKNOWN, (*names, UNKNOWN))
        if self.common and any(row.need_decile for row in self.rows):
            deciles = tuple(str(decile) for decile in range(1, 11))
            found += self._by("need decile", lambda row: str(row.need_decile or UNKNOWN), (*deciles, UNKNOWN))
        if self.stake is not None:
            found += self._by("certainty", lambda row: row.band or UNKNOWN, (*BANDS, UNKNOWN))
            found += self._at_stake(self.stake)
        return tuple(found)

    def _by(self, by: str, group_of: Callable[[Row], str], order: tuple[str, ...]) -> list[Group]:
        sums: dict[str, list[int]] = {}
        told = {"only in a": False, "only in b": False}
        for row in self.rows:
            name = group_of(row)
            held = sums.setdefault(name, [0, 0, 0])
            held[0] += 1
            held[1] += row.a_pence or 0
            held[2] += row.b_pence or 0
            for side in told:
                told[side] |= name != UNKNOWN and row.where in ("both", side)
        # Of a side none of whose places says where it belongs, nothing is known in any group: that is not £0.
        a_told, b_told = (
            told[side] or not known for side, known in zip(told, (self.a.total, self.b.total), strict=True)
        )
        found = []
        for name in dict.fromkeys(order):
            if name in sums:
                places, a, b = sums[name]
                unknown = name == UNKNOWN
                found.append(
                    Group(by, name, places, a if a_told or unknown else None, b if b_told or unknown else None)
                )
        return found

    @staticmethod
    def _fortune(row: Row) -> str:
        if row.where != "both":
            return row.where
        difference = (row.b_pence or 0) - (row.a_pence or 0)
        return "gain" if difference > PENNY else "lose" if difference < -PENNY else "stay"

    def _at_stake(self, stake: Stake) -> list[Group]:
        a, b = stake.a, stake.b
        unsure = sum(row.band not in (None, "firm") for row in self.rows)
        return [
            Group("at stake", "gets money and is not firm", unsure, a.pence if a else None, b.pence if b else None),
            Group(
                "at stake",
                "just outside the list, at the fund's mean for each resident",
                stake.outside,
                a.would_be_pence if a else None,
                b.would_be_pence if b else None,
                stake.residents,
                estimate=True,
            ),
        ]

    def finding(self) -> list[str]:
        """Who gains and who loses, in plain sentences."""
        from leastfirst.fund.comparison.telling import told

        return told(self)
