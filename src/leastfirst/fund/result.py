"""The outcome of sharing a fund: who gets what, when, of which kind, from which pot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from leastfirst.definitions.fund import Fund
from leastfirst.definitions.pots import EITHER
from leastfirst.fund.figures import Figures, whole_residents
from leastfirst.fund.places import Places
from leastfirst.fund.routing import Problem, Routing, StringPrice
from leastfirst.fund.targets import Targets, in_pence

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class FundResult:
    """A fund shared among n places.

    `targets` is what need asks for and `routing` what the pots pay for, in whole pence; `left_out` says of places that
    could not take part why not (code, name, reason). `prices` is None until `priced` is asked for.
    """

    fund: Fund
    places: Places
    figures: Mapping[str, Figures]
    targets: Targets
    problem: Problem
    routing: Routing
    left_out: tuple[tuple[str, str, str], ...] = ()
    prices: tuple[StringPrice, ...] | None = None

    @property
    def paid(self) -> list[int]:
        """What each place gets over the life of the fund, in whole pence."""
        return self.routing.paid

    @property
    def residents(self) -> list[int] | None:
        """The residents of each place, where the fund binds them."""
        return whole_residents(self.figures)

    @property
    def held(self) -> list[str]:
        """For each place `floor` or `cap` where its need-based share is held there, else nothing."""
        targets = self.targets
        if targets.shared is not None:
            return list(targets.shared.filled.held)
        floors, caps = targets.floors, targets.caps
        held = ["" for _ in targets.pence]
        for i, pence in enumerate(in_pence(targets.worked)):
            if floors is not None and pence < floors[i]:
                held[i] = "floor"
            elif caps is not None and pence > caps[i]:
                held[i] = "cap"
        return held

    def table(self) -> pa.Table:
        """Every sum: place_code, place_name, year, kind, pot, purpose, pence; by place, year, kind, pot and purpose."""
        import pyarrow as pa

        p = self.problem
        rows = sorted(
            (
                self.places.codes[place],
                year,
                self.kind_of(line, purse),
                p.purses[purse].id,
                p.lines[line].purpose,
                place,
                pence,
            )
            for place, year, line, purse, pence in self.cells
        )
        return pa.table(
            {
                "place_code": pa.array([row[0] for row in rows], pa.string()),
                "place_name": pa.array([self.places.names[row[5]] for row in rows], pa.string()),
                "year": pa.array([p.years[row[1]] for row in rows], pa.string()),
                "kind": pa.array([row[2] for row in rows], pa.string()),
                "pot": pa.array([row[3] for row in rows], pa.string()),
                "purpose": pa.array([row[4] for row in rows], pa.string()),
                "pence": pa.array([row[6] for row in rows], pa.int64()),
            }
        )

    def kind_of(self, line: int, purse: int) -> str:
        """The kind of what a pot pays for a line: `capital`, `revenue`, or `either` where neither of them says."""
        kind, pot = self.problem.lines[line].kind, self.fund.pots[purse]
        return pot.kinds[0] if kind == EITHER and len(pot.kinds) == 1 else kind

    @cached_property
    def cells(self) -> tuple[tuple[int, int, int, int, int], ...]:
        """The sums as positions: place, year, line, pot, and pence, whichever year the money came in."""
        r = self.routing
        found: dict[tuple[int, int, int, int], int] = {}
        columns = (r.place.tolist(), r.year.tolist(), r.line.tolist(), r.purse.tolist(), r.pence.tolist())
        for place, year, line, purse, pence in zip(*columns, strict=True):
            key = (place, year, line, purse)
            found[key] = found.get(key, 0) + pence
        return tuple((*key, pence) for key, pence in found.items())
