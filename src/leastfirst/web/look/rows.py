"""The head and the rows of a table as HTML, written by plain Python.

A page may hold a thousand cells, and a template takes a tenth of a millisecond for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from leastfirst.web.look.marks import KINDS, mark
from leastfirst.web.look.tables import Cell, DataTable, Heading, ShownHeading, headings_of
from leastfirst.web.look.told import english

_ARROW = (
    '<svg class="lf-sort" viewBox="0 0 10 12" aria-hidden="true" focusable="false">'
    '<path d="{}" fill="currentColor"/></svg>'
)
ARROWS = {"ascending": _ARROW.format("M5 1l4.5 9h-9z"), "descending": _ARROW.format("M5 11L.5 2h9z")}


def head_of(table: DataTable, query: QueryDict | None) -> SafeString:
    """The headings, each with its unit and, where rows can be sorted by it, the way to do so."""
    return SafeString("".join(_heading(each) for each in headings_of(table, query)))


def _heading(shown: ShownHeading) -> str:
    heading, order = shown.heading, shown.order
    numeric = " govuk-table__header--numeric" if heading.numeric else ""
    sort = f' aria-sort="{order}"' if order else ""
    text = escaped(heading.text)
    if shown.href:
        way = f'<span class="govuk-visually-hidden"> ({escaped(_way(order))})</span>'
        text = f'<a href="{escaped(shown.href)}">{text}{ARROWS.get(order, "")}{way}</a>'
    unit = f'<span class="lf-unit">{escaped(heading.unit)}</span>' if heading.unit else ""
    return f'\n<th scope="col" class="govuk-table__header{numeric}"{sort}>{text}{unit}</th>'


def _way(order: str) -> str:
    if not order:
        return gettext("sort by this")
    if order == "ascending":
        return gettext("sorted from the lowest; turn round")
    return gettext("sorted from the highest; turn round")


def body_of(table: DataTable) -> SafeString:
    """The rows, the first cell of each naming it; ValueError for a row that is not as long as the headings."""
    headings = [_Column(each, blocks=table.blocks) for each in table.headings]
    rows = [_row(table, headings, row, "lf-here" if at in table.here else "") for at, row in enumerate(table.rows)]
    if table.total:
        rows.append(_row(table, headings, table.total, "lf-total"))
    return SafeString("".join(rows))


class _Column:
    """What every cell of a column begins and ends with."""

    def __init__(self, heading: Heading, *, blocks: bool) -> None:
        numeric = " govuk-table__cell--numeric" if heading.numeric else ""
        label = (
            f'<span class="lf-table__label" aria-hidden="true">{escaped(heading.text)}</span> '
            '<span class="lf-table__value">'
            if blocks
            else ""
        )
        self.start = f'<td class="govuk-table__cell{numeric}">{label}'
        self.end = "</span></td>" if blocks else "</td>"


def _row(table: DataTable, columns: Sequence[_Column], row: Sequence[object], kind: str) -> str:
    if len(row) != len(columns):
        raise ValueError(f"The table “{table.caption}” has {len(columns)} columns, and a row of it {len(row)}.")
    cells = [cell_html(each) for each in row]
    first = f'<th scope="row" class="govuk-table__header">{cells[0]}</th>'
    others = "".join(f"{column.start}{cell}{column.end}" for column, cell in zip(columns[1:], cells[1:], strict=True))
    return f'\n<tr class="govuk-table__row{f" {kind}" if kind else ""}">{first}{others}</tr>'


def cell_html(value: object) -> str:
    """One cell: its words, as a link or a badge if it is one, with the small line under them."""
    cell = value if isinstance(value, Cell) else Cell(value)
    if cell.text is None:
        text = f'<span class="lf-missing">{escaped(gettext("not known"))}</span>'
    else:
        text = (
            badge_html(cell.text, cell.badge, in_english=cell.english)
            if cell.badge
            else _words(cell.text, cell.english)
        )
        text = f'<a href="{escaped(cell.href)}">{text}</a>' if cell.href else text
    return f'{text}<span class="lf-unit">{_words(cell.note, cell.english)}</span>' if cell.note else text


def badge_html(text: object, kind: str, *, in_english: bool = False) -> SafeString:
    """A word with the sign of its kind."""
    kind = kind if kind in KINDS else "neutral"
    words = english(text) if in_english else format_html("<span>{}</span>", text)
    return format_html('<span class="lf-badge lf-badge--{}">{}{}</span>', kind, mark(kind), words)


def escaped(text: Any) -> str:
    """Words as HTML, of whatever kind they are."""
    return str(conditional_escape(text))


def _words(text: object, in_english: bool) -> str:
    return english(text) if in_english else escaped(text)
