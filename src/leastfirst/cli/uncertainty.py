"""The job of `measure uncertainty`: load, run, write. No calculation happens here."""

from __future__ import annotations

import os
from pathlib import Path

from leastfirst.cli.in_depth import write_with
from leastfirst.definitions import load_designation, load_uncertainty, shipped
from leastfirst.definitions.uncertainty import FOLDER, UncertaintySpec
from leastfirst.exchange.packs import Pack
from leastfirst.exchange.results import as_csv, written_as
from leastfirst.ground.errors import DefinitionError
from leastfirst.ground.provenance import Manifest
from leastfirst.measure import UncertaintyResult, how_sure, told_of
from leastfirst.sources import load_inputs


def cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_uncertainty(
    name: str, pack: Pack, *, spec: str | None, replicates: int, seed: int, threads: int | None
) -> tuple[UncertaintyResult, Manifest]:
    """How sure a designation is, with its manifest. Without a specification, the shipped one of the same id."""
    designation = load_designation(name)
    varied = load_uncertainty(spec) if spec else _shipped_for(designation.id)
    inputs = load_inputs(pack, designation.needs() | varied.needs(), recipes=designation.recipes.values())
    result = how_sure(
        designation,
        varied,
        inputs,
        replicates=replicates,
        seed=seed,
        threads=cores() if threads is None else threads,
        cores=cores(),
    )
    records = [designation.record, varied.record, *(recipe.record for recipe in designation.recipes.values())]
    made = f"uncertainty of {designation.id} by {varied.id}, {replicates} replicates"
    return result, Manifest.of(made, tables=inputs.values(), definitions=records, seed=seed)


def write_uncertainty(result: UncertaintyResult, out: str, manifest: Manifest) -> None:
    """Write the areas, and beside them every replicate and every choice."""
    beside = {}
    if out != "-":
        ending = Path(out).suffix
        beside = {
            f".replicates{ending}": written_as(result.replicate_table(), f"x{ending}"),
            ".choices.csv": as_csv(result.choice_table()),
        }
    write_with(result.table(), out, manifest, "\n".join(told_of(result)), beside)


def _shipped_for(designation: str) -> UncertaintySpec:
    if designation in shipped(FOLDER):
        return load_uncertainty(designation)
    raise DefinitionError(
        f"nothing is shipped that says what to vary in '{designation}'",
        do=f"write it down and name it with --spec; copy one of {', '.join(shipped(FOLDER))}",
    )
