"""What the columns of a fund's tables mean: titles, units, and which direction is worse."""

from __future__ import annotations

from collections.abc import Iterable

from leastfirst.definitions.formula import INPUT_WORDS
from leastfirst.ground.area_codes import level_words
from leastfirst.ground.tables import Direction, Field, Type

PENCE = "pence"
SHARE = "share, 0 to 1"


def _pence(name: str, title: str) -> Field:
    return Field(name, "integer", title, PENCE, required=False)


_PLACE = (
    Field("place_code", "string", "Code of the place"),
    Field("place_name", "string", "Name of the place"),
)

_PLACES = (
    *_PLACE,
    Field("takes_part", "boolean", "Whether it takes part in the fund"),
    Field("why_not", "string", "Why it takes no part", required=False),
    Field("need_order", "integer", "Place in the order of need (1 = greatest need; equal need: the lower code first)"),
    Field("share", "number", "Its part of all that need asks for", SHARE),
    Field("held", "string", "Whether its floor or its cap decided its sum (floor, cap or empty)", required=False),
    _pence("target_pence", "What need asks for over the life of the fund"),
    _pence("paid_pence", "What the pots pay over the life of the fund"),
    _pence("short_pence", "What need asks for less what is paid"),
    _pence("capital_pence", "Capital, for things that last"),
    _pence("revenue_pence", "Revenue, for running costs and pay"),
    _pence("either_pence", "Money that may be spent as capital or as revenue"),
    Field("pence_per_resident", "integer", "What is paid for each resident", "pence for each resident"),
)

ALLOCATIONS = (
    *_PLACE,
    Field("year", "string", "Financial year"),
    Field("kind", "string", "Kind of money: capital, revenue, or either"),
    Field("pot", "string", "The pot that pays"),
    Field("purpose", "string", "What it is for"),
    _pence("pence", "The sum paid"),
)

STRINGS = (
    Field("pot", "string", "Pot"),
    Field("pot_title", "string", "What the pot is called"),
    Field("owner", "string", "Whose pot it is"),
    Field("string", "string", "Kind of string"),
    Field("words", "string", "What the string says"),
    Field("because", "string", "The owner's reason", required=False),
    Field("binds", "boolean", "Whether anything would change without it"),
    Field("pound_reaches_pence", "number", "What reaches places if one pound of the pot is free of it", PENCE),
    Field("pound_gainers", "string", "Who gets that", required=False),
    _pence("without_paid_change_pence", "How much more reaches places without the string"),
    _pence("without_unspent_change_pence", "Change of what nobody can spend, without the string"),
    Field("smallest_fulfilment", "number", "The part of its share that the worst-off place gets", SHARE),
    Field("without_smallest_fulfilment", "number", "The same without the string", SHARE),
    _pence("without_moved_change_pence", "Change of what is paid in another year than wanted, without the string"),
    Field("gaining_places", "integer", "Places that would gain without it", "places"),
    _pence("gained_pence", "What they would gain"),
    Field("losing_places", "integer", "Places that would lose without it", "places"),
    _pence("lost_pence", "What they would lose"),
    Field("who_gains", "string", "Who would gain", required=False),
    Field("who_loses", "string", "Who would lose", required=False),
)

FEES = (
    *_PLACE,
    Field("year", "string", "Financial year"),
    _pence("drawn_pence", "What the place draws"),
    _pence("fee_pence", "The fee on top of it"),
)

COMPARE = (
    *_PLACE,
    Field("formula", "string", "The other formula"),
    Field("formula_title", "string", "What the other formula is called"),
    Field("in_fund", "string", "Whether the place gets money by both formulas"),
    _pence("a_pence", "By the fund's own formula, before pots and strings"),
    _pence("b_pence", "By the other formula, before pots and strings"),
    _pence("difference_pence", "How much more by the other formula"),
    Field("difference_percent", "number", "The same in percent of what the fund's own gives", "percent"),
    Field("region_code", "string", "Code of the region", required=False),
    Field("region_name", "string", "Region", required=False),
    Field("need_decile", "integer", "Tenth of these places by need (1 = greatest need)", required=False),
    Field("p_designated", "number", "How often the place is on the list when the choices are drawn again", SHARE),
    Field("class", "string", "How sure it is that the place belongs on the list", required=False),
)

_INPUT_UNITS = {
    "residents": "residents",
    "households": "households",
    "small_areas": "small areas",
    "unemployed": "people",
    "labour_force": "people",
}


def places_fields(names: Iterable[str]) -> list[Field]:
    """What the columns of a fund's table of places mean, those of its own figures and larger areas included."""
    known = {each.name: each for each in _PLACES}
    return [known.get(name) or _other(name) for name in names]


def _other(name: str) -> Field:
    if name in INPUT_WORDS:
        worse: Direction | None = "higher-is-worse" if name in ("need", "unemployed") else None
        kind: Type = "integer" if name in _INPUT_UNITS else "number"
        words = INPUT_WORDS[name]
        return Field(name, kind, words[:1].upper() + words[1:], _INPUT_UNITS.get(name, ""), worse)
    level, _, part = name.rpartition("_")
    called = level_words(level)
    if part in ("code", "name") and called:
        return Field(name, "string", f"{'Code of' if part == 'code' else 'Name of'} the {called}", required=False)
    return Field(name, "string", name.replace("_", " "))
