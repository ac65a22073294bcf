"""Pack definitions: how the raw tables of a country become the tables of a data pack.

A pack definition is a YAML file. It names, for each table of the pack, the raw files, which raw column becomes which
column of ours, and what it means. `leastfirst.sources.build` runs every definition; no table has code of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field as Key
from pydantic import model_validator

from leastfirst.definitions.pack_columns import Column, Names, OneOrMore, Repeat, Strict, Tuple
from leastfirst.definitions.vocabulary import check_words
from leastfirst.definitions.yaml_files import read_model
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import LeastfirstError
from leastfirst.ground.tables import Kind, TableMeta

FOLDER = "packs"
_ID = r"^[a-z0-9]+(-{1,2}[a-z0-9]+)*$"
_KEYS: dict[str, tuple[str, ...]] = {
    "lookup": ("from_code", "to_code"),
    "assets": ("asset_id",),
    "neighbours": ("area_code", "neighbour_code"),
    "postcodes": ("postcode",),
    "places": ("place_id",),
}


class Raw(Strict):
    """A raw file, and which of its columns become which of ours (`take`: ours to theirs; all of them when absent).

    `distinct` keeps one of several equal rows. `recode` puts other codes in the place of some (ours, after `take`).
    """

    file: str
    take: dict[str, str] | None = None
    recode: dict[str, dict[str, str]] = {}
    distinct: bool = False


class Join(Strict):
    """A raw file that adds columns to rows that are there already, and never a row.

    `by` says which raw column holds the code that stands in which of ours. `fill` keeps the values that are there and
    fills in only the missing ones. Of several rows with one code the first in the file counts if `first` is set.
    """

    file: str
    by: dict[str, str] = Key(min_length=1, max_length=1)
    take: dict[str, str]
    fill: bool = False
    first: bool = False


class Weights(Strict):
    """How the weights of a lookup come about; without it every area goes to its one target with the weight 1.

    - `column`: a raw column of shares; their sum may differ from 1 by `within`, and is brought to 1.
    - `shared_by`: `table.column`, a population of the target's areas: each target gets its share of it.
    - `most`: `table.column`, a population of the areas in the raw column `by`: the target where most people live wins.
    """

    column: str | None = None
    within: float = 0.0
    shared_by: str | None = None
    most: str | None = None
    by: str | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum(each is not None for each in (self.column, self.shared_by, self.most)) != 1:
            raise ValueError("say one of column, shared_by and most")
        if (self.most is None) != (self.by is None):
            raise ValueError("'most' and 'by' go together")
        return self


class PackTable(Strict):
    """One table of the pack."""

    kind: Kind
    title: str
    geography: str | None = None
    target: str | None = None
    lookup_kind: Literal["exact", "best-fit", "weighted"] | None = None
    key: Names = ()
    rows: int | None = None
    vintage: str = ""
    source: str = ""
    licence: str = ""
    note: str = ""
    raw: Annotated[tuple[Raw, ...], OneOrMore] = Key(default=(), alias="from")
    join: Annotated[tuple[Join, ...], OneOrMore] = ()
    complete: bool = False
    weights: Weights | None = None
    neighbours_of: str | None = None
    columns: dict[str, Column] = {}
    repeat: Annotated[tuple[Repeat, ...], OneOrMore] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.neighbours_of is None) == (not self.raw):
            raise ValueError("say either where the rows come from ('from') or 'neighbours_of'")
        if (self.kind == "lookup") != (self.lookup_kind is not None) or (self.kind == "lookup") != bool(self.target):
            raise ValueError("a lookup, and nothing else, has 'target' and 'lookup_kind'")
        if (self.weights is not None) and self.kind != "lookup":
            raise ValueError("only a lookup has 'weights'")
        for text in (self.geography, self.target):
            if text is not None:
                try:
                    Geography.parse(text)
                except LeastfirstError as error:
                    raise ValueError(error.sentence.rstrip(".")) from None
        return self

    @model_validator(mode="after")
    def _columns_known(self) -> Self:
        columns = self.all_columns()
        named = [*self.key_columns]
        named += [name for column in columns.values() if column.share for name in column.share.of + column.share.among]
        named += [name for raw in self.raw for name in (*(raw.take or ()), *raw.recode)]
        named += [name for join in self.join for name in (*join.take, *join.by)]
        for name in named:
            if name not in columns:
                raise ValueError(f"it speaks of a column '{name}' that is not under 'columns'")
        return self

    @property
    def key_columns(self) -> tuple[str, ...]:
        """The columns that tell one row from another."""
        return self.key or _KEYS.get(self.kind, ("area_code",))

    def all_columns(self) -> dict[str, Column]:
        """The columns with every `repeat` written out, in order; those that the kind implies are added."""
        columns = dict(_implied(self))
        for name, column in self.columns.items():
            columns[name] = column
        for repeat in self.repeat:
            columns.update(repeat.expand())
        return columns

    def meta(self, table_id: str, *, licences: dict[str, Licence]) -> TableMeta:
        """What the pack says about this table."""
        licence = licences.get(self.licence)
        return TableMeta(
            id=table_id,
            kind=self.kind,
            title=self.title,
            fields=tuple(column.field(name) for name, column in self.all_columns().items()),
            key=self.key_columns,
            geography=Geography.parse(self.geography) if self.geography else None,
            target=Geography.parse(self.target) if self.target else None,
            lookup_kind=self.lookup_kind,
            vintage=self.vintage,
            source=self.source,
            licence=licence.title if licence else self.licence,
            attribution=licence.statement if licence else "",
            note=self.note,
        )


class Licence(Strict):
    """A licence: its short name, its title, where it can be read, and what it asks one to say."""

    name: str
    title: str
    path: str = ""
    statement: str = ""


class PackDefinition(Strict):
    """A data pack: what it is called, how its raw folder is recognised, and its tables in the order they are built."""

    id: str = Key(pattern=_ID)
    title: str
    version: str
    status: Literal["published", "inferred", "recalled"]
    note: str = ""
    recognised_by: Names = Key(min_length=1)
    licences: dict[str, Licence]
    sources: Annotated[tuple[dict[str, str], ...], Tuple] = ()
    tables: dict[Annotated[str, Key(pattern=_ID)], PackTable]

    @model_validator(mode="after")
    def _refers_back(self) -> Self:
        before: set[str] = set()
        for table_id, table in self.tables.items():
            if table.licence and table.licence not in self.licences:
                raise ValueError(f"table {table_id} names the licence '{table.licence}', which is not under 'licences'")
            for other in table_references(table):
                if other not in before:
                    raise ValueError(f"table {table_id} needs '{other}', which must stand before it")
            before.add(table_id)
        return self

    @model_validator(mode="after")
    def _words_known(self) -> Self:
        for table_id, meta in self.metas().items():
            for field in meta.fields:
                fault = check_words(field)
                if fault:
                    raise ValueError(f"the column {field.name} of table {table_id} {fault}")
        return self

    def metas(self) -> dict[str, TableMeta]:
        """What the pack says about each table."""
        return {table_id: table.meta(table_id, licences=self.licences) for table_id, table in self.tables.items()}


def table_references(table: PackTable) -> list[str]:
    """The other tables of the pack that are needed to build this one."""
    weights = table.weights
    columns = [each for each in (weights.shared_by, weights.most) if each] if weights else []
    others = [each.rpartition(".")[0] for each in columns]
    if table.neighbours_of:
        others.append(table.neighbours_of)
    if table.complete:
        others.append(f"areas-{table.geography}")
    return others


def load_pack_definition(id_or_path: str | Path) -> tuple[PackDefinition, str]:
    """Read a shipped pack definition by its id, or a user's own by its path, with the sha256 of the file.

    Raises DefinitionError with the file and line of the first fault.
    """
    definition, sha256, _ = read_model(id_or_path, folder=FOLDER, model=PackDefinition)
    return definition, sha256


def _implied(table: PackTable) -> dict[str, Column]:
    """The columns that every table of a kind has; a definition may state them again to say more."""
    if table.kind == "lookup":
        return {
            "from_code": Column(type="string", title="Code of the area that people are carried from"),
            "to_code": Column(type="string", title="Code of the area that they are carried to"),
            "weight": Column(title="Share of the people of from_code", unit="share", minimum=0.0, maximum=1.0),
        }
    if table.kind == "neighbours":
        return {
            "area_code": Column(type="string", title="Area code"),
            "neighbour_code": Column(type="string", title="Code of an area that shares a stretch of its border"),
        }
    return {}
