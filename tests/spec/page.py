"""Read a page of docs/ whose tables are examples, and work every example out with the real code.

Above each table of the page stands an HTML comment in YAML: what is done, and what each column is. A table is compared
to as many decimal places as it shows; a dash stands for a missing value.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import yaml

from leastfirst.ground.columns import areas_of, lookup_of
from leastfirst.ground.lookups import Lookup
from leastfirst.ground.tables import Inputs, Table
from leastfirst.measure import IndexResult, build_index, designate, roll_up
from tests import made_up

MISSING = "–"
MSOA, PCON = "msoa-2021", "pcon-2024"
TO_PARENT, TO_PCON = f"{made_up.LSOA}--{MSOA}", f"{made_up.LSOA}--{PCON}"

_EXAMPLE = re.compile(r"(?:<!--(?P<settings>(?:(?!-->).)*)-->\s*\n)?(?P<table>(?:^\|[^\n]*\n)+)", re.S | re.M)
_HEADING = re.compile(r"^(#{2,3}) (.+)$", re.M)


@dataclass(frozen=True)
class Example:
    """One table of the page: the section it stands in, what the comment says, and its rows by column."""

    section: str
    line: int
    settings: dict[str, Any]
    titles: list[str]
    rows: list[dict[str, str]]

    def column(self, name: str) -> list[str]:
        return [row[name] for row in self.rows]

    def numbers(self, name: str) -> list[float | None]:
        return [number(cell) for cell in self.column(name)]

    def __str__(self) -> str:
        return f"line {self.line}, {self.section}"


def number(cell: str) -> float | None:
    return None if cell == MISSING else float(cell.replace(",", "").replace("−", "-"))


def headings(page: Path) -> list[str]:
    return [found[2] for found in _HEADING.finditer(page.read_text(encoding="utf-8"))]


def examples(page: Path) -> list[Example]:
    """Every table of the page; one without a comment has no settings."""
    text = page.read_text(encoding="utf-8")
    found = []
    for match in _EXAMPLE.finditer(text):
        section = [h[2] for h in _HEADING.finditer(text, 0, match.start())][-1]
        line = text[: match.start("table")].count("\n") + 1
        settings = yaml.safe_load(match["settings"]) if match["settings"] else {}
        titles, _, *cells = ([c.strip() for c in row.strip("|").split("|")] for row in match["table"].splitlines())
        columns = settings.get("columns", titles)
        assert all(len(row) == len(titles) == len(columns) for row in cells), f"line {line}: the columns do not match"
        rows = [dict(zip(columns, row, strict=True)) for row in cells]
        found.append(Example(section, line, settings, titles, rows))
    return found


def work_out(example: Example, named: Mapping[str, Example]) -> dict[str, list[Any]]:
    """The columns of the example that the code works out; `named` are the examples that others refer to by name."""
    for key, how in _WAYS.items():
        if key in example.settings:
            return how(example, named)
    return {}


def same(cell: str, value: Any) -> bool:
    """Whether a cell says what the code found, to the decimal places that it shows."""
    if isinstance(value, bool):
        return cell == ("yes" if value else "no")
    if isinstance(value, str):
        return cell == value
    shown = number(cell)
    if value is None or math.isnan(value):
        return shown is None
    places = len(cell.partition(".")[2])
    return shown is not None and abs(shown - value) <= 0.5 * 10**-places + 1e-9


def assert_same(example: Example, found: Mapping[str, Sequence[Any]]) -> None:
    """Hold a table of the page against what the code found, by column: at least one, and every cell of it."""
    assert found, f"{example}: nothing in this table is worked out"
    for column, values in found.items():
        wrong = [
            f"{row[example.settings['columns'][0]]}: the page says {row[column]}, the code {value}"
            for row, value in zip(example.rows, values, strict=True)
            if not same(row[column], value)
        ]
        assert not wrong, f"{example}, column {column}: {'; '.join(wrong)}"


# -- tables out of an example ----------------------------------------------------------------------------------------


def _codes(names: list[str], kind: str) -> dict[str, str]:
    """An area code for every name, in the order in which the names first stand there."""
    return {name: f"{kind}{i + 1:06d}" for i, name in enumerate(dict.fromkeys(names))}


def _inputs(example: Example) -> Inputs:
    columns = example.settings["columns"]
    areas = _codes(example.column("area"), "X01")
    codes = [areas[name] for name in example.column("area")]
    values = {c: example.numbers(c) for c in ("in", "a", "b", "c", "people", "error") if c in columns}
    residents = example.numbers("residents") if "residents" in columns else [1000.0] * len(codes)
    tables: list[Table] = [
        made_up.areas(made_up.LSOA, {code: name for name, code in areas.items()}),
        made_up.population(dict(zip(codes, residents, strict=True))),
        made_up.table("needs", {"area_code": codes, **values}),
    ]
    for column, kind, geography in (("parent", "X02", MSOA), ("within", "X14", PCON)):
        if column in columns:
            larger = _codes(example.column(column), kind)
            pairs = [(code, larger[to], 1.0) for code, to in zip(codes, example.column(column), strict=True)]
            tables.append(made_up.areas(geography, {code: name for name, code in larger.items()}))
            tables.append(made_up.lookup(made_up.LSOA, geography, pairs))
            banned = example.settings.get("excluded", {})
            if column == "within":
                listed = {"code": [larger[name] for name in banned], "name": list(banned.values())}
                tables.append(made_up.table("listed", listed, kind="places", geography=None))
    return made_up.inputs_of(*tables)


def _index(example: Example) -> IndexResult:
    head = {key: example.settings[key] for key in ("ties", "precision") if key in example.settings}
    recipe = made_up.one_indicator("in", **example.settings.get("node", {}), **head)
    return build_index(recipe, _inputs(example))


# -- ways of working an example out ----------------------------------------------------------------------------------


def _node(example: Example, _: Mapping[str, Example]) -> dict[str, list[Any]]:
    index = _index(example)
    table = index.table()
    found = {"out": index.log.nodes["index"].value.tolist()}
    found |= {name: table[name].to_pylist() for name in ("score", "rank", "decile")}
    return {name: values for name, values in found.items() if name in example.settings["columns"]}


def _aggregate(example: Example, _: Mapping[str, Example]) -> dict[str, list[Any]]:
    weights = example.settings["weights"]
    nodes = {
        "index": {"aggregate": example.settings["aggregate"], "weights": weights},
        **{child: {"indicator": f"needs.{child}", "direction": "higher-is-worse"} for child in weights},
    }
    index = build_index(made_up.recipe(nodes), _inputs(example))
    found: dict[str, list[Any]] = {"out": index.log.nodes["index"].value.tolist()}
    for position in range(len(example.rows)):
        for part in index.log.contributions("index", position):
            found.setdefault(f"part_{part.node}", []).append(part.points)
    return {name: values for name, values in found.items() if name in example.settings["columns"]}


def _roll_up(example: Example, named: Mapping[str, Example]) -> dict[str, list[Any]]:
    small = named[example.settings["roll_up"]]
    inputs, index = _inputs(small), _index(small)
    larger = areas_of(inputs, lookup_of(inputs, TO_PARENT).target)
    assert larger.names.to_pylist() == example.column("parent")
    return {
        summary: roll_up(index, lookup_of(inputs, TO_PARENT), larger, summary=summary).score.tolist()
        for summary in example.settings["columns"][1:]
    }


def _carry(example: Example, named: Mapping[str, Example]) -> dict[str, list[Any]]:
    pairs = named[example.settings["carry"]]
    sources, targets = _codes(pairs.column("from"), "X01"), _codes(pairs.column("to"), "X02")
    rows = [
        (sources[row["from"]], targets[row["to"]], number(row["weight"]) or 0.0)
        for row in sorted(pairs.rows, key=lambda row: sources[row["from"]])
    ]
    lookup = Lookup.from_table(made_up.lookup(made_up.LSOA, MSOA, rows, kind="weighted"))
    counts = {sources[row["from"]]: number(row["in"]) for row in pairs.rows}
    codes, people = pa.array(list(counts)), np.array(list(counts.values()), dtype=np.float64)
    assert list(targets) == example.column("to")
    ways = {
        "carried": lambda: lookup.carry(codes, people, where="the example").tolist(),
        "whole": lambda: lookup.carry_whole(codes, people.astype(np.int64), where="the example").tolist(),
    }
    return {name: ways[name]() for name in example.settings["columns"][1:]}


def _designation(example: Example, _: Mapping[str, Example]) -> dict[str, list[Any]]:
    rule = dict(example.settings["designate"])
    titles = dict(zip(example.settings["columns"], example.titles, strict=True))
    measures = [
        {"id": name, "short": titles[name], "title": titles[name], "recipe": made_up.one_indicator(name)}
        for name in ("a", "b", "c")
        if name in titles
    ]
    if "cap" in rule:
        rule["cap"] = {"through": TO_PCON, "called": titles["within"], **rule["cap"]}
    if "excluded" in example.settings:
        how = {"through": TO_PCON, "table": "listed", "column": "code", "called": titles["within"]}
        rule["exclude"] = [{**how, "because": example.settings["because"]}]
    table = designate(made_up.designation(measures, rule), _inputs(example)).table()
    found = {
        "chosen": "designated",
        "reason": "reason",
        "composite": "composite_score",
        "rank": "composite_rank",
        "a_rank": "a_rank",
        "b_rank": "b_rank",
    }
    return {name: table[column].to_pylist() for name, column in found.items() if name in example.settings["columns"]}


_WAYS: dict[str, Callable[[Example, Mapping[str, Example]], dict[str, list[Any]]]] = {
    "node": _node,
    "aggregate": _aggregate,
    "roll_up": _roll_up,
    "carry": _carry,
    "designate": _designation,
}
