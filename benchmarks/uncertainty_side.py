"""The side of leastfirst in the benchmark of uncertainty, through its public API."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from benchmarks.worker import peak_megabytes
from leastfirst.definitions import Designation, UncertaintySpec, load_designation, load_uncertainty
from leastfirst.exchange.packs import open_pack
from leastfirst.ground.tables import Inputs
from leastfirst.measure import UncertaintyResult, how_sure
from leastfirst.sources import load_inputs


def ours(folder: Path, name: str, replicates: int, compared: int) -> dict[str, Any]:
    """Time the replicates with as little as can be of what moves the list, and then all of it."""
    designation, spec, inputs = _loaded(folder, name)

    def run(times: int, **more: Any) -> tuple[UncertaintyResult, float, float]:
        return _timed(
            lambda: how_sure(designation, spec, inputs, replicates=times, seed=1, ranked=max(2, times // 5), **more)
        )

    run(2, pairs=2)  # what is read out of the tables once, and memory that the system hands out for the first time
    fewer = replicates // 4
    _, _, first = run(fewer, pairs=2)
    result, wall, cpu = run(replicates, pairs=2)
    _, _, all_cpu = run(replicates)
    return {
        "areas": len(result.areas),
        "replicates": replicates,
        "wall": wall,
        "cpu": cpu,
        "further": (cpu - first) / (replicates - fewer),
        "all_cpu": all_cpu,
        "peak": peak_megabytes() or 0,
        "resolution": result.rank_resolution,
        "lists": lists(folder, name, compared)[1],
    }


def lists(folder: Path, name: str, replicates: int) -> tuple[list[dict[str, Any]], list[list[int]]]:
    """Some replicates without errors: what was drawn, and how many places and residents the list has."""
    designation, spec, inputs = _loaded(folder, name)
    spec = spec.model_copy(update={"choices": tuple(c for c in spec.choices if c.varies != "sampling-error")})
    rows = how_sure(designation, spec, inputs, replicates=replicates, seed=2, pairs=2).replicate_table().to_pylist()
    return rows, [[row["list_size"], row["list_residents"]] for row in rows]


def _loaded(folder: Path, name: str) -> tuple[Designation, UncertaintySpec, Inputs]:
    pack = open_pack(folder)
    designation, spec = load_designation(name), load_uncertainty(name)
    if any(field.name == "civic_assets_score" for field in pack.meta("cni-2023").fields):
        choices = spec.choices
    else:
        # The large fictional countries have no scores of domains: their ranks take the place, with the same work.
        choices = tuple(
            c.model_copy(update={"options": tuple(o.model_copy(update={"indicators": {}}) for o in c.options)})
            if c.varies == "steps"
            else c
            for c in spec.choices
        )
    spec = spec.model_copy(update={"choices": choices})
    inputs = load_inputs(pack, designation.needs() | spec.needs(), recipes=designation.recipes.values())
    return designation, spec, inputs


def _timed(work: Any) -> tuple[UncertaintyResult, float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - wall, time.process_time() - cpu
