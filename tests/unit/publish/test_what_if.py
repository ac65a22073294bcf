"""What-ifs: as published by default, to the penny; bounds on every field; the same question, the same address."""

from __future__ import annotations

from fractions import Fraction

import pytest

from leastfirst.definitions.formula import Power
from leastfirst.fund import share_by
from leastfirst.publish.what_ifs.trying import Trials
from leastfirst.publish.what_ifs.what_if import FIELDS, Bound, WhatIfError, read_what_if, written
from leastfirst.sources.locate import open_county

FUNDS = ("example-four-pots", "pride-in-place-2-england")


@pytest.fixture(scope="module")
def trials() -> Trials:
    """The funds of the fictional county."""
    return Trials(open_county())


@pytest.mark.parametrize("fund", FUNDS)
def test_nothing_changed_gives_what_is_published(trials: Trials, fund: str) -> None:
    what_if = trials.levers(fund).read({})
    assert trials.tried(what_if).changes_nothing
    assert trials.shared(what_if).paid == trials.published(fund).paid


@pytest.mark.parametrize("fund", FUNDS)
def test_what_is_published_typed_out_again_changes_nothing(trials: Trials, fund: str) -> None:
    levers = trials.levers(fund)
    typed = {name: written(name, value) for name, value in levers.values.items()}
    what_if = levers.read({**typed, "formula": levers.own})
    assert what_if.query() == []
    assert trials.tried(what_if).changes_nothing


def test_every_field_moves_money_and_every_penny_stays_in_the_fund(trials: Trials) -> None:
    levers = trials.levers("example-four-pots")
    changes = {
        "formula": "equal-shares",
        "weight": "2",
        "equal_part": "50",
        "floor": "0.9",
        "cap": "1.1",
        "cutoff": "20",
    }
    for name, value in changes.items():
        tried = trials.tried(levers.read({name: value}))
        assert not tried.changes_nothing, name
        shared = trials.shared(tried.what_if)
        held = sum(sum(purse.comes_in) for purse in shared.problem.purses)
        assert held == tried.comes_in_pence == levers.total, name
        assert sum(shared.paid) == tried.paid_pence, name
        assert tried.paid_pence + tried.unspent_pence == held, name
        assert tried.adds_up, name


def test_a_new_total_grows_every_pot_alike(trials: Trials) -> None:
    levers = trials.levers("example-four-pots")
    shared = trials.shared(levers.read({"total": "£480,000,000.01"}))
    held = [sum(purse.comes_in) for purse in shared.problem.purses]
    before = [sum(purse.comes_in) for purse in trials.published("example-four-pots").problem.purses]
    assert sum(held) == 48_000_000_001
    assert all(abs(now - 2 * then) <= 1 for now, then in zip(held, before, strict=True))


def test_capacity_moves_no_place_but_what_the_money_is_for(trials: Trials) -> None:
    levers = trials.levers("example-four-pots")
    as_it_is, tried = trials.tried(levers.read({})), trials.tried(levers.read({"capacity": "10"}))
    assert tried.changes_nothing
    assert as_it_is.capacity_pence == 1_135_000_000
    # The strings keep 5% of what need asks for from being paid, and as much of what is fenced.
    assert tried.capacity_pence == 2_270_000_000


def test_the_weight_of_need_is_a_power(trials: Trials) -> None:
    levers = trials.levers("example-four-pots")
    twice = trials.shared(levers.read({"formula": "population-and-need", "weight": "2"}))
    squared = share_by(trials.published("example-four-pots"), levers.formulas["population-and-need-squared"])
    assert twice.targets.pence == squared.pence
    again = trials.shared(levers.read({"formula": "population-and-need-squared", "weight": "1/2"}))
    plainly = share_by(trials.published("example-four-pots"), levers.formulas["population-and-need"])
    # A power is rounded to nine decimals, so a penny or two may move.
    assert all(abs(a - b) <= 2 for a, b in zip(again.targets.pence, plainly.pence, strict=True))
    assert any(isinstance(step, Power) for step in again.fund.tree.steps.values())


def test_a_sum_for_each_place_and_another_number_of_places(trials: Trials) -> None:
    levers = trials.levers("pride-in-place-2-england")
    what_if = levers.read({"each": "£5,000,000", "number": "2"})
    assert trials.shared(what_if).paid == [500_000_000, 500_000_000]
    assert trials.tried(what_if).paid_pence == 1_000_000_000


def test_a_fund_that_says_no_total_keeps_its_own_under_another_formula(trials: Trials) -> None:
    levers = trials.levers("pride-in-place-2-england")
    tried = trials.tried(levers.read({"formula": "by-population"}))
    assert tried.paid_pence == sum(trials.published("pride-in-place-2-england").paid)


