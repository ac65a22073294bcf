"""The map page and its table: what they say is what the edition holds, in words as well as in colours."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.test import Client

from leastfirst.publish import Edition

LEVELS = ("lsoa-2021", "msoa-2021", "ward-2017", "lad-2024")
LIST = "left-behind-lsoas-2025"


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def seen(page: str) -> str:
    """What a person reads, without tags."""
    inside = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", inside)))


def rows_of(page: str) -> list[list[str]]:
    body = page.partition("<tbody")[2].partition("</tbody>")[0]
    return [
        [re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", cell))).strip() for cell in cells]
        for cells in (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in body.split("<tr")[1:])
    ]


def told_to_script(page: str) -> dict[str, Any]:
    found = re.search(r'<script id="map-told" type="application/json">(.*?)</script>', page, re.S)
    assert found is not None
    told: dict[str, Any] = json.loads(found[1])
    return told


def test_the_map_page_says_what_is_shown_and_what_the_marks_mean(client: Client) -> None:
    page = seen(read(client, "/map/"))
    assert "Small areas (LSOA 2021): about 1,700 people each." in page
    assert "Left-behind neighbourhoods 2025" in page
    assert "On the list, and firm: on it at least 9 times in 10 when we test it" in page
    assert "Not on the list, but near" in page
    assert "See all 400 areas in a table" in page
    need = seen(read(client, "/map/?show=imd-2025"))
    assert "1: the tenth with the greatest need" in need
    assert "10: the tenth with the least need" in need


@pytest.mark.parametrize("geography", LEVELS)
def test_every_level_has_a_map_a_picture_and_the_first_rows(client: Client, edition: Edition, geography: str) -> None:
    document = edition.document("map", geography)
    assert document is not None
    measure = next(each["id"] for each in document["measures"] if each["kind"] == "need")
    page = read(client, f"/map/?level={geography}&show={measure}")
    told = told_to_script(page)
    assert client.get(told["tiles"]).status_code == 200
    assert [each["id"] for each in told["measures"]] == [each["id"] for each in document["measures"]]
    picture = re.search(r'<img[^>]* src="([^"]+)" alt="([^"]+)"', page)
    assert picture is not None
    assert client.get(picture[1]).status_code == 200
    assert "table" in picture[2]
    most = edition.rows(f"map-{geography}", order_by=[(f"{measure}_rank", False), ("area_code", False)], limit=10).rows
    assert [cells[1] for cells in rows_of(page)] == [row["area_code"] for row in most]
    assert "1 = greatest need" in page


def test_a_list_of_other_areas_is_said_and_the_map_shows_what_there_is(client: Client) -> None:
    page = seen(read(client, f"/map/?level=msoa-2021&show={LIST}"))
    assert "“Left-behind neighbourhoods 2025, by LSOA” is not made of these areas. The map shows “Pride in" in page


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/map/?level=lsoa-1066", "There is no map of “lsoa-1066”."),
        ("/map/?show=luck", "The map cannot show “luck”."),
        ("/map/oa-2021/", "There are no areas called “oa-2021” here."),
        ("/map/lsoa-2021/?page=0", "The address asks for a page that is no number."),
        ("/map/lsoa-2021/?page=9", "There is no page 9: the last page is 8."),
        ("/map/lsoa-2021/?page=99999999999999999999", "The address asks for a page that is no number."),
        ("/map/lsoa-2021/?sort=luck", "This table cannot be put in that order."),
        ("/map/lsoa-2021/?imd-2025_decile=11", "rows of a kind that this table does not have"),
        ("/map/lsoa-2021/?district=X07999999", "rows of a kind that this table does not have"),
        (f"/map/lsoa-2021/?{LIST}=perhaps", "rows of a kind that this table does not have"),
        (f"/map/lsoa-2021/?{LIST}_class=certain", "rows of a kind that this table does not have"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(client: Client, address: str, sentence: str) -> None:
    assert sentence in html.unescape(read(client, address, 404))


@pytest.mark.parametrize("geography", LEVELS)
def test_the_table_holds_the_cells_of_the_edition(client: Client, edition: Edition, geography: str) -> None:
    document = edition.document("map", geography)
    assert document is not None
    indices = [each["id"] for each in document["measures"] if each["kind"] == "need"]
    expected = edition.rows(f"map-{geography}", order_by=[(f"{indices[0]}_rank", False), ("area_code", False)]).rows
    found = rows_of(read(client, f"/map/{geography}/"))
    assert len(found) == min(50, len(expected))
    for cells, row in zip(found, expected, strict=False):
        assert cells[0].startswith(row["area_name"])
        assert cells[1] == row["area_code"]
        after = cells[2:] if geography == "lad-2024" else cells[3:]
        wanted = [row["population"], *(row[f"{each}_{what}"] for each in indices for what in ("rank", "decile"))]
        assert after[: len(wanted)] == ["not known" if each is None else f"{each:,}" for each in wanted]
        if geography != "lad-2024":
            assert cells[2] == row["lad_name"]


def test_lists_and_how_sure_are_in_words(client: Client, edition: Edition) -> None:
    found = rows_of(read(client, f"/map/lsoa-2021/?sort=-{LIST}"))
    expected = edition.rows("map-lsoa-2021", order_by=[(LIST, True), ("area_code", False)], limit=50).rows
    words = {True: "on the list", False: "not on the list"}
    assert [(cells[1], *cells[-2:]) for cells in found] == [
        (row["area_code"], words[row[LIST]], row[f"{LIST}_class"]) for row in expected
    ]


def test_filters_find_exactly_the_rows_that_are_like_that(client: Client, edition: Edition) -> None:
    district = edition.rows("map-lad-2024", limit=1).rows[0]
    where = {"lad_code": district["area_code"], "imd-2025_decile": 1}
    expected = edition.rows("map-lsoa-2021", where=where)
    page = read(client, f"/map/lsoa-2021/?district={district['area_code']}&imd-2025_decile=1&{LIST}=&name=")
    assert {cells[1] for cells in rows_of(page)} == {row["area_code"] for row in expected.rows}
    assert f"{expected.total} areas" in seen(page)
    assert f'<option value="{district["area_code"]}" selected>' in page
    listed = edition.rows("map-lsoa-2021", where={LIST: True, f"{LIST}_class": "firm"})
    page = read(client, f"/map/lsoa-2021/?{LIST}=yes&{LIST}_class=firm")
    assert f"{listed.total} areas" in seen(page)
    no = edition.rows("map-lsoa-2021", where={LIST: False}).total
    assert f"{no} areas" in seen(read(client, f"/map/lsoa-2021/?{LIST}=no"))


def test_a_part_of_a_name_is_enough_and_nothing_is_said_when_nothing_is_found(client: Client, edition: Edition) -> None:
    name = edition.rows("map-lsoa-2021", limit=1).rows[0]["area_name"]
    found = rows_of(read(client, "/map/lsoa-2021/", 200) and read(client, f"/map/lsoa-2021/?name={name[2:].upper()}"))
    assert [cells[0] for cells in found] == [name]
    page = seen(read(client, "/map/lsoa-2021/?name=Atlantis%25_"))
    assert "0 areas" in page
    assert "No area is like that." in page


def test_pages_and_orders_keep_what_was_asked(client: Client) -> None:
    page = read(client, "/map/lsoa-2021/?imd-2025_decile=1&sort=-population")
    assert re.search(r'href="\?[^"]*imd-2025_decile=1[^"]*sort=area_name', html.unescape(page))
    two = read(client, "/map/lsoa-2021/?page=2&sort=-population")
    one = read(client, "/map/lsoa-2021/?sort=-population")
    people = [int(cells[3].replace(",", "")) for cells in rows_of(one) + rows_of(two)]
    assert people == sorted(people, reverse=True)
    assert len(people) == 100


def test_each_row_leads_to_its_area_and_the_table_to_the_map(client: Client) -> None:
    page = read(client, "/map/lsoa-2021/")
    code = rows_of(page)[0][1]
    assert f'href="/areas/lsoa-2021/{code}/"' in page
    assert 'href="/map/?level=lsoa-2021"' in page
    assert client.get(f"/areas/lsoa-2021/{code}/").status_code == 200


def test_the_pages_are_in_other_languages_too_and_english_titles_are_marked(client: Client) -> None:
    for address in ("/pl/map/", "/ur/map/lsoa-2021/"):
        page = read(client, address)
        assert 'lang="en"' in page
    assert 'dir="rtl"' in read(client, "/ur/map/")


def test_nothing_on_the_pages_breaks_their_own_rules(client: Client) -> None:
    for address in ("/map/", "/map/?show=imd-2025", "/map/lsoa-2021/"):
        page = read(client, address)
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert page.count("<h1") == 1
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))


def test_few_queries_and_few_bytes(client: Client, edition: Edition) -> None:
    from leastfirst.web.editions.current import current

    for address in ("/map/", "/map/lsoa-2021/"):
        up = current().edition()
        assert up is not None
        before = up.queries
        answer = client.get(address, headers={"accept-encoding": "gzip"})
        assert up.queries - before <= 6
        assert len(answer.content) < 20_000
