"""An area beside other places on the nine dimensions: in words, as bars, and as a table for each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leastfirst.publish.area_record.models import AreaRecord, Dimension, GroupValue, IndicatorBeside
from leastfirst.web.areas.people import hidden
from leastfirst.web.look.charts import Bar, bars
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import english
from leastfirst.web.words.figures import number, percent

STANDS: dict[str, Promise] = {
    "worse": gettext_lazy("worse here"),
    "better": gettext_lazy("better here"),
    "higher": gettext_lazy("higher here"),
    "lower": gettext_lazy("lower here"),
    "the same": gettext_lazy("the same here"),
}
# Groups are drawn like this, in their order.
KINDS = ("group", "everyone")


@dataclass(frozen=True)
class ShownDimension:
    """A dimension: its name and what it is about (in English), what is said of the area, bars and a table."""

    id: str
    name: str
    about: str
    sentences: tuple[SafeString, ...]
    charts: tuple[SafeString, ...]
    table: DataTable


def shown(record: AreaRecord) -> list[ShownDimension]:
    """Every dimension on which something is compared."""
    return [_shown(each, at) for at, each in enumerate(record.dimensions) if each.indicators]


def groups(record: AreaRecord) -> list[str]:
    """What the groups are called, in English: other deprived places, England."""
    first = next((each for dimension in record.dimensions for each in dimension.indicators), None)
    return [each.called for each in first.groups] if first else []


def overview(record: AreaRecord) -> SafeString | None:
    """For each dimension, on how many of its figures the area is worse off than everywhere: one bar each."""
    names = groups(record)
    if not names:
        return None
    drawn = []
    for each in record.dimensions:
        worse, known = _counted(each, len(names) - 1)
        if known:
            text = _("%(worse)s of %(known)s") % {"worse": number(worse), "known": number(known)}
            drawn.append(Bar(english(_name(each)), worse / known, text, "here"))
    title = format_html(_("Figures on which this place is worse off than {}"), english(names[-1]))
    return bars(drawn, title=title, highest=1.0) if drawn else None


def _name(dimension: Dimension) -> str:
    return _first_upper(dimension.id)


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _shown(dimension: Dimension, at: int) -> ShownDimension:
    names = [each.called for each in dimension.indicators[0].groups]
    said = [_figures(each) for each in dimension.indicators]
    return ShownDimension(
        dimension.id,
        _name(dimension),
        dimension.about,
        tuple(_sentence(dimension, i, name) for i, name in enumerate(names)),
        tuple(drawn for each, texts in zip(dimension.indicators, said, strict=True) if (drawn := _chart(each, texts))),
        _table(dimension, names, said, at),
    )


def _counted(dimension: Dimension, group: int) -> tuple[int, int]:
    """On how many figures it is worse than in a group, and on how many that can be said."""
    stands = [each.groups[group].here_is for each in dimension.indicators]
    return stands.count("worse"), sum(each in ("worse", "better", "the same") for each in stands)


def _sentence(dimension: Dimension, group: int, name: str) -> SafeString:
    worse, known = _counted(dimension, group)
    if not known:
        return format_html(_("Against {}, nothing can be said."), english(name))
    return format_html(_("Against {}: worse on {} of {}."), english(name), number(worse) or "", number(known) or "")


def figure(value: float | None, kind: str) -> str | None:
    """A value as people read it: shares in percent, other numbers to about three figures and at most a thousandth."""
    if value is None:
        return None
    if kind in ("share", "percent"):
        return percent(value if kind == "share" else value / 100, 1)
    # Nobody is told of −0.
    value = round(value, 3) + 0.0
    size = abs(value)
    if size == 0 or size >= 1_000:
        return number(value)
    return number(value, min(3, max(0, 2 - math.floor(math.log10(size)))))


def _title(indicator: IndicatorBeside) -> str:
    return indicator.title.removesuffix(": score")


def _figures(indicator: IndicatorBeside) -> list[str | None]:
    """The values of here and of each group, as people read them."""
    return [figure(value, indicator.kind) for value in (indicator.here, *(each.value for each in indicator.groups))]


def _chart(indicator: IndicatorBeside, said: Sequence[str | None]) -> SafeString | None:
    """Bars of here against the groups; none where a value is below zero, which has no length."""
    values = [indicator.here, *(each.value for each in indicator.groups)]
    if indicator.here is None or any(value is not None and value < 0 for value in values):
        return None
    labels = [_("Here"), *(english(_first_upper(each.called)) for each in indicator.groups)]
    kinds = ["here", *_kinds(indicator.groups)]
    drawn = [Bar(*each) for each in zip(labels, values, (text or "" for text in said), kinds, strict=True)]
    return bars(drawn, title=english(_title(indicator)), description=_description(indicator))


def _kinds(of: Sequence[GroupValue]) -> list[str]:
    return [KINDS[min(at, len(KINDS) - 1)] for at in range(len(of))]


def _way(indicator: IndicatorBeside) -> str:
    if indicator.direction is None:
        return ""
    return _("More is worse.") if indicator.direction == "higher-is-worse" else _("Less is worse.")


def _description(indicator: IndicatorBeside) -> SafeString | str:
    """What the value here says in words; and which way is worse, where the words do not tell."""
    if not indicator.words:
        return _way(indicator)
    if indicator.kind in ("score", "ratio"):
        return format_html("{} {}", english(indicator.words), _way(indicator))
    return english(indicator.words)


def _table(dimension: Dimension, names: Sequence[str], said: Sequence[list[str | None]], at: int) -> DataTable:
    rows: list[list[object]] = []
    for each, (own, *others) in zip(dimension.indicators, said, strict=True):
        here = hidden() if each.suppressed else own
        row: list[object] = [Cell(_title(each), note=_note(each), english=True), here]
        row += [
            Cell(text, note=STANDS.get(group.here_is or "", ""))
            for text, group in zip(others, each.groups, strict=True)
        ]
        rows.append(row)
    return DataTable(
        english(_name(dimension)),
        [
            Heading(_("Figure")),
            Heading(_("Here"), numeric=True),
            *(Heading(english(_first_upper(name)), numeric=True) for name in names),
        ],
        rows,
        blocks=True,
        id=f"dimension-{at}",
    )


def _note(indicator: IndicatorBeside) -> str:
    """What stands small under the name of a figure, in English."""
    unit = "" if indicator.kind in ("share", "percent") else indicator.unit
    way = {"higher-is-worse": "higher is worse", "lower-is-worse": "lower is worse"}.get(indicator.direction or "", "")
    return ", ".join(part for part in (unit, way, indicator.vintage) if part)
