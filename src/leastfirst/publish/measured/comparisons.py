"""Comparisons: what is worse in the chosen places than in others, indicator by indicator, and each area's own values.

The own values stand in the units of the groups' means, so that a page can put a place beside them. Areas that no
comparison is made for, such as districts, are held against the groups of the plan's own comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa

from leastfirst.definitions import Comparison, comparison_for, load_comparison
from leastfirst.definitions.vocabulary import vocabulary
from leastfirst.exchange.report.compared import compared
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.columns import AreaList, Values, areas_of, lookup_of, numbers, positions_of
from leastfirst.ground.provenance import Manifest
from leastfirst.ground.sums import sums_at
from leastfirst.ground.suppression import suppressed_shares
from leastfirst.ground.tables import Field, Inputs, Needs, Type
from leastfirst.measure import SHARE_PLACES, ComparisonResult, compare, hidden_needs, hidden_shares, plan_comparison
from leastfirst.measure.comparison.estimate import Terms
from leastfirst.measure.comparison.plan import Indicator
from leastfirst.measure.comparison.terms import terms_of, weights_of
from leastfirst.publish.measured.meanings import ROUNDED, SUPPRESSED
from leastfirst.publish.work import Work

_FIGURES = 9
_GROUP: tuple[tuple[str, Type, str, bool], ...] = (
    ("value", "number", "mean", True),
    ("low", "number", "mean, 95% interval from", True),
    ("high", "number", "mean, 95% interval to", True),
    ("n", "integer", "areas with data", False),
    ("missing", "integer", "areas without data", False),
    ("districts", "integer", "districts that they lie in", False),
    ("difference", "number", "difference of the first group from these", True),
    ("difference_low", "number", "that difference, 95% interval from", True),
    ("difference_high", "number", "that difference, 95% interval to", True),
    ("p", "number", "chance of such a difference by luck alone", False),
    ("p_adjusted", "number", "that chance, allowing for how many are looked at", False),
)
_ROW = {
    "indicator": "Indicator",
    "dimension": "Dimension",
    "reversed": "The first group is better off than some other",
    "reading": "What it says",
    "clearly_reversed": "The first group is clearly better off than some other",
    "chosen_by": "The first group was chosen by this index",
    "title": "What it is",
    "capital": "Capital",
    "kind": "Kind of number",
    "unit": "Unit",
    "direction": "Which direction is worse",
    "vintage": "Vintage",
    "source": "Source",
    "brought_by": "Lookup that brought it to these areas",
}


def add_comparisons(work: Work) -> None:
    """`compared-<id>`, the document `comparison/<id>`, and `indicators-<geography>` of every level that has pages."""
    wanted: dict[str, Comparison] = {}
    if work.plan.comparison:
        own = load_comparison(work.plan.comparison)
        wanted[own.id] = own
    for designation in work.designations:
        if designation.id in work.results and designation.id not in wanted:
            with work.part(f"{designation.title}: the places compared with others"):
                found = comparison_for(designation, work.pack.tables)
                wanted[found.id] = found
    made: dict[Geography, str] = {}
    for comparison in wanted.values():
        with work.part(comparison.title):
            _add(work, comparison, made)
    first = wanted.get(work.plan.comparison)
    if first is None or first.geography not in made:
        return
    for geography in work.geographies:
        through = f"{first.geography}--{geography}"
        if geography not in made and through in work.pack.tables:
            with work.part(f"{geography.words} beside the groups of {first.title}"):
                _add_own(work, first, geography, through)


def _add(work: Work, comparison: Comparison, made: dict[Geography, str]) -> None:
    planned = plan_comparison(comparison, work.pack.tables)
    recipes = [recipe for each in comparison.designations.values() for recipe in each.recipes.values()]
    inputs = work.load(planned.needs(comparison) | _hiding(work, planned.indicators), recipes=recipes)
    found = compare(comparison, planned, inputs, results=work.results)
    records = [comparison.record, *(each.record for each in comparison.designations.values())]
    records += [recipe.record for recipe in recipes]
    manifest = work.manifest(f"comparison {comparison.id}", inputs, records)
    work.writer.table(
        f"compared-{comparison.id}",
        found.table(),
        subject="compared",
        of=comparison.id,
        title=comparison.title,
        note=found.told(),
        geography=str(comparison.geography),
        vintage=comparison.vintage,
        key=("indicator",),
        manifest=manifest,
        fields=_fields(found),
        indexed=["dimension"],
    )
    work.writer.document("comparison", comparison.id, _document(found))
    if comparison.geography not in made:
        made[comparison.geography] = comparison.id
        _write_own(work, found, areas_of(inputs, comparison.geography), _own_terms(found, inputs), inputs, manifest)


def _own_terms(found: ComparisonResult, inputs: Inputs) -> dict[str, Terms]:
    """Both sides of every indicator that was compared, for each area of the comparison."""
    areas = areas_of(inputs, found.comparison.geography)
    weights = weights_of(found.comparison, areas, inputs)
    return {row.indicator.id: terms_of(row.indicator, areas, weights, inputs) for row in found.rows}


def _add_own(work: Work, comparison: Comparison, geography: Geography, through: str) -> None:
    """The same values for larger areas: sums over the smaller areas in them that have a value, as in a group."""
    planned = plan_comparison(comparison, work.pack.tables)
    recipes = [recipe for each in comparison.designations.values() for recipe in each.recipes.values()]
    needs = planned.needs(comparison).add(through).add(f"areas-{geography}")
    inputs = work.load(needs | _hiding(work, planned.indicators), recipes=recipes)
    found = compare(comparison, planned, inputs, results=work.results)
    smaller, larger = areas_of(inputs, comparison.geography), areas_of(inputs, geography)
    lookup = lookup_of(inputs, through)
    place = np.full(len(lookup.areas), -1)
    place[lookup.positions(smaller.codes, where=f"areas-{smaller.geography}")] = np.arange(len(smaller))
    at = positions_of(lookup, larger)[lookup.column]

    def summed(terms: Terms) -> Terms:
        known = terms.known[place[lookup.row]]
        sides = [
            sums_at(at, lookup.weight * np.where(known, side[place[lookup.row]], 0.0), len(larger))
            for side in (terms.top, terms.bottom)
        ]
        return Terms(*sides)

    terms = {name: summed(each) for name, each in _own_terms(found, inputs).items()}
    manifest = work.manifest(f"indicators of {comparison.id} by {geography}", inputs, [comparison.record])
    _write_own(work, found, larger, terms, inputs, manifest)


def _write_own(
    work: Work, found: ComparisonResult, areas: AreaList, terms: dict[str, Terms], inputs: Inputs, manifest: Manifest
) -> None:
    columns: dict[str, pa.Array] = {"area_code": areas.codes}
    fields = [Field("area_code", "string", "Area code")]
    hidden: list[list[str]] = [[] for _ in range(len(areas))]
    for row in found.rows:
        indicator, each = row.indicator, terms[row.indicator.id]
        values = _rounded(indicator.per * each.own)
        if _is_counted(indicator):
            few = suppressed_shares(each.top, each.bottom)
            across = hidden_shares(indicator.numerator, indicator.denominator, work.pack.tables, inputs)
            few |= across.get(areas.geography, few)
            places = SHARE_PLACES if indicator.kind == "share" else SHARE_PLACES - 2
            values = np.where(few, np.nan, np.round(indicator.per * each.own, places) + 0.0)
            for i in np.flatnonzero(few & each.known).tolist():
                hidden[i].append(indicator.id)
        columns[indicator.id] = numbers(values)
        fields.append(Field(indicator.id, "number", indicator.title, indicator.unit, indicator.direction))
    columns[SUPPRESSED.name] = pa.array([", ".join(each) or None for each in hidden], pa.string())
    title = f"Indicators: {areas.geography.words}"
    work.writer.table(
        f"indicators-{areas.geography}",
        pa.table(columns),
        subject="indicators",
        of=found.comparison.id,
        title=title,
        note="Each area's own value of every indicator that is compared, in the same units. A share that rests on "
        "fewer than five people or homes is not shown, nor one by which that could be worked out. " + ROUNDED,
        geography=str(areas.geography),
        vintage=found.comparison.vintage,
        manifest=manifest,
        fields=[*fields, SUPPRESSED],
    )


def _is_counted(indicator: Indicator) -> bool:
    """Whether its value in an area is a share made of counts of people or homes there."""
    return bool(indicator.numerator) and indicator.kind in ("share", "percent")


def _hiding(work: Work, indicators: Iterable[Indicator]) -> Needs:
    """What is read to hide small numbers across levels."""
    needs = Needs()
    for each in indicators:
        if _is_counted(each):
            needs |= hidden_needs((*each.numerator, *each.denominator), work.pack.tables)
    return needs


def _rounded(values: Values) -> Values:
    """To as many figures as the table of the groups has, so that two machines write the same."""
    return np.array([float(f"{value:.{_FIGURES}g}") + 0.0 for value in values.tolist()], dtype=np.float64)


def _fields(found: ComparisonResult) -> list[Field]:
    fields = [Field(name, "string", title) for name, title in _ROW.items()]
    for group in found.groups:
        for name, kind, title, has_unit in _GROUP:
            unit = "that of the row" if has_unit else ""
            fields.append(Field(f"{group.id}_{name}", kind, f"{group.called}: {title}", unit))
    return fields


def _document(found: ComparisonResult) -> dict[str, Any]:
    """Who is compared, what is said of it as a whole, and what could not be compared."""
    words = compared(found)
    assert words is not None, "it was worked out"
    about = vocabulary().dimensions
    there = dict.fromkeys(row.indicator.dimension for row in found.rows)
    comparison = found.comparison
    return {
        "id": comparison.id,
        "title": comparison.title,
        "summary": comparison.summary,
        "source": comparison.source,
        "status": comparison.status,
        "geography": str(comparison.geography),
        "groups": [
            {"id": each.id, "called": each.called, "areas": each.count, "districts": each.districts}
            for each in found.groups
        ],
        "told": found.told(),
        "claim": words.claim,
        "fails": list(words.fails),
        "dimensions": [{"id": each, "about": about.get(each, "")} for each in there],
        "control": comparison.control,
        "clusters": comparison.clusters_called,
        "indicators": {
            row.indicator.id: {"reading": row.indicator.reading, "verdicts": list(row.verdicts)} for row in found.rows
        },
        "left_out": found.left_out_table().to_pylist(),
    }
