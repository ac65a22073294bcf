"""Where the money goes: each winner as a step of a bar that climbs towards the budget."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from leastfirst.decide import Election
from leastfirst.exchange.report.vote_findings import Record, sum_of
from leastfirst.exchange.report.vote_text import Texts

WIDTH, HEIGHT = 300, 16


@dataclass(frozen=True)
class Step:
    """One row: a project (or what is left), what it costs, what is spent with it, and its step of the bar."""

    name: Markup
    cost: str
    so_far: str
    bar: Markup


def steps_of(record: Record, election: Election, texts: Texts) -> list[Step]:
    """The winners in the order in which they were elected, then what is left of the budget."""
    costs = [(texts.name(id), Fraction(str(record["projects"][id]["cost"]))) for id in record["elected"]]
    if part := record["part_funded"]:
        costs.append((texts.name(part["id"]) + " (in part)", Fraction(str(part["amount"]))))
    budget, spent = Fraction(str(record["election"]["budget"])), Fraction(0)
    steps = []
    for name, cost in costs:
        bar = _bar(spent, cost, budget, "some")
        spent += cost
        steps.append(Step(name, _sum(cost, election), _sum(spent, election), bar))
    if spent != Fraction(str(record["spent"])):
        raise AssertionError(f"the projects cost {spent} together, and {record['spent']} is said to be spent")
    if left := budget - spent:
        bar = _bar(spent, left, budget, "rest")
        steps.append(Step(Markup("Left over"), _sum(left, election), _sum(budget, election), bar))
    return steps


def _sum(value: Fraction, election: Election) -> str:
    return sum_of(str(value), election)


def _bar(start: Fraction, length: Fraction, budget: Fraction, kind: str) -> Markup:
    x, width = (float(each / budget * WIDTH) if budget else 0.0 for each in (start, length))
    width = max(width, 1.0)
    x = min(x, WIDTH - width)
    return Markup(
        '<svg class="step" viewBox="0 0 {w} {h}" width="{w}" height="{h}" preserveAspectRatio="none" '
        'aria-hidden="true"><path class="all" d="M0 {low}h{w}"/><rect class="{kind}" x="{x}" y="1" width="{width}" '
        'height="{tall}"/></svg>'
    ).format(w=WIDTH, h=HEIGHT, low=HEIGHT - 0.5, kind=kind, x=f"{x:.1f}", width=f"{width:.1f}", tall=HEIGHT - 3)
