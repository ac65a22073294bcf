"""What a comparison can compare: each indicator, how it is brought to the areas compared, and what is left out and why.

An average may be brought to larger areas only where each area goes whole to one of them, weighted by the people who
live there; where areas are shared out only counts are carried, because they add up to what they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leastfirst.definitions.comparison import Comparison, Ratio
from leastfirst.definitions.vocabulary import check_words, vocabulary
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import DataError, DefinitionError
from leastfirst.ground.tables import Base, Direction, Field, Needs, TableMeta, split_reference

Tables = Mapping[str, TableMeta]
_NOT_AVERAGED = {
    "count": "it is a count without the number that it is out of",
    "rank": "ranks are not averaged; the score says how much",
    "decile": "deciles are not averaged; the score says how much",
}


@dataclass(frozen=True)
class Indicator:
    """One indicator: what it is, and where its values come from.

    Either `value` names a column that is averaged over `base`, or `numerator` and `denominator` name columns of
    counts. `through` is the lookup that brings them to the areas compared, `carried_by` whose residents weight an
    average on the way.
    """

    id: str
    title: str
    dimension: str
    capital: str
    kind: str
    unit: str
    direction: Direction | None
    vintage: str
    source: str
    reading: str = ""
    base: Base = "residents"
    value: str = ""
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    per: float = 1.0
    through: str = ""
    carried_by: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read for it."""
        return tuple(each for each in (self.value, *self.numerator, *self.denominator, self.carried_by) if each)


@dataclass(frozen=True)
class LeftOut:
    """An indicator that was not compared, and why."""

    indicator: str
    title: str
    reason: str


@dataclass(frozen=True)
class Plan:
    """The indicators to compare, in the order of the dimensions, and those left out."""

    indicators: tuple[Indicator, ...]
    left_out: tuple[LeftOut, ...]
    by_name: bool = False

    def needs(self, comparison: Comparison) -> Needs:
        """Everything that the comparison reads."""
        needs = comparison.needs()
        for each in self.indicators:
            for reference in each.columns:
                needs.add_reference(reference)
            if each.through:
                needs.add(each.through).add(f"areas-{each.through.partition('--')[0]}", ("area_code", "area_name"))
        return needs


def plan_comparison(comparison: Comparison, tables: Tables) -> Plan:
    """Find what the comparison can compare in the tables there are.

    Raises DefinitionError or DataError when an indicator that was asked for by name is not there or cannot be compared.
    """
    found: list[Indicator] = []
    out: list[LeftOut] = []
    named = comparison.indicators != "all"
    for each in _candidates(comparison, tables):
        indicator = _brought(each, comparison, tables)
        if isinstance(indicator, Indicator):
            found.append(indicator)
        elif named:
            raise DataError(f"{indicator.indicator} cannot be compared: {indicator.reason}", where=comparison.id)
        else:
            out.append(indicator)
    if not found:
        raise DataError("the data hold no indicator that can be compared", where=comparison.id)
    order = list(vocabulary().dimensions)
    return Plan(tuple(sorted(found, key=lambda each: order.index(each.dimension))), tuple(out), named)


def _candidates(comparison: Comparison, tables: Tables) -> Iterator[Indicator]:
    if comparison.indicators == "all":
        for table_id, meta in tables.items():
            if meta.kind in ("indicators", "index") and meta.geography is not None:
                for field in meta.fields:
                    if field.direction is not None and field.dimension:
                        yield _of_field(table_id, meta, field)
    for wanted in (*(() if comparison.indicators == "all" else comparison.indicators), *comparison.also):
        if isinstance(wanted, Ratio):
            yield _of_ratio(wanted, comparison, tables)
            continue
        table_id, column = split_reference(wanted)
        if table_id not in tables:
            raise DataError(
                f"there is no table '{table_id}'",
                where=comparison.id,
                do="name an indicator of a table that `leastfirst data describe` lists",
            )
        field = tables[table_id].field(column)
        if not field.dimension:
            raise DataError(f"{wanted} is not an indicator", where=comparison.id, do="name one with a dimension")
        yield _of_field(table_id, tables[table_id], field)


