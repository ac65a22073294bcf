"""Targets: what each place should get over the life of a fund, by need, in whole pence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leastfirst.definitions.formula import Tree
from leastfirst.definitions.fund import Fund, Limit
from leastfirst.fund.figures import Figures, whole_residents
from leastfirst.fund.formulas import Worked, work_out
from leastfirst.fund.places import Places
from leastfirst.ground.apportion import Damped, Shared, damp, share_out
from leastfirst.ground.errors import DataError, InfeasibleError
from leastfirst.ground.exact import to_decimals
from leastfirst.ground.money import pounds


@dataclass(frozen=True)
class Targets:
    """The need-based sum of each of n places over the whole life of the fund.

    `pence` adds up to `total`. `shared` says how weights became pence; it is None where the formula gives money itself.
    `floors` and `caps` are n sums each, or None. `damped` is None unless the pace of change is limited; then its years
    are those of the fund, and `before` holds what each place had.
    """

    worked: Worked
    pence: list[int]
    total: int
    order: list[int]
    floors: list[int] | None
    caps: list[int] | None
    shared: Shared | None
    undamped: list[int]
    damped: Damped | None = None
    before: list[int] | None = None
    before_worked: Worked | None = None


def targets_of(
    fund: Fund,
    places: Places,
    figures: Mapping[str, Figures],
    *,
    total: int | None,
    by_year: Sequence[int],
    tree: Tree | None = None,
) -> Targets:
    """What each place should get by a formula (the fund's own unless `tree` is another), in whole pence.

    Args:
        fund: floors, caps, damping, rounding and the tie order: greatest need first, then code.
        places: the n places.
        figures: their published inputs.
        total: the pence to share; None where the formula gives money and the fund is as large as that.
        by_year: how the total is spread over the years of the fund, in whole pence.
        tree: another formula to share the same money by.

    Raises:
        DataError: where a step cannot be worked out. InfeasibleError: where floors, caps or the formula's money do not
            fit the total.
    """
    tree = tree or fund.tree
    if tree is None:
        raise DataError("the fund has no formula", where=fund.id, do="load it with load_fund")
    worked = _worked(tree, places, figures)
    order = tie_order(places, figures)
    if total is None and any(limit and limit.of_equal_share is not None for limit in (fund.floor, fund.cap)):
        raise DataError(
            "a bound is a part of the equal share of the fund, and a pot does not say how much it holds",
            where=fund.id,
            do="give each pot its amount, or the bound as a sum",
        )
    n = len(places)
    floors, caps = (_limit(limit, figures, n, total or 0) for limit in (fund.floor, fund.cap))
    if tree.gives == "money":
        pence = _entitled(worked, floors, caps, names=_named(places))
        asked = sum(pence)
        if not asked:
            raise DataError("its formula comes to £0 for every place", where=fund.id, do="check its inputs")
        if total is not None and asked > total:
            raise InfeasibleError(
                f"its formula comes to {pounds(asked, fund.sign)}, and its pots hold {pounds(total, fund.sign)}",
                where=fund.id,
                do=f"add {pounds(asked - total, fund.sign)} to the pots, or lower what the formula gives",
            )
        return Targets(worked, pence, asked, order, floors, caps, None, pence)
    if total is None:
        raise DataError(
            "a pot states no amount, and the formula shares money out without saying how much",
            where=fund.id,
            do="give each pot its amount",
        )
    shared = share_out(
        worked.result.numerators,
        total,
        floors=floors,
        caps=caps,
        order=order,
        method=fund.rounding,
        names=_named(places),
    )
    if fund.damping is None:
        return Targets(worked, shared.pence, total, order, floors, caps, shared, shared.pence)
    before, before_worked = _before(fund, places, figures, total=total, by_year=by_year)
    weights = shared.pence
    targets = [share_out(weights, year, order=order).pence for year in by_year]
    damped = damp(
        targets,
        before,
        max_fall=fund.damping.max_fall,
        max_rise=fund.damping.max_rise,
        order=order,
        names=_named(places),
    )
    slowed = [sum(year) for year in zip(*damped.pence, strict=True)]
    _check_slowed(slowed, floors, caps, places, fund)
    return Targets(worked, slowed, total, order, floors, caps, shared, shared.pence, damped, before, before_worked)


def tie_order(places: Places, figures: Mapping[str, Figures]) -> list[int]:
    """The published order that settles ties: greatest need first, then the lower code."""
    n = len(places)
    if "need" not in figures:
        return list(range(n))
    need = figures["need"].values.numerators
    order = [0] * n
    for place, i in enumerate(sorted(range(n), key=lambda i: (-need[i], i))):
        order[i] = place
    return order


def _worked(tree: Tree, places: Places, figures: Mapping[str, Figures]) -> Worked:
    unbound = [name for name in tree.inputs if name not in figures]
    if unbound:
        raise DataError(f"the formula asks for {unbound[0]}, which this fund does not bind", do="add it to `inputs`")
    inputs = {name: figures[name].values for name in tree.inputs}
    return work_out(tree, inputs, names=_named(places), strata=places.within)


def _named(places: Places) -> list[str]:
    return [f"{name} ({code})" for code, name in zip(places.codes, places.names, strict=True)]


def _limit(limit: Limit | None, figures: Mapping[str, Figures], n: int, total: int) -> list[int] | None:
    if limit is None:
        return None
    per_place, per_resident = int(limit.per_place or 0), int(limit.per_resident or 0)
    per_place += int((limit.of_equal_share or 0) * total / n)
    if not per_resident:
        return [per_place] * n
    residents = whole_residents(figures)
    if residents is None:
        raise DataError(
            "a floor or cap for each resident needs their number, and the fund does not bind it",
            do="add residents to `inputs`",
        )
    return [per_place + per_resident * each for each in residents]


def in_pence(worked: Worked) -> list[int]:
    """Money as a formula gives it, to the nearest penny, halves up."""
    return [int(to_decimals(each, 2) * 100) for each in worked.result.fractions()]


def _entitled(worked: Worked, floors: list[int] | None, caps: list[int] | None, *, names: Sequence[str]) -> list[int]:
    """Money as the formula gives it, held within floor and cap."""
    pence = in_pence(worked)
    if floors is not None and caps is not None:
        for name, floor, cap in zip(names, floors, caps, strict=True):
            if floor > cap:
                raise InfeasibleError(
                    f"its floor of {pounds(floor)} is above its own cap of {pounds(cap)}",
                    where=name,
                    do=f"lower the floor or raise the cap by {pounds(floor - cap)}",
                )
    if floors is not None:
        pence = [max(pair) for pair in zip(pence, floors, strict=True)]
    if caps is not None:
        pence = [min(pair) for pair in zip(pence, caps, strict=True)]
    return pence


def _before(
    fund: Fund, places: Places, figures: Mapping[str, Figures], *, total: int, by_year: Sequence[int]
) -> tuple[list[int], Worked | None]:
    before = fund.damping.before if fund.damping else {}
    if isinstance(before, str):
        worked = _worked(fund.formulas[before], places, figures)
        if worked.tree.gives == "money":
            return in_pence(worked), worked
        return share_out(worked.result.numerators, total, order=tie_order(places, figures)).pence, worked
    missing = [i for i, code in enumerate(places.codes) if code not in before]
    if missing:
        raise DataError(
            f"the fund does not say what {_named(places)[missing[0]]} had before: missing is never zero",
            where=fund.id,
            do="state it under damping, as £0 if it had nothing",
        )
    return [int(before[code]) for code in places.codes], None


def _check_slowed(
    pence: list[int], floors: list[int] | None, caps: list[int] | None, places: Places, fund: Fund
) -> None:
    """Damping moves money only so fast; where that breaks a floor or a cap, the two contradict each other."""
    for what, bounds, broken in (("below its floor", floors, int.__lt__), ("above its cap", caps, int.__gt__)):
        out = [i for i in range(len(pence)) if bounds is not None and broken(pence[i], bounds[i])]
        if out and bounds is not None:
            i = max(out, key=lambda i: abs(pence[i] - bounds[i]))
            raise InfeasibleError(
                f"damping keeps {_named(places)[i]} at {pounds(pence[i], fund.sign)}, which is {what} of "
                f"{pounds(bounds[i], fund.sign)} ({len(out):,} places in all)",
                where=fund.id,
                do="allow a faster pace, or move the bound to where damping can reach it",
            )
