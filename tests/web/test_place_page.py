"""A place put together from several areas: the form, what is worked out, and what is wrong beside the form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from leastfirst.cli.jobs import run_profile
from leastfirst.publish import Edition
from leastfirst.sources.locate import open_county
from leastfirst.web.areas.place_shown import shown
from leastfirst.web.look.tables import Cell
from tests.web.read_pages import read, words

ONE, OTHER = "X01000133", "X01000149"


def test_without_areas_it_says_what_it_is_for(client: Client) -> None:
    page = read(client, "/places/").text
    assert "Put a place together" in page
    assert "Choose up to 50 areas of one kind" in page


def test_a_place_is_told_from_its_areas(client: Client, edition: Edition) -> None:
    page = read(client, f"/places/?area={ONE}&area={OTHER}").text
    rows = edition.rows("areas-lsoa-2021", where={"area_code": [ONE, OTHER]}).rows
    assert "A place made of 2 small areas" in page
    assert f"{sum(row['population'] for row in rows):,} people live here." in page
    listed = edition.rows("designation-left-behind-lsoas-2025", where={"area_code": [ONE, OTHER]}).rows
    assert f"Of its 2 areas, {sum(row['designated'] for row in listed)} are on this list." in page
    for row in listed:
        assert row["reason"] in page
    assert "As one area of its own it would take rank" in page
    assert "Rank 1 is the greatest need." in page
    assert "Areas that share a border with it" in page


def test_one_area_has_its_own_rank(client: Client, edition: Edition) -> None:
    row = edition.row("map-lsoa-2021", ONE)
    assert row is not None
    rank, decile = row["imd-2025_rank"], row["imd-2025_decile"]
    assert f"Rank {rank} of 400, in decile {decile} of 10." in read(client, f"/places/?area={ONE}").text


def test_the_areas_are_ticked_in_the_form(client: Client) -> None:
    html = client.get(f"/places/?area={ONE}&area={OTHER}").content.decode()
    assert html.count(" checked>") == 2
    assert f'value="{ONE}"' in html


def test_an_area_is_added_by_its_name_code_or_postcode(client: Client) -> None:
    wanted = f"/places/?area={ONE}&area={OTHER}"
    assert client.get(f"/places/?area={ONE}&add={OTHER}")["Location"] == wanted
    assert client.get(f"/places/?area={ONE}&add=corvester+020f")["Location"] == wanted
    assert client.get(f"/places/?area={ONE}&add=zx1+1ab")["Location"].startswith(f"/places/?area={ONE}&area=X0")


def test_a_name_that_may_mean_several_areas_asks_which(client: Client) -> None:
    answer = client.get(f"/places/?area={ONE}&add=corvester")
    assert "Which one do you mean?" in words(answer.content.decode())
    assert f"?area={ONE}&amp;area=X0" in answer.content.decode()


def test_what_cannot_be_added_leaves_the_place_as_it_was(client: Client) -> None:
    page = read(client, f"/places/?area={ONE}&area={OTHER}&add=xyzzyq").text
    assert "We found no other small area" in page
    assert "A place made of 2 small areas" in page


def many(edition: Edition, count: int) -> str:
    rows = edition.rows("areas-lsoa-2021", columns=("area_code",), limit=count).rows
    return "&".join(f"area={row['area_code']}" for row in rows)


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("area=X01999999", 404, "There is no area with the code “X01999999” here."),
        (f"area={ONE}&area=X01999999", 404, "There is no area with the code “X01999999” here."),
        (f"area={ONE}&area=X07000001", 400, "These areas are of different kinds"),
        ("area=%3Cscript%3E", 404, "There is no area with the code “<SCRIPT>” here."),
        (f"area={ONE}&add=xyzzyq", 200, "We found no other small area (LSOA of 2021) for “xyzzyq”."),
        ("add=xyzzyq", 200, "We found no area for “xyzzyq”."),
    ],
)
def test_what_cannot_be_is_said_beside_the_form(client: Client, query: str, status: int, sentence: str) -> None:
    answer = client.get(f"/places/?{query}")
    assert answer.status_code == status
    assert sentence in words(answer.content.decode())
    html = answer.content.decode()
    assert 'name="add"' in html
    assert (f'value="{ONE}"' in html) == (ONE in query)  # nothing that was right is lost


def test_fifty_areas_are_a_place_and_one_more_is_too_many(client: Client, edition: Edition) -> None:
    assert "A place made of 50 small areas" in read(client, f"/places/?{many(edition, 50)}").text
    assert "up to 50 areas; these are 51" in read(client, f"/places/?{many(edition, 51)}", 400).text
    assert "Take one out first." in read(client, f"/places/?{many(edition, 50)}&add={ONE}", 400).text


def test_an_area_that_stands_there_twice_counts_once(client: Client) -> None:
    page = read(client, f"/places/?area={ONE}&area={ONE.lower()}&area=").text
    assert "It is on this list." in page
    assert page.count(ONE) == read(client, f"/places/?area={ONE}").text.count(ONE)


@pytest.mark.parametrize("code", ["X07000001", "X02000001", "X05000001"])
def test_larger_areas_make_places_too(client: Client, edition: Edition, code: str) -> None:
    name = edition.search(code)[0].name
    assert name.split(" (")[0] in read(client, f"/places/?area={code}").text


def test_a_place_asks_little_of_the_edition(client: Client, edition: Edition) -> None:
    client.get(f"/places/?area={ONE}")
    before = edition.queries
    client.get(f"/places/?area={ONE}&area={OTHER}")
    assert edition.queries - before <= 12


def test_an_area_that_was_not_assessed_is_neither_on_the_list_nor_off_it(edition: Edition) -> None:
    told = run_profile([ONE, OTHER], open_county())
    first = told.verdicts[0]
    unknown = tuple(replace(each, designated=None) for each in told.verdicts if each.title == first.title)
    (mine,) = shown(replace(told, verdicts=unknown), edition, str).lists
    assert mine.sentence == "That cannot be said: some of the figures are missing."
    assert {str(row[1].text) for row in mine.table.rows if isinstance(row[1], Cell)} == {"Not assessed"}
