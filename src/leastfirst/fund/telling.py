"""The finding of a shared fund in plain sentences."""

from __future__ import annotations

from leastfirst.fund.result import FundResult
from leastfirst.fund.strings import told_of_strings
from leastfirst.ground.money import pounds


def finding(result: FundResult) -> str:
    """Who gets how much, and what cannot be spent, in a few sentences."""
    fund, places, paid = result.fund, result.places, result.paid
    sign = fund.sign
    n = len(places)
    called = fund.called if n != 1 else fund.called_one
    years = fund.years
    when = f"in {years[0]}" if len(years) == 1 else f"over {len(years)} years, {years[0]} to {years[-1]}"
    told = f"{fund.title} ({fund.status}): {pounds(sum(paid), sign)} for {n:,} {called} {when}."
    residents = result.residents
    if residents is not None and any(residents):
        told += f" {sum(residents):,} people live there: {pounds(sum(paid) // sum(residents), sign)} for each resident."
    if n > 1:
        least, most = min(range(n), key=lambda i: (paid[i], i)), max(range(n), key=lambda i: (paid[i], -i))
        if paid[least] == paid[most]:
            told += f" Each gets {pounds(paid[least], sign)}."
        elif paid[most] - paid[least] == 1:
            told += f" Each gets {pounds(paid[least], sign)}, or a penny more."
        else:
            told += (
                f" From {pounds(paid[least], sign)} ({places.names[least]}) to {pounds(paid[most], sign)} "
                f"({places.names[most]})."
            )
    for what, one, many in (
        ("floor", "place is held up by its floor", "places are held up by their floors"),
        ("cap", "place is held down by its cap", "places are held down by their caps"),
    ):
        count = result.held.count(what)
        told += f" {count:,} {one if count == 1 else many}." if count else ""
    if result.left_out:
        told += f" {len(result.left_out):,} cannot take part (places.csv says why)."
    short = result.targets.total - sum(paid)
    if short:
        worst = min(result.routing.fulfilment)
        told += (
            f" Strings and timing keep {pounds(short, sign)} of what need asks for from being paid; the place that "
            f"loses most gets {float(worst):.1%} of its share."
        )
    told += "".join(f" {sentence}" for sentence in _unspent(result))
    return "\n".join([told, *told_of_strings(result)])


def _unspent(result: FundResult) -> list[str]:
    """The pounds that no string allows to be spent, by pot and reason."""
    sums: dict[tuple[int, str], tuple[int, list[str]]] = {}
    for each in result.routing.unspent:
        pence, years = sums.get((each.purse, each.why), (0, []))
        sums[each.purse, each.why] = (pence + each.pence, [*years, result.problem.years[each.year]])
    return [
        f"Unspent: {pounds(pence, result.fund.sign)} of {result.problem.purses[purse].title} "
        f"({years[0]}{f' to {years[-1]}' if len(years) > 1 else ''}), because {why}."
        for (purse, why), (pence, years) in sums.items()
    ]
