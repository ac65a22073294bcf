"""The panel of what-ifs as a form. What may be typed is judged by `publish.what_if` alone; it is said at the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leastfirst.publish.what_ifs.levers import Levers
from leastfirst.publish.what_ifs.what_if import WhatIf, written
from leastfirst.web.look.forms import UnitInput
from leastfirst.web.look.told import english

LABELS: dict[str, tuple[Any, Any]] = {
    "formula": (_("Formula"), _("How the money is shared out.")),
    "weight": (
        _("Weight of need"),
        _("1 is as the formula says. 2 counts need twice as sharply, 0.5 half as sharply, 0 not at all. From 0 to 4."),
    ),
    "equal_part": (_("Part that is shared equally"), _("The same for every place, before need counts. From 0 to 100.")),
    "each": (_("Sum for each place"), _("What every place gets.")),
    "floor": (
        _("Floor: the least that a place gets"),
        _("A part of an equal share, such as 1/3, or pounds, such as £50,000. Write “none” for no floor."),
    ),
    "cap": (
        _("Cap: the most that a place can get"),
        _("So many times an equal share, such as 3, or pounds, such as £900,000. Write “none” for no cap."),
    ),
    "capacity": (_("Share for capacity"), _("Money to get ready with, such as training and a worker. From 0 to 50.")),
    "total": (_("Total of the fund"), _("All pots together; each grows or shrinks in the same proportion.")),
    "cutoff": (
        _("Cut-off of the list"),
        _("A place is on the list if it is among the worst so many percent on every measure. From 1 to 30."),
    ),
    "number": (_("Number of places"), _("How many places the list may hold. From 1 to 1,000.")),
}
WIDGETS: dict[str, dict[str, Any]] = {
    "weight": {"characters": 5},
    "equal_part": {"after": "%", "characters": 5},
    "each": {"before": "£", "characters": 20},
    "floor": {"characters": 20},
    "cap": {"characters": 20},
    "capacity": {"after": "%", "characters": 5},
    "total": {"before": "£", "characters": 20},
    "cutoff": {"after": "%", "characters": 5},
    "number": {"characters": 5, "whole": True},
}


class WhatIfForm(forms.Form):
    """The fields that can be changed of a fund under the formula that is chosen, filled in as they are now."""

    def __init__(self, levers: Levers, typed: Mapping[str, str], problems: Mapping[str, str] | None = None) -> None:
        shown = {"formula": levers.own, **{name: _as_typed(name, value) for name, value in levers.values.items()}}
        given = {name: typed[name] for name in shown if typed.get(name, "").strip()}
        super().__init__({**shown, **given} if problems else None, initial={**shown, **given})
        own = levers.fund.tree
        titles = {each.id: each.title for each in levers.formulas.values()}
        titles.setdefault(levers.own, str(getattr(own, "title", "")) or str(_("The fund’s own formula")))
        # Not a field of choices: what is wrong with a formula is said in our own sentence.
        self.fields["formula"] = forms.CharField(
            label=LABELS["formula"][0],
            help_text=LABELS["formula"][1],
            # The titles of formulas are English.
            widget=forms.Select(attrs={"lang": "en", "dir": "ltr"}, choices=list(titles.items())),
            required=False,
        )
        for name in levers.values:
            label, hint = LABELS[name]
            widget = UnitInput(**WIDGETS[name])
            if name in ("floor", "cap"):
                # These take words and the sign of pounds, so a phone must not offer the keys for numbers alone.
                widget.attrs.pop("inputmode", None)
            self.fields[name] = forms.CharField(label=label, help_text=hint, required=False, widget=widget)
        for name, sentence in (problems or {}).items():
            if name in self.fields:
                self.add_error(name, english(sentence))
            else:
                # The formula that was chosen has no such field, so its name has to be said.
                label = f"{LABELS[name][0]}: " if name in LABELS else ""
                self.add_error(None, english(f"{label}{sentence}."))


def _as_typed(name: str, value: Any) -> str:
    """A published value as it stands in its field, whose unit is shown beside it."""
    return written(name, value).removeprefix("£") if name in ("each", "total") else written(name, value)


def words_of(what_if: WhatIf, levers: Levers) -> list[tuple[object, object, object]]:
    """What was changed: the field, what is published, what was asked, each as people write it."""
    found: list[tuple[object, object, object]] = []
    for name, value in what_if.changes.items():
        if name == "formula":
            own = levers.formulas.get(levers.own)
            before: object = _("The fund’s own formula") if own is None else english(own.title)
            found.append((LABELS[name][0], before, english(levers.formulas[value].title)))
            continue
        published = levers.values.get(name)
        unit = "%" if name in ("equal_part", "capacity", "cutoff") else ""
        found.append(
            (LABELS[name][0], "–" if published is None else f"{written(name, published)}{unit}", f"{value}{unit}")
        )
    return found
