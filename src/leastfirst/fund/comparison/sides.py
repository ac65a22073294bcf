"""The two sides of a comparison: places with what each gets, whether a fund paid it or a formula asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leastfirst.definitions.fund_places import Numbered
from leastfirst.fund.figures import Figures, whole_residents
from leastfirst.fund.places import Places

if TYPE_CHECKING:
    from leastfirst.definitions.formula import Tree
    from leastfirst.fund.result import FundResult
    from leastfirst.fund.targets import Targets


@dataclass(frozen=True)
class Side:
    """One way of sharing money: n places with what each gets over the life of the fund, in whole pence.

    `figures` are the published figures of the places, by input name; `need` and `residents` are used where they are
    there. `numbered` says that the places are numbers only, such as place 17 of 150.
    """

    title: str
    sign: str
    places: Places
    pence: Sequence[int]
    figures: Mapping[str, Figures] = field(default_factory=dict)
    numbered: bool = False

    @classmethod
    def paid(cls, result: FundResult) -> Side:
        """What the pots of a fund pay each place."""
        return _side(result, result.fund.title, result.paid)

    @classmethod
    def asked(cls, result: FundResult, targets: Targets, title: str) -> Side:
        """What need asks for in each place by a formula, before pots and strings: the fund's own or another one."""
        return _side(result, title, targets.pence)

    @property
    def total(self) -> int:
        """All that the places get together, in pence."""
        return sum(self.pence)

    @property
    def residents(self) -> list[int] | None:
        """The residents of each place, if the fund binds them."""
        return whole_residents(self.figures)

    @property
    def by_code(self) -> dict[str, int]:
        """Where each place stands, by its code."""
        return {code: i for i, code in enumerate(self.places.codes)}


def title_of(tree: Tree) -> str:
    """What a formula is called: its title, or what it gives where it has none of its own."""
    return str(getattr(tree, "title", "")) or "the fund's own formula"


def _side(result: FundResult, title: str, pence: Sequence[int]) -> Side:
    fund = result.fund
    return Side(title, fund.sign, result.places, tuple(pence), result.figures, isinstance(fund.places, Numbered))
