"""Two ways of sharing side by side: small cases by hand, and what is said when things do not match."""

from __future__ import annotations

from typing import Any

import pytest

from leastfirst.definitions.formula import Tree
from leastfirst.definitions.fund import Fund
from leastfirst.fund import FundComparison, compare_formulas, compare_funds, compare_sides, share
from leastfirst.ground.errors import DataError
from leastfirst.ground.tables import Table
from tests.made_up import HEAD, inputs_of
from tests.sides import certainty, side


def rows_of(found: FundComparison, *names: str) -> list[tuple[Any, ...]]:
    columns = found.table().to_pydict()
    return list(zip(*(columns[name] for name in names), strict=True))


def groups_of(found: FundComparison, by: str) -> dict[str, tuple[int, int | None, int | None, int | None]]:
    return {
        row["group"]: (row["places"], row["a_pence"], row["b_pence"], row["difference_pence"])
        for row in found.summary_table().to_pylist()
        if row["by"] == by
    }


# Place by place.


def test_who_gains_who_loses_and_who_stays_within_a_penny() -> None:
    found = compare_sides(
        side({"a": 1000, "b": 2000, "c": 300, "d": 700}), side({"a": 1500, "b": 1499, "c": 301, "d": 700})
    )
    assert rows_of(found, "place_code", "difference_pence", "difference_percent") == [
        ("a", 500, 50.0),
        ("b", -501, -25.05),
        ("c", 1, 0.333333),
        ("d", 0, 0.0),
    ]
    assert groups_of(found, "gain or loss") == {
        "gain": (1, 1000, 1500, 500),
        "stay": (2, 1000, 1001, 1),
        "lose": (1, 2000, 1499, -501),
    }
    assert found.moved == (501, 501)
    told = found.finding()
    assert "Of the 4 places in both, 1 gets more under B, 1 less and 2 the same to within a penny." in told
    assert "£5.01 (13%) goes to other places than under A." in told
    assert "Place a (a) gains most: £10 becomes £15 (+50.0%)." in told
    assert "Place b (b) loses most: £20 becomes £14.99 (-25.1%)." in told


def test_with_different_totals_both_sums_are_said() -> None:
    found = compare_sides(side({"a": 1000, "b": 1000}), side({"a": 3000, "b": 500}))
    assert found.moved == (2000, 500)
    assert "The differences come to £20 more for some and £5 less for others in all." in found.finding()


def test_a_place_in_one_fund_alone_gets_nothing_of_the_other() -> None:
    found = compare_sides(side({"a": 1000, "b": 500}), side({"b": 600, "c": 900}))
    assert rows_of(found, "place_code", "in_fund", "a_pence", "b_pence", "difference_pence", "difference_percent") == [
        ("a", "only in a", 1000, 0, -1000, -100.0),
        ("b", "both", 500, 600, 100, 20.0),
        ("c", "only in b", 0, 900, 900, None),
    ]
    told = found.finding()
    assert "1 place gets £10 from A and nothing from B." in told
    assert "1 place gets £9 from B and nothing from A." in told


def test_what_a_place_of_another_geography_gets_is_unknown_not_nothing() -> None:
    found = compare_sides(side({"a": 1000, "b": 500}), side({"b": 600, "c": 900}, geography="ward-2024"))
    assert rows_of(found, "place_code", "a_pence", "b_pence", "difference_pence") == [
        ("a", 1000, None, None),
        ("b", 500, 600, 100),
        ("c", None, 900, None),
    ]
    told = " ".join(found.finding())
    assert "Their places are of ward 2017 and ward 2024. Only those with the same code are held against" in told
    assert "1 place gets £10 from A. 1 place gets £9 from B." in told
    assert "nothing from" not in told


def test_where_no_place_is_in_both_that_is_said_first() -> None:
    apart = compare_sides(side({"a": 1000}), side({"b": 600}, geography="ward-2024"))
    assert apart.finding()[0] == (
        "No place is in both funds, because their places are of ward 2017 and ward 2024: only sums can be compared, "
        "not places."
    )
    assert compare_sides(side({"a": 1}), side({"b": 1})).finding()[0] == (
        "No place is in both funds: only sums can be compared, not places."
    )


def test_a_fund_compared_with_itself_moves_nothing() -> None:
    one = side({"a": 1000, "b": 333}, need={"a": 2, "b": 1}, regions={"a": "R1", "b": "R2"})
    found = compare_sides(one, one)
    assert set(found.table()["difference_pence"].to_pylist()) == {0}
    assert found.moved == (0, 0)
    assert "Every place gets the same to the penny: nothing moves." in found.finding()
    assert not any("most" in sentence for sentence in found.finding())


def test_a_sum_of_nothing_has_no_percentage() -> None:
    found = compare_sides(side({"a": 0, "b": 5}), side({"a": 5, "b": 0}))
    assert found.table()["difference_percent"].to_pylist() == [None, -100.0]
    assert compare_sides(side({"a": 0}), side({"a": 0})).finding()[-1].endswith("nothing moves.")


