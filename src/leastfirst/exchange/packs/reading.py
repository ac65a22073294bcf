"""Open a data pack and read from it only what is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from leastfirst.exchange.packs.columns import arrow_type, fits
from leastfirst.exchange.packs.descriptor import Descriptor, Resource, read_descriptor
from leastfirst.ground.errors import DataError
from leastfirst.ground.tables import Inputs, Needs, Table, TableMeta

if TYPE_CHECKING:
    import pyarrow as pa

REBUILD = "build the pack again"


@dataclass(frozen=True)
class Pack:
    """A data pack that was opened: what is in it, and the way to read it."""

    path: Path
    descriptor: Descriptor

    @property
    def id(self) -> str:
        """The pack's id, such as `england`."""
        return self.descriptor.id

    @property
    def title(self) -> str:
        """What people call the pack."""
        return self.descriptor.title

    @property
    def version(self) -> str:
        """The version that the pack's definition states."""
        return self.descriptor.version

    @property
    def fictional(self) -> bool:
        """Whether the pack is invented; whatever is made from it must say so."""
        return self.descriptor.fictional

    @property
    def tables(self) -> Mapping[str, TableMeta]:
        """The tables there are, by id."""
        return self.descriptor.tables

    def meta(self, table_id: str) -> TableMeta:
        """What a table is, without its rows; raises DataError if the pack does not have it."""
        try:
            return self.tables[table_id]
        except KeyError:
            raise DataError(
                f"there is no table '{table_id}'",
                where=f"pack {self.path}",
                do="name a table that `leastfirst data describe` lists, or build a pack that has it",
            ) from None

    def resource(self, table_id: str) -> Resource:
        """A table's file, rows, bytes and sha256."""
        self.meta(table_id)
        return self.descriptor.resources[table_id]

    def sha256(self, table_id: str) -> str:
        """The sha256 of a table's file, as `datapackage.json` states it and `leastfirst data check` verifies it."""
        return self.resource(table_id).sha256

    def file(self, table_id: str) -> Path:
        """Where a table's Parquet file lies."""
        return self.path / self.resource(table_id).path

    def table(self, table_id: str, columns: Iterable[str] | None = None) -> Table:
        """Read a table, or some of its columns, in the order of its fields.

        Raises DataError when the table, a column or the file is missing, the file is damaged, or it does not hold what
        `datapackage.json` says.
        """
        meta = self.meta(table_id)
        wanted = None if columns is None else set(columns)
        for name in sorted(wanted or ()):
            meta.field(name)
        fields = [each for each in meta.fields if wanted is None or each.name in wanted]
        data = self._read(table_id, [each.name for each in fields])
        for each in fields:
            found = data.schema.field(each.name).type
            if not fits(found, each):
                raise DataError(
                    f"the column {each.name} holds {found}, but datapackage.json says {each.type}",
                    where=str(self.file(table_id)),
                    do=REBUILD,
                )
            if found != arrow_type(each.type):
                index = data.schema.get_field_index(each.name)
                data = data.set_column(index, each.name, data.column(index).cast(arrow_type(each.type)))
        return Table(meta, data.select([each.name for each in fields]), self.sha256(table_id))

    def load(self, needs: Needs) -> Inputs:
        """Read the tables and columns that a calculation asks for. Raises DataError as `table` does."""
        tables = [self.table(table_id, columns) for table_id, columns in sorted(needs.columns.items())]
        return Inputs(tables, origin=f"pack {self.path}")

    def _read(self, table_id: str, columns: list[str]) -> pa.Table:
        import pyarrow as pa
        import pyarrow.parquet as pq

        path, resource = self.file(table_id), self.resource(table_id)
        try:
            size = path.stat().st_size
            if size != resource.bytes:
                raise DataError(
                    f"it has {size:,} bytes, but datapackage.json says {resource.bytes:,}", where=str(path), do=REBUILD
                )
            with pq.ParquetFile(path, memory_map=True, page_checksum_verification=True) as file:
                for name in columns:
                    if name not in file.schema_arrow.names:
                        raise DataError(f"it has no column '{name}'", where=str(path), do=REBUILD)
                data = file.read(columns=columns, use_threads=True)
        except FileNotFoundError:
            raise DataError(f"the file of table {table_id} is missing", where=str(path), do=REBUILD) from None
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            reason = str(error).splitlines()[0].rstrip(". ")
            raise DataError(f"it is damaged or no Parquet file ({reason})", where=str(path), do=REBUILD) from None
        if data.num_rows != resource.rows:
            raise DataError(
                f"it has {data.num_rows:,} rows, but datapackage.json says {resource.rows:,}",
                where=str(path),
                do=REBUILD,
            )
        return data


def open_pack(path: str | Path) -> Pack:
    """Open the data pack in a folder; raises DataError when there is none or its description is faulty."""
    return Pack(Path(path), read_descriptor(Path(path)))
