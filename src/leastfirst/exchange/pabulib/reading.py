"""Read a .pb file into an election: in one pass, as a stream, with every fault at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from fractions import Fraction
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO

from leastfirst.decide import Election, Limits
from leastfirst.exchange.pabulib.ballot_box import BallotBox
from leastfirst.exchange.pabulib.faults import Fault, Faults
from leastfirst.exchange.pabulib.head import Head
from leastfirst.exchange.pabulib.numbers import exact, unit_of
from leastfirst.exchange.pabulib.proposals import Proposals
from leastfirst.exchange.pabulib.sections import NEEDED, Section, Walk
from leastfirst.ground.errors import DataError

# So many bytes are needed to tell a packed file from a short text with odd signs in it.
_ENOUGH = 512
_LOOKED_AT = 4096


@dataclass(frozen=True)
class Reading:
    """An election as a file states it, the sha256 of the file, and what a reader of the result should know of it."""

    election: Election
    notes: tuple[Fault, ...]
    sha256: str


def read_pabulib(source: Path | bytes, *, name: str = "") -> Reading:
    """Read a vote in the Pabulib format (.pb); `name` is what to call it in messages, otherwise its path.

    Money is in units of the currency, or in tenths, hundredths ... of it if the budget or a cost has decimals. Ranks
    count by Borda. `selected` in the election are the projects marked 1. Ids of voters are not kept.

    Raises:
        PabulibError: naming every fault with its line, because the outcome would not be what people voted for: bytes
            that are not UTF-8; a section that is missing, repeated or before its turn; a column or one of the keys
            num_projects, num_votes, budget, vote_type that is missing; a row with other cells than columns; a key,
            column, project or voter that stands there twice; a budget or cost that is no number above 0; a ballot for
            an unknown project or over its own limits; counts of projects and votes that do not agree with META.
        DataError: if there is no such file, it cannot be read, or it is no UTF-8 text at all.

    Noted instead, because real files hold it and the ballots are clear all the same: a published outcome that
    overspends; a mark other than 0 and 1 in `selected`; published votes or scores that the ballots do not add up to;
    a project named twice in a cumulative or scored ballot, whose points are added up; an unknown `scoring_fn`; keys
    that the format asks for and no count needs.

    Source of the format: Pabulib (arXiv:2012.06539, arXiv:2305.11035), and files of that library.
    """
    where = name or (str(source) if isinstance(source, Path) else "the file")
    faults, notes = Faults(), Faults()
    with opened(source, where) as stream:
        reader = _Reader(stream, faults, notes)
        reader.read()
    if reader.box is not None and (hashes := reader.box.repeated()):
        with opened(source, where) as stream:
            _find_twice(stream, hashes, faults)
    faults.refuse(where)
    with opened(source, where) as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    election = reader.election()
    return Reading(election, notes.in_order(), digest)


def opened(source: Path | bytes, where: str) -> AbstractContextManager[BufferedReader | BytesIO]:
    """The bytes of a file as a stream. Raises DataError if it cannot be opened."""
    if isinstance(source, bytes):
        _refuse_other_files(source[:_LOOKED_AT], where)
        return BytesIO(source)
    try:
        stream = source.open("rb")
    except FileNotFoundError:
        raise DataError("there is no such file", where=where, do="give the path of a .pb file") from None
    except OSError as error:
        raise DataError(f"it cannot be read ({error.strerror})", where=where, do="give a .pb file") from None
    try:
        _refuse_other_files(stream.peek(_LOOKED_AT)[:_LOOKED_AT], where)
    except DataError:
        stream.close()
        raise
    return stream


def _refuse_other_files(start: bytes, where: str) -> None:
    """Raise DataError for what is no UTF-8 text at all, by how it begins: each of its lines would be a fault."""
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(b"META"):
        return  # a vote, whatever odd signs stand in its names
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or 3 * start.count(0) > len(start) > 0:
        raise DataError("it is UTF-16 text, or none", where=where, do="save the vote as UTF-8 text")
    control = sum(byte < 9 or 13 < byte < 32 for byte in start)
    if start.startswith((b"PK\x03\x04", b"%PDF")) or (len(start) >= _ENOUGH and 10 * control > len(start)):
        raise DataError(
            "it is no text (a spreadsheet, perhaps, or a packed file)", where=where, do="save the vote as a .pb file"
        )


class _Reader:
    """One pass through a file: the parts are handed on as their sections end."""

    def __init__(self, stream: BinaryIO, faults: Faults, notes: Faults) -> None:
        self._walk = Walk(stream, faults)
        self._faults, self._notes = faults, notes
        self.head, self.proposals = Head(), Proposals()
        self.box: BallotBox | None = None
        self._unit = Fraction(1)
        self._no_points = False

    def read(self) -> None:
        places: tuple[int, int, int | None] = (0, 0, None)
        now: Section | None = None
        for section, line, cells in self._walk:
            if section.name == "VOTES":
                if section is not now:
                    places = self._open_box(section)
                if self.box is not None:
                    points = "" if places[2] is None else cells[places[2]]
                    self.box.take(line, cells[places[0]], cells[places[1]], points)
            elif section.name == "META":
                place = section.place
                self.head.take(line, cells[place["key"]], cells[place["value"]], self._faults)
            else:
                self.proposals.take(section, line, cells, self._faults)
            now = section
        if self.box is None and not self._no_points and "VOTES" in self._walk.sections:
            self._open_box(self._walk.sections["VOTES"])
        self._finish()

    def _open_box(self, section: Section) -> tuple[int, int, int | None]:
        place = section.place
        if self.box is None and {"META", "PROJECTS"} <= set(self._walk.sections):
            numbers, head = self.head.numbers, self.head
            money = [numbers[key] for key in ("budget", "min_sum_cost", "max_sum_cost") if key in numbers]
            costs = self.proposals.costs
            self._unit = unit_of([*money, *costs.values()])
            limits = _limits(head, self._unit)
            if limits.with_points and "points" not in place:
                self._no_points = True
                self._faults.add(
                    section.line + 1, f"a {head.said['vote_type'].strip()} vote has no column points", "add it"
                )
                return (0, 0, None)
            whole_costs = [int(cost / self._unit) for cost in costs.values()]
            self.box = BallotBox(
                limits,
                list(costs),
                whole_costs,
                unread=self._walk.unread,
                faults=self._faults,
                notes=self._notes,
            )
        return place.get("voter_id", 0), place.get("vote", 0), place.get("points")

    def _finish(self) -> None:
        sections, faults, head = self._walk.sections, self._faults, self.head
        if "META" in sections:
            head.finish(sections["META"].line, faults, self._notes)
        if self.box is not None:
            self.box.name_unknown()
        counted = {"num_projects": ("PROJECTS", self.proposals.number)}
        if self.box is not None:
            counted["num_votes"] = ("VOTES", self.box.voters)
        for key, (name, number) in counted.items():
            # Rows that were refused have had their fault; they are not missing.
            number += self._walk.refused[name]
            whole = name in sections and set(NEEDED[name]) <= set(sections[name].columns)
            if whole and key in head.numbers and head.numbers[key] != number:
                faults.add(
                    head.lines[key],
                    f"{key} says {head.said[key].strip()}, and section {name} has {number} rows",
                    "find the rows that are missing or too many",
                )
        if "PROJECTS" in sections and not self.proposals.rows and not faults.number:
            faults.add(sections["PROJECTS"].line, "there is no project to vote for", "add the projects")
        if "budget" in head.numbers:
            self.proposals.note_outcome(head.numbers["budget"], self._notes)

    def election(self) -> Election:
        """The election, of a file without faults."""
        assert self.box is not None, "a file without faults has a section VOTES"
        head, said = self.head, self.head.said
        ballots, points_unit = self.box.ballots()
        election = Election(
            title=said.get("description", "").strip() or said.get("instance", "").strip(),
            vote_type=head.vote_type,
            unit=self._unit,
            currency=said.get("currency", "").strip(),
            budget=int(head.numbers["budget"] / self._unit),
            projects=self.proposals.projects(self._unit),
            ballots=ballots,
            selected=self.proposals.selected(),
            meta=tuple(said.items()),
            points_unit=points_unit,
        )
        self._note_tallies("votes", election.votes, Fraction(1))
        self._note_tallies("score", election.total_points, points_unit)
        return election

    def _note_tallies(self, column: str, counted: Sequence[int], unit: Fraction) -> None:
        for number, (project, row) in zip(counted, self.proposals.rows.items(), strict=True):
            try:
                stated = exact(row[column])
            except (KeyError, ValueError):
                continue  # no tally was published, or in words
            if stated != number * unit:
                self._notes.add(
                    self.proposals.lines[project],
                    f"the file gives project '{project}' {row[column].strip()} in the column {column}, "
                    f"and its ballots add up to {exact(str(number)) if unit == 1 else float(number * unit)}",
                )


def _limits(head: Head, unit: Fraction) -> Limits:
    numbers = head.numbers
    cost = {key: int(numbers[key] / unit) for key in ("min_sum_cost", "max_sum_cost") if key in numbers}
    length = {key: int(numbers[key]) for key in ("min_length", "max_length") if key in numbers}
    keys = ("min_points", "max_points", "min_sum_points", "max_sum_points", "default_score")
    points = {key: numbers[key] for key in keys if key in numbers}
    return Limits(
        head.vote_type,
        min_length=length.get("min_length"),
        max_length=length.get("max_length"),
        min_points=points.get("min_points"),
        max_points=points.get("max_points"),
        min_sum_points=points.get("min_sum_points"),
        max_sum_points=points.get("max_sum_points"),
        min_sum_cost=cost.get("min_sum_cost"),
        max_sum_cost=cost.get("max_sum_cost"),
        default_score=points.get("default_score", 0),
    )


def _find_twice(stream: BinaryIO, hashes: set[int], faults: Faults) -> None:
    """Go through the file again for the few voters whose hashes are alike, and name those who are the same."""
    first: dict[str, int] = {}
    for section, line, cells in Walk(stream, Faults()):
        if section.name != "VOTES":
            continue
        voter = cells[section.place["voter_id"]].strip()
        if voter and hash(voter) in hashes:
            if voter in first:
                faults.add(
                    line,
                    f"voter '{voter}' stands there a second time (first on line {first[voter]})",
                    "keep the ballot that counts",
                )
            else:
                first[voter] = line
