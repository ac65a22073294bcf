"""A lookup loses nobody and invents nobody: people and pence come out as they went in, or it says why not."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leastfirst.ground.errors import ConservationError, DataError, LeastfirstError
from leastfirst.ground.lookups import Lookup
from tests import made_up

FROM, MIDDLE, TO = "lsoa-2011", "lsoa-2021", "msoa-2021"
Rows = list[tuple[str, str, float]]


def lookup(
    rows: Sequence[tuple[str, str, float]], *, kind: str = "weighted", ends: tuple[str, str] = (FROM, TO)
) -> Lookup:
    return Lookup.from_table(made_up.lookup(*ends, rows, kind=kind, table_id="way"))


@st.composite
def weighted_rows(draw: st.DrawFn, sources: Sequence[str] | None = None, prefix: str = "T") -> Rows:
    """Each source shared out among 1 to 4 targets by whole parts, so that weights are fractions such as 2/7."""
    sources = sources or [f"A{i}" for i in range(draw(st.integers(1, 6)))]
    rows = []
    for source in sources:
        targets = draw(st.lists(st.integers(0, 5), min_size=1, max_size=4, unique=True))
        parts = draw(st.lists(st.integers(1, 9), min_size=len(targets), max_size=len(targets)))
        rows += [(source, f"{prefix}{t}", part / sum(parts)) for t, part in zip(targets, parts, strict=True)]
    return draw(st.permutations(rows))


def counts_for(rows: Rows, data: st.DataObject, most: int) -> tuple[pa.Array, list[int]]:
    codes = data.draw(st.permutations(sorted({source for source, _, _ in rows})))
    return pa.array(codes), data.draw(st.lists(st.integers(0, most), min_size=len(codes), max_size=len(codes)))


@given(weighted_rows(), st.data())
def test_people_come_out_as_they_went_in(rows: Rows, data: st.DataObject) -> None:
    codes, people = counts_for(rows, data, 10**6)
    way = lookup(rows)
    carried = way.carry(codes, np.array(people, dtype=float), where="people")
    of = dict(zip(codes.to_pylist(), people, strict=True))
    for target, found in zip(way.targets.to_pylist(), carried.tolist(), strict=True):
        assert found == pytest.approx(sum(w * of[source] for source, to, w in rows if to == target), abs=1e-6)
    assert carried.sum() == pytest.approx(sum(people))


def test_any_values_are_added_up_by_share_and_a_part_that_is_missing_makes_the_sum_missing() -> None:
    way = lookup([("A", "T1", 0.25), ("A", "T2", 0.75), ("B", "T2", 1.0), ("C", "T3", 1.0), ("D", "T4", 1.0)])
    added = way.add_up(pa.array(["B", "A", "C"]), np.array([-2.0, 8.0, np.nan]), where="values")
    assert added.tolist() == pytest.approx([2.0, 4.0, np.nan, 0.0], nan_ok=True), "D has no value and adds nothing"
    with pytest.raises(ConservationError, match="E of values is not in it"):
        way.add_up(pa.array(["E"]), np.array([1.0]), where="values")


@given(weighted_rows(), st.data())
def test_pence_stay_whole_and_add_up_to_the_penny(rows: Rows, data: st.DataObject) -> None:
    codes, pence = counts_for(rows, data, 10**12)
    way = lookup(rows)
    carried = way.carry_whole(codes, np.array(pence), where="grants")
    assert carried.dtype == np.int64
    assert carried.sum() == sum(pence)
    of = dict(zip(codes.to_pylist(), pence, strict=True))
    for target, found in zip(way.targets.to_pylist(), carried.tolist(), strict=True):
        fair = sum(Fraction(w) * of[source] for source, to, w in rows if to == target)
        shares = sum(to == target for _, to, _ in rows)
        assert abs(found - fair) < shares + 1  # a penny at most for every area that shares in it


@given(weighted_rows(), st.data())
def test_the_order_of_the_rows_of_a_lookup_changes_nothing(rows: Rows, data: st.DataObject) -> None:
    codes, pence = counts_for(rows, data, 1000)
    again = data.draw(st.permutations(rows))
    one, other = lookup(rows), lookup(again)
    assert one.best_target().equals(other.best_target())
    whole = [way.carry_whole(codes, np.array(pence), where="x").tolist() for way in (one, other)]
    assert whole[0] == whole[1]


def test_a_penny_that_is_left_goes_to_the_largest_remainder_then_to_the_lower_code() -> None:
    thirds = lookup([("A", "T3", 1 / 3), ("A", "T1", 1 / 3), ("A", "T2", 1 / 3)])
    assert thirds.carry_whole(pa.array(["A"]), np.array([100]), where="x").tolist() == [34, 33, 33]
    uneven = lookup([("A", "T1", 0.201), ("A", "T2", 0.799)])
    assert uneven.carry_whole(pa.array(["A"]), np.array([10]), where="x").tolist() == [2, 8]


def test_weights_printed_to_a_few_places_still_carry_large_sums_to_the_penny() -> None:
    way = lookup([("A", "T1", 0.3333333333), ("A", "T2", 0.3333333333), ("A", "T3", 0.3333333333)])
    carried = way.carry_whole(pa.array(["A"]), np.array([10**13]), where="grants")
    assert carried.sum() == 10**13
    assert carried.max() - carried.min() <= 1


@given(weighted_rows(prefix="M"), st.data())
def test_two_lookups_in_a_row_carry_what_one_after_the_other_carries(rows: Rows, data: st.DataObject) -> None:
    first = lookup(rows, ends=(FROM, MIDDLE))
    second = lookup(data.draw(weighted_rows(sources=[f"M{i}" for i in range(6)])), ends=(MIDDLE, TO))
    codes, people = counts_for(rows, data, 10**6)
    counts = np.array(people, dtype=float)
    by_steps = second.carry(first.targets, first.carry(codes, counts, where="people"), where="step")
    both = first.then(second)
    assert (str(both.source), str(both.target)) == (FROM, TO)
    np.testing.assert_allclose(both.carry(codes, counts, where="people"), by_steps, rtol=1e-9, atol=1e-6)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("exact", "exact", "exact"),
        ("exact", "best-fit", "best-fit"),
        ("best-fit", "exact", "best-fit"),
        ("weighted", "exact", "weighted"),
        ("best-fit", "weighted", "weighted"),
    ],
)
def test_a_chain_is_no_surer_than_its_weakest_link(one: str, other: str, kind: str) -> None:
    first = lookup([("A", "M", 1.0)], kind=one, ends=(FROM, MIDDLE))
    assert first.then(lookup([("M", "T", 1.0)], kind=other, ends=(MIDDLE, TO))).kind == kind


@given(weighted_rows())
def test_the_best_target_has_the_largest_share_and_the_lower_code_of_equals(rows: Rows) -> None:
    way = lookup(rows)
    for area, best in zip(way.areas.to_pylist(), way.best_target().to_pylist(), strict=True):
        shares = {to: round(weight, 9) for source, to, weight in rows if source == area}
        assert best == min(to for to, share in shares.items() if share == max(shares.values()))


def test_shares_that_differ_by_a_rounding_error_are_equal() -> None:
    way = lookup(
        [("A", "T2", 0.1 + 0.2), ("A", "T1", 0.3), ("A", "T0", 0.4 - 1e-16), ("B", "T3", 0.5), ("B", "T2", 0.5)]
    )
    assert way.best_target().to_pylist() == ["T0", "T2"]
    assert lookup([("A", "T2", (0.1 + 0.2) / 0.6), ("A", "T1", 0.5)]).best_target().to_pylist() == ["T1"]


@pytest.mark.parametrize(
    ("rows", "kind", "sentence"),
    [
        (
            [("A1", "T1", 0.5), ("A1", "T2", 0.4)],
            "weighted",
            "lookup way: the weights of A1 add up to 0.9, not 1; correct its weights so that everybody is counted",
        ),
        ([("A1", "T1", 1.0), ("A1", "T1", 1.0)], "exact", "lookup way: the weights of A1 add up to 2, not 1"),
        (
            [("A1", "T1", 1.5), ("A1", "T2", -0.5)],
            "weighted",
            "lookup way: A1 has the weight 1.5; give weights as shares from 0 to 1.",
        ),
        ([("A1", "T1", float("nan"))], "weighted", "lookup way: A1 has the weight nan; give weights as shares"),
        (
            [("A1", "T1", 0.5), ("A1", "T2", 0.5)],
            "best-fit",
            "lookup way: it is best-fit but some areas go to more than one target; give each area one target or call "
            "the lookup weighted.",
        ),
    ],
)
def test_weights_that_do_not_add_up_are_refused(rows: Rows, kind: str, sentence: str) -> None:
    with pytest.raises(ConservationError) as caught:
        lookup(rows, kind=kind)
    assert str(caught.value).startswith(sentence)


def test_a_row_without_a_code_is_refused() -> None:
    rows: list[tuple[str, str, float]] = [("A1", "T1", 1.0), (None, "T1", 1.0)]  # type: ignore[list-item]
    with pytest.raises(LeastfirstError, match="lookup way: row 2 has no from_code; give every row both codes"):
        lookup(rows)


def test_an_area_that_would_be_lost_is_named_with_its_vintage() -> None:
    way = lookup([("A1", "T1", 1.0)], kind="exact")
    with pytest.raises(ConservationError) as caught:
        way.carry(pa.array(["A1", "A2", "A3"]), np.ones(3), where="people")
    assert str(caught.value) == (
        "lookup way: A2 of people is not in it, so its people would be lost (2 areas in all); check that people holds "
        "LSOA 2011, or use the lookup of its vintage."
    )


def test_vintages_are_not_mixed() -> None:
    first = lookup([("A1", "T1", 1.0)], ends=(FROM, MIDDLE))
    second = lookup([("T1", "M1", 1.0)], ends=("lsoa-2011", TO))
    with pytest.raises(DataError) as caught:
        first.then(second)
    assert str(caught.value) == (
        "lookup way: it ends at LSOA 2021, but lookup way starts from LSOA 2011; chain lookups so that each starts "
        "where the one before it ends."
    )


@pytest.mark.parametrize(
    ("count", "sentence"),
    [(np.nan, "people: A1 has no count; "), (-3.0, "people: A1 has the negative count -3; ")],
)
def test_a_missing_or_negative_count_is_no_zero(count: float, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence + "give every area a count of zero or more"):
        lookup([("A1", "T1", 1.0)]).carry(pa.array(["A1"]), np.array([count]), where="people")


def test_a_table_of_another_kind_is_no_lookup() -> None:
    with pytest.raises(DataError, match="table people: it is not a lookup; name a table of the kind lookup"):
        Lookup.from_table(made_up.population({"A1": 3}))
