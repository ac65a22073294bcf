"""A ward keeps its code from one year to the next: a place of wards is of those that have pages."""

from __future__ import annotations

from django.test import Client

from leastfirst.publish import Edition
from tests.web.read_pages import read


def test_a_place_of_wards_is_of_those_that_the_list_is_of(client: Client, edition: Edition) -> None:
    (code,) = (row["area_code"] for row in edition.rows("areas-ward-2017", limit=1).rows)
    in_other_years = edition.pack().table("areas-ward-2024").data["area_code"].to_pylist()
    assert code in in_other_years
    row = edition.row("designation-left-behind-wards-2019", code)
    assert row is not None
    assert row["reason"] in read(client, f"/places/?area={code}").text
