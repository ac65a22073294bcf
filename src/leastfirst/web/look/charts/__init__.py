"""Charts as SVG that the server draws: bars of here against groups, a rank with its interval, columns by year.

Widths are shares of the space there is and heights are pixels, so that a chart fits a phone and its words keep their
size. Words stand beside the drawing as text that wraps. Beside its colour each kind of bar has a pattern of its own. A
chart goes with a table that has the same numbers, and says in words what it shows (`title`, `description`).
"""

from leastfirst.web.look.charts.bars import Bar, bars
from leastfirst.web.look.charts.columns import Column, columns
from leastfirst.web.look.charts.interval import interval

__all__ = ["Bar", "Column", "bars", "columns", "interval"]
