"""The data pages: every table to take away, where it is from, and the interface for programs."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client

from leastfirst.publish import Edition


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_every_table_of_the_edition_is_on_the_page_with_its_rows(client: Client, edition: Edition) -> None:
    page = read(client, "/data/")
    for each in edition.tables.values():
        assert f"/data/{each.id}/" in page
    assert "400 rows" in page


def test_every_file_stands_with_the_sha256_of_its_bytes(client: Client, edition: Edition) -> None:
    page = read(client, "/data/map-lsoa-2021/")
    for ending in ("csv", "json", "parquet", "geojson", "csv-metadata.json"):
        content = b"".join(client.get(f"/data/map-lsoa-2021.{ending}"))
        assert f"/data/map-lsoa-2021.{ending}" in page
        assert hashlib.sha256(content).hexdigest() in page


def test_every_source_is_named_with_its_licence_and_sha256(client: Client, edition: Edition) -> None:
    page = read(client, "/data/sources/")
    for each in {source for about in edition.tables.values() for source in about.made_from}:
        assert each.sha256 in page
        assert each.licence in page


def test_a_table_page_says_what_columns_mean_and_shows_rows_as_they_are(client: Client, edition: Edition) -> None:
    page = read(client, "/data/map-lsoa-2021/?sort=imd-2025_rank")
    first = edition.rows("map-lsoa-2021", order_by="imd-2025_rank", limit=1).rows[0]
    assert first["area_code"] in page
    assert "imd-2025_decile" in page
    assert "1 = greatest need" in page or "higher is worse" in page or "tells rows apart" in page


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/data/no-such-table/", "There is no table of this name"),
        ("/data/map-lsoa-2021/?page=0", "no number"),
        ("/data/map-lsoa-2021/?page=99", "the last page is 8"),
        ("/data/map-lsoa-2021/?sort=no-such-column", "no such column"),
        ("/data/map-lsoa-2021.xlsx", "There is no file of this name"),
        ("/data/edition.sqlite", "There is no file of this name"),
    ],
)
def test_what_is_not_there_is_said_plainly(client: Client, address: str, sentence: str) -> None:
    page = read(client, address, 404)
    assert sentence in page


def test_the_interface_is_described_from_its_own_schema(client: Client) -> None:
    page = read(client, "/data/interface/")
    assert "/api/v1/tables/{table}/rows" in page
    assert "Rank 1 and decile 1 mean the greatest need" in page


def test_no_page_asks_much_of_the_edition(client: Client, edition: Edition) -> None:
    before = edition.queries
    for address in ("/data/", "/data/sources/", "/data/map-lsoa-2021/"):
        read(client, address)
        assert edition.queries - before <= 3
        before = edition.queries
