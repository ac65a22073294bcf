"""The PROJECTS section: what is put to the vote, what it costs, and what was published of the outcome."""

from __future__ import annotations

from fractions import Fraction

from leastfirst.decide import Project
from leastfirst.exchange.pabulib.faults import Faults
from leastfirst.exchange.pabulib.numbers import exact
from leastfirst.exchange.pabulib.sections import Section

_OWN = ("project_id", "cost", "name", "category", "target", "selected")


class Proposals:
    """The rows of PROJECTS as they are met: the cells of each project, its line, its cost and its mark."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, str]] = {}
        self.lines: dict[str, int] = {}
        self.costs: dict[str, int | Fraction] = {}
        self.number = 0
        self.marked = False

    def take(self, section: Section, line: int, cells: list[str], faults: Faults) -> None:
        """Add a row."""
        self.number += 1
        row = dict(zip(section.columns, cells, strict=True))
        project = row["project_id"].strip()
        self.marked = "selected" in row
        if not project or "," in project:
            faults.add(line, f"'{project}' cannot be a project's id", "write one that is not empty and has no commas")
            return
        if project in self.rows:
            faults.add(
                line,
                f"project '{project}' stands there a second time (first on line {self.lines[project]})",
                "keep one",
            )
            return
        self.rows[project], self.lines[project] = row, line
        try:
            cost = exact(row["cost"])
            if cost <= 0:
                raise ValueError(f"{row['cost'].strip()} is not more than nothing")
            self.costs[project] = cost
        except ValueError as error:
            faults.add(line, f"the cost of project '{project}': {error}", "give its cost")
            self.costs[project] = 1
        mark = row.get("selected", "0").strip()
        if not (mark.isascii() and mark.isdigit()):
            faults.add(line, f"'{mark}' does not say whether project '{project}' won", "write 1 if it did and 0 if not")

    def selected(self) -> tuple[str, ...] | None:
        """The ids marked 1, None if the file has no such column. Other marks mean paid for in some other way."""
        if not self.marked:
            return None
        return tuple(each for each, row in self.rows.items() if row["selected"].strip() == "1")

    def projects(self, unit: Fraction) -> tuple[Project, ...]:
        """The projects, their costs in units of the currency. Without a name, the id is the name."""
        made = []
        for project, row in self.rows.items():
            texts = [(key, text) for key, text in row.items() if key not in _OWN]
            # 1 and 0 say who won; another mark is kept, at the end, where a written file has it too.
            if (mark := row.get("selected", "0").strip()) not in ("0", "1"):
                texts.append(("selected", mark))
            made.append(
                Project(
                    project,
                    row.get("name", "").strip() or project,
                    int(self.costs[project] / unit),
                    _several(row.get("category", "")),
                    _several(row.get("target", "")),
                    tuple(texts),
                )
            )
        return tuple(made)

    def note_outcome(self, budget: int | Fraction, notes: Faults) -> None:
        """Note what is odd about the published outcome: marks of other kinds, and spending over the budget."""
        if not self.marked:
            return
        other = {each: row["selected"].strip() for each, row in self.rows.items()}
        other = {each: mark for each, mark in other.items() if mark not in ("0", "1")}
        for each, mark in other.items():
            notes.add(
                self.lines[each], f"project '{each}' is marked {mark}: paid for otherwise, so not among those that won"
            )
        spent = sum(self.costs[each] for each in self.selected() or ())
        besides = sum(self.costs[each] for each in other)
        if spent + besides > budget:
            which = "that won" if spent > budget else "marked"
            notes.add(0, f"the projects {which} cost more than the budget: the published outcome overspends")


def _several(text: str) -> tuple[str, ...]:
    return tuple(each for part in text.split(",") if (each := part.strip()))
