"""Places: found by name or postcode, and all that is said of one area."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from leastfirst.ground.errors import DataError
from leastfirst.publish.area_record import AreaRecord, area_record, given
from leastfirst.publish.search import Hit
from leastfirst.web.api.answers import FAULTS, Answer, Fault, Id, Postcode
from leastfirst.web.api.asked import TYPED
from leastfirst.web.api.tables import edition_of
from leastfirst.web.look.addresses import public

router = Router(tags=["Places"])
LONGEST_TEXT = 200


class SearchAsked(Schema):
    """A text to find."""

    q: str = Field(min_length=1, max_length=LONGEST_TEXT, pattern=TYPED, description="A name, a code or a postcode")
    limit: int = Field(default=10, ge=1, le=50)


class Found(Answer):
    """One thing that was found, the best first."""

    kind: str = Field(description="area, list, fund, vote or project")
    geography: str = Field(description="Of an area: its kind and vintage, such as lsoa-2021")
    code: str
    name: str
    what: str = Field(description="What it is, in words")
    district: str
    link: str | None = Field(description="The area's own answer; null for what is no area")


class SearchAnswer(Answer):
    """What a text may mean."""

    found: list[Found]


class PostcodeAnswer(Answer):
    """A postcode, or the first half of one, and the areas that it lies in."""

    postcode: str
    whole: bool
    areas: list[Found]


@router.get(
    "/search", response={200: SearchAnswer, FAULTS: Fault}, url_name="search", summary="Find a place by its name"
)
def search(request: HttpRequest, asked: Query[SearchAsked]) -> SearchAnswer:
    """Areas, lists, funds, votes and projects by name; slips of the pen are forgiven."""
    return SearchAnswer(found=[_found(request, each) for each in edition_of(request).search(asked.q, asked.limit)])


@router.get(
    "/postcodes/{postcode}",
    response={200: PostcodeAnswer, FAULTS: Fault},
    url_name="postcode",
    summary="The area of a postcode",
)
def postcode(request: HttpRequest, postcode: Postcode) -> PostcodeAnswer:
    """The LSOA that a postcode lies in; of the first half of one, the areas that it is spread over."""
    found = edition_of(request).postcode(postcode)
    if found is None or not found.areas:
        raise HttpError(404, f"'{postcode[:20]}' is no postcode that these data know; check it, or search for a name.")
    areas = [_found(request, each) for each in found.areas]
    return PostcodeAnswer(postcode=found.postcode, whole=found.whole, areas=areas)


@router.get(
    "/areas/{geography}/{code}",
    response={200: AreaRecord, FAULTS: Fault},
    url_name="area",
    summary="All that is said of one area",
    by_alias=True,
)
def area(request: HttpRequest, geography: Id, code: Id) -> AreaRecord:
    """Need with its reasons and how sure that is, the lists and funds it is on, comparisons, who lives there."""
    try:
        return given(area_record(edition_of(request), geography, code), edition_of(request))
    except DataError as error:
        raise HttpError(404, error.sentence[:500]) from None


def _found(request: HttpRequest, hit: Hit) -> Found:
    link = reverse("api-1:area", args=[hit.geography, hit.code]) if hit.kind == "area" else None
    return Found(**asdict(hit), link=public(link) if link else None)
