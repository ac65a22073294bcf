"""What following an endowment gives: chances and ranges for each payout rule, set of returns and year."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.endowment import Endowment, Payout, Returns, SpendDown

if TYPE_CHECKING:
    import pyarrow as pa

    from leastfirst.fund.endowment.returns import Values

Counts = NDArray[np.int64]

PERCENTILES = (5, 25, 50, 75, 95)
TOLD = (10, 15, 30, 50)
# In how many of 100 paths the level payouts of `sustainable` last.
SURE = (50, 75, 90, 95)


def told_years(horizon: int) -> tuple[int, ...]:
    """The years that are told of: 10, 15, 30 and 50, as far as it is followed, and the last."""
    return tuple(sorted({year for year in (*TOLD, horizon) if year <= horizon}))


@dataclass(frozen=True)
class Followed:
    """One payout rule under one set of returns, over t years; all sums in real pence, all counts in paths.

    `in_full`: every payout so far was paid in full. `as_first`, `half_first`: this year's payout is at least that of
    the first year, or half of it. `value_kept`: at the end of the year it is worth at least what it was at the start.
    `payout` and `left` (at the end of the year) are t x 5, `total` (paid in all t years) 5, at `PERCENTILES`.
    """

    rule: Payout
    assumed: Returns
    first_pence: int
    in_full: Counts
    as_first: Counts
    half_first: Counts
    value_kept: Counts
    payout: Counts
    left: Counts
    total: Counts

    @property
    def years(self) -> int:
        """How many years the rule means to pay, of those followed."""
        return self.rule.years if isinstance(self.rule, SpendDown) else len(self.in_full)

    def lasts(self, paths_in_100: int, paths: int) -> int:
        """The most years for which so many of 100 paths pay in full."""
        return int(np.count_nonzero(self.in_full * 100 >= paths_in_100 * paths))


class Lasting(NamedTuple):
    """The level real payouts a year, in pence by `SURE`, that last `years` in (at least) so many of 100 paths."""

    assumed: Returns
    years: int
    pence: Counts


@dataclass(frozen=True)
class SummaryRow:
    """One rule under one set of returns, for a report: chances and sums by the years told of, and the total.

    Sums are real pence at the 5th, 50th and 95th percentile. `in_full_error` are standard errors, from the number of
    paths alone. `lasts_years`: for how many years 95, and 50, of 100 paths pay in full.
    """

    rule: str
    rule_words: str
    returns: str
    returns_words: str
    returns_status: str
    paths: int
    first_pence: int
    in_full_probability: dict[int, float]
    in_full_error: dict[int, float]
    half_first_probability: dict[int, float]
    value_kept_probability: dict[int, float]
    lasts_years: tuple[int, int]
    payout_pence: dict[int, tuple[int, int, int]]
    left_pence: dict[int, tuple[int, int, int]]
    total_pence: tuple[int, int, int]


@dataclass(frozen=True)
class EndowmentResult:
    """An endowment followed on `paths` paths: every rule in the definition's order, under each of its returns."""

    endowment: Endowment
    seed: int
    paths: int
    followed: tuple[Followed, ...]
    lasting: tuple[Lasting, ...]

    def table(self) -> pa.Table:
        """A row for each payout rule, set of returns and year (from 1), in real pence."""
        import pyarrow as pa

        t, each = self.endowment.horizon_years, self.followed
        columns: dict[str, pa.Array] = {
            "rule": pa.array([f.rule.name for f in each for _ in range(t)], pa.string()),
            "returns": pa.array([f.assumed.id for f in each for _ in range(t)], pa.string()),
            "returns_status": pa.array([f.assumed.status for f in each for _ in range(t)], pa.string()),
            "year": pa.array([year for _ in each for year in range(1, t + 1)], pa.int64()),
        }
        in_full = np.concatenate([f.in_full for f in each])
        certain = np.repeat([f.assumed.sd == 0 for f in each], t)
        counts = {
            "in_full_probability": in_full,
            "as_first_probability": np.concatenate([f.as_first for f in each]),
            "half_first_probability": np.concatenate([f.half_first for f in each]),
            "value_kept_probability": np.concatenate([f.value_kept for f in each]),
        }
        for name, counted in counts.items():
            columns[name] = pa.array(np.round(counted / self.paths, 9))
            if name == "in_full_probability":
                columns["in_full_error"] = pa.array(
                    np.round(np.where(certain, 0.0, standard_error(counted, self.paths)), 9)
                )
        for name in ("payout", "left"):
            pence = np.concatenate([getattr(f, name) for f in each])
            for i, percentile in enumerate(PERCENTILES):
                columns[f"{name}_p{percentile:02d}_pence"] = pa.array(pence[:, i])
        columns["paths"] = pa.array(np.full(len(in_full), self.paths, dtype=np.int64))
        return pa.table(columns)

    def sustainable(self) -> pa.Table:
        """How much a year? A row for each set of returns and year told of: the level real payout that lasts so long.

        One column for each of `SURE`: in (at least) so many of 100 paths a payout of this many pence lasts.
        """
        import pyarrow as pa

        columns = {
            "returns": pa.array([each.assumed.id for each in self.lasting], pa.string()),
            "returns_status": pa.array([each.assumed.status for each in self.lasting], pa.string()),
            "years": pa.array([each.years for each in self.lasting], pa.int64()),
        }
        for i, sure in enumerate(SURE):
            columns[f"sure_{sure}_in_100_pence"] = pa.array([int(each.pence[i]) for each in self.lasting], pa.int64())
        return pa.table(columns)

    def summary(self) -> tuple[SummaryRow, ...]:
        """A row for each payout rule and set of returns, with what is told of 10, 15, 30, 50 and the last year."""
        return tuple(self._row(each) for each in self.followed)

    def finding(self) -> str:
        """How much a year, how long it lasts and how sure that is, in plain sentences, a line each."""
        from leastfirst.fund.endowment.telling import told

        return told(self)

    def _row(self, each: Followed) -> SummaryRow:
        told, n = told_years(self.endowment.horizon_years), self.paths
        error = standard_error(each.in_full, n) * (each.assumed.sd > 0)
        return SummaryRow(
            rule=each.rule.name,
            rule_words=each.rule.words,
            returns=each.assumed.id,
            returns_words=each.assumed.words,
            returns_status=each.assumed.status,
            paths=n,
            first_pence=each.first_pence,
            in_full_probability={year: int(each.in_full[year - 1]) / n for year in told},
            in_full_error={year: float(error[year - 1]) for year in told},
            half_first_probability={year: int(each.half_first[year - 1]) / n for year in told},
            value_kept_probability={year: int(each.value_kept[year - 1]) / n for year in told},
            lasts_years=(each.lasts(95, n), each.lasts(50, n)),
            payout_pence={year: _low_middle_high(each.payout[year - 1]) for year in told},
            left_pence={year: _low_middle_high(each.left[year - 1]) for year in told},
            total_pence=_low_middle_high(each.total),
        )


def standard_error(counted: Counts, paths: int) -> Values:
    """The standard error of counts out of so many paths, as shares: sqrt(p (1 - p) / n) with two of each kind added.

    So it is not zero where all or none of the paths were counted (Agresti and Coull 1998, recalled).
    """
    n = paths + 4
    p = (counted + 2) / n
    error: Values = np.sqrt(p * (1 - p)) / math.sqrt(n)
    return error


def _low_middle_high(pence: Counts) -> tuple[int, int, int]:
    return int(pence[0]), int(pence[2]), int(pence[4])
