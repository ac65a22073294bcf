"""Pages of real votes: every type of ballot, several currencies and languages, and what the cities published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.exchange.report.vote_making import Made, made_vote

pytestmark = pytest.mark.england
VOTES = {
    "Netherlands_Assen_2024": ("equal-shares-cost-add1", "The published outcome names the same winners.", "nl"),
    "Poland_Wieliczka_2023_Green_Budget": ("equal-shares-cost-add1", "The published outcome names the same", "pl"),
    "US_Stanford_Dataset_PB_Rochester_NY_2019_vote_rankings": ("equal-shares-additive-add1-topup", "points", None),
    "France_Toulouse_2022_20_-_Arenes_Romaines_Ancely_Saint-Martin_du_Touch_Purpan": ("greedy-votes", "€", None),
}


@pytest.mark.parametrize("vote", VOTES)
def test_a_real_vote_has_a_page(vote: str, england_raw: Path, tmp_path: Path) -> None:
    rules, words, language = VOTES[vote]
    made: Made = made_vote(england_raw / "pabulib" / f"{vote}.pb", tmp_path, rules=rules, effort=200_000)
    assert words in made.read.text
    assert {attrs.get("lang") for tag, attrs in made.read.tags if tag == "bdi"} == {language}
    assert [each for each in made.read.ids if each.startswith("project-")]
    assert len(made.html) < 600_000
