"""Put together what an edition says of one area: about ten queries, each for one row or a few."""

from __future__ import annotations

from leastfirst.ground.errors import AreaCodeError, DataError
from leastfirst.publish.area_record import heads, telling
from leastfirst.publish.area_record.around import Around, level_and_vintage
from leastfirst.publish.area_record.listing import fund_standings, list_standings
from leastfirst.publish.area_record.models import AreaRecord
from leastfirst.publish.reading import Edition


def area_record(edition: Edition, geography: str, code: str) -> AreaRecord:
    """All that the edition says of an area.

    Args:
        edition: the edition that is read.
        geography: kind of area and vintage, such as `lsoa-2021`.
        code: the area's code.

    Raises:
        DataError: if the edition has no areas of that geography.
        AreaCodeError: if there is no such area among them.
    """
    table = f"areas-{geography}"
    if table not in edition.tables:
        known = [each.geography for each in edition.tables.values() if each.subject == "areas"]
        raise DataError(f"there are no areas of '{geography}' here", do=f"choose one of {', '.join(known)}")
    row = edition.row(table, code)
    if row is None:
        raise AreaCodeError(f"there is no area '{code}' of {geography} here", do="check the code, or search by name")
    level, vintage = level_and_vintage(geography)
    around = Around.of(edition, geography, code, row["area_name"])
    compared = heads.compared(edition, geography)
    return AreaRecord(
        edition=edition.id,
        fictional=edition.fictional,
        geography=geography,
        level=level,
        vintage=vintage,
        code=row["area_code"],
        name=row["area_name"],
        local_name=row["local_name"],
        population=row["population"],
        population_note=edition.tables[table].note,
        latitude=row["latitude"],
        longitude=row["longitude"],
        around=tuple(around.larger()),
        lists=list_standings(edition, around),
        indices=telling.index_standings(edition, geography, code),
        comparison=compared.id if compared else "",
        dimensions=telling.dimensions(edition, geography, code),
        facts=telling.facts(edition, geography, code),
        facts_source=heads.facts(edition, geography).get("source", ""),
        nearby=telling.nearby(edition, geography, code),
        nearby_note=edition.tables[f"nearby-{geography}"].note if f"nearby-{geography}" in edition.tables else "",
        similar=telling.similar(edition, geography, code),
        funds=fund_standings(edition, around),
        sources=heads.sources(edition, _tables(edition, geography)),
    )


def _tables(edition: Edition, geography: str) -> tuple[str, ...]:
    """The tables that a record of this geography rests on."""
    named = ("areas", "standings", "indicators", "facts", "nearby", "similar")
    ids = [f"{each}-{geography}" for each in named]
    ids += [f"index-{each['id']}-{geography}" for each in heads.indices(edition, geography)]
    ids += [f"designation-{each.id}" for each in heads.lists(edition)]
    return tuple(each for each in ids if each in edition.tables)
