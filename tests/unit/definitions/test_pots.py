"""Pots say whose money it is, when it comes and what it is tied to; strings that contradict each other are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.definitions.own_fund import read, refused

AMOUNT = "    amount: £1,000\n"
AMOUNTS = '{2026-27: "£100", 2027-28: "£200"}'
STRINGS = "    strings: [{string: kind, only: capital}]"
KINDS = "kinds: {capital: 1/2, revenue: 1/2}"

REFUSED = {
    "a pot called like another": ("id: main", "id: second", "line 27, pots: two pots are called 'main'"),
    "less than nothing": (
        "    amount: -£1,000\n", AMOUNT,
        "line 31, pots.main.amount: '-£1,000' is less than nothing: a sum of money is 0 or more",
    ),
    "less than nothing in a year": (
        '{2026-27: "£100", 2027-28: "£-200"}', AMOUNTS,
        "line 35, pots.second.amounts.2027-28: '£-200' is less than nothing: a sum of money is 0 or more",
    ),
    "a part of a penny": (
        "    amount: £1,000.005\n", AMOUNT,
        "line 31, pots.main.amount: '£1,000.005' is finer than a penny: give at most two figures after the point",
    ),
    "half a penny": (
        "    amount: 0.5p\n", AMOUNT,
        "line 31, pots.main.amount: '0.5p' is not a sum of money in £: write it like £1,250.50",
    ),
    "a number without a sign": (
        "    amount: 1000\n", AMOUNT,
        "line 31, pots.main.amount: write money with its sign, such as £1,250.50 or 125050p, not 1000",
    ),
    "more than can be counted": (
        "    amount: £100,000,000,000,000\n", AMOUNT,
        "line 27, pots: the pots hold £100,000,000,000,300, and £90,071,992,547,409.92 is the most that can be shared",
    ),
    "an amount and amounts": (
        "    amount: £1,000\n    amounts: {2026-27: £5}\n", AMOUNT,
        "line 28, pots.main: the pot 'main' states both an amount and amounts by year: keep one of them",
    ),
    "years out of order": (
        '{2027-28: "£100", 2026-27: "£200"}', AMOUNTS,
        "line 32, pots.second: the years are out of order: 2026-27 stands after 2027-28",
    ),
    "money after the fund": (
        '{2027-28: "£100", 2032-33: "£200"}', AMOUNTS,
        "line 27, pots: the pot 'second' has money in 2032-33, which is none of the fund's years",
    ),
    "a string that nobody knows": (
        "    strings: [{string: vibes}]", STRINGS,
        "line 36, pots.second.strings.1: `string: vibes` is not known; use 'kind', 'purposes', 'places', "
        "'use-by', 'in-its-year' or 'matched'",
    ),
    "two strings of a kind": (
        "    strings: [{string: kind, only: capital}, {string: kind, only: revenue}]", STRINGS,
        "line 32, pots.second: the pot 'second' has two strings of the kind 'kind': write them as one",
    ),
    "a purpose that the fund does not have": (
        "    strings: [{string: purposes, only: [parks]}]", STRINGS,
        "line 27, pots: the pot 'second' is for 'parks', which is none of the fund's purposes",
    ),
    "kind and purpose that contradict each other": (
        "    strings: [{string: kind, only: capital}, {string: purposes, only: [capacity]}]", STRINGS,
        "line 27, pots: the strings of the pot 'second' contradict each other: it is for capital money only, and for "
        "capacity only, which takes none",
    ),
    "a kind that the balance leaves out": (
        "kinds: {capital: 0, revenue: 1}", KINDS,
        "line 27, pots: nobody may use the pot 'second': it is for capital money only, and the fund's balance has none",
    ),
    "use by a year before the fund": (
        "    strings: [{string: use-by, year: 2025-26}]", STRINGS,
        "line 27, pots: the pot 'second' must be used by 2025-26, before the fund begins",
    ),
    "use by a year before it comes": (
        '    amounts: {2028-29: "£100"}\n    strings: [{string: use-by, year: 2027-28}]',
        f"    amounts: {AMOUNTS}\n{STRINGS}",
        "line 27, pots: the strings of the pot 'second' contradict its amounts: it must be used by 2027-28, and its "
        "first money comes in 2028-29",
    ),
    "use by a year of another kind": (
        "    strings: [{string: use-by, year: 2027}]", STRINGS,
        "line 27, pots: the pot 'second' must be used by 2027, and the fund's years are like 2026-27",
    ),
    "matched by nothing": (
        "    strings: [{string: matched, by: 0}]", STRINGS,
        "line 36, pots.second.strings.1.by: it has to be more than 0",
    ),
    "for nowhere": (
        "    strings: [{string: places, only: []}]", STRINGS,
        "line 36, pots.second.strings.1.only: it is empty: name one or more",
    ),
    "a fund of £0": (
        '    amount: £0\n  - id: second\n    title: Second pot\n    owner: me\n    amounts: {2026-27: "£0"}',
        f"{AMOUNT}  - id: second\n    title: Second pot\n    owner: me\n    amounts: {AMOUNTS}",
        "line 27, pots: the fund holds £0: give its pots some money",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("instead", "of", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, instead: str, of: str, said: str) -> None:
    assert refused(tmp_path, instead, of) == f"{said}; mend the definition."


def test_a_pot_without_an_amount_is_refused_where_the_formula_does_not_say_how_much(tmp_path: Path) -> None:
    assert refused(tmp_path, "", AMOUNT) == (
        "the pot 'main' states no amount, and the formula shares money out without saying how much; give the pot its "
        "amount."
    )


def test_two_pots_cannot_both_hold_whatever_is_asked_for(tmp_path: Path) -> None:
    said = refused(
        tmp_path,
        "",
        f"{AMOUNT}  - id: second\n    title: Second pot\n    owner: me\n    amounts: {AMOUNTS}\n{STRINGS}\n",
    )
    assert said.startswith("the pot 'main' states no amount")
    both = "  - {id: a, title: A, owner: me}\n  - {id: b, title: B, owner: me}\n  - id: main"
    assert refused(tmp_path, both, "  - id: main") == "the pots 'a' and 'b' state no amount; state one of them."


def test_ten_trillion_pounds_are_a_fund_like_another(tmp_path: Path) -> None:
    fund = read(tmp_path, "    amount: £10,000,000,000,000\n", AMOUNT)
    assert sum(fund.comes_in(fund.pots[0]) or ()) == 10**15


COMES_IN = {
    "evenly, the odd pennies first": ("    amount: £1,000\n", (33334, 33333, 33333)),
    "all in the first year": ("    amount: £1,000\n    paid: in-the-first-year\n", (100000, 0, 0)),
    "by year, nothing where no year is named": ('    amounts: {2027-28: "£5"}\n', (0, 500, 0)),
    "over the years in which it may be used": (
        "    amount: £1,000\n    strings: [{string: use-by, year: 2027-28}]\n", (50000, 50000, 0),
    ),
    "all years, if it may be used for longer": (
        "    amount: £1,000\n    strings: [{string: use-by, year: 2040-41}]\n", (33334, 33333, 33333),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("said", "pence"), COMES_IN.values(), ids=COMES_IN)
def test_when_money_comes_in(tmp_path: Path, said: str, pence: tuple[int, ...]) -> None:
    fund = read(tmp_path, said, AMOUNT)
    assert fund.comes_in(fund.pots[0]) == pence
