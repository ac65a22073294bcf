"""The jobs of `fund`: load, run, write. No calculation happens here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from leastfirst.definitions import (
    Formula,
    Fund,
    load_designation,
    load_formula,
    load_fund,
    load_recipe,
    load_uncertainty,
    shipped,
)
from leastfirst.definitions.fund_places import Designated
from leastfirst.definitions.yaml_files import beside
from leastfirst.exchange.packs import Pack
from leastfirst.exchange.results import as_csv, write_folder
from leastfirst.fund import (
    Explanation,
    FundComparison,
    FundResult,
    checks,
    compare_formulas,
    compare_funds,
    endow,
    explain,
    fees_table,
    finding,
    places_table,
    priced,
    share,
    strings_table,
    targeting,
    why,
)
from leastfirst.ground.errors import DataError, DefinitionError, LeastfirstError
from leastfirst.ground.provenance import DefinitionRecord, Manifest
from leastfirst.ground.tables import Inputs, Table
from leastfirst.sources import certainty_as_table, load_fund_inputs, load_inputs, published

if TYPE_CHECKING:
    import pyarrow as pa


def shipped_formulas() -> tuple[Formula, ...]:
    """The shipped formulas, to hold a fund's own against."""
    return tuple(map(load_formula, shipped("formulas")))


def manifest_of_fund(
    made: str, funds: Iterable[Fund], inputs: Inputs, *others: DefinitionRecord, seed: int | None = None
) -> Manifest:
    """What a result of some funds was made from."""
    records = [record for fund in funds for record in fund.records]
    return Manifest.of(made, tables=published(inputs), definitions=[*records, *others], seed=seed)


def read_by(fund: Fund, named: str) -> list[str | Path]:
    """The files of one's own that a fund is read from: its definition, and those that it names."""
    return [named, *(beside(each, named) for each in (*fund.formulas, *fund.designations, *fund.recipes))]


def said(told: str, manifest: Manifest) -> str:
    """What is told on the screen; that it is invented comes first."""
    return f"Fictional: no real place, no real money.\n{told}" if manifest.fictional else told


def run_share(name: str, pack: Pack, out: Path) -> tuple[str, list[Path]]:
    """Share a fund and write its files into a folder; returns the finding and the files."""
    fund = load_fund(name)
    inputs = load_fund_inputs(fund, pack)
    result = priced(share(fund, inputs))
    formulas = shipped_formulas()
    records = [formula.record for formula in formulas]
    manifest = manifest_of_fund(f"fund {fund.id}", [fund], inputs, *records)
    files = write_folder(out, files_of(result, explain(result, formulas=formulas)), manifest, keep=read_by(fund, name))
    return said(finding(result), manifest), files


def files_of(result: FundResult, explanation: Explanation) -> dict[str, bytes]:
    """The files of a shared fund, every margin of which is checked first."""
    checks(result)
    files = {
        "allocations.csv": as_csv(result.table()),
        "places.csv": as_csv(places_table(result)),
        "explain.json": explanation.to_json().encode(),
        "strings.csv": as_csv(strings_table(result)),
    }
    on_top = fees_table(result)
    if on_top is not None:
        files["fees.csv"] = as_csv(on_top)
    return files


def run_why(name: str, place_code: str, pack: Pack) -> str:
    """Why a place gets what it gets, as text."""
    fund = load_fund(name)
    result = share(fund, load_fund_inputs(fund, pack))
    return why(explain(result, formulas=shipped_formulas()), place_code)


def run_compare(
    name_a: str, name_b: str, pack: Pack, out: Path, *, replicates: int, seed: int
) -> tuple[str, list[Path]]:
    """Compare two funds, or one fund under another formula, and write who gains and loses."""
    if replicates < 0 or seed < 0:
        raise DataError(f"{min(replicates, seed)} is below zero", do="give --replicates and --seed zero or more")
    if _is_formula(name_a):
        both = _is_formula(name_b)
        raise DefinitionError(
            f"'{name_a}' is a formula, and the fund that is shared comes first",
            do="name a fund before it" if both else f"swap the two: leastfirst fund compare {name_b} {name_a}",
        )
    fund = load_fund(name_a)
    inputs = load_fund_inputs(fund, pack)
    result = share(fund, inputs)
    certainty, records = _certainty(fund, pack, replicates=replicates, seed=seed)
    funds = [fund]
    comparison: FundComparison
    if _is_formula(name_b):
        formula = load_formula(name_b)
        records.append(formula.record)
        comparison = compare_formulas(result, formula, certainty=certainty)
        other = formula.id
    else:
        second = load_fund(name_b)
        more = load_fund_inputs(second, pack)
        comparison = compare_funds(result, share(second, more), certainty=certainty)
        inputs = Inputs({**inputs, **more}.values(), origin=inputs.origin)
        funds.append(second)
        other = second.id
    manifest = manifest_of_fund(f"{fund.id} compared with {other}", funds, inputs, *records, seed=seed)
    files = {"compared.csv": as_csv(comparison.table()), "summary.csv": as_csv(comparison.summary_table())}
    read = [path for each, named in zip(funds, (name_a, name_b), strict=False) for path in read_by(each, named)]
    written = write_folder(out, files, manifest, keep=[*read, name_b])
    return said("\n".join(comparison.finding()), manifest), written


