"""Count ranks and designations as they come: whole numbers in bins, never areas x replicates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FEW_RANKS = 400
WIDTHS = (0.02, 0.05, 0.1, 0.2)
_MOST_BYTES = 1_500_000_000
# Areas at a time, so that their counts stay in the fast memory of the processor; fewer waiting replicates than this
# are counted one by one.
_BLOCK = 128
_FEW = 32


class Bins:
    """Bins for ranks 1 to n: one for each rank while `width` of a rank is less than 2, then that wide.

    At 2% the ranks below 100 have a bin each; of 400 ranks or fewer, all have. `edge[b]` is the first rank of bin b,
    and `edge[-1]` is n + 1.
    """

    def __init__(self, n: int, *, width: float = WIDTHS[0]) -> None:
        edges = [1]
        if n <= FEW_RANKS:
            width = 0.0
        while edges[-1] < n:
            edges.append(min(edges[-1] + max(1, int(width * edges[-1])), n))
        self.width = width
        self.edge = np.array([*edges, n + 1], dtype=np.int64)
        # Rank 0 (no rank) is put into the first bin; whoever reads the bins leaves such areas out.
        self.bin_of = np.maximum(np.searchsorted(self.edge, np.arange(n + 1), side="right") - 1, 0).astype(np.uint16)

    @classmethod
    def fitting(cls, ranked: Sequence[int], areas: int) -> list[Bins]:
        """Bins for several ranks of the same areas: 2% wide, or wider where a thread would count beyond 1.5 GB."""
        for width in WIDTHS:
            bins = [cls(n, width=width) for n in ranked]
            if sum(map(len, bins)) * areas * 2 <= _MOST_BYTES:
                break
        return bins

    def __len__(self) -> int:
        return len(self.edge) - 1


class Tally:
    """Counts of one thread. Two tallies add up to the tally of both."""

    def __init__(self, areas: int, bins: Sequence[Bins], *, batch: int, replicates: int) -> None:
        self.bins, self.batch = tuple(bins), batch
        small = np.uint16 if replicates < 2**16 else np.uint32
        self.counts = [np.zeros((areas, len(each)), dtype=small) for each in bins]
        self.designated = np.zeros(areas, dtype=np.int64)
        self.waiting = [np.empty((batch, areas), dtype=np.uint16) for _ in bins]
        self.filled = 0

    def add(self, ranks: Sequence[NDArray[np.int64]]) -> None:
        """Count the ranks of one replicate."""
        for waiting, bins, rank in zip(self.waiting, self.bins, ranks, strict=True):
            np.take(bins.bin_of, rank, out=waiting[self.filled], mode="clip")
        self.filled += 1
        if self.filled == self.batch:
            self.flush()

    def flush(self) -> None:
        """Put what waits into the bins, some areas at a time so that their counts stay close to the processor."""
        for waiting, counts in zip(self.waiting, self.counts, strict=True):
            n, b = counts.shape
            if self.filled < _FEW:
                flat, first = counts.reshape(-1), np.arange(n, dtype=np.int64) * b
                for row in waiting[: self.filled]:
                    np.add.at(flat, first + row, counts.dtype.type(1))
                continue
            for start in range(0, n, _BLOCK):
                part = counts[start : start + _BLOCK]
                at = waiting[: self.filled, start : start + _BLOCK] + np.arange(len(part), dtype=np.int64) * b
                part += np.bincount(at.ravel(), minlength=part.size).reshape(part.shape).astype(part.dtype)
        self.filled = 0

    def merge(self, other: Tally) -> None:
        """Add what another thread counted."""
        self.designated += other.designated
        for mine, theirs in zip(self.counts, other.counts, strict=True):
            mine += theirs


def quantiles(counts: NDArray[np.unsignedinteger], bins: Bins, shares: Sequence[float]) -> list[NDArray[np.int64]]:
    """For each area the ranks that so many shares of the replicates do not exceed, to the nearest within a bin.

    Exact where bins are one rank wide; elsewhere off by less than the width of a bin. Ranks in a bin are taken to be
    spread evenly.
    """
    n = counts.shape[0]
    out = [np.empty(n, dtype=np.int64) for _ in shares]
    for start in range(0, n, _BLOCK):
        total = np.cumsum(counts[start : start + _BLOCK], axis=1, dtype=np.int64)
        for share, ranks in zip(shares, out, strict=True):
            wanted = np.maximum(np.ceil(share * total[:, -1] - 1e-9), 1).astype(np.int64)
            bin_ = (total < wanted[:, None]).sum(axis=1)
            rows = np.arange(len(total))
            before = np.where(bin_ > 0, total[rows, np.maximum(bin_ - 1, 0)], 0)
            inside = np.maximum(total[rows, bin_] - before, 1)
            width = bins.edge[bin_ + 1] - bins.edge[bin_]
            ranks[start : start + _BLOCK] = bins.edge[bin_] + (2 * (wanted - before) - 1) * width // (2 * inside)
    return out
