"""Any country and any fund: every penny is counted once, and small areas reach at least as many as larger ones."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.targeted import LEVELS, Country, by_hand, checked, ranked

Made = tuple[Country, list[int], list[list[str]], str | None]
CODES = tuple(f"s{i:02}" for i in range(20))


@st.composite
def countries(draw: st.DrawFn, *, no_ties: bool) -> Country:
    n = draw(st.integers(10, 20))
    codes = CODES[:n]
    # Where areas of equal score lie on both sides of the line, a larger area may be luckier than half of both.
    values = st.permutations(range(n)) if no_ties else st.lists(st.integers(0, 12), min_size=n, max_size=n)
    scores = dict(zip(codes, draw(values), strict=True))
    people = dict(zip(codes, draw(st.lists(st.integers(0, 50), min_size=n, max_size=n)), strict=True))
    decile = ranked({code: float(score) for code, score in scores.items()})
    first = min(code for code in codes if decile[code] == 1)
    people[first] = max(1, people[first])
    within = {}
    for level, number in (("msoa", 6), ("ward", 4), ("lad", 2)):
        within[level] = {code: f"{level}{draw(st.integers(1, number))}" for code in codes}
    return Country({code: float(score) for code, score in scores.items()}, decile, dict(people), within)


@st.composite
def funds(draw: st.DrawFn, *, no_ties: bool = False) -> Made:
    """A country, and a fund of its small areas (several to a place) or of its wards."""
    country = draw(countries(no_ties=no_ties))
    if draw(st.booleans()):
        names = sorted({*country.within["ward"].values(), "ward9"})
        chosen = draw(st.lists(st.sampled_from(names), unique=True, min_size=1))
        areas, geography = [[name] for name in chosen], LEVELS["ward"]
    else:
        mine = draw(st.lists(st.sampled_from(sorted(country.score)), unique=True, min_size=1))
        parts = draw(st.integers(1, len(mine)))
        areas, geography = [mine[i::parts] for i in range(parts)], None
    paid = draw(st.lists(st.integers(0, 10**6), min_size=len(areas), max_size=len(areas)))
    return country, paid, areas, geography


def living(country: Country, areas: list[list[str]]) -> int:
    ward = country.within["ward"]
    return sum(
        int(people or 0) for code, people in country.people.items() for each in areas if {code, ward[code]} & {*each}
    )


@given(funds())
def test_every_penny_is_counted_once_at_every_scale(
    made: Made,
) -> None:
    country, paid, areas, geography = made
    assume(living(country, areas) > 0)
    found = checked(country, paid, areas, geography=geography)
    for each in found.reaches:
        assert each.worst_pence + each.other_pence + each.unknown_pence == sum(paid)
        assert min(each.worst_pence, each.other_pence, each.unknown_pence) >= 0
    assert found.own.residents == living(country, areas)


@given(funds())
def test_the_walk_is_that_of_a_patient_person(made: Made) -> None:
    country, paid, areas, geography = made
    budget = living(country, areas)
    assume(budget > 0)
    found = checked(country, paid, areas, geography=geography)
    for each in found.reaches[1:]:
        covered, reached = by_hand(country, None if each.scale == "lsoa" else each.scale, Fraction(budget))
        assert each.residents == covered == budget
        assert float(each.in_worst) == pytest.approx(float(reached), abs=1e-5)
        assert each.worst_pence == pytest.approx(float(sum(paid) * reached / covered), abs=1 + sum(paid) * 1e-6)


@given(funds(no_ties=True))
def test_no_scale_reaches_more_than_the_small_areas_themselves(
    made: Made,
) -> None:
    country, paid, areas, geography = made
    assume(living(country, areas) > 0)
    small, *larger = checked(country, paid, areas, geography=geography).reaches[1:]
    assert all(each.worst_pence <= small.worst_pence for each in larger)


@given(funds())
def test_the_own_places_are_counted_place_by_place(
    made: Made,
) -> None:
    country, paid, areas, geography = made
    assume(living(country, areas) > 0)
    ward = country.within["ward"]
    worst = unknown = Fraction(0)
    for pence, each in zip(paid, areas, strict=True):
        inside = [code for code in country.score if {code, ward[code]} & {*each}]
        people = sum(int(country.people[code] or 0) for code in inside)
        if not people:
            unknown += pence
            continue
        worst += Fraction(pence * sum(int(country.people[c] or 0) for c in inside if country.decile[c] == 1), people)
    own = checked(country, paid, areas, geography=geography).own
    assert own.unknown_pence == unknown
    assert abs(own.worst_pence - worst) <= len(paid)
