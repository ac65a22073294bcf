"""What was published, to the penny: Community First, the Impact Fund, Big Local, UKSPF, and Berlin by hand."""

from __future__ import annotations

from fractions import Fraction

from leastfirst.definitions.fund import Fund, load_fund
from leastfirst.definitions.fund_places import Stated, StatedPlace
from leastfirst.fund import FundResult, fees_table, finding
from leastfirst.ground.tables import Inputs
from tests.made_up_funds import added_up, by_place, shared

NO_TABLES = Inputs([])


def published(fund_id: str) -> FundResult:
    return shared(load_fund(fund_id), NO_TABLES)


def test_community_first_pays_237_370_pounds_to_a_ward_of_14() -> None:
    result = published("community-first")
    assert by_place(result) == {"ward-of-14": 23_737_000}  # 14 x £16,955
    assert set(added_up(result, "year").values()) == {5_934_250}


def test_the_impact_fund_pays_142_5_million_pounds_of_capital() -> None:
    result = published("impact-fund")
    assert sum(result.paid) == 14_250_000_000  # 95 councils x £750,000 x 2 years
    assert set(added_up(result, "place_code", "year").values()) == {75_000_000}
    assert len(result.places) == 95
    assert set(added_up(result, "kind")) == {"capital"}
    assert finding(result) == (
        "Pride in Place Impact Fund (published): £142,500,000 for 95 councils over 2 years, 2025-26 to 2026-27. Each "
        "gets £1,500,000."
    )


def test_big_local_pays_1_15_million_pounds_to_each_of_150_areas_and_5_per_cent_on_top() -> None:
    result = published("big-local")
    assert set(by_place(result).values()) == {115_000_000}
    on_top = fees_table(result)
    assert on_top is not None
    fees: dict[str, int] = {}
    for code, pence in zip(on_top["place_code"].to_pylist(), on_top["fee_pence"].to_pylist(), strict=True):
        fees[code] = fees.get(code, 0) + pence
    assert len(fees) == 150
    assert set(fees.values()) == {5_750_000}  # 5% of £1.15m


def test_ukspf_is_902_million_pounds_of_which_234_are_capital() -> None:
    result = published("ukspf-2025-26")
    assert added_up(result, "kind") == {"capital": 23_400_000_000, "revenue": 66_800_000_000}
    assert sum(result.paid) == 90_200_000_000
    assert result.routing.unspent_pence == 0


def test_the_berlin_method_on_its_three_regions_by_hand() -> None:
    # Output per head is held against €20,000, unemployment against 10% of the labour force.
    by_hand = {
        # Income 70%, so 4.25%: 1,000,000 x (20,000 - 12,000) x 4.25% = €340m; 60,000 - 40,000 = 20,000 x €700 = €14m.
        "hills": 34_000_000_000 + 1_400_000_000,
        # Income 90%, so 3.36%: 500,000 x 6,000 x 3.36% = €100.8m; 20,000 is below 25,000, so nothing on top.
        "harbour": 10_080_000_000,
        # Income 110%, so 2.67%: 800,000 x 5,500 x 2.67% = €117.48m; 44,000 - 40,000 = 4,000 x €700 = €2.8m.
        "plains": 11_748_000_000 + 280_000_000,
    }
    result = published("eu-berlin-2007")
    assert by_place(result) == by_hand
    assert result.fund.sign == "€"
    assert "€575,080,000 for 3 regions in 2007" in finding(result)


def test_the_berlin_method_at_and_beside_every_bound() -> None:
    fund = load_fund("eu-berlin-2007")
    # People, output per head, income, labour force, unemployed; then euro cents by hand.
    regions = {
        # Just below 82%: 4.25%. 123,456 x 7,655.43 x 4.25% = €40,167,122.5584, and 1 unemployed above 100: €700.
        "below-82": ((123_456, "12344.57", "81.99%", 1_000, 101), 4_016_712_256 + 70_000),
        # At 82%: 3.36%. 10 x 1 x 3.36% = €0.336, to the nearest cent €0.34.
        "at-82": ((10, 19_999, "82%", 0, 0), 34),
        # Just below 99%: 3.36%. 1,000,000 x 10,000 x 3.36% = €336m; half a person above: €350.
        "below-99": ((1_000_000, 10_000, "98.999%", 5, 1), 33_600_000_000 + 35_000),
        # At 99%: 2.67%. 1,000,000 x 10,000 x 2.67% = €267m.
        "at-99": ((1_000_000, 10_000, "99%", 10, 1), 26_700_000_000),
        # Richer than the EU: no gap, and never a sum below zero; 30 - 20 = 10 unemployed above: €7,000.
        "rich": ((2_000_000, 25_000, "130%", 200, 30), 700_000),
    }
    names = ("residents", "output_per_head", "national_income", "labour_force", "unemployed")
    places = [
        StatedPlace.model_validate({"code": code, "name": code, "figures": dict(zip(names, figures, strict=True))})
        for code, (figures, _) in regions.items()
    ]
    kind = Stated(come_from="statement", source="by hand", vintage="2007", places=tuple(places))
    result = shared(fund.model_copy(update={"places": kind}), NO_TABLES)
    assert by_place(result) == {code: cents for code, (_, cents) in sorted(regions.items())}
    rates = dict(zip(result.places.codes, result.targets.worked.values["rate"].fractions(), strict=True))
    assert rates["below-82"] == Fraction("0.0425")
    assert rates["at-82"] == rates["below-99"] == Fraction("0.0336")
    assert rates["at-99"] == rates["rich"] == Fraction("0.0267")


def test_pride_in_place_gives_every_place_20_million_pounds_and_250_000_to_get_ready_with() -> None:
    fund = load_fund("pride-in-place-1-england")
    stated = Stated.model_validate(
        {"come_from": "statement", "source": "a test", "vintage": "2025", "places": [{"code": "a", "name": "A"}]}
    )
    made: Fund = fund.model_copy(update={"places": stated})
    result = shared(made, NO_TABLES)
    assert by_place(result) == {"a": 2_000_000_000}
    assert added_up(result, "kind") == {"capital": 1_500_000_000, "revenue": 500_000_000}
    assert added_up(result, "year", "purpose")["2026-27", "capacity"] == 25_000_000
    assert added_up(result, "purpose")["capacity"] == 25_000_000
