"""A whole fund, whatever its figures, bounds, kinds, years and pots: nothing is lost, and need alone decides."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from leastfirst.definitions.fund import Fund
from leastfirst.fund import FundResult, checks
from leastfirst.fund.lines import spread
from leastfirst.fund.share import profile_of
from leastfirst.ground.errors import InfeasibleError
from tests.made_up_funds import added_up, by_place, formula, fund, pot, shared

YEARS = ["2026-27", "2027-28", "2028-29"]
CODES = [f"place-{i}" for i in range(8)]
# Formulas in which nobody loses by greater need.
RISING = ["population-and-need", "population-and-need-squared", "lump-sum-and-need", "regions-by-population"]
Streets = dict[str, dict[str, Any]]

figures = st.fixed_dictionaries({"residents": st.integers(1, 9000), "need": st.integers(1, 60)})


@st.composite
def streets(draw: st.DrawFn, least: int = 2) -> Streets:
    """Two to eight places with residents, need and a region."""
    n = draw(st.integers(least, len(CODES)))
    regions = st.sampled_from(["north", "south"])
    return {code: {**draw(figures), "within": {"region": draw(regions)}} for code in CODES[:n]}


class Said(NamedTuple):
    """A fund but for its places: pots, and what else it says."""

    pots: list[dict[str, Any]]
    said: dict[str, Any]

    def made(self, places: Streets, **otherwise: Any) -> Fund:
        return fund(places, self.pots, **{**self.said, **otherwise})


@st.composite
def plain(draw: st.DrawFn) -> Said:
    """One pot without strings, over one year."""
    return Said([pot(f"{draw(st.integers(1, 10**9))}p")], {"formula": draw(st.sampled_from(RISING))})


@st.composite
def rich(draw: st.DrawFn) -> Said:
    """One to three pots with strings, floors and caps, kinds, purposes, years, and often damping."""
    said: dict[str, Any] = {
        "years": f"{YEARS[0]} to {draw(st.sampled_from(YEARS[1:]))}",
        "formula": draw(st.sampled_from([*RISING, "equal-shares", "by-population"])),
        "profile": draw(st.sampled_from(["even", "as-money-comes-in", {YEARS[0]: "1/3", YEARS[1]: "2/3"}])),
        "rounding": draw(st.sampled_from(["largest-remainder", "sainte-lague"])),
    }
    if draw(st.booleans()):
        said["floor"] = {"of_equal_share": draw(st.sampled_from(["1/10", "1/3"]))}
    if draw(st.booleans()):
        said["cap"] = {"of_equal_share": draw(st.sampled_from(["3/2", "4"]))}
    if draw(st.booleans()):
        said["kinds"] = {"capital": "2/5", "revenue": "3/5"}
    if draw(st.booleans()):
        years = draw(st.sampled_from([None, YEARS[0], f"{YEARS[0]} to {YEARS[1]}"]))
        said["purposes"] = [
            {"id": "capacity", "title": "Capacity", "kind": "revenue", "exactly": "1/20", "years": years},
            {"id": "parks", "title": "Parks", "kind": "capital", "at_most": "1/10"},
        ]
    if draw(st.booleans()):
        said["damping"] = {"max_fall": "1/20", "max_rise": "1/10", "before": draw(st.sampled_from(RISING))}
    strings = st.sampled_from(
        [
            {"string": "kind", "only": "capital"},
            {"string": "places", "only": ["place-0", "place-1"]},
            {"string": "places", "only": ["north"], "within": "region"},
            {"string": "in-its-year"},
            {"string": "use-by", "year": YEARS[1]},
            {"string": "matched", "by": "3/2"},
        ]
    )
    tied = [
        draw(st.lists(strings, max_size=2, unique_by=lambda each: each["string"]))
        for _ in range(draw(st.integers(0, 2)))
    ]
    paid = st.sampled_from(["evenly", "in-the-first-year"])
    pots = [pot(f"{draw(st.integers(10_000, 10**8))}p", paid=draw(paid))]
    pots += [
        pot(f"{draw(st.integers(0, 10**8))}p", *ties, pot_id=f"tied-{at}", paid=draw(paid))
        for at, ties in enumerate(tied)
    ]
    return Said(pots, said)


def shared_or_not(made: Fund) -> FundResult:
    """The fund shared, or nothing to see where it says that it cannot be."""
    try:
        result = shared(made)
    except InfeasibleError:
        event("infeasible")
        assume(False)
        raise
    event("shared")
    return result


def rows(result: FundResult) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in result.table().to_pylist()]


@settings(max_examples=120)
@given(streets(), rich())
def test_every_margin_adds_up_again_from_the_rows(places: Streets, said: Said) -> None:
    made = said.made(places)
    assume(any(each["within"]["region"] == "north" for each in places.values()))
    result = shared_or_not(made)
    assert all(check.holds for check in checks(result))
    result.routing.check()
    held = Counter({each.id: sum(made.comes_in(each) or ()) for each in made.pots})
    left: Counter[str] = Counter()
    for unspent in result.routing.unspent:
        left[made.pots[unspent.purse].id] += unspent.pence
    assert Counter(added_up(result, "pot")) + left == +held
    paid = by_place(result)
    assert added_up(result, "place_code") == {code: pence for code, pence in paid.items() if pence}
    total = sum(paid.values())
    for column in ("year", "kind", "purpose", "pot"):
        assert sum(added_up(result, column).values()) == total
    assert min((row[-1] for row in rows(result)), default=1) > 0
    assert sum(result.targets.pence) == sum(held.values())
    targets = dict(zip(result.places.codes, result.targets.pence, strict=True))
    assert all(paid[code] <= targets[code] for code in paid)
    n = len(places)
    for name, broken in (("floor", int.__lt__), ("cap", int.__gt__)):
        if name in made.model_fields_set and getattr(made, name):
            bound = int(getattr(made, name).of_equal_share * sum(held.values()) / n)
            assert not any(broken(pence, bound) for pence in paid.values())
    if made.kinds is not None and total == sum(targets.values()):
        for code, pence in paid.items():
            capital = added_up(result, "place_code", "kind").get((code, "capital"), 0)
            assert abs(5 * capital - 2 * pence) < 5
        assert abs(5 * added_up(result, "kind").get("capital", 0) - 2 * total) < 5


@settings(max_examples=120)
@given(streets(), rich(), st.booleans())
def test_where_money_is_there_in_time_each_year_is_the_profile_s_to_the_penny(
    places: Streets, said: Said, one_pot: bool
) -> None:
    """Whatever the kinds, the purposes with years of their own and the damping: pots without strings allow it."""
    free = [pot(each["amount"], pot_id=each["id"], paid="in-the-first-year") for each in said.pots]
    result = shared_or_not(Said(free[: 1 if one_pot else None], said.said).made(places))
    assume(said.said["profile"] != "as-money-comes-in")
    made = result.fund
    assert result.routing.unspent_pence == 0
    coming = [sum(each) for each in zip(*(made.comes_in(each) or () for each in made.pots), strict=True)]
    expected = spread(sum(coming), profile_of(made, coming))
    paid = added_up(result, "year")
    assert [paid.get(str(year), 0) for year in made.years] == expected
    assert result.routing.moved_pence == 0


@settings(max_examples=60)
@given(streets(), rich(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_what_places_are_called_change_nothing(places: Streets, said: Said, luck: Any) -> None:
    assume(not any(string["string"] == "places" for each in said.pots for string in each["strings"]))
    expected = rows(shared_or_not(said.made(places)))
    codes = list(places)
    luck.shuffle(codes)
    again = shared(said.made({code: places[code] for code in codes}))
    assert rows(again) == expected
    # Other codes and names, in the same order.
    other = shared(said.made({f"x{code}": {**places[code], "name": code.capitalize()} for code in codes}))
    assert [row[0].removeprefix("x") for row in rows(other)] == [row[0] for row in expected]
    assert [row[1:] for row in rows(other)] == [row[1:] for row in expected]


@given(streets(), plain(), st.sampled_from([7, 10]), st.sampled_from([3, 100]))
def test_another_unit_of_need_or_residents_changes_nothing(places: Streets, said: Said, need: int, people: int) -> None:
    scaled = {
        code: {**each, "need": each["need"] * need, "residents": each["residents"] * people}
        for code, each in places.items()
    }
    assert by_place(shared(said.made(scaled))) == by_place(shared(said.made(places)))


@given(streets(), plain(), st.integers(0, 7), st.integers(1, 100))
def test_greater_need_never_lowers_what_a_place_gets(places: Streets, said: Said, at: int, more: int) -> None:
    code = list(places)[at % len(places)]
    needier = {**places, code: {**places[code], "need": places[code]["need"] + more}}
    assert by_place(shared(said.made(needier)))[code] >= by_place(shared(said.made(places)))[code]


@given(streets(), plain(), figures)
def test_equal_need_and_residents_get_the_same_within_a_penny(
    places: Streets, said: Said, alike: dict[str, int]
) -> None:
    same = {"within": {"region": "north"}, **alike}
    paid = by_place(shared(said.made({**places, "alike-1": same, "alike-2": same})))
    assert 0 <= paid["alike-1"] - paid["alike-2"] <= 1


@given(streets(least=3), plain(), st.integers(0, 7))
def test_removing_a_place_lowers_nobody_by_more_than_a_penny(places: Streets, said: Said, at: int) -> None:
    # Between regions, a place that leaves takes its residents out of its region's part: that is no fault.
    assume(said.said["formula"] != "regions-by-population")
    code = list(places)[at % len(places)]
    before = by_place(shared(said.made(places)))
    after = by_place(shared(said.made({each: of for each, of in places.items() if each != code})))
    # Powers are rounded to nine decimals, which at £10m can be another penny.
    assert all(after[each] >= before[each] - 2 for each in after)
    if said.said["formula"] == "population-and-need":
        assert all(after[each] >= before[each] - 1 for each in after)


@given(streets(), plain(), st.integers(1, 10**6))
def test_more_money_lowers_nobody_under_sainte_lague(places: Streets, said: Said, more: int) -> None:
    pence = int(str(said.pots[0]["amount"]).removesuffix("p"))
    richer = Said([pot(f"{pence + more}p")], said.said)
    before, after = (by_place(shared(each.made(places, rounding="sainte-lague"))) for each in (said, richer))
    assert all(after[code] >= before[code] for code in before)


SPLIT = formula("weight", {
    "people": {"step": "input", "input": "residents"},
    "need": {"step": "input", "input": "need"},
    "relative": {"step": "relative", "of": "need", "weighted_by": "people"},
    "gentle": {"step": "power", "of": "relative", "exponent": "1/2"},
    "weight": {"step": "multiply", "of": ["people", "gentle"]},
})  # fmt: skip


def a_fixed_fund() -> bytes:
    """The rows of a fund with all that can depend on the order of a set or on threads, as bytes."""
    places = {f"place-{i:02}": {"residents": 997 * i % 8000 + 500, "need": 31 * i % 47 + 3} for i in range(40)}
    pots = [
        pot("£7,654,321.09", paid="in-the-first-year"),
        pot("£1,234,567.89", {"string": "kind", "only": "capital"}, {"string": "in-its-year"}, pot_id="capital"),
        pot("£345,678.90", {"string": "places", "only": list(places)[::3]}, pot_id="some"),
        pot("£98,765.43", {"string": "matched", "by": 2}, {"string": "use-by", "year": "2028-29"}, pot_id="match"),
    ]
    result = shared(
        fund(
            places,
            pots,
            formula=SPLIT,
            years="2026-27 to 2031-32",
            profile="even",
            kinds={"capital": "1/2", "revenue": "1/2"},
            floor={"per_place": "£100,000"},
        )
    )
    return repr(rows(result)).encode()


def test_the_same_inputs_give_the_same_bytes_in_another_process_with_other_threads_and_hashes() -> None:
    root = Path(__file__).parents[2]
    script = "import sys; from tests.generative.test_fund import a_fixed_fund; sys.stdout.buffer.write(a_fixed_fund())"
    other = subprocess.run(
        [sys.executable, "-c", script],
        cwd=root,
        env={**os.environ, "PYTHONHASHSEED": "4242", "OMP_NUM_THREADS": "1", "PYTHONPATH": str(root)},
        capture_output=True,
        check=True,
    )
    assert hashlib.sha256(other.stdout).hexdigest() == hashlib.sha256(a_fixed_fund()).hexdigest()
