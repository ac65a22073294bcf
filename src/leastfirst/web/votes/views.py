"""The list of votes, and what came out of one of them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leastfirst.publish import Edition
from leastfirst.web.editions.middleware import EditionRequest
from leastfirst.web.look.addresses import address
from leastfirst.web.look.told import table_told
from leastfirst.web.votes import tables
from leastfirst.web.votes.dates import held

Record = dict[str, Any]


def votes(request: EditionRequest) -> HttpResponse:
    """All votes of the edition."""
    found = [{**each, "held": held(each["dates"])} for each in request.edition.documents("vote")]
    return render(request, "votes/list.html", {"votes": found})


def vote(request: EditionRequest, vote: str) -> HttpResponse:
    """Who won and who lost and what each lacked, how the voters fared, what was checked, and how it was counted."""
    shown = vote_or_404(request.edition, vote)
    language = shown["language"]
    voters = shown["voters"]
    context = {
        **frame(request.edition, shown),
        "money_chart": tables.money_chart(shown),
        "winners": tables.winners(shown),
        "losers": tables.losers(shown),
        "side_by_side": table_told(voters["side_by_side"], language=language),
        "choices": table_told(voters["choices"], language=language),
        "choices_chart": tables.choices_chart(shown),
        "tenths": table_told(voters["tenths"], language=language),
        "checks": tables.checks(shown),
        "others": table_told(shown["others"], language=language),
        "some_win": table_told(shown["some_win"], language=language),
        "sure": table_told(shown["sure"], language=language),
        "ties": table_told(shown["ties"], language=language),
        "worked": [{**each, "shown": table_told(each["table"], language=language)} for each in shown["worked"]],
        "rules_address": address("method:page", f"rule-sheet-{shown['rules']['id']}"),
        "method_address": address("method:page", "how-votes-are-counted"),
    }
    return render(request, "votes/detail.html", context)


def vote_or_404(edition: Edition, vote: str) -> Record:
    """What is said of a vote; Http404 with a sentence if the edition has none of that id."""
    shown = edition.document("vote", vote) if f"vote-{vote}-projects" in edition.tables else None
    if shown is None:
        raise Http404(_("There is no vote of that name here. Choose one from the list of votes."))
    return shown


def frame(edition: Edition, shown: Record) -> Record:
    """What all pages of a vote share; `language` is that of the names of its projects, if its file says so."""
    name = str(shown["outcome"]).rpartition("/")[2]
    return {
        "vote": shown,
        "language": shown["language"],
        "held": held(shown["dates"]),
        "tables": [f"vote-{shown['id']}-projects"],
        "outcome_address": address("data-files:file", name) if edition.file(shown["outcome"]) else "",
    }
