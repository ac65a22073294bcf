"""The charts of a designation, each with its finding in a sentence and its numbers in a table."""

from __future__ import annotations

from bisect import bisect

import numpy as np

from leastfirst.definitions.designation import WorstOnAll
from leastfirst.exchange.report import charts
from leastfirst.exchange.report.domains import Comparison, Standing, compared_with, standings
from leastfirst.exchange.report.drawing import Drawing
from leastfirst.exchange.report.page import Figure, TableView
from leastfirst.exchange.report.places import Group, Places, with_the
from leastfirst.ground.ranks import quantile_groups
from leastfirst.ground.tables import Inputs
from leastfirst.ground.words import capital, listed
from leastfirst.measure import DesignationResult

MOST_BARS = 15
NEAR_AVERAGE = 40
"""A place of 40 among 100, or better, is called near the average."""
STEPS = (0.4, 0.7, 1.0, 1.4, 2.0, 2.8)
"""A square gets darker at these multiples of what it would hold if two measures had nothing to do with each other."""


def draw_charts(result: DesignationResult, places: Places, inputs: Inputs) -> list[Figure]:
    """The figures that this result allows, in the order of the page."""
    figures = [_by_place(places), _tenths(result), _parts(result, inputs)]
    return [figure for figure in figures if figure is not None]


def _by_place(places: Places) -> Figure | None:
    regions = places.regions()
    districts = places.districts(empty=True)
    groups, word = (regions, places.region_word) if len(regions) > 1 else (districts, places.district_word)
    groups = sorted(groups, key=lambda group: (-group.share, group.code))
    if len(groups) < 2:
        return None
    shown = groups[:MOST_BARS]
    bars = [
        charts.Bar(g.name, g.share, f"{g.share:.1%} · {g.residents:,} people" if g.chosen else "none") for g in shown
    ]
    first, last = groups[0], groups[-1]
    finding = (
        f"{first.share:.1%} of the residents of {with_the(first.name)} live in a chosen area, against "
        f"{f'{last.share:.1%}' if last.chosen else 'none'} in "
        f"{with_the(last.name)}."
    )
    return Figure(
        "by-place",
        f"Where people in chosen areas live, by {_singular(word)}",
        finding,
        f"Each bar is the share of a {_singular(word)}’s residents who live in a chosen area. Longer means more.",
        (charts.bars(bars, alternative=f"Bar chart. {finding} The table holds every number.", id="by-place"),),
        _group_table(groups, word),
    )


def _group_table(groups: list[Group], word: str) -> TableView:
    rows = tuple(
        (g.name, f"{g.chosen:,}", f"{g.areas:,}", f"{g.residents:,}", f"{g.people:,}", f"{g.share:.1%}") for g in groups
    )
    chosen, areas, residents, people = (
        sum(getattr(g, name) for g in groups) for name in ("chosen", "areas", "residents", "people")
    )
    share = f"{residents / people:.1%}" if people else ""
    return TableView(
        f"Chosen areas and their residents by {_singular(word)}",
        (
            _singular(word).capitalize(),
            "Chosen areas",
            "All areas",
            "Residents of chosen areas",
            "All residents",
            "Share",
        ),
        rows,
        frozenset({1, 2, 3, 4, 5}),
        ("Total", f"{chosen:,}", f"{areas:,}", f"{residents:,}", f"{people:,}", share),
    )


def _tenths(result: DesignationResult) -> Figure | None:
    if len(result.measures) < 2:
        return None
    across, down = result.measures[:2]
    both = (across.rank > 0) & (down.rank > 0)
    column = quantile_groups(across.rank, of=across.ranked)[both]
    row = quantile_groups(down.rank, of=down.ranked)[both]
    counts = np.zeros((11, 11), dtype=np.int64)
    chosen = np.zeros((11, 11), dtype=np.int64)
    np.add.at(counts, (row, column), 1)
    np.add.at(chosen, (row, column), result.designated[both].astype(np.int64))
    rule = result.designation.rule
    by_share = isinstance(rule, WorstOnAll)
    numbers = counts if by_share else chosen
    x, y = across.measure.short, down.measure.short
    alone = int(both.sum()) / 100
    cells = [
        charts.Cell(
            c,
            r,
            bisect(STEPS, counts[r, c] / alone),
            f"{numbers[r, c]:,}" if by_share or numbers[r, c] else "",
            bool(chosen[r, c]),
        )
        for r in range(1, 11)
        for c in range(1, 11)
    ]
    corner = 10 * rule.share[0] / rule.share[1] if isinstance(rule, WorstOnAll) else None
    corner_count = int(counts[1, 1])
    finding = (
        f"{corner_count:,} areas are in the worst tenth for both {x} and {y}. If the two had nothing to do with each "
        f"other, about {alone:,.0f} would be."
    )
    if not by_share:
        finding += f" {int(chosen[1, 1]):,} of the {corner_count:,} were chosen."
    colour = (
        "The number in a square is how many areas it holds. Seven shades from faint to strong stand for few to many."
    )
    frame = " The frame holds the areas that the rule chooses." if corner is not None else ""
    if not by_share:
        colour = (
            "Seven shades from faint to strong stand for few to many areas in a square; the number in it is how many "
            "of them were chosen."
        )
    drawing = charts.grid(
        cells,
        corner=corner,
        x=x,
        y=y,
        alternative=f"Grid of ten by ten squares. {finding} The table holds every number.",
        id="tenths",
    )
    return Figure(
        "tenths",
        f"How {x} and {y} go together",
        finding,
        f"All areas are put in ten equal groups, once by {x} (across) and once by {y} (down). {colour}{frame}",
        (drawing,),
        _tenths_table(counts, chosen, x, y, by_share),
    )


