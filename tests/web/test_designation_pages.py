"""Pages of lists: the rule, who is on the list and why, how sure that is, and who is near the line."""

from __future__ import annotations

import pytest
from django.test import Client

from leastfirst.publish import Edition
from tests.web.read_pages import read

LSOAS = "left-behind-lsoas-2025"
PLACES = "pride-in-place-2-england"


def test_the_lists_stand_there_with_their_finding_and_the_leading_one_first(client: Client, edition: Edition) -> None:
    page = read(client, "/designations/")
    for each in edition.documents("designation"):
        assert each["title"] in page.text
        assert each["finding"] in page.text
    ways = [link for link in page.links if link.startswith("/designations/") and link.count("/") == 3]
    assert ways[0] == f"/designations/{edition.about.leading}/"


def test_a_list_says_its_rule_in_words_and_how_many_and_who(client: Client, edition: Edition) -> None:
    page, said = read(client, f"/designations/{LSOAS}/"), edition.document("designation", LSOAS)
    assert said is not None
    assert said["finding"] in page.text
    assert all(sentence in page.text for sentence in said["rule"]["in_full"])
    on_list = edition.rows(f"designation-{LSOAS}", where={"designated": True}, limit=0).total
    assert f"are on the list {on_list} " in page.text
    for each in said["measures"]:
        assert each["title"] in page.text
        assert each["ranking"] in page.text
        assert f"/method/index-{each['index']}/" in page.links
    assert f"/method/designation-{LSOAS}/" in page.links


def test_a_list_that_is_inferred_says_so_plainly(client: Client, edition: Edition) -> None:
    page, said = read(client, f"/designations/{PLACES}/"), edition.document("designation", PLACES)
    assert said is not None
    assert "This list is inferred: worked out by us, and confirmed by nobody." in page.text
    assert said["standing"] in page.text
    assert "This list is inferred" not in read(client, f"/designations/{LSOAS}/").text


def test_how_sure_it_is_stands_there_class_by_class_as_in_the_table(client: Client, edition: Edition) -> None:
    page = read(client, f"/designations/{LSOAS}/")
    rows = page.rows("How sure it is who belongs on the list")
    assert [row[0] for row in rows[:-1]] == ["firm", "likely", "borderline", "unlikely"]
    for row in rows[:-1]:
        where: dict[str, str | bool] = {"designated": True, "class": row[0]}
        assert row[2] == str(edition.rows(f"designation-{LSOAS}", where=where, limit=0).total)
    assert rows[-1][2] == "18"


def test_who_is_near_the_line_stands_there_on_both_sides_with_a_link(client: Client, edition: Edition) -> None:
    page = read(client, f"/designations/{LSOAS}/")
    for caption, chosen in (("On the list, but least sure", True), ("Not on the list, but near", False)):
        first = edition.rows(
            f"designation-{LSOAS}",
            where={"designated": chosen},
            order_by=[("p_designated", not chosen), ("area_code", False)],
            limit=1,
        ).rows[0]
        row = page.rows(caption)[0]
        assert row[0].startswith(first["area_name"])
        assert row[1] == first["class"]
        assert row[3] == first["reason"]
        assert f"/areas/lsoa-2021/{first['area_code']}/" in page.links


def test_who_was_passed_over_is_told_why(client: Client, edition: Edition) -> None:
    page, said = read(client, f"/designations/{PLACES}/"), edition.document("designation", PLACES)
    assert said is not None
    assert f"{said['borderline']['passed_over']} places were passed over" in page.text
    for each in said["borderline"]["first_passed_over"][:10]:
        assert each["words"] in page.text


def test_what_moves_it_the_scale_and_the_comparison_stand_there_in_words(client: Client, edition: Edition) -> None:
    page, said = read(client, f"/designations/{LSOAS}/"), edition.document("designation", LSOAS)
    compared = edition.document("comparison", LSOAS)
    assert said is not None
    assert compared is not None
    assert said["certainty"]["moves"]["finding"] in page.text
    assert len(page.rows(said["certainty"]["moves"]["table"]["caption"])) == len(said["certainty"]["moves"]["rows"])
    assert said["scale"]["finding"] in page.text
    assert all(block["words"] in page.text for block in said["scale"]["blocks"])
    assert compared["told"] in page.text
    there = {row["dimension"] for row in edition.rows(f"compared-{LSOAS}").rows}
    for dimension in compared["dimensions"]:
        if dimension["id"] in there:
            assert dimension["about"] in page.text
    for row in edition.rows(f"compared-{LSOAS}", limit=5).rows:
        assert row["reading"] in page.text


