"""Make a data pack from a folder of raw tables, as a pack definition says. One engine for every country."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from leastfirst.definitions.pack import PackDefinition, PackTable, load_pack_definition, table_references
from leastfirst.exchange.packs import Pack, write_pack
from leastfirst.ground.errors import DataError
from leastfirst.ground.tables import Table
from leastfirst.sources.places import packs_folder
from leastfirst.sources.rows import gather
from leastfirst.sources.weights import weigh

if TYPE_CHECKING:
    import pyarrow as pa

    from leastfirst.ground.tables import TableMeta

Progress = Callable[[int, int, str], None]


def build_pack(
    id_or_path: str | Path,
    folder: str | Path,
    out: str | Path | None = None,
    *,
    progress: Progress | None = None,
    keep: bool = False,
) -> Pack:
    """Build a pack from raw tables: everything is checked, and written whole or not at all.

    Args:
        id_or_path: a shipped pack definition's id, or the path of a user's own.
        folder: the folder of raw tables.
        out: the folder that the pack is written to; a pack that is there is replaced. Without it the pack is installed
            in the user's data folder, where it is found when no data are named.
        progress: called with the tables done, the tables in all, and what comes next.
        keep: keep a pack that somebody else has put there in the meantime.

    Raises:
        DefinitionError: the definition is faulty.
        DataError: a raw table is missing or damaged, or the result does not pass a check.
        OutputError: the pack cannot be written.
    """
    definition, sha256 = load_pack_definition(id_or_path)
    total = len(definition.tables) + 1
    folder = Path(folder)
    if not folder.is_dir():
        raise DataError("there is no such folder", where=str(folder), do="name the folder of raw tables")

    def told() -> Iterator[Table]:
        for done, table in enumerate(build_tables(definition, folder, starting=lambda done, name: tell(done, name))):
            yield table
            tell(done + 1, "checking the whole pack" if done + 2 == total else "")

    def tell(done: int, name: str) -> None:
        if progress:
            progress(done, total, name)

    licences = [
        {key: text for key, text in (("name", each.name), ("title", each.title), ("path", each.path)) if text}
        for each in definition.licences.values()
    ]
    pack = write_pack(
        out or packs_folder() / definition.id,
        id=definition.id,
        title=definition.title,
        version=definition.version,
        tables=told(),
        definition=f"{definition.id} sha256:{sha256}",
        licences=licences,
        sources=definition.sources,
        keep=keep,
    )
    tell(total, "")
    return pack


def build_tables(
    definition: PackDefinition, folder: Path, *, starting: Callable[[int, str], None] | None = None
) -> Iterator[Table]:
    """Yield the tables of a pack one by one, sorted by key. Raises DataError that names the raw file or table."""
    needed = {other for table in definition.tables.values() for other in table_references(table)}
    kept: dict[str, Table] = {}
    for done, (table_id, plan) in enumerate(definition.tables.items()):
        if starting:
            starting(done, table_id)
        table = _build_table(plan, plan.meta(table_id, licences=definition.licences), folder, kept)
        if table_id in needed:
            kept[table_id] = table
        yield table


def _build_table(plan: PackTable, meta: TableMeta, folder: Path, kept: dict[str, Table]) -> Table:
    if plan.neighbours_of:
        data = _neighbours(kept[plan.neighbours_of])
    else:
        data = gather(plan, meta, folder)
        if plan.kind == "lookup":
            meta, data = weigh(plan, meta, data, kept)
        if plan.complete:
            data = _complete(data, kept[f"areas-{plan.geography}"])
    data = data.select([each.name for each in meta.fields])
    data = data.sort_by([(column, "ascending") for column in meta.key])
    _check_rows(plan, meta, data)
    return Table(meta, data)


def _neighbours(boundaries: Table) -> pa.Table:
    from leastfirst.sources.neighbours import neighbours

    data = boundaries.data
    return neighbours(
        data["area_code"].combine_chunks(), data["geometry"].combine_chunks(), where=f"table {boundaries.id}"
    )


def _complete(data: pa.Table, areas: Table) -> pa.Table:
    """Add a row without values for every area that has none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    codes = areas.data["area_code"]
    lost = codes.filter(pc.invert(pc.is_in(codes, value_set=data["area_code"].combine_chunks())))
    rows = pa.table({"area_code": lost})
    return pa.concat_tables([data, rows], promote_options="default")


def _check_rows(plan: PackTable, meta: TableMeta, data: pa.Table) -> None:
    import pyarrow.compute as pc

    if plan.rows is not None and len(data) != plan.rows:
        raise DataError(
            f"it has {len(data):,} rows, but the definition expects {plan.rows:,}",
            where=f"table {meta.id}",
            do="use the raw tables that the definition describes",
        )
    for name, column in plan.all_columns().items():
        found = pc.sum(data[name]).as_py() if column.total is not None else None
        if found != column.total:
            raise DataError(
                f"{name} adds up to {found:,}, but the definition expects {column.total:,}",
                where=f"table {meta.id}",
                do="use the raw tables that the definition describes",
            )
