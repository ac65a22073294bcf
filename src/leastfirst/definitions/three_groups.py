"""The usual comparison for a designation, made without a file: those it chooses, others as deprived, and everywhere."""

from __future__ import annotations

from collections.abc import Mapping

from leastfirst.definitions.comparison import Comparison, Mix, People, is_comparison, load_comparison
from leastfirst.definitions.designation import Designation
from leastfirst.ground.errors import DefinitionError
from leastfirst.ground.tables import Base, TableMeta


def comparison_for(designation: Designation, tables: Mapping[str, TableMeta]) -> Comparison:
    """The shipped comparison of this very designation, or the usual three groups. Raises as `three_groups` does."""
    if is_comparison(designation.id):
        found = load_comparison(designation.id)
        if designation.record in [each.record for each in found.designations.values()]:
            return found
    return three_groups(designation, tables)


def three_groups(designation: Designation, tables: Mapping[str, TableMeta]) -> Comparison:
    """The usual comparison for a designation: the areas it chooses, other areas as deprived, and everywhere.

    `tables` are the descriptions of the tables there are. Raises DefinitionError if the designation names no lookup to
    districts, by which the intervals are clustered.
    """
    known = {each: tables[each].target for each in designation.context if each in tables}
    targets = {target.level: each for each, target in known.items() if target is not None}
    if "lad" not in targets:
        raise DefinitionError(
            "it names no lookup to districts under 'context'",
            where=designation.id,
            do="add one, or write a comparison that says under 'clusters' which areas go together",
        )
    share = getattr(designation.rule, "share", (1, 10))
    weights: dict[Base, People] = {
        "residents": People(count=designation.population, through=designation.population_through)
    }
    for table_id, meta in tables.items():
        if meta.geography == designation.geography and any(f.name == "households" for f in meta.fields):
            weights["households"] = People(count=f"{table_id}.households")
    mixes = {"region": Mix(called="regions", through=targets["region"])} if "region" in targets else {}
    area_table = f"areas-{designation.geography}"
    if area_table in tables and any(f.name == "rural_urban" for f in tables[area_table].fields):
        mixes["rural_urban"] = Mix(called="rural and urban areas", column=f"{area_table}.rural_urban")
    chosen = {"kind": "designated", "designation": designation.id}
    worst = {"kind": "worst", "designation": designation.id, "share": f"{share[0]}/{share[1]}"}
    steps = [step for measure in designation.measures for step in measure.roll_up]
    return Comparison.model_validate(
        {
            **designation.model_dump(include={"title", "summary", "source", "vintage", "licence", "status"}),
            "id": designation.id,
            "kind": "comparison",
            "geography": designation.geography,
            "groups": [
                {"id": "chosen", "called": designation.called, "areas": chosen},
                {"id": "other_deprived", "called": "other deprived places", "areas": worst, "leave_out": ["chosen"]},
                {"id": "everywhere", "areas": {"kind": "everywhere"}},
            ],
            "weights": weights,
            "carried_by": {step.through.partition("--")[0]: step.population for step in reversed(steps)},
            "clusters": targets["lad"],
            "mixes": mixes,
        }
    ).model_copy(update={"designations": {designation.id: designation}, "sha256": designation.sha256})
