"""What if the rules were others? The fund shared again on the server; the published shares never change."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leastfirst.ground.errors import LeastfirstError
from leastfirst.publish.what_ifs.levers import Levers
from leastfirst.publish.what_ifs.trying import BusyError, Tried, can_be_tried, trials_of
from leastfirst.publish.what_ifs.what_if import FIELDS, WhatIfError
from leastfirst.web.editions.middleware import EditionRequest
from leastfirst.web.funds.forms import WhatIfForm, words_of
from leastfirst.web.funds.tried import Outcome
from leastfirst.web.funds.views import frame, fund_or_404
from leastfirst.web.look.addresses import address, public
from leastfirst.web.look.ordering import asked_order
from leastfirst.web.look.paging import asked_page
from leastfirst.web.look.tables import DataTable, Heading
from leastfirst.web.project.error_pages import come_back, error_page

ORDERS = ("difference", "now", "then", "name")


def what_if(request: EditionRequest, fund: str) -> HttpResponse:
    """The panel, and beside it what its changes would do. What is out of range is said beside its field (422)."""
    try:
        return _panel(request, fund)
    except BusyError:
        return come_back(request, seconds=5)


def _panel(request: EditionRequest, fund: str) -> HttpResponse:
    shown = fund_or_404(request.edition, fund)
    if not can_be_tried(fund, shown["sign"]):
        raise Http404(_("This fund cannot be tried out here. Its published shares are on its own page."))
    try:
        trials = trials_of(request.edition)
        levers = trials.levers(fund)
    except BusyError:
        raise
    except LeastfirstError:
        return _cannot(request)
    typed = {name: request.GET[name] for name in FIELDS if name in request.GET}
    context = {**frame(request.edition, shown), "asked": bool(typed)}
    try:
        asked = levers.read(typed)
        tried = trials.tried(asked)
    except WhatIfError as error:
        form = WhatIfForm(_under(levers, typed), typed, error.problems)
        return render(request, "funds/what_if.html", {**context, "form": form}, status=422)
    under = levers.under(asked.formula if asked.formula is not None else levers.own)
    context["form"] = WhatIfForm(under, {**typed, **asked.changes})
    if typed:
        context |= _result(request, shown, tried, under)
    return render(request, "funds/what_if.html", context)


def _under(levers: Levers, typed: dict[str, str]) -> Levers:
    """The levers under the formula that was typed, if there is such a one."""
    chosen = typed.get("formula", "").strip()
    return levers.under(chosen) if chosen in levers.formulas else levers


def _result(request: EditionRequest, fund: dict[str, object], tried: Tried, levers: Levers) -> dict[str, object]:
    here = address("funds:what-if", str(fund["id"]))
    query = urlencode(tried.what_if.query())
    outcome = Outcome(tried, str(fund["id"]), str(fund["sign"]), str(fund["geography"]))
    order = asked_order(request, ORDERS, default="-difference")
    page = asked_page(request, total=len(outcome.rows))
    return {
        "outcome": outcome,
        "page": page,
        "places": outcome.places(order, page.offset, page.size),
        "own_address": public(f"{here}?{query}" if query else here),
        "changes": DataTable(
            caption=_("What was changed"),
            headings=[Heading(_("Setting")), Heading(_("As published")), Heading(_("What if"))],
            rows=words_of(tried.what_if, levers),
            blocks=True,
            empty=_("Nothing: everything is as published."),
        ),
    }


def _cannot(request: HttpRequest) -> HttpResponse:
    return error_page(
        request,
        503,
        _("This fund cannot be tried out at the moment"),
        sentence=_("What it is shared by is not at hand, or has changed since these figures were published."),
        do=_("The published shares are still there. Try again later."),
    )
