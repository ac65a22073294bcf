"""The report of a shared fund: everything worked out, then one template."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import date

from leastfirst.exchange.report.fund_checks import checked
from leastfirst.exchange.report.fund_endowed import endowed
from leastfirst.exchange.report.fund_findings import find
from leastfirst.exchange.report.fund_listing import by_region, list_places, listed_places
from leastfirst.exchange.report.fund_map import draw_fund_map
from leastfirst.exchange.report.fund_method import method_of
from leastfirst.exchange.report.fund_pots import pots_of
from leastfirst.exchange.report.fund_prices import prices_of
from leastfirst.exchange.report.fund_sums import Sums
from leastfirst.exchange.report.fund_targeted import targeted
from leastfirst.exchange.report.fund_why import why_of
from leastfirst.exchange.report.fund_years import by_purpose, by_year
from leastfirst.exchange.report.page import render, style_sheet
from leastfirst.exchange.report.provenance import provenance
from leastfirst.fund import EndowmentResult, Explanation, FundResult, TargetingCheck, explain
from leastfirst.ground.provenance import Manifest
from leastfirst.ground.tables import Inputs


def fund_report(
    result: FundResult,
    inputs: Inputs,
    *,
    explanation: Explanation | None = None,
    targeting: TargetingCheck | None = None,
    endowment: EndowmentResult | None = None,
    made_on: date | None = None,
    manifest: Manifest,
    left_out: Sequence[str] = (),
    named: str = "",
) -> str:
    """Write the report of a shared fund as one HTML text that needs no script and asks nobody for anything.

    Args:
        result: who gets what; with the price of each string, if that was worked out (`priced`).
        inputs: the tables that the fund and `fund_report_needs` asked for.
        explanation: why each place gets what it gets; with other formulas to hold the fund's own against, if it was
            made with them.
        targeting: who lives where the money goes; the page does without when None, and so for the next.
        endowment: what the money would do if it were kept and invested.
        made_on: the date to print; left out when None, because the report reads no clock.
        manifest: what went in.
        named: how the fund was named: the id of a shipped one (the usual), or the path of one's own; commands on the
            page name it so.
        left_out: sentences on whole parts of the page that were left out, and why.

    The same arguments give the same text. Raises ConservationError if a sum does not add up.
    """
    fund = result.fund
    sums = Sums.of(result)
    explanation = explanation or explain(result)
    named = shlex.quote(named or fund.id)
    command = f"leastfirst fund report {named} --data DATA --out OUT"
    if endowment is not None:
        command += f" --seed {endowment.seed} --paths {endowment.paths}"
    return render(
        "fund.html",
        {
            "fund": fund,
            "result": result,
            "fund_style": style_sheet("fund.css"),
            "findings": find(result, sums),
            "map": draw_fund_map(result, sums, inputs, frozenset(listed_places(result))),
            "regions": by_region(result, sums),
            "listing": list_places(result, sums),
            "years": by_year(result, sums),
            "purposes": by_purpose(result, sums),
            "pots": pots_of(result, sums),
            "prices": prices_of(result, sums),
            "why": why_of(result, sums, explanation, inputs),
            "endowed": endowed(endowment),
            "targeted": targeted(targeting),
            "checks": checked(result, sums),
            "method": method_of(result, sums),
            "left_out": tuple(left_out),
            "named": named,
            "provenance": provenance(manifest, inputs, title=fund.title, command=command, made_on=made_on),
            "fictional": manifest.fictional,
        },
    )
