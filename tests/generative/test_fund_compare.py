"""Any two ways of sharing: nothing is lost between the tables, and which side comes first changes only signs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leastfirst.fund import FundComparison, Side, compare_sides
from leastfirst.ground.tables import Table
from tests.sides import certainty, side

CODES = tuple(f"p{i:02}" for i in range(24))
PENCE = st.integers(0, 10) | st.integers(0, 10**15)
FIXED = {
    "need": {code: i * 7 % 5 for i, code in enumerate(CODES)},
    "regions": {code: ("", "R1", "R2", "R3")[i % 4] for i, code in enumerate(CODES)},
    "residents": {code: 100 + i for i, code in enumerate(CODES)},
}
CLASSES = {"firm": 0.95, "likely": 0.6, "borderline": 0.2, "unlikely": 0.0}


@st.composite
def sides(draw: st.DrawFn) -> Side:
    geography = draw(st.sampled_from(["ward-2017", "ward-2017", "ward-2024"]))
    pence = draw(st.dictionaries(st.sampled_from(CODES), PENCE, min_size=1))
    kept = {name: values for name, values in FIXED.items() if draw(st.integers(0, 3))}
    return side(pence, geography=geography, **kept)  # type: ignore[arg-type]


@st.composite
def lists(draw: st.DrawFn) -> Table:
    rows = []
    for code in draw(st.lists(st.sampled_from(CODES), unique=True, min_size=1)):
        band = draw(st.sampled_from([*CLASSES, None]))
        people = draw(st.none() | st.integers(1, 1000))
        rows.append((code, people, draw(st.booleans()), CLASSES[band] if band else None, band))
    return certainty(rows)


def both(a: Side, b: Side, sure: Table | None) -> tuple[FundComparison, FundComparison]:
    return compare_sides(a, b, certainty=sure), compare_sides(b, a, certainty=sure)


@given(sides(), sides(), st.none() | lists())
def test_which_comes_first_changes_only_signs(a: Side, b: Side, sure: Table | None) -> None:
    one, other = both(a, b, sure)
    there, back = one.table().to_pydict(), other.table().to_pydict()
    assert there["place_code"] == back["place_code"]
    assert there["a_pence"] == back["b_pence"]
    for forth, again in zip(there["difference_pence"], back["difference_pence"], strict=True):
        assert forth == (None if again is None else -again)
    assert one.moved == other.moved[::-1]
    assert (len(one.gain), len(one.lose), one.stay) == (len(other.lose), len(other.gain), other.stay)
    if one.need_by == other.need_by:
        assert there["need_decile"] == back["need_decile"]
    assert there["class"] == back["class"]


@given(sides(), sides(), st.none() | lists())
def test_every_group_adds_up_to_all_to_the_penny(a: Side, b: Side, sure: Table | None) -> None:
    found = compare_sides(a, b, certainty=sure)
    rows = found.summary_table().to_pylist()
    whole = rows[0]
    assert (whole["a_pence"], whole["b_pence"]) == (sum(a.pence), sum(b.pence))
    for by in {row["by"] for row in rows} - {"at stake"}:
        mine = [row for row in rows if row["by"] == by]
        for column in ("places", "a_pence", "b_pence"):
            assert sum(row[column] or 0 for row in mine) == whole[column], by
    assert len(found.gain) + len(found.lose) + found.stay == found.common
    assert found.finding()


@given(sides(), st.none() | lists())
def test_a_fund_and_itself_differ_nowhere(a: Side, sure: Table | None) -> None:
    found = compare_sides(a, a, certainty=sure)
    assert set(found.table()["difference_pence"].to_pylist()) == {0}
    assert found.moved == (0, 0)
    assert found.stay == len(a.places)


@given(st.lists(PENCE, min_size=2, max_size=24), st.randoms(use_true_random=False))
def test_with_equal_totals_what_some_get_more_others_get_less(pence: list[int], random: object) -> None:
    other = list(pence)
    random.shuffle(other)  # type: ignore[attr-defined]
    a, b = (side(dict(zip(CODES, each, strict=False))) for each in (pence, other))
    more, less = compare_sides(a, b).moved
    assert more == less
    assert 2 * more == sum(abs(x - y) for x, y in zip(pence, other, strict=True))


@given(st.dictionaries(st.sampled_from(CODES), st.integers(0, 6), min_size=10))
def test_deciles_of_need_hold_a_tenth_each_but_for_ties(need: dict[str, int]) -> None:
    one = side(dict.fromkeys(need, 1), need=need)
    found = dict(zip(sorted(need), compare_sides(one, one).table()["need_decile"].to_pylist(), strict=True))
    n = len(need)
    for code, decile in found.items():
        rank = 1 + sum(other > need[code] for other in need.values())
        assert (decile - 1) * n < 10 * rank <= decile * n
