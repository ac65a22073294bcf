"""What people type, and what they find first, in the fictional county."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leastfirst.definitions.edition import load_edition
from leastfirst.publish import Edition, open_edition
from leastfirst.publish.measured.areas import add_areas
from leastfirst.publish.measured.within import add_within
from leastfirst.publish.publishing import _about
from leastfirst.publish.search import add_search
from leastfirst.publish.search.postcodes import read_postcode
from leastfirst.publish.search.spelling import LONGEST, fold, slips
from leastfirst.publish.work import Work
from leastfirst.publish.writing import finish, new_edition
from leastfirst.sources import open_data


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """The county's areas and what is sought among them, and nothing else."""
    with new_edition(tmp_path_factory.mktemp("editions")) as writer:
        work = Work(load_edition("county"), open_data("county"), writer)
        add_areas(work)
        add_within(work)
        add_search(work)
        finish(writer, _about(work))
    opened = open_edition(writer.folder)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("typed", "geography", "name"),
    [
        # names: any case, the start of one, the larger kind of area first
        ("Ellersea", "lad-2024", "Ellersea"),
        ("  ELLERSEA ", "lad-2024", "Ellersea"),
        ("eller", "lad-2024", "Ellersea"),
        ("ellersea ropewalk", "ward-2017", "Ellersea Ropewalk"),
        ("Ellersea 002", "msoa-2021", "Ellersea 002 (Ellersea Ropewalk)"),
        ("corvester 016a", "lsoa-2021", "Corvester 016A"),
        # accents and punctuation say nothing
        ("Éllersea", "lad-2024", "Ellersea"),
        ("Hadder-Vale", "lad-2024", "Hadder Vale"),
        # a word of the name, its district before or after
        ("Ropewalk", "ward-2017", "Ellersea Ropewalk"),
        ("pit top", "msoa-2021", "Hadder Vale 007 (Skaythorpe Pit Top)"),
        ("Skaythorpe Hadder Vale", "ward-2017", "Skaythorpe Screens"),
        ("Hadder Vale, Skaythorpe Screens", "ward-2017", "Skaythorpe Screens"),
        # slips
        ("Elersea", "lad-2024", "Ellersea"),
        ("Skaythrop", "ward-2017", "Skaythorpe Screens"),
        ("Elersea ropwalk", "ward-2017", "Ellersea Ropewalk"),
        ("Corvster 016A", "lsoa-2021", "Corvester 016A"),
        # codes
        ("X01000012", "lsoa-2021", "Corvester 016A"),
        ("x07000001", "lad-2024", "Ellersea"),
        # postcodes
        ("ZX1 1AB", "lsoa-2021", "Corvester 015D"),
        ("zx11ab", "lsoa-2021", "Corvester 015D"),
        (" zx1  1ab.", "lsoa-2021", "Corvester 015D"),
    ],
)
def test_what_is_typed_is_found_first(edition: Edition, typed: str, geography: str, name: str) -> None:
    first = edition.search(typed)[0]
    assert (first.geography, first.name) == (geography, name)


def test_a_ward_of_another_year_is_found_if_it_changed(edition: Edition) -> None:
    fresh = edition.search("Osmerley Maltings")[0]
    assert (fresh.geography, fresh.code, fresh.what) == ("ward-2024", "X05000085", "ward 2024")
    assert fresh.district == "Tilling and Quarn"
    assert {hit.geography for hit in edition.search("Ellersea Ropewalk")} == {"ward-2017", "msoa-2021"}


def test_a_hit_says_what_it_is_and_where(edition: Edition) -> None:
    hit = edition.search("Corvester 016A")[0]
    assert (hit.kind, hit.code, hit.what, hit.district) == ("area", "X01000012", "small area (LSOA 2021)", "Corvester")
    assert edition.search("Ellersea")[0].district == ""


@pytest.mark.parametrize("typed", ["", " ", "a", "%%", "_", "*", '"', "'", "😀", "قريب", "\x00", "xyzzyq plugh"])
def test_what_means_nothing_finds_nothing(edition: Edition, typed: str) -> None:
    assert edition.search(typed) == []


@pytest.mark.parametrize("typed", ['ellersea" OR "x', "NEAR(ellersea, 2)", "ellersea*", "text:ellersea", "-ellersea"])
def test_signs_of_the_search_engine_are_plain_text(edition: Edition, typed: str) -> None:
    edition.search(typed)
    assert edition.search("ellersea*")[0].name == "Ellersea"


@given(text=st.one_of(st.text(max_size=300), st.text(alphabet="aelrs \"'*%-()زé0123", max_size=120)))
def test_no_text_breaks_the_search(edition: Edition, text: str) -> None:
    found = edition.search(text, 7)
    assert len(found) <= 7
    assert found == edition.search(text, 7)
    assert len({(hit.kind, hit.geography, hit.code) for hit in found}) == len(found)
    edition.postcode(text)


def test_the_work_is_bounded(edition: Edition) -> None:
    before = edition.queries
    edition.search("ellersea ropewalk skaythrop " * 500)
    assert edition.queries - before <= 8
    assert len(edition.search("e" * LONGEST, 10_000)) <= 50


def test_a_postcode_has_one_area_and_half_a_postcode_many(edition: Edition) -> None:
    whole = edition.postcode("zx11ab")
    assert whole is not None
    assert whole.whole
    assert whole.postcode == "ZX1 1AB"
    assert [hit.name for hit in whole.areas] == ["Corvester 015D"]
    half = edition.postcode("ZX1")
    assert half is not None
    assert not half.whole
    assert len(half.areas) == 10
    assert {hit.geography for hit in half.areas} == {"lsoa-2021"}


def test_an_unknown_postcode_is_told_from_what_is_none(edition: Edition) -> None:
    unknown = edition.postcode("QQ1 1QQ")
    assert unknown is not None
    assert unknown.postcode == "QQ1 1QQ"
    assert unknown.areas == ()
    assert edition.postcode("Ellersea") is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("TS5 4AB", ["TS5 4AB"]),
        ("ts54ab", ["TS5 4AB"]),
        ("t s 5 4 a b", ["TS5 4AB"]),
        ("SW1A 1AA", ["SW1A 1AA"]),
        ("TS5", ["TS5"]),
        ("TS5 4", ["TS5 4"]),
        ("TS54", ["TS54", "TS5 4"]),
        ("M1 1A", ["M1 1A"]),
        ("Ts", []),
        ("hemlington", []),
        ("5TS 4AB", []),
        ("T" * 50, []),
        ("ＴＳ５", []),
    ],
)
def test_postcodes_are_read_as_people_write_them(typed: str, read: list[str]) -> None:
    assert [each.words for each in read_postcode(typed)] == read


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("St. Helens", "st helens"),
        ("Saint Helens", "st helens"),
        ("King's Lynn & West Norfolk", "kings lynn and west norfolk"),
        ("Newcastle-under-Lyme", "newcastle under lyme"),
        ("Łódź Straße", "lodz strasse"),
        ("  ", ""),
    ],
)
def test_spellings_of_one_name_are_one(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("abc", "abc", 0), ("abc", "ab", 1), ("abc", "acb", 1), ("abc", "xbz", 2), ("a", "xyz", 3)],
)
def test_slips_are_counted(one: str, other: str, far: int) -> None:
    assert slips(one, other, 2) == far
    assert slips(other, one, 2) == far
