"""What many replicates say of a list: how sure each place on it is, how long it is, and what moves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.definitions.designation import Designation, WorstOnAll
from leastfirst.definitions.uncertainty import UncertaintySpec, VarySamplingError, options_of
from leastfirst.ground.columns import AreaList, Values
from leastfirst.measure.designate import DesignationResult
from leastfirst.measure.uncertainty.draws import Drawn, Factor
from leastfirst.measure.uncertainty.plan import Planned
from leastfirst.measure.uncertainty.sensitivity import Moves
from leastfirst.measure.uncertainty.tally import Tally, quantiles

CLASSES = ("firm", "likely", "borderline", "unlikely")
SHARES = (0.05, 0.5, 0.95)


def tracked(designation: Designation) -> bool:
    """Whether the ranks on the single measures are counted beside the rank of need."""
    return isinstance(designation.rule, WorstOnAll)


@dataclass(frozen=True)
class Replicates:
    """One row for each replicate: what was drawn, and how long the list was."""

    factors: tuple[Factor, ...]
    people: NDArray[np.int64]
    drawn: list[NDArray[np.generic]]
    count: NDArray[np.int64]
    residents: NDArray[np.int64]

    @classmethod
    def empty(cls, planned: Planned, replicates: int) -> Replicates:
        """Room for so many replicates."""
        drawn: list[NDArray[np.generic]] = [
            np.zeros(replicates, dtype=np.int64)
            if factor.weights is None
            else np.zeros((replicates, len(factor.parts)))
            for factor in planned.factors
        ]
        people = np.nan_to_num(np.round(planned.base.population)).astype(np.int64)
        zeros = [np.zeros(replicates, dtype=np.int64) for _ in range(2)]
        return cls(planned.factors, people, drawn, *zeros)

    def set(self, at: int, drawn: Sequence[Drawn], designated: NDArray[np.bool_]) -> None:
        """Write one row."""
        for column, value in zip(self.drawn, drawn, strict=True):
            column[at] = np.asarray(value)
        self.count[at] = np.count_nonzero(designated)
        self.residents[at] = self.people[designated].sum()

    def table(self, seed: int) -> pa.Table:
        """replicate, seed, a column for each choice (one for each weight), list_size, list_residents.

        For sampling error the column holds the number of the replicate whose stream of errors was taken.
        """
        columns: dict[str, pa.Array] = {
            "replicate": pa.array(np.arange(1, len(self.count) + 1)),
            "seed": pa.array(np.full(len(self.count), seed, dtype=np.uint64 if seed > 2**63 - 1 else np.int64)),
        }
        for factor, values in zip(self.factors, self.drawn, strict=True):
            choice = factor.choice
            if factor.weights is not None:
                columns |= {f"{choice.id}.{part}": pa.array(values[:, i]) for i, part in enumerate(factor.parts)}
            elif isinstance(choice, VarySamplingError):
                columns[f"{choice.id}.stream"] = pa.array(values)
            else:
                columns[choice.id] = pa.array([option.id for option in options_of(choice)]).take(pa.array(values))
        return pa.table({**columns, "list_size": pa.array(self.count), "list_residents": pa.array(self.residents)})


@dataclass(frozen=True)
class UncertaintyResult:
    """How sure a designation is, for its n areas.

    `times` says in how many of `replicates` each area was designated. `ranks` holds, by name, whole ranks that 5%, 50%
    and 95% of the replicates do not exceed: `rank` is the rank of need by the rule, and `..._rank` that on one measure.
    For `worst-on-all` the rank of need goes by the measure on which an area is best off against the line: the areas on
    the list come first. For `worst-composite` it is the rank on the composite. 0 stands for areas not assessed.
    Ranks are told to a share `rank_resolution` of themselves (0 is exact, 2% the rule for more than 400 areas), from
    `rank_replicates` of the replicates, spread evenly over them.
    """

    base: DesignationResult
    spec: UncertaintySpec
    seed: int
    times: NDArray[np.int64]
    ranks: dict[str, tuple[NDArray[np.int64], ...]]
    counted: Replicates
    moves: Moves
    rank_resolution: float
    rank_replicates: int

    @classmethod
    def of(
        cls, planned: Planned, tally: Tally, counted: Replicates, moves: Moves, *, seed: int, ranked: int
    ) -> UncertaintyResult:
        """Read the quantiles off the counts."""
        base = planned.base
        names = ["rank"] + [f"{m.measure.id}_rank" for m in base.measures if tracked(base.designation)]
        known = [base.assessed] + [m.rank > 0 for m in base.measures if tracked(base.designation)]
        ranks = {
            name: tuple(np.where(there, each, 0) for each in quantiles(counts, bins, SHARES))
            for name, there, counts, bins in zip(names, known, tally.counts, tally.bins, strict=True)
        }
        resolution = max(bins.width for bins in tally.bins)
        return cls(base, planned.spec, seed, tally.designated, ranks, counted, moves, resolution, ranked)

    @property
    def areas(self) -> AreaList:
        """The n areas, in the order of all arrays here."""
        return self.base.areas

    @property
    def replicates(self) -> int:
        """How many replicates there were."""
        return len(self.counted.count)

    @property
    def p_designated(self) -> Values:
        """The share of replicates in which each area was designated; NaN where it was not assessed."""
        share: Values = np.where(self.base.assessed, self.times / self.replicates, np.nan)
        return share

    @property
    def p_error(self) -> Values:
        """The Monte Carlo standard error of `p_designated`: half of Wilson's interval, so that it is never zero."""
        n, p = self.replicates, self.p_designated
        error: Values = np.sqrt(p * (1 - p) / n + 1 / (4 * n**2)) / (1 + 1 / n)
        return error

    @property
    def classes(self) -> pa.Array:
        """How sure: firm (on the list in at least 90% of replicates), likely (50%), borderline (10%) or unlikely."""
        tenths = 10 * self.times
        at = np.where(tenths >= 9 * self.replicates, 0, np.where(tenths >= 5 * self.replicates, 1, 2))
        at = np.where(tenths < self.replicates, 3, at)
        return pa.array(CLASSES).take(pa.array(at, mask=~self.base.assessed))

    @property
    def expected_count(self) -> float:
        """How many areas are designated on average."""
        return float(self.counted.count.mean())

    @property
    def count_interval(self) -> tuple[int, int]:
        """The lengths of the list between which nine replicates in ten lie."""
        low, high = np.quantile(self.counted.count, [0.05, 0.95], method="inverted_cdf")
        return int(low), int(high)

    def table(self) -> pa.Table:
        """One row for each area considered; see `leastfirst measure uncertainty`."""
        people, assessed = self.base.population, self.base.assessed
        whole = pa.array(np.nan_to_num(np.round(people)).astype(np.int64), mask=np.isnan(people))
        columns: dict[str, pa.Array] = {"area_code": self.areas.codes, **_ranks("rank", self.ranks["rank"])}
        columns["p_designated"] = pa.array(self.p_designated, mask=~assessed)
        columns["p_error"] = pa.array(self.p_error, mask=~assessed)
        columns["class"] = self.classes
        columns["designated"] = pa.array(self.base.designated)
        columns["area_name"] = self.areas.names
        columns["population"] = whole
        for name, ranks in self.ranks.items():
            columns |= {} if name == "rank" else _ranks(name, ranks)
        return pa.table({**columns, **self.base.within})

    def replicate_table(self) -> pa.Table:
        """One row for each replicate: its number, the seed, every choice drawn, and how long the list was."""
        return self.counted.table(self.seed)

    def choice_table(self) -> pa.Table:
        """One row for each choice, the one that moves most first: shares of what moves, with Monte Carlo errors.

        `total_share` is the share of all changes of the list in which the choice has a part, `first_share` that which
        it moves alone; both also by residents (a pound a resident). `places_moved` is how many places come on to the
        list or drop off it, on average, when only this choice is drawn anew.
        """
        rows = []
        for j, factor in enumerate(self.counted.factors):
            row: dict[str, object] = {"choice": factor.choice.id, "title": factor.choice.title}
            row["varies"] = factor.choice.varies
            for what, name in enumerate(("", "residents_")):
                row[f"{name}total_share"], row[f"{name}total_error"] = self.moves.total_share(j, what)
                row[f"{name}first_share"], row[f"{name}first_error"] = self.moves.first_share(j, what)
            row["places_moved"], row["places_error"] = self.moves.mean(j, 0)
            row["residents_moved"], row["residents_error"] = self.moves.mean(j, 1)
            row["pairs"] = self.moves.pairs
            rows.append(row)
        floats = pa.float64()
        kinds = {"choice": pa.string(), "title": pa.string(), "varies": pa.string(), "pairs": pa.int64()}
        schema = pa.schema([(name, kinds.get(name, floats)) for name in rows[0]])
        rows.sort(key=lambda row: (-float(str(row["places_moved"])), str(row["choice"])))
        return pa.Table.from_pylist(rows, schema=schema)


def _ranks(name: str, ranks: Sequence[NDArray[np.int64]]) -> dict[str, pa.Array]:
    return {
        f"{name}_p{round(100 * share):02}": pa.array(each, mask=each == 0)
        for share, each in zip(SHARES, ranks, strict=True)
    }
