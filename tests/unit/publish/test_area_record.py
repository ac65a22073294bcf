"""What an edition says of one area is what its tables hold; and what the two tables made for it hold is right."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from leastfirst.ground.errors import AreaCodeError, DataError
from leastfirst.publish import Edition, Rows, open_edition
from leastfirst.publish.area_record import AreaRecord, area_record, given
from leastfirst.publish.keeping import kept
from leastfirst.web.areas.figures import rows_of_figures
from tests.web.made_once import county_editions

LIST = "left-behind-lsoas-2025"


@pytest.fixture(scope="module")
def edition(request: pytest.FixtureRequest) -> Iterator[Edition]:
    opened = open_edition(county_editions(request.config.cache.mkdir("leastfirst-county")))
    yield opened
    opened.close()


def codes(edition: Edition, geography: str) -> list[str]:
    return [row["area_code"] for row in edition.rows(f"areas-{geography}", columns=("area_code",)).rows]


@pytest.mark.parametrize("geography", ["lsoa-2021", "msoa-2021", "ward-2017", "lad-2024"])
def test_ranks_on_domains_are_one_more_than_how_many_are_worse(edition: Edition, geography: str) -> None:
    standings = {row["area_code"]: row for row in edition.rows(f"standings-{geography}").rows}
    for index in edition.documents("index"):
        if geography not in index["ranked"]:
            continue
        rows = edition.rows(f"index-{index['id']}-{geography}").rows
        for domain in index["domains"]:
            values = {row["area_code"]: row[domain["id"]] for row in rows}
            for code, value in values.items():
                worse = None if value is None else 1 + sum(each > value for each in values.values() if each is not None)
                assert standings[code][f"{index['id']}_{domain['id']}_rank"] == worse
            known = sum(value is not None for value in values.values())
            assert index["ranked"][geography][domain["id"]] == known


def test_sums_by_place_are_those_of_the_funds(edition: Edition) -> None:
    for fund in edition.about.funds:
        own = {row["place_code"]: row for row in edition.rows(f"fund-{fund}-places").rows}
        by_place = edition.rows("funds-by-place", where={"fund": fund}).rows
        assert {row["place_code"] for row in by_place} == set(own)
        for row in by_place:
            for name in ("paid_pence", "takes_part", "need_order", "pence_per_resident", "share"):
                assert row[name] == own[row["place_code"]].get(name)


@pytest.mark.parametrize("geography", ["lsoa-2021", "msoa-2021", "ward-2017", "lad-2024"])
def test_a_record_has_the_values_of_the_tables(edition: Edition, geography: str) -> None:
    for code in codes(edition, geography)[::37]:
        before = edition.queries
        record = area_record(edition, geography, code)
        area_record(edition, geography, code)
        area = edition.row(f"areas-{geography}", code)
        stands = edition.row(f"standings-{geography}", code)
        assert edition.queries - before < 100
        assert area is not None
        assert stands is not None
        assert (record.name, record.population) == (area["area_name"], area["population"])
        for index in record.indices:
            assert (index.rank, index.decile) == (stands[f"{index.id}_rank"], stands[f"{index.id}_decile"])
        for like in record.similar:
            row = edition.row(f"similar-{geography}", code, like.rank)
            assert row is not None
            assert (like.code, like.reason) == (row["like_code"], row["reason"])


def test_a_record_asks_at_most_twelve_things(edition: Edition) -> None:
    for geography in edition.about.geographies:
        code = codes(edition, geography)[0]
        area_record(edition, geography, code)
        before = edition.queries
        area_record(edition, geography, code)
        assert edition.queries - before <= 12


def test_a_list_of_the_same_areas_speaks_of_the_area_itself(edition: Edition) -> None:
    row = edition.rows(f"designation-{LIST}", where={"designated": True}, limit=1).rows[0]
    standing = area_record(edition, "lsoa-2021", row["area_code"]).lists[0]
    assert (standing.id, standing.relation) == (LIST, "itself")
    verdict = standing.verdicts[0]
    assert verdict.designated
    assert verdict.times == round(row["p_designated"] * 1000)
    assert verdict.measures[0].rank == row["deprivation_rank"]
    assert verdict.measures[0].line == row["deprivation_line"]


def test_a_larger_area_holds_and_a_ward_overlaps(edition: Edition) -> None:
    district = area_record(edition, "lad-2024", "X07000001")
    assert district.lists[0].relation == "holds"
    inside = edition.rows(f"designation-{LIST}", where={"lad_code": "X07000001"}).rows
    assert district.lists[0].areas_inside == len(inside)
    assert district.lists[0].listed_inside == sum(row["designated"] for row in inside)
    within = edition.rows("within", where={"area_code": "X05000001", "within_geography": "msoa-2021"}).rows
    assert len(within) > 1
    ward = area_record(edition, "ward-2017", "X05000001")
    composite = next(each for each in ward.lists if each.geography == "msoa-2021")
    assert composite.relation == "overlaps"
    assert [each.area.share for each in composite.verdicts] == sorted((row["share"] for row in within), reverse=True)


def test_what_a_district_gets_is_the_sum_over_its_places(edition: Edition) -> None:
    funds = {each.fund: each for each in area_record(edition, "lad-2024", "X07000001").funds}
    inside = [row["area_code"] for row in edition.rows(f"designation-{LIST}", where={"lad_code": "X07000001"}).rows]
    paid = edition.rows("funds-by-place", where={"place_code": inside, "fund": "example-four-pots"}).rows
    fund = funds["example-four-pots"]
    assert fund.paid_inside_pence == sum(row["paid_pence"] for row in paid)
    assert [share.paid_pence for share in fund.shares] == sorted((row["paid_pence"] for row in paid), reverse=True)


def test_here_is_worse_or_better_by_the_direction_of_the_figure(edition: Edition) -> None:
    record = area_record(edition, "lsoa-2021", codes(edition, "lsoa-2021")[0])
    figures = [each for dimension in record.dimensions for each in dimension.indicators]
    assert {each.direction for each in figures} >= {"higher-is-worse", "lower-is-worse"}
    for each in figures:
        for group in each.groups:
            if group.here_is in ("worse", "better") and each.here is not None and group.value is not None:
                higher = each.here > group.value
                assert (group.here_is == "worse") == (higher == (each.direction == "higher-is-worse"))


def test_what_is_suppressed_has_no_value(edition: Edition) -> None:
    for row in edition.rows("facts-lsoa-2021").rows:
        if row["suppressed"]:
            record = area_record(edition, "lsoa-2021", row["area_code"])
            hidden = {each.id for each in record.facts if each.suppressed}
            assert hidden == set(row["suppressed"].split(", "))
            assert all(each.here is None for each in record.facts if each.suppressed)
            return
    assert all(not each.suppressed for each in area_record(edition, "lsoa-2021", row["area_code"]).facts)


def test_a_record_can_be_written_and_read_again(edition: Edition) -> None:
    record = area_record(edition, "msoa-2021", codes(edition, "msoa-2021")[0])
    text = record.model_dump_json(by_alias=True)
    assert text.startswith('{"schema":"leastfirst/area/1"')
    assert AreaRecord.model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize("code", ["X01999999", "", "x01000012", "' OR 1=1", "é" * 300])
def test_an_unknown_area_is_said(edition: Edition, code: str) -> None:
    with pytest.raises(AreaCodeError, match="there is no area"):
        area_record(edition, "lsoa-2021", code)


@pytest.mark.parametrize("geography", ["lsoa-2011", "", "galaxy", "lsoa-2021' --"])
def test_an_unknown_geography_is_said_with_those_there_are(edition: Edition, geography: str) -> None:
    with pytest.raises(DataError, match="choose one of lsoa-2021, msoa-2021"):
        area_record(edition, geography, "X01000012")


def test_what_is_kept_goes_with_its_edition(request: pytest.FixtureRequest) -> None:
    opened = open_edition(county_editions(request.config.cache.mkdir("leastfirst-county")))
    made = []
    assert kept(opened, "x", lambda: made.append(1) or "one") == "one"
    assert kept(opened, "x", lambda: made.append(2) or "two") == "one"
    assert made == [1]
    opened.close()
    gone = weakref.ref(opened)
    del opened
    gc.collect()
    assert gone() is None


def test_an_area_that_was_not_assessed_is_neither_on_the_list_nor_off_it(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = edition.rows

    def not_assessed(table: str, **asked: Any) -> Rows:
        found = read(table, **asked)
        if table != f"designation-{LIST}":
            return found
        return Rows([{**row, "assessed": False} for row in found.rows], found.total)

    code = codes(edition, "lsoa-2021")[0]
    monkeypatch.setattr(edition, "rows", not_assessed)
    record = area_record(edition, "lsoa-2021", code)
    (verdict,) = next(each for each in record.lists if each.id == LIST).verdicts
    assert (verdict.designated, verdict.assessed) == (None, False)
    lines = rows_of_figures(record).splitlines()
    assert next(each for each in lines if f"{LIST}," in each and ",designated," in each).endswith(",designated,,")


def test_what_may_not_be_passed_on_is_shown_and_not_given(edition: Edition) -> None:
    code = codes(edition, "lsoa-2021")[0]
    record = area_record(edition, "lsoa-2021", code)
    shown = [each.id for dimension in record.dimensions for each in dimension.indicators]
    assert given(record, edition) == record
    table = edition.tables["indicators-lsoa-2021"]
    columns = tuple(each.model_copy(update={"passed_on": each.name != shown[0]}) for each in table.columns)
    marked = SimpleNamespace(tables={table.id: table.model_copy(update={"columns": columns})})
    passed_on = given(record, cast(Edition, marked))
    assert [each.id for dimension in passed_on.dimensions for each in dimension.indicators] == shown[1:]
    assert passed_on.kept_back == (shown[0],)
    assert shown[0] not in rows_of_figures(passed_on)
    assert shown[0] in rows_of_figures(record)
