"""The tables of a shared fund: a row for each place, and the fees on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leastfirst.definitions.pots import EITHER, KINDS
from leastfirst.fund.fees import fees
from leastfirst.fund.result import FundResult

if TYPE_CHECKING:
    import pyarrow as pa


def places_table(result: FundResult) -> pa.Table:
    """A row for each place, those that cannot take part last: who it is, its figures, and its sums over all years.

    `target_pence` is what need asks for, `paid_pence` what the pots pay, `short_pence` the difference; `share` is the
    place's part of all that need asks for, 0 to 1; `held` says `floor` or `cap` where that decided the target;
    `either_pence` may be spent as capital or as revenue.
    """
    import pyarrow as pa

    places, n = result.places, len(result.places)
    kinds: dict[str, list[int]] = {kind: [0] * n for kind in (*KINDS, EITHER)}
    for place, _, line, purse, pence in result.cells:
        kinds[result.kind_of(line, purse)][place] += pence
    out = result.left_out
    blank: list[None] = [None] * len(out)
    columns: dict[str, pa.Array] = {
        "place_code": pa.array([*places.codes, *(each[0] for each in out)], pa.string()),
        "place_name": pa.array([*places.names, *(each[1] for each in out)], pa.string()),
        "takes_part": pa.array([True] * n + [False] * len(out)),
        "why_not": pa.array([None] * n + [each[2] for each in out], pa.string()),
    }
    for level, codes in (places.within or {}).items():
        called = places.called or {}
        columns[f"{level}_code"] = pa.array([*(code or None for code in codes), *blank], pa.string())
        columns[f"{level}_name"] = pa.array([*(called.get(code) for code in codes), *blank], pa.string())
    for name, figures in result.figures.items():
        exact = figures.values.fractions()
        if all(value.denominator == 1 for value in exact):
            columns[name] = pa.array([*map(int, exact), *blank], pa.int64())
        else:
            columns[name] = pa.array([*map(float, exact), *blank], pa.float64())
    target, paid, total = result.targets.pence, result.paid, result.targets.total

    def sums(values: list[int]) -> pa.Array:
        return pa.array([*values, *blank], pa.int64())

    columns["share"] = pa.array([*(round(each / total, 9) for each in target), *blank], pa.float64())
    columns["held"] = pa.array([*(each or None for each in result.held), *blank], pa.string())
    columns["target_pence"] = sums(target)
    columns["paid_pence"] = sums(paid)
    columns["short_pence"] = sums([a - b for a, b in zip(target, paid, strict=True)])
    for kind, by_place in kinds.items():
        if kind == EITHER and not any(by_place):
            continue
        columns[f"{kind}_pence"] = sums(by_place)
    residents = result.residents
    if residents is not None:
        per_head = [sum_ // people if people else None for sum_, people in zip(paid, residents, strict=True)]
        columns["pence_per_resident"] = pa.array([*per_head, *blank], pa.int64())
    return pa.table(columns)


def fees_table(result: FundResult) -> pa.Table | None:
    """The fee on top of what each place draws in each year, if the fund has one; nothing is taken to be returned."""
    import pyarrow as pa

    fee = result.fund.fee
    if fee is None:
        return None
    years = result.problem.years
    drawn = [[0] * len(years) for _ in range(len(result.places))]
    for place, year, _, _, pence in result.cells:
        drawn[place][year] += pence
    rows = [
        (code, name, year, each.drawn_pence, each.fee_pence)
        for code, name, sums in zip(result.places.codes, result.places.names, drawn, strict=True)
        for year, each in zip(years, fees(fee, sums), strict=True)
    ]
    columns = ("place_code", "place_name", "year", "drawn_pence", "fee_pence")
    return pa.table({name: pa.array([row[i] for row in rows]) for i, name in enumerate(columns)})
