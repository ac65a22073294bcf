"""What-ifs: a fund shared again with bounded changes, for programs. Nothing that is published ever changes."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from leastfirst.publish.what_ifs.trying import trials_of
from leastfirst.publish.what_ifs.what_if import WhatIfError
from leastfirst.web.api.answers import FAULTS, Answer, Fault, Id
from leastfirst.web.api.asked import TYPED
from leastfirst.web.api.tables import edition_of
from leastfirst.web.look.addresses import public

router = Router(tags=["Funds"])


def _change(what: str) -> str:
    field: str = Field(default="", max_length=100, pattern=TYPED, description=f"{what}; left out: as published")
    return field


class Changes(Schema):
    """What to change, written as in the panel of the page."""

    formula: str = _change("Another formula, by its id")
    weight: str = _change("How much need counts: 1 as the formula says, 0 not at all")
    equal_part: str = _change("The part that goes out in equal parts, in percent")
    each: str = _change("What every place gets, in pounds, where the formula gives money")
    floor: str = _change("The least for each place: times an equal share, £ a place, or none")
    cap: str = _change("The most for each place: times an equal share, £ a place, or none")
    capacity: str = _change("The part kept for getting ready, in percent")
    total: str = _change("All money, in pounds")
    cutoff: str = _change("Who is on the list: the worst percent of areas")
    number: str = _change("Who is on the list: so many places")


class Place(Answer):
    """A place under both; null: it takes no part."""

    place_code: str
    place_name: str
    published_pence: int | None
    what_if_pence: int | None
    difference_pence: int | None


class WhatIfAnswer(Answer):
    """A fund shared again. These are not the published shares."""

    fund: str
    changes: dict[str, str] = Field(description="What was changed, as the panel writes it; empty: nothing")
    address: str = Field(description="The page that shows it, to be shared")
    paid_pence: int
    published_paid_pence: int
    checks_hold: bool = Field(description="Whether every sum adds up to the penny")
    places: list[Place]


@router.get(
    "/funds/{id}/what-if",
    response={200: WhatIfAnswer, FAULTS: Fault},
    url_name="what-if",
    summary="Share a fund again, with changes",
)
def what_if(request: HttpRequest, id: Id, asked: Query[Changes]) -> WhatIfAnswer:
    """What every place would get if the formula, its weights, floors, caps or the list were others."""
    edition = edition_of(request)
    if id not in edition.about.funds:
        raise HttpError(404, f"There is no fund '{id}'; /api/v1/funds lists them.")
    trials = trials_of(edition)
    try:
        tried = trials.tried(trials.levers(id).read({name: text for name, text in asked.dict().items() if text}))
    except WhatIfError as error:
        raise HttpError(422, " ".join(_told(name, problem) for name, problem in error.problems.items())) from None
    address = f"{reverse('funds:what-if', args=[id])}?{urlencode(tried.what_if.query())}"
    return WhatIfAnswer(
        fund=id,
        changes=tried.what_if.changes,
        address=public(address),
        paid_pence=tried.paid_pence,
        published_paid_pence=sum(trials.published(id).paid),
        checks_hold=tried.adds_up,
        places=[
            Place(
                place_code=row.code,
                place_name=row.name,
                published_pence=row.a_pence,
                what_if_pence=row.b_pence,
                difference_pence=row.difference,
            )
            for row in tried.rows
        ],
    )


def _told(name: str, problem: str) -> str:
    sentence = problem.rstrip(".") + "."
    return f"{name}: {sentence}" if name else sentence
