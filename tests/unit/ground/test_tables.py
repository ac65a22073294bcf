"""Tables are asked for by name, column by column, and two vintages are never mixed."""

from __future__ import annotations

import pytest

from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import AreaCodeError, DataError
from leastfirst.ground.tables import Needs, split_reference
from tests import made_up

LSOA_2021 = Geography.parse("lsoa-2021")


def test_needs_gather_columns_and_all_columns_win() -> None:
    needs = Needs().add("people", ["residents"]).add_reference("people.households").add("lookup")
    assert needs.columns == {"people": {"residents", "area_code", "households"}, "lookup": None}
    assert needs.add("people").columns["people"] is None
    assert needs.add("people", ["residents"]).columns["people"] is None


def test_needs_of_two_are_put_together_and_neither_changes() -> None:
    one, other = Needs().add("a", ["x"]), Needs().add("a", ["y"]).add("b")
    assert (one | other).columns == {"a": {"x", "y"}, "b": None}
    assert one.columns == {"a": {"x"}}
    assert other.columns == {"a": {"y"}, "b": None}


@pytest.mark.parametrize("bad", ["residents", ".residents", "people.", ""])
def test_a_reference_names_a_table_and_a_column(bad: str) -> None:
    with pytest.raises(DataError) as caught:
        split_reference(bad)
    assert str(caught.value) == f"'{bad}' does not name a column; write table.column, such as imd-2025.income_rank."
    assert split_reference("imd-2025.income_rank") == ("imd-2025", "income_rank")


def test_a_reference_of_another_vintage_is_refused() -> None:
    inputs = made_up.inputs_of(made_up.population({"E01000001": 1}, geography="lsoa-2011"))
    assert inputs.reference("people.residents", geography=Geography.parse("lsoa-2011"))[1].name == "residents"
    with pytest.raises(AreaCodeError) as caught:
        inputs.reference("people.residents", geography=LSOA_2021)
    assert str(caught.value) == (
        "table people: it holds LSOA 2011, but LSOA 2021 is asked for; use a table of the same level and vintage, or "
        "bring it over with a lookup first."
    )


def test_a_table_without_areas_is_no_table_of_areas() -> None:
    inputs = made_up.inputs_of(made_up.table("listed", {"name": ["a"]}, geography=None))
    with pytest.raises(AreaCodeError, match="table listed: it holds no areas, but LSOA 2021 is asked for"):
        inputs.reference("listed.name", geography=LSOA_2021)


def test_a_missing_table_or_column_says_what_there_is() -> None:
    inputs = made_up.inputs_of(made_up.population({"E01000001": 1}))
    assert list(inputs) == ["people"]
    assert len(inputs) == 1
    with pytest.raises(
        DataError, match="a test: there is no table 'crime'; name a table that `leastfirst data describe`"
    ):
        inputs["crime"]
    with pytest.raises(DataError, match="table people: there is no column 'homes'; use one of area_code, residents"):
        inputs.reference("people.homes", geography=LSOA_2021)
