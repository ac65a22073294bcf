"""What is the same for every place of a fund: said once, so that the records of places stay small.

With these and the record of one place alone, its pence can be worked out again (`replay`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from leastfirst.definitions.formula import Formula, Lump, Tree
from leastfirst.definitions.fund import OPEN, Fund, Limit
from leastfirst.fund.formulas import Worked
from leastfirst.fund.result import FundResult
from leastfirst.fund.targets import Targets
from leastfirst.fund.why.numbers import exact_text
from leastfirst.ground.apportion import Rounding, Shared, remainders
from leastfirst.ground.money import pounds

SCHEMA = "leastfirst/fund/why/1"
"""The schema of explain.json. It changes when a field is renamed, is dropped or means something else."""


def facts_of(result: FundResult) -> dict[str, Any]:
    """Everything about a shared fund that its places' records rest on, as plain JSON values."""
    fund, targets, problem = result.fund, result.targets, result.problem
    return {
        "fund": {
            "id": fund.id,
            "title": fund.title,
            "status": fund.status,
            "standing": fund.standing,
            "sha256": fund.sha256,
            "sign": fund.sign,
            "called": fund.called,
            "called_one": fund.called_one,
            "years": list(problem.years),
        },
        "definitions": [
            {"id": each.id, "status": each.status, "sha256": each.sha256} for each in sorted(set(fund.records))
        ],
        "places": len(result.places),
        "total_pence": targets.total,
        "paid_pence": sum(result.paid),
        "inputs": {
            name: {
                "words": each.words,
                "table": each.table,
                "column": each.column,
                "vintage": each.vintage,
                "source": each.source,
                "sha256": each.sha256,
            }
            for name, each in result.figures.items()
        },
        "formula": formula_facts(_named(fund), targets.worked),
        "sharing": _sharing(targets),
        "floor": _limit(fund.floor, result),
        "cap": _limit(fund.cap, result),
        "damping": damping_facts(fund, targets),
        "lines": [
            {"kind": line.kind, "purpose": line.purpose, "title": _purpose(fund, line.purpose)}
            for line in problem.lines
        ],
        "pots": [
            {
                "id": pot.id,
                "title": pot.title,
                "owner": pot.owner,
                "pence": sum(purse.comes_in),
                "strings": [
                    {"words": tie.words, "because": string.because}
                    for tie, string in zip(purse.ties, pot.strings, strict=True)
                ],
            }
            for pot, purse in zip(fund.pots, problem.purses, strict=True)
        ],
        # Places that share their fate: the pots that may pay there, and the part of what need asks for that they meet.
        "fates": [
            {
                "places": len(each.places),
                "pots": [problem.purses[purse].id for purse in each.purses],
                "fulfilment": exact_text(each.fulfilment),
                "held_by_floors": each.held,
            }
            for each in result.routing.fates
        ],
        "unspent": [
            {
                "pot": problem.purses[each.purse].id,
                "year": problem.years[each.year],
                "pence": each.pence,
                "why": each.why,
            }
            for each in result.routing.unspent
        ],
    }


def formula_facts(named: Formula | str, worked: Worked) -> dict[str, Any]:
    """A formula with what its steps took from all places, so that it can be worked out for one place alone."""
    head = {"id": named.id, "title": named.title, "status": named.status} if isinstance(named, Formula) else None
    return {
        **(head or {"id": "", "title": named, "status": ""}),
        "tree": tree_as_json(worked.tree),
        "aggregates": {name: exact_text(value) for name, value in sorted(worked.aggregates.items())},
    }


def tree_as_json(tree: Tree) -> dict[str, Any]:
    """A formula's steps as `Tree.model_validate` reads them."""
    steps = {name: step.model_dump(mode="json", exclude_defaults=True) for name, step in tree.steps.items()}
    for name, step in tree.steps.items():
        if isinstance(step, Lump):
            steps[name]["amount"] = pounds(int(step.amount), step.amount.sign)
    return {"gives": tree.gives, "steps": steps, "result": tree.result}


def last_penny(roundings: Sequence[Rounding], order: Sequence[int]) -> dict[str, Any] | None:
    """Who stood last among those in the queue that got an odd penny: everybody in front of them got one too."""
    got = [at for at, each in enumerate(roundings) if each.got_penny]
    if not got:
        return None
    last = max(got, key=lambda at: roundings[at].queue or 0)
    return {"remainder": exact_text(roundings[last].remainder), "order": order[last] + 1}


def _sharing(targets: Targets) -> dict[str, Any] | None:
    """How weights became pence; None where the formula gives money itself."""
    shared = targets.shared
    if shared is None:
        return None
    result = targets.worked.result
    by_remainder = shared.method == "largest-remainder"
    roundings = [shared.rounding(at) for at in range(len(shared.pence))] if by_remainder else []
    return {
        "weights": exact_text(result.total()),
        # The rate is per numerator; a weight is that many over the denominator.
        "pence_per_weight": exact_text(shared.filled.rate * result.denominator),
        "method": shared.method,
        "pennies": shared.pennies,
        "last_penny": last_penny(roundings, targets.order) if by_remainder else _weakest_claim(shared, targets),
    }


