"""At what scale to target: the answer in words, a curve for each level, and a table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leastfirst.exchange.report import charts
from leastfirst.exchange.report.page import Figure, TableView
from leastfirst.ground.area_codes import level_words
from leastfirst.ground.words import capital
from leastfirst.measure import ScaleResult, scale_answer

USUAL = ("score", "average-score")
SHOWN = (0.01, 0.05, 0.10, 0.15, 0.20, 0.30)


@dataclass(frozen=True)
class Block:
    """A paragraph of the answer, with the points under it."""

    words: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Scales:
    """What the page says of scale."""

    blocks: tuple[Block, ...]
    figure: Figure


def scales(found: ScaleResult | None) -> Scales | None:
    """Put a comparison of scales into words and a figure; None when there is none."""
    return None if found is None else Scales(_blocks(scale_answer(found)), _figure(found))


def _blocks(answer: str) -> tuple[Block, ...]:
    """The answer's lines as paragraphs; a line that is set in is a point of the one before it."""
    blocks: list[tuple[str, list[str]]] = []
    for line in answer.splitlines():
        if line.startswith("  ") and blocks:
            blocks[-1][1].append(line.strip())
        elif line.strip():
            blocks.append((line.strip(), []))
    return tuple(Block(words, tuple(capital(point) for point in points)) for words, points in blocks)


def _figure(found: ScaleResult) -> Figure:
    usual = [each for each in found.targetings if each.summary in USUAL]
    lines = []
    for each in usual:
        reached = (0.0, *(each.reached / found.in_need).tolist())
        budgets = (0.0, *found.budgets.tolist())
        lines.append(charts.Line(level_words(each.geography.level), tuple(zip(budgets, reached, strict=True))))
    own, mark = found.own, None
    if own.people > 0 and own.people / found.people <= found.budgets[-1]:
        mark = ("this list", own.people / found.people, own.reached / found.in_need)
    at = int(np.argmin(np.abs(found.budgets - 0.1)))
    shares = [f"{each.reached[at] / found.in_need:.0%} by {level_words(each.geography.level)}" for each in usual]
    finding = (
        f"With money for {found.budgets[at]:.0%} of all residents, targeting reaches {', '.join(shares)} of the people "
        f"in need."
    )
    drawing = charts.curves(
        lines,
        mark=mark,
        x="Residents there is money for",
        y="People in need who are reached",
        alternative=f"A curve for each level. {finding} The table holds the numbers.",
        id="scale-curve",
    )
    return Figure(
        "scale-curve",
        "Who is reached, by scale",
        finding,
        "Money is spent on the worst areas first. The higher a curve, the more of the people in need it reaches for "
        "the same money." + (" The diamond (◇) is the list of this page." if mark else ""),
        (drawing,),
        _table(found),
    )


def _table(found: ScaleResult) -> TableView:
    rows = []
    for each in found.targetings:
        if each.summary not in USUAL:
            continue
        for i, budget in enumerate(found.budgets.tolist()):
            if not any(abs(budget - shown) < 1e-9 for shown in SHOWN):
                continue
            known = not np.isnan(each.low[i])
            rows.append(
                (
                    level_words(each.geography.level),
                    f"{budget:.0%}",
                    f"{each.areas[i]:,.0f}",
                    f"{each.reached[i] / found.in_need:.0%}",
                    f"{1 - each.reached[i] / each.people[i]:.0%}",
                    f"{each.low[i] / found.in_need:.0%} to {each.high[i] / found.in_need:.0%}" if known else "",
                )
            )
    columns = (
        "Level",
        "Money for",
        "Areas",
        "People in need reached",
        "Spent on others",
        "Reached by random borders",
    )
    return TableView(
        "Who is reached by each level, for some budgets", columns, tuple(rows), frozenset(range(1, len(columns)))
    )