def _tenths_table(counts: np.ndarray, chosen: np.ndarray, x: str, y: str, by_share: bool) -> TableView:
    def words(r: int, c: int) -> str:
        extra = f" ({chosen[r, c]:,} chosen)" if chosen[r, c] and not by_share else ""
        return f"{counts[r, c]:,}{extra}"

    return TableView(
        f"Areas by tenth of {y} (rows) and tenth of {x} (columns); 1 = greatest need",
        (f"{y.capitalize()}, tenth", *(str(n) for n in range(1, 11))),
        tuple((str(r), *(words(r, c) for c in range(1, 11))) for r in range(1, 11)),
        frozenset(range(1, 11)),
    )


def _parts(result: DesignationResult, inputs: Inputs) -> Figure | None:
    if not result.count:
        return None
    other = compared_with(result)
    drawings: list[Drawing] = []
    rows: list[tuple[str, ...]] = []
    told: list[Standing] = []
    for m in result.measures:
        found = standings(m, result, other, inputs)
        if not found:  # an index of one indicator has no parts
            continue
        told += found
        drawing = charts.points(
            [charts.Row(each.title, each.chosen, each.other) for each in found],
            x="Place among 100, 0 = greatest need",
            middle="half-way",
            alternative=f"Points for the {len(found)} parts of the {m.measure.title}. The table holds every number.",
            id=f"parts-{m.measure.id}",
            name=m.measure.title,
        )
        drawings.append(drawing)
        rows += [
            (
                f"{m.measure.title}: {s.title}",
                f"{s.chosen:.1f}",
                *([f"{s.other:.1f}"] if s.other is not None else []),
                f"{s.everyone:.1f}",
            )
            for s in found
        ]
    if not told:
        return None
    columns = ("Part", "Chosen areas", *([capital(other.words)] if other else []), "All areas")
    return Figure(
        "parts",
        "What is worse there, and what is not",
        _honest(told, other),
        _how_to_read(other),
        tuple(drawings),
        TableView(
            "Average place of residents’ areas among 100, 0 = greatest need",
            columns,
            tuple(rows),
            frozenset(range(1, len(columns))),
        ),
    )


def _how_to_read(other: Comparison | None) -> str:
    words = (
        "For each part of an index all areas are put in order, from 0 (greatest need) to 100. "
        "A filled circle (●) is where the average resident of a chosen area lives in that order."
    )
    if other:
        words += f" A hollow diamond (◇) is the same for {other.areas:,} other areas: {other.words}."
    return words


def _honest(found: list[Standing], other: Comparison | None) -> str:
    """Name the worst part, and every part on which the chosen areas are not worse than what they are held against."""
    worst = min(found, key=lambda each: each.chosen)
    told = f"The chosen areas stand worst on {_quoted([worst.title])}."
    if other:
        against = f"other areas in {other.words.partition(', but')[0]}"
        better = [each.title for each in found if each.other is not None and each.chosen >= each.other]
        told += (
            f" But on {_quoted(better)} they are no worse than {against}."
            if better
            else f" On every part they are worse than {against}."
        )
    mild = [each.title for each in found if each.chosen >= NEAR_AVERAGE]
    if mild:
        told += f" They are near the average, or better, on {_quoted(mild)}."
    return told


def _quoted(titles: list[str]) -> str:
    return listed([f"‘{title}’" for title in titles])


def _singular(word: str) -> str:
    return word.removesuffix("s")
