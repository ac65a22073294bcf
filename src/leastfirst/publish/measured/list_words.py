"""What is said of a list as a whole: its document, in the words that the reports use, with the rows behind them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pyarrow as pa

from leastfirst.exchange.report.certainty import MEANINGS, certainty_of
from leastfirst.exchange.report.method import MeasureWords, explain
from leastfirst.exchange.report.page import TableView
from leastfirst.exchange.report.rule_words import near_the_line, rule_in_full, why_chosen
from leastfirst.exchange.report.scales import scales
from leastfirst.ground.provenance import Manifest
from leastfirst.ground.tables import Inputs
from leastfirst.measure import (
    DesignationResult,
    UncertaintyResult,
    finding,
    remarks,
    scale,
    scale_needs,
    told_of,
)
from leastfirst.publish.measured.areas import counted_by
from leastfirst.publish.work import Work

Record = dict[str, Any]
MOST_PASSED_OVER = 50


def about_list(
    work: Work, result: DesignationResult, sure: UncertaintyResult | None, inputs: Inputs, manifest: Manifest
) -> Record:
    """The document `designation/<id>`."""
    designation = result.designation
    method = explain(result, inputs)
    said: Record = {
        "id": designation.id,
        "title": designation.title,
        "summary": designation.summary,
        "status": designation.status,
        "standing": designation.standing,
        "source": designation.source,
        "vintage": designation.vintage,
        "licence": designation.licence,
        "called": designation.called,
        "called_one": designation.called_one,
        "geography": str(designation.geography),
        "level": designation.geography.level,
        "caveats": list(designation.caveats),
        "related": list(designation.related),
        "rule": {"kind": designation.rule.kind, "why": why_chosen(result), "in_full": rule_in_full(result)},
        "counts": {
            "areas": len(result.areas),
            "assessed": int(result.assessed.sum()),
            "designated": result.count,
        },
        "residents": result.residents,
        "residents_by": counted_by(work, designation.population),
        "finding": finding(result),
        "measures": [
            {
                "id": m.measure.id,
                "short": m.measure.short,
                "index": m.measure.index,
                "ranked": m.ranked,
                **_words(words),
            }
            for m, words in zip(result.measures, method.measures, strict=True)
        ],
        "example": None if method.example is None else plain(method.example),
        "remarks": [
            {"index": m.measure.index, "title": m.measure.title, "words": words}
            for m in result.measures
            for words in remarks(m.index, inputs)
        ],
        "certainty": None if sure is None else _certainty(result, sure),
        "borderline": _borderline(result, sure, inputs),
        "scale": _scale(work, result),
        "manifest": asdict(manifest),
    }
    return said


def _words(words: MeasureWords) -> Record:
    return {
        "title": words.title,
        "summary": words.summary,
        "source": words.source,
        "parts": view(words.tree),
        "rules": [{"rule": rule, "words": told} for rule, told in words.rules],
        "steps_up": list(words.steps_up),
        "ranking": words.ranking,
    }


def _certainty(result: DesignationResult, sure: UncertaintyResult) -> Record:
    words = certainty_of(result, sure)
    assert words is not None, "it was worked out"
    low, high = sure.count_interval
    return {
        "summary": words.summary,
        "said": list(words.said),
        "told": told_of(sure),
        "classes": [
            {
                "class": step.kind,
                "meaning": MEANINGS[step.kind],
                "designated": step.chosen,
                "residents": step.residents,
                "not_designated": step.outside,
            }
            for step in words.steps
        ],
        "caveats": list(words.caveats),
        "replicates": sure.replicates,
        "seed": sure.seed,
        "spec": sure.spec.id,
        "count": {"expected": sure.expected_count, "low": low, "high": high},
        "moves": {
            "title": words.moves.title if words.moves else "",
            "finding": words.moves.finding if words.moves else "",
            "table": view(words.moves.table) if words.moves else None,
            "rows": sure.choice_table().to_pylist(),
        },
    }


def _borderline(result: DesignationResult, sure: UncertaintyResult | None, inputs: Inputs) -> Record:
    """Who is near the line: by ranks, and by how often they were on the list when it was worked out again."""
    near = near_the_line(result, inputs)
    told: Record = {
        "places": near.places,
        "inside": near.inside,
        "outside": near.outside,
        "misses": [{**_area(result, i), "words": words} for i, words in near.misses],
        "passed_over": len(near.passed_over),
        "first_passed_over": [
            {**_area(result, i), "words": result.reason[i].as_py()} for i in near.passed_over[:MOST_PASSED_OVER]
        ],
    }
    words = certainty_of(result, sure)
    if words is not None:
        told["outside_at_least_once_in_ten"] = len(words.outside)
    return told


def _area(result: DesignationResult, i: int) -> Record:
    return {"area_code": result.areas.codes[i].as_py(), "area_name": result.areas.names[i].as_py()}


def _scale(work: Work, result: DesignationResult) -> Record | None:
    designation = result.designation
    told: Record | None = None
    with work.part(f"{designation.title}: at what scale to target"):
        inputs = work.load(scale_needs(designation, work.pack.tables), recipes=designation.recipes.values())
        found = scale(designation, inputs, seed=work.plan.seed)
        words = scales(found)
        assert words is not None, "it was worked out"
        told = {
            "blocks": [{"words": each.words, "points": list(each.points)} for each in words.blocks],
            "title": words.figure.title,
            "finding": words.figure.finding,
            "table": view(words.figure.table),
            "rows": rows_of(found.table()),
        }
    return told


def view(table: TableView) -> Record:
    """A table of a report as plain values."""
    return {
        "caption": table.caption,
        "columns": list(table.columns),
        "rows": [list(row) for row in table.rows],
        "numeric": sorted(table.numeric),
        "total": list(table.total) if table.total else [],
    }


def plain(value: Any) -> Any:
    """What a report says, as plain values: drawings are left to whoever shows it."""
    if isinstance(value, TableView):
        return view(value)
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value


def rows_of(table: pa.Table) -> list[Record]:
    """The rows of a small table as records."""
    rows: list[Record] = table.to_pylist()
    return rows
