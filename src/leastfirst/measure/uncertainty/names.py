"""Check that every name of a specification exists in the designation, before anything is worked out."""

from __future__ import annotations

from collections.abc import Iterable

from leastfirst.definitions.designation import Designation, Measure, WorstComposite
from leastfirst.definitions.recipe import Node, Recipe
from leastfirst.definitions.uncertainty import (
    AnyChoice,
    UncertaintySpec,
    VaryAggregate,
    VaryCompositeWeights,
    VaryPopulation,
    VarySamplingError,
    VarySteps,
    VarySummary,
    VaryWeights,
)
from leastfirst.ground.errors import DefinitionError


def check_names(spec: UncertaintySpec, designation: Designation) -> None:
    """Raise DefinitionError in one sentence if a choice names what the designation does not have."""
    taken: dict[tuple[str, ...], str] = {}
    for choice in spec.choices:
        for thing in _things(choice, spec, designation):
            if thing in taken:
                raise DefinitionError(
                    f"'{taken[thing]}' and '{choice.id}' both vary the {' of '.join(thing)}",
                    where=spec.id,
                    do="vary each thing once",
                )
            taken[thing] = choice.id


def _things(choice: AnyChoice, spec: UncertaintySpec, designation: Designation) -> Iterable[tuple[str, ...]]:
    where = f"{spec.id}, choice {choice.id}"
    match choice:
        case VaryWeights():
            node = node_of(choice.index, choice.node, designation, where)
            counting = [name for name, weight in (node.weights or {}).items() if weight]
            if node.weights is None:
                raise DefinitionError(
                    f"the node '{choice.node}' weighs no parts", where=where, do=_branches(choice.index, designation)
                )
            if len(counting) < 2:
                raise DefinitionError(
                    f"only one part of '{choice.node}' counts, so its weight changes nothing",
                    where=where,
                    do="leave this choice out",
                )
            yield "weights", choice.index, choice.node
        case VaryAggregate():
            if node_of(choice.index, choice.node, designation, where).weights is None:
                raise DefinitionError(
                    f"the node '{choice.node}' adds up no parts", where=where, do=_branches(choice.index, designation)
                )
            yield "aggregate", choice.index, choice.node
        case VarySteps():
            nodes = nodes_of(choice, designation, where)
            for option in choice.options:
                for name in option.indicators:
                    if name not in nodes or nodes[name].indicator is None:
                        raise DefinitionError(
                            f"the option '{option.id}' names '{name}', which is not an indicator of this choice",
                            where=where,
                            do=f"use one of {', '.join(name for name, node in nodes.items() if node.indicator)}",
                        )
            for name in nodes:
                yield "steps", choice.index, name
        case VarySamplingError():
            nodes = nodes_of(choice, designation, where)
            for name in (*nodes, *choice.standard_errors):
                if name not in nodes or nodes[name].indicator is None:
                    raise DefinitionError(
                        f"'{name}' is not an indicator of this choice",
                        where=where,
                        do="name nodes that read an indicator",
                    )
            if choice.share_of_sd is None and set(nodes) - set(choice.standard_errors):
                raise DefinitionError(
                    f"'{min(set(nodes) - set(choice.standard_errors))}' has no standard error",
                    where=where,
                    do="name its column of standard errors, or give a share_of_sd for those without",
                )
            yield "sampling error", choice.index
        case VaryPopulation():
            measure = measure_of(choice.measure, designation, where)
            if choice.step > len(measure.roll_up):
                raise DefinitionError(
                    f"the measure '{measure.id}' has {len(measure.roll_up)} roll-ups, and none is number {choice.step}",
                    where=where,
                    do="correct the step, or leave this choice out: residents count only in a roll-up",
                )
            yield "population", choice.measure, str(choice.step)
        case VarySummary():
            measure = measure_of(choice.measure, designation, where)
            if not measure.roll_up:
                raise DefinitionError(
                    f"the measure '{measure.id}' is not rolled up, so nothing is summed up",
                    where=where,
                    do="leave this choice out",
                )
            yield "summary", choice.measure
        case VaryCompositeWeights():
            rule = designation.rule
            if not isinstance(rule, WorstComposite):
                raise DefinitionError(
                    f"the rule {rule.kind} has no composite whose weights could vary",
                    where=where,
                    do="leave this choice out",
                )
            if sum(weight > 0 for weight in rule.weights.values()) < 2:
                raise DefinitionError(
                    "only one measure of the composite counts", where=where, do="leave this choice out"
                )
            yield ("composite weights",)


def measure_of(measure: str, designation: Designation, where: str) -> Measure:
    """The measure of that id."""
    for each in designation.measures:
        if each.id == measure:
            return each
    raise DefinitionError(
        f"{designation.id} has no measure '{measure}'",
        where=where,
        do=f"use one of {', '.join(each.id for each in designation.measures)}",
    )


def recipe_of(index: str, designation: Designation, where: str) -> Recipe:
    """The recipe of an index of the designation."""
    if index not in designation.recipes:
        raise DefinitionError(
            f"{designation.id} has no index '{index}'",
            where=where,
            do=f"use one of {', '.join(designation.recipes)}",
        )
    return designation.recipes[index]


def node_of(index: str, node: str, designation: Designation, where: str) -> Node:
    """One node of an index of the designation."""
    recipe = recipe_of(index, designation, where)
    if node not in recipe.nodes:
        raise DefinitionError(f"{index} has no node '{node}'", where=where, do=f"use one of {', '.join(recipe.nodes)}")
    return recipe.nodes[node]


def nodes_of(choice: VarySteps | VarySamplingError, designation: Designation, where: str) -> dict[str, Node]:
    """The nodes that a choice is about, by name."""
    recipe = recipe_of(choice.index, designation, where)
    if choice.nodes == "all-indicators":
        return {name: node for name, node in recipe.nodes.items() if node.indicator}
    return {name: node_of(choice.index, name, designation, where) for name in choice.nodes}


def _branches(index: str, designation: Designation) -> str:
    return f"use one of {', '.join(name for name, node in designation.recipes[index].nodes.items() if node.weights)}"
