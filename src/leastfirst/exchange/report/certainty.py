"""How sure each place on a list is, and what moves the list most, as the report says it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leastfirst.exchange.report import charts
from leastfirst.exchange.report.page import Figure, TableView
from leastfirst.ground.words import capital, counted
from leastfirst.measure import DesignationResult, UncertaintyResult

MEANINGS = {
    "firm": "on the list at least 9 times in 10",
    "likely": "at least 5 times in 10",
    "borderline": "at least once in 10",
    "unlikely": "less often than once in 10",
}
MOST_OUTSIDE = 50


@dataclass(frozen=True)
class Sure:
    """How sure one area is: its class, how often it was on the list, and the two as people read them."""

    kind: str
    often: str

    @property
    def words(self) -> str:
        """`firm, 97%`."""
        return f"{self.kind}, {self.often}"


@dataclass(frozen=True)
class Step:
    """One class: how many areas of the list are in it, and how many that are not on the list."""

    kind: str
    meaning: str
    chosen: int
    residents: int
    outside: int | None


@dataclass(frozen=True)
class Certainty:
    """What the page says of certainty: `of` each area by its position (None where it was not assessed).

    `outside` holds the positions of the areas not on the list that were on it at least once in ten times, the surest
    first; `listed_outside` those of them that the page lists.
    """

    of: tuple[Sure | None, ...]
    summary: str
    said: tuple[str, ...]
    steps: tuple[Step, ...]
    caveats: tuple[str, ...]
    moves: Figure | None
    outside: tuple[int, ...]
    replicates: int
    seed: int

    @property
    def listed_outside(self) -> tuple[int, ...]:
        """Those just outside that the page lists, the surest first."""
        return self.outside[:MOST_OUTSIDE]


def certainty_of(result: DesignationResult, sure: UncertaintyResult | None) -> Certainty | None:
    """Put the result of many replicates into words; None when there is none."""
    if sure is None:
        return None
    kinds = sure.classes.to_pylist()
    times, designated = sure.times, result.designated
    reached = ~designated & result.assessed & (10 * times >= sure.replicates)
    at = np.flatnonzero(reached)
    outside = at[np.argsort(-times[at], kind="stable")]
    steps = tuple(_step(kind, np.array([each == kind for each in kinds]), result) for kind in MEANINGS)
    return Certainty(
        tuple(
            Sure(kind, _often(int(n), sure.replicates)) if kind else None for kind, n in zip(kinds, times, strict=True)
        ),
        sure.spec.summary,
        tuple(_said(result, sure, steps)),
        steps,
        sure.spec.caveats,
        _moves(sure),
        tuple(outside.tolist()),
        sure.replicates,
        sure.seed,
    )


def _often(times: int, replicates: int) -> str:
    """The share of replicates in whole percent, rounded down, so that it never looks surer than its class."""
    if 0 < 100 * times < replicates:
        return "under 1%"
    return f"{100 * times // replicates}%"


def _step(kind: str, member: NDArray[np.bool_], result: DesignationResult) -> Step:
    chosen = member & result.designated
    residents = round(float(np.nansum(result.population[chosen])))
    outside = int(np.count_nonzero(member & ~result.designated)) if kind != "unlikely" else None
    return Step(kind, MEANINGS[kind], int(np.count_nonzero(chosen)), residents, outside)


def _said(result: DesignationResult, sure: UncertaintyResult, steps: tuple[Step, ...]) -> list[str]:
    low, high = sure.count_interval
    length = f"has between {low:,} and {high:,} places nine times in ten"
    if low == high:
        length = (
            f"has {counted(low, 'place')} nine times in ten" if low != sure.expected_count else "is as long every time"
        )
    one, firm = steps[0].chosen == 1, steps[0].chosen
    told = [
        f"The list was worked out {sure.replicates:,} times more, each time with other choices that could as well "
        f"have been made. It then {length}.",
        f"{firm:,} of the {counted(result.count, 'place')} on the list {'is' if one else 'are'} firm: "
        f"{'it was' if one else 'they were'} on it at least 9 times in 10.",
    ]
    outside = sum(step.outside or 0 for step in steps)
    if outside:
        told.append(
            f"{counted(outside, 'place')} that {'is' if outside == 1 else 'are'} not on it would be at least once in "
            f"10 times. Look at {'it' if outside == 1 else 'these'} before you turn {'it' if outside == 1 else 'them'} "
            f"away."
        )
    if result.designation.status == "inferred":
        told.append("The rule itself is inferred. Nothing here says how sure that is.")
    error = max(1, round(196 * float(np.sqrt(0.25 / sure.replicates))))
    told.append(
        f"The percentages rest on {counted(sure.replicates, 'random draw')} of choices (seed {sure.seed}), so chance "
        f"may put each of them off by {counted(error, 'point')} or so."
    )
    return told


def _moves(sure: UncertaintyResult) -> Figure | None:
    rows = sure.choice_table().to_pylist()
    first = rows[0]
    if first["total_share"] is None or not first["places_moved"]:
        return None
    finding = (
        f"What moves the list most is {first['title']}. When it alone is drawn anew, {_places(first)} come on to the "
        f"list or drop off it, with {first['residents_moved']:,.0f} residents."
    )
    bars = [
        charts.Bar(capital(row["title"]), row["places_moved"], f"{_number(row['places_moved'])} {_error(row)}")
        for row in rows
    ]
    table = TableView(
        "What moves the list",
        ("What is drawn anew", "Places that move", "Error", "Residents", "Part in all changes", "Alone"),
        tuple(
            (
                capital(row["title"]),
                _number(row["places_moved"]),
                _error(row),
                f"{row['residents_moved']:,.0f}",
                _percent(row["total_share"]),
                _percent(row["first_share"]),
            )
            for row in rows
        ),
        frozenset(range(1, 6)),
    )
    return Figure(
        "moves",
        "What moves the list most",
        finding,
        f"Each bar is how many places come on to the list or drop off it, on average, when one choice alone is drawn "
        f"anew, over {counted(int(first['pairs']), 'pair')} of draws. The number after ± is the standard error.",
        (
            charts.bars(
                bars, alternative=f"Bar chart. {finding} The table holds every number.", id="moves", long_names=True
            ),
        ),
        table,
    )


def _places(row: dict[str, float]) -> str:
    return f"{_number(row['places_moved'])} {_error(row)} places"


def _number(moved: float) -> str:
    return f"{moved:,.1f}" if moved < 20 else f"{moved:,.0f}"


def _error(row: dict[str, float]) -> str:
    return f"± {row['places_error']:,.1f}" if row["places_moved"] < 20 else f"± {row['places_error']:,.0f}"


def _percent(share: float | None) -> str:
    # An estimate of a share may fall a little outside.
    return "" if share is None else f"{min(1.0, max(0.0, share)):.0%}"
