"""Pride in Place phase 2, as inferred: 146 places, spread by a cap, none where phase 1 has been, each with a reason."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from leastfirst.definitions.designation import load_designation
from leastfirst.exchange.packs import Pack
from leastfirst.ground.lookups import Lookup
from leastfirst.measure import DesignationResult
from tests import reference
from tests.england.held_against import designated

pytestmark = pytest.mark.england


@pytest.fixture(scope="module")
def result(england: Pack) -> DesignationResult:
    return designated(england, "pride-in-place-2-england")


@pytest.fixture(scope="module")
def constituency(england: Pack, result: DesignationResult) -> list[str]:
    """Where each MSOA lies by its largest share of people, found the slow way."""
    shares: dict[str, dict[str, float]] = {}
    for row in england.table("msoa-2021--pcon-2024").data.to_pylist():
        shares.setdefault(row["from_code"], {})[row["to_code"]] = row["weight"]
    return [
        min(shares[code], key=lambda to: (-round(shares[code][to], 9), to)) for code in result.areas.codes.to_pylist()
    ]


def test_the_definition_says_that_it_is_inferred() -> None:
    definition = load_designation("pride-in-place-2-england")
    assert definition.status == "inferred"
    assert "never confirmed" in " ".join(definition.caveats)


def test_146_places_one_in_a_constituency_none_where_phase_1_has_been(
    england: Pack, result: DesignationResult, constituency: list[str]
) -> None:
    places = Counter(place for place, chosen in zip(constituency, result.designated, strict=True) if chosen)
    phase_1 = set(england.table("pride-in-place-1").data["pcon_code"].to_pylist())
    assert result.count == places.total() == 146
    assert max(places.values()) == 1
    assert not phase_1 & set(places)


def test_it_is_what_a_slow_walk_down_the_list_finds(
    england: Pack, result: DesignationResult, constituency: list[str]
) -> None:
    verdicts = reference.worst_composite(
        [measure.value.tolist() for measure in result.measures],
        [1.0, 1.0],
        number=146,
        at_most=1,
        within=constituency,
        banned=set(england.table("pride-in-place-1").data["pcon_code"].to_pylist()),
    )
    assert result.designated.tolist() == [verdict.outcome == "chosen" for verdict in verdicts]
    words = {"chosen": "Chosen: ", "full": "Not chosen: ", "excluded": "Passed over: ", "capped": "Passed over: "}
    names = result.areas.names.to_pylist()
    for verdict, reason in zip(verdicts, result.reason.to_pylist(), strict=True):
        assert reason.startswith(words[verdict.outcome])
        if verdict.outcome == "capped":
            (holder,) = verdict.holders
            assert f"already has {names[holder]} (the {verdicts[holder].rank:,}" in reason
        if verdict.outcome == "excluded":
            assert "holds a place of phase 1" in reason


def test_the_assignment_to_constituencies_is_an_input(england: Pack, constituency: list[str]) -> None:
    lookup = Lookup.from_table(england.table("msoa-2021--pcon-2024"))
    assert lookup.kind == "weighted"
    assert lookup.best_target().to_pylist() == constituency


def test_the_two_rules_do_not_choose_the_same_places(england: Pack, result: DesignationResult) -> None:
    """A composite is no "worst 10% on both": some of its places hold no left-behind LSOA, and many that do miss it."""
    left_behind = designated(england, "left-behind-lsoas-2025")
    lookup = Lookup.from_table(england.table("lsoa-2021--msoa-2021"))
    holds = np.zeros(len(result.areas), dtype=bool)
    holds[lookup.column[left_behind.designated]] = True
    assert lookup.targets.equals(result.areas.codes)
    assert 0 < np.count_nonzero(result.designated & ~holds) < 146
    assert np.count_nonzero(holds & ~result.designated) > 0
