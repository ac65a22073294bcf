"""Who paid how much for a project, as a small drawing: as wide as people paid, as high as each of them paid.

All drawings of a page have one scale, so that the filled area is the cost of the project.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from markupsafe import Markup, escape

from leastfirst.decide import Election
from leastfirst.exchange.report.vote_findings import sum_of

WIDTH, HEIGHT = 300, 64
MOST_ROWS = 8
Paid = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Scale:
    """What the width (voters) and the height (money for each) of a drawing stand for."""

    voters: int
    money: Fraction


@dataclass(frozen=True)
class Payment:
    """The payments for one project: the drawing, and the rows `(voters, what each paid)` beside it."""

    drawing: Markup
    rows: tuple[tuple[str, str], ...]
    sums: str


def scale_of(projects: Mapping[str, Any], share: Fraction | None) -> Scale:
    """One scale for all the projects of a page: the most who paid for any, and the share or the most that one paid."""
    tables = [project["paid"] for project in projects.values() if project.get("paid")]
    voters = max((sum(row["voters"] for row in table) for table in tables), default=1)
    most = max((Fraction(row["each"]) for table in tables for row in table), default=Fraction(1))
    return Scale(voters or 1, share or most or Fraction(1))


def payment_of(project: Mapping[str, Any], scale: Scale, election: Election, *, id: str) -> Payment | None:
    """The payments for a project that was elected; None if nobody is said to have paid."""
    whole: Paid = project.get("paid") or ()
    if not whole:
        return None
    paid = who_paid(project)
    rows = [(_people(row["voters"]), _each(row, election)) for row in paid[:MOST_ROWS]]
    if len(paid) > MOST_ROWS:
        rest = paid[MOST_ROWS:]
        rows.append((_people(sum(row["voters"] for row in rest)), f"less, down to {_each(rest[-1], election)}"))
    payers = sum(row["voters"] for row in paid)
    most = "" if len(paid) == 1 else " at most"
    alternative = f"{_people(payers)} paid, {sum_of(paid[0]['rounded'], election)} each{most}."
    return Payment(_draw(paid, scale, alternative, id), tuple(rows), _adds_up(paid, project, election))


def who_paid(project: Mapping[str, Any]) -> Paid:
    """The rows of those who paid anything, the most first: who had nothing left is not among them."""
    return [row for row in project.get("paid") or () if Fraction(row["each"])]


def _people(n: int) -> str:
    return "1 person" if n == 1 else f"{n:,} people"


def _each(row: Mapping[str, Any], election: Election) -> str:
    return sum_of(row["rounded"], election)


def _adds_up(paid: Paid, project: Mapping[str, Any], election: Election) -> str:
    """That the exact payments make the cost, which is worked out here once more."""
    whole = sum(Fraction(row["each"]) * row["voters"] for row in paid)
    if whole != Fraction(str(project["cost"])):
        raise AssertionError(f"the payments for {project['name']!r} make {whole}, and it costs {project['cost']}")
    return f"Together they paid exactly {sum_of(project['cost'], election)}."


def _draw(paid: Paid, scale: Scale, alternative: str, id: str) -> Markup:
    x, steps, drawn = Fraction(0), [f"M0 {HEIGHT}"], ""
    for row in paid:
        height = _px(HEIGHT - Fraction(row["each"]) / scale.money * HEIGHT)
        start, x = x, x + Fraction(row["voters"] * WIDTH, scale.voters)
        # Steps that are too narrow to see are left out, so that a vote of a million stays a small drawing.
        if (step := f"L{_px(start)} {height}L{_px(x)} {height}") != drawn:
            steps.append(step)
            drawn = step
    path = "".join(steps) + f"L{_px(x)} {HEIGHT}Z"
    return Markup(
        '<svg class="paid" role="img" aria-labelledby="{id}-alt" viewBox="0 0 {w} {h}" width="{w}" height="{h}">'
        '<title id="{id}-alt">{alt}</title><path class="all" d="M0 .5h{x}"/><path class="some" d="{path}"/></svg>'
    ).format(id=id, w=WIDTH, h=HEIGHT, alt=escape(alternative), x=_px(x), path=path)


def _px(value: Fraction) -> str:
    return f"{float(value):.1f}".removesuffix(".0")
