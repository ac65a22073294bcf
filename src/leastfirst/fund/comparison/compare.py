"""Compare: lay two ways of sharing money side by side, place by place."""

from __future__ import annotations

from collections.abc import Mapping
from math import lcm
from typing import TYPE_CHECKING

from leastfirst.fund.comparison.result import FundComparison, Row
from leastfirst.fund.comparison.sides import Side, title_of
from leastfirst.fund.comparison.uncertain import at_stake, read_certainty
from leastfirst.fund.figures import Figures
from leastfirst.fund.share import share_by
from leastfirst.ground.errors import DataError

if TYPE_CHECKING:
    from leastfirst.definitions.formula import Tree
    from leastfirst.fund.result import FundResult
    from leastfirst.ground.tables import Table

FEWEST_FOR_DECILES = 10


def compare_funds(a: FundResult, b: FundResult, *, certainty: Table | None = None) -> FundComparison:
    """Compare what two funds pay: place by place, then by region, by need and by how sure the list is.

    Args:
        a: the first fund; a difference is what `b` pays less what `a` pays.
        b: the second fund.
        certainty: how sure a designation is (the table `certainty-DESIGNATION`), if it is known.

    Raises:
        DataError: if the two are in different currencies, or the certainty table is not one.
    """
    return compare_sides(Side.paid(a), Side.paid(b), certainty=certainty)


def compare_formulas(result: FundResult, tree: Tree, *, certainty: Table | None = None) -> FundComparison:
    """Compare a fund's own formula (`a`) with another (`b`): the same money, places, floors and caps.

    Both sides are what need asks for, before pots and strings. Damping is left out of both, as `share_by` does.

    Raises DataError or InfeasibleError where the other formula cannot be worked out for these places.
    """
    sides = [Side.asked(result, share_by(result, each), title_of(each)) for each in (result.fund.tree, tree)]
    return compare_sides(*sides, certainty=certainty)


def compare_sides(a: Side, b: Side, *, certainty: Table | None = None) -> FundComparison:
    """Compare any two ways of sharing: places are matched by their codes.

    Where both have the same geography, a place that stands in one alone gets nothing of the other. Where they have not,
    the other's money for it is unknown, and stays empty.
    """
    if a.sign != b.sign:
        raise DataError(
            f"'{a.title}' is in {a.sign} and '{b.title}' in {b.sign}: sums in two currencies cannot be compared",
            do="compare funds of one currency",
        )
    known = read_certainty(certainty) if certainty is not None else {}
    at_a, at_b = a.by_code, b.by_code
    elsewhere = 0 if a.places.geography == b.places.geography else None
    deciles, of_need = _deciles(a, b)
    rows = []
    for code in sorted(at_a.keys() | at_b.keys()):
        i, j = at_a.get(code), at_b.get(code)
        # Where both know a place, the first one's words for it are taken.
        side, at = (a, i) if i is not None else (b, j)
        assert at is not None  # the code came from one of the two
        region = _region(side, at)
        sure = known.get(code)
        rows.append(
            Row(
                code,
                side.places.names[at],
                "both" if i is not None and j is not None else "only in a" if j is None else "only in b",
                elsewhere if i is None else a.pence[i],
                elsewhere if j is None else b.pence[j],
                region,
                (side.places.called or {}).get(region, region),
                deciles.get(code),
                sure.p_designated if sure else None,
                sure.band if sure else None,
            )
        )
    stake = at_stake(a, b, known, certainty.id) if certainty is not None else None
    return FundComparison(a, b, tuple(rows), of_need, stake)


def _region(side: Side, at: int) -> str:
    codes = (side.places.within or {}).get("region")
    return codes[at] if codes else ""


def _deciles(a: Side, b: Side) -> tuple[Mapping[str, int], str]:
    """The need decile of each place among all places here, and which figure it goes by; none where it cannot be told.

    1 is the greatest need, and places of equal need share a decile. Among these places rather than in the country: all
    places of most designations lie in the country's worst decile, which tells nothing apart.
    """
    bound = [(side, side.figures["need"]) for side in (a, b) if "need" in side.figures]
    if not bound:
        return {}, ""
    first = bound[0][1]
    of = f"{first.column} of {first.table}" if first.table else "its stated need"
    # Another index, or another edition, says nothing about who needs more: its places stay without a decile.
    alike = [(side, figures.values) for side, figures in bound if _published(figures) == _published(first)]
    # Whole numbers over one denominator: as exact as fractions, and much faster to put in order.
    scale = lcm(*(values.denominator for _, values in alike))
    found: dict[str, int] = {}
    for side, values in reversed(alike):
        found.update(
            zip(side.places.codes, (each * (scale // values.denominator) for each in values.numerators), strict=True)
        )
    n = len(found)
    if n < FEWEST_FOR_DECILES:
        return {}, of
    by_need: dict[int, list[str]] = {}
    for code, need in found.items():
        by_need.setdefault(need, []).append(code)
    deciles: dict[str, int] = {}
    before = 0
    for need in sorted(by_need, reverse=True):
        deciles.update(dict.fromkeys(by_need[need], -(-(before + 1) * 10 // n)))
        before += len(by_need[need])
    return deciles, of


def _published(figures: Figures) -> tuple[str, str, str]:
    return figures.table, figures.column, figures.sha256
