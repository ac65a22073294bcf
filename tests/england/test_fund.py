"""Funds over England's places, end to end: £2bn over the left-behind wards, £20m for each Pride in Place, Corby."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from leastfirst.definitions.fund import load_fund
from leastfirst.definitions.recipe import load_recipe
from leastfirst.exchange.packs import Pack
from leastfirst.fund import FundResult, checks, share
from leastfirst.sources import load_fund_inputs
from tests.made_up_funds import added_up, by_place, fund, pot

pytestmark = pytest.mark.england

CAPACITY_YEARS = ("2026-27", "2027-28", "2028-29", "2029-30")


def shared(england: Pack, fund_id: str) -> FundResult:
    loaded = load_fund(fund_id)
    result = share(loaded, load_fund_inputs(loaded, england))
    assert all(check.holds for check in checks(result))
    result.routing.check()
    return result


@pytest.fixture(scope="module")
def two_billion(england: Pack) -> FundResult:
    return shared(england, "appg-2bn")


def test_two_billion_pounds_for_226_wards_to_the_penny(two_billion: FundResult) -> None:
    paid = by_place(two_billion)
    assert len(paid) == 226
    assert sum(paid.values()) == 200_000_000_000
    assert two_billion.routing.unspent_pence == 0
    assert two_billion.routing.paid == two_billion.targets.pence
    assert sum(two_billion.residents or ()) == 2_360_204


def test_no_ward_gets_less_than_a_third_or_more_than_three_times_an_equal_share(two_billion: FundResult) -> None:
    paid = by_place(two_billion)
    # £2,000,000,000 / 226 is £8,849,557.522...: a third and three times of it, rounded down to a penny.
    assert min(paid.values()) == paid["E05003145"] == 294_985_250  # Barrow Island
    assert max(paid.values()) == paid["E05001203"] == 2_654_867_256  # Shard End
    assert (two_billion.held.count("floor"), two_billion.held.count("cap")) == (13, 1)


def test_every_margin_of_the_two_billion_is_exact(two_billion: FundResult) -> None:
    paid = by_place(two_billion)
    assert added_up(two_billion, "place_code") == paid
    assert added_up(two_billion, "kind") == {"capital": 100_000_000_000, "revenue": 100_000_000_000}
    assert added_up(two_billion, "pot") == {"dormant-assets": 200_000_000_000}
    assert added_up(two_billion, "purpose") == {"capacity": 10_000_000_000, "residents-decide": 190_000_000_000}
    for (code, kind), pence in added_up(two_billion, "place_code", "kind").items():
        assert abs(2 * pence - paid[code]) <= 1, kind
    for (code, purpose), pence in added_up(two_billion, "place_code", "purpose").items():
        assert purpose != "capacity" or abs(20 * pence - paid[code]) < 20
    # A tenth of the money in each year; capacity is built in the first four.
    assert set(added_up(two_billion, "year").values()) == {20_000_000_000}
    capacity = {
        year: pence for (year, id_), pence in added_up(two_billion, "year", "purpose").items() if id_ == "capacity"
    }
    assert capacity == dict.fromkeys(CAPACITY_YEARS, 2_500_000_000)


def test_wards_that_nothing_holds_get_in_proportion_to_residents_times_need(two_billion: FundResult) -> None:
    residents, need = (two_billion.figures[name].values.fractions() for name in ("residents", "need"))
    free = [i for i, held in enumerate(two_billion.held) if not held]
    rate = two_billion.paid[free[0]] / (residents[free[0]] * need[free[0]])
    assert all(abs(two_billion.paid[i] - rate * residents[i] * need[i]) < 3 for i in free)


def test_pride_in_place_gives_each_of_its_places_20_million_pounds(england: Pack) -> None:
    result = shared(england, "pride-in-place-2-england")
    assert len(result.places) == 146
    assert set(by_place(result).values()) == {2_000_000_000}
    assert sum(result.paid) == 292_000_000_000
    first = added_up(result, "place_code", "year", "purpose")
    assert {first[code, "2026-27", "capacity"] for code in result.places.codes} == {25_000_000}
    assert set(added_up(result, "year").values()) == {29_200_000_000}


def test_pride_in_place_phase_1_is_three_quarters_capital_in_every_place(england: Pack) -> None:
    result = shared(england, "pride-in-place-1-england")
    assert len(result.places) == 58
    assert set(by_place(result).values()) == {2_000_000_000}
    kinds = added_up(result, "place_code", "kind")
    assert {pence for (_, kind), pence in kinds.items() if kind == "capital"} == {1_500_000_000}


def test_the_community_wealth_fund_takes_wards_of_its_sizes(england: Pack) -> None:
    result = shared(england, "community-wealth-fund")
    assert (len(result.places), len(result.left_out)) == (164, 62)
    assert all(5_000 <= people <= 15_000 for people in result.residents or ())
    assert sum(result.paid) == 17_500_000_000
    assert all(100_000_000 <= pence <= 250_000_000 for pence in result.paid)


def test_all_small_areas_share_by_region_first_and_then_by_need(england: Pack) -> None:
    places = {"come_from": "areas", "geography": "lsoa-2021", "within": ["lsoa-2021--region-2024"]}
    inputs = {
        "residents": {"come_from": "column", "column": "population-census-2021.residents", "decimals": 0},
        "need": {"come_from": "index", "index": "imd-2025"},
    }
    made = fund(places, [pot("£1,000,000,000")], inputs=inputs, formula="regions-by-population")
    made = made.model_copy(update={"recipes": {"imd-2025": load_recipe("imd-2025")}})
    result = share(made, load_fund_inputs(made, england))
    assert all(check.holds for check in checks(result))
    assert len(result.places) == 33_755
    regions, people = (result.places.within or {})["region"], result.residents or []
    for region in set(regions):
        mine = [i for i, code in enumerate(regions) if code == region]
        part = Fraction(sum(people[i] for i in mine), sum(people))
        assert abs(sum(result.paid[i] for i in mine) - part * 10**11) <= len(mine)


def test_corby_is_nine_lsoas_made_of_an_msoa_and_two_more(england: Pack) -> None:
    corby: dict[str, Any] = {
        "come_from": "own-boundaries",
        "base": "lsoa-2021",
        "through": ["lsoa-2021--msoa-2021"],
        "within": ["lsoa-2021--lad-2024"],
        "places": [{"code": "corby", "name": "Corby", "areas": ["E02005617", "E01026950", "E01026951"]}],
    }
    inputs = {
        "residents": {"come_from": "column", "column": "population-census-2021.residents", "decimals": 0},
        "small_areas": {"come_from": "count"},
    }
    made = fund(corby, [pot("£20,000,000")], inputs=inputs, formula="by-population")
    result = share(made, load_fund_inputs(made, england))
    assert result.figures["small_areas"].values.fractions() == [9]
    assert (result.places.within or {})["lad"] == ("E06000061",)
    # Published: 14,178 residents. The data hold the census of 2021, which counted 15 fewer, and no later estimate.
    assert result.residents == [14_163]
    assert result.residents[0] == pytest.approx(14_178, rel=0.002)
