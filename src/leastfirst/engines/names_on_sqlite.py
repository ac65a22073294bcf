"""Names and postcodes in the SQLite file of an edition: written once, then sought by their start, a part, or trigrams.

Every name stands in `search_entry` by its `key`, the folded spelling. Names that differ in nothing but a number at the
end share one row of `search_stem`, over which the trigram index lies: so it is small, and what people type with a slip
is found among 20,000 names and not among 60,000.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from leastfirst.engines.on_sqlite import ReadOnly

# The columns of an entry; `level` is its place in the order of kinds, larger ones first.
ENTRY = ("key", "level", "kind", "geography", "code", "name", "what", "district", "district_key")
_LAST = "\U0010ffff"
_LISTED = ", ".join(ENTRY)
_ORDER = "level, length(key), key, name, district, geography DESC, code"


def add_names(connection: sqlite3.Connection, entries: Iterable[Sequence[Any]], stems: Iterable[Sequence[str]]) -> None:
    """Write the entries (in the order of `ENTRY`) and the different stems (stem, district_key) that near ones go by."""
    connection.execute(f"CREATE TABLE search_entry ({_LISTED})")
    marks = ", ".join("?" for _ in ENTRY)
    connection.executemany(f"INSERT INTO search_entry VALUES ({marks})", entries)
    connection.execute("CREATE INDEX search_entry_key ON search_entry (key, level)")
    connection.execute("CREATE INDEX search_entry_code ON search_entry (code)")
    connection.execute("CREATE TABLE search_stem (id INTEGER PRIMARY KEY, stem, district_key)")
    connection.executemany("INSERT INTO search_stem (stem, district_key) VALUES (?, ?)", stems)
    connection.execute("CREATE VIRTUAL TABLE search_trigram USING fts5(text, content='', tokenize='trigram')")
    # A blank on each side makes the first and the last letters of words trigrams of their own.
    connection.execute(
        "INSERT INTO search_trigram (rowid, text) SELECT id, ' ' || stem || ' ' || district_key || ' ' FROM search_stem"
    )
    connection.execute("INSERT INTO search_trigram (search_trigram) VALUES ('optimize')")
    connection.execute("CREATE VIRTUAL TABLE search_trigram_count USING fts5vocab('search_trigram', 'row')")


def add_postcodes(connection: sqlite3.Connection, codes: Iterable[str], postcodes: Iterable[tuple[str, int]]) -> None:
    """Write postcodes without their space, each with the position of its area in `codes`."""
    connection.execute("CREATE TABLE postcode_area (id INTEGER PRIMARY KEY, code TEXT)")
    connection.executemany("INSERT INTO postcode_area VALUES (?, ?)", enumerate(codes))
    connection.execute("CREATE TABLE postcode (key TEXT PRIMARY KEY, area INTEGER) WITHOUT ROWID")
    connection.executemany("INSERT INTO postcode VALUES (?, ?)", postcodes)


def by_code(file: ReadOnly, codes: Sequence[str], *, limit: int) -> list[tuple[Any, ...]]:
    """The entries of some codes, each once, newest geography first."""
    marks = ", ".join("?" for _ in codes)
    return file.execute(
        f"SELECT {_LISTED} FROM search_entry WHERE code IN ({marks}) GROUP BY geography, code "
        f"ORDER BY level, geography DESC, code LIMIT ?",
        (*codes, limit),
    )


def starting(file: ReadOnly, key: str, *, limit: int) -> list[tuple[Any, ...]]:
    """Entries whose key is `key` or starts with it, the same first, then the larger, then by name."""
    return file.execute(
        f"SELECT {_LISTED} FROM search_entry WHERE key >= ? AND key < ? ORDER BY key <> ?, {_ORDER} LIMIT ?",
        (key, key + _LAST, key, limit),
    )


def same(file: ReadOnly, keys: Sequence[str], *, limit: int) -> list[tuple[Any, ...]]:
    """Entries that have one of these keys."""
    marks = ", ".join("?" for _ in keys)
    return file.execute(
        f"SELECT {_LISTED} FROM search_entry WHERE key IN ({marks}) ORDER BY {_ORDER} LIMIT ?", (*keys, limit)
    )


def holding(file: ReadOnly, words: Sequence[str], *, limit: int) -> list[tuple[str, str]]:
    """The stems, with their districts, in which every one of `words` (2 letters or more) begins a word."""
    match = " AND ".join(_phrase(f" {word}") for word in words)
    return file.execute(
        "SELECT stem, district_key FROM search_trigram JOIN search_stem ON id = search_trigram.rowid "
        "WHERE search_trigram MATCH ? ORDER BY search_trigram.rowid LIMIT ?",
        (match, limit),
    )


def near(file: ReadOnly, text: str, *, trigrams: int, limit: int) -> list[tuple[str, str]]:
    """The stems, with their districts, that share most of the rarest trigrams of a text."""
    padded = f" {text} "
    asked = sorted({padded[i : i + 3] for i in range(len(padded) - 2)})
    if not asked:
        return []
    marks = ", ".join("?" for _ in asked)
    known = file.execute(
        f"SELECT term FROM search_trigram_count WHERE term IN ({marks}) ORDER BY doc, term LIMIT ?", (*asked, trigrams)
    )
    if not known:
        return []
    match = " OR ".join(_phrase(term) for (term,) in known)
    return file.execute(
        "SELECT stem, district_key FROM (SELECT rowid AS at, rank FROM search_trigram WHERE search_trigram MATCH ? "
        "ORDER BY rank, rowid LIMIT ?) JOIN search_stem ON id = at",
        (match, limit),
    )


def has_postcodes(file: ReadOnly) -> bool:
    """Whether the edition knows any postcode."""
    return bool(file.execute("SELECT 1 FROM sqlite_master WHERE name = 'postcode'"))


def area_of_postcode(file: ReadOnly, key: str) -> str | None:
    """The code of the area that a postcode lies in."""
    found = file.execute("SELECT code FROM postcode JOIN postcode_area ON id = area WHERE key = ?", (key,))
    return found[0][0] if found else None


def areas_of_outcode(file: ReadOnly, outcode: str, *, first: str = "", limit: int) -> list[str]:
    """Codes of the areas in which postcodes of an outcode lie, those with most of them first.

    `first` is how the rest of the postcode starts, if some of it is known.
    """
    found = file.execute(
        "SELECT code FROM (SELECT area, count(*) AS n FROM postcode WHERE key >= ? AND key < ? AND length(key) = ? "
        "GROUP BY area) JOIN postcode_area ON id = area ORDER BY n DESC, code LIMIT ?",
        (outcode + first, outcode + first + _LAST, len(outcode) + 3, limit),
    )
    return [code for (code,) in found]


def _phrase(text: str) -> str:
    """A text that FTS5 takes literally, whatever signs are in it."""
    return '"' + text.replace('"', '""') + '"'
