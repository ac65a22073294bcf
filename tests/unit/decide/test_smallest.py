"""The smallest change that wins: found, and no more claimed than was tried."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leastfirst.decide.smallest import Found, smallest


@given(st.lists(st.booleans(), max_size=60), st.integers(-3, 70), st.integers(1, 9), st.integers(0, 80))
def test_what_is_claimed_is_true_of_any_pattern(wins: list[bool], guess: int, step: int, effort: int) -> None:
    left = effort

    def test(change: int) -> bool | None:
        nonlocal left
        assert 1 <= change <= len(wins)
        left -= 1
        return None if left < 0 else wins[change - 1]

    found = smallest(test, guess=guess, most=len(wins), step=step)
    assert found.tried <= effort
    winning = [change for change in range(1, len(wins) + 1) if wins[change - 1]]
    if found.value is None:
        assert not (found.exact and winning)
        return
    assert found.value in winning
    assert found.loses not in winning
    assert 0 <= found.loses < found.value
    if found.exact:
        assert found.value == min(winning)
    if found.finished:
        assert found.loses == found.value - 1


@given(st.integers(1, 10**7), st.integers(1, 10**7), st.integers(1, 10**5))
def test_a_monotone_rule_gives_the_smallest_in_few_tries(needed: int, guess: int, step: int) -> None:
    found = smallest(lambda change: change >= needed, guess=guess, most=10**7, step=step, monotone=True)
    assert found.value == needed
    assert found.exact
    assert found.tried < 60


def test_nothing_to_try_is_certain() -> None:
    assert smallest(lambda _: True, guess=1, most=0) == Found(None, 0, True, True, 0)
