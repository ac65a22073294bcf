"""A project that was voted on: whether it won, and why, step by step."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leastfirst.web.editions.middleware import EditionRequest
from leastfirst.web.votes import tables
from leastfirst.web.votes.views import frame, vote_or_404


def project(request: EditionRequest, vote: str, project: str) -> HttpResponse:
    """Why a project won or lost: its round, what its supporters paid or lacked, and what would have turned it."""
    shown = vote_or_404(request.edition, vote)
    found = next((each for each in shown["projects"] if each["id"] == project), None)
    if found is None:
        raise Http404(_("This vote has no such project. Choose one from the page of the vote."))
    record = shown["record"]["projects"][project]
    context = {
        **frame(request.edition, shown),
        "project": found,
        "record": record,
        "round": record.get("round"),
        "later": record.get("phase") == "top-up",
        "robust": record["robust"],
        "paid": tables.paid(found),
        "share_chart": tables.share_chart(found),
        "others": tables.by_other_sheets(shown, project),
        "in_part": next((each["cost"] for each in shown["money"] if each["id"] == project and each["in_part"]), ""),
    }
    return render(request, "votes/project.html", context)