def test_the_full_list_shows_those_on_it_first_by_need_with_the_reason(client: Client, edition: Edition) -> None:
    page = read(client, f"/designations/{LSOAS}/areas/")
    rows = edition.rows(f"designation-{LSOAS}", where={"designated": True}, order_by="deprivation_rank").rows
    shown = page.rows("Every area that was looked at")
    assert len(shown) == len(rows) == 18
    for cells, row in zip(shown, rows, strict=True):
        assert cells[0].startswith(row["area_name"])
        assert cells[1] == "yes"
        assert cells[3:5] == [str(row["deprivation_rank"]), str(row["community_need_rank"])]
        assert cells[-1] == row["reason"]
    assert "1 = greatest need" in page.text


def test_areas_can_be_chosen_sorted_and_paged(client: Client, edition: Edition) -> None:
    table = f"designation-{LSOAS}"
    off = read(client, f"/designations/{LSOAS}/areas/?chosen=no&sort=-sure").rows("Every area that was looked at")
    nearest = edition.rows(table, where={"designated": False}, order_by="p_designated", descending=True, limit=1).rows
    assert off[0][0].startswith(nearest[0]["area_name"])
    assert {row[1] for row in off} == {"no"}
    code, name = edition.choices(table, "lad_code", "lad_name")[0]
    there = read(client, f"/designations/{LSOAS}/areas/?chosen=all&lad={code}").rows("Every area that was looked at")
    assert all(name in row[0] for row in there)
    sure = read(client, f"/designations/{LSOAS}/areas/?chosen=all&class=borderline")
    assert {row[2].split()[0] for row in sure.rows("Every area that was looked at")} == {"borderline"}
    second = read(client, f"/designations/{LSOAS}/areas/?chosen=all&page=2")
    assert "Rows 51 to 100 of 400" in second.text


def test_an_area_is_found_by_the_name_that_people_know(client: Client, edition: Edition) -> None:
    row = next(each for each in edition.rows(f"designation-{PLACES}").rows if each["local_name"])
    for name in (row["local_name"], row["area_name"]):
        page = read(client, f"/designations/{PLACES}/areas/?chosen=all&q={name}")
        assert any(row["area_name"] in cells[0] for cells in page.rows("Every area that was looked at"))


def test_nothing_found_is_said(client: Client) -> None:
    assert "No area fits what you chose" in read(client, f"/designations/{LSOAS}/areas/?q=nowhere").text


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/designations/no-such-list/", "There is no list of that name here"),
        ("/designations/no-such-list/areas/", "There is no list of that name here"),
        (f"/designations/{LSOAS}/areas/?page=2", "There is no page 2"),
        (f"/designations/{LSOAS}/areas/?page=-1", "no number"),
        (f"/designations/{LSOAS}/areas/?sort=reason", "cannot be put in that order"),
        (f"/designations/{LSOAS}/areas/?class=lucky", "rows of a kind that this table does not have"),
        (f"/designations/{LSOAS}/areas/?lad=E09000001", "rows of a kind that this table does not have"),
        (f"/designations/{LSOAS}/areas/?chosen=maybe", "rows of a kind that this table does not have"),
    ],
)
def test_what_is_not_there_is_said_plainly(client: Client, address: str, sentence: str) -> None:
    assert sentence in read(client, address, 404).text


@pytest.mark.parametrize("language", ["", "/pl", "/ur"])
@pytest.mark.parametrize(
    "address",
    ["/designations/", f"/designations/{LSOAS}/", f"/designations/{PLACES}/", f"/designations/{LSOAS}/areas/"],
)
def test_a_page_has_one_h1_and_asks_little_of_the_edition(client: Client, language: str, address: str) -> None:
    page = read(client, language + address)
    assert len(page.h1) == 1
    assert page.title
    assert page.queries <= 12
