"""Targets: what each place should get over the life of a fund, by need, in whole pence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leastfirst.definitions.formula import INPUT_WORDS, Tree
from leastfirst.definitions.fund import Fund, Limit
from leastfirst.fund.figures import Figures, whole_residents
from leastfirst.fund.formulas import Worked, work_out
from leastfirst.fund.places import Places
from leastfirst.fund.slowing import check_slowed, over_all_years, slow
from leastfirst.ground.apportion import Damped, Shared, share_out
from leastfirst.ground.errors import DataError, InfeasibleError
from leastfirst.ground.money import nearest_penny, pounds


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
    damped: Damped | None = None
    before: list[int] | None = None
    before_worked: Worked | None = None

    @property
    def undamped(self) -> list[int]:
        """What each place would get if the pace of change were not limited."""
        return self.pence if self.shared is None else self.shared.pence


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
        return Targets(worked, pence, asked, order, floors, caps, None)
    if total is None:
        raise DataError(
            "a pot states no amount, and the formula shares money out without saying how much",
            where=fund.id,
            do="give each pot its amount",
        )
    names = _named(places)

    def within(low: Sequence[int] | None, high: Sequence[int] | None) -> Shared:
        numerators, method = worked.result.numerators, fund.rounding
        return share_out(numerators, total, floors=low, caps=high, order=order, method=method, names=names)

    shared = within(floors, caps)
    pace = fund.damping
    if pace is None:
        return Targets(worked, shared.pence, total, order, floors, caps, shared)
    before, before_worked = _before(fund, places, figures, total=total, by_year=by_year)

    def again(low: Sequence[int] | None, high: Sequence[int] | None) -> Damped:
        return slow(within(low, high).pence, before, pace=pace, by_year=by_year, order=order, names=names)

    damped = again(floors, caps)
    check_slowed(damped, before, floors, caps, fund=fund, names=names, again=again)
    slowed = over_all_years(damped)
    return Targets(worked, slowed, total, order, floors, caps, shared, damped, before, before_worked)


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
        raise DataError(
            f"the formula asks for {INPUT_WORDS[unbound[0]]}, and this fund says nothing of that",
            do=f"add {unbound[0]} to `inputs`",
        )
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
    return [nearest_penny(each) for each in worked.result.fractions()]


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
