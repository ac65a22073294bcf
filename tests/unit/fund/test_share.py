"""A fund shared, end to end: floors, caps, balance, ring-fences, years, strings, damping; and what cannot be shared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from leastfirst.fund import checks, finding, places_table, priced
from tests.made_up_funds import added_up, by_place, formula, fund, pot, shared
from tests.unit.fund.some_streets import BY_NEED, FIVE_YEARS, STREETS, streets

BALANCE = {"capital": "1/2", "revenue": "1/2"}


def test_money_goes_by_residents_and_need() -> None:
    # Weights 1500, 2000, 500.
    result = shared(streets(amount="£4,000"))
    assert by_place(result) == {"ash": 150_000, "birch": 200_000, "cedar": 50_000}
    assert all(check.holds for check in checks(result))
    assert finding(result).startswith(
        "Made up (example): £4,000 for 3 streets in 2026-27. 4,000 people live there: £1 for each resident. From £500 "
        "(Cedar) to £2,000 (Birch)."
    )


TIES: dict[str, tuple[Mapping[str, Mapping[str, Any]], str, dict[str, int]]] = {
    # A penny among three equal places: the greatest need first, then the lower code.
    "need first": ({"a": {"need": 1}, "b": {"need": 2}, "c": {"need": 2}}, "1p", {"a": 0, "b": 1, "c": 0}),
    "then the lower code": ({"b": {"need": 1}, "a": {"need": 1}}, "1p", {"a": 1, "b": 0}),
    "however the rows lie": ({"c": {}, "a": {}, "b": {}}, "5p", {"a": 2, "b": 2, "c": 1}),
}


@pytest.mark.parametrize(("places", "amount", "pence"), TIES.values(), ids=TIES)
def test_ties_are_settled_by_need_and_then_by_code(
    places: Mapping[str, Mapping[str, Any]], amount: str, pence: dict[str, int]
) -> None:
    assert by_place(shared(fund(places, amount=amount))) == pence


BOUNDS: dict[str, tuple[dict[str, Any], dict[str, int]]] = {
    "a floor lifts a place, and the others give in proportion": (
        {"floor": {"per_place": "£750"}}, {"ash": 139_286, "birch": 185_714, "cedar": 75_000},
    ),
    "a cap holds one down": ({"cap": {"per_place": "£1,400"}}, {"ash": 140_000, "birch": 140_000, "cedar": 120_000}),
    "so much for each resident": (
        {"floor": {"per_resident": "80p"}}, {"ash": 137_143, "birch": 182_857, "cedar": 80_000},
    ),
    "a part of an equal share": (
        {"floor": {"of_equal_share": "1/2"}, "cap": {"of_equal_share": "1.3"}},
        {"ash": 160_001, "birch": 173_333, "cedar": 66_666},
    ),
    "all of them added up": (
        {"floor": {"per_place": "£100", "per_resident": "20p", "of_equal_share": "0.3"}},
        {"ash": 141_429, "birch": 188_571, "cedar": 70_000},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("said", "pence"), BOUNDS.values(), ids=BOUNDS)
def test_floors_and_caps(said: dict[str, Any], pence: dict[str, int]) -> None:
    result = shared(streets(amount="£4,000", **said))
    assert by_place(result) == pence
    assert all(check.holds for check in checks(result))


def test_who_is_too_small_or_not_in_need_enough_is_left_out_with_a_reason() -> None:
    eligible = {"residents_at_least": 1000, "residents_at_most": 1500, "number_at_most": 1}
    result = shared(streets(amount="£4,000", eligible=eligible))
    assert by_place(result) == {"ash": 400_000}
    assert result.left_out == (
        ("birch", "Birch", "2,000 residents, more than 1,500"),
        ("cedar", "Cedar", "not among the 1 of greatest need"),
    )
    rows = places_table(result).to_pylist()
    assert [(row["place_code"], row["takes_part"], row["why_not"]) for row in rows] == [
        ("ash", True, None),
        ("birch", False, "2,000 residents, more than 1,500"),
        ("cedar", False, "not among the 1 of greatest need"),
    ]
    assert "2 cannot take part (places.csv says why)." in finding(result)


def test_the_balance_and_the_ring_fence_hold_in_every_place_to_the_penny() -> None:
    capacity = {"id": "capacity", "title": "Capacity", "kind": "revenue", "exactly": "1/10", "years": "2026-27"}
    result = shared(streets(amount="£4,000", years=FIVE_YEARS, kinds=BALANCE, purposes=[capacity], profile="even"))
    assert added_up(result, "place_code", "kind") == {
        (code, kind): sum_ // 2 for code, sum_ in by_place(result).items() for kind in BALANCE
    }
    fenced = {k: v for k, v in added_up(result, "place_code", "purpose").items() if k[1] == "capacity"}
    assert fenced == {(code, "capacity"): sum_ // 10 for code, sum_ in by_place(result).items()}
    # What is ring-fenced comes in its year, and all money together follows the profile.
    assert {year for year, purpose in added_up(result, "year", "purpose") if purpose == "capacity"} == {"2026-27"}
    assert set(added_up(result, "year").values()) == {80_000}
    assert result.routing.moved_pence == 0


def test_a_ring_fence_larger_than_its_year_pushes_the_other_money_out_of_it() -> None:
    capacity = {"id": "capacity", "title": "Capacity", "kind": "revenue", "exactly": "1/2", "years": "2026-27"}
    pots = [pot("£4,000", paid="in-the-first-year")]
    result = shared(streets(*pots, years=FIVE_YEARS, purposes=[capacity], profile="even"))
    assert added_up(result, "year") == {"2026-27": 200_000, **{f"20{y}-{y + 1}": 50_000 for y in range(27, 31)}}


def test_a_purpose_gets_at_most_its_share_of_what_need_asks_for() -> None:
    parks = {"id": "parks", "title": "Parks", "kind": "capital", "at_most": "1/10"}
    pots = [pot("£1,000", {"string": "purposes", "only": ["parks"]}, pot_id="parks"), pot("£3,000")]
    result = shared(streets(*pots, kinds=BALANCE, purposes=[parks]))
    of_parks = {
        code: pence for (code, id_), pence in added_up(result, "place_code", "purpose").items() if id_ == "parks"
    }
    assert of_parks == {"ash": 15_000, "birch": 20_000, "cedar": 5_000}
    assert result.routing.unspent_pence == 60_000


def test_a_pot_tied_to_places_pays_there_alone_and_the_others_make_it_even() -> None:
    pots = [pot("£1,500", {"string": "places", "only": ["ash"]}, pot_id="own"), pot("£2,500")]
    result = shared(streets(*pots))
    assert by_place(result) == {"ash": 150_000, "birch": 200_000, "cedar": 50_000}
    assert added_up(result, "pot", "place_code") == {
        ("own", "ash"): 150_000,
        ("main", "birch"): 200_000,
        ("main", "cedar"): 50_000,
    }


def test_a_pot_may_name_a_place_that_cannot_take_part() -> None:
    only = {"string": "places", "only": ["ash", "birch"]}
    made = streets(pot("£100", only), amount="", eligible={"residents_at_most": 1500})
    assert by_place(shared(made)) == {"ash": 7_500, "cedar": 0}


def test_a_pot_is_tied_to_a_larger_area() -> None:
    within = {
        code: {**figures, "within": {"region": "north" if code == "ash" else "south"}}
        for code, figures in STREETS.items()
    }
    tied = {"string": "places", "only": ["north"], "within": "region"}
    made = fund(within, [pot("£1,500", tied, pot_id="own"), pot("£2,500")], formula=BY_NEED)
    assert added_up(shared(made), "pot", "place_code")["own", "ash"] == 150_000


def test_a_formula_that_gives_money_is_paid_by_a_pot_that_holds_what_is_asked_for() -> None:
    sums = formula("sum", {
        "people": {"step": "input", "input": "residents"},
        "each": {"step": "money", "amount": "£1.255"[:-1]},
        "sum": {"step": "multiply", "of": ["people", "each"]},
    }, gives="money")  # fmt: skip
    made = streets(pot(), formula=sums, cap={"per_place": "£2,000"}, floor={"per_place": "£1,300"})
    result = shared(made)
    assert by_place(result) == {"ash": 130_000, "birch": 200_000, "cedar": 130_000}
    assert result.held == ["floor", "cap", "floor"]


def test_money_is_rounded_to_the_nearest_penny_and_a_bound_that_it_meets_does_not_hold_it() -> None:
    sums = formula("half", {"half": {"step": "number", "number": "1.005"}}, gives="money")
    result = shared(streets(pot(), formula=sums, floor={"per_place": "£1.01"}))
    assert set(by_place(result).values()) == {101}
    assert result.held == ["", "", ""]


def test_a_formula_that_gives_money_may_leave_some_of_the_pots() -> None:
    sums = formula("all", {"all": {"step": "money", "amount": "£10"}}, gives="money")
    result = shared(streets(pot("£100"), formula=sums))
    assert sum(result.paid) == 3_000
    assert result.routing.unspent_pence == 7_000
    assert "Unspent: £70 of Main (2026-27), because all places have all that they need." in finding(result)


def test_ten_trillion_pounds_are_shared_to_the_penny() -> None:
    result = shared(streets(pot("£10,000,000,000,000"), years=FIVE_YEARS, kinds=BALANCE, profile="even"))
    assert sum(result.paid) == 10**15
    assert result.routing.unspent_pence == 0
    assert all(check.holds for check in checks(result))
    assert by_place(result)["birch"] == 5 * 10**14


def test_a_penny_is_shared_too() -> None:
    result = shared(streets(pot("1p"), years=FIVE_YEARS, kinds=BALANCE, profile="even"))
    assert by_place(result) == {"ash": 0, "birch": 1, "cedar": 0}


DAMPED = {"max_fall": "1/10", "max_rise": "1/5", "before": {"ash": "£1,000", "birch": "£2,000", "cedar": "£1,000"}}


def test_damping_moves_shares_by_no_more_than_its_pace_and_keeps_every_margin() -> None:
    pots = [pot("£20,000", paid="in-the-first-year"), pot("£5", {"string": "places", "only": ["ash"]}, pot_id="own")]
    capacity = {"id": "capacity", "title": "Capacity", "kind": "revenue", "exactly": "1/10", "years": "2026-27"}
    for purposes in ([], [capacity]):
        made = streets(*pots[:1], years=FIVE_YEARS, kinds=BALANCE, profile="even", damping=DAMPED, purposes=purposes)
        result = shared(made)
        assert all(check.holds for check in checks(result))
        assert result.routing.check() is result.routing
        damped = result.targets.damped
        assert damped is not None
        # Cedar falls from a quarter of the fund towards an eighth by a tenth a year; nobody falls faster.
        first = added_up(result, "place_code", "year")["cedar", "2026-27"]
        assert abs(first - 400_000 * 9 // 40) <= 1
        assert by_place(result)["cedar"] == sum(year[2] for year in damped.pence)
        assert set(added_up(result, "year").values()) == {400_000}
        half = {code: sum_ // 2 for code, sum_ in by_place(result).items()}
        for (code, _), pence in added_up(result, "place_code", "kind").items():
            assert abs(pence - half[code]) <= 1


def test_damping_from_a_formula_says_how_far_it_has_come() -> None:
    made = streets(pot("£4,000"), damping={"max_fall": "1/2", "max_rise": 1, "before": "by-population"})
    result = shared(made)
    assert result.targets.before == [100_000, 200_000, 100_000]
    assert result.targets.damped is not None
    assert result.targets.damped.years_to_converge == 1
    assert by_place(result) == {"ash": 150_000, "birch": 200_000, "cedar": 50_000}


def test_a_place_s_row_says_all_of_it() -> None:
    result = shared(streets(amount="£4,000", floor={"per_place": "£600"}, kinds=BALANCE))
    row = places_table(result).to_pylist()[2]
    assert row == {
        "place_code": "cedar",
        "place_name": "Cedar",
        "takes_part": True,
        "why_not": None,
        "residents": 1000,
        "need": 10,
        "share": 0.15,
        "held": "floor",
        "target_pence": 60_000,
        "paid_pence": 60_000,
        "short_pence": 0,
        "capital_pence": 30_000,
        "revenue_pence": 30_000,
        "pence_per_resident": 60,
    }


def test_the_rows_stand_by_place_year_kind_pot_and_purpose() -> None:
    result = shared(streets(amount="£4,000", years=FIVE_YEARS, kinds=BALANCE, profile="even"))
    rows = result.table().to_pylist()
    keys = [tuple(row[name] for name in ("place_code", "year", "kind", "pot", "purpose")) for row in rows]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert rows[0] == {
        "place_code": "ash",
        "place_name": "Ash",
        "year": "2026-27",
        "kind": "capital",
        "pot": "main",
        "purpose": "residents-decide",
        "pence": 15_000,
    }


def test_the_finding_says_what_strings_keep_back_and_what_they_cost() -> None:
    pots = [pot("£3,000", {"string": "places", "only": ["ash"]}, pot_id="own"), pot("£1,000")]
    told = finding(priced(shared(streets(*pots))))
    assert told == (
        "Made up (example): £2,500 for 3 streets in 2026-27. 4,000 people live there: £0.62 for each resident. From "
        "£200 (Cedar) to £1,500 (Ash). Strings and timing keep £1,500 of what need asks for from being paid; the place "
        "that loses most gets 40.0% of its share. Unspent: £1,500 of Own (2026-27), because all the places that it is "
        "for have all that they need.\n"
        "Without the string “only for places that it names” on Own: £1,500 more would reach places; Birch, Cedar would "
        "gain £1,500."
    )
