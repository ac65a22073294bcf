"""Whom a fund's money reaches: a country of ten small areas worked out by hand, and what is said when data lack."""

from __future__ import annotations

from typing import Any

import pytest

from leastfirst.definitions.fund import Fund
from leastfirst.fund import targeting_needs
from leastfirst.fund.targeting.result import TargetingCheck
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import AreaCodeError, DataError
from leastfirst.ground.ways import way_between
from tests import made_up, targeted
from tests.targeted import Country, checked, fund

CODES = [f"s{i}" for i in range(10)]
TEN = Country(
    score=dict(zip(CODES, [100.0, 80, 70, 60, 50, 40, 30, 20, 10, 0], strict=True)),
    decile=dict(zip(CODES, range(1, 11), strict=True)),
    people=dict.fromkeys(CODES, 100.0),
    # The worst small area stands beside the best: its MSOA is 50 on average, and the next two are 75 and 55.
    within={"msoa": dict(zip(CODES, ["m1", "m2", "m2", "m3", "m3", "m4", "m4", "m5", "m5", "m1"], strict=True))},
)


def row(found: TargetingCheck, scale: str) -> dict[str, Any]:
    return next(each for each in found.table().to_pylist() if each["scale"] == scale)


def test_the_money_of_each_place_is_spread_over_its_residents() -> None:
    found = checked(TEN, [1000, 501], [["s0", "s1"], ["s4"]])
    own = row(found, "own places")
    # s0 holds half of the first place's people; nobody of the second is in decile 1.
    assert (own["pence_worst_decile"], own["pence_others"], own["pence"]) == (500, 1001, 1501)
    assert (own["residents"], own["residents_worst_decile"], own["areas"]) == (300, 100, 2)
    assert own["money_worst_decile_share"] == pytest.approx(500 / 1501)
    # 100 people in the worst decile, 900 others.
    assert (own["pence_per_head_worst"], own["pence_per_head_others"]) == (5, 1)
    assert own["reached_share"] == 1.0


def test_at_each_scale_the_same_money_goes_to_the_worst_areas_first() -> None:
    found = checked(TEN, [1500], [["s7", "s8", "s9"]])
    assert row(found, "own places")["pence_worst_decile"] == 0
    small, middle = row(found, "lsoa"), row(found, "msoa")
    # 300 people: s0, s1 and s2. A third of the money comes to s0.
    assert (small["areas"], small["pence_worst_decile"], small["pence_others"]) == (3, 500, 1000)
    # m2 (75) and then half of m3 (55): m1, where s0 lies, comes after them with 50.
    assert (middle["areas"], middle["pence_worst_decile"], middle["pence_others"]) == (2, 0, 1500)
    assert (middle["geography"], middle["residents"]) == ("msoa-2021", 300)


def test_the_last_area_is_covered_in_part() -> None:
    found = checked(TEN, [700], [["s1", "s2", "s3", "s4", "s5", "s6", "s7"]])
    # m2, m3 with 400 people; then 200 of m1, half of them in decile 1; then 100 of m4.
    assert row(found, "msoa")["pence_worst_decile"] == 100
    assert row(found, "msoa")["areas"] == 4


def test_an_odd_penny_is_not_lost() -> None:
    for each in checked(TEN, [1001, 1, 0], [["s0", "s1", "s2"], ["s3"], ["s4"]]).table().to_pylist():
        assert each["pence_worst_decile"] + each["pence_others"] + each["pence_not_known"] == each["pence"] == 1002


def test_places_larger_than_the_small_areas_are_reached_through_lookups() -> None:
    old = made_up.lookup("msoa-2021", "ward-2024", [(f"m{i}", "w1" if i < 3 else "w2", 1.0) for i in range(1, 6)])
    found = checked(TEN, [800], [["w1"]], old, geography="ward-2024")
    # w1 is m1 and m2: s0, s9, s1, s2.
    assert found.through == ("lsoa-2021--msoa-2021", "msoa-2021--ward-2024")
    assert row(found, "own places")["pence_worst_decile"] == 200


def test_residents_of_another_vintage_are_carried_by_weight() -> None:
    rows = [(code, f"n{code}", 1.0) for code in CODES[1:]] + [("s0", "ns0", 0.25), ("s0", "ns1", 0.75)]
    other = made_up.lookup("lsoa-2021", "lsoa-2011", rows, kind="weighted")
    found = checked(TEN, [1000, 700], [["ns0"], ["ns1"]], other, geography="lsoa-2011")
    own = row(found, "own places")
    # ns0: 25 people, all of s0. ns1: 75 of s0 and the 100 of s1.
    assert own["residents"] == 200
    assert own["pence_worst_decile"] == 1000 + 300


def test_places_that_no_small_area_leads_to_are_said_and_counted_apart() -> None:
    found = checked(TEN, [600, 400], [["m1"], ["m9"]], geography="msoa-2021")
    own = row(found, "own places")
    assert (own["pence_worst_decile"], own["pence_others"], own["pence_not_known"]) == (300, 300, 400)
    told = " ".join(found.finding())
    assert "No LSOA leads to 1 of the areas that its places are made of. £4 go to places that hold nobody" in told


