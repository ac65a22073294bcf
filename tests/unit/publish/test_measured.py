"""Every cell of an edition is what the stage gives: indices, lists, comparisons, facts, places nearby, places alike."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from leastfirst.cli.in_depth import run_nearby
from leastfirst.cli.jobs import run_designation, run_index, run_profile
from leastfirst.definitions import comparison_for, load_designation, load_similarity, load_uncertainty
from leastfirst.definitions.edition import EditionDefinition
from leastfirst.engines import count_within, open_engine
from leastfirst.exchange.packs import Pack
from leastfirst.ground.area_codes import Geography
from leastfirst.measure import (
    compare,
    finding,
    how_sure,
    nearby,
    nearby_plan,
    plan_comparison,
    scale,
    scale_needs,
    similar,
    similar_needs,
    told_of,
)
from leastfirst.measure.nearby_result import MILE_M
from leastfirst.measure.scale_answer import scale_answer
from leastfirst.publish import Edition
from leastfirst.publish.measured.indices import columns_of_list
from leastfirst.publish.work import Work
from leastfirst.sources import load_inputs
from tests.unit.publish.edition_rows import LEVELS, LISTS, by_code, cells, pairs, rows_of


def test_nothing_is_left_out_but_what_the_data_cannot_give(work: Work) -> None:
    (sentence,) = work.left_out
    assert sentence.startswith(
        "Places alike in deprivation, community and homes: ward 2017: left out, because no lookup"
    )


@pytest.mark.parametrize(
    ("index", "geography", "level"),
    [
        ("imd-2025", "lsoa-2021", None),
        ("cni-2023", "lsoa-2021", None),
        ("imd-2025", "msoa-2021", "msoa"),
        ("imd-2019", "ward-2017", "ward"),
        ("cni-2019", "ward-2017", None),
        ("cni-2023", "lad-2024", "lad"),
    ],
)
def test_an_index_is_the_table_of_its_stage(
    edition: Edition, county: Pack, index: str, geography: str, level: str | None
) -> None:
    table, manifest, told = run_index(index, county, level=level, summary=None, out="-")
    assert rows_of(edition, f"index-{index}-{geography}") == cells(table)
    about = edition.table(f"index-{index}-{geography}")
    assert {each.sha256 for each in about.made_from} == {each.sha256 for each in manifest.inputs}
    assert [each["sha256"] for each in about.made_by] == [each.sha256 for each in manifest.definitions]
    for sentence in told.split("\n")[1:]:
        if not sentence.startswith("Summed up to"):
            assert sentence in about.note


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_the_table_of_its_stage_with_its_certainty(
    edition: Edition, county: Pack, plan: EditionDefinition, name: str
) -> None:
    result, _, _ = run_designation(name, county)
    spec = load_uncertainty(name)
    inputs = load_inputs(county, result.designation.needs() | spec.needs())
    sure = how_sure(result.designation, spec, inputs, replicates=plan.replicates, seed=plan.seed)
    found = rows_of(edition, f"designation-{name}")
    table = cells(result.table())
    assert [{key: row[key] for key in table[0]} for row in found] == table
    certain = cells(sure.table())
    extra = [key for key in certain[0] if key not in table[0]]
    assert {"p_designated", "p_error", "class", "rank_p05", "rank_p50", "rank_p95"} <= set(extra)
    assert set(found[0]) == {*table[0], *extra}
    assert [{key: row[key] for key in extra} for row in found] == [{key: row[key] for key in extra} for row in certain]
    said = edition.document("designation", name)
    assert said is not None
    assert said["finding"] == finding(result)
    assert said["certainty"]["told"] == told_of(sure)
    assert said["certainty"]["moves"]["rows"] == cells(sure.choice_table())


@pytest.mark.parametrize("name", LISTS)
def test_a_list_tells_its_rule_who_is_near_the_line_and_at_what_scale_to_target(
    edition: Edition, county: Pack, plan: EditionDefinition, name: str
) -> None:
    result, _, _ = run_designation(name, county)
    said = edition.document("designation", name)
    assert said is not None
    designation = result.designation
    for key in ("title", "status", "source", "summary", "standing", "called_one"):
        assert said[key] == getattr(designation, key)
    assert said["counts"] == {
        "areas": len(result.areas),
        "assessed": int(result.assessed.sum()),
        "designated": result.count,
    }
    assert said["residents"] == result.residents
    assert any("Rank 1 is the greatest need" in each["ranking"] for each in said["measures"])
    assert [each["id"] for each in said["measures"]] == [m.measure.id for m in result.measures]
    assert all(each["parts"]["rows"] and each["rules"] for each in said["measures"])
    assert said["rule"]["in_full"]
    codes = set(result.areas.codes.to_pylist())
    # The county has fewer places than phase 2 chooses: there all that may be chosen is, and nobody is next in line.
    assert bool(said["borderline"]["misses"]) is (name != "pride-in-place-2-england")
    assert all(each["area_code"] in codes and each["words"] for each in said["borderline"]["misses"])
    inputs = load_inputs(county, scale_needs(designation, county.tables))
    found = scale(designation, inputs, seed=plan.seed)
    assert said["scale"]["rows"] == cells(found.table())
    lines = [each.strip().lower() for each in scale_answer(found).splitlines() if each.strip()]
    told = [each.lower() for block in said["scale"]["blocks"] for each in (block["words"], *block["points"])]
    assert told == lines
    assert {each["id"] for each in said["manifest"]["definitions"]} >= {name, *designation.recipes}


@pytest.mark.parametrize("name", LISTS)
def test_a_comparison_is_the_table_of_its_stage(edition: Edition, county: Pack, name: str) -> None:
    comparison = comparison_for(load_designation(name), county.tables)
    planned = plan_comparison(comparison, county.tables)
    found = compare(comparison, planned, load_inputs(county, planned.needs(comparison)))
    assert rows_of(edition, f"compared-{name}") == cells(found.table())
    said = edition.document("comparison", name)
    assert said is not None
    assert said["told"] == found.told()
    assert [(each["called"], each["areas"]) for each in said["groups"]] == [(g.called, g.count) for g in found.groups]
    assert [each["id"] for each in said["dimensions"]] == list(
        dict.fromkeys(row["dimension"] for row in cells(found.table()))
    )


def test_the_areas_own_values_are_in_the_units_of_the_groups(edition: Edition, county: Pack) -> None:
    own = by_code(edition, "indicators-lsoa-2021")
    compared = {row["indicator"]: row for row in rows_of(edition, "compared-left-behind-lsoas-2025")}
    assert set(compared) == {*next(iter(own.values()))} - {"area_code", "suppressed"}
    residents = pairs(county, "population-census-2021", "area_code", "residents")
    score = "imd-2025.income_score"
    raw = county.table("imd-2025").data
    assert [own[code][score] for code in raw["area_code"].to_pylist()] == pytest.approx(raw["income_score"].to_pylist())
    mean = sum(residents[code] * row[score] for code, row in own.items()) / sum(residents.values())
    assert mean == pytest.approx(compared[score]["everywhere_value"])
    about = edition.table("indicators-lsoa-2021").column(score)
    assert about is not None
    assert (about.unit, about.direction) == (compared[score]["unit"], compared[score]["direction"])


def test_a_district_stands_beside_the_groups_by_the_people_of_its_small_areas(edition: Edition, county: Pack) -> None:
    crowded = "census-2021.overcrowded_share"
    data = county.table("census-2021").data.to_pydict()
    rows = by_code(edition, "indicators-lad-2024")
    lookup = pairs(county, "lsoa-2021--lad-2024", "from_code", "to_code")
    for code, row in rows.items():
        mine = [i for i, area in enumerate(data["area_code"]) if lookup[area] == code]
        top = sum(data["occupancy_minus_1"][i] + data["occupancy_minus_2"][i] for i in mine)
        assert row[crowded] == round(top / sum(data["households"][i] for i in mine), 3)
    everywhere = {r["indicator"]: r for r in rows_of(edition, "compared-left-behind-lsoas-2025")}[crowded]
    assert (
        min(r[crowded] for r in rows.values()) < everywhere["everywhere_value"] < max(r[crowded] for r in rows.values())
    )


@pytest.mark.parametrize("geography", LEVELS)
def test_facts_and_larger_areas_are_those_of_the_profile(edition: Edition, county: Pack, geography: str) -> None:
    facts = by_code(edition, f"facts-{geography}")
    areas = by_code(edition, f"areas-{geography}")
    told = edition.document("facts", geography)
    assert told is not None
    titles = {each["title"]: each for each in told["facts"]}
    codes = list(facts)
    shown_small = [code for code, row in facts.items() if row["suppressed"]][:2]
    for code in [*codes[:: max(1, len(codes) // 4)], *shown_small]:
        profile = run_profile([code], county, geography=Geography.parse(geography))
        assert {line.title for line in profile.facts} == set(titles)
        for line in profile.facts:
            column = titles[line.title]["column"]
            assert titles[line.title]["everywhere"] == pytest.approx(line.everywhere)
            assert (column in (facts[code]["suppressed"] or "").split(", ")) is line.suppressed
            assert facts[code][column] == (None if line.here is None else pytest.approx(line.here, abs=1e-9))
        assert areas[code]["population"] == profile.residents[0].number
        within = rows_of(edition, "within", where={"area_code": code, "geography": geography})
        for level, larger, name in profile.parents:
            mine = [row for row in within if row["within_geography"].startswith(level + "-")]
            assert (larger, name) in {(row["within_code"], row["within_name"]) for row in mine}


def test_what_was_not_assessed_is_neither_on_the_list_nor_off_it(work: Work) -> None:
    result, sure = work.results["left-behind-lsoas-2025"], work.certainties["left-behind-lsoas-2025"]
    assessed = result.assessed.copy()
    assessed[:2] = False
    columns = columns_of_list(replace(result, assessed=assessed), sure.classes)
    for name, values in columns.items():
        assert values[:2].to_pylist() == [None, None], name
        assert values[2:].null_count == 0, name


@pytest.mark.parametrize("larger", ["msoa-2021", "lad-2024"])
def test_what_is_hidden_of_a_small_area_is_not_a_larger_one_less_the_others(edition: Edition, larger: str) -> None:
    """No larger area has just one hidden part, in whichever table; and no share is fine enough to be a fraction."""
    parts = rows_of(edition, "within", where={"geography": "lsoa-2021", "within_geography": larger})
    parent = {row["area_code"]: row["within_code"] for row in parts}
    crowded = "homes_with_too_few_rooms_for_those_who_live_there"
    of_table = {}
    for table, column in (("facts-lsoa-2021", crowded), ("indicators-lsoa-2021", "census-2021.overcrowded_share")):
        rows = by_code(edition, table)
        of_table[table] = {code for code, row in rows.items() if column in (row["suppressed"] or "").split(", ")}
        assert all(row[column] is None or row[column] == round(row[column], 3) for row in rows.values())
    assert of_table["facts-lsoa-2021"] == of_table["indicators-lsoa-2021"]
    hidden = Counter(parent[code] for code in of_table["facts-lsoa-2021"])
    assert hidden
    assert 1 not in hidden.values()


@pytest.mark.parametrize("geography", ["lsoa-2021", "msoa-2021", "lad-2024"])
def test_places_nearby_are_those_of_the_stage(edition: Edition, county: Pack, geography: str) -> None:
    found, _ = run_nearby(county, points=None, radius_m=MILE_M, level=geography, engine="duckdb")
    total = edition.rows(f"nearby-{geography}", limit=0).total
    rows = [row for at in range(0, total, 1000) for row in rows_of(edition, f"nearby-{geography}", offset=at)]
    assert rows == cells(found.table())
    said = edition.document("nearby", geography)
    assert said is not None
    assert said["finding"] == found.finding() == edition.table(f"nearby-{geography}").note
    assert said["classes"] == cells(found.coverage())


def test_what_is_near_a_ward_of_2017_is_counted_where_its_people_of_2020_live(edition: Edition, county: Pack) -> None:
    """A ward's count is the mean over its residents, in the small areas of 2011 that it is made of."""
    plan = nearby_plan(county.tables, "lsoa-2011", population="population-mid-year.mid_2020")
    with open_engine("duckdb") as engine:
        count = functools.partial(count_within, engine)
        small = cells(nearby(county.load(plan.needs()), plan, radius_m=MILE_M, count_within=count).table())
    ward = pairs(county, "lsoa-2011--ward-2017", "from_code", "to_code")
    found = rows_of(edition, "nearby-ward-2017", where={"class": "pub"})
    assert len(found) == 80
    for row in found[::9]:
        mine = [each for each in small if each["class"] == "pub" and ward[each["area_code"]] == row["area_code"]]
        people = [each["residents"] for each in mine]
        assert row["residents"] == sum(people)
        assert row["count"] == pytest.approx(np.average([each["count"] for each in mine], weights=people))


