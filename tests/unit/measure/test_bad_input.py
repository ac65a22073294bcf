"""What cannot be worked out is one sentence that says what, where and what to do, and never a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from leastfirst.definitions.recipe import Recipe
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.columns import areas_of, lookup_of
from leastfirst.ground.errors import AreaCodeError, ConservationError, DataError, DefinitionError, LeastfirstError
from leastfirst.ground.tables import Table
from leastfirst.measure import IndexResult, RollUp, build_index, designate, roll_up
from tests import made_up

CODES = ["X01000001", "X01000002", "X01000003", "X01000004"]
MSOA = "msoa-2021"
TO_MSOA = "lsoa-2021--msoa-2021"
LARGER = {"X02000001": "North", "X02000002": "South"}


def tables(**instead: Any) -> dict[str, Table]:
    """Four areas in two larger ones, complete and sound, but for what a test puts instead."""
    sound = {
        "areas": made_up.areas(made_up.LSOA, {code: f"Area {code}" for code in CODES}),
        "larger": made_up.areas(MSOA, LARGER),
        "people": made_up.population(dict.fromkeys(CODES, 1500)),
        "needs": made_up.table(
            "needs", {"area_code": CODES, "poor": [1.0, 2.0, 3.0, 4.0], "ill": [0.1, 0.2, 0.2, 0.4]}
        ),
        "lookup": made_up.lookup(
            made_up.LSOA, MSOA, list(zip(CODES, sorted([*LARGER, *LARGER]), [1.0] * 4, strict=True))
        ),
    }
    return {**sound, **instead}


def needs(**columns: Any) -> Table:
    return made_up.table("needs", {"area_code": CODES, **columns})


def index(recipe: Recipe, **instead: Any) -> IndexResult:
    return build_index(recipe, made_up.inputs_of(*tables(**instead).values()))


def rolled_up(**instead: Any) -> RollUp:
    inputs = made_up.inputs_of(*tables(**instead).values())
    lookup = lookup_of(inputs, TO_MSOA)
    return roll_up(build_index(POOR, inputs), lookup, areas_of(inputs, Geography.parse(MSOA)))


POOR = made_up.one_indicator("poor", standardise="z")


def by_weights(how: str, **weights: float) -> Recipe:
    leaves = {name: {"indicator": f"needs.{name}"} for name in weights}
    return made_up.recipe({"index": {"aggregate": how, "weights": weights}, **leaves})


def shrunk(**settings: Any) -> Recipe:
    return made_up.one_indicator("ill", shrink={"rule": "empirical-bayes", "through": TO_MSOA, **settings})


def test_the_sound_tables_that_are_broken_below_work() -> None:
    assert index(POOR).rank.tolist() == [4, 3, 2, 1]
    assert rolled_up().rank.tolist() == [2, 1]
    assert index(shrunk(denominator="people.residents")).ranked == 4


CASES: dict[str, tuple[Callable[[], Any], type[LeastfirstError], str]] = {
    "an unknown area code in a table": (
        lambda: index(POOR, needs=made_up.table("needs", {"area_code": [*CODES, "X01009999"], "poor": [1.0] * 5})),
        AreaCodeError,
        "table needs: X01009999 is not among the 4 areas of LSOA 2021; check its vintage, or bring it over with a "
        "lookup first.",
    ),
    "an unknown area code in a question": (
        lambda: index(POOR).contributions("X01009999"),
        AreaCodeError,
        "'X01009999' is not among the 4 areas of LSOA 2021; check the code, its vintage and the data that you use.",
    ),
    "a table of another vintage": (
        lambda: index(
            POOR, needs=made_up.table("needs", {"area_code": CODES, "poor": [1.0] * 4}, geography="lsoa-2011")
        ),
        AreaCodeError,
        "table needs: it holds LSOA 2011, but LSOA 2021 is asked for; use a table of the same level and vintage, or "
        "bring it over with a lookup first.",
    ),
    "people of another vintage": (
        lambda: index(POOR, people=made_up.population(dict.fromkeys(CODES, 1), geography="lsoa-2011")),
        AreaCodeError,
        "table people: it holds LSOA 2011, but LSOA 2021 is asked for; use a table of the same level and vintage, or "
        "bring it over with a lookup first.",
    ),
    "a lookup of another vintage": (
        lambda: rolled_up(
            lookup=made_up.lookup("lsoa-2011", MSOA, [(code, "X02000001", 1.0) for code in CODES], table_id=TO_MSOA)
        ),
        AreaCodeError,
        f"lookup {TO_MSOA}: it starts from LSOA 2011, but the scores are of LSOA 2021; use the lookup of the same "
        "vintage.",
    ),
    "a code that stands there twice": (
        lambda: index(POOR, needs=made_up.table("needs", {"area_code": [*CODES, CODES[0]], "poor": [1.0] * 5})),
        AreaCodeError,
        "table needs: X01000001 stands there more than once; keep one row for each area.",
    ),
    "an area that stands there twice": (
        lambda: index(
            POOR,
            areas=made_up.table(
                "areas-lsoa-2021", {"area_code": [*CODES, CODES[1]], "area_name": ["n"] * 5}, kind="areas"
            ),
        ),
        AreaCodeError,
        "table areas-lsoa-2021: X01000002 stands there more than once; keep one row for each area.",
    ),
    "an area without a code": (
        lambda: index(
            POOR,
            areas=made_up.table("areas-lsoa-2021", {"area_code": [*CODES, None], "area_name": ["n"] * 5}, kind="areas"),
        ),
        AreaCodeError,
        "table areas-lsoa-2021: a row has no area code; give every row its code.",
    ),
    "a lookup to another vintage": (
        lambda: roll_up(
            index(POOR),
            lookup_of(
                made_up.inputs_of(
                    made_up.lookup(
                        made_up.LSOA, "msoa-2011", [(code, "X02000001", 1.0) for code in CODES], table_id="way"
                    )
                ),
                "way",
            ),
            areas_of(made_up.inputs_of(tables()["larger"]), Geography.parse(MSOA)),
        ),
        AreaCodeError,
        "lookup way: it leads to MSOA 2011, but MSOA 2021 is asked for; use the lookup to those areas and their "
        "vintage.",
    ),
    "weights that do not add up": (
        lambda: rolled_up(
            lookup=made_up.lookup(made_up.LSOA, MSOA, [(code, "X02000001", 0.9) for code in CODES], kind="weighted")
        ),
        ConservationError,
        f"lookup {TO_MSOA}: the weights of X01000001 add up to 0.9, not 1; correct its weights so that everybody is "
        "counted once.",
    ),
    "an area that a lookup would lose": (
        lambda: rolled_up(lookup=made_up.lookup(made_up.LSOA, MSOA, [(code, "X02000001", 1.0) for code in CODES[:3]])),
        ConservationError,
        f"lookup {TO_MSOA}: X01000004 of areas-lsoa-2021 is not in it, so its people would be lost; check that "
        "areas-lsoa-2021 holds LSOA 2021, or use the lookup of its vintage.",
    ),
    "a lookup to an area that nobody knows": (
        lambda: rolled_up(lookup=made_up.lookup(made_up.LSOA, MSOA, [(code, "X02000009", 1.0) for code in CODES])),
        ConservationError,
        f"lookup {TO_MSOA}: it leads to X02000009, which is not among the areas of MSOA 2021; add the area or correct "
        "the lookup.",
    ),
    "a negative population": (
        lambda: index(POOR, people=made_up.population({**dict.fromkeys(CODES, 1500), CODES[2]: -7})),
        DataError,
        "people.residents: X01000003 has the negative population -7; correct it.",
    ),
    "a missing population where people are counted": (
        lambda: rolled_up(people=made_up.population({**dict.fromkeys(CODES, 1500), CODES[2]: None})),
        ConservationError,
        f"lookup {TO_MSOA}: X01000003 has no population, so it would not count; complete the population table.",
    ),
    "an indicator with one value": (
        lambda: index(POOR, needs=needs(poor=[3.0, 3.0, None, 3.0])),
        DataError,
        "made-up, node index (needs.poor): every area has the same value, 3, so it tells no area from another; leave "
        "it out of the index.",
    ),
    "an indicator that is all missing": (
        lambda: index(POOR, needs=needs(poor=made_up.pa.nulls(4, made_up.pa.float64()).to_pylist(), ill=[1.0] * 4)),
        DataError,
        "made-up, node index (needs.poor): all 4 values are missing; leave it out, complete the data or choose an "
        "impute rule.",
    ),
    "an indicator that is all missing, with an impute rule": (
        lambda: index(made_up.one_indicator("poor", impute="median"), needs=needs(poor=[float("nan")] * 4)),
        DataError,
        "made-up, node index (needs.poor): all 4 values are missing; leave it out, complete the data or choose an "
        "impute rule.",
    ),
    "no area that has every part": (
        lambda: index(
            by_weights("sum", poor=1, ill=1), needs=needs(poor=[1.0, None, 2.0, None], ill=[None, 1.0, None, 2.0])
        ),
        DataError,
        "made-up, node index: no area has a value on every part of it; leave it out, complete the data or choose an "
        "impute rule.",
    ),
    "a missing value that is refused": (
        lambda: index(made_up.one_indicator("poor", impute="refuse"), needs=needs(poor=[1.0, None, 2.0, None])),
        DataError,
        "made-up, node index (needs.poor): 2 of 4 values are missing; complete the data or choose an impute rule such "
        "as median.",
    ),
    "a parent without any value": (
        lambda: index(
            made_up.one_indicator("poor", impute={"rule": "parent-mean", "through": TO_MSOA}),
            needs=needs(poor=[None, None, 2.0, 3.0]),
        ),
        DataError,
        "made-up, node index (needs.poor): all areas of the parent of X01000001 are missing; impute from larger areas "
        "or by the median.",
    ),
    "words instead of numbers": (
        lambda: index(POOR, needs=needs(poor=["a", "b", "c", "d"])),
        DataError,
        "needs.poor: it does not hold numbers; name a column of numbers.",
    ),
    "an infinite value": (
        lambda: index(POOR, needs=needs(poor=[1.0, float("inf"), 2.0, 3.0])),
        DataError,
        "needs.poor: it holds an infinite value; correct it or leave it missing.",
    ),
    "a column that is not there": (
        lambda: index(POOR, needs=needs(ill=[1.0] * 4)),
        DataError,
        "table needs: there is no column 'poor'; use one of area_code, ill.",
    ),
    "a table that is not there": (
        lambda: build_index(POOR, made_up.inputs_of(tables()["areas"], tables()["people"])),
        DataError,
        "a test: there is no table 'needs'; name a table that `leastfirst data describe` lists, or list your "
        "own under own_tables.",
    ),
    "the geometric mean of a negative": (
        lambda: index(by_weights("geometric", poor=1, ill=1), needs=needs(poor=[1.0, -2.0, 3.0, 4.0], ill=[1.0] * 4)),
        DataError,
        "made-up, node index: 'poor' has the value -2, and geometric takes only values above zero; standardise to "
        "positive values first, such as {rule: min-max, low: 1, high: 100}.",
    ),
    "Mazziotta-Pareto of zero": (
        lambda: index(
            by_weights("mazziotta-pareto", poor=1, ill=1), needs=needs(poor=[1.0, 0, 3.0, 4.0], ill=[1.0] * 4)
        ),
        DataError,
        "made-up, node index: 'poor' has the value 0, and mazziotta-pareto takes only values above zero; standardise "
        "to positive values first, such as {rule: min-max, low: 1, high: 100}.",
    ),
    "the logarithm of zero": (
        lambda: index(made_up.one_indicator("poor", treat="log"), needs=needs(poor=[1.0, 0.0, 3.0, 4.0])),
        DataError,
        "made-up, node index (needs.poor): the logarithm of 0 cannot be taken; give the log rule an offset that makes "
        "every value positive.",
    ),
    "a published rank that is none": (
        lambda: index(made_up.one_indicator("poor", standardise="published-rank"), needs=needs(poor=[1, 2, 3, 9])),
        DataError,
        "made-up, node index (needs.poor): ranks run from 1 to 9, but there are 4 areas with a rank; use whole ranks "
        "of these areas, 1 = greatest need.",
    ),
    "an exponential of what is no rank": (
        lambda: index(made_up.one_indicator("poor", standardise="min-max", transform="rank-exponential")),
        DataError,
        "made-up, node index (needs.poor): rank-exponential takes ranks as shares from 0 to 1, and there is 0; "
        "standardise by rank first.",
    ),
    "a share above 1 on the logit scale": (
        lambda: index(
            made_up.one_indicator(
                "poor", shrink={"rule": "empirical-bayes", "through": TO_MSOA, "denominator": "people.residents"}
            )
        ),
        DataError,
        "made-up, node index (needs.poor): a share lies outside 0 to 1; give shares, or use the identity scale.",
    ),
    "a share of nobody": (
        lambda: index(shrunk(denominator="people.residents"), people=made_up.population(dict.fromkeys(CODES, 0))),
        DataError,
        "made-up, node index (needs.ill): an area with a value has no denominator or standard error above zero; "
        "correct the column.",
    ),
    "a lookup from other areas to shrink by": (
        lambda: index(
            shrunk(denominator="people.residents"),
            lookup=made_up.lookup("lsoa-2011", MSOA, [(code, "X02000001", 1.0) for code in CODES], table_id=TO_MSOA),
        ),
        AreaCodeError,
        f"lookup {TO_MSOA}: it starts from LSOA 2011, but LSOA 2021 is asked for; use the lookup from those areas and "
        "their vintage.",
    ),
}


@pytest.mark.parametrize(("attempt", "kind", "sentence"), CASES.values(), ids=CASES.keys())
def test_bad_input_is_one_sentence(attempt: Callable[[], Any], kind: type[LeastfirstError], sentence: str) -> None:
    with pytest.raises(kind) as caught:
        attempt()
    assert str(caught.value) == sentence


def test_a_measure_of_another_geography_says_how_to_bring_it_over() -> None:
    wards = made_up.one_indicator("poor", geography="ward-2017")
    ward_tables = [
        made_up.areas("ward-2017", {"X05000001": "Ward", "X05000002": "Other"}),
        made_up.table("needs", {"area_code": ["X05000001", "X05000002"], "poor": [1.0, 2.0]}, geography="ward-2017"),
        made_up.population({"X05000001": 1}, geography="ward-2017", table_id="ward-people"),
    ]
    wards = wards.model_copy(update={"population": "ward-people.residents"})
    definition = made_up.designation([{"id": "poor", "recipe": wards}], {"kind": "worst-on-all", "share": "1/2"})
    with pytest.raises(DefinitionError) as caught:
        designate(definition, made_up.inputs_of(tables()["areas"], tables()["people"], *ward_tables))
    assert str(caught.value) == (
        "made-up: the measure 'poor' is of ward 2017, not LSOA 2021; say in roll_up through which lookup it is summed "
        "up."
    )


def test_an_area_without_a_row_is_missing_and_not_zero() -> None:
    few = made_up.table("needs", {"area_code": CODES[:3], "poor": [1.0, 2.0, 3.0]})
    table = index(POOR, needs=few).table().to_pydict()
    assert table["rank"] == [3, 2, 1, None]
    assert table["score"][3] is None
    assert table["decile"][3] is None


def test_a_larger_area_with_an_unscored_part_is_missing_on_every_summary() -> None:
    few = tables(needs=made_up.table("needs", {"area_code": CODES[:3], "poor": [1.0, 2.0, 3.0]}))
    inputs = made_up.inputs_of(*few.values())
    for summary in ("average-score", "average-rank", "proportion", "extent", "local-concentration"):
        rolled = roll_up(
            build_index(POOR, inputs),
            lookup_of(inputs, TO_MSOA),
            areas_of(inputs, Geography.parse(MSOA)),
            summary=summary,  # type: ignore[arg-type]
        )
        assert rolled.table()["score"].to_pylist()[1] is None
        assert rolled.table()["rank"].to_pylist() == [1, None]


def test_a_table_that_calls_itself_by_another_geography_is_refused() -> None:
    areas = tables()["areas"]
    with pytest.raises(
        AreaCodeError, match=r"table areas-lsoa-2021: it does not hold LSOA 2021; correct its geography"
    ):
        index(POOR, areas=replace(areas, meta=replace(areas.meta, geography=Geography.parse("lsoa-2011"))))
