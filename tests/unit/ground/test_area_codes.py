"""Area codes of every nation are known by their kind, and anything else is refused in one sentence."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leastfirst.ground.area_codes import (
    LEVELS,
    AreaCode,
    Geography,
    check_area_codes,
    first_repeated,
    level_pattern,
    level_words,
)
from leastfirst.ground.errors import AreaCodeError


@pytest.mark.parametrize(
    ("code", "nation", "level"),
    [
        ("E00000001", "England", "oa"),
        ("E01033768", "England", "lsoa"),
        ("E02000001", "England", "msoa"),
        ("E05001234", "England", "ward"),
        ("E06000047", "England", "lad"),
        ("E07000223", "England", "lad"),
        ("E08000025", "England", "lad"),
        ("E09000001", "England", "lad"),
        ("E10000011", "England", "county"),
        ("E12000001", "England", "region"),
        ("E14001063", "England", "pcon"),
        ("E54000050", "England", "icb"),
        ("W01000001", "Wales", "lsoa"),
        ("W02000001", "Wales", "msoa"),
        ("W05000001", "Wales", "ward"),
        ("W06000001", "Wales", "lad"),
        ("W07000081", "Wales", "pcon"),
        ("S00088956", "Scotland", "oa"),
        ("S01006506", "Scotland", "data_zone"),
        ("S02001236", "Scotland", "intermediate_zone"),
        ("S12000033", "Scotland", "lad"),
        ("S13002516", "Scotland", "ward"),
        ("S14000060", "Scotland", "pcon"),
        ("N00000001", "Northern Ireland", "small_area"),
        ("N08000101", "Northern Ireland", "ward"),
        ("N09000001", "Northern Ireland", "lad"),
        ("N20000001", "Northern Ireland", "data_zone"),
        ("N21000001", "Northern Ireland", "super_data_zone"),
        ("95AA01S1", "Northern Ireland", "soa"),
        ("95ZZ16W2", "Northern Ireland", "soa"),
        ("X01000001", "a fictional county", "lsoa"),
        (" e01000001\n", "England", "lsoa"),
    ],
)
def test_a_code_tells_its_nation_and_its_level(code: str, nation: str, level: str) -> None:
    parsed = AreaCode.parse(code)
    assert (parsed.code, parsed.nation, parsed.level) == (code.strip().upper(), nation, level)
    assert re.match(level_pattern(level), parsed.code)


@pytest.mark.parametrize(
    "bad",
    [
        *("", "E", "E0100001", "E010000011", "X0100001", "95AA01X1", "95A101S1"),
        *("E01-00001", "E0100000O", "E01000001 E01000002", "Leeds", "E01٠٠٠٠٠١", "Ｅ01000001"),
    ],
)
def test_what_is_no_area_code_is_refused(bad: str) -> None:
    with pytest.raises(AreaCodeError) as caught:
        AreaCode.parse(bad)
    assert str(caught.value) == (
        f"'{bad}' is not an area code; write a letter for the nation and eight digits, such as E01000001 for an LSOA "
        "in England."
    )


@pytest.mark.parametrize("bad", ["A01000001", "E99000001", "W09000001"])
def test_a_code_of_an_unknown_kind_is_told_from_what_is_no_code(bad: str) -> None:
    with pytest.raises(AreaCodeError) as caught:
        AreaCode.parse(bad)
    assert str(caught.value) == (
        f"'{bad}' begins with {bad[:3]}, which is no kind of area that is known here; check its first three "
        "characters, such as E01 for an LSOA in England."
    )


@given(st.text(max_size=12))
def test_no_text_crashes_the_reader_of_codes(text: str) -> None:
    try:
        parsed = AreaCode.parse(text)
    except AreaCodeError:
        return
    assert re.fullmatch(r"[EWSN][0-9]{8}|X[0-9]{8,10}|95[A-Z]{2}[0-9]{2}[SW][0-9]", parsed.code)


@given(st.sampled_from(LEVELS), st.integers(1900, 2099))
def test_a_geography_reads_back_what_it_writes(level: str, vintage: int) -> None:
    assert Geography.parse(str(Geography(level, vintage))) == Geography(level, vintage)


def test_a_geography_has_words() -> None:
    assert Geography.parse("lsoa-2021").words == "LSOA 2021"
    assert Geography.parse("pcon-2024").words == "constituency 2024"
    assert [level_words(level, plural=True) for level in ("ward", "pcon", "msoa")] == [
        "wards",
        "constituencies",
        "MSOAs",
    ]


@pytest.mark.parametrize("bad", ["", "lsoa", "lsoa-", "lsoa-21", "parish-2021", "lsoa-2O21", "lsoa-20２1", "2021-lsoa"])
def test_what_is_no_geography_is_refused(bad: str) -> None:
    with pytest.raises(AreaCodeError, match=r"is not a geography; write a level and a year, such as lsoa-2021"):
        Geography.parse(bad)


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(AreaCodeError, match="'parish' is not a level of areas; use one of oa, "):
        level_pattern("parish")


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        (["E01000001", None], "deaths: row 2 has no area code; give every row its code or remove the row."),
        (
            ["E01000001", "E02000001"],
            "deaths: row 2 has 'E02000001', which is not the code of an LSOA; use the codes of one level in one table.",
        ),
        (["E01000001", "e01000002"], "deaths: row 2 has 'e01000002', which is not the code of an LSOA"),
        (["E01000001", "E010000021"], "deaths: row 2 has 'E010000021', which is not the code of an LSOA"),
        (
            ["E01000002", "E01000001", "E01000002"],
            "deaths: the area code E01000002 stands there more than once; keep one row for each area.",
        ),
    ],
)
def test_a_column_of_codes_is_checked_row_by_row(codes: list[str | None], sentence: str) -> None:
    column = pa.chunked_array([codes[:1], codes[1:]])
    with pytest.raises(AreaCodeError) as caught:
        check_area_codes(column, level="lsoa", where="deaths")
    assert str(caught.value).startswith(sentence)


def test_sound_columns_pass_and_a_level_may_have_several_kinds() -> None:
    check_area_codes(pa.array(["E06000001", "E07000008", "W06000001", "S12000033"]), level="lad", where="t")
    check_area_codes(pa.array(["95AA01S1", "95AA01S2"]), level="soa", where="t")
    check_area_codes(pa.array(["E01000001", "E01000001"]), level="lsoa", where="t", unique=False)
    check_area_codes(pa.array([], pa.string()), level="lsoa", where="t")


@given(st.lists(st.sampled_from("abcdef")))
def test_the_first_code_that_comes_again_is_named(codes: list[str]) -> None:
    again = [code for i, code in enumerate(codes) if code in codes[:i]]
    assert first_repeated(codes) == (again[0] if again else None)
