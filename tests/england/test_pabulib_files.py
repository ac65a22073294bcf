"""All 26 real votes are read, and what is counted agrees with what they and their published tallies say."""

from __future__ import annotations

from pathlib import Path

import pytest

from leastfirst.exchange.pabulib import Reading, document_bytes, document_of, read_document, read_pabulib

pytestmark = pytest.mark.england

# What SOURCES.md says of them: the type of vote, projects and votes; and how many were published as having won.
VOTES = {
    "France_Toulouse_2022_20": ("approval", 10, 286, None),
    "Netherlands_Amsterdam_289": ("approval", 38, 7045, None),
    "Netherlands_Amsterdam_509": ("approval", 24, 12283, None),
    "Netherlands_Assen_2024": ("approval", 14, 84, 9),
    "Poland_Czestochowa_2020": ("cumulative", 90, 16978, None),
    "Poland_Gdansk_2020_Brzezno": ("cumulative", 11, 1014, None),
    "Poland_Gdansk_2020_Nowy_Port": ("cumulative", 6, 945, None),
    "Poland_Gdansk_2020_Przymorze": ("cumulative", 19, 1555, None),
    "Poland_Gdynia_2020": ("approval", 9, 940, 4),
    "Poland_Gdynia_2024": ("approval", 7, 706, 1),
    "Poland_Katowice_2024": ("cumulative", 9, 504, 6),
    "Poland_Katowice_2025": ("cumulative", 5, 658, 5),
    "Poland_Krakow_2018": ("ordinal", 13, 878, None),
    "Poland_Krakow_2024": ("ordinal", 37, 5422, 9),
    "Poland_Lodz_2023": ("approval", 11, 1896, 6),
    "Poland_Poznan_2024": ("choose-1", 4, 1932, 1),
    "Poland_Wieliczka_2023": ("approval", 64, 6586, 30),
    "Poland_Wroclaw_2018": ("choose-1", 9, 6306, 3),
    "Poland_Zabrze_2020": ("choose-1", 7, 1189, None),
    "Poland_Zabrze_2021_Centrum": ("choose-1", 7, 1302, None),
    "Poland_Zabrze_2021_Rokitnica": ("choose-1", 5, 1275, None),
    "US_Stanford_Dataset_PB_Adler": ("approval", 36, 148, None),
    "US_Stanford_Dataset_PB_Rochester": ("ordinal", 22, 1460, None),
    "US_Stanford_Dataset_Saratoga": ("ordinal", 9, 854, None),
    "US_Stanford_Dataset_Your_Voice_Your_Choice_Parks_and_Streets-_Seattle_2019_District_1": ("ordinal", 11, 247, None),
    "US_Stanford_Dataset_Your_Voice_Your_Choice_Parks_and_Streets-_Seattle_2019_District_2": ("ordinal", 8, 119, None),
}
# The only files in which anything is odd: a project four times in one ballot; projects paid from other money.
NOTED = {"Poland_Czestochowa_2020": [30, 11740], "Poland_Katowice_2024": [0, 31, 32]}


def path(england_raw: Path, start: str) -> Path:
    (found,) = (england_raw / "pabulib").glob(f"{start}*.pb")
    return found


def read(england_raw: Path, start: str) -> Reading:
    return read_pabulib(path(england_raw, start))


def test_these_are_all_there_are(england_raw: Path) -> None:
    assert len(list((england_raw / "pabulib").glob("*.pb"))) == len(VOTES)


@pytest.mark.parametrize("start", VOTES)
def test_a_real_vote_is_read(england_raw: Path, start: str) -> None:
    vote_type, projects, votes, won = VOTES[start]
    reading = read(england_raw, start)
    election = reading.election
    assert (election.vote_type, len(election.projects), election.voters) == (vote_type, projects, votes)
    assert (None if election.selected is None else len(election.selected)) == won
    # No note besides these also means: every published tally of votes and of points is what the ballots add up to.
    assert [note.line for note in reading.notes] == NOTED.get(start, [])


@pytest.mark.parametrize("start", VOTES)
def test_a_real_vote_loses_nothing_when_it_is_written(england_raw: Path, start: str) -> None:
    document = read_document(path(england_raw, start))
    assert read_document(document_bytes(document)) == document
    election = read(england_raw, start).election
    assert read_pabulib(document_bytes(document_of(election))).election == election


def test_money_in_hundredths(england_raw: Path) -> None:
    election = read(england_raw, "Poland_Krakow_2024").election
    assert election.unit.denominator == 100
    assert election.budget == 232_056_088
    assert all(project.cost % 100 == 0 for project in election.projects)


def test_a_published_outcome_that_overspends_is_kept_and_noted(england_raw: Path) -> None:
    reading = read(england_raw, "Poland_Katowice_2024")
    assert "the published outcome overspends" in reading.notes[0].what
    costs = [project.cost for project in reading.election.projects if project.id in (reading.election.selected or ())]
    assert sum(costs) == 366_420 <= reading.election.budget
