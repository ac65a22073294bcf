"""What is near enough to walk to: libraries, pubs and other places within a mile of where people live, by area."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from leastfirst.definitions import load_profile
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.tables import Field
from leastfirst.measure import nearby, nearby_plan
from leastfirst.measure.nearby_result import MILE_M
from leastfirst.publish.measured.areas import residents_by
from leastfirst.publish.measured.meanings import AREA
from leastfirst.publish.work import Work

if TYPE_CHECKING:
    from leastfirst.measure.around import CountWithin

FIELDS = (
    *AREA,
    Field("class", "string", "Kind of place"),
    Field("count", "number", "How many lie within a mile of where a resident lives, on average", "places"),
    Field("residents", "integer", "Residents", "people"),
    Field("per_1000", "number", "Of them for each 1,000 residents", "for each 1,000 residents"),
    Field("residents_nearby", "number", "Residents within a mile, on average", "people"),
    Field("per_1000_nearby", "number", "Of them for each 1,000 residents within a mile", "for each 1,000 residents"),
)


def add_nearby(work: Work) -> None:
    """`nearby-<geography>` for every level with pages that can be counted, and `nearby/<geography>` on coverage."""
    from leastfirst.engines import count_within, open_engine

    with open_engine("duckdb") as engine:
        count = functools.partial(count_within, engine)
        for geography in work.geographies:
            with work.part(f"Places within a mile: {geography.words}"):
                _add(work, geography, count)


def _add(work: Work, geography: Geography, count: CountWithin) -> None:
    residents, _ = residents_by(load_profile("residents"), geography, work.pack.tables)
    plan = nearby_plan(work.pack.tables, str(geography), population=residents)
    inputs = work.load(plan.needs())
    found = nearby(inputs, plan, radius_m=MILE_M, count_within=count)
    title = f"Places within a mile: {geography.words}"
    work.writer.table(
        f"nearby-{geography}",
        found.table(),
        subject="nearby",
        title=title,
        note=found.finding(),
        geography=str(geography),
        key=("area_code", "class"),
        manifest=work.manifest(title, inputs, []),
        fields=FIELDS,
        indexed=[("class", "count")],
    )
    said = {
        "title": title,
        "radius_m": found.radius_m,
        "finding": found.finding(),
        "classes": found.coverage().to_pylist(),
    }
    work.writer.document("nearby", str(geography), said)
