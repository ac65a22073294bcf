"""Write into an edition what is sought there: the names of its areas, lists, funds and votes, and the postcodes."""

from __future__ import annotations

import re
from collections import Counter
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
# A place is made of so many areas at most, so what holds more cannot be shown as one.
MOST_AREAS = 50
# Middlesbrough 018D: what tells areas of one district apart, and is no name.
NUMBERED = re.compile(r"(.+) ([0-9]{3}[a-z]?)")
_IN_WORDS = {"lsoa": "small area (LSOA {0})", "msoa": "middle-sized area (MSOA {0})"}


def add_search(work: Work) -> None:
    """Write the names of all that has a page in this edition so far, and the postcodes of the pack."""
    work.tell("Search")
    entries = sorted([*_areas(work), *_of_other_years(work), *_titles(work)], key=lambda entry: tuple(map(str, entry)))
    stems = sorted({(entry[0], entry[-1]) for entry in entries if not NUMBERED.fullmatch(entry[0])})
    names.add_names(work.writer.connection, entries, stems)
    _add_postcodes(work)


def _areas(work: Work) -> Iterator[tuple[Any, ...]]:
    for about in work.writer.tables.values():
        if about.subject != "areas":
            continue
        level = Geography.parse(about.geography).level
        wanted = [each for each in ("area_code", "area_name", "local_name", "lad_name") if about.column(each)]
        for row in work.writer.data[about.id].select(wanted).to_pylist():
            code, name, local = row["area_code"], row["area_name"], row.get("local_name")
            district = "" if level == "lad" else row.get("lad_name") or ""
            shown = f"{name} ({local})" if local and local != name else name
            entry = _entry(about.geography, code, shown, district)
            for key in dict.fromkeys((fold(name), fold(local or name))):
                yield (key, *entry[1:], fold(district))


def _of_other_years(work: Work) -> Iterator[tuple[Any, ...]]:
    """Areas of a level that has pages, but of another year, that changed since: wards of 2024 beside those of 2017.

    They have no page of their own; the small areas in them make a place. Their district is that of most of these.
    """
    import pyarrow.compute as pc

    shown = {about.geography: about.id for about in work.writer.tables.values() if about.subject == "areas"}
    if "within" not in work.writer.data:
        return
    base, table_id = next(iter(shown.items()))
    levels = {Geography.parse(each).level for each in shown}
    known = {code for each in shown.values() for code in work.writer.data[each]["area_code"].to_pylist()}
    areas, within = work.writer.data[table_id], work.writer.data["within"]
    districts = dict(zip(areas["area_code"].to_pylist(), areas["lad_name"].to_pylist(), strict=True))
    found: dict[tuple[str, str, str], Counter[str]] = {}
    for row in within.filter(pc.equal(within["geography"], base)).to_pylist():
        geography = row["within_geography"]
        fresh = geography not in shown and row["within_code"] not in known
        if fresh and row["share"] > 0.5 and Geography.parse(geography).level in levels:
            key = (geography, row["within_code"], row["within_name"])
            found.setdefault(key, Counter())[districts[row["area_code"]] or ""] += 1
    for (geography, code, name), in_districts in found.items():
        if in_districts.total() <= MOST_AREAS:
            district = in_districts.most_common(1)[0][0]
            yield (*_entry(geography, code, name, district), fold(district))


def _entry(geography: str, code: str, name: str, district: str) -> tuple[Any, ...]:
    level, vintage = (parsed := Geography.parse(geography)).level, parsed.vintage
    at = _LEVELS.index(level) if level in _LEVELS else _LAST
    what = _IN_WORDS.get(level, level_words(level) + " {0}").format(vintage)
    return fold(name), at, "area", geography, code, name, what, district


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
