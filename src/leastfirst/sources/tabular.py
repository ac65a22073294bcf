"""Read raw tables: Parquet and CSV files, and boundary files through `vector`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from leastfirst.ground.errors import DataError
from leastfirst.sources.vector import VECTOR_ENDINGS, read_vector

if TYPE_CHECKING:
    import pyarrow as pa

    from leastfirst.ground.tables import Type


def read_raw(path: Path, columns: Iterable[str]) -> pa.Table:
    """Read some columns of a raw file, chosen by its ending; a CSV file's columns all come as text.

    Raises DataError that names the file when it is missing, damaged, of an unknown kind, or lacks a column.
    """
    wanted = list(dict.fromkeys(columns))
    if not path.exists():
        raise DataError("the raw file is missing", where=str(path), do="put it there, or name the folder that has it")
    ending = path.suffix.lower()
    if ending == ".parquet":
        return _read_parquet(path, wanted)
    if ending in (".csv", ".tsv"):
        return _read_csv(path, wanted, delimiter="," if ending == ".csv" else "\t")
    if ending in VECTOR_ENDINGS:
        return _select(read_vector(path), wanted, path)
    raise DataError(
        f"files that end in '{ending}' cannot be read",
        where=str(path),
        do=f"use .parquet, .csv, .tsv, {', '.join(VECTOR_ENDINGS)}",
    )


def as_type(column: pa.ChunkedArray, kind: Type, *, name: str, where: str) -> pa.ChunkedArray:
    """Bring a raw column to one of our types; raises DataError with the row and value that will not go.

    Empty text and NaN count as missing. Whole numbers that are stored as decimals become integers; others do not.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    from leastfirst.exchange.packs.columns import arrow_type

    wanted = arrow_type(kind)
    if pa.types.is_floating(column.type):
        column = pc.if_else(pc.is_nan(column), pa.scalar(None, column.type), column)
    if _is_text(column.type) and kind not in ("string", "geometry"):
        column = pc.utf8_trim_whitespace(column)
        column = pc.if_else(pc.equal(column, ""), pa.scalar(None, column.type), column)
    try:
        return column.cast(wanted)
    except pa.ArrowException:
        for row, value in enumerate(column):
            try:
                value.cast(wanted)
            except pa.ArrowException:
                raise DataError(
                    f"row {row + 1} has {name} = '{value}', which is not {'an' if kind == 'integer' else 'a'} {kind}",
                    where=where,
                    do="correct the value, or state another type in the definition",
                ) from None
        raise DataError(f"{name} holds {column.type}, not {kind}", where=where, do="state another type") from None


def _read_parquet(path: Path, wanted: list[str]) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path, memory_map=True) as file:
            _check_columns(file.schema_arrow.names, wanted, path)
            return file.read(columns=wanted).select(wanted)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _damaged(path, error) from None


def _read_csv(path: Path, wanted: list[str], *, delimiter: str) -> pa.Table:
    import pyarrow as pa
    import pyarrow.csv as csv

    try:
        with csv.open_csv(path, parse_options=csv.ParseOptions(delimiter=delimiter)) as file:
            names = file.schema.names
        _check_columns(names, wanted, path)
        return csv.read_csv(
            path,
            parse_options=csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                include_columns=wanted,
                column_types={name: pa.string() for name in wanted},
                strings_can_be_null=True,
                null_values=[""],
                quoted_strings_can_be_null=True,
            ),
        )
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _damaged(path, error) from None


def _select(table: pa.Table, wanted: list[str], path: Path) -> pa.Table:
    _check_columns(table.column_names, wanted, path)
    return table.select(wanted)


def _check_columns(found: list[str], wanted: list[str], path: Path) -> None:
    for name in wanted:
        if name not in found:
            raise DataError(
                f"it has no column '{name}'", where=str(path), do=f"use the file that has it (found: {_some(found)})"
            )


def _some(names: list[str]) -> str:
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def _damaged(path: Path, error: Exception) -> DataError:
    reason = str(error).splitlines()[0].rstrip(". ")
    return DataError(f"it is damaged or not what its ending says ({reason})", where=str(path), do="fetch it again")


def _is_text(found: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_string(found) or pa.types.is_large_string(found))
