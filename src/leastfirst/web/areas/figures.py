"""Every figure of an area's record, one to a row, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from leastfirst.publish.area_record import AreaRecord

COLUMNS = ("part", "id", "title", "area_code", "figure", "value", "unit")
Row = tuple[object, ...]


def rows_of_figures(record: AreaRecord) -> str:
    """The record as CSV: part, id, title, area_code, figure, value, unit. What is not known is an empty value."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for part, id_, title, code, figure, value, unit in _rows(record):
        shown = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else value
        writer.writerow((part, id_, title, code, figure, "" if shown is None else shown, unit))
    return out.getvalue()


def _rows(record: AreaRecord) -> Iterator[Row]:
    code = record.code
    yield "area", code, record.title, code, "geography", record.geography, ""
    yield "area", code, record.title, code, "population", record.population, "people"
    yield from _lists(record)
    for index in record.indices:
        for name, unit in (("rank", "1 = greatest need"), ("decile", "1 = greatest need"), ("score", "score")):
            yield "index", index.id, index.title, code, name, getattr(index, name), unit
        for domain in index.domains:
            id_ = f"{index.id}.{domain.id}"
            yield "domain", id_, f"{index.title}: {domain.title}", code, "rank", domain.rank, "1 = greatest need"
    for dimension in record.dimensions:
        for each in dimension.indicators:
            here = None if each.suppressed else each.here
            yield "indicator", each.id, each.title, code, "suppressed" if each.suppressed else "here", here, each.unit
            for group in each.groups:
                yield "indicator", each.id, each.title, "", f"mean in {group.called}", group.value, each.unit
    for fact in record.facts:
        yield "fact", fact.id, fact.title, code, "suppressed" if fact.suppressed else "here", fact.here, "share"
        yield "fact", fact.id, fact.title, "", "everywhere", fact.everywhere, "share"
    for near in record.nearby:
        yield "nearby", near.kind, near.kind, code, "count", near.count, f"within {near.radius_m:.0f} m"
    for like in record.similar:
        yield "similar", like.code, like.name, code, "rank", like.rank, "1 = most alike"
    for fund in record.funds:
        for share in fund.shares:
            place = share.place.code
            yield "fund", fund.fund, fund.title, place, "paid_pence", share.paid_pence, f"{fund.sign}, hundredths"


def _lists(record: AreaRecord) -> Iterator[Row]:
    for standing in record.lists:
        for verdict in standing.verdicts:
            place = verdict.area.code
            yield "list", standing.id, standing.title, place, "designated", verdict.designated, ""
            yield "list", standing.id, standing.title, place, "p_designated", verdict.p_designated, "share of tries"
            for name in ("rank_p05", "rank_p50", "rank_p95"):
                yield "list", standing.id, standing.title, place, name, getattr(verdict, name), "1 = greatest need"
            for measure in verdict.measures:
                id_ = f"{standing.id}.{measure.id}"
                yield "measure", id_, measure.title, place, "rank", measure.rank, "1 = greatest need"
        if standing.relation == "holds":
            yield "list", standing.id, standing.title, record.code, "areas in it", standing.areas_inside, "areas"
            yield "list", standing.id, standing.title, record.code, "on the list", standing.listed_inside, "areas"
