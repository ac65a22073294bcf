"""Publish: what a public site shows, worked out once by every stage and written down whole.

An *edition* is a folder that never changes: plain tables and documents in one file, downloads, map tiles and the data
pack behind them, each with its sha256. A new edition is put up by one small file that names it; whoever reads the old
one goes on undisturbed.
"""

from leastfirst.publish.contents import About, Column, Licence, TableAbout
from leastfirst.publish.reading import MOST_ROWS, Edition, Rows, open_edition

__all__ = ["MOST_ROWS", "About", "Column", "Edition", "Licence", "Rows", "TableAbout", "open_edition"]
