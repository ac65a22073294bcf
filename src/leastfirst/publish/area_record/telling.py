"""What the edition knows of an area itself: its need, its people, what is near, who is like it."""

from __future__ import annotations

from leastfirst.measure.comparison.reading import figures
from leastfirst.publish.area_record import heads
from leastfirst.publish.area_record.models import (
    Beside,
    Dimension,
    DomainStanding,
    Fact,
    GroupValue,
    IndexStanding,
    IndicatorBeside,
    NearbyPlaces,
    Similar,
)
from leastfirst.publish.reading import Edition, Record

# The parts of a column that lists what is not shown.
_BETWEEN = ", "


def index_standings(edition: Edition, geography: str, code: str) -> tuple[IndexStanding, ...]:
    """Where it stands on each index of its level and on their domains."""
    table = f"standings-{geography}"
    row = edition.row(table, code) if table in edition.tables else None
    if row is None:
        return ()
    found = []
    for each in heads.indices(edition, geography):
        ranked, id_ = each["ranked"][geography], each["id"]
        domains = tuple(
            DomainStanding(
                id=domain["id"],
                title=domain["title"],
                rank=row.get(f"{id_}_{domain['id']}_rank"),
                ranked=ranked.get(domain["id"], 0),
            )
            for domain in each["domains"]
        )
        found.append(
            IndexStanding(
                id=id_,
                title=each["title"],
                summary=each["summary"],
                vintage=str(each["vintage"]),
                score=row.get(f"{id_}_score"),
                rank=row.get(f"{id_}_rank"),
                ranked=ranked[""],
                decile=row.get(f"{id_}_decile"),
                domains=domains,
                note=told.note if (told := edition.tables.get(f"index-{id_}-{geography}")) else "",
            )
        )
    return tuple(found)


def dimensions(edition: Edition, geography: str, code: str) -> tuple[Dimension, ...]:
    """Its own values beside the means of the groups, in the order of the dimensions."""
    compared = heads.compared(edition, geography)
    row = edition.row(f"indicators-{geography}", code) if compared else None
    if compared is None or row is None:
        return ()
    hidden = set((row.get("suppressed") or "").split(_BETWEEN))
    return tuple(
        Dimension(
            id=id_,
            about=about,
            indicators=tuple(
                _beside(each, row.get(each["indicator"]), each["indicator"] in hidden, compared)
                for each in compared.rows
                if each["dimension"] == id_
            ),
        )
        for id_, about in compared.dimensions
    )


def _beside(row: Record, here: float | None, suppressed: bool, compared: heads.Compared) -> IndicatorBeside:
    direction = row["direction"] or None
    return IndicatorBeside(
        id=row["indicator"],
        title=row["title"],
        kind=row["kind"],
        unit=row["unit"],
        direction=direction,
        vintage=str(row["vintage"] or ""),
        source=row["source"] or "",
        here=here,
        suppressed=suppressed,
        groups=tuple(
            GroupValue(group=id_, called=called, value=value, here_is=_stands(here, value, direction))
            for id_, called in compared.groups
            for value in (row[f"{id_}_value"],)
        ),
        words=_words(compared.readings.get(row["indicator"], ""), row["kind"], here),
    )


def _words(reading: str, kind: str, here: float | None) -> str:
    """`46 in 100 people of working age are kept out of work by ...`, as a sentence."""
    if not reading or here is None:
        return ""
    said = reading.replace("{value}", figures(kind, [here], [])[0])
    return f"{said[:1].upper()}{said[1:]}."


def _stands(here: float | None, there: float | None, direction: str | None) -> Beside | None:
    """How a value stands to another. Two that differ by less than 1 in 1,000 are called the same."""
    if here is None or there is None:
        return None
    if abs(here - there) <= 0.001 * max(abs(here), abs(there)):
        return "the same"
    if direction is None:
        return "higher" if here > there else "lower"
    return "worse" if (here > there) == (direction == "higher-is-worse") else "better"


def facts(edition: Edition, geography: str, code: str) -> tuple[Fact, ...]:
    """Who lives there. What rests on too few is said to be suppressed and has no value."""
    told = heads.facts(edition, geography)
    row = edition.row(f"facts-{geography}", code) if told and f"facts-{geography}" in edition.tables else None
    if row is None:
        return ()
    hidden = set((row.get("suppressed") or "").split(_BETWEEN))
    return tuple(
        Fact(
            id=each["column"],
            title=each["title"],
            here=None if each["column"] in hidden else row.get(each["column"]),
            everywhere=each["everywhere"],
            suppressed=each["column"] in hidden,
        )
        for each in told["facts"]
    )


def nearby(edition: Edition, geography: str, code: str) -> tuple[NearbyPlaces, ...]:
    """How many places of each kind are near enough to walk to."""
    told = heads.nearby(edition, geography)
    if not told or f"nearby-{geography}" not in edition.tables:
        return ()
    rows = edition.rows(f"nearby-{geography}", where={"area_code": code}, counted=False).rows
    return tuple(
        NearbyPlaces(kind=row["class"], count=row["count"], per_1000=row["per_1000"], radius_m=told["radius_m"])
        for row in rows
    )


def similar(edition: Edition, geography: str, code: str) -> tuple[Similar, ...]:
    """The areas most like it, the most alike first."""
    if f"similar-{geography}" not in edition.tables:
        return ()
    rows = edition.rows(f"similar-{geography}", where={"area_code": code}, order_by="rank", counted=False).rows
    return tuple(
        Similar(
            rank=row["rank"],
            code=row["like_code"],
            name=row["like_name"],
            distance=row["distance"],
            reason=row["reason"] or "",
        )
        for row in rows
    )
