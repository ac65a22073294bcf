"""One area taken apart: how the numbers behind its place on the list add up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.designation import WorstComposite
from leastfirst.exchange.report.page import TableView
from leastfirst.ground.area_codes import level_words
from leastfirst.ground.lookups import Lookup
from leastfirst.ground.sums import sums_at
from leastfirst.ground.tables import Inputs, split_reference
from leastfirst.measure import DesignationResult
from leastfirst.measure.selection import MeasureResult

MOST_MEMBERS = 15
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Part:
    """One table of a worked example with the sentence that goes before it."""

    title: str
    words: str
    table: TableView


@dataclass(frozen=True)
class Example:
    """The area with the greatest need on the list, and its tables in the order of the calculation."""

    position: int
    parts: tuple[Part, ...]


def worked_example(result: DesignationResult, inputs: Inputs) -> Example | None:
    """Take apart the first area of the list; None when the list is empty."""
    if not result.count:
        return None
    i = int(result.order[0])
    parts: list[Part] = []
    for m in result.measures:
        small = i
        if m.measure.roll_up:
            members, small = _members(m, result, i, inputs)
            parts.append(members)
        if small >= 0:
            parts.append(_taken_apart(m, small))
    if isinstance(result.designation.rule, WorstComposite):
        parts.append(_composite(result.designation.rule, result, i))
    return Example(i, tuple(parts))


def _taken_apart(m: MeasureResult, at: int) -> Part:
    index = m.index
    code, name = index.areas.codes[at].as_py(), index.areas.names[at].as_py()
    found = index.contributions(code)
    rows = tuple(
        (c.title, f"{c.rank:,}" if c.rank else "", f"{c.value:.3f}", f"{c.weight:g}", f"{c.points:.3f}") for c in found
    )
    total = sum(c.points for c in found)
    return Part(
        f"{m.measure.title}: {name} ({code})",
        f"The points of the parts add up to {total:.3f}, the score of this area. It is rank {int(index.rank[at]):,} of "
        f"{index.ranked:,}, where 1 is the greatest need.",
        TableView(
            f"{name} on the {m.measure.title}",
            ("Part", "Rank on it", "Value", "Weight", "Points"),
            rows,
            frozenset({1, 2, 3, 4}),
            ("Score", f"{int(index.rank[at]):,}", "", "", f"{total:.3f}"),
        ),
    )


def _members(m: MeasureResult, result: DesignationResult, i: int, inputs: Inputs) -> tuple[Part, int]:
    """The small areas that a rolled-up score is made of, and the position of the one that counts most in the index.

    Where there are several steps, the scores of the steps below the last are worked out again for the areas shown.
    """
    *steps, last = m.measure.roll_up
    codes, values = m.index.areas.codes.to_pylist(), m.index.score
    made_of: dict[str, str] = {}
    for step in steps:
        lookup = Lookup.from_table(inputs[step.through])
        codes, values, made_of = _step(lookup, codes, values, _people(step.population, inputs))
    lookup = Lookup.from_table(inputs[last.through])
    people = _people(last.population, inputs)
    place = {code: k for k, code in enumerate(codes)}
    target = result.areas.codes[i].as_py()
    mine = np.flatnonzero(lookup.column == lookup.targets.index(target).as_py())
    members = [
        (
            lookup.areas[int(lookup.row[k])].as_py(),
            float(lookup.weight[k]) * people[lookup.areas[int(lookup.row[k])].as_py()],
        )
        for k in mine.tolist()
    ]
    members.sort(key=lambda each: (-each[1], each[0]))
    total = sum(weight for _, weight in members)
    rows = [
        (code, f"{weight:,.0f}", f"{values[place[code]]:.3f}", f"{weight / total * values[place[code]]:.3f}")
        for code, weight in members
    ]
    level = level_words(lookup.source.level, plural=True)
    name = result.areas.names[i].as_py()
    shown, rest = rows[:MOST_MEMBERS], rows[MOST_MEMBERS:]
    if rest:
        people_of_rest = sum(weight for _, weight in members[MOST_MEMBERS:])
        points_of_rest = sum(weight / total * values[place[code]] for code, weight in members[MOST_MEMBERS:])
        shown.append((f"{len(rest)} more", f"{people_of_rest:,.0f}", "", f"{points_of_rest:.3f}"))
    mean = last.summary == "average-score"
    words = f"{name} is made of {len(members)} {level}. "
    words += (
        f"Each counts by its residents, and the points add up to its score, {m.value[i]:.3f}. "
        if mean
        else f"They are summed up by {last.summary}, which gives {m.value[i]:.3f}. "
    )
    words += f"It is rank {int(m.rank[i]):,} of {m.ranked:,}."
    first = made_of.get(members[0][0], members[0][0])
    index_codes = m.index.areas.codes
    part = Part(
        f"{m.measure.title}: {name}",
        words,
        TableView(
            f"{name} on the {m.measure.title}",
            (level_words(lookup.source.level), "Residents", "Score", "Points"),
            tuple(shown),
            frozenset({1, 2, 3}),
            ("Score", f"{total:,.0f}", "", f"{m.value[i]:.3f}"),
        ),
    )
    return part, int(index_codes.index(first).as_py())


def _step(
    lookup: Lookup, codes: list[str], values: Values, people: dict[str, float]
) -> tuple[list[str], Values, dict[str, str]]:
    """Means over residents in the targets of a lookup, and for each target the area that gives it most residents."""
    place = {code: k for k, code in enumerate(codes)}
    sources = lookup.areas.to_pylist()
    at = np.array([place[sources[r]] for r in lookup.row.tolist()])
    weight = lookup.weight * np.array([people[sources[r]] for r in lookup.row.tolist()])
    m = len(lookup.targets)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = sums_at(lookup.column, weight * values[at], m) / sums_at(lookup.column, weight, m)
    targets = lookup.targets.to_pylist()
    most: dict[str, str] = {}
    for k in np.argsort(weight, kind="stable").tolist():
        most[targets[lookup.column[k]]] = sources[lookup.row[k]]
    return targets, means, most


def _people(reference: str, inputs: Inputs) -> dict[str, float]:
    table_id, column = split_reference(reference)
    data = inputs[table_id].data
    return dict(zip(data["area_code"].to_pylist(), data[column].to_pylist(), strict=True))


def _composite(rule: WorstComposite, result: DesignationResult, i: int) -> Part:
    rows, total = [], 0.0
    for m in result.measures:
        known = m.value[result.assessed]
        sign = 1 if m.higher_is_worse else -1
        z = sign * (m.value[i] - known.mean()) / known.std()
        weight = rule.weights[m.measure.id]
        total += weight * z
        rows.append(
            (
                m.measure.title,
                f"{m.value[i]:.3f}",
                f"{known.mean():.3f}",
                f"{known.std():.3f}",
                f"{z:.3f}",
                f"{weight:g}",
                f"{weight * z:.3f}",
            )
        )
    name = result.areas.names[i].as_py()
    return Part(
        f"Both together: {name}",
        f"Each score is turned into standard deviations above the mean. Weighted and added they make {total:.3f}: "
        f"rank {result.columns['composite_rank'][i].as_py():,}.",
        TableView(
            f"{name} on the composite",
            ("Measure", "Score", "Mean", "Standard deviation", "Above the mean", "Weight", "Points"),
            tuple(rows),
            frozenset(range(1, 7)),
            ("Composite", "", "", "", "", "", f"{total:.3f}"),
        ),
    )
