"""Who is near the line, on both sides of it, each with a link to its own page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from leastfirst.publish import Edition
from leastfirst.web.designations.tables import class_words
from leastfirst.web.look.addresses import area_address
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import english
from leastfirst.web.words.figures import percent

Record = dict[str, Any]
SHOWN = 10


def borderline(edition: Edition, shown: Record) -> Record:
    """The least sure places on the list, the nearest off it, and those that were passed over, as tables."""
    table_id, said = f"designation-{shown['id']}", shown["borderline"]
    found: Record = {"said": said, "inside": None, "outside": None}
    if shown["certainty"] is not None:
        for side, chosen, order in (("inside", True, False), ("outside", False, True)):
            rows = edition.rows(
                table_id,
                where={"designated": chosen, "assessed": True},
                order_by=[("p_designated", order), ("area_code", False)],
                limit=SHOWN,
                counted=False,
            ).rows
            near = [row for row in rows if row["class"] != ("firm" if chosen else "unlikely")]
            if near:
                found[side] = _nearest(shown, near, inside=chosen)
    found["misses"] = _told(shown, said["misses"], _("Just outside, by rank"))
    found["passed"] = _told(shown, said["first_passed_over"][:SHOWN], _("Passed over, though their need is greater"))
    return found


def _nearest(shown: Record, rows: list[Record], *, inside: bool) -> DataTable:
    return DataTable(
        caption=_("On the list, but least sure") if inside else _("Not on the list, but near"),
        headings=[
            Heading(_("Place")),
            Heading(_("How sure")),
            Heading(_("On the list"), unit=_("of all times that it was worked out"), numeric=True),
            Heading(_("Why")),
        ],
        rows=[
            [
                Cell(
                    row.get("local_name") or row["area_name"],
                    href=area_address(shown["geography"], row["area_code"]),
                    note=row.get("lad_name") or "",
                ),
                Cell(class_words(row["class"]), badge=row["class"]),
                percent(row["p_designated"]),
                Cell(english(row["reason"])),
            ]
            for row in rows
        ],
        blocks=True,
    )


def _told(shown: Record, rows: list[Record], caption: str) -> DataTable | None:
    if not rows:
        return None
    return DataTable(
        caption=caption,
        headings=[Heading(_("Place")), Heading(_("Why"))],
        rows=[
            [
                Cell(each["area_name"], href=area_address(shown["geography"], each["area_code"])),
                Cell(english(each["words"])),
            ]
            for each in rows
        ],
        blocks=True,
    )
