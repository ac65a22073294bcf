"""Make the report of a fund, with all its parts or with few."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from leastfirst.cli.funding import run_report
from leastfirst.definitions.formula import load_formula
from leastfirst.definitions.fund import Fund, load_fund
from leastfirst.exchange.packs import Pack
from leastfirst.exchange.report import fund_report, fund_report_needs
from leastfirst.fund import FundResult, priced, share
from leastfirst.fund.why import explain
from leastfirst.ground.provenance import Manifest
from leastfirst.ground.tables import Inputs
from leastfirst.sources import load_fund_inputs, open_data, published

HEAD = """
id: made-up
kind: fund
title: Made up
summary: A fund to test with.
source: a test
vintage: "2025"
licence: none
status: example
"""
OTHERS = ("by-population", "need-at-local-cost")


def shared_fund(pack: Pack, fund: str | Fund, *, without: Collection[str] = ()) -> tuple[FundResult, Inputs, Manifest]:
    """A fund shared over a pack; `without` names tables that the pack is taken not to have."""
    asked = load_fund(fund) if isinstance(fund, str) else fund
    there = [each for each in pack.tables if each not in without]
    inputs = load_fund_inputs(asked, pack, beside=fund_report_needs(asked, there))
    kept = Inputs([table for table in inputs.values() if table.id not in without], origin=inputs.origin)
    result = priced(share(asked, inputs))
    manifest = Manifest.of(f"report on {asked.id}", tables=published(kept), definitions=asked.records)
    return result, kept, manifest


def own_fund(folder: Path, rest: str) -> Fund:
    path = folder / "fund.yaml"
    path.write_text(HEAD + rest, encoding="utf-8")
    return load_fund(path)


def made_fund_report(
    pack: Pack, fund: str | Fund, *, without: Collection[str] = (), **options: Any
) -> tuple[str, FundResult]:
    """The page and the result it tells of."""
    result, inputs, manifest = shared_fund(pack, fund, without=without)
    explanation = explain(result, formulas=[load_formula(each) for each in OTHERS])
    return fund_report(result, inputs, explanation=explanation, manifest=manifest, **options), result


def written_fund_report(fund: str, folder: Path, *, data: str | Path = "county") -> str:
    """The whole page, as `leastfirst fund report` writes it, with few futures of an endowment."""
    run_report(fund, open_data(data), folder, seed=1, paths=200)
    return (folder / "report.html").read_text(encoding="utf-8")
