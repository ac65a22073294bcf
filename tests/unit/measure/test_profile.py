"""Profiles on the fictional county: what a person in that neighbourhood would want to know, and that it adds up."""

from __future__ import annotations

import json
from typing import Any

import pyarrow.compute as pc
import pytest

from leastfirst.cli.jobs import run_profile
from leastfirst.definitions import load_designation, load_profile, load_recipe
from leastfirst.exchange.packs import Pack
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import AreaCodeError
from leastfirst.measure import Profile, WorkedOut, as_json, as_text, profile, profile_needs, work_out
from leastfirst.measure.profile_lines import Line
from leastfirst.sources import load_inputs, open_data


@pytest.fixture(scope="module")
def county() -> Pack:
    return open_data("county")


@pytest.fixture(scope="module")
def lsoa(county: Pack) -> Profile:
    return run_profile(["X01000012"], county)


def scores(county: Pack, table: str, column: str, key: str = "area_code") -> dict[str, Any]:
    data = county.table(table, [key, column]).data
    return dict(zip(data[key].to_pylist(), data[column].to_pylist(), strict=True))


def lsoas_of(county: Pack, lookup: str, target: str) -> list[str]:
    data = county.table(lookup).data
    return data.filter(pc.equal(data["to_code"], target))["from_code"].to_pylist()


def test_an_lsoa_has_its_published_rank_and_its_people(lsoa: Profile, county: Pack) -> None:
    standing = next(each for each in lsoa.standings if each.index_id == "imd-2025")
    assert standing.rank == scores(county, "imd-2025", "imd_rank")["X01000012"]
    assert standing.decile == scores(county, "imd-2025", "imd_decile")["X01000012"]
    assert lsoa.residents[0].number == scores(county, "population-census-2021", "residents")["X01000012"]


def test_contributions_add_up_to_the_score(lsoa: Profile) -> None:
    assert lsoa.standings
    for standing in lsoa.standings:
        assert sum(each.points for each in standing.contributions) == pytest.approx(standing.score, abs=1e-8)


def test_an_lsoa_is_not_given_ranks_of_another_vintage(lsoa: Profile) -> None:
    assert {each.index_id for each in lsoa.standings} == {"imd-2025", "cni-2023"}


def test_shares_of_people_are_those_of_the_counts(lsoa: Profile, county: Pack) -> None:
    line = next(each for each in lsoa.facts if each.title == "People with a disability")
    disabled = scores(county, "census-2021", "disabled")
    others = scores(county, "census-2021", "not_disabled")
    exact = disabled["X01000012"] / (disabled["X01000012"] + others["X01000012"])
    assert line.here == round(exact, 3) != exact, "an exact share is a fraction, and tells the counts"
    everybody = sum(disabled.values()) + sum(others.values())
    assert line.everywhere == pytest.approx(sum(disabled.values()) / everybody)


def test_a_place_of_two_areas_has_the_mean_score_of_its_residents(county: Pack) -> None:
    codes = ["X01000012", "X01000014"]
    people = scores(county, "population-census-2021", "residents")
    profile = run_profile(codes, county)
    standing = next(each for each in profile.standings if each.index_id == "imd-2025")
    one = [run_profile([code], county).standings[0] for code in codes]
    total = sum(people[code] for code in codes)
    expected = sum(people[code] / total * each.score for code, each in zip(codes, one, strict=True))
    assert standing.score == pytest.approx(expected)
    assert standing.rank is None
    assert profile.residents[0].number == total
    assert sum(each.points for each in standing.contributions) == pytest.approx(standing.score)


def test_a_place_with_one_hidden_area_shows_no_share_that_would_give_it_away(county: Pack) -> None:
    title = "Homes rented from a council or housing association"

    def line(*codes: str) -> Line:
        return next(each for each in run_profile(codes, county).facts if each.title == title)

    columns = (
        scores(county, "census-2021", "tenure_social_council"),
        scores(county, "census-2021", "tenure_social_other"),
    )
    few = next(code for code in columns[0] if 0 < columns[0][code] + columns[1][code] < 5)
    msoa = scores(county, "lsoa-2021--msoa-2021", "to_code", "from_code")[few]
    parts = lsoas_of(county, "lsoa-2021--msoa-2021", msoa)
    hidden = [code for code in parts if line(code).suppressed]
    assert few in hidden
    assert len(hidden) == 2, "the next smallest of the larger area is hidden too"
    shown = [code for code in parts if code not in hidden]
    assert line(*shown).here is not None
    assert line(*shown, few).suppressed
    assert line(*parts).here is not None


