"""Places of every kind with their published figures; what is missing, unknown or the wrong way round is refused."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from leastfirst.definitions.fund import Fund
from leastfirst.definitions.fund_places import FromColumn
from leastfirst.definitions.recipe import Recipe
from leastfirst.fund.figures import figures_of
from leastfirst.fund.places import Places, places_of
from leastfirst.ground.errors import AreaCodeError, DataError
from leastfirst.ground.tables import Inputs
from leastfirst.measure import designate
from leastfirst.sources.worked_out import designation_as_table
from tests import made_up
from tests.made_up_funds import fund

LSOAS = {"E01000001": "Ash 1", "E01000002": "Ash 2", "E01000003": "Birch 1", "E01000004": "Birch 2"}
MSOAS = {"E02000001": "Ash", "E02000002": "Birch"}
REGIONS = {"E12000001": "North East", "E12000002": "North West"}
UP = [("E01000001", "E02000001", 1), ("E01000002", "E02000001", 1)] + [
    (code, "E02000002", 1) for code in ("E01000003", "E01000004")
]
TO_REGION = [(code, "E12000001", 1) for code in list(LSOAS)[:3]]
PEOPLE = {"E01000001": 1000.0, "E01000002": 3000.0, "E01000003": 500.0, "E01000004": 0.0}
LSOA, MSOA = "lsoa-2021", "msoa-2021"
LOOKUP = f"{LSOA}--{MSOA}"


def data(needs: Mapping[str, float | None] | None = None, *, kind: str = "score", direction: Any = None) -> Inputs:
    """Four small areas in two larger ones, three of them in a region, with residents and a score."""
    scores = needs or {"E01000001": 40.0, "E01000002": 20.0, "E01000003": 10.0, "E01000004": 90.0}
    needed = made_up.table(
        "needs",
        {"area_code": list(scores), "score": list(scores.values())},
        directions={"score": direction or "higher-is-worse"},
    )
    fields = tuple(
        made_up.Field(each.name, each.type, direction=each.direction, kind=kind if each.name == "score" else "")
        for each in needed.meta.fields
    )
    meta = made_up.TableMeta("needs", "indicators", "needs", fields, geography=needed.meta.geography, vintage="2021")
    return made_up.inputs_of(
        made_up.areas(LSOA, LSOAS),
        made_up.areas(MSOA, MSOAS),
        made_up.areas("region-2024", REGIONS),
        made_up.lookup(LSOA, MSOA, UP),
        made_up.lookup(LSOA, "region-2024", TO_REGION),
        made_up.population(PEOPLE),
        made_up.Table(meta, needed.data, "5c02e5"),
        made_up.table(
            "towns",
            {"town_code": ["t2", "t1", "t1"], "town_name": ["Two", "One", "One"], "size": [1.0, 2.0, 3.0]},
            kind="places",
            geography=None,
        ),
    )


def having(places: Mapping[str, Any], inputs: Mapping[str, Any] | None = None, **said: Any) -> Fund:
    return fund(places, inputs=dict(inputs or {}), **said)


AREAS = {"come_from": "areas", "geography": LSOA}
OWN = {
    "come_from": "own-boundaries",
    "base": LSOA,
    "through": [LOOKUP],
    "places": [
        {"code": "big", "name": "Big", "areas": ["E02000001", "E01000003"]},
        {"code": "a-small", "name": "Small", "areas": ["E01000004"]},
    ],
}
SCORE = {"come_from": "column", "column": "needs.score"}
MEAN = {**SCORE, "take": "mean", "weighted_by": "people.residents"}
COUNT = {"come_from": "column", "column": "people.residents"}


def places(kind: Mapping[str, Any]) -> Places:
    return places_of(having(kind), data())


def test_all_areas_of_a_geography_are_places() -> None:
    found = places({**AREAS, "within": [f"{LSOA}--region-2024"]})
    assert found.codes == tuple(LSOAS)
    assert found.names == tuple(LSOAS.values())
    assert found.areas == tuple((code,) for code in LSOAS)
    assert found.within == {"region": ("E12000001", "E12000001", "E12000001", "")}
    assert found.called == {"E12000001": "North East"}


def test_areas_that_are_listed_stand_in_the_order_of_their_codes() -> None:
    assert places({**AREAS, "codes": ["E01000003", "E01000001"]}).codes == ("E01000001", "E01000003")


def test_a_place_with_its_own_boundary_is_brought_down_to_small_areas() -> None:
    found = places({**OWN, "within": [f"{LSOA}--region-2024"]})
    assert found.codes == ("a-small", "big")
    assert found.areas == (("E01000004",), ("E01000001", "E01000002", "E01000003"))
    assert found.within == {"region": ("", "E12000001")}


def test_the_rows_of_a_table_are_places_once_each() -> None:
    found = places({"come_from": "table", "table": "towns", "code": "town_code", "name": "town_name"})
    assert (found.codes, found.names) == (("t1", "t2"), ("One", "Two"))


def test_so_many_places_that_are_not_named_are_numbered() -> None:
    found = places({"come_from": "number", "number": 10})
    assert found.codes[::9] == ("place-01", "place-10")
    assert found.names[::9] == ("Street 1", "Street 10")


def test_the_places_of_a_designation_are_those_it_chooses() -> None:
    recipe = made_up.one_indicator("score")
    measures = [{"id": "need", "recipe": recipe}]
    made = made_up.designation(measures, {"kind": "worst-on-all", "share": "1/2"})
    inputs = data()
    table = designation_as_table(designate(made, inputs))
    chosen = having({"come_from": "designation", "designation": "made-up"})
    chosen = chosen.model_copy(update={"designations": {"made-up": made}})
    found = places_of(chosen, Inputs([*inputs.values(), table]))
    assert found.codes == ("E01000001", "E01000004")
    assert found.names == ("Ash 1", "Birch 2")


STRANGE: dict[str, tuple[Mapping[str, Any], str]] = {
    "an area outside the data": (
        {**AREAS, "codes": ["E01000001", "E01999999"]},
        "'E01999999' is not among the 4 areas of LSOA 2021; check the code, its vintage and the data that you use.",
    ),
    "an area twice": (
        {**AREAS, "codes": ["E01000001", "E01000001"]},
        "made-up: the place E01000001 stands there more than once; keep one of them.",
    ),
    "a boundary outside the data": (
        {**OWN, "places": [{"code": "big", "name": "Big", "areas": ["E02999999"]}]},
        "place big: the area 'E02999999' is not in the data; use areas of LSOA 2021, or larger ones that a lookup in "
        "`through` leads up to.",
    ),
    "an area twice in a place": (
        {**OWN, "places": [{"code": "big", "name": "Big", "areas": ["E02000001", "E01000003", "E01000003"]}]},
        "place big: the area E01000003 stands there twice; keep one of them.",
    ),
    "a larger area twice in a place": (
        {**OWN, "places": [{"code": "big", "name": "Big", "areas": ["E02000001", "E02000001"]}]},
        "place big: the area E02000001 stands there twice; keep one of them.",
    ),
    "a small area beside the larger one": (
        {**OWN, "places": [{"code": "big", "name": "Big", "areas": ["E02000001", "E01000002"]}]},
        "place big: the area E01000002 stands there beside E02000001, which holds it; leave out E01000002.",
    ),
    "a small area before the larger one": (
        {**OWN, "places": [{"code": "big", "name": "Big", "areas": ["E01000002", "E02000001"]}]},
        "place big: the area E01000002 stands there beside E02000001, which holds it; leave out E01000002.",
    ),
    "two larger areas that overlap": (
        {
            **OWN,
            "through": [LOOKUP, f"{LSOA}--region-2024"],
            "places": [{"code": "big", "name": "Big", "areas": ["E02000001", "E12000001"]}],
        },
        "place big: E02000001 and E12000001 both hold the area E01000001; name one of them.",
    ),
    "an area in two places": (
        {
            **OWN,
            "places": [
                {"code": "a", "name": "A", "areas": ["E02000001"]},
                {"code": "b", "name": "B", "areas": ["E01000002"]},
            ],
        },
        "the area E01000002 lies in two places, a and b; give each area to one place, so that nobody is counted twice.",
    ),
    "a column that the table does not have": (
        {"come_from": "table", "table": "towns", "code": "id", "name": "town_name"},
        "table towns: there is no column 'id'; use one of town_code, town_name, size.",
    ),
    "a code that is a number": (
        {"come_from": "table", "table": "towns", "code": "size", "name": "town_name"},
        "towns.size: it does not hold words; name a column of words.",
    ),
    "a table that there is not": (
        {"come_from": "table", "table": "villages", "code": "id", "name": "name"},
        "a test: there is no table 'villages'; name a table that `leastfirst data describe` lists, or list your own "
        "under own_tables.",
    ),
}


@pytest.mark.parametrize(("kind", "said"), STRANGE.values(), ids=STRANGE)
def test_a_place_outside_the_data_is_refused(kind: Mapping[str, Any], said: str) -> None:
    with pytest.raises(DataError) as caught:
        places(kind)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("codes", "names", "said"),
    [
        (["t1", None], ["One", "Two"], "table towns: row 2 has no town_code."),
        (["t1", "t2"], ["One", None], "table towns: row 2 has no town_name."),
        (
            ["t1", "t1"],
            ["One", "Two"],
            "table towns: row 2 calls t1 'Two', and an earlier one 'One'; give each place one code and one name.",
        ),
        ([], [], "made-up: there are no streets to share it among; use data that have some."),
    ],
)
def test_a_table_of_places_has_one_name_for_each(codes: list[Any], names: list[Any], said: str) -> None:
    towns = made_up.table("towns", {"town_code": codes, "town_name": names}, kind="places", geography=None)
    kind = {"come_from": "table", "table": "towns", "code": "town_code", "name": "town_name"}
    with pytest.raises(DataError) as caught:
        places_of(having(kind), made_up.inputs_of(towns))
    assert str(caught.value) == said


def figure(kind: Mapping[str, Any], name: str, source: Mapping[str, Any], inputs: Inputs | None = None) -> list[Any]:
    made = having(kind, {name: source})
    inputs = inputs or data()
    return figures_of(made, places_of(made, inputs), inputs)[name].values.fractions()


FIGURES: dict[str, tuple[Mapping[str, Any], str, Mapping[str, Any], list[Any]]] = {
    "a column of the very areas": (AREAS, "need", SCORE, [40, 20, 10, 90]),
    "counts are added up": (OWN, "residents", COUNT, [0, 4500]),
    "counts are added up through a lookup": (
        {"come_from": "areas", "geography": MSOA}, "residents", {**COUNT, "through": [LOOKUP]}, [4000, 500],
    ),
    # (1000 x 40 + 3000 x 20) / 4000; nobody lives in Birch 2, so Birch 1 speaks for all.
    "rates are averaged over residents through a lookup": (
        {"come_from": "areas", "geography": MSOA}, "need", {**MEAN, "through": [LOOKUP]}, [25, 10],
    ),
    # (1000 x 40 + 3000 x 20 + 500 x 10) / 4500 = 23.333..., to two decimals.
    "and over the areas of a place": (
        {**OWN, "places": OWN["places"][:1]}, "need", {**MEAN, "decimals": 2}, [Fraction(2333, 100)],  # type: ignore[index]
    ),
    "small areas are counted": (OWN, "small_areas", {"come_from": "count"}, [1, 3]),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "source", "values"), FIGURES.values(), ids=FIGURES)
def test_figures_of_places(kind: Mapping[str, Any], name: str, source: Mapping[str, Any], values: list[Any]) -> None:
    assert figure(kind, name, source) == values


def test_a_figure_says_where_it_was_published() -> None:
    made = having(AREAS, {"need": SCORE})
    found = figures_of(made, places_of(made, data()), data())["need"]
    assert (found.table, found.column, found.vintage, found.sha256) == ("needs", "score", "2021", "5c02e5")
    assert found.words == "need (higher is greater need)"


def index_of(recipe: Recipe, inputs: Inputs) -> Inputs:
    from leastfirst.measure import build_index
    from leastfirst.sources.worked_out import index_as_table

    return Inputs([*inputs.values(), index_as_table(build_index(recipe, inputs))], origin="a test")


def test_an_index_is_averaged_where_places_are_larger_and_says_so_where_it_is_not_told_over_whom() -> None:
    recipe = made_up.one_indicator("score")
    inputs = index_of(recipe, data())
    source = {"come_from": "index", "index": "made-up", "weighted_by": "people.residents", "through": [LOOKUP]}
    made = having({"come_from": "areas", "geography": MSOA}, {"need": source})
    made = made.model_copy(update={"recipes": {"made-up": recipe}})
    found = figures_of(made, places_of(made, inputs), inputs)["need"]
    assert found.values.fractions() == [25, 10]
    assert found.source == "worked out as made-up, after a test"
    bare = having(OWN, {"need": {"come_from": "index", "index": "made-up"}})
    bare = bare.model_copy(update={"recipes": {"made-up": recipe}})
    with pytest.raises(DataError) as caught:
        figures_of(bare, places_of(bare, inputs), inputs)
    assert str(caught.value) == (
        "need: the index is of LSOA 2021 and the places are larger; say in `weighted_by` over whose residents it is "
        "averaged."
    )


MISSING = {"E01000001": 40.0, "E01000002": None, "E01000003": 10.0, "E01000004": 90.0}
NO_ROW = {"E01000001": 40.0, "E01000003": 10.0, "E01000004": 90.0}
NOBODY = {"E01000001": 40.0, "E01000002": 20.0, "E01000003": 10.0, "E01000004": None}
NEVER_ZERO = "missing is never zero; use a table that has one for every place, or leave the place out."
REFUSED: dict[str, tuple[Mapping[str, Any], Mapping[str, Any], Inputs, str]] = {
    "a value is missing": (
        AREAS, SCORE, data(MISSING),
        f"needs.score: Ash 2 (E01000002) has no figure for need (higher is greater need): {NEVER_ZERO}",
    ),
    "a row is missing": (
        AREAS, SCORE, data(NO_ROW),
        f"needs.score: Ash 2 (E01000002) has no figure for need (higher is greater need): {NEVER_ZERO}",
    ),
    "people of a place have no figure": (
        {"come_from": "areas", "geography": MSOA}, {**MEAN, "through": [LOOKUP]}, data(MISSING),
        f"needs.score: Ash (E02000001) has no figure for need (higher is greater need): {NEVER_ZERO}",
    ),
    "nobody lives there": (
        {**AREAS, "codes": ["E01000004"]}, MEAN, data(),
        f"needs.score: Birch 2 (E01000004) has no figure for need (higher is greater need): {NEVER_ZERO}",
    ),
    "a score is not added up": (
        OWN, SCORE, data(),
        "needs.score: it is a score, which cannot be added up, and the places are made of several areas; write `take: "
        "mean`, and in `weighted_by` over whose residents.",
    ),
    "less of it is greater need": (
        AREAS, SCORE, data(direction="lower-is-worse"),
        "needs.score: less of it is greater need, and a formula reads it the other way round; bind need to a column "
        "where higher is worse, such as a score.",
    ),
    "a column that there is not": (
        AREAS, {**SCORE, "column": "needs.bids"}, data(),
        "table needs: there is no column 'bids'; use one of area_code, score.",
    ),
    "a column of words": (
        AREAS, {**SCORE, "column": "areas-lsoa-2021.area_name"}, data(),
        "areas-lsoa-2021.area_name: it does not hold numbers; name a column of numbers.",
    ),
    "areas of another level": (
        {"come_from": "areas", "geography": MSOA}, MEAN, data(),
        "needs.score: it is of LSOA 2021, and the places are made of MSOA 2021; name in `through` the lookups that "
        "lead up to them.",
    ),
    # A list of who applied is no table of areas.
    "a table that is not of areas": (
        AREAS, {**SCORE, "column": "towns.size"}, data(),
        "towns.size: its rows are not areas, so it says nothing about places; name a column of a table of areas.",
    ),
    "places that are not made of areas": (
        {"come_from": "number", "number": 3}, SCORE, data(),
        "need: its places are not made of areas, so needs.score says nothing about them.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "source", "inputs", "said"), REFUSED.values(), ids=REFUSED)
def test_a_figure_that_is_not_there_is_refused(
    kind: Mapping[str, Any], source: Mapping[str, Any], inputs: Inputs, said: str
) -> None:
    with pytest.raises(DataError) as caught:
        figure(kind, "need", source, inputs)
    assert str(caught.value) == said


def test_where_nobody_lives_a_missing_figure_is_missed_by_nobody() -> None:
    kind = {"come_from": "areas", "geography": MSOA}
    assert figure(kind, "need", {**MEAN, "through": [LOOKUP]}, data(NOBODY)) == [25, 10]


def test_fewer_than_no_people_are_refused() -> None:
    inputs = Inputs([*data().values(), made_up.population({**PEOPLE, "E01000003": -5.0})], origin="a test")
    with pytest.raises(DataError) as caught:
        figure(AREAS, "residents", COUNT, inputs)
    assert str(caught.value) == (
        "people.residents: Birch 1 (E01000003) has -5 residents; correct it: a count is 0 or more."
    )


def test_a_stated_place_without_the_figure_is_named() -> None:
    made = fund({"ash": {"residents": 5, "need": 3}, "birch": {"residents": 7}})
    with pytest.raises(DataError) as caught:
        figures_of(made, places_of(made, data()), data())
    assert str(caught.value) == (
        "made-up: Birch (birch) has no figure for need (higher is greater need): missing is never zero; state its need "
        "among its figures."
    )


def test_an_unknown_place_is_said_with_where_codes_stand() -> None:
    with pytest.raises(AreaCodeError) as caught:
        places(AREAS).position("E01999999")
    assert str(caught.value) == (
        "'E01999999' is not among the 4 places of this fund; use a code of the first column of allocations.csv, or a "
        "name that only one place has."
    )


def test_a_mean_says_over_whom_and_a_sum_does_not() -> None:
    for said in ({"take": "mean"}, {"weighted_by": "people.residents"}):
        with pytest.raises(
            ValueError, match=r"a mean is weighted by a column of people \(`weighted_by`\), a sum is not"
        ):
            FromColumn.model_validate({**SCORE, **said})


def test_what_sharing_reads_is_asked_for() -> None:
    made = having(OWN, {"need": {**MEAN, "through": [LOOKUP]}, "residents": COUNT})
    assert {table: sorted(columns or ()) for table, columns in made.needs().columns.items()} == {
        "areas-lsoa-2021": ["area_code", "area_name"],
        "areas-msoa-2021": ["area_code", "area_name"],
        LOOKUP: [],
        "needs": ["area_code", "score"],
        "people": ["area_code", "residents"],
    }
