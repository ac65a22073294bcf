"""What the data pages show of an edition: its tables in groups, its sources, its rows as cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leastfirst.publish import Edition, Licence, TableAbout
from leastfirst.web.data.addresses import FILES, files_of
from leastfirst.web.look.addresses import area_address
from leastfirst.web.look.paging import number
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import english

# Subject of a table -> the group of the page that it stands in; what is not here stands in the last.
GROUPS: tuple[tuple[tuple[str, ...], Promise], ...] = (
    (("designation", "comparison"), _("Lists of places, and how they compare")),
    (("fund",), _("Funds, shared")),
    (("vote",), _("Votes, counted")),
    (("map", "index"), _("Need, area by area")),
    ((), _("About the areas")),
)


@dataclass(frozen=True)
class OfferedFile:
    """A file of a table: its name, its ending without a dot, its address, and the sha256 of its bytes."""

    name: str
    ending: str
    address: str
    sha256: str


@dataclass(frozen=True)
class Offered:
    """A table as the page offers it: itself and its files."""

    about: TableAbout
    files: list[OfferedFile]

    @property
    def rows(self) -> str:
        """How many rows it has, in figures of the language."""
        return number(self.about.rows)


@dataclass(frozen=True)
class Group:
    """Tables about the same thing."""

    title: str | Promise
    tables: list[Offered]


def offered(edition: Edition, about: TableAbout) -> Offered:
    """A table of an edition as its page offers it."""
    files = []
    for ending, address in files_of(edition, about).items():
        name = f"{about.id}.{ending}"
        files.append(OfferedFile(name, ending, address, edition.manifest[f"{FILES}/{name}"]))
    return Offered(about, files)


def groups_of(edition: Edition) -> list[Group]:
    """The tables of an edition in groups; a group with nothing in it is left out."""
    named = {subject for subjects, _title in GROUPS for subject in subjects}
    groups = []
    for subjects, title in GROUPS:
        found = [
            offered(edition, each)
            for each in edition.tables.values()
            if (each.subject in subjects if subjects else each.subject not in named)
        ]
        if found:
            groups.append(Group(title, found))
    return groups


def sources_of(edition: Edition) -> list[tuple[Licence, list[str]]]:
    """Every table that went into the edition, once, with the ids of the tables that were made from it."""
    used: dict[Licence, list[str]] = {}
    for about in edition.tables.values():
        for each in about.made_from:
            used.setdefault(each, []).append(about.id)
    return sorted(used.items(), key=lambda item: item[0].id)


def rows_table(about: TableAbout, rows: Iterable[Mapping[str, object]], *, sorted_by: str) -> DataTable:
    """A page of rows as they stand in the file: codes and numbers unrounded, what is missing said to be so."""
    headings = [
        Heading(
            each.name,
            unit=english(" · ".join(filter(None, (each.title, each.unit)))),
            numeric=each.type in ("integer", "number"),
            sort=each.name,
        )
        for each in about.columns
    ]
    return DataTable(
        caption=english(about.title),
        headings=headings,
        rows=[[_cell(about, name, value) for name, value in row.items()] for row in rows],
        sorted_by=sorted_by,
    )


def _cell(about: TableAbout, name: str, value: object) -> Cell:
    if isinstance(value, bool):
        return Cell("true" if value else "false")
    if name == "area_code" and about.geography and value:
        return Cell(value, href=area_address(about.geography, str(value)))
    return Cell(value if value is None or isinstance(value, str) else f"{value}", english=isinstance(value, str))


def columns_table(about: TableAbout) -> DataTable:
    """What each column of a table means."""
    directions = {"higher-is-worse": gettext("higher is worse"), "lower-is-worse": gettext("lower is worse")}
    types = {
        "string": gettext("text"),
        "integer": gettext("whole number"),
        "number": gettext("number"),
        "boolean": gettext("true or false"),
    }
    rows = [
        [
            gettext("%(column)s (tells rows apart)") % {"column": each.name} if each.name in about.key else each.name,
            types.get(each.type, each.type),
            Cell(each.title, english=True),
            Cell(each.unit, english=True),
            directions.get(each.direction or "", ""),
        ]
        for each in about.columns
    ]
    headings = [gettext("Column"), gettext("Holds"), gettext("Meaning"), gettext("Unit"), gettext("Direction")]
    return DataTable(gettext("Columns"), [Heading(each) for each in headings], rows, blocks=True)


def made_from_table(sources: Iterable[Licence]) -> DataTable:
    """The sources that went in, each with licence, vintage and sha256."""
    rows = [
        [
            each.id,
            Cell(each.source, english=True, note=each.attribution),
            each.vintage or None,
            Cell(each.licence, english=True) if each.licence else Cell(gettext("not stated")),
            each.sha256,
        ]
        for each in sources
    ]
    headings = [gettext("Data"), gettext("Source"), gettext("Of"), gettext("Licence"), gettext("sha256 of the file")]
    return DataTable(gettext("What went in"), [Heading(each) for each in headings], rows, blocks=True)
