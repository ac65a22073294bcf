"""The jobs of `measure compare` and `measure similar`: load, run, write. No calculation happens here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leastfirst.cli.in_depth import write_with
from leastfirst.definitions import is_comparison, load_comparison, load_designation, load_similarity, three_groups
from leastfirst.definitions.comparison import Comparison
from leastfirst.definitions.yaml_files import read_yaml
from leastfirst.exchange.packs import Pack
from leastfirst.exchange.results import as_csv
from leastfirst.ground.provenance import Manifest
from leastfirst.measure import ComparisonResult, SimilarAreas, compare, plan_comparison, similar, similar_needs
from leastfirst.sources import load_inputs


def run_compare(name: str, pack: Pack, options: Mapping[str, Any]) -> tuple[ComparisonResult, Manifest]:
    """A comparison, or the usual three groups of a designation, with the manifest."""
    comparison = _comparison(name, pack).with_options(**options)
    planned = plan_comparison(comparison, pack.tables)
    recipes = {r.id: r for d in comparison.designations.values() for r in d.recipes.values()}
    inputs = load_inputs(pack, planned.needs(comparison), recipes=recipes.values())
    result = compare(comparison, planned, inputs)
    records = [comparison.record, *(d.record for d in comparison.designations.values())]
    records += [recipe.record for recipe in recipes.values()]
    said = "".join(f", {key} {_said(value)}" for key, value in sorted(options.items()))
    made = f"comparison {comparison.id}{said}"
    return result, Manifest.of(made, tables=inputs.values(), definitions=records)


def write_compared(result: ComparisonResult, out: str, manifest: Manifest) -> None:
    """Write the comparison, and beside it what was left out and why."""
    write_with(result.table(), out, manifest, result.told(), {".left-out.csv": as_csv(result.left_out_table())})


def run_similar(
    area_code: str, pack: Pack, *, by: str, standardise: str | None, options: Mapping[str, Any]
) -> tuple[SimilarAreas, Manifest]:
    """The areas most like one area, with the manifest."""
    similarity = load_similarity(by)
    if standardise:
        similarity = similarity.model_copy(update={"standardise": standardise})
    inputs = pack.load(similar_needs(similarity, area_code, pack.tables))
    result = similar(similarity, area_code, inputs, **options)
    changed = {**({"standardise": standardise} if standardise else {}), **options}
    said = "".join(f", {key} {_said(value)}" for key, value in sorted(changed.items()) if value)
    made = f"areas similar to {area_code} by {similarity.id}{said}"
    return result, Manifest.of(made, tables=inputs.values(), definitions=[similarity.record])


def _comparison(name: str, pack: Pack) -> Comparison:
    if is_comparison(name):
        return load_comparison(name)
    if name.endswith((".yaml", ".yml")) and read_yaml(name, folder="comparisons").content.get("kind") == "comparison":
        return load_comparison(name)
    return three_groups(load_designation(name), pack.tables)


def _said(value: Any) -> str:
    return " and ".join(value) if isinstance(value, tuple) else str(value).lower()
