"""The page of an area: what a person reads there, and that every number is the edition's own."""

from __future__ import annotations

import csv
import io

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from leastfirst.publish import Edition
from leastfirst.publish.area_record import area_record
from leastfirst.web.areas.views import context_of
from tests.web.read_pages import read, words

LIST, WARDS = "left-behind-lsoas-2025", "left-behind-wards-2019"
FUND = "example-four-pots"


def sample(edition: Edition, geography: str) -> list[str]:
    """The codes of some areas of a geography: first, last, and some between."""
    rows = edition.rows(f"areas-{geography}", columns=("area_code",), order_by="area_code").rows
    return [rows[at]["area_code"] for at in sorted({0, len(rows) // 3, len(rows) // 2, len(rows) - 1})]


def chosen(edition: Edition) -> dict[str, object]:
    return edition.rows(f"designation-{LIST}", where={"designated": True}, order_by="area_code", limit=1).rows[0]


@pytest.mark.parametrize("geography", ["lsoa-2021", "msoa-2021", "ward-2017", "lad-2024"])
def test_every_kind_of_area_has_pages_with_its_own_numbers(client: Client, edition: Edition, geography: str) -> None:
    for code in sample(edition, geography):
        page = read(client, f"/areas/{geography}/{code}/").text
        row = edition.row(f"areas-{geography}", code)
        stands = edition.row(f"map-{geography}", code)
        assert row is not None
        assert stands is not None
        assert row["area_name"] in page
        assert f"{row['population']:,} people live here." in page
        for column, value in stands.items():
            if column.endswith("_rank"):
                total = edition.tables[f"map-{geography}"].rows
                decile = stands[column.replace("_rank", "_decile")]
                assert f"Rank {value:,} of {total:,}, in decile {decile} of 10." in page


def test_a_chosen_area_says_yes_why_and_how_sure(client: Client, edition: Edition) -> None:
    row = chosen(edition)
    page = read(client, f"/areas/lsoa-2021/{row['area_code']}/").text
    assert "Yes. It is one of the left-behind neighbourhoods." in page
    assert str(row["reason"]) in page
    assert f"on the list in {round(1000 * float(str(row['p_designated']))):,} of 1,000 tries" in page
    assert "Firmly on the list" in page


def test_an_area_that_was_not_chosen_says_no_and_why(client: Client, edition: Edition) -> None:
    where = {"designated": False, "class": "borderline"}
    row = edition.rows(f"designation-{LIST}", where=where, limit=1).rows[0]
    page = read(client, f"/areas/lsoa-2021/{row['area_code']}/").text
    assert "No. It is not one of the left-behind neighbourhoods." in page
    assert "Borderline" in page
    assert row["reason"] in page


def test_its_share_of_a_fund_is_the_fund_s_own_and_leads_to_why(client: Client, edition: Edition) -> None:
    place = edition.rows(f"fund-{FUND}-places", where={"takes_part": True}, order_by="place_code", limit=1).rows[0]
    answer = client.get(f"/areas/lsoa-2021/{place['place_code']}/")
    pounds, pence = divmod(place["paid_pence"], 100)
    assert f"£{pounds:,}.{pence:02d}" in words(answer.content.decode())
    assert f'href="/funds/{FUND}/places/{place["place_code"]}/"' in answer.content.decode()


def test_a_larger_area_says_what_lies_in_it(client: Client, edition: Edition) -> None:
    page = read(client, "/areas/lad-2024/X07000001/").text
    inside = edition.rows(f"designation-{LIST}", where={"lad_code": "X07000001"}).rows
    listed = [row for row in inside if row["designated"]]
    assert f"On the list: {len(listed)} of the {len(inside)} small areas in it." in page
    for row in listed:
        assert row["area_name"] in page
    money = edition.rows("funds-by-place", where={"place_code": [r["area_code"] for r in inside], "fund": FUND}).rows
    total = sum(row["paid_pence"] for row in money)
    assert f"£{total // 100:,}.{total % 100:02d} together over the life of the fund." in page


def test_it_stands_beside_the_two_groups_on_every_dimension(client: Client, edition: Edition) -> None:
    code = str(chosen(edition)["area_code"])
    page = read(client, f"/areas/lsoa-2021/{code}/").text
    record = area_record(edition, "lsoa-2021", code)
    assert len(record.dimensions) >= 9
    rows = {row["indicator"]: row for row in edition.rows(f"compared-{LIST}").rows}
    own = edition.row("indicators-lsoa-2021", code)
    assert own is not None
    for dimension in record.dimensions:
        everywhere = [each.groups[-1].here_is for each in dimension.indicators]
        known = sum(each in ("worse", "better", "the same") for each in everywhere)
        assert f"Against the whole county: worse on {everywhere.count('worse')} of {known}." in page
        for each in dimension.indicators:
            assert each.here == own[each.id]
            assert [group.value for group in each.groups] == [
                rows[each.id]["other_deprived_value"],
                rows[each.id]["everywhere_value"],
            ]


def test_every_figure_is_said_in_plain_words(client: Client, edition: Edition) -> None:
    code = str(chosen(edition)["area_code"])
    page = read(client, f"/areas/lsoa-2021/{code}/").text
    figures = [each for each in area_record(edition, "lsoa-2021", code).dimensions for each in each.indicators]
    work = next(each for each in figures if each.id == "imd-2025.employment_score")
    assert "people of working age are kept out of work" in work.words
    for each in figures:
        if each.here is not None and min(each.here, *(group.value or 0 for group in each.groups)) >= 0:
            assert each.words in page


def test_who_lives_there_says_what_is_hidden(client: Client, edition: Edition) -> None:
    rows = edition.rows("facts-lsoa-2021").rows
    hidden = next((row for row in rows if row["suppressed"]), None)
    row = hidden or rows[0]
    page = read(client, f"/areas/lsoa-2021/{row['area_code']}/").text
    assert "Children under 16" in page
    assert ("hidden, so that nobody can be picked out" in page) == bool(hidden)


def test_similar_areas_come_with_reasons_and_links(client: Client, edition: Edition) -> None:
    code = str(chosen(edition)["area_code"])
    answer = client.get(f"/areas/lsoa-2021/{code}/")
    for row in edition.rows("similar-lsoa-2021", where={"area_code": code}).rows:
        assert row["reason"] in words(answer.content.decode())
        assert f'href="/areas/lsoa-2021/{row["like_code"]}/"' in answer.content.decode()


def test_what_cannot_be_said_is_said(rf: RequestFactory, edition: Edition) -> None:
    whole = area_record(edition, "lsoa-2021", str(chosen(edition)["area_code"]))
    unknown = (
        whole.lists[0].verdicts[0].model_copy(update={"assessed": False, "designated": False, "reason": "No figure."})
    )
    first = whole.dimensions[0].indicators[0]
    groups = tuple(each.model_copy(update={"here_is": None}) for each in first.groups)
    first = first.model_copy(update={"here": None, "suppressed": True, "groups": groups})
    nothing = whole.model_copy(
        update={
            "population": None,
            "nearby": (),
            "similar": (),
            "facts": (),
            "lists": (whole.lists[0].model_copy(update={"verdicts": (unknown,)}),),
            "indices": (whole.indices[0].model_copy(update={"rank": None, "decile": None}),),
            "dimensions": (whole.dimensions[0].model_copy(update={"indicators": (first,)}),),
        }
    )
    request = rf.get("/areas/lsoa-2021/X/")
    request.edition = edition  # type: ignore[attr-defined]
    page = words(render_to_string("areas/area.html", context_of(edition, nothing), request))
    for sentence in (
        "How many people live here is not known.",
        "That cannot be said: some of the figures are missing.",
        "Not assessed",
        "It has no rank: some of the figures are missing.",
        "Against the whole county, nothing can be said.",
        "hidden, so that nobody can be picked out",
        "This is not known for areas of this kind.",
        "This was not counted for areas of this kind.",
        "This cannot be said",
    ):
        assert sentence in page


@pytest.mark.parametrize("geography", ["lsoa-2021", "msoa-2021", "ward-2017", "lad-2024"])
def test_a_page_asks_at_most_twelve_things(
    client: Client, edition: Edition, geography: str, django_assert_max_num_queries: object
) -> None:
    code = sample(edition, geography)[1]
    client.get(f"/areas/{geography}/{code}/")
    before = edition.queries
    with django_assert_max_num_queries(0):  # type: ignore[operator]
        client.get(f"/areas/{geography}/{code}/")
    assert edition.queries - before <= 12


def test_a_code_alone_and_a_code_in_small_letters_lead_to_the_page(client: Client) -> None:
    assert client.get("/areas/X07000001/")["Location"] == "/areas/lad-2024/X07000001/"
    assert client.get("/areas/x07000001/")["Location"] == "/areas/lad-2024/X07000001/"
    moved = client.get("/areas/lad-2024/x07000001/")
    assert (moved.status_code, moved["Location"]) == (301, "/areas/lad-2024/X07000001/")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/areas/lsoa-2021/X01999999/", "There is no area with the code “X01999999” here."),
        ("/areas/lsoa-2021/HELLO/", "There is no area with the code “HELLO” here."),
        ("/areas/X01999999/", "There is no area with the code “X01999999” here."),
        ("/areas/lsoa-2011/X01000012/", "There are no pages for areas of the kind “lsoa-2011”."),
        ("/areas/galaxy/X01000012/", "There are no pages for areas of the kind “galaxy”."),
        ("/areas/lsoa-2021/X07000001/", "There is no area with the code “X07000001” here."),
        ("/areas/lsoa-2021/X01000012/?vintage=2011", "This page is about the small area (LSOA of 2021)"),
        ("/areas/lsoa-2021/X01000012/?vintage=", "This page is about the small area (LSOA of 2021)"),
        ("/embed/areas/lsoa-2021/X01999999/", "There is no area with the code “X01999999” here."),
        ("/areas/lsoa-2021/%3Cb%3E/", "There is no area with the code “<B>” here."),
    ],
)
def test_what_is_not_there_is_a_plain_page_with_a_search(client: Client, address: str, sentence: str) -> None:
    answer = client.get(address, follow=True)
    assert answer.status_code == 404
    assert sentence in words(answer.content.decode())
    assert 'action="/search/"' in answer.content.decode()


def test_its_own_year_may_stand_in_the_address(client: Client) -> None:
    assert client.get("/areas/lsoa-2021/X01000012/?vintage=2021").status_code == 200


def test_the_card_says_the_verdict_and_leads_to_the_page(client: Client, edition: Edition) -> None:
    code = str(chosen(edition)["area_code"])
    answer = client.get(f"/embed/areas/lsoa-2021/{code}/")
    assert "On the list" in words(answer.content.decode())
    assert f'href="/areas/lsoa-2021/{code}/"' in answer.content.decode()
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert len(answer.content) < 10_000


def test_the_figures_as_a_file_are_those_of_the_record(client: Client, edition: Edition) -> None:
    code = str(chosen(edition)["area_code"])
    answer = client.get(f"/areas/lsoa-2021/{code}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    record = area_record(edition, "lsoa-2021", code)
    ranks = {row["id"]: row["value"] for row in rows if row["part"] == "index" and row["figure"] == "rank"}
    assert ranks == {each.id: str(each.rank) for each in record.indices}
    sums = {row["id"]: row["value"] for row in rows if row["part"] == "fund"}
    assert sums[FUND] == str(record.funds[0].shares[0].paid_pence)
    assert {row["unit"] for row in rows if row["figure"] == "rank" and row["part"] == "index"} == {"1 = greatest need"}


def test_the_page_has_no_inline_style_or_script_and_one_heading(client: Client, edition: Edition) -> None:
    html = client.get(f"/areas/lsoa-2021/{chosen(edition)['area_code']}/").content.decode()
    assert html.count("<h1") == 1
    assert " style=" not in html
    assert "<style" not in html
    assert "<script>" not in html
