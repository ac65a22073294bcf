"""Run the replicates, in as many threads as are asked for: the same bytes for any number of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.designation import Designation
from leastfirst.definitions.uncertainty import UncertaintySpec
from leastfirst.ground.errors import DataError
from leastfirst.ground.tables import Inputs
from leastfirst.measure.index import IndexResult
from leastfirst.measure.uncertainty.draws import Drawn
from leastfirst.measure.uncertainty.plan import Planned, plan
from leastfirst.measure.uncertainty.result import Replicates, UncertaintyResult, tracked
from leastfirst.measure.uncertainty.sensitivity import Moves
from leastfirst.measure.uncertainty.tally import Bins, Tally

BATCH = 256
# Every replicate tells who is on the list, about so many tell ranks: all ranks take twice the time of a line.
RANKED = 2_000
_WAITING = 256_000_000
Done = TypeVar("Done")


def how_sure(
    designation: Designation,
    spec: UncertaintySpec,
    inputs: Inputs,
    *,
    replicates: int,
    seed: int,
    threads: int = 1,
    cores: int | None = None,
    pairs: int | None = None,
    batch: int | None = None,
    ranked: int = RANKED,
    built: Mapping[str, IndexResult] | None = None,
) -> UncertaintyResult:
    """Work a designation out many times, each time with other choices drawn by a specification.

    Args:
        designation: the list that is to be judged, from the tables that its `needs()` and the spec's ask for.
        spec: what is varied.
        inputs: the tables.
        replicates: how many times. Who is on the list is counted every time.
        seed: the same seed gives the same bytes, for any number of threads and any batch.
        threads: how many replicates are worked out at once; at most `cores`, if that is given.
        cores: how many processor cores there are.
        pairs: how many pairs of further replicates tell which choice moves the list most: a 50th of the replicates
            (at least 8) unless it is said. Each pair takes two replicates and one for every choice.
        batch: how many replicates wait before they are counted; it changes only time and memory.
        ranked: how many replicates are enough for the ranks: all are counted until there are twice as many, then every
            second, and so on.
        built: indices by id that were built from the same inputs.

    Raises:
        DefinitionError: if the specification names what is not there, or leaves an index with one possible outcome.
        DataError: for no replicates, a negative seed, too many threads, or values that cannot be varied as asked.
    """
    _check(replicates, seed, threads, cores, pairs, batch)
    planned = plan(designation, spec, inputs, seed=seed, built=built)
    n = len(planned.base.areas)
    on_measures = [m.ranked for m in planned.base.measures] if tracked(designation) else []
    bins = Bins.fitting([int(planned.base.assessed.sum()), *on_measures], n)
    size = batch or max(1, min(BATCH, replicates, _WAITING // (2 * n * len(bins))))
    counted = Replicates.empty(planned, replicates)

    every = max(1, replicates // max(1, ranked))

    def work(thread: int) -> Tally:
        worker = Worker(planned)
        tally = Tally(n, bins, batch=size, replicates=replicates)
        for replicate in _shared_out(replicates, thread, threads):
            drawn = planned.draws.of(replicate)
            if replicate % every:
                designated = worker.members(worker.glance(drawn), drawn)
            else:
                designated, ranks = worker.listed(drawn)
                tally.add(ranks)
            tally.designated += designated
            counted.set(replicate - 1, drawn, designated)
        tally.flush()
        return tally

    tally, *others = _in_threads(work, threads)
    for other in others:
        tally.merge(other)
    del others
    moves = Moves.empty(planned, max(8, replicates // 50) if pairs is None else pairs)

    def compare(thread: int) -> None:
        worker = Worker(planned)
        for pair in _shared_out(moves.pairs, thread, threads):
            # Replicates that were not drawn yet: the first two after the last, and so on.
            b = replicates + 2 * pair
            moves.set(pair - 1, worker, planned.draws.of(b - 1), planned.draws.of(b))

    _in_threads(compare, threads)
    return UncertaintyResult.of(planned, tally, counted, moves, seed=seed, ranked=replicates // every)


class Worker:
    """One thread's measures and rule."""

    def __init__(self, planned: Planned) -> None:
        self.measuring, self.listing = planned.measuring(), planned.listing()
        self.bearing = [measure.plan.factors for measure in self.measuring]
        self.ranks = tracked(planned.base.designation)

    def listed(self, drawn: Sequence[Drawn]) -> tuple[NDArray[np.bool_], list[NDArray[np.int64]]]:
        """Who is on the list, and the ranks that are counted: that of need first."""
        seen = [self.listing.look(measure, drawn) for measure in self.measuring]
        designated, need = self.listing.choose(seen, drawn)
        return designated, [need, *(seen if self.ranks else [])]  # type: ignore[list-item]

    def glance(
        self,
        drawn: Sequence[Drawn],
        before: Sequence[NDArray[np.generic]] = (),
        redrawn: int | None = None,
    ) -> list[NDArray[np.generic]]:
        """What it takes, measure by measure, to tell who is on the list.

        When one choice was drawn anew, only the measures that it bears on are worked out, the others are as `before`.
        """
        return [
            before[i] if redrawn is not None and redrawn not in bearing else self.listing.glance(i, measure, drawn)
            for i, (measure, bearing) in enumerate(zip(self.measuring, self.bearing, strict=True))
        ]

    def members(self, seen: Sequence[NDArray[np.generic]], drawn: Sequence[Drawn]) -> NDArray[np.bool_]:
        """Who is on the list."""
        return self.listing.members(seen, drawn)


def _shared_out(number: int, thread: int, threads: int) -> range:
    """The numbers from 1 on that one thread works out: a stretch of them, so that all have as much to do."""
    return range(1 + number * thread // threads, 1 + number * (thread + 1) // threads)


def _in_threads(work: Callable[[int], Done], threads: int) -> list[Done]:
    if threads == 1:
        return [work(0)]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, range(threads)))


def _check(replicates: int, seed: int, threads: int, cores: int | None, pairs: int | None, batch: int | None) -> None:
    if replicates < 1:
        raise DataError(f"{replicates} replicates tell nothing", do="ask for at least one, better for 1,000 or more")
    if seed < 0:
        raise DataError(f"the seed {seed} is below zero", do="give a whole number of zero or more")
    if threads < 1:
        raise DataError(f"{threads} threads can do nothing", do="ask for at least one")
    if cores is not None and threads > cores:
        raise DataError(f"{threads} threads are more than the {cores} cores of this machine", do="ask for no more")
    if (pairs is not None and pairs < 2) or (batch is not None and batch < 1):
        raise DataError("fewer than two pairs, or an empty batch, tell nothing", do="ask for more")