def _weakest_claim(shared: Shared, targets: Targets) -> dict[str, Any] | None:
    """Under Sainte-Laguë, the weakest claim (weight / (2k - 1) for a place's k-th penny) that was met."""
    weights, floors = targets.worked.result, targets.floors or [0] * len(shared.pence)
    met = [
        (weights.at(at) / (2 * pence - 1), -targets.order[at])
        for at, (pence, floor) in enumerate(zip(shared.pence, floors, strict=True))
        if pence > floor
    ]
    if not met:
        return None
    claim, order = min(met)
    return {"claim": exact_text(claim), "order": 1 - order}


def damping_facts(fund: Fund, targets: Targets) -> dict[str, Any] | None:
    """The pace of change, year by year: the rates that all places share, and the last odd penny of each year."""
    damped, before, pace = targets.damped, targets.before, fund.damping
    if damped is None or before is None or pace is None:
        return None
    fall, rise = Fraction(pace.max_fall), Fraction(pace.max_rise)
    shares = [Fraction(each, sum(before) or 1) for each in before]
    years = []
    for y, pence in enumerate(damped.pence):
        total = sum(pence)
        wanted = remainders(targets.undamped, total, order=targets.order)
        due = [each.floor + each.got_penny for each in wanted]
        after = [damped.share(y, at) for at in range(len(pence))]
        got = remainders(damped.shares[y], total, order=targets.order)
        years.append(
            {
                "year": str(fund.years[y]),
                "pence": total,
                "moved_pence": damped.moved_pence[y],
                "last_penny_wanted": last_penny(wanted, targets.order),
                "last_penny": last_penny(got, targets.order),
                **_rates(due, shares, after, fall, rise),
            }
        )
        shares = after
    return {
        "max_fall": exact_text(fall),
        "max_rise": exact_text(rise),
        "years_to_converge": damped.years_to_converge,
        "before_pence": sum(before),
        "before": _before(fund, targets),
        "years": years,
    }


def _rates(
    due: Sequence[int], before: Sequence[Fraction], after: Sequence[Fraction], fall: Fraction, rise: Fraction
) -> dict[str, Any]:
    """By which rate the money of a year was shared between the bounds that its places' last shares set.

    `share_per_penny` is for each penny of the target. Where all places with a target rose as far as they may and money
    is left, the others keep `share_kept` of what they had, as far as they need not fall less.
    """
    total = sum(due)
    if not total:
        return {"share_per_penny": None, "share_kept": None}
    whole = sum(before)
    highest = [was * (1 + rise) if was else Fraction(target, total) for was, target in zip(before, due, strict=True)]
    lowest = [was * (1 - fall) for was in before]
    full = sum((most for most, target in zip(highest, due, strict=True) if target), start=Fraction(0))
    least = sum((low for low, target in zip(lowest, due, strict=True) if not target), start=Fraction(0))
    if whole and full + least < 1:
        kept = [now / was for was, now, target in zip(before, after, due, strict=True) if was and not target]
        return {"share_per_penny": None, "share_kept": exact_text(max(kept))}
    # Any place that nothing holds tells the rate. If all are held, any rate that keeps them there will do: the lowest
    # that takes everybody who rose as far as they may to where they are.
    free = [
        now / target
        for now, target, low, most in zip(after, due, lowest, highest, strict=True)
        if target and low < now < most
    ]
    held = [
        now / target
        for now, target, low, most in zip(after, due, lowest, highest, strict=True)
        if target and low < now == most
    ]
    return {"share_per_penny": exact_text(free[0] if free else max(held, default=Fraction(0))), "share_kept": None}


def _before(fund: Fund, targets: Targets) -> dict[str, Any] | None:
    """The formula by which the fund was shared so far; None where what each place had is stated in money."""
    worked, before = targets.before_worked, fund.damping.before if fund.damping else ""
    if worked is None or not isinstance(before, str):
        return None
    facts = formula_facts(fund.formulas[before], worked)
    if worked.tree.gives == "money":
        return {**facts, "weights": None, "last_penny": None}
    roundings = remainders(worked.result.numerators, targets.total, order=targets.order)
    return {
        **facts,
        "weights": exact_text(worked.result.total()),
        "last_penny": last_penny(roundings, targets.order),
    }


def _named(fund: Fund) -> Formula | str:
    return fund.formulas[fund.formula] if isinstance(fund.formula, str) else "the fund's own"


def _purpose(fund: Fund, purpose: str) -> str:
    return "What residents decide" if purpose == OPEN else next(p.title for p in fund.purposes if p.id == purpose)


def _limit(limit: Limit | None, result: FundResult) -> Mapping[str, Any] | None:
    if limit is None:
        return None
    held = sum(sum(purse.comes_in) for purse in result.problem.purses)
    of_equal_share = Fraction(limit.of_equal_share or 0)
    return {
        "per_place_pence": int(limit.per_place or 0),
        "per_resident_pence": int(limit.per_resident or 0),
        "of_equal_share": exact_text(of_equal_share),
        "of_equal_share_pence": int(of_equal_share * held / len(result.places)),
    }
