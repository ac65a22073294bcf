"""Places in pools get what they would get one by one, at once, and the same bytes everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from leastfirst.fund.routing import Problem, prices, route
from leastfirst.fund.routing.merging import planned
from tests.unit.fund.routing.made_up_fund import fingerprint, made_up

CASES = [made_up(20), made_up(20, short=True), made_up(20, short=True, floors=True)]


@pytest.mark.parametrize("problem", CASES)
def test_pools_get_what_their_places_would_get_one_by_one(problem: Problem) -> None:
    pooled, alone = planned(problem), planned(problem, frozenset(range(len(problem.places))))
    assert len(pooled.shares.pools) < len(alone.shares.pools) == len(problem.places)
    sums = [share * target for share, target in zip(pooled.shares.fulfilment, problem.targets, strict=True)]
    ones = [share * target for share, target in zip(alone.shares.fulfilment, problem.targets, strict=True)]
    assert [float(each) for each in sums] == pytest.approx([float(each) for each in ones], abs=5)
    assert sum(pooled.lines.sum(axis=0)) == sum(alone.lines.sum(axis=0))
    assert pooled.moved_pence == pytest.approx(alone.moved_pence, abs=4 * 10 * 20)


@pytest.mark.parametrize("problem", CASES)
def test_every_margin_of_a_fund_adds_up(problem: Problem) -> None:
    routing = route(problem)
    held = sum(sum(purse.comes_in) for purse in problem.purses)
    assert routing.paid_pence + routing.unspent_pence == held
    assert routing.pence.sum() == routing.paid_pence
    if problem is CASES[0]:
        assert routing.paid == problem.targets


def test_thousands_of_places_with_floors_that_bind_take_seconds_at_most() -> None:
    problem = made_up(2250, short=True, floors=True)
    start = time.process_time()
    routing = route(problem)
    # About 0.4 s on a quiet machine; place by place it took minutes.
    assert time.process_time() - start < 5
    assert len(routing.fates) < 30
    assert any(fate.held for fate in routing.fates)


def test_the_same_money_on_any_number_of_threads_and_with_any_hash_seed() -> None:
    settings = os.environ | {"PYTHONHASHSEED": "7", "OMP_NUM_THREADS": "4", "OPENBLAS_NUM_THREADS": "4"}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.unit.fund.routing.made_up_fund"],
        env=settings, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout.strip() == fingerprint(route(made_up(12, years=4, total=10**9 + 1, short=True, floors=True)))


def test_strings_that_cost_nothing_have_no_price() -> None:
    problem = CASES[0]
    for price in prices(problem, route(problem)):
        assert not price.per_pound.changes
        assert price.without.smallest == price.without.smallest_before == 1
