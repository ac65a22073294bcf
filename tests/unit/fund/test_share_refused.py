"""What cannot be shared is said in a sentence, with the smallest change that would do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from leastfirst.definitions.amounts import as_money
from leastfirst.definitions.fund import Fund
from leastfirst.ground.errors import LeastfirstError
from tests.made_up_funds import formula, fund, pot, shared
from tests.unit.fund.some_streets import FIVE_YEARS, STREETS, streets


def refused(made: Fund) -> str:
    with pytest.raises(LeastfirstError) as caught:
        shared(made)
    assert "\n" not in str(caught.value)
    return str(caught.value)


CANNOT: dict[str, tuple[dict[str, Any], list[Mapping[str, Any]], str]] = {
    "pots that do not reach the floors": (
        {"floor": {"per_place": "£2,000"}}, [pot("£4,000")],
        "the floors of 3 places add up to £6,000, which is £2,000 more than the £4,000 to share; lower every floor to "
        "66.66% of what it is, or add £2,000.",
    ),
    "caps that do not hold the money": (
        {"cap": {"per_place": "£1,000"}}, [pot("£4,000")],
        "the caps of 3 places add up to £3,000, which is £1,000 less than the £4,000 to share; raise every cap to "
        "133.34% of what it is, or share £1,000 less.",
    ),
    "a floor above its cap": (
        {"floor": {"per_resident": "£1"}, "cap": {"per_place": "£1,900"}}, [pot("£5,000")],
        "Birch (birch): its floor of £2,000 is above its own cap of £1,900; lower the floor or raise the cap by £100.",
    ),
    "a floor above its cap, of money": (
        {
            "floor": {"per_resident": "£1"}, "cap": {"per_place": "£1,900"},
            "formula": formula("all", {"all": {"step": "money", "amount": "£10"}}, gives="money"),
        }, [pot()],
        "Birch (birch): its floor of £2,000 is above its own cap of £1,900; lower the floor or raise the cap by £100.",
    ),
    "pots that do not reach what the formula gives": (
        {"formula": formula("all", {"all": {"step": "money", "amount": "£10"}}, gives="money")}, [pot("£29")],
        "made-up: its formula comes to £30, and its pots hold £29; add £1 to the pots, or lower what the formula "
        "gives.",
    ),
    "pots that hold more than the formula gives, beside an open one": (
        {"formula": formula("all", {"all": {"step": "money", "amount": "£10"}}, gives="money")},
        [pot("£50"), pot(pot_id="open")],
        "made-up: its formula comes to £30, less than the pots that state an amount; lower them by £20.",
    ),
    "a formula that comes to nothing": (
        {"formula": formula("all", {"all": {"step": "number", "number": 0}}, gives="money")}, [pot("£5")],
        "made-up: its formula comes to £0 for every place; check its inputs.",
    ),
    "weights that are all zero": (
        {"formula": formula("all", {"all": {"step": "number", "number": 0}})}, [pot("£5")],
        "the weights of all 3 places are zero, so there is nothing to share £5 by; give at least one place a weight "
        "above zero.",
    ),
    "a part of the equal share of a fund of unknown size": (
        {
            "floor": {"of_equal_share": "1/2"},
            "formula": formula("all", {"all": {"step": "money", "amount": "£10"}}, gives="money"),
        }, [pot()],
        "made-up: a bound is a part of the equal share of the fund, and a pot does not say how much it holds; give "
        "each pot its amount, or the bound as a sum.",
    ),
    "a pot for a place that is none": (
        {}, [pot("£5", {"string": "places", "only": ["ash", "oak"]})],
        "the pot 'main' is tied to 'oak', which is none of the fund's places; name some of them, such as ash, or say "
        "in `within` of which level the codes are.",
    ),
    "a pot for a level that nobody named": (
        {}, [pot("£5", {"string": "places", "only": ["E12000001"], "within": "region"})],
        "the pot 'main' is tied to some region, and the places do not say in which region they lie; name a lookup to "
        "it among the places' larger areas (`within`).",
    ),
    "nobody who can take part": (
        {"eligible": {"residents_at_least": 5000}}, [pot("£5")],
        "made-up: none of the 3 streets can take part; widen `eligible`.",
    ),
    "what a place had before is not said": (
        {"damping": {"max_fall": "1/10", "max_rise": "1/10", "before": {"ash": "£5", "birch": "£5"}}}, [pot("£5")],
        "made-up: the fund does not say what Cedar (cedar) had before: missing is never zero; state it under damping, "
        "as £0 if it had nothing.",
    ),
    "damping that keeps a place from its floor": (
        {
            "damping": {"max_fall": "1/10", "max_rise": "1/10", "before": {"ash": "£9", "birch": "£9", "cedar": "£1"}},
            "floor": {"per_place": "£400"},
        }, [pot("£4,000")],
        "made-up: damping keeps Cedar (cedar) at £231.58, which is below its floor of £400; allow a faster pace, or "
        "lower the floor to £231.58, which damping can reach.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("said", "pots", "sentence"), CANNOT.values(), ids=CANNOT)
def test_what_cannot_be_shared_is_said_in_a_sentence(
    said: dict[str, Any], pots: list[Mapping[str, Any]], sentence: str
) -> None:
    assert refused(streets(*pots, **said)) == sentence


SLOW = {
    "one place below its floor": ({"floor": {"per_place": "£1,200"}}, {"ash": "£9", "birch": "£9", "cedar": "£1"}),
    "two places below their floors": ({"floor": {"per_place": "£900"}}, {"ash": "£1", "birch": "£16", "cedar": "£1"}),
    "a place above its cap": ({"cap": {"of_equal_share": "12/10"}}, {"ash": "£9", "birch": "£90", "cedar": "£10"}),
}


@pytest.mark.parametrize(("bound", "before"), SLOW.values(), ids=SLOW)
def test_the_bound_that_damping_is_said_to_reach_it_does_reach(
    bound: dict[str, dict[str, str]], before: dict[str, str]
) -> None:
    damping = {"max_fall": "1/10", "max_rise": "1/10", "before": before}
    said = refused(streets(pot("£4,000"), years=FIVE_YEARS, damping=damping, **bound))
    assert said.count("places in all") == ("(2 places in all)" in said)
    found = re.search(r"or (?:lower|raise) the (floor|cap) to (£[0-9,.]+), which damping can reach", said)
    assert found, said
    which, sum_ = found.groups()
    reached = shared(streets(pot("£4,000"), years=FIVE_YEARS, damping=damping, **{which: {"per_place": sum_}}))
    assert sum(reached.paid) == 400_000
    pence = as_money(sum_)
    nearer = f"{pence + 1 if which == 'floor' else pence - 1}p"
    assert which in refused(streets(pot("£4,000"), years=FIVE_YEARS, damping=damping, **{which: {"per_place": nearer}}))
    assert min(reached.paid) >= pence if which == "floor" else max(reached.paid) <= pence


def test_a_floor_that_strings_keep_out_of_reach_is_named_with_the_string_and_the_change_that_would_do() -> None:
    tied = {"string": "places", "only": ["birch", "ash"]}
    pots = [pot("£3,900", tied), pot("£100", pot_id="rest")]
    said = refused(streets(*pots, floor={"per_place": "£400"}))
    assert "£300" in said
    assert "cedar" in said
    assert "'Main' is only for places that it names" in said


def test_a_pot_that_nobody_may_use_is_named() -> None:
    within = {code: {**figures, "within": {"region": "north"}} for code, figures in STREETS.items()}
    tied = {"string": "places", "only": ["west"], "within": "region"}
    assert refused(fund(within, [pot("£5", tied)])) == (
        "nobody may use the pot 'main': it is only in west, and none of the 3 places is there; name some of the fund's "
        "own, such as north, or take the pot out."
    )
    made = fund(within, [pot("£5", {"string": "kind", "only": "capital"})])
    broken = made.model_copy(update={"kinds": {"capital": 0, "revenue": 1}})
    assert refused(broken) == (
        "nobody may use the pot 'Main': its string 'capital only' leaves no line that it could pay for; loosen a "
        "string or take the pot out."
    )
