"""Lists, funds, votes and methods: what their pages say, as the edition holds it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError

from leastfirst.web.api.answers import FAULTS, Documents, Fault, Id, Record
from leastfirst.web.api.tables import edition_of

router = Router()


def _found(request: HttpRequest, kind: str, id_: str, called: str, way: str) -> Record:
    found = edition_of(request).document(kind, id_)
    if found is None:
        raise HttpError(404, f"There is no {called} '{id_[:100]}'; {way} lists them.")
    return found


def _all(request: HttpRequest, kind: str, ids: Sequence[str]) -> Documents:
    documents = [found for each in ids if (found := edition_of(request).document(kind, each))]
    return Documents(total=len(documents), documents=documents)


@router.get(
    "/designations",
    response={200: Documents, FAULTS: Fault},
    tags=["Lists"],
    url_name="designations",
    summary="The lists of places",
)
def designations(request: HttpRequest) -> Documents:
    """Each list of chosen places: its rule, who is on it, how sure that is, what moves it, and at which scale."""
    return _all(request, "designation", edition_of(request).about.designations)


@router.get(
    "/designations/{id}",
    response={200: Record, FAULTS: Fault},
    tags=["Lists"],
    url_name="designation",
    summary="A list",
)
def designation(request: HttpRequest, id: Id) -> Record:
    """One list of places. Its areas, each with the reason, are the table designation-ID."""
    return _found(request, "designation", id, "list", "/api/v1/designations")


@router.get(
    "/funds",
    response={200: Documents, FAULTS: Fault},
    tags=["Funds"],
    url_name="funds",
    summary="The funds that were shared",
)
def funds(request: HttpRequest) -> Documents:
    """Each fund: its pots, their strings and what each string costs, its formula, years and checks."""
    return _all(request, "fund", edition_of(request).about.funds)


@router.get("/funds/{id}", response={200: Record, FAULTS: Fault}, tags=["Funds"], url_name="fund", summary="A fund")
def fund(request: HttpRequest, id: Id) -> Record:
    """One fund. Its shares are the tables fund-ID-places and fund-ID-allocations, in whole pence."""
    return _found(request, "fund", id, "fund", "/api/v1/funds")


@router.get(
    "/funds/{id}/places/{place}",
    response={200: Record, FAULTS: Fault},
    tags=["Funds"],
    url_name="fund-why",
    summary="Why a place gets what it gets",
)
def fund_why(request: HttpRequest, id: Id, place: Id) -> Record:
    """The steps from the published figures to the pence, each with its numbers, so that it can be worked out again."""
    _found(request, "fund", id, "fund", "/api/v1/funds")
    return _found(request, f"fund-why-{id}", place, "place in this fund", f"/api/v1/tables/fund-{id}-places/rows")


@router.get(
    "/votes",
    response={200: Documents, FAULTS: Fault},
    tags=["Votes"],
    url_name="votes",
    summary="The votes that were counted",
)
def votes(request: HttpRequest) -> Documents:
    """Each vote with its outcome and the reason for every project."""
    return _all(request, "vote", edition_of(request).about.votes)


@router.get("/votes/{id}", response={200: Record, FAULTS: Fault}, tags=["Votes"], url_name="vote", summary="A vote")
def vote(request: HttpRequest, id: Id) -> Record:
    """One vote: who won, who paid what, what each loser lacked, and what other rules would have given."""
    return _found(request, "vote", id, "vote", "/api/v1/votes")


@router.get(
    "/methods",
    response={200: Documents, FAULTS: Fault},
    tags=["Methods"],
    url_name="methods",
    summary="How it is worked out",
)
def methods(request: HttpRequest) -> Documents:
    """Every definition and every page that explains a rule, without their text."""
    found = [
        {k: v for k, v in each.items() if k not in ("html", "yaml")} for each in edition_of(request).documents("method")
    ]
    return Documents(total=len(found), documents=found)


@router.get(
    "/methods/{slug}", response={200: Record, FAULTS: Fault}, tags=["Methods"], url_name="method", summary="One method"
)
def method(request: HttpRequest, slug: Id) -> Record:
    """A definition or an explanation with its text."""
    return _found(request, "method", slug, "method page", "/api/v1/methods")
