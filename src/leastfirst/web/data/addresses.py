"""Stable addresses of the files of an edition: the same for every edition, so that a link goes on working."""

from __future__ import annotations

from django.urls import reverse

from leastfirst.publish import Edition, TableAbout

FILES = "files"
# Ending -> the type of content, in the order in which a page offers them. The longest ending that fits counts.
ENDINGS = {
    ".csv": "text/csv; charset=utf-8; header=present",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".geojson": "application/geo+json",
    ".csv-metadata.json": "application/csvm+json",
}
PACKAGE = "datapackage.json"


def files_of(edition: Edition, about: TableAbout) -> dict[str, str]:
    """The files in which a table is offered whole: ending without its dot -> address."""
    return {
        ending.lstrip("."): reverse("data-files:file", args=[about.id + ending])
        for ending in ENDINGS
        if edition.file(f"{FILES}/{about.id}{ending}")
    }


def type_of(name: str) -> str:
    """The type of content of a file, by its ending."""
    fitting = [ending for ending in ENDINGS if name.endswith(ending)]
    return ENDINGS[max(fitting, key=len)] if fitting else "application/octet-stream"
