"""What a shared fund says first: the finding, how far it can be relied on, key figures and plain paragraphs."""

from __future__ import annotations

from leastfirst.definitions.fund import Fund
from leastfirst.definitions.pots import EITHER
from leastfirst.exchange.report.fund_sums import Sums, groups, levels_of, short_money
from leastfirst.exchange.report.page import Head, relied_on
from leastfirst.exchange.report.places import with_the
from leastfirst.fund import FundResult
from leastfirst.ground.money import short_pounds
from leastfirst.ground.words import capital, counted, in_letters, listed

STATUS_WORDS = {
    "published": (
        "The rules are published, the sums are worked out here",
        "We read the rules at their source.",
    ),
    "inferred": ("Our reading, not confirmed", "The rules are our reading, never confirmed. Not an official offer."),
    "decided": ("Decided", "Those whose money it is decided on these rules."),
    "recalled": ("To be checked", "The rules were written down from memory. Check them before you rely on them."),
    "example": ("An example to learn from", ""),
}


def find(result: FundResult, sums: Sums) -> Head:
    """Say how much, for how many places, over which years, by what formula, and for how many residents."""
    fund, n = result.fund, len(result.places)
    called = counted(n, fund.called_one, fund.called)
    headline = f"{capital(short_money(sums.total, fund.sign))} for {called}, {_over(fund)}."
    when = f"Paid from {fund.years[0]} to {fund.years[-1]} and" if len(fund.years) > 1 else "It is"
    because = f"{when} shared by formula: {_lower(formula_title(result))}. Nobody has to bid."
    if sums.people:
        each = sums.per_head(sums.total, sums.people)
        because += f" {sums.people:,} people live there, so it is {each} for each of them."
    status = relied_on(fund.status, fund.standing, STATUS_WORDS)
    return Head(headline, because, status, tuple(_figures(result, sums)), tuple(_paragraphs(result, sums)))


def formula_title(result: FundResult) -> str:
    """What the fund's formula is called; one that is written into the fund has no title but that of its only step."""
    formula = result.fund.formula
    if isinstance(formula, str):
        return result.fund.formulas[formula].title
    tree = result.targets.worked.tree
    title = tree.steps[tree.result].title
    return title if len(tree.steps) == 1 and title else f"The fund’s own, in {len(tree.steps)} steps"


def _over(fund: Fund) -> str:
    years = fund.years
    if len(years) == 1:
        return f"in {years[0]}"
    return f"over {in_letters(len(years))} years"


