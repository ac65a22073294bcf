"""Data packs: a folder with `datapackage.json` and one Parquet file for each table (docs/reference/data-packs.md)."""

from leastfirst.exchange.packs.checking import Finding, check_pack
from leastfirst.exchange.packs.reading import Pack, open_pack
from leastfirst.exchange.packs.writing import write_pack

__all__ = ["Finding", "Pack", "check_pack", "open_pack", "write_pack"]
