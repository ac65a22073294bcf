"""Who lives in an area, what is near, which areas are like it, and which lie around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leastfirst.publish.area_record.models import AreaRecord
from leastfirst.web.areas.kinds import kind_words
from leastfirst.web.look.addresses import area_address
from leastfirst.web.look.charts import Bar, bars
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import english
from leastfirst.web.words.figures import number, percent


def hidden() -> str:
    """What stands for a share that is not shown."""
    return _("hidden, so that nobody can be picked out")


class FactTold(Protocol):
    """A share of residents or homes, here and everywhere, 0 to 1; `suppressed`: not shown, as it tells of too few."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def here(self) -> float | None: ...  # noqa: D102
    @property
    def everywhere(self) -> float | None: ...  # noqa: D102
    @property
    def suppressed(self) -> bool: ...  # noqa: D102


def facts(told: Sequence[FactTold]) -> list[SafeString]:
    """Each fact as two bars: here, and everywhere."""
    drawn = []
    for each in told:
        here = hidden() if each.suppressed else percent(each.here, 1) or ""
        # A bar that may not be shown is not drawn; the words say why.
        rows = [] if each.suppressed else [Bar(_("Here"), each.here, here, "here")]
        rows.append(Bar(_("Everywhere"), each.everywhere, percent(each.everywhere, 1) or "", "everyone"))
        said = _("Here: %(hidden)s.") % {"hidden": here} if each.suppressed else ""
        drawn.append(bars(rows, title=english(each.title), description=said, highest=1.0))
    return drawn


def facts_table(told: Sequence[FactTold]) -> DataTable | None:
    """The same facts as a table."""
    if not told:
        return None
    return DataTable(
        _("Who lives there"),
        [
            Heading(_("Share of people or homes")),
            Heading(_("Here"), numeric=True),
            Heading(_("Everywhere"), numeric=True),
        ],
        [
            [
                Cell(each.title, english=True),
                hidden() if each.suppressed else percent(each.here, 1),
                percent(each.everywhere, 1),
            ]
            for each in told
        ],
        blocks=True,
        id="people",
    )


def nearby(record: AreaRecord) -> DataTable | None:
    """How many places of each kind are within a mile."""
    if not record.nearby:
        return None
    return DataTable(
        _("Within a mile of where people live, on average"),
        [
            Heading(_("Kind of place")),
            Heading(_("How many"), numeric=True),
            Heading(_("For each 1,000 residents"), numeric=True),
        ],
        [[Cell(each.kind, english=True), number(each.count, 1), number(each.per_1000, 2)] for each in record.nearby],
        blocks=True,
        id="nearby",
    )


def similar(record: AreaRecord) -> list[dict[str, str]]:
    """The areas most like it, with the reason and a link."""
    return [
        {"name": each.name, "href": area_address(record.geography, each.code), "reason": each.reason}
        for each in record.similar
    ]


def part_of(record: AreaRecord) -> str:
    """The names of the larger areas that it lies in, from near to far, as people would say where it is."""
    named: dict[str, None] = {}
    for level in ("msoa", "lad", "region"):
        if level != record.level:
            named |= {each.name: None for each in record.around if each.geography.startswith(f"{level}-")}
    # Of a kind that overlaps it, only the one that holds it as a whole says where it is.
    whole = {each.name for each in record.around if each.share is None or each.share >= 0.995}
    return ", ".join(name for name in named if name in whole)


def around(record: AreaRecord) -> list[dict[str, str]]:
    """Each area that it lies in or overlaps, with the share of its people who live there."""
    return [
        {
            "name": each.name,
            "kind": kind_words(each.geography),
            "href": area_address(each.geography, each.code) if each.has_page else "",
            "share": "" if each.share is None or each.share >= 0.995 else percent(each.share) or "",
        }
        for each in record.around
    ]
