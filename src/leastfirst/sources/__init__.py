"""From a data set's bytes to typed tables: raw files are read by shape, never by data set.

`open_data` finds the data that a calculation runs on; `build_pack` makes a pack from raw tables.
"""

from leastfirst.sources.build import build_pack
from leastfirst.sources.inputs import load_inputs
from leastfirst.sources.locate import open_data, raw_folder
from leastfirst.sources.worked_out import certainty_as_table, load_fund_inputs, published

__all__ = [
    "build_pack",
    "certainty_as_table",
    "load_fund_inputs",
    "load_inputs",
    "open_data",
    "published",
    "raw_folder",
]
