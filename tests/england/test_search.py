"""What people in England type, and what they find first."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from statistics import median

import pytest

from leastfirst.definitions.edition import load_edition
from leastfirst.exchange.packs import Pack
from leastfirst.publish import Edition, open_edition
from leastfirst.publish.measured.areas import add_areas
from leastfirst.publish.measured.within import add_within
from leastfirst.publish.publishing import _about
from leastfirst.publish.search import add_search
from leastfirst.publish.work import Work
from leastfirst.publish.writing import finish, new_edition

pytestmark = pytest.mark.england


@pytest.fixture(scope="module")
def edition(england: Pack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    with new_edition(tmp_path_factory.mktemp("editions")) as writer:
        work = Work(load_edition("england"), england, writer)
        add_areas(work)
        add_within(work)
        add_search(work)
        finish(writer, _about(work))
    opened = open_edition(writer.folder)
    yield opened
    opened.close()


FIRST = [
    ("Middlesbrough", "lad-2024", "Middlesbrough"),
    ("Midlesbrough", "lad-2024", "Middlesbrough"),
    ("middlesbrough 018d", "lsoa-2021", "Middlesbrough 018D"),
    ("Midlesbrough 018D", "lsoa-2021", "Middlesbrough 018D"),
    ("Hemlington", "ward-2017", "Hemlington"),
    ("Hemlington Middlesbrough", "ward-2017", "Hemlington"),
    ("Hemlington, Midlesbrough", "ward-2017", "Hemlington"),
    ("stainton & hemlington", "msoa-2021", "Middlesbrough 018 (Stainton & Hemlington)"),
    ("St Helens", "lad-2024", "St. Helens"),
    ("Saint Helens", "lad-2024", "St. Helens"),
    ("kings lynn", "lad-2024", "King's Lynn and West Norfolk"),
    ("newcastle tyne", "lad-2024", "Newcastle upon Tyne"),
    ("City of Bristol", "lad-2024", "Bristol, City of"),
    ("blakpool", "lad-2024", "Blackpool"),
    ("Isle of Wihgt", "lad-2024", "Isle of Wight"),
    ("Coulby Newham", "ward-2017", "Coulby Newham"),
    ("Jaywick", "msoa-2021", "Tendring 018 (Jaywick & St Osyth)"),
    ("E01012045", "lsoa-2021", "Middlesbrough 018D"),
    ("e05009856", "ward-2017", "Brambles & Thorntree"),
    ("TS5 4QF", "lsoa-2021", "Middlesbrough 008A"),
    ("ts54qf", "lsoa-2021", "Middlesbrough 008A"),
    ("SW1A 1AA", "lsoa-2021", "Westminster 018C"),
]


@pytest.mark.parametrize(("typed", "geography", "name"), FIRST)
def test_what_is_typed_is_found_first(edition: Edition, typed: str, geography: str, name: str) -> None:
    first = edition.search(typed)[0]
    assert (first.geography, first.name) == (geography, name)


def test_half_a_postcode_gives_the_areas_in_it(edition: Edition) -> None:
    found = edition.postcode("TS8")
    assert found is not None
    assert {hit.district for hit in found.areas} == {"Middlesbrough"}


def test_every_postcode_is_there(edition: Edition, england: Pack) -> None:
    kept = edition.file_of_tables.execute("SELECT count(*) FROM postcode")[0][0]
    known = england.table("postcodes", ["lsoa_2021"]).data["lsoa_2021"]
    assert kept == len(known) - known.null_count == 1_481_012


def test_a_search_is_far_quicker_than_comparing_every_name(edition: Edition) -> None:
    names = [name for (name,) in edition.file_of_tables.execute('SELECT area_name FROM "areas-lsoa-2021"')]
    plain = measured(lambda: get_close_matches("Hemlington, Midlesbrough", names))
    slowest = max(
        (median(measured(lambda typed=typed: edition.search(typed)) for _ in range(5)), typed)
        for typed in (*(each for each, _, _ in FIRST), "be", "ing ton", "the church of the park", "NEAR(a b)")
    )
    assert 3 * slowest[0] < plain, slowest


def measured(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
