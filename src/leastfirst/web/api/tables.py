"""Tables: what there is, and rows of them."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router
from ninja.errors import HttpError

from leastfirst.ground.errors import DataError
from leastfirst.publish import Edition, TableAbout
from leastfirst.web.api.answers import FAULTS, Fault, Id, RowsAnswer, TableAnswer, TableLine, TableList
from leastfirst.web.api.asked import RowsQuery, rows_of
from leastfirst.web.data.addresses import files_of
from leastfirst.web.look.addresses import public

router = Router(tags=["Tables"])


def edition_of(request: HttpRequest) -> Edition:
    """The edition that is up for this request."""
    edition: Edition = request.edition  # type: ignore[attr-defined]
    return edition


@router.get("", response={200: TableList, FAULTS: Fault}, url_name="tables", summary="The tables of the edition")
def tables(request: HttpRequest) -> TableList:
    """Every table, with where to fetch it whole or in pages."""
    found = edition_of(request).tables.values()
    return TableList(
        tables=[
            TableLine(
                id=each.id,
                title=each.title,
                subject=each.subject,
                of=each.of,
                geography=each.geography,
                rows=each.rows,
                download=each.download,
                links=links(request, each),
            )
            for each in found
        ]
    )


@router.get("/{table}", response={200: TableAnswer, FAULTS: Fault}, url_name="table", summary="What a table is")
def table(request: HttpRequest, table: Id) -> TableAnswer:
    """Its columns with units and direction, its sources with licence, vintage and sha256, the definitions behind it."""
    about = about_of(edition_of(request), table)
    return TableAnswer.of_table(about, links(request, about))


@router.get("/{table}/rows", response={200: RowsAnswer, FAULTS: Fault}, url_name="rows", summary="Rows of a table")
def rows(request: HttpRequest, table: Id, asked: RowsQuery) -> RowsAnswer:
    """A page of rows, sorted and filtered. Rank 1 and decile 1 mean the greatest need. Money is in whole pence."""
    about = about_of(edition_of(request), table)
    found = rows_of(edition_of(request), about, asked)
    after = asked.offset + asked.limit
    further = None
    if after < found.total:
        query = request.GET.copy()
        query["offset"], query["limit"] = str(after), str(asked.limit)
        further = public(f"{request.path}?{query.urlencode()}")
    return RowsAnswer(
        table=about.id, total=found.total, limit=asked.limit, offset=asked.offset, rows=found.rows, next=further
    )


def about_of(edition: Edition, table: str) -> TableAbout:
    """What a table is; 404 in a sentence if there is none of that id."""
    try:
        return edition.table(table)
    except DataError:
        raise HttpError(404, f"There is no table '{table[:100]}'; /api/v1/tables lists them.") from None


def links(request: HttpRequest, about: TableAbout) -> dict[str, str]:
    """Where a table is: its own answer, its rows, and each file of it."""
    own = {
        "self": reverse("api-1:table", args=[about.id]),
        "rows": reverse("api-1:rows", args=[about.id]),
        **files_of(edition_of(request), about),
    }
    return {name: public(address) for name, address in own.items()}
