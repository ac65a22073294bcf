"""One replicate of an uncertainty run made again the slow way: a changed definition, handed to `designate`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leastfirst.definitions.designation import Designation, WorstComposite
from leastfirst.definitions.uncertainty import UncertaintySpec
from leastfirst.ground.tables import Inputs


def without_errors(spec: UncertaintySpec) -> UncertaintySpec:
    """The same choices but for errors, which no definition can say, and `lowest`, which no recipe has."""
    kept = [each for each in spec.choices if each.varies not in ("sampling-error", "aggregate")]
    return spec.model_copy(update={"choices": tuple(kept)})


def replayed(designation: Designation, spec: UncertaintySpec, row: Mapping[str, Any], inputs: Inputs) -> Designation:
    """The definition that a row of the replicate table describes."""
    recipes = dict(designation.recipes)
    measures = {measure.id: measure for measure in designation.measures}
    rule = designation.rule
    for choice in spec.choices:
        drawn = {name.partition(".")[2]: value for name, value in row.items() if name.startswith(f"{choice.id}.")}
        option = next((o for o in getattr(choice, "options", ()) if o.id == row.get(choice.id)), None)
        if choice.varies in ("weights", "steps", "aggregate"):
            recipe = recipes[choice.index]
            nodes = dict(recipe.nodes)
            if choice.varies == "weights":
                nodes[choice.node] = nodes[choice.node].model_copy(update={"weights": drawn})
            elif choice.varies == "aggregate":
                if option.aggregate:
                    nodes[choice.node] = nodes[choice.node].model_copy(update={"aggregate": option.aggregate})
            else:
                every = [name for name, node in nodes.items() if node.indicator]
                for name in every if choice.nodes == "all-indicators" else choice.nodes:
                    changes = option.changes(name)
                    if "indicator" in changes:
                        _, field = inputs.reference(changes["indicator"], geography=recipe.geography)
                        changes["direction"] = field.direction or nodes[name].direction
                    nodes[name] = nodes[name].model_copy(update=changes)
            recipes[choice.index] = recipe.model_copy(update={"nodes": nodes})
        elif choice.varies == "composite-weights":
            assert isinstance(rule, WorstComposite)
            rule = rule.model_copy(update={"weights": drawn})
        else:
            steps = list(measures[choice.measure].roll_up)
            at = choice.step - 1 if choice.varies == "population" else -1
            steps[at] = steps[at].model_copy(
                update={"population": option.population}
                if choice.varies == "population"
                else {"summary": option.summary}
            )
            measures[choice.measure] = measures[choice.measure].model_copy(update={"roll_up": tuple(steps)})
    return designation.model_copy(update={"recipes": recipes, "measures": tuple(measures.values()), "rule": rule})
