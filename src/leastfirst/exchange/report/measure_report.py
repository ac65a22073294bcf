"""The report of a designation: everything worked out, then one template."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from leastfirst.exchange.report.compare import compare_with
from leastfirst.exchange.report.findings import find
from leastfirst.exchange.report.listing import list_areas
from leastfirst.exchange.report.measure_charts import draw_charts
from leastfirst.exchange.report.measure_map import draw_maps
from leastfirst.exchange.report.method import explain
from leastfirst.exchange.report.page import render
from leastfirst.exchange.report.places import Places
from leastfirst.exchange.report.provenance import provenance
from leastfirst.ground.provenance import Manifest
from leastfirst.ground.tables import Inputs
from leastfirst.measure import DesignationResult


def measure_report(
    result: DesignationResult,
    inputs: Inputs,
    *,
    related: Sequence[DesignationResult] = (),
    notes: Sequence[str] = (),
    made_on: date | None = None,
    manifest: Manifest,
) -> str:
    """Write the report of a designation as one HTML text that needs no script and asks nobody for anything.

    Args:
        result: who was chosen and why.
        inputs: the tables that the designation and `report_needs` asked for.
        related: other designations to hold this one against.
        notes: sentences on related designations that were left out, and why.
        made_on: the date to print; left out when None, because the report reads no clock.
        manifest: what went in.

    The same arguments give the same text. What the tables do not hold, the text says instead of failing.
    """
    places = Places.of(result, inputs)
    findings = find(result, places, inputs)
    designation = result.designation
    return render(
        "measure.html",
        {
            "designation": designation,
            "result": result,
            "places": places,
            "findings": findings,
            "maps": draw_maps(result, places, inputs),
            "figures": draw_charts(result, places, inputs),
            "overlap": compare_with(result, related, inputs),
            "overlap_notes": tuple(notes),
            "listing": list_areas(result, places, findings),
            "method": explain(result, inputs),
            "provenance": provenance(
                manifest,
                inputs,
                title=designation.title,
                command=f"leastfirst measure report {designation.id} --data DATA --out OUT",
                made_on=made_on,
            ),
            "fictional": manifest.fictional,
            "made_on": f"{made_on.day} {made_on:%B %Y}" if made_on else "",
        },
    )
