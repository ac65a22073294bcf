"""Bring a specification, a designation and its tables together, and refuse what cannot be varied, once and for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from leastfirst.definitions.designation import Designation, Measure, Summary, WorstComposite
from leastfirst.definitions.uncertainty import (
    UncertaintySpec,
    VaryCompositeWeights,
    VaryPopulation,
    VarySamplingError,
    VarySummary,
    VaryWeights,
    options_of,
)
from leastfirst.ground.columns import areas_of, lookup_of, population_of
from leastfirst.ground.errors import DataError, DefinitionError
from leastfirst.ground.tables import Inputs
from leastfirst.measure.designate import DesignationResult, designate
from leastfirst.measure.index import IndexResult, build_index
from leastfirst.measure.roll_up import Members
from leastfirst.measure.selection import MeasureResult
from leastfirst.measure.uncertainty.draws import Drawn, Draws, Factor
from leastfirst.measure.uncertainty.growing import Growing
from leastfirst.measure.uncertainty.lists import Listing, WorstCompositeListing, WorstOnAllListing
from leastfirst.measure.uncertainty.names import check_names
from leastfirst.measure.uncertainty.summing import Measuring, Plan, Step


@dataclass(frozen=True)
class Planned:
    """All that the replicates of one run share. `shared` lists the measures that each choice bears on."""

    spec: UncertaintySpec
    base: DesignationResult
    factors: tuple[Factor, ...]
    draws: Draws
    grown: Mapping[str, Growing]
    measures: tuple[Plan, ...]
    inputs: Inputs

    def measuring(self) -> list[Measuring]:
        """The measures for one thread."""
        return [Measuring(plan, self.grown[plan.base.measure.index].tree(self.draws)) for plan in self.measures]

    def listing(self) -> Listing:
        """The rule for one thread."""
        rule = self.base.designation.rule
        if isinstance(rule, WorstComposite):
            kinds = [isinstance(factor.choice, VaryCompositeWeights) for factor in self.factors]
            return WorstCompositeListing(rule, self.base, self.inputs, kinds.index(True) if any(kinds) else None)
        return WorstOnAllListing(rule, self.base)

    def nothing(self) -> list[Drawn]:
        """The draw that leaves everything as the designation has it."""
        return [None] * len(self.factors)


def plan(
    designation: Designation,
    spec: UncertaintySpec,
    inputs: Inputs,
    *,
    seed: int,
    built: Mapping[str, IndexResult] | None = None,
) -> Planned:
    """Prepare the replicates. All that is wrong with the specification is said here, before the first of them."""
    check_names(spec, designation)
    indices = {
        name: built[name] if built and name in built and built[name].recipe == recipe else build_index(recipe, inputs)
        for name, recipe in designation.recipes.items()
    }
    base = designate(designation, inputs, built=indices)
    factors = tuple(Factor.of(choice, _weights(choice, designation)) for choice in spec.choices)
    grown = {
        name: Growing(index, factors, designation, inputs, f"{spec.id}, {name}") for name, index in indices.items()
    }
    measures = tuple(_measure(each, grown, factors, designation, inputs) for each in base.measures)
    planned = Planned(spec, base, factors, Draws(seed, factors), grown, measures, inputs)
    _try_every_option(planned)
    return planned


def _weights(choice: object, designation: Designation) -> dict[str, float] | None:
    if isinstance(choice, VaryWeights):
        return designation.recipes[choice.index].nodes[choice.node].weights
    if isinstance(choice, VaryCompositeWeights) and isinstance(designation.rule, WorstComposite):
        return {measure.id: designation.rule.weights[measure.id] for measure in designation.measures}
    return None


def _measure(
    base: MeasureResult,
    grown: Mapping[str, Growing],
    factors: tuple[Factor, ...],
    designation: Designation,
    inputs: Inputs,
) -> Plan:
    measure = base.measure
    index = grown[measure.index].index
    bearing = set(grown[measure.index].factors)
    steps, at = [], index.areas
    for number, roll_up in enumerate(measure.roll_up, 1):
        lookup = lookup_of(inputs, roll_up.through)
        larger = areas_of(inputs, lookup.target)
        members: dict[int | None, Members] = {
            None: Members.of(at, population_of(inputs, roll_up.population, at), lookup, larger)
        }
        factor = None
        for i, each in enumerate(factors):
            choice = each.choice
            if isinstance(choice, VaryPopulation) and (choice.measure, choice.step) == (measure.id, number):
                factor = i
                bearing.add(i)
                for o, option in enumerate(choice.options):
                    members[o] = Members.of(at, population_of(inputs, option.population, at), lookup, larger)
        steps.append(Step(members, factor, larger))
        at = larger
    summaries: dict[int | None, Summary] = {None: _last_summary(measure)}
    summary_factor = None
    for i, each in enumerate(factors):
        if isinstance(each.choice, VarySummary) and each.choice.measure == measure.id:
            summary_factor = i
            bearing.add(i)
            summaries |= {o: option.summary for o, option in enumerate(each.choice.options)}
    # The index as it was read is kept by the base; a roll-up's own is that of the areas on the way.
    return Plan(replace(base, index=index), tuple(steps), summaries, summary_factor, frozenset(bearing))


def _last_summary(measure: Measure) -> Summary:
    return measure.roll_up[-1].summary if measure.roll_up else "average-score"


def _try_every_option(planned: Planned) -> None:
    """Work each option out once: it must say something about the same areas, and some choice must make a difference."""
    measuring = planned.measuring()
    where = planned.spec.id
    differs = [False] * len(measuring)
    for m, (measure, plan_) in enumerate(zip(measuring, planned.measures, strict=True)):
        for j in sorted(plan_.factors):
            choice = planned.factors[j].choice
            results = []
            for o, option in enumerate(options_of(choice)):
                drawn = planned.nothing()
                drawn[j] = o
                value = measure.rounded(drawn).copy()
                unlike = np.isnan(value) != (plan_.base.rank == 0)
                if unlike.any():
                    i = int(np.argmax(unlike))
                    raise DataError(
                        f"{planned.base.areas.codes[i]} has a value in only one of the options",
                        where=f"{where}, choice {choice.id}, option {option.id}",
                        do="use data that cover the same areas",
                    )
                results.append(measure.ranks(drawn).copy())
            moves = isinstance(choice, VaryWeights | VarySamplingError)
            differs[m] |= moves or any((each != results[0]).any() for each in results[1:])
    for plan_, differ in zip(planned.measures, differs, strict=True):
        if not differ:
            raise DefinitionError(
                f"the index {plan_.base.measure.index} ({plan_.base.measure.short}) has one possible outcome",
                where=where,
                do="add a choice about it, such as the weights of its parts, or options that differ",
            )
