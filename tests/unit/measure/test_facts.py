"""Facts of every area at once: sums carried up, what is missing stays missing, and small numbers are hidden."""

from __future__ import annotations

import numpy as np
import pytest

from leastfirst.definitions.profile import Fact
from leastfirst.ground.columns import areas_of
from leastfirst.ground.tables import Inputs
from leastfirst.measure import FactOfAll, fact_of_all, facts_needs
from tests import made_up

MSOA = "msoa-2021"
HOMES = {
    "area_code": ["X01000001", "X01000002", "X01000003", "X01000004"],
    "crowded": [10.0, 30.0, 3.0, None],
    "very_crowded": [0.0, 10.0, 0.0, 2.0],
    "homes": [100.0, 100.0, 50.0, 80.0],
}
CROWDED = Fact(
    title="Crowded homes (all)", numerator=("homes.crowded", "homes.very_crowded"), denominator=("homes.homes",)
)
# The second small area is shared out: a quarter of its homes stand in the second larger area.
PARTS = [
    ("X01000001", "X02000001", 1.0),
    ("X01000002", "X02000001", 0.75),
    ("X01000002", "X02000002", 0.25),
    ("X01000003", "X02000002", 1.0),
    ("X01000004", "X02000003", 1.0),
]


def found(geography: str, fact: Fact = CROWDED, *, linked: bool = True) -> FactOfAll | None:
    tables = [
        made_up.areas(made_up.LSOA, {code: code for code in HOMES["area_code"]}),
        made_up.areas(MSOA, {f"X0200000{i}": f"{i}" for i in (1, 2, 3, 4)}),
        made_up.table("homes", HOMES),
    ]
    if linked:
        tables.append(made_up.lookup(made_up.LSOA, MSOA, PARTS, kind="weighted"))
    whole = made_up.inputs_of(*tables)
    metas = {table_id: table.meta for table_id, table in whole.items()}
    needed = facts_needs([fact], geography, metas)
    inputs = Inputs([whole[table_id] for table_id in needed.columns])
    return fact_of_all(fact, areas_of(inputs, tables[geography == MSOA].meta.geography), metas, inputs)


def test_shares_of_the_areas_themselves() -> None:
    shares = found(made_up.LSOA, linked=False)
    assert shares is not None
    assert shares.here[:2].tolist() == [0.1, 0.4]
    assert shares.suppressed.tolist() == [False, False, True, False]
    assert np.isnan(shares.here[2:]).all()  # one hidden, one missing
    assert shares.everywhere == pytest.approx((43 + 12) / 330)


def test_counts_are_carried_up_and_an_area_with_a_part_that_is_missing_is_missing() -> None:
    shares = found(MSOA)
    assert shares is not None
    assert shares.here[:2].tolist() == pytest.approx([(10 + 30) / 175, (10 + 3) / 75])
    assert np.isnan(shares.here[2:]).all()  # half a count would be too low; and nobody lives in the last
    assert not shares.suppressed.any()


def test_what_is_hidden_does_not_come_out_as_a_larger_area_less_its_other_parts() -> None:
    """The third is hidden; so is the second beside it, and the first, which the second would else stand alone by."""
    shares = found(made_up.LSOA)
    assert shares is not None
    assert shares.suppressed.tolist() == [True, True, True, False]
    assert np.isnan(shares.here).all()


def test_what_the_data_do_not_reach_is_not_told() -> None:
    assert found(MSOA, linked=False) is None
    for reference in ("homes.sheds", "sheds.homes"):
        assert found(made_up.LSOA, Fact(title="Sheds", numerator=(reference,), denominator=("homes.homes",))) is None


def test_a_title_becomes_the_name_of_a_column() -> None:
    assert CROWDED.column == "crowded_homes_all"
