"""What is the same for all areas of an edition, read once while it is open: the heads of lists and funds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leastfirst.publish.area_record.models import Source
from leastfirst.publish.contents import TableAbout
from leastfirst.publish.keeping import kept
from leastfirst.publish.reading import Edition, Record


@dataclass(frozen=True)
class ListHead:
    """A list: who is on it, how often it was worked out again (None: never), its measures, how many were assessed."""

    id: str
    title: str
    status: str
    called: str
    called_one: str
    geography: str
    tries: int | None
    assessed: int
    measures: tuple[Record, ...]


@dataclass(frozen=True)
class Compared:
    """The comparison that stands beside areas of one geography: its groups but the first, its rows, its dimensions.

    `readings` say indicators in words, with {value} where the figure goes.
    """

    id: str
    groups: tuple[tuple[str, str], ...]
    dimensions: tuple[tuple[str, str], ...]
    rows: tuple[Record, ...]
    readings: Mapping[str, str]


def lists(edition: Edition) -> tuple[ListHead, ...]:
    """The lists of the edition, the one that it leads with first."""
    return kept(edition, "lists", lambda: _lists(edition))


def _lists(edition: Edition) -> tuple[ListHead, ...]:
    leading = edition.about.leading
    heads = []
    for id_ in sorted(edition.about.designations, key=lambda each: each != leading):
        told = edition.document("designation", id_)
        if told is None:
            continue
        certainty = told.get("certainty") or {}
        measures = tuple({name: each[name] for name in ("id", "title", "ranked")} for each in told["measures"])
        heads.append(
            ListHead(
                id_,
                told["title"],
                told["status"],
                told["called"],
                told["called_one"],
                told["geography"],
                certainty.get("replicates"),
                told["counts"]["assessed"],
                measures,
            )
        )
    return tuple(heads)


def funds(edition: Edition) -> tuple[Record, ...]:
    """The heads of the funds: id, title, called, sign, status, geography, places."""
    names = ("id", "title", "called", "sign", "status", "geography", "places")

    def make() -> tuple[Record, ...]:
        found = (edition.document("fund", each) for each in edition.about.funds)
        return tuple({name: told[name] for name in names} for told in found if told)

    return kept(edition, "funds", make)


def indices(edition: Edition, geography: str) -> tuple[Record, ...]:
    """The indices that rank areas of a geography: id, title, summary, vintage, domains, ranked."""
    every = kept(edition, "indices", lambda: tuple(edition.documents("index")))
    return tuple(each for each in every if geography in each["ranked"])


def compared(edition: Edition, geography: str) -> Compared | None:
    """The comparison whose groups stand beside areas of a geography; None where nothing is compared."""
    return kept(edition, f"compared {geography}", lambda: _compared(edition, geography))


def _compared(edition: Edition, geography: str) -> Compared | None:
    own = edition.tables.get(f"indicators-{geography}")
    told = edition.document("comparison", own.of) if own else None
    if own is None or told is None or f"compared-{own.of}" not in edition.tables:
        return None
    rows = edition.rows(f"compared-{own.of}", counted=False).rows
    groups = tuple((each["id"], each["called"]) for each in told["groups"][1:])
    dimensions = tuple((each["id"], each["about"]) for each in told["dimensions"])
    readings = {id_: each["reading"] for id_, each in told["indicators"].items() if each["reading"]}
    return Compared(own.of, groups, dimensions, tuple(rows), readings)


def facts(edition: Edition, geography: str) -> Record:
    """What the facts of a geography are, with their values everywhere; nothing where there are none."""
    return kept(edition, f"facts {geography}", lambda: edition.document("facts", geography)) or {}


def nearby(edition: Edition, geography: str) -> Record:
    """What was counted within which distance; nothing where nothing was."""
    return kept(edition, f"nearby {geography}", lambda: edition.document("nearby", geography)) or {}


def sources(edition: Edition, table_ids: tuple[str, ...]) -> tuple[Source, ...]:
    """The data sets behind some tables, each once."""

    def make() -> tuple[Source, ...]:
        tables: list[TableAbout] = [edition.tables[each] for each in table_ids if each in edition.tables]
        found = {licence.id: licence for table in tables for licence in table.made_from}
        return tuple(
            Source(
                id=each.id, source=each.source, vintage=each.vintage, licence=each.licence, attribution=each.attribution
            )
            for each in found.values()
        )

    return kept(edition, f"sources {' '.join(table_ids)}", make)
