"""Make a report as the command line does, and read it as a program that looks for faults would."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from leastfirst.cli.reporting import run_report
from leastfirst.definitions.designation import Designation, load_designation
from leastfirst.exchange.packs import Pack
from leastfirst.exchange.report import measure_report, report_needs
from leastfirst.ground.provenance import Manifest
from leastfirst.ground.tables import Inputs
from leastfirst.measure import DesignationResult, designate
from leastfirst.sources import open_data


def made_report(
    pack: Pack, designation: str | Designation, *, without: Collection[str] = (), related: bool = True
) -> tuple[str, DesignationResult]:
    """The page and the result it tells of; `without` names tables that the data are taken not to have."""
    asked = load_designation(designation) if isinstance(designation, str) else designation
    others = [load_designation(each) for each in asked.related] if related else []
    there = [each for each in pack.tables if each not in without]
    inputs = pack.load(asked.needs() | report_needs(asked, related=others, available=there))
    result = designate(asked, inputs)
    held_against = [designate(each, pack.load(each.needs())) for each in others]
    return measure_report(result, inputs, related=held_against, manifest=manifest_of(asked, inputs)), result


def written_report(designation: str, folder: Path, *, data: str | Path = "county", **options: Any) -> str:
    """The whole page, as `leastfirst measure report` writes it; few replicates unless it is said."""
    run_report(designation, open_data(data), folder, **{"replicates": 60, **options})
    return (folder / "report.html").read_text(encoding="utf-8")


def manifest_of(designation: Designation, inputs: Inputs) -> Manifest:
    return Manifest.of(f"report on {designation.id}", tables=inputs.values(), definitions=[designation.record])


FEW = """
id: few
kind: index
title: Need in a few places
summary: A survey of some places.
source: a survey
vintage: "2025"
licence: mine
status: example
geography: lsoa-2021
population: population-census-2021.residents
own_tables: {few: {file: few.csv, geography: lsoa-2021, title: A survey, source: a survey}}
index: need
nodes:
  need: {title: Need, indicator: few.need, direction: higher-is-worse}
"""
LIST = """
id: few-list
kind: designation
title: A list of a few places
called: places in need
called_one: place in need
summary: The worst tenth of those surveyed.
source: a survey
vintage: "2025"
licence: mine
status: example
geography: lsoa-2021
population: population-census-2021.residents
measures: [{id: need, title: Need, short: need, index: few.yaml}]
rule: {kind: worst-on-all, share: 1/10}
context: [lsoa-2021--msoa-2021, lsoa-2021--lad-2024, lsoa-2021--region-2024]
boundaries: boundaries-lsoa-2021
outline: boundaries-lad-2024
"""


def survey_of(codes: Sequence[str], folder: Path) -> str:
    """A list by a table of one's own that knows only some areas; returns where its definition lies."""
    rows = "".join(f"{code},{i}\n" for i, code in enumerate(codes))
    (folder / "few.csv").write_text(f"area_code,need\n{rows}", encoding="utf-8")
    (folder / "few.yaml").write_text(FEW, encoding="utf-8")
    (folder / "list.yaml").write_text(LIST, encoding="utf-8")
    return str(folder / "list.yaml")


@dataclass
class Read(HTMLParser):
    """Every tag with its attributes, every id, every link and every word of a page."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._silent += tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)

    @classmethod
    def page(cls, html: str) -> Read:
        read = cls()
        read.feed(html)
        read.close()
        return read

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    @property
    def ids(self) -> list[str]:
        return [value for _, attrs in self.tags for name, value in attrs.items() if name == "id" and value]

    @property
    def links(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.tags if tag == "a" and "href" in attrs]
