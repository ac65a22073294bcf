"""Any areas with any traits: the nearest are those that a plain search finds, and ties go to the lower code."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from leastfirst.definitions.similarity import Similarity
from leastfirst.ground.errors import LeastfirstError
from leastfirst.ground.tables import Table
from leastfirst.measure import SimilarAreas, similar, similar_needs
from tests import compared, made_up
from tests.generative.strategies import codes_of

TRAITS = ("a", "b", "c")
CODES = codes_of(25)
DISTRICTS = {code: f"X0700000{1 + k % 4}" for k, code in enumerate(CODES)}
Values = list[list[float | None]]


def similarity(**more: Any) -> Similarity:
    traits = [{"id": name, "called": name, "value": f"facts.{name}", "direction": "higher-is-worse"} for name in TRAITS]
    return Similarity.model_validate(
        {
            **made_up.HEAD, "id": "made-up", "kind": "similarity", "status": "example", "geography": made_up.LSOA,
            "population": "people.residents", "district": f"{made_up.LSOA}--{compared.LAD}", "traits": traits, **more,
        }
    )  # fmt: skip


def found(
    values: Values, code: str, *extra: Table, definition: Similarity | None = None, **options: Any
) -> SimilarAreas:
    definition = definition or similarity()
    columns = {name: [row[t] for row in values] for t, name in enumerate(TRAITS)}
    tables = [
        *compared.ground({code: 1000.0 + k for k, code in enumerate(CODES)}, DISTRICTS),
        made_up.table("facts", {"area_code": CODES, **columns}),
        *extra,
    ]
    metas = {table.id: table.meta for table in tables}
    wanted = similar_needs(definition, code, metas).columns
    return similar(definition, code, made_up.inputs_of(*[t for t in tables if t.id in wanted]), **options)


def slow(values: Values, here: int, allowed: list[int], number: int) -> list[tuple[float, str]]:
    known = [row for row in values if None not in row]
    spread = []
    for t in range(len(TRAITS)):
        column = [row[t] for row in known]
        mean = math.fsum(column) / len(column)  # type: ignore[arg-type]
        spread.append(math.sqrt(math.fsum((x - mean) ** 2 for x in column) / len(column)))  # type: ignore[operator]
    far = []
    for i in allowed:
        squares = [((values[i][t] - values[here][t]) / spread[t]) ** 2 for t in range(len(TRAITS))]  # type: ignore[operator]
        far.append((round(math.sqrt(math.fsum(squares)), 9), CODES[i]))
    return sorted(far)[:number]


ROW = st.lists(st.integers(0, 5).map(float), min_size=3, max_size=3)
LACKING = st.lists(st.one_of(st.none(), st.integers(0, 5).map(float)), min_size=3, max_size=3)


@given(st.lists(st.one_of(ROW, ROW, LACKING), min_size=25, max_size=25), st.integers(0, 24), st.booleans())
@settings(max_examples=100)
def test_the_nearest_are_those_of_a_plain_search(values: Values, here: int, other_districts: bool) -> None:
    assume(None not in values[here])
    known = [i for i, row in enumerate(values) if None not in row]
    assume(all(len({values[i][t] for i in known}) > 1 for t in range(3)))
    allowed = [
        i for i in known if i != here and not (other_districts and DISTRICTS[CODES[i]] == DISTRICTS[CODES[here]])
    ]
    number = min(5, len(allowed))
    assume(number)
    result = found(values, CODES[here], number=number, other_districts=other_districts)
    table = result.table().to_pydict()
    expected = slow(values, here, allowed, number)
    assert table["distance"] == pytest.approx([distance for distance, _ in expected], abs=2e-9)
    # Ties that differ in the last digit only may change places: then the distances, not the codes, are the same.
    for row, (distance, code) in zip(table["area_code"], expected, strict=True):
        assert row == code or sum(math.isclose(distance, other, abs_tol=3e-9) for other, _ in slow(
            values, here, allowed, 25)) > 1  # fmt: skip
    assert table["rank"] == list(range(1, number + 1))
    assert CODES[here] not in table["area_code"]
    assert result.left_out == 25 - len(known)


def test_a_tree_finds_the_same() -> None:
    chance = np.random.default_rng(5)
    values = chance.normal(size=(25, 3))
    result = found(values.tolist(), CODES[7], number=6)
    standing = (values - values.mean(axis=0)) / values.std(axis=0)
    distance, at = cKDTree(np.delete(standing, 7, axis=0)).query(standing[7], k=6)
    assert result.distance == pytest.approx(distance, abs=1e-8)
    assert result.positions.tolist() == [i + (i >= 7) for i in at.tolist()]


def test_equal_distances_go_by_code_and_the_reason_says_what_differs() -> None:
    values: Values = [[0.0, 0.0, 0.0] for _ in CODES]
    values[3], values[9], values[5] = [1.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 3.0]
    result = found(values, CODES[3], number=3)
    table = result.table().to_pydict()
    assert table["area_code"] == CODES[:3]
    assert table["reason"][0] == "Alike in b and c; differs most in a, which is better there."
    twins = found([*values[:4], [1.0, 0.0, 0.0], *values[5:]], CODES[3], number=1)
    assert twins.reasons() == ["Alike in everything that was looked at."]
    assert "24 LSOAs" in result.told()


def test_larger_areas_take_the_mean_over_residents_of_theirs() -> None:
    msoas = {f"X0200000{k}": f"Quarter {k}" for k in range(1, 6)}
    rows = [(code, f"X0200000{1 + k // 5}", 1.0) for k, code in enumerate(CODES)]
    extra = [made_up.areas("msoa-2021", msoas), made_up.lookup(made_up.LSOA, "msoa-2021", rows)]
    chance = np.random.default_rng(8)
    values = chance.normal(size=(25, 3))
    result = found(values.tolist(), "X02000002", *extra, number=2)
    people = 1000.0 + np.arange(25)
    mean = (values[:5] * people[:5, None]).sum(axis=0) / people[:5].sum()
    assert result.values[0] == pytest.approx(mean)
    assert set(result.table()["area_code"].to_pylist()) <= set(msoas) - {"X02000002"}
    holed: Values = values.tolist()
    holed[0][1] = None
    assert found(holed, "X02000002", *extra, number=3).left_out == 1, "half a quarter says nothing about the whole"


def test_robust_is_not_moved_by_one_extreme() -> None:
    chance = np.random.default_rng(9)
    values = chance.normal(size=(25, 3))
    values[24, 0] = 1e6
    plain = found(values.tolist(), CODES[0], number=5)
    robust = found(values.tolist(), CODES[0], number=5, definition=similarity(standardise="robust"))
    assert np.abs(plain.gaps[:, 0]).max() < 1e-4, "the extreme makes all others alike"
    assert np.abs(robust.gaps[:, 0]).max() > 0.1


@pytest.mark.parametrize(
    ("code", "options", "told"),
    [
        ("X01999999", {}, "is not among the 25 areas of LSOA 2021"),
        ("nonsense", {}, "'nonsense' is not an area code"),
        ("X05000001", {}, "no lookup leads from LSOA 2021 to 'ward'"),
        (CODES[0], {"number": 0}, "0 similar areas were asked for"),
        (CODES[0], {"number": 25}, "only 23 other areas can be considered, but 25 are asked for"),
        (CODES[0], {"within": ("planet",)}, "nothing says which areas share a 'planet'"),
        (CODES[4], {}, "the data hold no figure for b"),
    ],
)
def test_bad_input_is_one_sentence(code: str, options: dict[str, Any], told: str) -> None:
    values: Values = np.random.default_rng(2).normal(size=(25, 3)).tolist()
    values[4][1] = None
    with pytest.raises(LeastfirstError) as error:
        found(values, code, **options)
    assert told in error.value.sentence


def test_a_trait_that_is_the_same_everywhere_is_an_error() -> None:
    values: Values = [[1.0, float(k), float(k % 3)] for k in range(25)]
    with pytest.raises(LeastfirstError, match="the areas do not differ in a"):
        found(values, CODES[0])
