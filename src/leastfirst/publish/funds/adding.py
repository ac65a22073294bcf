"""The funds of an edition: shared once, every sum checked, with the reason for the sum of every place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from leastfirst.definitions import Formula, Fund, load_formula, load_fund, load_recipe, shipped
from leastfirst.fund import (
    Explanation,
    FundResult,
    TargetingCheck,
    explain,
    fees_table,
    places_table,
    priced,
    share,
    strings_table,
    targeting,
    why_words,
)
from leastfirst.ground.errors import LeastfirstError
from leastfirst.ground.provenance import DefinitionRecord, Manifest
from leastfirst.ground.tables import Field, Inputs
from leastfirst.publish.funds.columns import ALLOCATIONS, FEES, STRINGS, places_fields
from leastfirst.publish.funds.compare import add_comparisons
from leastfirst.publish.funds.document import fund_document
from leastfirst.publish.work import Work
from leastfirst.sources import load_fund_inputs

if TYPE_CHECKING:
    import pyarrow as pa

REPLAY = "files/fund-{id}-explain.json"
"""The facts and records of all places of a fund, from which anybody can work out every sum again."""


def add_funds(work: Work) -> None:
    """Share each fund of the plan; one that the data do not allow is left out with its reason."""
    for each in work.plan.funds:
        fund = load_fund(each)
        with work.part(f"Fund: {fund.title}"):
            _add(work, fund)


def _add(work: Work, fund: Fund) -> None:
    inputs, notes = _inputs(work, fund)
    result = priced(share(fund, inputs))
    result.routing.check()
    formulas = [each for each in map(load_formula, shipped("formulas")) if each.id != fund.formula]
    explanation = explain(result, formulas=tuple(formulas))
    manifest = work.manifest(f"fund {fund.id}", inputs, _records(fund, formulas))
    targeted = None if notes else _targeted(result, inputs, notes)
    # What may fail comes first: then a fund is there whole or not at all.
    document = fund_document(result, explanation, inputs, targeting=targeted, fictional=manifest.fictional)
    document["notes"] = notes
    document["replay"] = REPLAY.format(id=fund.id)
    _tables(work, result, manifest)
    document["comparisons"] = add_comparisons(work, result, formulas, manifest)
    work.writer.document("fund", fund.id, document)
    work.fund_methods[fund.id] = document["method"]
    _why(work, result, explanation)
    work.writer.file(document["replay"], explanation.to_json().encode())
    work.files[document["replay"]] = f"{fund.title}: why each place gets what it gets, to be worked out again"


def _inputs(work: Work, fund: Fund) -> tuple[Inputs, list[str]]:
    """The tables of a fund; where the targeting check cannot have its own, without them, and a sentence on that."""
    if fund.targeting:
        try:
            return load_fund_inputs(fund, work.pack, targeting=True), []
        except LeastfirstError as error:
            return load_fund_inputs(fund, work.pack), [_without_targeting(error)]
    return load_fund_inputs(fund, work.pack), []


def _targeted(result: FundResult, inputs: Inputs, notes: list[str]) -> TargetingCheck | None:
    """Who lives where the money goes, where the fund asks for it; where that cannot be told, a sentence in `notes`."""
    if not result.fund.targeting:
        return None
    try:
        return targeting(result, inputs)
    except LeastfirstError as error:
        notes.append(_without_targeting(error))
        return None


def _without_targeting(error: LeastfirstError) -> str:
    return f"Who lives where the money goes was left out, because {error.what}."


def _records(fund: Fund, formulas: Iterable[Formula]) -> list[DefinitionRecord]:
    more = [load_recipe(fund.targeting).record] if fund.targeting else []
    return [*fund.records, *(each.record for each in formulas), *more]


def with_need_order(result: FundResult) -> pa.Table:
    """The stage's table of places, with where each stands in the order of need: 1 is the greatest need.

    Missing where the fund binds no figure of need, and for places that take no part.
    """
    import pyarrow as pa

    table, out = places_table(result), len(result.left_out)
    known = "need" in result.figures
    order = [each + 1 if known else None for each in result.targets.order]
    return table.append_column("need_order", pa.array([*order, *[None] * out], pa.int64()))


def _tables(work: Work, result: FundResult, manifest: Manifest) -> None:
    fund, writer = result.fund, work.writer
    geography = str(result.places.geography) if result.places.geography else ""

    def write(
        part: str, data: pa.Table, title: str, key: tuple[str, ...], fields: Iterable[Field], **more: str
    ) -> None:
        writer.table(
            f"fund-{fund.id}-{part}",
            data,
            subject="fund" if part == "places" else f"fund-{part}",
            of=fund.id,
            title=f"{fund.title}: {title}",
            manifest=manifest,
            geography=geography,
            vintage=fund.vintage,
            key=key,
            fields=fields,
            indexed=[[each] for each in _sought(part, data)],
            note=more.get("note", ""),
        )

    places = with_need_order(result)
    note = f"Sums are whole {fund.sign} pence. In the order of need, 1 is the greatest need."
    write("places", places, "what each place gets", ("place_code",), places_fields(places.column_names), note=note)
    key = ("place_code", "year", "kind", "pot", "purpose")
    write("allocations", result.table(), "every sum by place, year, kind, pot and purpose", key, ALLOCATIONS)
    write("strings", strings_table(result), "what each string costs", ("pot", "string", "words"), STRINGS)
    fees = fees_table(result)
    if fees is not None:
        write("fees", fees, "the fee on top, by place and year", ("place_code", "year"), FEES)


def _sought(part: str, data: pa.Table) -> list[str]:
    """By which columns people sort and look for rows of the table of places."""
    names = ("place_name", "paid_pence", "pence_per_resident", "need_order", "lad_code", "region_code")
    return [each for each in names if part == "places" and each in data.column_names]


def _why(work: Work, result: FundResult, explanation: Explanation) -> None:
    """For each place, those that take no part included: the words of `fund why`, and the record that replays."""
    fund = result.fund
    for record in explanation.records():
        code = record["place_code"]
        body = {"fund": fund.id, "takes_part": True, **why_words(explanation, code).as_json(), "record": record}
        work.writer.document(f"fund-why-{fund.id}", code, body)
    for code, name, reason in result.left_out:
        body = {"fund": fund.id, "takes_part": False, **why_words(explanation, code).as_json(), "record": None}
        work.writer.document(f"fund-why-{fund.id}", code, {**body, "place_name": name, "reason": reason})
