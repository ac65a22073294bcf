"""Areas that no counted area lies in: their people are not known, which is never zero."""

from __future__ import annotations

from leastfirst.definitions import load_profile
from leastfirst.ground.tables import Inputs
from leastfirst.measure import Profile, profile
from tests import made_up

MSOA = "msoa-2021"
COUNTED, NOT_COUNTED = "X02000001", "X02000002"


def told(*codes: str) -> Profile:
    """A place in which one larger area is made of a counted one, and the other of none."""
    inputs: Inputs = made_up.inputs_of(
        made_up.areas(made_up.LSOA, {"X01000001": "Small"}),
        made_up.areas(MSOA, {COUNTED: "North", NOT_COUNTED: "South"}),
        made_up.lookup(made_up.LSOA, MSOA, [("X01000001", COUNTED, 1.0)]),
        made_up.table("population-census-2021", {"area_code": ["X01000001"], "residents": [1500]}),
        made_up.table("census-2021", {"area_code": ["X01000001"], "disabled": [300.0], "not_disabled": [1200.0]}),
    )
    metas = {table_id: table.meta for table_id, table in inputs.items()}
    return profile(codes, metas, inputs, facts=load_profile("residents"), recipes=[], designations=[])


def test_an_area_made_of_counted_ones_is_counted() -> None:
    found = told(COUNTED)
    assert [each.number for each in found.residents] == [1500]
    assert [each.here for each in found.facts] == [0.2]
    assert found.cannot_be_said == ()


def test_an_area_that_nothing_counted_lies_in_is_not_one_where_nobody_lives() -> None:
    found = told(NOT_COUNTED)
    assert found.residents == ()
    assert [each.here for each in found.facts] == [None]
    assert found.cannot_be_said == (
        "How many people live in South is not known, so nothing is said of the people of the whole place.",
    )


def test_a_place_is_not_the_people_of_one_half_of_it() -> None:
    found = told(COUNTED, NOT_COUNTED)
    assert found.residents == ()
    assert [(each.here, each.suppressed) for each in found.facts] == [(None, False)]
    assert "South is not known" in found.cannot_be_said[0]