# By region, need and certainty.


def test_by_region_every_penny_is_counted_once() -> None:
    found = compare_sides(
        side({"a": 1000, "b": 500, "c": 10}, regions={"a": "R1", "b": "R2", "c": ""}),
        side({"a": 400, "b": 1100, "c": 10}, regions={"a": "R1", "b": "R2", "c": ""}),
    )
    assert groups_of(found, "region") == {
        "Region R1": (1, 1000, 400, -600),
        "Region R2": (1, 500, 1100, 600),
        "not known": (1, 10, 10, 0),
    }
    assert "Of the regions, the part of Region R2 grows most: £5 (33%) under A, £11 (73%) under B." in found.finding()


def test_the_part_of_a_region_counts_where_one_fund_is_larger() -> None:
    regions = {"a": "R1", "b": "R2"}
    found = compare_sides(side({"a": 50, "b": 50}, regions=regions), side({"a": 600, "b": 400}, regions=regions))
    assert "The part of Region R2 shrinks most: £0.50 (50%) under A, £4 (40%) under B." in found.finding()


def test_deciles_of_need_are_told_among_the_places_compared() -> None:
    codes = [f"p{i:02}" for i in range(20)]
    need = {code: 100 - i // 2 * 2 for i, code in enumerate(codes)}  # pairs of equal need, the first greatest
    found = compare_sides(
        side(dict.fromkeys(codes, 100), need=need), side({c: 200 if c < "p02" else 89 for c in codes}, need=need)
    )
    assert found.table()["need_decile"].to_pylist() == [i // 2 + 1 for i in range(20)]
    assert groups_of(found, "need decile")["1"] == (2, 200, 400, 200)
    assert any("whose need is greatest (by need of index-a, among" in sentence for sentence in found.finding())


def test_needs_by_another_index_are_not_mixed() -> None:
    codes = [f"p{i:02}" for i in range(10)]
    a = side(dict.fromkeys(codes, 5), need=dict(zip(codes, range(10), strict=True)))
    b = side({"p00": 5, "q": 5}, need={"p00": 99, "q": 99}, index="index-b")
    deciles = dict(rows_of(compare_sides(a, b), "place_code", "need_decile"))
    assert (deciles["p00"], deciles["p09"], deciles["q"]) == (10, 1, None)


def test_fewer_than_ten_places_have_no_deciles() -> None:
    few = side({"a": 1, "b": 2}, need={"a": 1, "b": 2})
    assert compare_sides(few, few).table()["need_decile"].to_pylist() == [None, None]


SURE = certainty(
    [
        ("a", 1000, True, 1.0, "firm"),
        ("b", 2000, True, 0.6, "likely"),
        ("c", 500, True, 0.05, "unlikely"),
        ("d", 300, False, 0.2, "borderline"),
        ("e", None, False, 0.95, "firm"),
        ("f", 100, False, 0.01, "unlikely"),
        ("g", 100, False, None, None),
    ]
)


def test_the_money_at_stake_in_uncertain_cases() -> None:
    found = compare_sides(
        side({"a": 100_000, "b": 60_000, "c": 15_000}), side({"a": 105_000, "b": 70_000, "c": 0}), certainty=SURE
    )
    assert groups_of(found, "certainty") == {
        "firm": (1, 100_000, 105_000, 5_000),
        "likely": (1, 60_000, 70_000, 10_000),
        "unlikely": (1, 15_000, 0, -15_000),
    }
    stake = groups_of(found, "at stake")
    assert stake["gets money and is not firm"] == (2, 75_000, 70_000, -5_000)
    # 175,000p over 3,500 residents is 50p a head; d has 300, and e's are missing.
    assert stake["just outside the list, at the fund's mean for each resident"] == (2, 15_000, 15_000, 0)
    last = found.summary_table().to_pylist()[-1]
    assert (last["residents"], last["estimate"]) == (300, True)
    told = " ".join(found.finding())
    assert "(firm is on the list at least 9 times in 10), A pays £750 (43%) to 2 places and B pays £700 (40%)" in told
    assert "2 places just outside, with 300 residents, not counting 1 whose number of residents is missing" in told
    assert "Their money would be £150 by the mean for each resident of A and B: an estimate" in told


def test_residents_come_from_the_fund_where_it_binds_them() -> None:
    one = side({"a": 1000, "b": 1000}, residents={"a": 10, "b": 10})
    found = compare_sides(one, one, certainty=SURE)
    assert groups_of(found, "at stake")["just outside the list, at the fund's mean for each resident"][1] == 30_000


def test_an_area_that_the_other_fund_pays_is_not_outside() -> None:
    found = compare_sides(side({"a": 1000}), side({"a": 500, "d": 500}), certainty=SURE)
    assert found.stake is not None
    assert (found.stake.outside, found.stake.unknown) == (1, 1)


def test_a_list_that_knows_none_of_the_places_says_so() -> None:
    found = compare_sides(side({"x": 1000}), side({"x": 900}), certainty=SURE)
    assert "How sure the list is, is told of none of these places (certainty-made-up)." in found.finding()
    assert groups_of(found, "at stake")["gets money and is not firm"] == (0, None, None, None)
    assert groups_of(found, "certainty") == {"not known": (1, 1000, 900, -100)}


# What cannot be compared.


def test_without_a_common_place_only_regions_are_compared() -> None:
    found = compare_sides(
        side({"a": 1000}, regions={"a": "R1"}), side({"m": 700}, regions={"m": "R1"}, geography="msoa-2021")
    )
    assert {row["by"] for row in found.summary_table().to_pylist()} == {"all", "region"}
    assert groups_of(found, "region") == {"Region R1": (2, 1000, 700, -300)}
    told = found.finding()
    assert any("because their places are of ward 2017 and MSOA 2021: only sums" in each for each in told)
    assert "By region, under A and under B: Region R1 £10 and £7." in told


def test_regions_that_one_fund_does_not_tell_are_missing_not_nothing() -> None:
    found = compare_sides(side({"a": 1000}, regions={"a": "R1"}), side({"x": 700}, geography=None))
    assert groups_of(found, "region") == {"Region R1": (1, 1000, None, None), "not known": (1, 0, 700, 700)}
    assert "B does not say in which region its places lie, so regions cannot be compared." in found.finding()


def test_numbered_places_are_said_to_be_numbers() -> None:
    one = side({"place-1": 5, "place-2": 7}, geography=None, numbered=True)
    assert any("place 1 of A is held against place 1 of B" in each for each in compare_sides(one, one).finding())


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ([("a", 1, True, 0.5, "sure")], "a has the class 'sure'; use one of firm, likely, borderline, unlikely."),
        ([("a", 1, True, 1.5, "firm")], "a has the probability 1.5"),
        ([("a", 1, True, 1.0, "firm")] * 2, "a stands there more than once"),
    ],
)
def test_a_bad_certainty_table_is_refused(bad: Any, said: str) -> None:
    with pytest.raises(DataError, match="table certainty-made-up: ") as refused:
        compare_sides(side({"a": 1}), side({"a": 1}), certainty=certainty(bad))
    assert said in refused.value.sentence