def _of_field(table_id: str, meta: TableMeta, field: Field) -> Indicator:
    # A share of counts in the same table is worked out from the counts, so that groups are weighted exactly.
    numerator = tuple(f"{table_id}.{name}" for name in field.numerator)
    return Indicator(
        f"{table_id}.{field.name}",
        field.title,
        field.dimension,
        field.capital,
        field.kind,
        field.unit,
        field.direction,
        meta.vintage,
        meta.source,
        field.reading,
        field.base,
        "" if numerator else f"{table_id}.{field.name}",
        numerator,
        tuple(f"{table_id}.{name}" for name in field.denominator),
    )


def _of_ratio(ratio: Ratio, comparison: Comparison, tables: Tables) -> Indicator:
    metas = []
    for reference in (*ratio.numerator, *ratio.denominator):
        table_id, column = split_reference(reference)
        if table_id not in tables:
            raise DataError(f"there is no table '{table_id}'", where=f"{comparison.id}, indicator {ratio.id}")
        tables[table_id].field(column)
        metas.append(tables[table_id])
    if len({meta.geography for meta in metas}) > 1:
        raise DefinitionError(
            f"the counts of '{ratio.id}' are of different areas", where=comparison.id, do="use counts of one geography"
        )
    kind = "share" if ratio.unit == "share" else "rate"
    words = Field(
        ratio.id, "number", dimension=ratio.dimension, capital=ratio.capital, kind=kind, reading=ratio.reading
    )
    fault = check_words(words)
    if fault:
        raise DefinitionError(f"the indicator '{ratio.id}' {fault}", where=comparison.id, do="mend the definition")
    return Indicator(
        ratio.id,
        ratio.title,
        ratio.dimension,
        ratio.capital,
        kind,
        ratio.unit,
        ratio.direction,
        ", ".join(dict.fromkeys(meta.vintage for meta in metas)),
        "; ".join(dict.fromkeys(meta.source for meta in metas)),
        ratio.reading,
        numerator=ratio.numerator,
        denominator=ratio.denominator,
        per=ratio.per,
    )


def _brought(each: Indicator, comparison: Comparison, tables: Tables) -> Indicator | LeftOut:
    """The indicator as it can be brought to the areas compared, or the reason why it cannot."""
    here = comparison.geography
    stated = comparison.leave_out.get(each.id)
    reason = stated or _NOT_AVERAGED.get("" if each.numerator else each.kind, "")
    if reason:
        return LeftOut(each.id, each.title, reason)
    source = tables[split_reference(each.columns[0])[0]].geography
    if source == here:
        return each
    if source is None:
        return LeftOut(each.id, each.title, "its table is not about areas")
    return _carried(each, source, comparison, tables)


def _carried(each: Indicator, source: Geography, comparison: Comparison, tables: Tables) -> Indicator | LeftOut:
    here = comparison.geography
    lookup = next(
        (t for t, m in tables.items() if m.kind == "lookup" and (m.geography, m.target) == (source, here)), ""
    )
    if not lookup:
        return LeftOut(each.id, each.title, f"it is of {source.words}, and no lookup leads from there to {here.words}")
    fields = {**each.__dict__, "through": lookup}
    if each.numerator:
        return Indicator(**fields)
    if tables[lookup].lookup_kind == "weighted":
        reason = (
            f"it is an average for {source.words}, which are shared out among {here.words}: only counts can be carried"
        )
        return LeftOut(each.id, each.title, reason)
    people = comparison.carried_by.get(str(source))
    if people is None:
        return LeftOut(each.id, each.title, f"it is of {source.words}, and 'carried_by' does not say who lives there")
    return Indicator(**{**fields, "carried_by": people})
