"""An endowment in plain sentences: ranges and chances, with the assumptions that they stand on."""

from __future__ import annotations

import math

from leastfirst.definitions.endowment import LevelReal, SpendDown, percent
from leastfirst.fund.endowment.result import SURE, EndowmentResult, Followed, told_years
from leastfirst.ground.money import pounds, short_pounds
from leastfirst.ground.words import capital

_STATUS = {
    "published": "published by its source",
    "inferred": "worked out by us, never confirmed",
    "decided": "decided by those whose money it is",
    "recalled": "recalled from the literature, to be checked",
    "example": "an example of ours",
}


def told(result: EndowmentResult) -> str:
    """The finding: what was followed, what was assumed, what each rule does, and how much a year would last."""
    return "\n".join(
        [*_followed(result), *_assumed(result), *_rules(result), *_levels(result), *_read_with_care(result)]
    )


def in_paths(counted: int, paths: int) -> str:
    """How many of the paths, never rounded to all or none."""
    if counted in (0, paths):
        return f"all {paths:,} paths" if counted else "none of the paths"
    share = 100 * counted / paths
    if share < 1:
        return "fewer than 1 path in 100"
    return "more than 99 paths in 100" if share > 99 else f"{share:.0f} paths in 100"


def _followed(result: EndowmentResult) -> list[str]:
    endowment = result.endowment
    return [
        f"{pounds(endowment.value, endowment.value.sign)}, followed for {endowment.horizon_years} years on "
        f"{result.paths:,} random paths of returns (seed {result.seed}), the same for every rule. All sums are in "
        "today's prices. A range holds 90 paths in 100: 5 lie below it and 5 above."
    ]


def _assumed(result: EndowmentResult) -> list[str]:
    lines = [f"What it earns is assumed, and costs of {percent(result.endowment.costs)} a year come off:"]
    for each in result.endowment.returns:
        lines.append(f"- {each.id}: {each.title}; {each.words}. Source: {each.source} ({_STATUS[each.status]}).")
    return lines


def _rules(result: EndowmentResult) -> list[str]:
    lines: list[str] = []
    for rule in result.endowment.payouts:
        lines.append(f"{capital(rule.words)}:")
        lines += [f"- {_one(result, each)}" for each in result.followed if each.rule.name == rule.name]
    return lines


def _one(result: EndowmentResult, each: Followed) -> str:
    n, sign = result.paths, result.endowment.value.sign
    money = [f"{each.assumed.id}: {short_pounds(each.first_pence, sign)} in the first year"]
    last = each.years
    for year in sorted({min(10, last), last} - {1}):
        low, middle, high = (short_pounds(int(pence), sign) for pence in each.payout[year - 1, [0, 2, 4]])
        money.append(
            f"{low} in year {year}" if low == high else f"{low} to {high} in year {year} (in the middle {middle})"
        )
    low, high = (short_pounds(int(pence), sign) for pence in each.total[[0, 4]])
    said = [", ".join(money) + (f"; {low} in all." if low == high else f"; {low} to {high} in all.")]
    said.append(_how_long(each, n))
    if isinstance(each.rule, SpendDown):
        low, high = (short_pounds(int(pence), sign) for pence in each.left[last - 1, [0, 4]])
        if each.rule.shared == "once":
            said.append(f"Left after year {last}: " + (f"{low}." if low == high else f"{low} to {high}."))
    else:
        if not isinstance(each.rule, LevelReal):  # that pays all or, soon after, nothing
            half = in_paths(int(each.half_first[-1]), n)
            said.append(f"In year {last} it pays at least half of the first year's sum in {half}.")
        kept = in_paths(int(each.value_kept[-1]), n)
        said.append(f"After year {last} it is worth at least what it was at the start in {kept}.")
    return " ".join(said)


def _how_long(each: Followed, paths: int) -> str:
    """Chances of having paid in full for so many years, then for how long it is sure."""
    years = [year for year in told_years(len(each.in_full)) if year < each.years] + [each.years]
    counted = [int(each.in_full[year - 1]) for year in years]
    ends = f" It ends after year {each.years}, as planned." if isinstance(each.rule, SpendDown) else ""
    # Of years with the same chance in words, the last says it all.
    in_words = {in_paths(c, paths): year for year, c in zip(years, counted, strict=True)}
    chances = ", ".join(f"{year} years in {chance}" for chance, year in in_words.items())
    if len(in_words) == 1 and each.lasts(95, paths) == each.years:
        return f"It pays in full for all {chances}.{ends}"
    sure, half = (_years(each.lasts(share, paths), each.years) for share in (95, 50))
    return f"It pays in full for {chances}. So it lasts {sure} in 95 paths in 100, {half} in half of them.{ends}"


def _years(lasts: int, most: int) -> str:
    return f"all {most} years" if lasts >= most else f"at least {lasts} year{'' if lasts == 1 else 's'}"


def _levels(result: EndowmentResult) -> list[str]:
    sign, at = result.endowment.value.sign, SURE.index(90)
    lines = ["The same sum every year that lasts in 90 paths in 100 (and in half of them):"]
    for assumed in result.endowment.returns:
        parts = [
            f"{each.years} years at {short_pounds(int(each.pence[at]), sign)} "
            f"({short_pounds(int(each.pence[SURE.index(50)]), sign)})"
            for each in result.lasting
            if each.assumed.id == assumed.id
        ]
        lines.append(f"- {assumed.id}: " + ", ".join(parts) + ".")
    return lines


def _read_with_care(result: EndowmentResult) -> list[str]:
    if all(each.sd == 0 for each in result.endowment.returns):
        return ["Every set of returns is certain here, which no return is: give them a standard deviation."]
    points = float(f"{100 * 2 * 0.5 / math.sqrt(result.paths):.1g}")
    return [
        f"With {result.paths:,} paths a chance is right to within about {points:g} in 100. "
        "That the assumptions are wrong matters more: compare the sets of returns."
    ]
