"""What a trend gives: where each area stood and stands, how it moved, and whether that is more than noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.ground.area_codes import level_words
from leastfirst.ground.columns import Values, numbers
from leastfirst.ground.words import counted
from leastfirst.measure.index import IndexResult
from leastfirst.measure.noise import Noise

SAME, SHARED = "same code", "by residents"
MOVES = ("never in", "into", "out of", "stayed in")
SURE = 0.9


@dataclass(frozen=True)
class TrendResult:
    """The trend of n areas of the later edition.

    `how` says how each was matched (empty: it was not). `score_then`, `rank_then`, `decile_then` are of the earlier
    edition (NaN and 0 where unknown). `was` and `is_now` are the chances that it truly was, and is, in the worst tenth;
    `low` and `high` the ranks now between which noise alone would leave it in 90 cases of 100.
    """

    before: IndexResult
    after: IndexResult
    how: NDArray[np.str_]
    score_then: Values
    rank_then: NDArray[np.int64]
    decile_then: NDArray[np.int64]
    was: Values
    is_now: Values
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    noise: Noise

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which areas have a rank in both editions."""
        both: NDArray[np.bool_] = (self.rank_then > 0) & (self.after.rank > 0)
        return both

    @property
    def moved(self) -> NDArray[np.int64]:
        """Which of `MOVES` each area made, as a position in it; only of those that are `known`."""
        return np.asarray(2 * (self.decile_then == 1) + (self.after.decile == 1))

    @property
    def certainty(self) -> Values:
        """The chance that the move is as it looks: 0 to 1, NaN where nothing is known."""
        then = np.where(self.decile_then == 1, self.was, 1 - self.was)
        now = np.where(self.after.decile == 1, self.is_now, 1 - self.is_now)
        return np.asarray(then * now)

    @property
    def change(self) -> NDArray[np.int64]:
        """How many places nearer to rank 1 an area came, among as many areas as now; below 0: further from it."""
        scaled = self.rank_then * (self.after.ranked / self.before.ranked)
        return np.asarray(np.rint(scaled).astype(np.int64) - self.after.rank)

    def table(self) -> pa.Table:
        """A row for each area of the later edition, in the order of their codes."""
        unknown = ~self.known
        return pa.table(
            {
                "area_code": self.after.areas.codes,
                "area_name": self.after.areas.names,
                "matched": pa.array(self.how.tolist(), pa.string(), mask=self.how == ""),
                "rank_then": pa.array(self.rank_then, mask=self.rank_then == 0),
                "decile_then": pa.array(self.decile_then, mask=self.rank_then == 0),
                "rank_now": pa.array(self.after.rank, mask=self.after.rank == 0),
                "decile_now": pa.array(self.after.decile, mask=self.after.rank == 0),
                "change": pa.array(self.change, mask=unknown),
                "moved": pa.array([MOVES[i] for i in self.moved], pa.string(), mask=unknown),
                "sure": pa.array(self.certainty >= SURE, mask=unknown),
                "certainty": numbers(np.round(self.certainty, 6)),
                "noise_rank_from": pa.array(self.low, mask=unknown),
                "noise_rank_to": pa.array(self.high, mask=unknown),
                "more_than_noise": pa.array((self.after.rank < self.low) | (self.after.rank > self.high), mask=unknown),
            }
        )

    def finding(self) -> str:
        """How many areas moved into and out of the worst tenth, how many surely, and what noise alone would do."""
        known, same = self.known, self.known & (self.how == SAME)
        level = self.after.areas.geography.level
        many = level_words(level, plural=True)
        then, now = self.before.recipe.vintage, self.after.recipe.vintage
        sure = self.certainty >= SURE
        told = [
            f"{self.after.recipe.title} against {then}: {counted(int(known.sum()), level_words(level), many)} "
            f"compared, {int(same.sum()):,} of them with unchanged codes"
            + (f"; {int((~known).sum()):,} could not be compared." if (~known).any() else ".")
        ]
        worst_now = same & (self.after.decile == 1)
        if worst_now.any():
            stayed = int((worst_now & (self.decile_then == 1)).sum())
            told.append(
                f"Of the {int(worst_now.sum()):,} unchanged {many} in the worst tenth of {now}, {stayed:,} "
                f"({stayed / worst_now.sum():.1%}) were there in {then} too."
            )
        moves = {name: known & (self.moved == i) for i, name in enumerate(MOVES)}
        into, out = moves["into"], moves["out of"]
        told.append(
            f"{int(into.sum()):,} moved into the worst tenth, {int((into & sure).sum()):,} of them surely; "
            f"{int(out.sum()):,} moved out, {int((out & sure).sum()):,} of them surely."
        )
        expected = self.noise.expected_moves(
            self.score_then[known], self.rank_then[known], self.after.score[known], self.after.rank[known]
        )
        told.append(
            f"If nothing had changed, noise alone would move about {expected:,.0f} in and as many out. "
            "Surely means 9 in 10; "
            + (
                "we count as noise whatever one domain does without the others."
                if self.noise.by_parts
                else "we count as noise all that is usual between the two editions."
            )
        )
        told.append("Ranks are worked out again; ties at the source put some a place or two from the published ones.")
        told.append("A new way of measuring moves places too: read what the publisher says it changed.")
        if not (self.before.recipe.edition_of and self.after.recipe.edition_of):
            told.append("Nothing in the recipes says that they are editions of one index: that is for you to judge.")
        return "\n".join(told)
