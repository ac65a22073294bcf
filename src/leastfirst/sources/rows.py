"""Gather the rows of one table from its raw files: take, add, join, make columns."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from leastfirst.definitions.pack import Join, PackTable, Raw
from leastfirst.definitions.pack_columns import Column
from leastfirst.ground.errors import DataError
from leastfirst.sources.tabular import as_type, read_raw

if TYPE_CHECKING:
    import pyarrow as pa

    from leastfirst.ground.tables import TableMeta


def gather(plan: PackTable, meta: TableMeta, folder: Path) -> pa.Table:
    """The rows of a table with all its columns typed, except the weights of a lookup.

    The rows of the first raw file come as they are; each further file adds only the rows whose key is new. Raises
    DataError that names the file when it is missing or a value is not of its type.
    """
    import pyarrow as pa

    columns = {name: each for name, each in plan.all_columns().items() if not _is_weight(plan, name)}
    parts = [_take(raw, columns, folder, _beside(plan)) for raw in plan.raw]
    data = parts[0]
    for part in parts[1:]:
        data = pa.concat_tables([data, _new_rows(part, data, meta.key)], promote_options="default")
    for join in plan.join:
        data = _join(data, join, columns, folder)
    for name, column in columns.items():
        if name not in data.column_names and not column.share:
            raise DataError(f"nothing fills the column {name}", where=f"table {meta.id}", do="say where it comes from")
    for name, column in columns.items():
        if column.share:
            data = data.append_column(name, _share(data, column))
    return data


def _is_weight(plan: PackTable, name: str) -> bool:
    return plan.kind == "lookup" and name == "weight"


def _beside(plan: PackTable) -> dict[str, str]:
    """Raw columns that are read beside ours, to make the weights of a lookup with: our name to theirs."""
    weights = plan.weights
    if weights is None:
        return {}
    return {
        f" {role}": column for role, column in (("share", weights.column), ("by", weights.by)) if column is not None
    }


def _take(raw: Raw, columns: dict[str, Column], folder: Path, beside: dict[str, str]) -> pa.Table:
    """Read a raw file and bring its columns to our names and types."""
    import pyarrow as pa

    path = folder / raw.file
    if raw.take is None:
        theirs = {name: column.raw or name for name, column in columns.items() if not column.made}
        made = {name: column for name, column in columns.items() if column.made and not column.share}
    else:
        theirs = dict(raw.take)
        made = {name: column for name, column in columns.items() if column.made and name in raw.take}
    sources = [*theirs.values(), *beside.values()]
    sources += [each for column in made.values() for each in (column.is_missing, column.slug) if each]
    table = read_raw(path, sources)
    where = str(path)
    content: dict[str, pa.ChunkedArray] = {}
    for name, column in columns.items():
        if name in made:
            content[name] = _make(column, table)
        elif name in theirs:
            typed = as_type(table[theirs[name]], column.type, name=theirs[name], where=where)
            content[name] = _prefixed(_recoded(typed, raw.recode.get(name, {})), column.prefix)
    for role, theirs_name in beside.items():
        content[role] = as_type(
            table[theirs_name], "number" if role == " share" else "string", name=theirs_name, where=where
        )
    data = pa.table(content)
    return _distinct(data) if raw.distinct else data


def _make(column: Column, table: pa.Table) -> pa.ChunkedArray | pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    if column.is_missing:
        return pc.is_null(table[column.is_missing])
    if column.slug:
        return pa.array([_slug(each) for each in table[column.slug].to_pylist()], pa.string())
    if column.number_rows:
        return pa.array([f"{column.prefix}{row:05d}" for row in range(1, len(table) + 1)], pa.string())
    return pa.array([column.constant] * len(table))


def _recoded(values: pa.ChunkedArray, codes: dict[str, str]) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    for old, new in codes.items():
        values = pc.if_else(pc.equal(values, old), pa.scalar(new), values)
    return values


def _prefixed(values: pa.ChunkedArray, prefix: str) -> pa.ChunkedArray:
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(prefix, values, "") if prefix else values


def _slug(text: str) -> str:
    """`King's Lynn` becomes `kings-lynn`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-")


def _distinct(data: pa.Table) -> pa.Table:
    """One of several equal rows, in the order in which they first appear."""
    return data.group_by(data.column_names, use_threads=False).aggregate([])


def _keys(data: pa.Table, key: tuple[str, ...]) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    joined = pc.binary_join_element_wise(*[data[column] for column in key], "\x1f")
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined


def _new_rows(part: pa.Table, data: pa.Table, key: tuple[str, ...]) -> pa.Table:
    import pyarrow.compute as pc

    key = tuple(column for column in key if column != "to_code") if "from_code" in key else key
    return part.filter(pc.invert(pc.is_in(_keys(part, key), value_set=_keys(data, key))))


def _join(data: pa.Table, join: Join, columns: dict[str, Column], folder: Path) -> pa.Table:
    """Add columns from another raw file by a code; rows stay as many as they were."""
    import pyarrow as pa
    import pyarrow.compute as pc

    path = folder / join.file
    ((ours, theirs),) = join.by.items()
    table = read_raw(path, [theirs, *join.take.values()])
    codes = as_type(table[theirs], "string", name=theirs, where=str(path)).combine_chunks()
    if not join.first and pc.count_distinct(codes).as_py() != len(codes):
        raise DataError(f"a {theirs} stands there more than once", where=str(path), do="keep one row for each")
    # index_in gives the first place of a code, which is what `first` asks for.
    place = pc.index_in(data[ours].combine_chunks(), value_set=codes)
    for name, raw_name in join.take.items():
        values = (
            as_type(table[raw_name], columns[name].type, name=raw_name, where=str(path)).combine_chunks().take(place)
        )
        if name not in data.column_names:
            data = data.append_column(name, pa.chunked_array([values]))
        elif join.fill:
            filled = pc.coalesce(data[name], pa.chunked_array([values]))
            data = data.set_column(data.column_names.index(name), name, filled)
        else:
            raise DataError(f"the column {name} is there already", where=str(path), do="say 'fill: true'")
    return data


def _share(data: pa.Table, column: Column) -> pa.ChunkedArray:
    """Sum of columns over sum of columns; missing where a part is missing or the whole is 0."""
    import pyarrow as pa
    import pyarrow.compute as pc

    def total(names: tuple[str, ...]) -> pa.ChunkedArray:
        result = data[names[0]]
        for name in names[1:]:
            result = pc.add(result, data[name])
        return result.cast(pa.float64())

    assert column.share is not None
    whole = total(column.share.among)
    whole = pc.if_else(pc.equal(whole, 0), pa.scalar(None, pa.float64()), whole)
    return pc.divide(total(column.share.of), whole)