def test_people_without_a_score_are_neither_in_the_worst_decile_nor_outside_it() -> None:
    country = Country({**TEN.score, "s9": None}, {**TEN.decile, "s9": None}, TEN.people, TEN.within)
    found = checked(country, [600], [["m1"]], geography="msoa-2021")
    own = row(found, "own places")
    assert (own["pence_worst_decile"], own["pence_others"], own["pence_not_known"]) == (300, 0, 300)
    # Elsewhere s9 counts nowhere: m1 is s0 alone, and comes first.
    assert row(found, "msoa")["pence_worst_decile"] == 300
    told = " ".join(found.finding())
    assert "Of £3 it is not known whom it reaches" in told
    assert "1 LSOA without a score or a number of residents is left out." in told


def test_what_is_told() -> None:
    told = checked(TEN, [1_000_00], [["s0", "s1"]]).finding()
    assert told[0].startswith(
        "50% of the money of 'Made up' comes to people in the worst tenth of LSOAs (index-made-up)"
    )
    assert "£500 of £1,000" in told[0]
    assert told[1] == (
        "That is £5 for each person who lives in the worst tenth and £0.56 for each who does not. "
        "The fund's places hold 100% of all people in the worst tenth."
    )
    assert (
        "(200), the worst areas first and the same for everybody covered, that share would be 50% by LSOA (2)"
        in told[2]
    )
    assert "Not everybody who lives there is poor" in told[-1]
    assert "residents of other areas use what is built too" in told[-1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"targeting": None}, "made-up: it does not say by which index to check its targeting; name one"),
        ({"targeting": "other"}, "there is no table 'index-other'"),
    ],
)
def test_a_fund_that_names_no_index_cannot_be_checked(change: dict[str, Any], said: str) -> None:
    with pytest.raises(DataError, match=said):
        checked(TEN, [1], [["s0"]], **change)


def test_places_that_no_lookup_leads_to_are_refused() -> None:
    with pytest.raises(
        DataError, match=r"made-up: no lookup leads from LSOA 2021, by which need is told, to ward 2017"
    ):
        checked(TEN, [1], [["w"]], geography="ward-2017")


def test_places_that_are_not_made_of_areas_are_refused() -> None:
    with pytest.raises(DataError, match="its places are not made of areas"):
        checked(TEN, [1], [])


def test_an_area_of_another_vintage_is_refused() -> None:
    with pytest.raises(AreaCodeError, match="table index-made-up: s99 is not among its areas; check its vintage"):
        checked(TEN, [1], [["s0", "s99"]])


def test_a_fund_where_nobody_lives_is_refused() -> None:
    with pytest.raises(DataError, match="nobody lives in its places by these data"):
        checked(TEN, [1], [["m9"]], geography="msoa-2021")


def test_an_index_without_anybody_in_its_worst_decile_is_refused() -> None:
    nobody = Country(TEN.score, TEN.decile, {**TEN.people, "s0": 0.0}, TEN.within)
    with pytest.raises(DataError, match="table index-made-up: nobody lives in its worst decile"):
        checked(nobody, [1], [["s1"]])


# What is asked of the data.


def test_the_lookups_to_each_level_and_to_the_places_are_asked_for() -> None:
    tables = {
        each.id: each.meta
        for each in (
            made_up.lookup("lsoa-2021", "msoa-2021", []),
            made_up.lookup("lsoa-2021", "ward-2017", []),
            made_up.lookup("lsoa-2021", "ward-2024", []),
            made_up.lookup("lsoa-2021", "region-2024", []),
            made_up.lookup("msoa-2021", "pcon-2024", []),
        )
    }
    places = {"come_from": "areas", "geography": "pcon-2024"}
    recipe = made_up.one_indicator("need")
    asked = targeting_needs(fund(places=places), tables, index=recipe)
    assert set(asked.columns) == {"lsoa-2021--msoa-2021", "lsoa-2021--ward-2024", "msoa-2021--pcon-2024"}
    assert targeting_needs(fund(places=places), tables).columns == {}


def test_an_index_that_the_fund_reads_itself_need_not_be_handed_in() -> None:
    recipe = made_up.one_indicator("need")
    own: Fund = fund().model_copy(update={"recipes": {"need": recipe}})
    tables = {each.id: each.meta for each in (made_up.lookup("lsoa-2021", "lad-2024", []),)}
    assert set(targeting_needs(own, tables).columns) == {"lsoa-2021--lad-2024"}


def test_the_shortest_way_is_taken() -> None:
    steps = [("lsoa-2011", "lsoa-2021"), ("lsoa-2021", "msoa-2021"), ("lsoa-2011", "ward-2017")]
    steps += [("ward-2017", "lad-2019"), ("lsoa-2011", "lad-2019")]
    tables = {each.id: each.meta for each in (made_up.lookup(a, b, []) for a, b in steps)}
    start = Geography.parse("lsoa-2011")

    def way(end: str) -> list[str] | None:
        return way_between(start, Geography.parse(end), tables)

    assert way("lad-2019") == ["lsoa-2011--lad-2019"]
    assert way("msoa-2021") == ["lsoa-2011--lsoa-2021", "lsoa-2021--msoa-2021"]
    assert way("lsoa-2011") == []
    assert way("pcon-2024") is None


def test_the_slow_check_gives_the_same_by_hand() -> None:
    assert targeted.by_hand(TEN, "msoa", 700) == (700, 100)
