"""Share a fund: places, need, targets, pots, all the way to whole pence."""

from __future__ import annotations

from collections.abc import Container, Sequence
from fractions import Fraction

from leastfirst.definitions.formula import Tree
from leastfirst.definitions.fund import Eligible, Fund
from leastfirst.definitions.pots import EITHER, InItsYear, Matched, OnlyKind, OnlyPlaces, OnlyPurposes, Pot, UseBy
from leastfirst.fund.figures import Figures, figures_of, whole_residents
from leastfirst.fund.lines import Lines, lines_of, spread
from leastfirst.fund.pace import at_own_pace
from leastfirst.fund.places import Places, places_of
from leastfirst.fund.result import FundResult
from leastfirst.fund.routing import Problem, Purse, Tie, route
from leastfirst.fund.targets import Targets, targets_of, tie_order
from leastfirst.ground.errors import AreaCodeError, DataError, InfeasibleError
from leastfirst.ground.money import pounds
from leastfirst.ground.tables import Inputs


def share(fund: Fund, inputs: Inputs) -> FundResult:
    """Share a fund among its places: by need, without any bidding, every string kept, every penny accounted for.

    Args:
        fund: the definition, as `load_fund` gives it.
        inputs: the tables that `fund.needs()` asks for, with the worked-out tables of its designation and indices.

    Returns:
        the sums in whole pence, with all that led to them. A place's sum depends on published figures alone.

    Raises:
        DataError: where a figure is missing or a step cannot be worked out.
        InfeasibleError: where floors, caps, strings and pots contradict each other; it names them and the smallest
            change that would do.
    """
    places, figures, left_out = who(fund, inputs)
    total, by_year = money_of(fund)
    targets = targets_of(fund, places, figures, total=total, by_year=by_year)
    purses = _purses(fund, places, targets)
    profile = profile_of(fund, _by_year(purses, len(fund.years)))
    lines = lines_of(fund, targets.pence, profile)
    known = {*places.codes, *(code for code, _, _ in left_out)}
    problem = Problem(
        years=tuple(str(year) for year in fund.years),
        lines=lines.lines,
        purses=tuple(
            _tied(purse, pot, fund, places, lines, known) for purse, pot in zip(purses, fund.pots, strict=True)
        ),
        places=places.codes,
        targets=list(targets.pence),
        floors=list(targets.floors or [0] * len(places)),
        groups=lines.groups,
        timing=lines.timing,
        profile=profile,
    )
    routing = route(problem)
    if targets.damped is not None:
        routing = at_own_pace(routing, targets.damped, targets.order)
    return FundResult(fund, places, figures, targets, problem, routing, left_out)


def who(fund: Fund, inputs: Inputs) -> tuple[Places, dict[str, Figures], tuple[tuple[str, str, str], ...]]:
    """The places that take part, their figures, and (code, name, reason) of those that cannot."""
    places = places_of(fund, inputs)
    figures = figures_of(fund, places, inputs)
    if fund.eligible is None:
        return places, figures, ()
    kept, reasons = _eligible(fund, fund.eligible, places, figures)
    left_out = tuple((places.codes[i], places.names[i], why) for i, why in sorted(reasons.items()))
    if not kept:
        raise DataError(
            f"none of the {len(places):,} {fund.called} can take part",
            where=fund.id,
            do="widen `eligible`",
        )
    return places.take(kept), {name: each.take(kept) for name, each in figures.items()}, left_out


def _eligible(
    fund: Fund, rule: Eligible, places: Places, figures: dict[str, Figures]
) -> tuple[list[int], dict[int, str]]:
    kept = list(range(len(places)))
    reasons: dict[int, str] = {}
    low, high = rule.residents_at_least, rule.residents_at_most
    if low is not None or high is not None:
        residents = whole_residents(figures)
        if residents is None:
            raise DataError("`eligible` asks for residents, which the fund does not bind", where=fund.id)
        for i in kept:
            if low is not None and residents[i] < low:
                reasons[i] = f"{residents[i]:,} residents, fewer than {low:,}"
            elif high is not None and residents[i] > high:
                reasons[i] = f"{residents[i]:,} residents, more than {high:,}"
        kept = [i for i in kept if i not in reasons]
    if rule.number_at_most is not None and len(kept) > rule.number_at_most:
        order = tie_order(places, figures)
        by_need = sorted(kept, key=order.__getitem__)
        for i in by_need[rule.number_at_most :]:
            reasons[i] = f"not among the {rule.number_at_most:,} of greatest need"
        kept = sorted(by_need[: rule.number_at_most])
    return kept, reasons


def money_of(fund: Fund) -> tuple[int | None, list[int]]:
    """What all pots hold together, in pence, and when the profile wants it paid, by year.

    None where a pot holds whatever the formula asks for.
    """
    held = [fund.comes_in(pot) for pot in fund.pots]
    if any(each is None for each in held):
        return None, []
    coming = [sum(each[year] for each in held if each) for year in range(len(fund.years))]
    total = sum(coming)
    if total == 0:
        raise DataError("the fund holds £0", where=fund.id, do="give its pots an amount")
    return total, spread(total, profile_of(fund, coming))


