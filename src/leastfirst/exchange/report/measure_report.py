"""The report of a designation: everything worked out, then one template."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from leastfirst.exchange.report.certainty import certainty_of
from leastfirst.exchange.report.compare import compare_with
from leastfirst.exchange.report.compared import compared
from leastfirst.exchange.report.findings import find
from leastfirst.exchange.report.listing import list_areas
from leastfirst.exchange.report.measure_charts import draw_charts
from leastfirst.exchange.report.measure_map import draw_maps
from leastfirst.exchange.report.method import explain
from leastfirst.exchange.report.page import render
from leastfirst.exchange.report.places import Places
from leastfirst.exchange.report.provenance import provenance
from leastfirst.exchange.report.scales import scales
from leastfirst.ground.provenance import Manifest
from leastfirst.ground.tables import Inputs
from leastfirst.measure import ComparisonResult, DesignationResult, ScaleResult, UncertaintyResult


def measure_report(
    result: DesignationResult,
    inputs: Inputs,
    *,
    related: Sequence[DesignationResult] = (),
    certainty: UncertaintyResult | None = None,
    comparison: ComparisonResult | None = None,
    scale: ScaleResult | None = None,
    notes: Sequence[str] = (),
    left_out: Sequence[str] = (),
    options: str = "",
    made_on: date | None = None,
    manifest: Manifest,
) -> str:
    """Write the report of a designation as one HTML text that needs no script and asks nobody for anything.

    Args:
        result: who was chosen and why.
        inputs: the tables that the designation and `report_needs` asked for.
        related: other designations to hold this one against.
        certainty: how sure each area is; the page does without when None, and so for the next two.
        comparison: the chosen areas held against others.
        scale: who is reached at which scale.
        notes: sentences on related designations that were left out, and why.
        left_out: sentences on whole parts of the page that were left out, and why.
        options: what has to be added to the command that makes the page again.
        made_on: the date to print; left out when None, because the report reads no clock.
        manifest: what went in.

    The same arguments give the same text. What the tables do not hold, the text says instead of failing.
    """
    places = Places.of(result, inputs)
    sure = certainty_of(result, certainty)
    findings = find(result, places, inputs, sure)
    designation = result.designation
    return render(
        "measure.html",
        {
            "designation": designation,
            "result": result,
            "places": places,
            "findings": findings,
            "maps": draw_maps(result, places, inputs, sure),
            "figures": draw_charts(result, places, inputs),
            "overlap": compare_with(result, related, inputs),
            "overlap_notes": tuple(notes),
            "certainty": sure,
            "compared": compared(comparison),
            "scales": scales(scale),
            "left_out": tuple(left_out),
            "listing": list_areas(result, places, findings, sure),
            "method": explain(result, inputs),
            "provenance": provenance(
                manifest,
                inputs,
                title=designation.title,
                command=f"leastfirst measure report {designation.id} --data DATA --out OUT {options}".rstrip(),
                made_on=made_on,
            ),
            "fictional": manifest.fictional,
            "made_on": f"{made_on.day} {made_on:%B %Y}" if made_on else "",
        },
    )
