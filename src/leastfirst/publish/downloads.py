"""What an edition offers to download: every table in open formats, with what its columns mean and who may use it.

`files/<table>.csv`, `.json`, `.parquet`, `.csv-metadata.json` (CSV on the Web), `.geojson` for tables with a map, and
one `files/datapackage.json` that names them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from leastfirst.exchange.csvw import ENDING, metadata
from leastfirst.exchange.datapackage import FILE_NAME, Resource, package
from leastfirst.exchange.geojson import features
from leastfirst.exchange.report.vote_table import plain_text
from leastfirst.exchange.results import written_as
from leastfirst.ground.provenance import sha256_of
from leastfirst.ground.tables import Field, Table, split_reference
from leastfirst.ground.version import __version__
from leastfirst.publish.contents import TableAbout
from leastfirst.publish.work import Work

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER = "files"
FORMATS = ("csv", "json", "parquet")
_MIT = "https://opensource.org/license/mit"
UNSTATED = "not-stated"
"""How the definition of a pack names a licence that a publisher does not state."""
_NOT_SAID = {"name": UNSTATED, "title": "Not stated at the source"}


def add_downloads(work: Work) -> None:
    """Write the files of every table that may be offered as a whole; the last part, when all tables are there."""
    work.tell("Downloads")
    resources: list[Resource] = []
    for about in [_marked(work, each) for each in work.writer.tables.values()]:
        work.writer.tables[about.id] = about
        if about.download:
            resources += _table(work, about)
    resources += _records(work)
    name = f"leastfirst-{work.plan.id}"
    text = package(
        resources,
        name=name,
        title=work.plan.title,
        description=("Fictional: no real place, no real money. " if work.pack.fictional else "") + work.plan.summary,
        version="+".join(filter(None, (__version__, _slug(work.pack.version)))),
        licences=_all_licences(work, resources),
    )
    work.writer.file(f"{FOLDER}/{FILE_NAME}", text.encode())


def _all_licences(work: Work, resources: Sequence[Resource]) -> list[Mapping[str, str]]:
    """Every licence that a file of the package is under, once: the package as a whole is under no single one."""
    every = [_own(work), *(licence for each in resources for licence in each.licences)]
    return [each for i, each in enumerate(every) if each not in every[:i]]


def _marked(work: Work, about: TableAbout) -> TableAbout:
    """The same table, with the columns marked that are shown on the site but not passed on.

    They repeat a published one (`table.column`) whose publisher states no licence. What we worked out from such tables
    (scores, ranks) is ours to give.
    """
    columns = [
        each.model_copy(update={"passed_on": not _repeats_unlicensed(work, each.name)}) for each in about.columns
    ]
    return about.model_copy(update={"columns": tuple(columns)})


def _repeats_unlicensed(work: Work, column: str) -> bool:
    if "." not in column:
        return False
    table_id, _ = split_reference(column)
    unstated = {each["title"] for each in work.pack.descriptor.licences if each["name"].startswith(UNSTATED)}
    return table_id in work.pack.tables and work.pack.meta(table_id).licence in unstated


@dataclass(frozen=True)
class Rights:
    """What a table was made from, under which licences, and what these ask one to say."""

    licences: list[dict[str, str]]
    sources: list[dict[str, str]]
    attributions: list[str]


def _table(work: Work, about: TableAbout) -> list[Resource]:
    """Write the files of a table; returns what the Data Package says of them."""
    passed_on = [each for each in about.columns if each.passed_on]
    held, kept_back = [each.name for each in passed_on], [c.name for c in about.columns if not c.passed_on]
    if set(about.key) - set(held):
        return []
    data = work.writer.data[about.id].select(held)
    note = about.note
    if kept_back:
        note = f"{note} Not in the files, as their publishers state no licence: {', '.join(kept_back)}.".strip()
    shapes = _boundaries(work, about)
    rights = _rights(work, about, shapes)
    contents = {kind: written_as(_safe(data, about) if kind == "csv" else data, f"x.{kind}") for kind in FORMATS}
    if shapes is not None:
        contents["geojson"] = _with_shapes(data, about, shapes, rights)
    fields = [Field(each.name, each.type, each.title, each.unit, each.direction) for each in passed_on]
    work.writer.file(f"{FOLDER}/{about.id}{ENDING}", _metadata(about, fields, note, rights))
    told = " ".join(filter(None, [note, *rights.attributions]))
    found = []
    for kind, content in contents.items():
        path = f"{about.id}.{kind}"
        work.writer.file(f"{FOLDER}/{path}", content)
        # The columns are said once, with the CSV file; the others hold the same.
        first = kind == "csv"
        found.append(
            Resource(
                about.id if first else path,
                about.title,
                path,
                len(content),
                sha256_of(content),
                description=told if first else f"The rows of {about.id}, whose columns are described with it.",
                fields=fields if first else (),
                key=about.key if first else (),
                licences=rights.licences,
                sources=rights.sources if first else (),
            )
        )
    return found


def _metadata(about: TableAbout, fields: Sequence[Field], note: str, rights: Rights) -> bytes:
    """What stands beside the CSV file."""
    return metadata(
        f"{about.id}.csv",
        fields,
        key=about.key,
        title=about.title,
        note=note,
        sources=[each["title"] + (f" ({each['version']})" if each.get("version") else "") for each in rights.sources],
        licences=[each.get("path", each["title"]) for each in rights.licences],
        attributions=rights.attributions,
    ).encode()


def _with_shapes(data: pa.Table, about: TableAbout, shapes: Table, rights: Rights) -> bytes:
    """The rows with the shapes of their areas, and whose shapes they are."""
    pairs = zip(shapes.data["area_code"].to_pylist(), shapes.data["geometry"].to_pylist(), strict=True)
    by_code = {code: shape for code, shape in pairs if shape is not None}
    said = {
        "name": about.title,
        "source": shapes.meta.source,
        "licence": shapes.meta.licence,
        "attribution": " ".join(rights.attributions),
    }
    return features(data, by_code, code=about.key[0], about=said)


def _safe(data: pa.Table, about: TableAbout) -> pa.Table:
    """What strangers wrote, so that no spreadsheet takes it for a formula; the other formats have it as it stands."""
    import pyarrow as pa

    if about.subject != "vote":
        return data
    for name in ("project_id", "name"):
        safe = [plain_text(str(each)) for each in data[name].to_pylist()]
        data = data.set_column(data.column_names.index(name), name, pa.array(safe, pa.string()))
    return data


def _rights(work: Work, about: TableAbout, shapes: Table | None) -> Rights:
    drawn = [shapes.meta] if shapes is not None else []
    licences = _named(work, [*(each.licence for each in about.made_from), *(each.licence for each in drawn)])
    if not all(each.licence for each in about.made_from):
        licences.append(_NOT_SAID)
    sources = [{"title": each.source, "version": each.vintage} for each in about.made_from if each.source]
    asked = [*(each.attribution for each in about.made_from), *(each.attribution for each in drawn)]
    return Rights(
        licences,
        [
            {name: text for name, text in each.items() if text}
            for at, each in enumerate(sources)
            if each not in sources[:at]
        ],
        list(dict.fromkeys(filter(None, asked))),
    )


def _named(work: Work, titles: Sequence[str]) -> list[dict[str, str]]:
    """Licences as the pack names them; one that it does not know has its words for a title."""
    known = {each["title"]: dict(each) for each in work.pack.descriptor.licences}
    found = [known.get(title, {"name": _slug(title), "title": title}) for title in dict.fromkeys(filter(None, titles))]
    own = _own(work)
    return [own, *(each for each in found if each["name"] != own["name"])]


def _own(work: Work) -> dict[str, str]:
    """The licence under which who publishes the edition gives what is worked out in it."""
    licence = work.plan.licence
    return {"name": _slug(licence), "title": licence} | ({"path": _MIT} if licence == "MIT" else {})


def _slug(title: str) -> str:
    return "-".join("".join(each if each.isalnum() else " " for each in title).split())[:60]


def _boundaries(work: Work, about: TableAbout) -> Table | None:
    """The boundaries of the areas of a map; None for other tables, and where the data hold none."""
    mapped = next((each for each in work.plan.maps if f"map-{each.geography}" == about.id), None)
    if mapped is None or mapped.boundaries not in work.pack.tables:
        return None
    return work.pack.table(mapped.boundaries, ("area_code", "geometry"))


def _records(work: Work) -> list[Resource]:
    """The files that are no tables, such as the reasons for all sums of a fund, with their titles."""
    found = []
    for path, title in sorted(work.files.items()):
        content = (work.writer.folder / path).read_bytes()
        name = Path(path).name
        found.append(
            Resource(name.rpartition(".")[0], title, name, len(content), sha256_of(content), licences=[_own(work)])
        )
    return found
