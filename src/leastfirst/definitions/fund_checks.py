"""What has to hold between the parts of a fund: years, money, purposes, pots and strings, formula and inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from leastfirst.definitions.fund_places import (
    Areas,
    CountOfAreas,
    Designated,
    FromDesignation,
    FromIndex,
    FromStatement,
    OwnBoundaries,
    Stated,
)
from leastfirst.definitions.pots import KINDS, OPEN, MoneyKind, OnlyPurposes, Pot, UseBy
from leastfirst.ground.money import pounds
from leastfirst.ground.periods import Year, check_in_order

if TYPE_CHECKING:
    from leastfirst.definitions.fund import Fund
    from leastfirst.definitions.fund_parts import Purpose

# Whole numbers up to here pass through a float unharmed, as the linear programme of the routing needs it.
_MOST_PENCE = 2**53


class Fault(NamedTuple):
    """What is wrong with a fund whose parts are sound one by one, and what to do."""

    what: str
    do: str


def check_profile(profile: Mapping[Year, Fraction], years: Sequence[Year]) -> None:
    """Raise ValueError unless a profile by year keeps to the years of the fund, in order, and adds up to 1."""
    check_in_order(list(profile))
    strange = next((year for year in profile if year not in years), None)
    if strange:
        raise ValueError(f"the profile speaks of {strange}, which is none of the fund's years")
    total = sum(profile.values())
    if total != 1:
        raise ValueError(f"the profile adds up to {total}, not 1")


def check_balance(kinds: Mapping[MoneyKind, Fraction]) -> None:
    """Raise ValueError unless the balance of kinds names both, and adds up to 1."""
    if set(kinds) != set(KINDS) or sum(kinds.values()) != 1:
        raise ValueError("the balance must name capital and revenue, with shares that add up to 1")


def check_purposes(
    purposes: Sequence[Purpose], kinds: Mapping[MoneyKind, Fraction] | None, years: Sequence[Year]
) -> None:
    """Raise ValueError where purposes share an id, leave the years of the fund, or are more than there is."""
    ids = [purpose.id for purpose in purposes]
    twice = next((each for each in ids if ids.count(each) > 1), None)
    if twice:
        raise ValueError(f"two purposes are called '{twice}'")
    for purpose in purposes:
        strange = next((year for year in purpose.years or () if year not in years), None)
        if strange:
            raise ValueError(f"the purpose '{purpose.id}' is paid in {strange}, which is none of the fund's years")
    fenced = {
        kind: sum((p.exactly for p in purposes if p.kind == kind and p.exactly), start=Fraction(0)) for kind in KINDS
    }
    if kinds is None:
        whole = sum(fenced.values())
        if whole > 1:
            raise ValueError(f"the ring-fenced purposes add up to {whole}, more than all the money")
        return
    for kind in KINDS:
        if fenced[kind] > kinds[kind]:
            raise ValueError(
                f"the purposes of {kind} money add up to {fenced[kind]}, more than its share of {kinds[kind]}"
            )


def check_pots(
    pots: Sequence[Pot],
    years: Sequence[Year],
    purposes: Sequence[Purpose],
    kinds: Mapping[MoneyKind, Fraction] | None,
) -> None:
    """Raise ValueError where pots share an id, hold more than can be counted, or contradict the fund or themselves."""
    ids = [pot.id for pot in pots]
    for pot in pots:
        if ids.count(pot.id) > 1:
            raise ValueError(f"two pots are called '{pot.id}'")
        _check_amounts(pot, years)
        _check_purposes_of_pot(pot, purposes, kinds)
    stated = [comes_in(pot, years) for pot in pots]
    held = sum(pence for each in stated for pence in each or ())
    if not held and None not in stated:
        raise ValueError("the fund holds £0: give its pots some money")
    if held > _MOST_PENCE:
        raise ValueError(f"the pots hold {pounds(held)}, and {pounds(_MOST_PENCE)} is the most that can be shared")


def _check_amounts(pot: Pot, years: Sequence[Year]) -> None:
    strange = next((year for year in pot.amounts or {} if year not in years), None)
    if strange:
        raise ValueError(f"the pot '{pot.id}' has money in {strange}, which is none of the fund's years")
    use_by = pot.string(UseBy)
    if not use_by:
        return
    if use_by.year.financial != years[0].financial:
        raise ValueError(f"the pot '{pot.id}' must be used by {use_by.year}, and the fund's years are like {years[0]}")
    if use_by.year < years[0]:
        raise ValueError(f"the pot '{pot.id}' must be used by {use_by.year}, before the fund begins")
    if pot.amounts and use_by.year < min(pot.amounts):
        raise ValueError(
            f"the strings of the pot '{pot.id}' contradict its amounts: it must be used by {use_by.year}, and its "
            f"first money comes in {min(pot.amounts)}"
        )


def _check_purposes_of_pot(pot: Pot, purposes: Sequence[Purpose], kinds: Mapping[MoneyKind, Fraction] | None) -> None:
    allowed = {kind for kind in pot.kinds if kinds is None or kinds[kind]}
    if not allowed:
        raise ValueError(
            f"nobody may use the pot '{pot.id}': it is for {pot.kinds[0]} money only, and the fund's balance has none"
        )
    only = pot.string(OnlyPurposes)
    if not only:
        return
    strange = next((each for each in only.only if each not in {OPEN, *(p.id for p in purposes)}), None)
    if strange:
        raise ValueError(f"the pot '{pot.id}' is for '{strange}', which is none of the fund's purposes")
    for purpose in only.only:
        if purpose == OPEN or allowed & {p.kind for p in purposes if p.id == purpose}:
            return
    said = " and ".join(only.only)
    if len(pot.kinds) > 1:
        raise ValueError(f"nobody may use the pot '{pot.id}': it is for {said} only, and the balance has no such money")
    raise ValueError(
        f"the strings of the pot '{pot.id}' contradict each other: it is for {pot.kinds[0]} money only, and for {said} "
        f"only, which take{'s' if len(only.only) == 1 else ''} none"
    )


def comes_in(pot: Pot, years: Sequence[Year]) -> tuple[int, ...] | None:
    """What comes into a pot in each year, in pence; None where it holds what the formula asks for.

    An amount that is spread evenly is whole pence each year, the odd pennies first. It is spread over the years in
    which it may be used.
    """
    if pot.amounts is not None:
        return tuple(int(pot.amounts.get(year, 0)) for year in years)
    if pot.amount is None:
        return None
    n = len(years)
    if pot.paid == "in-the-first-year":
        return (int(pot.amount), *([0] * (n - 1)))
    use_by = pot.string(UseBy)
    spread = sum(year <= use_by.year for year in years) if use_by else n
    each, odd = divmod(int(pot.amount), spread)
    return tuple(each + (i < odd) if i < spread else 0 for i in range(n))


def fault_of_inputs(fund: Fund) -> Fault | None:
    """What a fund asks of figures that its places cannot have, if anything."""
    made_of_areas = isinstance(fund.places, Designated | Areas | OwnBoundaries)
    for name, source in fund.inputs.items():
        if isinstance(source, FromDesignation) and not isinstance(fund.places, Designated):
            return Fault(
                f"{name} comes from a designation, and the places do not", f"name a column of a table for {name}"
            )
        if isinstance(source, FromStatement) and not isinstance(fund.places, Stated):
            return Fault(
                f"{name} is said to be stated with the places, and the places come from elsewhere",
                f"say from which column {name} comes",
            )
        if isinstance(source, CountOfAreas) and not made_of_areas:
            return Fault(f"{name} counts areas, and the places are not made of areas", f"state {name} of each place")
        if name == "need" and _worked_out(source).rpartition("_")[2] in ("rank", "decile"):
            return Fault(
                f"need comes from '{_worked_out(source)}', where 1 is the greatest need, and a formula reads it the "
                "other way round",
                "use the score",
            )
    rule = fund.eligible
    if rule and (rule.residents_at_least, rule.residents_at_most) != (None, None) and "residents" not in fund.inputs:
        return Fault("`eligible` asks for residents, and its inputs do not say where they come from", _ADD_RESIDENTS)
    if rule and rule.number_at_most is not None and "need" not in fund.inputs:
        return Fault(
            "`eligible` takes those of greatest need, and its inputs do not say what need is", "add need to `inputs`"
        )
    for what, limit in (("floor", fund.floor), ("cap", fund.cap)):
        if limit and limit.per_resident is not None and "residents" not in fund.inputs:
            return Fault(
                f"the {what} is so much for each resident, and its inputs do not say how many there are", _ADD_RESIDENTS
            )
    return None


_ADD_RESIDENTS = "add residents to `inputs`"


def _worked_out(source: object) -> str:
    """The column of an index or a designation that a source names, if it is one."""
    if isinstance(source, FromIndex):
        return source.value
    return source.column if isinstance(source, FromDesignation) else ""


def fault_of_formula(fund: Fund) -> Fault | None:
    """Where a fund's pots, damping and formula do not go together, if anywhere."""
    open_ones = [pot for pot in fund.pots if pot.amount is None and pot.amounts is None]
    if len(open_ones) > 1:
        return Fault(f"the pots '{open_ones[0].id}' and '{open_ones[1].id}' state no amount", "state one of them")
    if fund.tree.gives == "money":
        if fund.damping:
            return Fault(
                "damping slows how shares change, and its formula gives each place money, whatever the others get",
                "leave out `damping`, or share by weights",
            )
        return None
    if open_ones:
        return Fault(
            f"the pot '{open_ones[0].id}' states no amount, and the formula shares money out without saying how much",
            "give the pot its amount",
        )
    return None