def profile_of(fund: Fund, coming: Sequence[int]) -> tuple[Fraction, ...]:
    """The share of the money that is wanted in each year of the fund; `coming` is what comes in, in pence."""
    n = len(fund.years)
    if fund.profile == "even":
        return (Fraction(1, n),) * n
    if isinstance(fund.profile, str):
        return tuple(Fraction(each, sum(coming)) for each in coming)
    return tuple(Fraction(fund.profile.get(year, 0)) for year in fund.years)


def _by_year(purses: Sequence[tuple[int, ...]], n: int) -> list[int]:
    return [sum(purse[year] for purse in purses) for year in range(n)]


def _purses(fund: Fund, places: Places, targets: Targets) -> list[tuple[int, ...]]:
    """What comes into each pot by year; the pot that states no amount gets what the formula asks for."""
    held = [fund.comes_in(pot) for pot in fund.pots]
    open_ones = [pot for pot, each in zip(fund.pots, held, strict=True) if each is None]
    if not open_ones:
        return [each for each in held if each is not None]
    if len(open_ones) > 1:
        raise DataError(
            f"the pots '{open_ones[0].id}' and '{open_ones[1].id}' state no amount",
            where=fund.id,
            do="state one of them",
        )
    lacking = targets.total - sum(sum(each) for each in held if each is not None)
    if lacking < 0:
        raise InfeasibleError(
            f"its formula comes to {pounds(targets.total, fund.sign)}, less than the pots that state an amount",
            where=fund.id,
            do=f"lower them by {pounds(-lacking, fund.sign)}",
        )
    needed = tuple(spread(lacking, profile_of(fund, [1] * len(fund.years))))
    return [needed if each is None else each for each in held]


def _tied(
    comes_in: tuple[int, ...], pot: Pot, fund: Fund, places: Places, lines: Lines, known: Container[str]
) -> Purse:
    """A pot as the routing sees it: each string as the lines, places and years that it leaves open.

    `known` holds the codes of all the fund's places, those that cannot take part as well.
    """
    ties = tuple(_tie(each, pot, fund, places, lines, known) for each in pot.strings)
    return Purse(pot.id, pot.title, comes_in, ties)


def _tie(string: object, pot: Pot, fund: Fund, places: Places, lines: Lines, known: Container[str]) -> Tie:
    if isinstance(string, OnlyKind):
        allowed = frozenset(i for i, line in enumerate(lines.lines) if line.kind in (string.only, EITHER))
        return Tie("kind", f"{string.only} only", lines=allowed)
    if isinstance(string, OnlyPurposes):
        titles = {purpose.id: purpose.title for purpose in fund.purposes}
        words = " and ".join(titles.get(each, "what residents decide") for each in string.only)
        allowed = frozenset(i for i, line in enumerate(lines.lines) if line.purpose in string.only)
        return Tie("purposes", f"only for {words}", lines=allowed)
    if isinstance(string, OnlyPlaces):
        return _tied_to_places(string, pot, places, known)
    if isinstance(string, UseBy):
        last = max((i for i, year in enumerate(fund.years) if year <= string.year), default=-1)
        return Tie("use-by", f"to be used by {string.year}", last_year=last)
    if isinstance(string, InItsYear):
        return Tie("in-its-year", "to be spent in the year it comes", same_year=True)
    if isinstance(string, Matched):
        by = Fraction(string.by)
        return Tie("matched", f"each pound with {pounds(round(by * 100), fund.sign)} from other pots", matched=by)
    raise TypeError(string)


def _tied_to_places(string: OnlyPlaces, pot: Pot, places: Places, known: Container[str]) -> Tie:
    level = string.within
    there = set(places.codes)
    if level is None:
        strange = next((code for code in string.only if code not in known), None)
        if strange is not None:
            raise AreaCodeError(
                f"the pot '{pot.id}' is tied to '{strange}', which is none of the fund's places",
                do=f"name some of them, such as {min(there)}, or say in `within` of which level the codes are",
            )
        allowed = frozenset(i for i, code in enumerate(places.codes) if code in string.only)
        words = "only for places that it names"
    else:
        codes = (places.within or {}).get(level)
        if codes is None:
            raise DataError(
                f"the pot '{pot.id}' is tied to some {level}, and the places do not say in which {level} they lie",
                do="name a lookup to it among the places' larger areas (`within`)",
            )
        there = {code for code in codes if code}
        allowed = frozenset(i for i, code in enumerate(codes) if code in string.only)
        called = places.called or {}
        words = f"only in {' and '.join(called.get(code, code) for code in string.only)}"
    if not allowed:
        raise InfeasibleError(
            f"nobody may use the pot '{pot.id}': it is {words}, and none of the {len(places):,} places is there",
            do=f"name some of the fund's own{f', such as {min(there)}' if there else ''}, or take the pot out",
        )
    return Tie("places", words, places=allowed)


def share_by(result: FundResult, tree: Tree) -> Targets:
    """What each place of a fund would get by another formula: the same money, places, floors and caps.

    Raises DataError or InfeasibleError where that formula cannot be worked out for them.
    """
    total = result.targets.total
    by_year = [0] * len(result.fund.years)
    plain = result.fund.model_copy(update={"damping": None})
    return targets_of(plain, result.places, result.figures, total=total, by_year=by_year, tree=tree)
