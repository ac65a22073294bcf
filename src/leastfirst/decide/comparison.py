"""What each of several rule sheets would have given for the same ballots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from leastfirst.decide.amounts import number
from leastfirst.decide.by_sheet import Counted, count
from leastfirst.decide.election import Election
from leastfirst.decide.record import election_record, project_record, sheet_record
from leastfirst.decide.why.residents import residents
from leastfirst.definitions import RuleSheet

SCHEMA = "leastfirst/decide/compare/1"
"""The schema of the record. It changes when a field is renamed, is dropped or means something else."""


@dataclass(frozen=True)
class SheetComparison:
    """One election counted by several rule sheets, in the order in which they were handed in."""

    election: Election
    counts: tuple[Counted, ...]

    def elected_by(self, project: int) -> list[str]:
        """The ids of the sheets by which this project (a position) is elected."""
        return [each.sheet.id for each in self.counts if project in each.outcome.elected]

    def as_json(self) -> dict[str, Any]:
        """The comparison as plain JSON values; amounts are in the currency of the vote."""
        election, counts = self.election, self.counts
        ids = [project.id for project in election.projects]
        by = [self.elected_by(j) for j in range(len(ids))]
        some = [ids[j] for j in range(len(ids)) if 0 < len(by[j]) < len(counts)]
        return {
            "schema": SCHEMA,
            "election": election_record(election),
            "election_sha256": election.sha256,
            "rule_sheets": [self._one(each) for each in counts],
            "projects": {
                ids[j]: {**project_record(election, j), "elected_by": by[j], "not_elected_by": self._others(by[j])}
                for j in range(len(ids))
            },
            "elected_by_all": [ids[j] for j in range(len(ids)) if counts and len(by[j]) == len(counts)],
            "elected_by_some": some,
            "elected_by_none": [ids[j] for j in range(len(ids)) if not by[j]],
            "words": self._words(len(some)),
        }

    def _others(self, by: list[str]) -> list[str]:
        return [each.sheet.id for each in self.counts if each.sheet.id not in by]

    def _one(self, counted: Counted) -> dict[str, Any]:
        election, part = self.election, counted.part_funded
        ids = [project.id for project in election.projects]
        said = {
            **sheet_record(counted.sheet),
            "elected": [ids[j] for j in counted.outcome.elected],
            "part_funded": {"id": ids[part.project], "amount": number(part.amount, election)} if part else None,
            "spent": number(counted.spent, election),
            "unspent": number(election.budget - counted.spent, election),
            "voters": residents(counted).as_json(),
        }
        if election.selected is not None:
            published, ours = set(election.selected), set(said["elected"])
            said["published"] = {
                "same": published == ours,
                "only_published": [each for each in ids if each in published - ours],
                "only_here": [each for each in ids if each in ours - published],
            }
        return said

    def _words(self, some: int) -> list[str]:
        sheets = len(self.counts)
        outcomes = len({frozenset(each.outcome.elected) for each in self.counts})
        if outcomes <= 1:
            return [f"All {sheets} rule sheets elect the same projects."] if sheets > 1 else []
        return [
            f"The {sheets} rule sheets give {outcomes} different outcomes: for {some} of "
            f"{len(self.election.projects)} projects it depends on the rule sheet whether they are elected."
        ]


def compare_sheets(election: Election, sheets: Iterable[RuleSheet]) -> SheetComparison:
    """Count one election by each of these rule sheets.

    Raises:
        DefinitionError: a sheet cannot be followed for this election (`count`).
    """
    return SheetComparison(election, tuple(count(election, sheet) for sheet in sheets))
