"""Who lives there: the shares of residents and households that a profile tells, for every area."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from leastfirst.definitions import load_profile
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.columns import areas_of, numbers
from leastfirst.ground.suppression import DEFAULT_BELOW
from leastfirst.ground.tables import Field
from leastfirst.measure import SHARE_PLACES, fact_of_all, facts_needs
from leastfirst.publish.measured.meanings import ROUNDED, SUPPRESSED
from leastfirst.publish.work import Work

_EVERYWHERE_PLACES = 9


def add_facts(work: Work) -> None:
    """`facts-<geography>` for every level with pages, and `facts/<geography>` with the values everywhere."""
    for geography in work.geographies:
        with work.part(f"Who lives there: {geography.words}"):
            _add(work, geography)


def _add(work: Work, geography: Geography) -> None:
    definition = load_profile("residents")
    tables = work.pack.tables
    inputs = work.load(facts_needs(definition.facts, str(geography), tables))
    areas = areas_of(inputs, geography)
    found = [each for fact in definition.facts if (each := fact_of_all(fact, areas, tables, inputs)) is not None]
    if not found:
        return
    columns: dict[str, pa.Array] = {"area_code": areas.codes}
    hidden: list[list[str]] = [[] for _ in range(len(areas))]
    for each in found:
        columns[each.fact.column] = numbers(np.round(each.here, SHARE_PLACES))
        for i in np.flatnonzero(each.suppressed).tolist():
            hidden[i].append(each.fact.column)
    columns[SUPPRESSED.name] = pa.array([", ".join(each) or None for each in hidden], pa.string())
    title = f"{definition.title}: {geography.words}"
    work.writer.table(
        f"facts-{geography}",
        pa.table(columns),
        subject="facts",
        of=definition.id,
        title=title,
        note=f"{definition.summary} A share is not shown where those in it, or those not in it, are from 1 to "
        f"{DEFAULT_BELOW - 1}, nor where that could be worked out from a larger area and its other parts. {ROUNDED}",
        geography=str(geography),
        vintage=definition.vintage,
        manifest=work.manifest(title, inputs, [definition.record]),
        fields=[
            Field("area_code", "string", "Area code"),
            *(Field(each.fact.column, "number", each.fact.title, "share") for each in found),
            SUPPRESSED,
        ],
    )
    lines = [
        {"column": each.fact.column, "title": each.fact.title, "everywhere": round(each.everywhere, _EVERYWHERE_PLACES)}
        for each in found
    ]
    said = {"title": definition.title, "summary": definition.summary, "source": definition.source, "facts": lines}
    work.writer.document("facts", str(geography), said)