def test_a_certainty_table_without_a_column_is_refused() -> None:
    short = Table(SURE.meta, SURE.data.drop_columns(["population"]))
    with pytest.raises(DataError, match="there is no column 'population'"):
        compare_sides(side({"a": 1}), side({"a": 1}), certainty=short)


def test_two_currencies_are_refused() -> None:
    with pytest.raises(DataError, match=r"'Here' is in £ and 'There' in €: sums in two currencies cannot be compared"):
        compare_sides(side({"a": 1}, title="Here"), side({"a": 1}, title="There", sign="€"))


# Whole funds.


def fund(amount: str, formula: dict[str, Any], id: str = "made-up") -> Fund:
    figures = {"one": {"residents": 100, "need": 3}, "two": {"residents": 300, "need": 1}}
    places = [{"code": code, "name": code.title(), "figures": each} for code, each in figures.items()]
    return Fund.model_validate(
        {
            **HEAD,
            "id": id,
            "kind": "fund",
            "status": "example",
            "years": "2026-27 to 2027-28",
            "places": {"come_from": "statement", "source": "a test", "vintage": "2021", "places": places},
            "inputs": {name: {"come_from": "statement"} for name in ("residents", "need")},
            "formula": formula,
            "pots": [{"id": "pot", "title": "A pot", "owner": "Somebody", "amount": amount}],
        }
    )


BY_PEOPLE = {"steps": {"people": {"step": "input", "input": "residents"}}, "result": "people"}
BY_NEED = {"steps": {"need": {"step": "input", "input": "need"}}, "result": "need"}


def test_two_funds_are_compared_by_what_they_pay() -> None:
    a, b = (share(fund("£4.00", each), inputs_of()) for each in (BY_PEOPLE, BY_NEED))
    found = compare_funds(a, b)
    assert rows_of(found, "place_code", "a_pence", "b_pence") == [("one", 100, 300), ("two", 300, 100)]


def test_one_fund_under_another_formula_shares_the_same_money() -> None:
    found = compare_formulas(share(fund("£4.00", BY_PEOPLE), inputs_of()), Tree.model_validate(BY_NEED))
    assert rows_of(found, "place_code", "a_pence", "b_pence") == [("one", 100, 300), ("two", 300, 100)]
    assert found.a.total == found.b.total == 400


def test_where_every_place_is_firm_it_is_said() -> None:
    found = compare_sides(side({"a": 10}), side({"a": 10}), certainty=SURE)
    assert (
        "Every place that gets money is firm by certainty-made-up: on the list at least 9 times in 10."
        in found.finding()
    )


def test_totals_are_told_to_the_penny() -> None:
    told = compare_sides(side({"a": 14_250_000_001}), side({"a": 5}, title="Other")).finding()
    assert told[:2] == [
        "A is 'Made up', which shares £142,500,000.01 among 1 place.",
        "B is 'Other', which shares £0.05 among 1 place.",
    ]
