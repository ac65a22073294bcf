"""A fund held against every other formula: who would gain, who would lose, and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leastfirst.definitions import Formula
from leastfirst.definitions.fund_places import Designated
from leastfirst.fund import FundComparison, FundResult, compare_formulas
from leastfirst.ground.errors import LeastfirstError
from leastfirst.ground.provenance import Manifest
from leastfirst.ground.tables import Table
from leastfirst.publish.funds.columns import COMPARE
from leastfirst.publish.work import Work
from leastfirst.sources import certainty_as_table

if TYPE_CHECKING:
    import pyarrow as pa

Record = dict[str, Any]
MOST_NAMED = 10
"""So many of those that gain or lose most are named; the table holds all."""


def add_comparisons(work: Work, result: FundResult, formulas: Sequence[Formula], manifest: Manifest) -> list[Record]:
    """Hold a fund against each of these formulas; returns what each comparison finds, or why it cannot be made.

    The table `fund-<id>-compare` has a row for each place and formula; both sides are what need asks for, before pots
    and strings.
    """
    fund, certainty = result.fund, _certainty(work, result)
    told, tables = [], []
    for formula in formulas:
        head = {
            "id": formula.id,
            "title": formula.title,
            "summary": formula.summary,
            "status": formula.status,
            "sha256": formula.sha256,
        }
        try:
            found = compare_formulas(result, formula, certainty=certainty)
        except LeastfirstError as error:
            told.append({**head, "cannot": error.what})
            continue
        told.append({**head, "cannot": "", **_found(found)})
        tables.append(_named(found.table(), formula))
    if tables:
        import pyarrow as pa

        work.writer.table(
            f"fund-{fund.id}-compare",
            pa.concat_tables(tables),
            subject="fund-compare",
            of=fund.id,
            title=f"{fund.title}: what each place would get by other formulas",
            note="Need decile 1 is the tenth of these places with the greatest need.",
            manifest=manifest,
            geography=str(result.places.geography) if result.places.geography else "",
            vintage=fund.vintage,
            key=("place_code", "formula"),
            fields=COMPARE,
            indexed=[["formula", "difference_pence"]],
        )
    return told


def _named(table: pa.Table, formula: Formula) -> pa.Table:
    import pyarrow as pa

    for at, (name, text) in enumerate((("formula", formula.id), ("formula_title", formula.title))):
        table = table.add_column(2 + at, name, pa.array([text] * table.num_rows, pa.string()))
    return table


def _found(found: FundComparison) -> Record:
    """What a comparison finds, in sentences and in sums by region, need decile and certainty."""
    return {
        "finding": found.finding(),
        "gain": len(found.gain),
        "lose": len(found.lose),
        "stay": found.stay,
        "moved_pence": found.moved[0],
        "gain_most": [_row(each) for each in found.gain[:MOST_NAMED]],
        "lose_most": [_row(each) for each in found.lose[:MOST_NAMED]],
        "need_by": found.need_by,
        "groups": [
            {
                "by": each.by,
                "name": each.name,
                "places": each.places,
                "a_pence": each.a_pence,
                "b_pence": each.b_pence,
                "difference_pence": each.difference,
                "residents": each.residents,
                "estimate": each.estimate,
            }
            for each in found.groups
        ],
    }


def _row(row: Any) -> Record:
    return {
        "code": row.code,
        "name": row.name,
        "a_pence": row.a_pence,
        "b_pence": row.b_pence,
        "difference_pence": row.difference,
        "percent": row.percent,
    }


def _certainty(work: Work, result: FundResult) -> Table | None:
    """How sure the list of the fund's places is, where that was worked out for this edition."""
    places = result.fund.places
    sure = work.certainties.get(places.designation) if isinstance(places, Designated) else None
    return None if sure is None else certainty_as_table(sure)
