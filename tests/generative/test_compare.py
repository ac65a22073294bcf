"""Any groups of any areas: the fast comparison is the slow one, and nobody is counted who has no data."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leastfirst.measure import ComparisonResult
from leastfirst.measure.comparison.adjust import adjusted
from leastfirst.measure.comparison.reading import figures
from tests import compared
from tests.generative.strategies import codes_of

VALUE = st.one_of(st.none(), st.integers(0, 40).map(lambda n: n / 40))


@dataclass(frozen=True)
class Country:
    codes: list[str]
    values: list[float | None]
    people: list[float]
    districts: list[str]
    one: list[bool]
    other: list[bool]

    def compared(self, weighting: str = "people") -> ComparisonResult:
        groups = [
            compared.listed(name, [code for code, here in zip(self.codes, inside, strict=True) if here])
            for name, inside in (("one", self.one), ("other", self.other))
        ]
        definition = compared.comparison([*groups, compared.everywhere()], control="none", weighting=weighting)
        facts = compared.indicators({"area_code": self.codes, "poor": self.values}, {"poor": {}})
        ground = compared.ground(
            dict(zip(self.codes, self.people, strict=True)), dict(zip(self.codes, self.districts, strict=True))
        )
        return compared.run(definition, [*ground, facts])


@st.composite
def countries(draw: st.DrawFn) -> Country:
    """4 to 30 areas in up to 5 districts; one and the other group hold some of those with data, England all."""
    n = draw(st.integers(4, 30))
    values = draw(st.lists(VALUE, min_size=n, max_size=n))
    values[0], values[1] = 0.25, 0.5
    side = [
        "one",
        "other",
        *draw(st.lists(st.sampled_from(["one", "other", "neither"]), min_size=n - 2, max_size=n - 2)),
    ]
    return Country(
        codes_of(n),
        values,
        [float(each) for each in draw(st.lists(st.integers(1, 3000), min_size=n, max_size=n))],
        draw(st.lists(st.sampled_from([f"X0700000{k}" for k in range(1, 6)]), min_size=n, max_size=n)),
        [each == "one" for each in side],
        [each == "other" for each in side],
    )


@given(countries(), st.sampled_from(["people", "areas"]))
@settings(max_examples=150)
def test_means_intervals_and_differences_are_those_of_the_formula(country: Country, weighting: str) -> None:
    (row,) = country.compared(weighting).rows
    weights = country.people if weighting == "people" else [1.0] * len(country.codes)
    slow = []
    for inside, found in zip((country.one, country.other, [True] * len(weights)), row.estimates, strict=True):
        expected = compared.slow_mean(country.values, weights, inside, country.districts)
        assert expected is not None
        slow.append(expected)
        assert found.value == pytest.approx(expected.value, abs=1e-12)
        assert (found.n, found.missing, found.districts) == (expected.n, expected.missing, len(expected.left))
        assert (found.low is None) == (expected.low is None) == (len(expected.left) < 2)
        if found.low is not None and found.high is not None:
            assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-9)
    for gap, other in zip(row.differences, slow[1:], strict=True):
        expected_gap, error = compared.slow_difference(slow[0], other)
        assert gap.value == pytest.approx(expected_gap, abs=1e-12)
        freedom = min(len(slow[0].left), len(other.left)) - 1
        if error is None or freedom < 1:
            assert gap.low is gap.high is gap.p is None
        elif error > 1e-9 and gap.p is not None:
            assert gap.p == pytest.approx(2 * compared.student.sf(abs(expected_gap) / error, freedom), abs=1e-9)
        assert gap.p == gap.p_adjusted
    assert row.reversed == any(gap.value < 0 for gap in row.differences)
    assert row.reading.endswith(".")
    assert "nan" not in row.reading


@given(st.lists(st.integers(0, 1000).map(lambda n: n / 1000), min_size=0, max_size=12))
def test_control_for_many_is_that_of_the_books(p: list[float]) -> None:
    given_p = np.array(p, dtype=np.float64)
    holm, hochberg = adjusted(given_p, "holm"), adjusted(given_p, "benjamini-hochberg")
    assert holm.tolist() == pytest.approx(compared.slow_holm(p))
    assert hochberg.tolist() == pytest.approx(compared.slow_benjamini_hochberg(p))
    assert (holm >= hochberg - 1e-12).all()
    assert (hochberg >= given_p - 1e-12).all()
    assert adjusted(given_p, "none").tolist() == p


@given(st.lists(st.floats(0, 1), min_size=2, max_size=4))
def test_a_share_in_words_is_never_far_from_the_share(shares: list[float]) -> None:
    shown = figures("share", shares, [False] * (len(shares) - 1))
    assert len({text.split(" in ")[1] for text in shown}) == 1 or all(text.startswith("1 in ") for text in shown)
    for share, text in zip(shares, shown, strict=True):
        count, base = (float(each.replace(",", "")) for each in text.split(" in "))
        assert math.isclose(count / base, share, rel_tol=0.051, abs_tol=0.51 / base)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_numbers_that_clearly_differ_look_different(one: float, other: float) -> None:
    if abs(one - other) > 1e-3 * max(abs(one), abs(other), 1e-3):
        shown = figures("rate", [one, other], [True])
        assert shown[0] != shown[1]
