"""Write into an edition what is sought there: the names of its areas, lists, funds and votes, and the postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from leastfirst.engines import names_on_sqlite as names
from leastfirst.ground.area_codes import Geography, level_words
from leastfirst.publish.search.spelling import fold

if TYPE_CHECKING:
    from leastfirst.publish.work import Work

# Larger kinds of areas come first where names are equally good.
_LEVELS = ("region", "county", "icb", "lad", "pcon", "ward", "msoa", "intermediate_zone", "lsoa", "data_zone", "oa")
_LAST = len(_LEVELS)
# Middlesbrough 018D: what tells areas of one district apart, and is no name.
NUMBERED = re.compile(r"(.+) ([0-9]{3}[a-z]?)")
_IN_WORDS = {"lsoa": "small area (LSOA {0})", "msoa": "middle-sized area (MSOA {0})"}


def add_search(work: Work) -> None:
    """Write the names of all that has a page in this edition so far, and the postcodes of the pack."""
    work.tell("Search")
    entries = sorted([*_areas(work), *_titles(work)], key=lambda entry: tuple(map(str, entry)))
    stems = sorted({(entry[0], entry[-1]) for entry in entries if not NUMBERED.fullmatch(entry[0])})
    names.add_names(work.writer.connection, entries, stems)
    _add_postcodes(work)


def _areas(work: Work) -> Iterator[tuple[Any, ...]]:
    for about in work.writer.tables.values():
        if about.subject != "areas":
            continue
        level, vintage = (geography := Geography.parse(about.geography)).level, geography.vintage
        at = _LEVELS.index(level) if level in _LEVELS else _LAST
        what = _IN_WORDS.get(level, level_words(level) + " {0}").format(vintage)
        wanted = [each for each in ("area_code", "area_name", "local_name", "lad_name") if about.column(each)]
        for row in work.writer.data[about.id].select(wanted).to_pylist():
            code, name, local = row["area_code"], row["area_name"], row.get("local_name")
            district = "" if level == "lad" else row.get("lad_name") or ""
            shown = f"{name} ({local})" if local and local != name else name
            for key in dict.fromkeys((fold(name), fold(local or name))):
                yield key, at, "area", about.geography, code, shown, what, district, fold(district)


def _titles(work: Work) -> Iterator[tuple[Any, ...]]:
    """Lists, funds and votes by their titles, and the projects of votes by their names."""
    words = {"designation": "list", "fund": "fund", "vote": "vote"}
    seen = set()
    for about in work.writer.tables.values():
        if about.subject in words and (about.subject, about.of) not in seen:
            seen.add((about.subject, about.of))
            title = _title(work, about.subject, about.of) or about.title
            what = words[about.subject]
            yield fold(title), _LAST, what, "", about.of, title, what, "", ""
        if about.subject == "vote" and {"project_id", "name"} <= set(about.names):
            for row in work.writer.data[about.id].select(["project_id", "name"]).to_pylist():
                if row["name"]:
                    code = f"{about.of}/{row['project_id']}"
                    yield fold(row["name"]), _LAST + 1, "project", "", code, row["name"], "project in a vote", "", ""


def _title(work: Work, subject: str, of: str) -> str:
    row = work.writer.connection.execute(
        "SELECT json_extract(body, '$.title') FROM document WHERE kind = ? AND id = ?", (subject, of)
    ).fetchone()
    return (row and row[0]) or ""


def _add_postcodes(work: Work) -> None:
    """Postcodes with the areas they lie in: of the first geography of the edition that their table names."""
    shown = [about.geography for about in work.writer.tables.values() if about.subject == "areas"]
    for table_id, meta in work.pack.tables.items():
        columns = {field.name.replace("_", "-"): field.name for field in meta.fields}
        geography = next((each for each in shown if each in columns), None)
        if meta.kind != "postcodes" or geography is None:
            continue
        data = work.pack.table(table_id, ["postcode", columns[geography]]).data
        postcodes, areas = data["postcode"], data[columns[geography]].combine_chunks().dictionary_encode()
        keys = (text.replace(" ", "").upper() for text in postcodes.to_pylist())
        pairs = zip(keys, areas.indices.to_pylist(), strict=True)
        names.add_postcodes(
            work.writer.connection,
            areas.dictionary.to_pylist(),
            sorted((key, at) for key, at in pairs if at is not None),
        )
        return
