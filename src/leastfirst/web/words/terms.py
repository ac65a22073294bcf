"""The field's terms in words that everybody knows, shown where a term stands: `{% term "lsoa" %}`.

The terms are those of GLOSSARY.md; what is said of each here is for residents.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The term as it is written in the middle of a sentence, and its meaning in one or two sentences.
TERMS: dict[str, tuple[Promise, Promise]] = {
    "area": (_("area"), _("A part of the map with a code of its own, used for official figures.")),
    "lsoa": (_("LSOA"), _("A small area of about 1,700 people. The name is short for lower layer super output area.")),
    "msoa": (_("MSOA"), _("A larger area of about 8,000 people, made of several LSOAs.")),
    "ward": (_("ward"), _("The part of a district that elects its own councillors.")),
    "lad": (_("district"), _("The area of one local council.")),
    "rank": (_("rank"), _("The place in a list of all areas. Rank 1 has the greatest need.")),
    "decile": (
        _("decile"),
        _("All areas put in order of need and cut into ten equal groups. Decile 1 has the greatest need."),
    ),
    "score": (_("score"), _("The number that an index gives an area. A higher score means greater need.")),
    "index": (_("index"), _("Many figures put together into one score, by a written recipe.")),
    "domain": (_("domain"), _("One part of an index, such as health or crime.")),
    "indicator": (_("indicator"), _("One thing that is measured in every area, such as people out of work.")),
    "deprivation": (
        _("deprivation"),
        _("How far people lack what most have: income, work, health, schooling, safety, homes and surroundings."),
    ),
    "community-need": (
        _("community need"),
        _("How far an area lacks places to meet, good connections and people who take part."),
    ),
    "left-behind": (
        _("left behind"),
        _("Among the worst tenth of areas for deprivation, and for community need too, by a named list."),
    ),
    "designation": (_("list"), _("Areas chosen by a written rule. Every area gets the reason why it is in or out.")),
    "line": (_("line"), _("The last rank that is still inside the list.")),
    "certainty": (
        _("how sure"),
        _("We work the list out many times with small changes in the figures, and see how often the area is chosen."),
    ),
    "borderline": (_("borderline"), _("So near the line that small changes in the figures could turn it in or out.")),
    "vintage": (_("vintage"), _("The year that figures or borders are from.")),
    "edition": (_("edition"), _("All figures of this site, worked out together at one time and then never changed.")),
    "fund": (_("fund"), _("Money for places, with a rule for sharing it out.")),
    "pot": (_("pot"), _("The money that one owner puts into a fund.")),
    "string": (_("string"), _("What the owner of a pot asks for: what the money is for, where, or by when.")),
    "formula": (_("formula"), _("The written steps by which a fund is shared out.")),
    "need-weight": (_("need weight"), _("How much more money goes to each person where need is greater.")),
    "floor": (_("floor"), _("The least that a place gets.")),
    "cap": (_("cap"), _("The most that a place can get.")),
    "area-cost": (_("area cost"), _("More money where wages and buildings cost more, so that it buys the same.")),
    "damping": (_("damping"), _("Holding back how fast a place's share may rise or fall.")),
    "capital": (_("capital"), _("Money for things that last, such as a building.")),
    "revenue": (_("revenue"), _("Money for running things, such as wages and heating.")),
    "ring-fence": (_("ring-fence"), _("Part of the money that may be used for one purpose only.")),
    "profile": (_("profile"), _("How the money is spread over the years.")),
    "rule-sheet": (_("rule sheet"), _("How a vote is counted. It is fixed before anybody votes.")),
    "equal-shares": (
        _("equal shares"),
        _("Each voter is given the same part of the money, and pays with it for projects that they chose."),
    ),
    "ballot": (_("ballot"), _("What one person chose in a vote.")),
    "tie": (_("tie"), _("Projects that are exactly level.")),
    "lot": (_("lot"), _("An order drawn in public, to settle what is exactly level.")),
    "suppressed": (_("hidden"), _("Left out because it counts so few people that it could point at one of them.")),
    "inferred": (_("inferred"), _("Worked out by us, because the rule was not published in full.")),
    "recalled": (_("recalled"), _("Written down from memory of the source, and still to be checked against it.")),
    "published": (_("published"), _("Taken from what the source itself says.")),
}


def term(name: str) -> tuple[Promise, Promise]:
    """The term of that name and its meaning; raises KeyError, with the names there are, for one that is not known."""
    try:
        return TERMS[name]
    except KeyError:
        raise KeyError(f"There is no term “{name}”. There are: {', '.join(sorted(TERMS))}.") from None