@pytest.mark.parametrize(("geography", "number"), [("lsoa-2021", 5), ("msoa-2021", 5), ("lad-2024", 3)])
def test_places_alike_are_those_of_the_stage(edition: Edition, county: Pack, geography: str, number: int) -> None:
    similarity = load_similarity("neighbourhoods-2021")
    codes = list(by_code(edition, f"areas-{geography}"))
    for code in codes[:: max(1, len(codes) // 4)]:
        inputs = load_inputs(county, similar_needs(similarity, code, county.tables))
        wanted = cells(similar(similarity, code, inputs, number=number).table())
        found = rows_of(edition, f"similar-{geography}", where={"area_code": code}, order_by="rank")
        assert [
            {"rank": r["rank"], "area_code": r["like_code"], "area_name": r["like_name"], "reason": r["reason"]}
            for r in found
        ] == [{key: each[key] for key in ("rank", "area_code", "area_name", "reason")} for each in wanted]
        assert [r["distance"] for r in found] == pytest.approx([each["distance"] for each in wanted], abs=2e-9)


@pytest.mark.parametrize("geography", LEVELS)
def test_the_map_shows_what_the_other_tables_say(edition: Edition, plan: EditionDefinition, geography: str) -> None:
    (mapped,) = (each for each in plan.maps if str(each.geography) == geography)
    rows, areas = by_code(edition, f"map-{geography}"), by_code(edition, f"areas-{geography}")
    assert list(rows) == list(areas)
    for name in ("area_name", "local_name", "lad_code", "lad_name", "region_name", "population"):
        assert [row[name] for row in rows.values()] == [row[name] for row in areas.values()]
    for index in mapped.indices:
        found = by_code(edition, f"index-{index}-{geography}")
        for name in ("rank", "decile"):
            assert {code: row[f"{index}_{name}"] for code, row in rows.items()} == {
                c: r[name] for c, r in found.items()
            }
    for name in mapped.designations:
        found = by_code(edition, f"designation-{name}")
        assert [row[name] for row in rows.values()] == [found[code]["designated"] for code in rows]
        assert [row[f"{name}_class"] for row in rows.values()] == [found[code]["class"] for code in rows]


def test_every_column_says_what_it_is(edition: Edition) -> None:
    silent = [(t.id, c.name) for t in edition.tables.values() for c in t.columns if not c.title]
    assert silent == []
    ranks = [c for t in edition.tables.values() for c in t.columns if c.name == "rank" and t.subject == "index"]
    assert ranks
    assert {(c.unit, c.direction) for c in ranks} == {("rank, 1 = greatest need", "lower-is-worse")}


def test_the_head_names_what_is_shown(edition: Edition, plan: EditionDefinition) -> None:
    assert edition.about.designations == LISTS
    assert edition.about.geographies == LEVELS
    assert edition.about.leading == plan.leading
    assert edition.fictional
    assert Geography.parse(edition.about.geographies[0]).words == "LSOA 2021"


def test_the_pack_in_the_edition_is_the_pack(edition: Edition, county: Pack) -> None:
    inside = edition.pack()
    assert inside.descriptor == county.descriptor
    assert cells(inside.table("areas-lsoa-2021").data) == cells(county.table("areas-lsoa-2021").data)
