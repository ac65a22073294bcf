"""Damping: shares move no faster than the pace, arrive, and the money moved is counted."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from leastfirst.ground.apportion import damp
from leastfirst.ground.errors import DataError
from tests import apportion_reference as slow

TWENTIETH, TENTH = Fraction(1, 20), Fraction(1, 10)


def test_one_place_gains_what_the_other_loses_a_twentieth_of_its_share_at_a_time() -> None:
    damped = damp([[40_000, 60_000]] * 6, [50_000, 50_000], max_fall=TWENTIETH, max_rise=TENTH)
    # 50,000 x 0.95, x 0.95 again ...; from year 5 the target is nearer than a twentieth.
    assert [year[0] for year in damped.pence] == [47_500, 45_125, 42_869, 40_725, 40_000, 40_000]
    assert [sum(year) for year in damped.pence] == [100_000] * 6
    assert damped.moved_pence == [7_500, 5_125, 2_869, 725, 0, 0]
    assert damped.years_to_converge == 5
    assert damped.held == [["fall", ""]] * 4 + [["", ""]] * 2
    assert damped.share(1, 0) == Fraction(45_125, 100_000)


def test_a_shrinking_fund_is_no_contradiction_because_the_pace_is_by_share() -> None:
    damped = damp([[25_000, 25_000]], [50_000, 50_000], max_fall=TWENTIETH, max_rise=TENTH)
    assert damped.pence == [[25_000, 25_000]]
    assert damped.held == [["", ""]]
    assert damped.years_to_converge == 1


def test_who_had_nothing_may_go_up_to_the_target_at_once_and_not_beyond() -> None:
    damped = damp([[0, 5_000, 5_000]] * 2, [0, 2_000, 8_000], max_fall=TENTH, max_rise=TENTH)
    assert damped.pence[0] == [0, 2_200, 7_800]
    newcomer = damp([[1_000, 4_600, 4_400]], [0, 5_000, 5_000], max_fall=TENTH * 2, max_rise=TENTH)
    assert newcomer.pence == [[1_000, 4_600, 4_400]]
    # Others fall no faster than they may, and the newcomer waits for its part like everybody else.
    waiting = damp([[1_000, 1_000, 8_000]], [0, 5_000, 5_000], max_fall=TENTH, max_rise=TENTH)
    assert waiting.pence == [[611, 4_500, 4_889]]
    assert waiting.held == [["", "fall", ""]]
    # What the second may not take yet stays with the third, and does not lift the newcomer above its target.
    stopped = damp([[1_000, 8_000, 1_000]], [0, 5_000, 5_000], max_fall=Fraction(1), max_rise=TENTH)
    assert stopped.pence == [[1_000, 5_500, 3_500]]
    assert stopped.held == [["", "rise", ""]]
    assert damp([[10, 20]], [0, 0], max_fall=TENTH, max_rise=TENTH).pence == [[10, 20]]


def test_a_place_without_a_target_falls_as_fast_as_the_others_can_take_its_money() -> None:
    damped = damp([[0, 0, 10_000]], [2_500, 2_500, 5_000], max_fall=Fraction(1, 2), max_rise=TENTH)
    assert damped.pence == [[2_250, 2_250, 5_500]]
    assert damped.held == [["", "", "rise"]]
    slower = damp([[0, 0, 10_000]], [2_500, 2_500, 5_000], max_fall=TWENTIETH, max_rise=TENTH)
    assert slower.pence == [[2_375, 2_375, 5_250]]
    assert slower.held == [["fall", "fall", ""]]


def test_a_year_without_money_changes_no_shares() -> None:
    damped = damp([[40, 60], [0, 0], [40, 60]], [50, 50], max_fall=TENTH, max_rise=TENTH)
    assert damped.pence == [[45, 55], [0, 0], [41, 59]]
    assert damped.moved_pence == [5, 0, 1]
    assert damped.years_to_converge is None


def test_a_pace_of_nothing_freezes_the_shares_and_a_free_one_goes_straight_there() -> None:
    frozen = damp([[90, 10]] * 3, [50, 50], max_fall=Fraction(0), max_rise=Fraction(0))
    assert frozen.pence == [[50, 50]] * 3
    assert frozen.years_to_converge is None
    assert damp([[90, 10]], [50, 50], max_fall=Fraction(1), max_rise=Fraction(9)).pence == [[90, 10]]


def test_small_sums_arrive_too_because_shares_are_not_rounded_from_year_to_year() -> None:
    """A place of 3 pence that may rise by a twentieth of whole pence would stay at 3 for ever."""
    damped = damp([[6, 94]] * 15, [3, 97], max_fall=TWENTIETH, max_rise=TWENTIETH)
    assert damped.pence[-1] == [6, 94]


def test_random_cases_against_the_slow_version() -> None:
    chance = random.Random(11)
    for _ in range(1_500):
        n, years = chance.randint(1, 5), chance.randint(1, 6)
        before = [chance.choice([0, 1, 5, 30, 100]) for _ in range(n)]
        targets = [[chance.choice([0, 2, 10, 40, 60]) for _ in range(n)] for _ in range(years)]
        fall = Fraction(chance.randint(0, 10), 10)
        rise = Fraction(chance.randint(0, 30), 20)
        damped = damp(targets, before, max_fall=fall, max_rise=rise)
        expected = slow.damped_shares(targets, before, fall, rise)
        had = [Fraction(pence, sum(before) or 1) for pence in before]
        for year, shares in enumerate(expected):
            got = [damped.share(year, at) for at in range(n)]
            assert got == shares
            total = sum(targets[year])
            assert sum(damped.pence[year]) == total
            for at in range(n):
                assert abs(damped.pence[year][at] - got[at] * total) < 1
                if had[at] and total:
                    assert had[at] * (1 - fall) <= got[at] <= had[at] * (1 + rise)
                    # What is said to be held, is held.
                    held = damped.held[year][at]
                    assert held != "fall" or got[at] == had[at] * (1 - fall)
                    assert held != "rise" or got[at] == had[at] * (1 + rise)
            had = got
            moved = sum(abs(pence - target) for pence, target in zip(damped.pence[year], targets[year], strict=True))
            assert damped.moved_pence[year] * 2 == moved


def test_it_arrives_at_any_target_above_zero() -> None:
    chance = random.Random(12)
    for _ in range(100):
        n = chance.randint(2, 8)
        before = [chance.randint(1, 10**6) for _ in range(n)]
        target = [chance.randint(10**3, 10**9) for _ in range(n)]
        damped = damp([target] * 250, before, max_fall=TENTH, max_rise=TENTH)
        assert damped.pence[-1] == target
        arrived = damped.years_to_converge
        assert arrived is not None
        assert damped.moved_pence[arrived - 1 :] == [0] * (251 - arrived)
        assert arrived == 1 or damped.moved_pence[arrived - 2] > 0


def test_ten_trillion_pounds() -> None:
    damped = damp([[10**15 - 3, 3]] * 2, [1, 10**15], max_fall=TENTH, max_rise=TENTH)
    assert [sum(year) for year in damped.pence] == [10**15] * 2


@pytest.mark.parametrize(
    ("targets", "before", "fall", "rise", "sentence"),
    [
        (
            [[1, 2]],
            [1, 2],
            0.05,
            TENTH,
            "the largest fall of 0.05 is not exact; give a fraction, such as Fraction(1, 20).",
        ),
        ([[1, 2]], [1, 2], TENTH, -TENTH, "the largest rise of -1/10 is negative; give a fraction of 0 or more."),
        (
            [[1, 2]],
            [1, 2],
            Fraction(3, 2),
            TENTH,
            "the largest fall of 3/2 is more than everything; give a fraction from 0 to 1.",
        ),
        ([[1, 2], [3]], [1, 2], TENTH, TENTH, "year 2: it has 1 targets for 2 places; give one a place."),
        (
            [[1, None]],
            [1, 2],
            TENTH,
            TENTH,
            "Marsh End: the target of year 1 is missing; give one: missing is never zero.",
        ),
        (
            [[1, 1]],
            [1, -2],
            TENTH,
            TENTH,
            "Marsh End: the sum before -£0.02 is negative; give 0 or more.",
        ),
    ],
)
def test_bad_input_is_one_sentence(targets, before, fall, rise, sentence) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DataError) as caught:
        damp(targets, before, max_fall=fall, max_rise=rise, names=["Hillside", "Marsh End"])
    assert str(caught.value) == sentence
