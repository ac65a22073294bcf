"""A place of several areas as its page shows it: people, indices, lists, what lies beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leastfirst.measure import Profile
from leastfirst.measure.profile_lines import Standing
from leastfirst.measure.profile_lines import Verdict as Told
from leastfirst.publish import Edition
from leastfirst.web.areas.kinds import counted_words
from leastfirst.web.areas.people import facts, facts_table
from leastfirst.web.look.addresses import area_address
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.words.figures import number

Adding = Callable[[str], str]
MOST_VERDICTS = 60


@dataclass(frozen=True)
class ShownStanding:
    """An index: what it says of the place, and what adds up to its score."""

    title: str
    sentences: tuple[str, ...]
    table: DataTable | None


@dataclass(frozen=True)
class ShownVerdicts:
    """One list: what it says of the areas of the place, or of areas in or around it."""

    title: str
    status: str
    sentence: str
    table: DataTable


@dataclass(frozen=True)
class ShownPlace:
    """All that is said of a place."""

    title: str
    kind: str
    residents: tuple[tuple[str, str], ...]
    standings: tuple[ShownStanding, ...]
    cannot_be_said: tuple[str, ...]
    lists: tuple[ShownVerdicts, ...]
    facts: tuple[SafeString, ...]
    facts_table: DataTable | None
    beside: DataTable | None
    leading_index: str


def shown(told: Profile, edition: Edition, adding: Adding) -> ShownPlace:
    """Put a profile into words, charts and tables; `adding` gives the address of the place with one area more."""
    count = len(told.codes)
    many = counted_words(str(told.geography), count, number(count) or "")
    return ShownPlace(
        told.names[0] if count == 1 else _("A place made of %(many)s") % {"many": many},
        many,
        tuple((number(each.number) or "", each.count) for each in told.residents),
        tuple(_standing(each) for each in told.standings),
        told.cannot_be_said,
        tuple(_lists(told, edition)),
        tuple(facts(told.facts)),
        facts_table(told.facts),
        _beside(told, edition, adding),
        told.leading_index,
    )


def _standing(standing: Standing) -> ShownStanding:
    said = []
    if standing.rank is not None:
        said.append(
            _("Rank %(rank)s of %(of)s, in decile %(decile)s of 10. Rank 1 and decile 1 are the greatest need.")
            % {"rank": number(standing.rank), "of": number(standing.ranked), "decile": number(standing.decile)}
        )
    else:
        said.append(
            _("As one area of its own it would take rank %(rank)s of %(of)s. Rank 1 is the greatest need.")
            % {"rank": number(standing.like_rank), "of": number(standing.like_of + 1)}
        )
    if standing.areas > 1:
        said.append(
            _("%(worst)s of its %(areas)s areas are in the tenth with the greatest need.")
            % {"worst": number(standing.worst_areas), "areas": number(standing.areas)}
        )
    rows = [
        [Cell(each.title, english=True), number(each.points, 2), number(each.rank) if each.rank else None]
        for each in standing.contributions
    ]
    table = DataTable(
        _("What adds up to the score, the largest first"),
        [
            Heading(_("Part")),
            Heading(_("Points"), numeric=True),
            Heading(_("Rank"), unit=_("1 = greatest need"), numeric=True),
        ],
        rows,
        total=[_("Score"), number(standing.score, 2), Cell("–")],
        blocks=True,
        id=f"adds-{standing.index_id}",
    )
    return ShownStanding(standing.title, tuple(said), table if rows else None)


def _lists(told: Profile, edition: Edition) -> list[ShownVerdicts]:
    found = []
    titles = dict.fromkeys((each.designation_id, each.title, each.status) for each in told.verdicts)
    for id_, title, status in titles:
        mine = [each for each in told.verdicts if each.designation_id == id_]
        on = sum(each.designated is True for each in mine)
        sentence = _counted(mine[0].relation, len(mine), on)
        if all(each.designated is None for each in mine):
            sentence = _("That cannot be said: some of the figures are missing.")
        found.append(ShownVerdicts(title, status, sentence, _verdict_table(id_, mine, edition)))
    return found


def _counted(relation: str, count: int, on: int) -> str:
    """How many of the areas that a list speaks of are on it."""
    numbers = {"on": number(on), "of": number(count)}
    if relation == "an area in it":
        return _("Of the %(of)s areas in it that this list looks at, %(on)s are on it.") % numbers
    if relation == "this area":
        if count == 1:
            return _("It is on this list.") if on else _("It is not on this list.")
        return _("Of its %(of)s areas, %(on)s are on this list.") % numbers
    if count == 1:
        return (
            _("It lies in an area that is on this list.") if on else _("It lies in an area that is not on this list.")
        )
    return _("Of the %(of)s larger areas that it lies in, %(on)s are on this list.") % numbers


def _verdict_table(id_: str, verdicts: list[Told], edition: Edition) -> DataTable:
    geography = edition.tables[f"designation-{id_}"].geography if f"designation-{id_}" in edition.tables else ""
    has_page = f"areas-{geography}" in edition.tables
    caption = _("Each area, those on the list first")
    if len(verdicts) > MOST_VERDICTS:
        caption = _("The first %(shown)s of %(all)s areas, those on the list first") % {
            "shown": number(MOST_VERDICTS),
            "all": number(len(verdicts)),
        }
    ordered = sorted(verdicts, key=lambda each: (True, False, None).index(each.designated))[:MOST_VERDICTS]
    rows = [
        [
            Cell(each.area_name, href=area_address(geography, each.area_code) if has_page else "", note=_how(each)),
            _listed(each),
            Cell(each.reason, english=True),
        ]
        for each in ordered
    ]
    headings = [Heading(_("Area")), Heading(_("On the list?")), Heading(_("Why"))]
    return DataTable(caption, headings, rows, blocks=True, id=f"list-{id_}")


def _listed(verdict: Told) -> Cell:
    if verdict.designated is None:
        return Cell(_("Not assessed"), badge="neutral")
    return Cell(_("On the list"), badge="chosen") if verdict.designated else Cell(_("Not on the list"), badge="outside")


def _how(verdict: Told) -> str:
    words = {"an area in it": _("an area in it"), "the area it lies in": _("the area it lies in")}
    return words.get(verdict.relation, "")


def _beside(told: Profile, edition: Edition, adding: Adding) -> DataTable | None:
    """The areas that share a border with the place, each with a way to add it."""
    geography = str(told.geography)
    has_page = f"areas-{geography}" in edition.tables
    if not told.neighbours or not has_page:
        return None
    rows = []
    for each in told.neighbours[:MOST_VERDICTS]:
        add = adding(each.area_code)
        rows.append(
            [
                Cell(each.area_name, href=area_address(geography, each.area_code)),
                number(each.rank),
                Cell(_("Add it"), href=add) if add else Cell("–"),
            ]
        )
    return DataTable(
        _("Areas that share a border with it"),
        [
            Heading(_("Area")),
            Heading(_("Rank"), unit=_("1 = greatest need"), numeric=True),
            Heading(_("Make it part of the place")),
        ],
        rows,
        blocks=True,
        id="beside",
    )