def test_the_same_question_has_the_same_address() -> None:
    first = read_what_if("x", {"weight": "2.0", "floor": "33.33%", "total": "£2,000,000", "cap": "NONE"})
    again = read_what_if("x", {"cap": " none ", "weight": "4/2", "total": "2000000.00", "floor": "0.3333"})
    assert first == again
    assert first.query() == [("weight", "2"), ("floor", "0.3333"), ("cap", "none"), ("total", "£2,000,000")]
    assert read_what_if("x", dict(first.query())) == first
    assert first.floor == Bound(of_equal_share=Fraction(3333, 10_000))


@pytest.mark.parametrize(
    ("field", "typed", "same"),
    [("weight", "0,5", "0.5"), ("capacity", "12,5%", "12.5"), ("floor", "0,25", "1/4"), ("number", "1,000", "1000")],
)
def test_a_comma_may_stand_where_english_has_a_point(field: str, typed: str, same: str) -> None:
    assert read_what_if("x", {field: typed}) == read_what_if("x", {field: same})


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("weight", "9", "The weight of need must be from 0 to 4"),
        ("weight", "nan", "The weight of need must be a number from 0 to 4"),
        ("weight", "0.123456789", "The weight of need is too fine: write it with fewer figures"),
        ("equal_part", "101", "The part that is shared equally must be from 0 to 100"),
        ("each", "0", "The sum for each place must be from £1 to £1,000,000,000"),
        ("floor", "lots", "The floor must be a part of an equal share, such as 1/3, or pounds with their sign"),
        ("floor", "2", "The floor must be from 0 to 1 times an equal share"),
        ("floor", "-£5", "The floor must be a part of an equal share"),
        ("cap", "50%", "The cap must be from 100% to 10000% times an equal share"),
        ("capacity", "51", "The share for capacity must be from 0 to 50"),
        ("total", "5", "The total must be from £1,000 to £100,000,000,000"),
        ("total", "2000.001", "The total must be in whole pence"),
        ("cutoff", "0", "The cut-off must be from 1 to 30"),
        ("number", "1.5", "The number of places must be a whole number"),
        ("number", "1" * 41, "What was typed is too long: write it shorter"),
        ("weight", "1e99", "The weight of need must be from 0 to 4"),
    ],
)
def test_what_is_out_of_range_is_one_sentence(field: str, typed: str, told: str) -> None:
    with pytest.raises(WhatIfError) as caught:
        read_what_if("x", {field: typed})
    assert list(caught.value.problems) == [field]
    assert caught.value.problems[field].startswith(told)


@pytest.mark.parametrize(
    ("given", "field", "told"),
    [
        ({"formula": "nonsense"}, "formula", "no formula that this fund can be shared by"),
        ({"formula": "equal-shares", "weight": "2"}, "weight", "does not look at need: leave this empty"),
        ({"number": "9"}, "number", "not made by a number of places: leave this empty"),
        ({"each": "£9"}, "each", "does not give each place a sum of its own: leave this empty"),
    ],
)
def test_what_a_fund_cannot_change_is_said(trials: Trials, given: dict[str, str], field: str, told: str) -> None:
    with pytest.raises(WhatIfError) as caught:
        trials.levers("example-four-pots").read(given)
    assert told in caught.value.problems[field]


@pytest.mark.parametrize(
    ("fund", "given", "told"),
    [
        ("example-four-pots", {"floor": "£900,000,000"}, "The floors of 18 places add up to £16,200,000,000"),
        ("example-four-pots", {"capacity": "50"}, "The purposes of revenue money add up to 1/2, more than"),
        ("pride-in-place-2-england", {"floor": "£9", "cap": "£5"}, "Its floor of £9 is above its own cap of £5"),
    ],
)
def test_changes_that_contradict_each_other_are_told(
    trials: Trials, fund: str, given: dict[str, str], told: str
) -> None:
    with pytest.raises(WhatIfError) as caught:
        trials.tried(trials.levers(fund).read(given))
    assert caught.value.problems[""].startswith(told)


def test_a_bound_by_the_equal_share_needs_a_total(trials: Trials) -> None:
    with pytest.raises(WhatIfError) as caught:
        trials.levers("pride-in-place-2-england").read({"floor": "1/3"})
    assert caught.value.problems["floor"] == (
        "This formula says itself how much each place gets: write the floor in pounds"
    )


def test_names_that_mean_nothing_are_passed_over() -> None:
    assert read_what_if("x", {"page": "7", "__class__": "y", **dict.fromkeys(FIELDS, " ")}).query() == []
