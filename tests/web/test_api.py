"""The interface for programs: the same figures as the edition, in pages, with every fault in a sentence."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from leastfirst.publish import Edition
from leastfirst.publish.area_record import area_record


def asked(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.content[:300])
    assert answer["Content-Type"].startswith("application/json")
    return answer.json()


def test_the_head_leads_to_everything(client: Client, edition: Edition) -> None:
    head = asked(client, "/api/v1/")
    assert head["id"] == edition.id
    assert head["about"]["fictional"] is True
    for address in head["links"].values():
        asked(client, address)


def test_rows_are_those_of_the_edition_in_the_order_that_was_asked_for(client: Client, edition: Edition) -> None:
    found = asked(client, "/api/v1/tables/map-lsoa-2021/rows?sort=-imd-2025_rank&where=imd-2025_decile:1&limit=5")
    same = edition.rows(
        "map-lsoa-2021", where={"imd-2025_decile": 1}, order_by="imd-2025_rank", descending=True, limit=5
    )
    assert found["rows"] == same.rows
    assert found["total"] == same.total == 40


def test_pages_of_rows_lead_from_one_to_the_next_and_lose_none(client: Client, edition: Edition) -> None:
    address, codes = "/api/v1/tables/areas-lsoa-2021/rows?limit=150", []
    while address:
        page = asked(client, address)
        codes += [row["area_code"] for row in page["rows"]]
        address = page["next"]
    assert len(codes) == len(set(codes)) == edition.table("areas-lsoa-2021").rows


def test_a_value_that_is_not_known_is_null_and_can_be_asked_for(client: Client, edition: Edition) -> None:
    found = asked(client, "/api/v1/tables/designation-left-behind-wards-2019/rows?where=deprivation_rank:&limit=1000")
    assert all(row["deprivation_rank"] is None for row in found["rows"])


def test_figures_without_a_licence_to_pass_them_on_are_neither_given_nor_asked_by(
    client: Client, monkeypatch: pytest.MonkeyPatch, edition: Edition
) -> None:
    about = edition.tables["indicators-lsoa-2021"]
    last = about.columns[-1]
    kept = (*about.columns[:-1], last.model_copy(update={"passed_on": False}))
    monkeypatch.setitem(edition.tables, about.id, about.model_copy(update={"columns": kept}))
    rows = asked(client, f"/api/v1/tables/{about.id}/rows?limit=1")["rows"]
    assert list(rows[0]) == about.names[:-1]
    assert "There is no column" in asked(client, f"/api/v1/tables/{about.id}/rows?sort={last.name}", 400)["detail"]
    page = client.get(f"/data/{about.id}/").content.decode()
    assert f"Not shown here and not in the files: {last.name}." in page
    assert client.get(f"/data/{about.id}/?sort={last.name}").status_code == 404


def test_lists_funds_and_votes_are_those_of_the_edition(client: Client, edition: Edition) -> None:
    for way, kind, ids in (
        ("designations", "designation", edition.about.designations),
        ("funds", "fund", edition.about.funds),
        ("votes", "vote", edition.about.votes),
    ):
        assert asked(client, f"/api/v1/{way}")["total"] == len(ids) > 0
        for each in ids:
            assert asked(client, f"/api/v1/{way}/{each}") == edition.document(kind, each)


def test_why_a_place_gets_what_it_gets(client: Client, edition: Edition) -> None:
    fund = edition.about.funds[0]
    place = edition.rows(f"fund-{fund}-places", limit=1).rows[0]["place_code"]
    assert asked(client, f"/api/v1/funds/{fund}/places/{place}") == edition.document(f"fund-why-{fund}", place)


def test_an_area_is_the_record_that_its_page_shows(client: Client, edition: Edition) -> None:
    code = edition.rows("areas-lsoa-2021", limit=1).rows[0]["area_code"]
    found = asked(client, f"/api/v1/areas/lsoa-2021/{code}")
    assert found == area_record(edition, "lsoa-2021", code).model_dump(mode="json", by_alias=True)
    assert found["schema"] == "leastfirst/area/1"


def test_a_place_is_found_by_its_name_and_leads_to_its_area(client: Client, edition: Edition) -> None:
    first = asked(client, "/api/v1/search?q=Skaythorp")["found"][0]
    assert "Skaythorpe" in first["name"]
    area = edition.rows("areas-lsoa-2021", limit=1).rows[0]
    found = asked(client, f"/api/v1/search?q={area['area_code']}")["found"][0]
    assert asked(client, found["link"])["name"] == area["area_name"]


def test_a_what_if_that_changes_nothing_gives_what_is_published(client: Client, edition: Edition) -> None:
    found = asked(client, "/api/v1/funds/example-four-pots/what-if")
    rows = edition.rows("fund-example-four-pots-places").rows
    published = {row["place_code"]: row["paid_pence"] for row in rows if row["takes_part"]}
    assert {each["place_code"]: each["what_if_pence"] for each in found["places"]} == published
    assert found["paid_pence"] == found["published_paid_pence"] == sum(published.values())
    assert found["checks_hold"]


def test_a_what_if_has_an_address_that_shows_it(client: Client) -> None:
    found = asked(client, "/api/v1/funds/example-four-pots/what-if?weight=0")
    assert found["changes"] == {"weight": "0"}
    assert found["paid_pence"] == sum(each["what_if_pence"] for each in found["places"])
    assert any(each["difference_pence"] for each in found["places"])
    assert client.get(found["address"]).status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/api/v1/nowhere", 404, "nothing at this address"),
        ("/api/v1/areas/lsoa-2031/X01000001", 404, "there are no areas of 'lsoa-2031' here"),
        ("/api/v1/areas/lsoa-2021/E01999999", 404, "there is no area 'E01999999' of lsoa-2021 here"),
        ("/api/v1/postcodes/ZZ99%209ZZ", 404, "is no postcode that these data know"),
        ("/api/v1/search", 422, "q: field required"),
        ("/api/v1/search?q=x&limit=51", 422, "limit"),
        ("/api/v1/funds/nope/what-if", 404, "There is no fund 'nope'"),
        ("/api/v1/funds/example-four-pots/what-if?weight=-1", 422, "weight: "),
        ("/api/v1/funds/example-four-pots/what-if?total=lots", 422, "total: "),
        ("/api/v1/tables/nope", 404, "There is no table 'nope'; /api/v1/tables lists them."),
        ("/api/v1/funds/nope", 404, "There is no fund 'nope'"),
        ("/api/v1/funds/example-four-pots/places/nope", 404, "There is no place in this fund 'nope'"),
        ("/api/v1/tables/map-lsoa-2021/rows?limit=1001", 422, "limit"),
        ("/api/v1/tables/map-lsoa-2021/rows?offset=-1", 422, "offset"),
        ("/api/v1/tables/map-lsoa-2021/rows?sort=nope", 400, "There is no column 'nope'"),
        ("/api/v1/tables/map-lsoa-2021/rows?where=nope:1", 400, "There is no column 'nope'"),
        ("/api/v1/tables/map-lsoa-2021/rows?where=decile", 400, "is no condition; write column:value"),
        ("/api/v1/tables/map-lsoa-2021/rows?where=population:%D9%A1", 400, "is not a value of population"),
        ("/api/v1/tables/map-lsoa-2021/rows?where=population:1_0", 400, "is not a value of population"),
        (
            "/api/v1/tables/map-lsoa-2021/rows?where=population:1&where=population:2",
            400,
            "'where' asks for population more than once; ask for one value of a column.",
        ),
        ("/api/v1/tables/map-lsoa-2021/rows?where=population:many", 400, "is not a value of population"),
        (
            "/api/v1/tables/map-lsoa-2021/rows?where=population:99999999999999999999",
            400,
            "is not a value of population",
        ),
    ],
)
def test_a_fault_is_one_sentence(client: Client, address: str, status: int, sentence: str) -> None:
    fault = asked(client, address, status)
    assert list(fault) == ["detail"]
    assert sentence in fault["detail"]


def test_addresses_have_the_name_of_the_site_whatever_name_was_asked_for(client: Client, settings: Any) -> None:
    settings.SITE = settings.SITE.model_copy(update={"public_url": "https://places.example.org"})
    for address in (
        "/api/v1/",
        "/api/v1/tables/areas-lsoa-2021/rows?limit=2",
        "/api/v1/search?q=Corve",
        "/api/v1/funds/example-four-pots/what-if",
        "/funds/example-four-pots/what-if/?total=1000000",
    ):
        text = client.get(address, headers={"host": "localhost:99"}).content.decode()
        assert "localhost" not in text, address
        assert "https://places.example.org/" in text, address
    file = client.get("/data/within.json", headers={"host": "localhost:99"})
    file.getvalue()
    assert file["Link"] == '<https://places.example.org/data/datapackage.json>; rel="describedby"'


def test_it_is_read_by_head_and_options_and_by_nothing_that_writes(client: Client) -> None:
    address = "/api/v1/tables"
    got, head = client.get(address), client.head(address)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", got["ETag"])
    assert got["Access-Control-Expose-Headers"] == "ETag"
    before = client.options(address)
    assert (before.status_code, before.content) == (204, b"")
    assert before["Access-Control-Allow-Origin"] == "*"
    assert before["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert before["Access-Control-Allow-Headers"] == "If-None-Match"
    refused = client.post(address)
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert refused.json() == {"detail": "The interface is for reading; ask with GET."}
