"""How a fund was shared, rule by rule, in the order in which the rules apply."""

from __future__ import annotations

from leastfirst.definitions.fund import Limit
from leastfirst.exchange.report.fund_findings import formula_title
from leastfirst.exchange.report.fund_sums import Sums
from leastfirst.fund import FundResult
from leastfirst.fund.why.numbers import equal_share_text
from leastfirst.ground.words import counted, listed


def method_of(result: FundResult, sums: Sums) -> tuple[str, ...]:
    """The rules in sentences."""
    return tuple(each for each in (*_shares(result, sums), *_limits(result, sums), *_paid(result, sums)) if each)


def _shares(result: FundResult, sums: Sums) -> list[str]:
    fund = result.fund
    gives = result.targets.worked.tree.gives
    told = [
        f"The {counted(len(result.places), fund.called_one, fund.called)} take part because the definition names them "
        "or says how they are found. No place applied, and nothing that an applicant could write can enter.",
    ]
    if gives == "money":
        told.append(f"The formula ({formula_title(result)}) gives each place its sum in money.")
    else:
        told.append(
            f"The formula ({formula_title(result)}) gives each place a weight from published figures. A place’s share "
            "of the fund is its weight over the weights of all."
        )
        how = {
            "largest-remainder": "by the largest remainder",
            "sainte-lague": "by Sainte-Laguë’s method",
        }[fund.rounding]
        told.append(
            f"Shares are exact fractions and sums are whole pence. The odd pennies are given {how}; ties go to the "
            "greater need, then to the lower code."
        )
    return told


def _limits(result: FundResult, sums: Sums) -> list[str]:
    fund, told = result.fund, []
    for limit, words in ((fund.floor, "No place gets less than"), (fund.cap, "No place gets more than")):
        if limit is not None:
            told.append(
                f"{words} {_limit(limit, sums)}. What that takes or frees is shared among the others by formula."
            )
    if fund.damping is not None:
        converge = result.targets.damped.years_to_converge if result.targets.damped else None
        told.append(
            f"From year to year a place’s share may fall by {_percent(fund.damping.max_fall)} and rise by "
            f"{_percent(fund.damping.max_rise)} at most. "
            + (
                f"All places reach their share in year {converge}."
                if converge
                else "It takes longer than the fund runs."
            )
        )
    return told


def _limit(limit: Limit, sums: Sums) -> str:
    parts = [sums.money(limit.per_place)] if limit.per_place is not None else []
    parts += [f"{sums.money(limit.per_resident)} for each resident"] if limit.per_resident is not None else []
    parts += [equal_share_text(limit.of_equal_share)] if limit.of_equal_share is not None else []
    return " and ".join(parts)


def _paid(result: FundResult, sums: Sums) -> list[str]:
    fund, told = result.fund, []
    if fund.kinds is not None:
        balance = listed([f"{_percent(share)} is {kind}" for kind, share in fund.kinds.items()])
        told.append(f"Of what each place gets, {balance}.")
    for purpose in fund.purposes:
        share = purpose.exactly if purpose.exactly is not None else purpose.at_most
        bound = "exactly" if purpose.exactly is not None else "at most"
        when = f", paid {purpose.years[0]} to {purpose.years[-1]}" if purpose.years and len(purpose.years) > 1 else ""
        told.append(f"{purpose.title}: {bound} {_percent(share or 0)} of what each place gets{when}.")
    if len(fund.years) > 1:
        told.append(
            {
                "even": "The money is wanted in equal parts each year.",
                "as-money-comes-in": "The money is wanted as it comes in.",
            }[fund.profile]
            if isinstance(fund.profile, str)
            else "The money is wanted by year: "
            + listed([f"{_percent(share)} in {year}" for year, share in fund.profile.items() if share])
            + "."
        )
    if any(pot.strings for pot in fund.pots):
        told.append(
            "The pots then pay so that every string is kept. First no place falls below its floor; then the place that "
            "gets the smallest part of its share gets as much as can be, then the next; then as little as can be is "
            "paid in another year than wanted."
        )
    if fund.fee is not None:
        told.append(
            f"{fund.fee.title}: {_percent(fund.fee.of_drawn)} of what a place draws, paid on top and not part of the "
            f"sums here; {_percent(fund.fee.of_returned)} of what it returns is repaid. The file fees.csv holds them."
        )
    return told


def _percent(share: object) -> str:
    return f"{float(100 * share):g}%"  # type: ignore[operator]
