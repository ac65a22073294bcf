"""What the targeting check gives: how much of a fund's money comes to people in the worst decile, scale by scale."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from leastfirst.ground.area_codes import Geography, level_words
from leastfirst.ground.exact import to_decimals
from leastfirst.ground.money import pounds, short_pounds
from leastfirst.ground.words import listed, whole_percent

if TYPE_CHECKING:
    import pyarrow as pa

    from leastfirst.definitions.fund import Fund

OWN = "own places"


class Reach(NamedTuple):
    """The fund's money targeted in one way; `scale` is a level of areas, or `own places` for the fund as it is.

    `residents` live in the `areas`, `in_worst` of them in the worst decile. The three sums of pence, to them, to others
    and to people of whom it is not known, add up to what the fund pays.
    """

    scale: str
    geography: Geography | None
    areas: int
    residents: Fraction
    in_worst: Fraction
    worst_pence: int
    other_pence: int
    unknown_pence: int

    @property
    def pence(self) -> int:
        """All the money, in pence."""
        return self.worst_pence + self.other_pence + self.unknown_pence

    @property
    def worst_share(self) -> float:
        """The share of the money that comes to people in the worst decile, 0 to 1."""
        return self.worst_pence / self.pence if self.pence else 0.0


@dataclass(frozen=True)
class TargetingCheck:
    """Who lives where a fund's money goes: `reaches` holds its own places first, then scale by scale, smallest first.

    `people` and `in_worst` are all residents whose small area has a score, and those of them in the worst decile.
    `through` are the lookups that led from small areas to the places; `empty_areas` of the places are led to by none.
    `empty_pence` go to places where nobody lives by these data, and are among the money that is not known. `unscored`
    small areas have no score or no number of residents.
    """

    fund: Fund
    total: int
    index: str
    geography: Geography
    people: Fraction
    in_worst: Fraction
    reaches: tuple[Reach, ...]
    through: tuple[str, ...]
    empty_areas: int
    empty_pence: int
    unscored: int

    @property
    def own(self) -> Reach:
        """The fund as it is."""
        return self.reaches[0]

    def per_head(self, reach: Reach) -> tuple[int, int | None]:
        """Pence for each person in the worst decile, and for each other person, of all who live in the country.

        None where there is nobody else.
        """
        others = self.people - self.in_worst
        return _each(reach.worst_pence, self.in_worst), _each(reach.other_pence, others) if others > 0 else None

    def reached_share(self, reach: Reach) -> float:
        """How many of all people in the worst decile live where the money goes, 0 to 1."""
        return float(reach.in_worst / self.in_worst)

    def table(self) -> pa.Table:
        """A row for the fund's own places and for each scale: money to people in the worst decile (1), and to others.

        `pence_per_head_worst` and `pence_per_head_others` are over all such people in the data, reached or not.
        """
        import pyarrow as pa

        each, text, whole, real = self.reaches, pa.string(), pa.int64(), pa.float64()
        per_head = [self.per_head(reach) for reach in each]
        return pa.table(
            {
                "scale": pa.array([reach.scale for reach in each], text),
                "geography": pa.array([str(reach.geography) if reach.geography else None for reach in each], text),
                "areas": pa.array([reach.areas for reach in each], whole),
                "residents": pa.array([round(reach.residents) for reach in each], whole),
                "residents_worst_decile": pa.array([round(reach.in_worst) for reach in each], whole),
                "pence": pa.array([reach.pence for reach in each], whole),
                "pence_worst_decile": pa.array([reach.worst_pence for reach in each], whole),
                "pence_others": pa.array([reach.other_pence for reach in each], whole),
                "pence_not_known": pa.array([reach.unknown_pence for reach in each], whole),
                "money_worst_decile_share": pa.array([round(reach.worst_share, 9) for reach in each], real),
                "pence_per_head_worst": pa.array([pair[0] for pair in per_head], whole),
                "pence_per_head_others": pa.array([pair[1] for pair in per_head], whole),
                "reached_share": pa.array([round(self.reached_share(reach), 9) for reach in each], real),
            }
        )

    def finding(self) -> list[str]:
        """Who gets the money, and who would at other scales, in plain sentences; the last says what this leaves out."""
        own, sign = self.own, self.fund.sign
        small = level_words(self.geography.level, plural=True)
        worst, others = self.per_head(own)
        told = [
            f"{whole_percent(own.worst_share)} of the money of '{self.fund.title}' comes to people in the worst tenth "
            f"of {small} ({self.index}): {short_pounds(own.worst_pence, sign)} of {short_pounds(self.total, sign)}, "
            "if each place's money is spread evenly over its residents.",
            f"That is {pounds(worst, sign)} for each person who lives in the worst tenth"
            + (f" and {pounds(others, sign)} for each who does not" if others is not None else "")
            + f". The fund's places hold {whole_percent(self.reached_share(own))} of all people in the worst tenth.",
        ]
        scales = [
            f"{whole_percent(reach.worst_share)} by {level_words(reach.scale)} ({reach.areas:,})"
            for reach in self.reaches[1:]
        ]
        told.append(
            f"With the same money for as many residents ({round(own.residents):,}), the worst areas first and the same "
            f"for everybody covered, that share would be {listed(scales)}."
        )
        return [*told, *self._not_known(), self._limits()]

    def _not_known(self) -> list[str]:
        sign, one = self.fund.sign, self.unscored == 1
        told = []
        if self.empty_areas:
            told.append(
                f"No {level_words(self.geography.level)} leads to {self.empty_areas:,} of the areas that its places "
                f"are made of. {pounds(self.empty_pence, sign)} go to places that hold nobody by these data, and "
                "stand in neither count."
            )
        lost = self.own.unknown_pence - self.empty_pence
        if lost:
            told.append(
                f"Of {pounds(lost, sign)} it is not known whom it reaches, because the index has no score there."
            )
        if self.unscored:
            told.append(
                f"{self.unscored:,} {level_words(self.geography.level, plural=not one)} without a score or a number of "
                f"residents {'is' if one else 'are'} left out."
            )
        return told

    def _limits(self) -> str:
        small = level_words(self.geography.level)
        return (
            f"Not everybody who lives there is poor, many who are poor live elsewhere, and residents of other areas "
            f"use what is built too. Need is measured by {small} here, so {small} cannot fail by this yardstick."
        )


def _each(pence: int, people: Fraction) -> int:
    return int(to_decimals(Fraction(pence) / people, 0))
