"""The rule `worst-on-all`: chosen when among the worst share of areas on every measure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.definitions.designation import WorstOnAll
from leastfirst.ground.ranks import worst
from leastfirst.ground.words import counted
from leastfirst.measure.selection import MeasureResult, Selection
from leastfirst.measure.words import choose, sentences, with_commas


def select_worst(rule: WorstOnAll, measures: Sequence[MeasureResult]) -> Selection:
    """Choose the areas whose rank is within the line on every measure, and say by how much each is in or out.

    The line on a measure is n x share rounded down, n being the areas that have a rank on it. `..._margin` is the
    line minus the rank: 0 or more is inside. Areas without a rank on some measure are never chosen.
    """
    n = len(measures[0].rank)
    inside_all = np.ones(n, dtype=bool)
    columns: dict[str, pa.Array] = {}
    told: list[list[str | pa.Array]] = []
    # Every number that is told is at most the number of areas: each is written once and then looked up.
    words = with_commas(np.arange(max(m.ranked for m in measures) + 1))
    for m in measures:
        line = worst(rule.share, m.ranked)
        margin = line - m.rank
        inside_all &= (margin >= 0) & (m.rank > 0)
        columns[f"{m.measure.id}_line"] = pa.array(np.full(n, line))
        columns[f"{m.measure.id}_margin"] = pa.array(margin, mask=m.rank == 0)
        told.append([*_where_it_stands(m, line, margin, words, capital=not told), *_tie_at(m, line)])
    percent = 100 * rule.share[0] / rule.share[1]
    on = {1: "the measure", 2: "both measures"}.get(len(measures), f"all {len(measures)} measures")
    verdict = choose(inside_all, f"Chosen: in the worst {percent:g}% on {on}. ", "Not chosen. ")
    pieces: list[str | pa.Array] = [verdict]
    for at, each in enumerate(told):
        pieces += [*each, "; " if at < len(told) - 1 else "."]
    # The worst places first: the lowest sum of ranks, as neither measure counts more than another.
    need = np.sum([m.rank for m in measures], axis=0)
    chosen = np.flatnonzero(inside_all)
    return Selection(inside_all, sentences(*pieces), columns, chosen[np.argsort(need[chosen], kind="stable")])


def _tie_at(m: MeasureResult, line: int) -> list[str | pa.Array]:
    """For the areas whose equal values lie across the line: with how many others they share it, and what decides."""
    need = m.value if m.higher_is_worse else -m.value
    ranked = np.sort(need[m.rank > 0])[::-1]
    if line == 0 or line >= len(ranked) or ranked[line - 1] != ranked[line]:
        return []
    tied = (need == ranked[line]) & (m.rank > 0)
    others = counted(int(tied.sum()) - 1, "other has", "others have")
    decides = "all of them share its rank" if m.index.recipe.ties == "shared" else "the area code decides"
    return [choose(tied, f" ({others} the same value; {decides})", "")]


def _where_it_stands(
    m: MeasureResult, line: int, margin: NDArray[np.int64], words: pa.Array, *, capital: bool
) -> list[str | pa.Array]:
    """The pieces of `Deprivation rank 12 of 33,755, 3,363 places inside the line at 3,375`, joined by the caller."""
    distance, on = np.abs(margin), margin == 0
    name = m.measure.short[:1].upper() + m.measure.short[1:] if capital else m.measure.short
    return [
        f"{name} rank ",
        words.take(pa.array(m.rank)),
        f" of {m.ranked:,}, ",
        choose(on, "", words.take(pa.array(distance))),
        choose(on, "exactly on", choose(distance == 1, " place ", " places ")),
        choose(on, "", choose(margin > 0, "inside", "outside")),
        f" the line at {line:,}",
    ]
