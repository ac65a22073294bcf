"""What people call the kinds of area, in the language of the page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from leastfirst.ground.area_codes import Geography, level_words
from leastfirst.ground.errors import AreaCodeError
from leastfirst.publish.search import Hit

_ONE: dict[str, Promise] = {
    "lsoa": gettext_lazy("small area (LSOA of %(year)s)"),
    "msoa": gettext_lazy("middle-sized area (MSOA of %(year)s)"),
    "ward": gettext_lazy("ward of %(year)s"),
    "lad": gettext_lazy("district of %(year)s"),
    "region": gettext_lazy("region"),
    "pcon": gettext_lazy("constituency of %(year)s"),
}
_OTHER: dict[str, Promise] = {
    "list": gettext_lazy("list of places"),
    "fund": gettext_lazy("fund"),
    "vote": gettext_lazy("vote"),
    "project": gettext_lazy("project in a vote"),
}


def kind_words(geography: str) -> str:
    """One area of a kind, as it stands in a sentence: `small area (LSOA of 2021)`."""
    try:
        parsed = Geography.parse(geography)
    except AreaCodeError:
        return geography
    words = _ONE.get(parsed.level)
    return str(words) % {"year": parsed.vintage} if words else f"{level_words(parsed.level)} {parsed.vintage}"


def counted_words(geography: str, count: int, number: str) -> str:
    """So many areas of a kind: `86 small areas`; `number` is the count as the language writes it."""
    level = Geography.parse(geography).level
    forms = {
        "lsoa": ngettext("%(n)s small area", "%(n)s small areas", count),
        "msoa": ngettext("%(n)s middle-sized area", "%(n)s middle-sized areas", count),
        "ward": ngettext("%(n)s ward", "%(n)s wards", count),
        "lad": ngettext("%(n)s district", "%(n)s districts", count),
    }
    return forms.get(level, ngettext("%(n)s area", "%(n)s areas", count)) % {"n": number}


def term_of(geography: str) -> str:
    """The term of the field that explains this kind of area, for `{% term %}`; `area` where there is none."""
    level = geography.split("-")[0]
    return level if level in ("lsoa", "msoa", "ward", "lad") else "area"


def hit_words(hit: Hit) -> str:
    """What a thing is that was found."""
    return kind_words(hit.geography) if hit.kind == "area" else str(_OTHER.get(hit.kind, hit.what))
