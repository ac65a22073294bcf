"""Made-up votes and rule sheets for tests of what is said about a count."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from leastfirst.decide import Ballot, Election, Project
from leastfirst.decide.ballots import merge
from leastfirst.definitions import RuleSheet, load_rule_sheet

SHEETS = (
    "equal-shares-cost",
    "equal-shares-cost-add1",
    "equal-shares-cost-add1-topup",
    "equal-shares-cost-add1-exhaustive",
    "equal-shares-count-add1",
    "equal-shares-additive-add1-topup",
    "greedy-votes",
    "greedy-votes-per-cost",
    "phragmen",
)


def vote(costs: list[int], ballots: list[tuple[str, int]], budget: int, **more: Any) -> Election:
    """Projects a, b, c ...; each ballot as the letters that it approves and how many cast it."""
    letters = "abcdefghij"
    projects = tuple(
        Project(letters[j], f"Project {letters[j].upper()}", cost, **more.get("texts", {}).get(letters[j], {}))
        for j, cost in enumerate(costs)
    )
    made = [Ballot(tuple((letters.index(each), 1) for each in sorted(chosen)), n) for chosen, n in ballots]
    return Election(
        title="made up",
        vote_type=more.get("vote_type", "approval"),
        unit=more.get("unit", Fraction(1)),
        currency=more.get("currency", "GBP"),
        budget=budget,
        projects=projects,
        ballots=merge(made),
    )


def sheet(of: str = "equal-shares-cost-add1-topup", **changes: Any) -> RuleSheet:
    """A shipped rule sheet with other settings, checked as a file would be."""
    said = load_rule_sheet(of).model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return RuleSheet.model_validate({**said, **changes, "sha256": ""})


@st.composite
def votes(draw: st.DrawFn, projects: int = 4, ballots: int = 5, most: int = 3) -> Election:
    p = draw(st.integers(1, projects))
    some = draw(st.sampled_from([(6,), (4, 6), (3, 5, 7, 12), tuple(range(1, 20))]))
    costs = draw(st.lists(st.sampled_from(some), min_size=p, max_size=p))
    chosen = st.sets(st.sampled_from("abcdefghij"[:p])).map(lambda each: "".join(sorted(each)))
    cast = draw(st.lists(st.tuples(chosen, st.integers(1, most)), min_size=1, max_size=ballots))
    return vote(costs, cast, draw(st.integers(1, sum(costs) + 2)))
