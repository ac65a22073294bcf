"""The benchmark of the sharing cannot rot: its sides run, its judge knows right from wrong, only ours can fail it."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from benchmarks import funding, funding_judged, funding_side, pots_judged
from benchmarks.clock import Clock
from benchmarks.funding_cases import FLOOR, PENCE_A_PLACE, fund_of
from benchmarks.pots_cases import CAPACITY, CAPITAL, GREEN, GROUPS, TIMING, pots_of
from tests import apportion_reference as slow

PLACES = 24


def test_both_sides_share_the_same_funds_and_only_ours_adds_up_over_years_and_kinds() -> None:
    found = funding_judged.whole_jobs(PLACES, 3)
    assert not found["ours"]
    for peer in ("pandas", "decimal"):
        assert set(found[peer]) <= {"pence", "years and kinds"}
        assert found[peer]["years and kinds"] == 3


def test_the_judge_of_largest_remainder_is_the_best_of_all_splits() -> None:
    chance = random.Random(4)
    for _ in range(300):
        n, total = chance.randint(1, 4), chance.randint(0, 7)
        weights = [chance.randint(1, 12) for _ in range(n)]
        order = chance.sample(range(n), n)
        exact = [weight * total for weight in weights]
        right = funding_judged.largest_remainders(exact, sum(weights), total, order)
        assert right == slow.largest_remainder(weights, total, order)


def test_a_rate_that_is_not_the_right_one_is_refused() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        funding_judged.right_shares(fund_of(PLACES, 0), Fraction(1))


def test_every_fault_of_a_sharing_is_found() -> None:
    case = fund_of(PLACES, 0)
    targets, table = funding_side.ours(case)(Clock())
    pence = list(targets.pence)
    assert funding_judged.faults(case, pence, table, pence) == []
    swapped = [pence[0] + 1, pence[1] - 1, *pence[2:]]
    assert "pence" in funding_judged.faults(case, swapped, table, pence)
    assert "places" in funding_judged.faults(case, swapped, table, pence)
    moved = table.copy()
    moved[0, :2] += (1, -1)
    assert "years and kinds" in funding_judged.faults(case, pence, moved, pence)
    moved[1, :2] += (-1, 1)
    moved[:2, :2] += np.array([[1, -1], [-1, 1]])
    assert funding_judged.faults(case, pence, moved, pence) == ["cells"]


def test_the_package_gets_the_known_case_wrong() -> None:
    found = funding_judged.roundings([([8, 8, 11, 7, 4], 2)], funding_judged.all_roundings())
    assert not found["rounding"]
    for each in ("package", "package_floats", "package_exactly"):
        assert found[each]["pence"] == 1
    large = funding_judged.roundings([(fund_of(225, 0).weights, 225 * PENCE_A_PLACE)], funding_judged.all_roundings())
    assert not large["rounding"]
    assert large["package"]["none"] == 1


def test_the_timed_sides_of_largest_remainder_do_the_same_job() -> None:
    case = fund_of(PLACES, 0)
    ours, *others = (funding_side.SIDES[side](case)(Clock()) for side in funding.ROUNDING)
    assert all(other == ours for other in others)


def test_the_waterfall_keeps_all_strings_and_the_programme_is_the_fairest() -> None:
    case, targets = fund_of(PLACES, 1), funding_side.targets_of_case(fund_of(PLACES, 1))
    pots = pots_of(case.total, 1)
    best, most = pots_judged.fairest(targets, pots)
    ours, theirs = (pots_judged.payments_of(funding_side.SIDES[side](case, 1)(Clock())) for side in funding.PROGRAMME)
    assert pots_judged.broken(targets, pots, ours) == []
    assert set(pots_judged.broken(targets, pots, theirs, slack=100)) <= {"floors"}
    assert pots_judged.smallest_share(targets, ours) == pytest.approx(best, abs=1e-6)
    assert ours["pence"].sum() / sum(targets) == pytest.approx(most, abs=1e-6)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"place": 1, "pot": 1}, "strings"),
        ({"line": CAPACITY, "pot": 0}, "strings"),
        ({"year": 9, "pot": 0, "line": GREEN}, "pots"),
        ({"pence": 10**12}, "pots"),
        ({"line": GREEN, "pence": 10**8}, "caps"),
    ],
)
def test_every_fault_of_payments_is_found(change: dict[str, int], fault: str) -> None:
    case, targets = fund_of(PLACES, 0), funding_side.targets_of_case(fund_of(PLACES, 0))
    pots = pots_of(case.total, 0)
    payments = pots_judged.payments_of(funding_side.programme(case)(Clock()))
    assert pots_judged.broken(targets, pots, payments) == []
    one_more = {"pot": 3, "year": 11, "place": 0, "line": CAPITAL, "pence": 1, **change}
    assert fault in pots_judged.broken(targets, pots, pd.concat([payments, pd.DataFrame([one_more])]))
    without_a_place = payments[payments["place"] != 2]
    assert "floors" in pots_judged.broken(targets, pots, without_a_place, slack=FLOOR // 2)


def test_the_lines_of_a_place_add_up_to_its_sum() -> None:
    assert sum(share for name, (_, share) in GROUPS.items() if name != "green spaces") == 1
    assert all(sum(row) == 1 for row in TIMING)


@pytest.mark.parametrize(("whose", "code"), [("ours", 1), ("pandas", 0)])
def test_only_a_wrong_answer_of_ours_is_a_failure(
    whose: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = {side: {"pence": 3} if side == whose else {} for side in funding.WHOLE_JOB}
    judged = {"whole": whole, "rounding": {side: {} for side in funding.JUDGED}}
    clean = {"found": {side: {} for side in funding.PROGRAMME}, "unspent": dict.fromkeys(funding.PROGRAMME, 0)}
    monkeypatch.setattr(funding, "_run", lambda module, *_: clean if "pots" in module else judged)
    monkeypatch.setattr(funding, "_in_turns", _timed)
    assert funding.run(repeats=1, quick=True) == code
    printed = capsys.readouterr().out
    assert ("Every share of ours is right" in printed) == (code == 0)
    assert "225 places" in printed


def _timed(names: tuple[str, ...], places: int, repeats: int) -> list[funding.Side]:
    return [funding.Side(runs=[{"part": places / 1000}] * repeats, peak=100.0) for _ in names]


def test_the_judge_of_sainte_lague_gives_unit_after_unit_to_the_strongest_claim() -> None:
    chance = random.Random(5)
    for _ in range(300):
        n, total = chance.randint(1, 5), chance.randint(0, 9)
        weights = [chance.randint(1, 12) for _ in range(n)]
        assert funding_judged.by_claims(weights, total) == slow.sainte_lague(weights, total, range(n))
    found = funding_judged.roundings([([5, 3, 1], 5)], funding_judged.all_claims(), funding_judged.by_claims)
    assert not found["rounding"]