def test_an_msoa_is_made_of_its_lsoas(county: Pack) -> None:
    msoa = county.table("areas-msoa-2021").data["area_code"][0].as_py()
    members = lsoas_of(county, "lsoa-2021--msoa-2021", msoa)
    profile = run_profile([msoa], county)
    people = scores(county, "population-census-2021", "residents")
    assert profile.residents[0].number == sum(people[code] for code in members)
    standing = profile.standings[0]
    assert standing.areas == len(members)
    deciles = scores(county, "imd-2025", "imd_decile")
    assert standing.worst_areas == sum(deciles[code] == 1 for code in members)
    assert standing.ranked == 60
    assert standing.rank is not None
    assert 1 <= standing.rank <= 60


def test_siblings_parents_and_neighbours(lsoa: Profile, county: Pack) -> None:
    levels = [level for level, _, _ in lsoa.parents]
    assert {"msoa", "ward", "lad", "region"} <= set(levels)
    (msoa,) = (code for level, code, _ in lsoa.parents if level == "msoa")
    (ward,) = (code for level, code, _ in lsoa.parents if level == "ward")
    families = [
        set(lsoas_of(county, "lsoa-2021--msoa-2021", msoa)) - {"X01000012"},
        set(lsoas_of(county, "lsoa-2021--ward-2024", ward)) - {"X01000012"},
    ]
    assert {each.area_code for each in lsoa.siblings} in families
    beside = {each.area_code for each in lsoa.neighbours}
    assert beside
    assert "X01000012" not in beside
    other = run_profile([next(iter(beside))], county)
    assert "X01000012" in {each.area_code for each in other.neighbours}


def test_designations_come_with_their_reason(lsoa: Profile) -> None:
    own = [each for each in lsoa.verdicts if each.designation_id == "left-behind-lsoas-2025"]
    assert len(own) == 1
    assert own[0].relation == "this area"
    assert own[0].reason.startswith("Chosen: " if own[0].designated else "Not chosen. ")
    around = [each for each in lsoa.verdicts if each.designation_id == "pride-in-place-2-england"]
    assert [each.relation for each in around] == ["the area it lies in"]
    assert {each.status for each in around} == {"inferred"}


def test_the_text_says_that_the_county_is_invented_and_which_end_is_worse(lsoa: Profile) -> None:
    text = as_text(lsoa)
    assert text.startswith("FICTIONAL")
    assert "Rank 1 and decile 1 mean the greatest need, everywhere." in text
    assert "Who lives there" in text
    assert max(map(len, text.splitlines())) <= 100, "it fits a terminal and an e-mail"


def test_json_holds_the_same(lsoa: Profile) -> None:
    content = json.loads(as_json(lsoa))
    assert content["codes"] == ["X01000012"]
    assert content["fictional"] is True
    assert len(content["standings"]) == len(lsoa.standings)


def test_a_code_of_two_vintages_is_of_the_latest_unless_another_is_named(county: Pack) -> None:
    code = "X05000001"
    assert run_profile([code], county).geography == Geography("ward", 2024)
    named = run_profile([code], county, geography=Geography("ward", 2017))
    assert named.geography == Geography("ward", 2017)
    wards = [each for each in named.verdicts if each.designation_id == "left-behind-wards-2019"]
    assert [(each.area_code, each.relation) for each in wards] == [(code, "this area")]
    with pytest.raises(AreaCodeError, match="'X05000001' is not an area of LSOA 2021 in these data"):
        run_profile([code], county, geography=Geography("lsoa", 2021))


def test_codes_of_two_vintages_make_no_place(county: Pack) -> None:
    old = set(county.table("areas-lsoa-2011").data["area_code"].to_pylist())
    new = set(county.table("areas-lsoa-2021").data["area_code"].to_pylist())
    only_old, only_new = min(old - new), min(new - old)
    with pytest.raises(AreaCodeError, match=r"LSOA 2011 and .* of LSOA 2021|LSOA 2021 and .* of LSOA 2011"):
        run_profile([only_old, only_new], county)


@pytest.mark.parametrize("codes", [["X01000012"], ["X01000012", "X01000014"]])
def test_what_was_worked_out_before_tells_the_same(county: Pack, codes: list[str]) -> None:
    recipes = [load_recipe("imd-2025"), load_recipe("cni-2023"), load_recipe("imd-2019")]
    designations = [load_designation("left-behind-lsoas-2025"), load_designation("left-behind-wards-2019")]
    facts, tables = load_profile("residents"), dict(county.tables)
    needs = profile_needs(tables, facts=facts, recipes=recipes, designations=designations)
    inputs = load_inputs(county, needs, recipes=recipes)

    def told(worked_out: WorkedOut | None = None) -> Profile:
        return profile(
            *(codes, tables, inputs), facts=facts, recipes=recipes, designations=designations, worked_out=worked_out
        )

    before = work_out(tables, inputs, recipes=recipes, designations=designations)
    fresh = told()
    assert fresh.verdicts
    assert told(before) == fresh == told(before)
