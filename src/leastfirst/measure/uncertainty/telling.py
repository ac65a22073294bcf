"""The result of many replicates in plain sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from leastfirst.ground.words import counted
from leastfirst.measure.uncertainty.result import UncertaintyResult


def told_of(result: UncertaintyResult) -> list[str]:
    """How long the list is, how sure the places on it are, who nearly is on it, and what moves it most."""
    return [*_list(result), *_choices(result)]


# With fewer, a place that is on the list half the time may well come out as firm.
ENOUGH = 100


def _list(result: UncertaintyResult) -> Iterator[str]:
    designation = result.base.designation
    low, high = result.count_interval
    length = f"{result.expected_count:,.0f} places on average, and between {low:,} and {high:,} nine times in ten"
    if low == high == result.expected_count:
        length = f"{counted(low, 'place')} every time"
    times = "once" if result.replicates == 1 else f"{result.replicates:,} times"
    yield (
        f"{result.base.count:,} {designation.called} as the definition stands. It was worked out {times} more, with "
        f"other choices that could as well have been made; the list then has {length}."
    )
    if result.replicates < ENOUGH:
        yield f"That is too few to tell how sure a place is: ask for {ENOUGH:,} replicates or more before you use this."
    classes = Counter(zip(result.classes.to_pylist(), result.base.designated.tolist(), strict=True))
    firm, likely, borderline, unlikely = (classes[each, True] for each in ("firm", "likely", "borderline", "unlikely"))
    yield (
        f"Of the {result.base.count:,}, {firm:,} are firm (on the list at least 9 times in 10), {likely:,} likely (at "
        f"least half the time), {borderline:,} borderline (at least 1 time in 10) and {unlikely:,} unlikely."
    )
    firm, likely, borderline = (classes[each, False] for each in ("firm", "likely", "borderline"))
    yield (
        f"Of the places that are not on it, {firm:,} would be firm, {likely:,} likely and {borderline:,} borderline: "
        "look at these before you turn them away."
    )
    if designation.status == "inferred":
        yield "The rule itself is inferred, not confirmed, and nothing here says how sure that is."


def _choices(result: UncertaintyResult) -> Iterator[str]:
    first, *others = result.choice_table().to_pylist()
    if first["total_share"] is None or not first["places_moved"]:
        yield "None of the choices moves the list."
        return
    yield (
        f"What moves the list most is {first['title']}. When it alone is drawn anew, {_places(first)} on average come "
        f"on to the list or drop off it, with {first['residents_moved']:,.0f} people. It has a part in "
        f"{_percent(first['total_share'])} of all changes, and makes {_percent(first['first_share'])} of them alone."
    )
    for row in others:
        if row["places_moved"]:
            part = _percent(row["total_share"])
            yield f"Then {row['title']}: {_places(row)}, {row['residents_moved']:,.0f} people, a part in {part}."
    still = [row["title"] for row in others if not row["places_moved"]]
    if still:
        yield f"The list did not move with {'; '.join(still)}."


def _places(row: Mapping[str, Any]) -> str:
    moved, error = row["places_moved"], row["places_error"]
    digits = 1 if moved < 20 else 0
    return f"{moved:,.{digits}f} (± {error:,.{digits}f}) places"


def _percent(share: float) -> str:
    # An estimate of a share may fall a little outside; the table gives it as it is.
    return f"{min(1.0, max(0.0, share)):.0%}"