def _figures(result: FundResult, sums: Sums) -> list[tuple[str, str]]:
    fund, n, years = result.fund, len(result.places), result.fund.years
    figures = [
        (short_pounds(sums.total, fund.sign), _shared_out(result)),
        (f"{n:,}", fund.called_one if n == 1 else fund.called),
    ]
    if sums.people:
        figures.append((f"{sums.people:,}", "people live there"))
        figures.append((sums.per_head(sums.total, sums.people), "for each of them"))
    elif n > 1:
        figures.append((short_pounds(sums.total // n, fund.sign), "for each, on average"))
    figures.append(
        (f"{len(years)}", f"years, {years[0]} to {years[-1]}") if len(years) > 1 else (str(years[0]), "is the year")
    )
    return figures


def _shared_out(result: FundResult) -> str:
    unspent = result.routing.unspent_pence
    if not unspent:
        return "is shared out, to the penny"
    return f"is shared out; {short_pounds(unspent, result.fund.sign)} more cannot be spent"


def _paragraphs(result: FundResult, sums: Sums) -> list[str]:
    told = [
        _spread(result, sums),
        _regions(result, sums),
        _kinds(result, sums),
        _held(result, sums),
        _pots(result, sums),
    ]
    if result.left_out:
        told.append(
            f"{counted(len(result.left_out), 'more place')} could not take part. They are named below, with the reason."
        )
    return [each for each in told if each]


def _spread(result: FundResult, sums: Sums) -> str:
    paid, names, n = result.paid, result.places.names, len(result.places)
    if n == 1:
        return f"{names[0]} gets {sums.money(paid[0])}."
    least, most = min(range(n), key=lambda i: (paid[i], i)), max(range(n), key=lambda i: (paid[i], -i))
    if paid[most] - paid[least] <= 1:
        extra = "" if paid[most] == paid[least] else ", or a penny more"
        return f"Every {result.fund.called_one} gets the same: {sums.money(paid[least])}{extra}."
    told = (
        f"The most goes to {names[most]}: {sums.whole(paid[most])}. The least goes to {names[least]}: "
        f"{sums.whole(paid[least])}."
    )
    people = sums.residents
    if people and all(people):
        each = sorted(paid[i] / people[i] for i in range(n))
        low, high = sums.per_head(round(each[0]), 1), sums.per_head(round(each[-1]), 1)
        told += (
            f" Over all places, it is between {low} and {high} for each resident."
            if low != high
            else f" That is {low} a head."
        )
    return told


def _regions(result: FundResult, sums: Sums) -> str:
    levels = levels_of(result)
    if not levels:
        return ""
    found = [group for group in groups(result, levels[-1]) if group.code]
    if len(found) < 2:
        return ""
    paid = {group.code: sum(result.paid[i] for i in group.places) for group in found}
    most = max(found, key=lambda group: (paid[group.code], group.code))
    return (
        f"{capital(with_the(most.name))} gets the most: {short_money(paid[most.code], result.fund.sign)}, "
        f"{_share(paid[most.code], sums.total)} of the fund, for {counted(len(most.places), 'place')}."
    )


def _kinds(result: FundResult, sums: Sums) -> str:
    if not sums.kinds:
        return "The fund sets no balance between buying things that last (capital) and running costs (revenue)."
    words = {
        "capital": "capital, for things that last, such as buildings and parks",
        "revenue": "revenue, for running costs and people’s pay",
        EITHER: "for either, as places choose",
    }
    totals = {kind: sum(sums.kind_of(sums.by_year, kind)) for kind in sums.kinds}
    if len(totals) == 1:
        return f"All of it is {words[sums.kinds[0]]}.{_kept_from_balance(result, totals)}"
    told = [f"{_share(pence, sums.total)} is {words[kind]}" for kind, pence in totals.items()]
    return f"{capital('; '.join(told))}.{_kept_from_balance(result, totals)}"


def _kept_from_balance(result: FundResult, totals: dict[str, int]) -> str:
    """That another balance of kinds was wanted, and whose strings keep the fund from it; nothing where it is met."""
    asked = {kind: share for kind, share in (result.fund.kinds or {}).items() if share}
    paid = sum(totals.values())
    if all(_share(totals.get(kind, 0), paid) == f"{float(100 * share):.0f}%" for kind, share in asked.items()):
        return ""
    wanted = listed([f"{float(100 * share):.3g}% {kind}" for kind, share in asked.items()])
    purses = result.problem.purses
    on_kinds = [each for each in purses if any(tie.kind in ("kind", "purposes") for tie in each.ties)]
    titles = [each.title for each in on_kinds or [each for each in purses if each.ties]]
    return f" The fund asks for {wanted}; the strings of {listed(titles)} keep it from that."


def _held(result: FundResult, sums: Sums) -> str:
    fund, told = result.fund, []
    for what, limit, one, many in (
        ("floor", fund.floor, "place is held up by the floor", "places are held up by the floor"),
        ("cap", fund.cap, "place is held down by the cap", "places are held down by the cap"),
    ):
        if limit is not None:
            count = sums.held.count(what)
            told.append(f"{f'{count:,}' if count else 'no'} {one if count < 2 else many}")
    return f"{capital(listed(told))}." if told else ""


def _pots(result: FundResult, sums: Sums) -> str:
    pots, sign = result.fund.pots, result.fund.sign
    strings = sum(len(pot.strings) for pot in pots)
    told = (
        "The money comes from one pot"
        if len(pots) == 1
        else f"The money of {in_letters(len(pots))} pots is merged into one fund"
    )
    told += ", and every string is kept." if strings else ", without strings."
    short = result.targets.total - sums.total
    if short:
        behind = sum(paid < target for paid, target in zip(result.paid, result.targets.pence, strict=True))
        least = f"{float(100 * result.routing.smallest):.1f}%"
        who = "every place gets" if behind == len(result.paid) else counted(behind, "place gets", "places get")
        told += (
            f" The strings keep {short_money(short, sign)} from where need would put it: {who} less than the full "
            f"share; the least is {least} of it."
        )
    unspent = result.routing.unspent_pence
    if unspent:
        told += f" {capital(short_money(unspent, sign))} stays unspent, and with the pots stands why."
    return told


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "none"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words
