"""The vote of the fictional county: what its generator makes, said to be fictional, and worth counting."""

from __future__ import annotations

from leastfirst.decide import Counted, count
from leastfirst.definitions import load_rule_sheet
from leastfirst.exchange.pabulib import read_pabulib
from tools.county.make import SEED
from tools.county.vote import FILE_NAME, vote, vote_bytes
from tools.county.write import SHIPPED


def counted(sheet: str) -> Counted:
    return count(vote(SEED), load_rule_sheet(sheet))


def elected(result: Counted) -> set[str]:
    return {result.election.projects[at].id for at in result.outcome.elected}


def with_nothing(result: Counted) -> int:
    won = set(result.outcome.elected)
    return sum(b.count for b in result.election.ballots if won.isdisjoint(project for project, _ in b.points))


def test_the_shipped_vote_is_what_the_generator_makes() -> None:
    assert (SHIPPED / FILE_NAME).read_bytes() == vote_bytes(SEED), "run `make county` and commit what it makes"


def test_it_reads_back_without_a_fault_and_says_that_it_is_fictional() -> None:
    reading = read_pabulib(SHIPPED / FILE_NAME)
    assert reading.notes == ()
    assert reading.election == vote(SEED)
    assert reading.election.voters == 302
    assert dict(reading.election.meta)["fictional"] == "1"


def test_another_seed_is_another_vote() -> None:
    assert vote(SEED + 1).ballots != vote(SEED).ballots


def test_it_shows_what_the_way_of_counting_decides() -> None:
    ours, most = counted("equal-shares-cost-add1-topup"), counted("greedy-votes")
    assert {"2", "3"} <= elected(most) - elected(ours), "two great wishes of the largest group"
    assert {"7", "8", "10", "14"} <= elected(ours) - elected(most), "what smaller groups want most"
    assert with_nothing(ours) < 10 < 100 < with_nothing(most)


def test_a_tie_decides_and_the_dearest_project_cannot_win() -> None:
    ours = counted("equal-shares-cost-add1-topup")
    ids = [project.id for project in ours.election.projects]
    ((tied, winner),) = [({ids[at] for at in tie.tied}, ids[tie.winner]) for tie in ours.outcome.ties]
    assert (tied, winner) == ({"16", "17"}, "16")
    assert "17" not in elected(ours)
    pool = ours.election.projects[ids.index("18")]
    assert pool.cost > ours.election.budget
    assert ours.election.votes[ids.index("18")] > 90