def _is_formula(name: str) -> bool:
    from leastfirst.definitions.yaml_files import read_yaml

    if not name.endswith((".yaml", ".yml")):
        return name in shipped("formulas")
    return read_yaml(name, folder="funds").content.get("kind") == "formula"


def _certainty(fund: Fund, pack: Pack, *, replicates: int, seed: int) -> tuple[Table | None, list[DefinitionRecord]]:
    """How sure the list of the fund's places is, if it comes from a designation that says what is uncertain."""
    from leastfirst.cli.uncertainty import cores
    from leastfirst.measure import how_sure

    places = fund.places
    if not replicates or not isinstance(places, Designated) or places.designation not in shipped("uncertainties"):
        return None, []
    designation, spec = load_designation(places.designation), load_uncertainty(places.designation)
    inputs = load_inputs(pack, designation.needs() | spec.needs(), recipes=designation.recipes.values())
    sure = how_sure(designation, spec, inputs, replicates=replicates, seed=seed, threads=cores(), cores=cores())
    return certainty_as_table(sure), [spec.record]


def run_endow(name: str, *, seed: int, paths: int, out: str) -> tuple[pa.Table, Manifest, str]:
    """The endowment of a fund: every payout rule under every assumption, year by year."""
    from leastfirst.cli.jobs import keep_what_is_read

    fund = load_fund(name)
    keep_what_is_read(out, named=name)
    if fund.endowment is None:
        having = [each for each in shipped("funds") if load_fund(each).endowment is not None]
        raise DefinitionError(
            "it has no endowment",
            where=fund.id,
            do=f"add an `endowment`, or use {' or '.join(having)}",
        )
    result = endow(fund.endowment, seed=seed, paths=paths)
    manifest = Manifest.of(f"endowment of {fund.id}, {paths} paths", tables=[], definitions=fund.records, seed=seed)
    return result.table(), manifest, result.finding()


def run_report(name: str, pack: Pack, out: Path, *, seed: int, paths: int) -> tuple[str, list[Path]]:
    """Write the report of a fund, with its files beside it."""
    from leastfirst.exchange.report import fund_report, fund_report_needs, with_usual_map

    fund = with_usual_map(load_fund(name), pack.tables)
    beside = fund_report_needs(fund, pack.tables)
    left_out: list[str] = []
    try:
        inputs = load_fund_inputs(fund, pack, beside=beside, targeting=fund.targeting is not None)
    except LeastfirstError as error:
        left_out.append(f"Who lives where the money goes was left out, because {error.what}.")
        inputs = load_fund_inputs(fund, pack, beside=beside)
    result = priced(share(fund, inputs))
    formulas = shipped_formulas()
    explanation = explain(result, formulas=formulas)
    targeted = None
    if fund.targeting and not left_out:
        try:
            targeted = targeting(result, inputs)
        except LeastfirstError as error:
            left_out.append(f"Who lives where the money goes was left out, because {error.what}.")
    endowment = endow(fund.endowment, seed=seed, paths=paths) if fund.endowment else None
    records = [formula.record for formula in formulas]
    if targeted is not None and fund.targeting:
        records.append(load_recipe(fund.targeting).record)
    manifest = manifest_of_fund(f"report on the fund {fund.id}", [fund], inputs, *records, seed=seed)
    page = fund_report(
        result,
        inputs,
        explanation=explanation,
        targeting=targeted,
        endowment=endowment,
        manifest=manifest,
        left_out=tuple(left_out),
        named=name,
    )
    files = {"report.html": page.encode(), **files_of(result, explanation)}
    return said(finding(result), manifest), write_folder(out, files, manifest, keep=read_by(fund, name))
