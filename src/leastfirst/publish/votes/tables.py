"""The projects of a vote as a table: a row for each, in the order of the vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leastfirst.decide import Election
from leastfirst.exchange.report.vote_table import project_cells
from leastfirst.ground.tables import Field

if TYPE_CHECKING:
    import pyarrow as pa

    from leastfirst.exchange.report.vote_findings import Record

MONEY = "the currency of the vote"

PROJECTS = (
    Field("project_id", "string", "What the file of the vote calls the project"),
    Field("number", "integer", "Its place in the list of the vote"),
    Field("name", "string", "Name"),
    Field("cost", "number", "Cost", MONEY),
    Field("votes", "integer", "Voters who chose it", "voters"),
    Field("votes_percent", "number", "Voters who chose it, of all", "percent"),
    Field("points", "number", "Points, where ballots rank or score", "points", required=False),
    Field("elected", "boolean", "Whether it won"),
    Field("round", "integer", "The round in which it won", required=False),
    Field("phase", "string", "Whether it won in the main count or with what was left", required=False),
    Field("most_that_a_supporter_paid", "number", "The most that one of its voters paid", MONEY, required=False),
    Field("reason", "string", "Why it lost", required=False),
    Field("supporters_had", "number", "What its voters had left", MONEY, required=False),
    Field("short", "number", "What they were short of", MONEY, required=False),
    Field("more_supporters", "integer", "How many more voters it would have needed", "voters", required=False),
    Field("cheaper", "number", "How much cheaper it would have had to be", MONEY, required=False),
    Field("part_funded", "number", "What it gets where it is paid for in part", MONEY, required=False),
    Field("elected_most_votes_first", "boolean", "Whether it wins with the most votes first"),
    Field("elected_as_published", "boolean", "Whether it won as published", required=False),
    Field("why", "string", "Why, in a sentence"),
)


def projects_table(record: Record, election: Election) -> pa.Table:
    """A row for each project in the order of the vote, with `number` its place there; missing where nothing is known.

    Texts are as they stand in the file of the vote.
    """
    import pyarrow as pa

    kinds = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    cells = project_cells(record, election)
    cells["number"] = list(range(1, len(election.projects) + 1))
    columns = {}
    for each in PROJECTS:
        values = cells[each.name]
        if each.type == "number":
            values = [None if value is None else float(value) for value in values]
        columns[each.name] = pa.array(values, kinds[each.type])
    return pa.table(columns)
