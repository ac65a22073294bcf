"""How an area stands to each list and each fund of an edition: itself, or through the areas around or in it."""

from __future__ import annotations

from leastfirst.engines.on_sqlite import Where
from leastfirst.publish.area_record import heads
from leastfirst.publish.area_record.around import Around
from leastfirst.publish.area_record.models import (
    FundShare,
    FundStanding,
    Listed,
    ListStanding,
    MeasureStanding,
    Related,
    Verdict,
)
from leastfirst.publish.reading import MOST_ROWS, Edition, Record

SHOWN = 50


def list_standings(edition: Edition, around: Around) -> tuple[ListStanding, ...]:
    """A standing for each list, one query each."""
    return tuple(_list_standing(edition, head, around) for head in heads.lists(edition))


def _list_standing(edition: Edition, head: heads.ListHead, around: Around) -> ListStanding:
    table, relation = f"designation-{head.id}", around.relation(head.geography)
    verdicts: tuple[Verdict, ...] = ()
    codes: list[str] = []
    listed: list[Listed] = []
    if relation == "holds":
        codes = around.inside(head.geography)
        listed = _listed(edition, table, codes)
    else:
        places = around.of_kind(head.geography)
        rows = edition.rows(table, where={"area_code": [each.code for each in places]}, counted=False).rows
        by_code = {row["area_code"]: row for row in rows}
        verdicts = tuple(_verdict(each, by_code[each.code], head) for each in places if each.code in by_code)
    return ListStanding(
        id=head.id,
        title=head.title,
        status=head.status,
        called=head.called,
        called_one=head.called_one,
        geography=head.geography,
        relation=relation,
        verdicts=verdicts,
        areas_inside=len(codes),
        listed_inside=len(listed),
        inside=tuple(listed[:SHOWN]),
    )


def _listed(edition: Edition, table: str, codes: list[str]) -> list[Listed]:
    """Those of some areas that are on a list, the surest first."""
    has_class = edition.tables[table].column("class") is not None
    columns = ["area_code", "area_name", *(["class", "p_designated"] if has_class else [])]
    rows: list[Record] = []
    for at in range(0, len(codes), MOST_ROWS):
        where: Where = {"area_code": codes[at : at + MOST_ROWS], "designated": True}
        rows += edition.rows(table, columns=columns, where=where, counted=False).rows
    rows.sort(key=lambda row: (-(row.get("p_designated") or 0), row["area_code"]))
    return [
        Listed(
            code=row["area_code"],
            name=row["area_name"],
            certainty=row.get("class"),
            p_designated=row.get("p_designated"),
        )
        for row in rows
    ]


def _verdict(area: Related, row: Record, head: heads.ListHead) -> Verdict:
    p = row.get("p_designated")
    measures = tuple(
        MeasureStanding(
            id=each["id"],
            title=each["title"],
            ranked=each["ranked"],
            **{name: row.get(f"{each['id']}_{name}") for name in ("rank", "line", "margin")},
            **{name: row.get(f"{each['id']}_{name}") for name in ("rank_p05", "rank_p50", "rank_p95")},
        )
        for each in head.measures
    )
    return Verdict(
        area=area,
        designated=bool(row["designated"]) if row["assessed"] else None,
        assessed=bool(row["assessed"]),
        reason=row["reason"],
        certainty=row.get("class"),
        p_designated=p,
        times=None if p is None or head.tries is None else round(p * head.tries),
        tries=None if p is None else head.tries,
        ranked=head.assessed,
        **{name: row.get(name) for name in ("rank_p05", "rank_p50", "rank_p95")},
        measures=measures,
    )


def fund_standings(edition: Edition, around: Around) -> tuple[FundStanding, ...]:
    """What this area, or the places around or in it, get from each fund: one query for all funds."""
    told = heads.funds(edition)
    if not told or "funds-by-place" not in edition.tables:
        return ()
    places: dict[str, list[Related]] = {}
    for geography in dict.fromkeys(each["geography"] for each in told):
        if around.relation(geography) != "holds":
            places[geography] = around.of_kind(geography)
        else:
            inside = around.inside(geography)
            places[geography] = [
                Related(geography=geography, code=code, name="", share=None, has_page=_has_page(edition, geography))
                for code in inside
            ]
    codes = list(dict.fromkeys(each.code for group in places.values() for each in group))
    rows: list[Record] = []
    for at in range(0, len(codes), MOST_ROWS):
        rows += edition.rows("funds-by-place", where={"place_code": codes[at : at + MOST_ROWS]}, counted=False).rows
    return tuple(_fund_standing(each, around, places[each["geography"]], rows) for each in told)


def _fund_standing(fund: Record, around: Around, places: list[Related], rows: list[Record]) -> FundStanding:
    by_code = {row["place_code"]: row for row in rows if row["fund"] == fund["id"]}
    shares = [_share(fund, each, by_code[each.code]) for each in places if each.code in by_code]
    relation = around.relation(fund["geography"])
    if relation == "holds":
        shares = [each for each in shares if each.takes_part]
        shares.sort(key=lambda each: (-(each.paid_pence or 0), each.place.code))
    return FundStanding(
        fund=fund["id"],
        title=fund["title"],
        called=fund["called"],
        sign=fund["sign"],
        status=fund["status"],
        geography=fund["geography"],
        places=fund["places"],
        relation=relation,
        shares=tuple(shares[:SHOWN]),
        places_inside=len(shares) if relation == "holds" else 0,
        paid_inside_pence=sum(each.paid_pence or 0 for each in shares) if relation == "holds" else 0,
    )


def _share(fund: Record, place: Related, row: Record) -> FundShare:
    return FundShare(
        fund=fund["id"],
        title=fund["title"],
        sign=fund["sign"],
        status=fund["status"],
        place=place if place.name else place.model_copy(update={"name": row["place_name"]}),
        takes_part=bool(row["takes_part"]),
        why_not=row["why_not"],
        paid_pence=row["paid_pence"],
        pence_per_resident=row["pence_per_resident"],
        need_order=row["need_order"],
    )


def _has_page(edition: Edition, geography: str) -> bool:
    return f"areas-{geography}" in edition.tables
