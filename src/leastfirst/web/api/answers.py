"""What the interface answers with. The schemas of OpenAPI are made from these."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Path, Schema
from pydantic import ConfigDict, Field

from leastfirst.publish import About, TableAbout
from leastfirst.publish.contents import Column, Licence

Record = dict[str, Any]
# What may go wrong with any question: not understood, not there, out of range, too fast, nothing to show yet.
FAULTS = frozenset({400, 404, 422, 429, 503})
# Ids and codes as they are written in an address; nothing else can name anything here.
Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,119}$")]
Postcode = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ]{0,9}$")]


class Answer(Schema):
    """An answer holds what is said here and nothing else."""

    model_config = ConfigDict(extra="forbid")


class Fault(Answer):
    """Why there is no answer: one sentence that says what is wrong and what to do."""

    detail: str


class Head(Answer):
    """The edition that is up, and where its parts are."""

    id: str = Field(description="Stands for every byte of the edition: another edition has another id.")
    about: About
    links: dict[str, str] = Field(description="Addresses of its parts, by name.")


class TableLine(Answer):
    """A table in the list of tables."""

    id: str
    title: str
    subject: str
    of: str
    geography: str
    rows: int
    download: bool
    links: dict[str, str]


class TableList(Answer):
    """The tables of the edition."""

    tables: list[TableLine]


class TableAnswer(Answer):
    """A table with its columns, its sources and their licences, and the definitions behind it, each with its sha256."""

    id: str
    subject: str
    of: str
    title: str
    note: str
    geography: str
    key: list[str]
    columns: list[Column]
    rows: int
    vintage: str
    made_from: list[Licence]
    made_by: list[dict[str, str]]
    seed: int | None
    download: bool
    links: dict[str, str]

    @classmethod
    def of_table(cls, about: TableAbout, links: dict[str, str]) -> TableAnswer:
        """What an edition says of a table, with its addresses."""
        return cls(**about.model_dump(), links=links)


class RowsAnswer(Answer):
    """A page of rows. A value that is not known is null, never zero."""

    table: str
    total: int = Field(description="How many rows there are that were asked for, on all pages.")
    limit: int
    offset: int
    rows: list[Record]
    next: str | None = Field(description="The address of the next page, or null on the last.")


class Documents(Answer):
    """All documents of one kind, in the order of the site."""

    total: int
    documents: list[Record]
