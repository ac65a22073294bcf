"""One page of HTML that stands alone: no script, no request to anybody, the style and the drawings inside it.

The pieces that a page is made of (`TableView`, `Figure`) belong to no stage, so that every stage's report can use them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from leastfirst.exchange.report.drawing import Drawing

if TYPE_CHECKING:
    from jinja2 import Environment

CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"


@dataclass(frozen=True)
class TableView:
    """A table as people read it: words only, the first column is the head of each row.

    `numeric` holds the positions of the columns that are set to the right; `total` is a last row that sums them up.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    total: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A chart with its title, what it shows in one sentence, how to read it, and its numbers as a table.

    Each of `drawings` is there in two layouts, of which the page shows the one that fits the screen.
    """

    id: str
    title: str
    finding: str
    reading: str
    drawings: tuple[Drawing, ...]
    table: TableView


@dataclass(frozen=True)
class Head:
    """The head of a page: the finding in large type, how far its rules can be relied on, key figures, paragraphs."""

    headline: str
    because: str
    status: tuple[str, str]
    figures: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]


def relied_on(status: str, standing: str, words: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """How far rules can be relied on: a name and a sentence, with what their definition says of who stands behind them.

    `words` are the name and the sentence for each status. A standing of published rules says more than that sentence.
    """
    name, said = words[status]
    return name, (standing or said) if status == "published" else f"{said} {standing}".strip()


def render(template: str, context: Mapping[str, Any]) -> str:
    """Fill a template of this folder; every value is escaped but the drawings, which are made here."""
    return (
        environment()
        .get_template(template)
        .render({**context, "csp": CONTENT_SECURITY_POLICY, "style": style_sheet("style.css")})
    )


@cache
def environment() -> Environment:
    """Jinja2 as the reports use it: it escapes everything, and a name that is not there is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["commas"] = commas
    return made


def commas(number: float) -> str:
    """A whole number with commas: 33,755."""
    return f"{round(number):,}"


def style_sheet(name: str) -> Markup:
    """A style sheet of this folder: `style.css` is every report's, others are added by the template of one."""
    return Markup(files(__package__).joinpath(name).read_text(encoding="utf-8"))
