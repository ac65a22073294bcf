"""What the document of a vote says, as tables and bars. Sums are the publisher's: nothing is counted here."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from leastfirst.web.look.addresses import address
from leastfirst.web.look.charts import Bar, bars
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import english, name_of, sentence
from leastfirst.web.words.figures import number, percent

Record = dict[str, Any]
MOST_BARS = 40
STANDS = {"holds": "won", "fails": "outside", "unknown": "neutral"}


def project_link(vote: Record, project: Record, note: object = "") -> Cell:
    """A project's name with the way to its own page."""
    name = name_of(project["name"], vote["language"])
    return Cell(name, href=address("votes:project", vote["id"], project["id"]), note=note)


def money_chart(vote: Record) -> SafeString | None:
    """What each winner costs, in the order in which they won; then what is left."""
    steps = vote["money"]
    if not steps or len(steps) > MOST_BARS:
        return None
    drawn = [
        Bar(
            name_of(step["name"], vote["language"]) if step["id"] else _("Left over"),
            step["part"],
            f"{step['cost']} ({percent(step['part'], 1)})",
            "here" if step["id"] else "everyone",
        )
        for step in steps
    ]
    return bars(
        drawn,
        title=_("Where the money goes"),
        description=_("Each bar is a part of the budget of %(budget)s. The bars together make all of it.")
        % {"budget": vote["budget"]},
        highest=1,
    )


def winners(vote: Record) -> DataTable:
    """The winners in the order in which they won, with what is spent so far."""
    so_far = {step["id"]: step["so_far"] for step in vote["money"]}
    return DataTable(
        caption=_("Projects that won, in the order in which they won"),
        headings=[
            Heading(_("Project")),
            Heading(_("Costs"), numeric=True),
            Heading(pgettext("how many people chose a project", "Votes")),
            Heading(_("Spent so far"), numeric=True),
        ],
        rows=[
            [
                project_link(vote, each, _("paid in part") if each["fate"] not in ("won", "lost") else ""),
                each["cost"],
                Cell(english(each["votes"])),
                so_far.get(each["id"]),
            ]
            for each in vote["projects"]
            if each["id"] in so_far
        ],
        blocks=True,
        empty=_("No project won."),
    )


def losers(vote: Record) -> DataTable:
    """Those that did not win, with what each lacked."""
    won = {step["id"] for step in vote["money"]}
    return DataTable(
        caption=_("Projects that did not win, and what each lacked"),
        headings=[
            Heading(_("Project")),
            Heading(_("Costs"), numeric=True),
            Heading(pgettext("how many people chose a project", "Votes")),
            Heading(_("What it lacked")),
        ],
        rows=[
            [
                project_link(vote, each),
                each["cost"],
                Cell(english(each["votes"])),
                Cell(sentence(each["needed"] or each["why"], vote["language"])),
            ]
            for each in vote["projects"]
            if each["id"] not in won
        ],
        blocks=True,
        empty=_("Every project won."),
    )


def choices_chart(vote: Record) -> SafeString | None:
    """How many voters had so many of their choices funded, counted in this way and with the most votes first."""
    sides = vote["record"]["voters"]
    ours, theirs = sides["this_rule_sheet"]["choices_funded"], sides["greedy_votes"]["choices_funded"]
    counts = sorted({int(each) for each in (*ours, *theirs)})
    if not counts or len(counts) > MOST_BARS // 2:
        return None
    drawn = []
    for count in counts:
        here, there = ours.get(str(count), 0), theirs.get(str(count), 0)
        label = _("None") if count == 0 else str(count)
        drawn.append(Bar(_("%(choices)s: as it was counted") % {"choices": label}, here, number(here) or "", "here"))
        drawn.append(
            Bar(_("%(choices)s: with the most votes first") % {"choices": label}, there, number(there) or "", "group")
        )
    return bars(
        drawn,
        title=_("How many voters had so many of their choices funded"),
        description=english(vote["voters"]["choices_finding"]),
    )


def checks(vote: Record) -> DataTable:
    """What the outcome should hold, and whether it does."""
    return DataTable(
        caption=_("What was checked"),
        headings=[Heading(_("Check")), Heading(_("Does it hold?")), Heading(_("What was found"))],
        rows=[
            [
                Cell(english(each["title"]), note=english(each["meaning"])),
                Cell(each["stands"], badge=STANDS.get(each["kind"], "neutral"), english=True),
                Cell(sentence(each["words"], vote["language"])),
            ]
            for each in vote["checks"]
        ],
        blocks=True,
    )


def by_other_sheets(vote: Record, project: str) -> DataTable | None:
    """Whether a project wins when the same ballots are counted by other rule sheets."""
    rows: list[list[object]] = []
    for sheet in vote["record"]["other_rule_sheets"]:
        won = project in sheet["elected"]
        title = Cell(english(sheet["title"]), href=address("method:page", f"rule-sheet-{sheet['id']}"))
        rows.append([title, Cell(_("wins"), badge="won") if won else Cell(_("does not win"), badge="lost")])
    if not rows:
        return None
    return DataTable(
        caption=_("This project, if the same ballots were counted in other ways"),
        headings=[Heading(_("Rule sheet")), Heading(_("Outcome"))],
        rows=rows,
        blocks=True,
    )


def paid(project: Record) -> DataTable | None:
    """How many people paid how much of their shares, in thought, for a project that won."""
    if not project["paid"]:
        return None
    return DataTable(
        caption=_("What each of its supporters paid out of an equal share"),
        headings=[Heading(_("People")), Heading(_("Each paid"), numeric=True)],
        rows=[[Cell(english(each["people"])), each["each"]] for each in project["paid"]],
        blocks=True,
    )


def share_chart(project: Record) -> SafeString | None:
    """How much of a loser's cost its supporters had left."""
    if project["had_share"] is None:
        return None
    return bars(
        [Bar(_("What its supporters had left"), project["had_share"], percent(project["had_share"]))],
        title=_("Part of its cost that its supporters could pay"),
        highest=1,
    )
