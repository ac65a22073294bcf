"""How sure: which choices behind a designation could have been made otherwise, with the chance of each, in YAML.

A specification names choices one by one. Each varies one thing: the weights of a node, the steps of some nodes, the
way in which a node puts its parts together, the residents that a roll-up counts, the summary of a larger area, the
weights of a composite, or the sampling error of the figures. What is not named stays as the designation has it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from leastfirst.definitions.designation import Summary
from leastfirst.definitions.model import Definition, NodeId, Reference, Strict
from leastfirst.definitions.rules import (
    Aggregate,
    EmpiricalBayes,
    Impute,
    ParentMean,
    Shrink,
    Standardise,
    Transform,
    Treat,
)
from leastfirst.definitions.yaml_files import read_model
from leastfirst.ground.tables import Needs

FOLDER = "uncertainties"
RESERVED = ("replicate", "seed", "list_size", "list_residents")


def _chance(value: Any) -> Any:
    if isinstance(value, str) and (match := re.fullmatch(r"\s*(\d+)\s*/\s*(\d+)\s*", value)) and int(match[2]):
        return int(match[1]) / int(match[2])
    return value


Probability = Annotated[float, BeforeValidator(_chance), Field(gt=0, le=1)]
OptionId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]


class Within(Strict):
    """Each weight is multiplied by a number drawn evenly from 1 - share to 1 + share; then they are made to add up."""

    rule: Literal["within"]
    share: float = Field(gt=0, lt=1)


class Dirichlet(Strict):
    """Weights from a Dirichlet distribution with the given ones as its mean: the higher the concentration, the closer.

    The standard deviation of a weight's share w is sqrt(w (1 - w) / (concentration + 1)).
    """

    rule: Literal["dirichlet"]
    concentration: float = Field(ge=1, allow_inf_nan=False)


Spread = Annotated[Within | Dirichlet, Field(discriminator="rule")]


class Option(Strict):
    """One way in which a choice can be made, and the chance of it."""

    id: OptionId
    title: str = ""
    probability: Probability


class StepsOption(Option):
    """Other columns, or other steps, for the nodes of a choice; what is not said stays as the recipe has it."""

    indicators: dict[NodeId, Reference] = {}
    impute: Impute | None = None
    treat: Treat | None = None
    shrink: Shrink | None = None
    standardise: Standardise | None = None
    transform: Transform | None = None

    def changes(self, node: str) -> dict[str, Any]:
        """What the option changes on a node."""
        steps = {step: getattr(self, step) for step in ("impute", "treat", "shrink", "standardise", "transform")}
        found = {step: rule for step, rule in steps.items() if rule is not None}
        return found | ({"indicator": self.indicators[node]} if node in self.indicators else {})


class AggregateOption(Option):
    """Another way to put parts together; without one, as the recipe has it.

    `lowest` moves every part up or down so that the lowest area has this value, for the rules that take only values
    above zero. What sampling error takes below it is held there.
    """

    aggregate: Aggregate | None = None
    lowest: float | None = Field(None, gt=0, allow_inf_nan=False)


class PopulationOption(Option):
    """The residents of another year."""

    population: Reference


class SummaryOption(Option):
    """Another published summary of a larger area."""

    summary: Summary


class Choice(Strict):
    """One choice: `title` ends the sentence "What moves the list most is ..."."""

    id: NodeId
    title: str


class VaryWeights(Choice):
    """The weights that a node gives to its parts."""

    varies: Literal["weights"]
    index: str
    node: NodeId
    spread: Spread


class VarySteps(Choice):
    """The steps that bring some nodes on one scale, all of them together."""

    varies: Literal["steps"]
    index: str
    nodes: Literal["all-indicators"] | tuple[NodeId, ...] = "all-indicators"
    options: tuple[StepsOption, ...]


class VaryAggregate(Choice):
    """The rule by which a node puts its parts together."""

    varies: Literal["aggregate"]
    index: str
    node: NodeId
    options: tuple[AggregateOption, ...]


class VaryPopulation(Choice):
    """The residents by which a measure is rolled up; `step` counts its roll-ups from 1."""

    varies: Literal["population"]
    measure: NodeId
    step: int = Field(1, ge=1)
    options: tuple[PopulationOption, ...]


class VarySummary(Choice):
    """How the last roll-up of a measure sums a larger area up."""

    varies: Literal["summary"]
    measure: NodeId
    options: tuple[SummaryOption, ...]


class VaryCompositeWeights(Choice):
    """The weights of the measures in a composite."""

    varies: Literal["composite-weights"]
    spread: Spread


class VarySamplingError(Choice):
    """Normal errors, drawn anew for every area and every indicator in every replicate.

    Their standard error is a share of the standard deviation of the indicator after its steps, or a column of standard
    errors in the unit of the indicator, which is carried through its steps.
    """

    varies: Literal["sampling-error"]
    index: str
    nodes: Literal["all-indicators"] | tuple[NodeId, ...] = "all-indicators"
    share_of_sd: float | None = Field(None, gt=0, le=10)
    standard_errors: dict[NodeId, Reference] = {}

    @model_validator(mode="after")
    def _some_error(self) -> VarySamplingError:
        if self.share_of_sd is None and not self.standard_errors:
            raise ValueError("say how large the error is: share_of_sd, standard_errors or both")
        return self


AnyChoice = Annotated[
    VaryWeights | VarySteps | VaryAggregate | VaryPopulation | VarySummary | VaryCompositeWeights | VarySamplingError,
    Field(discriminator="varies"),
]


class UncertaintySpec(Definition):
    """What is varied. Its names are those of a designation; that they exist is checked before the first replicate."""

    kind: Literal["uncertainty"]
    choices: tuple[AnyChoice, ...] = Field(min_length=1)
    caveats: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _choices_are_whole(self) -> UncertaintySpec:
        ids = [choice.id for choice in self.choices]
        if len(set(ids)) != len(ids):
            raise ValueError(f"two choices are called '{next(each for each in ids if ids.count(each) > 1)}'")
        for choice in self.choices:
            if choice.id in RESERVED:
                raise ValueError(f"'{choice.id}' is a column of every table of replicates: call the choice otherwise")
            _check_options(choice.id, options_of(choice))
        return self

    def needs(self) -> Needs:
        """The columns that the options read beside those of the designation."""
        needs = Needs()
        for choice in self.choices:
            for option in options_of(choice):
                if isinstance(option, PopulationOption):
                    needs.add_reference(option.population)
                if isinstance(option, StepsOption):
                    for reference in option.indicators.values():
                        needs.add_reference(reference)
                    for rule in (option.impute, option.shrink):
                        if isinstance(rule, ParentMean | EmpiricalBayes):
                            needs.add(rule.through)
                        if isinstance(rule, EmpiricalBayes):
                            for reference in filter(None, (rule.denominator, rule.standard_error)):
                                needs.add_reference(reference)
            if isinstance(choice, VarySamplingError):
                for reference in choice.standard_errors.values():
                    needs.add_reference(reference)
        return needs


def options_of(choice: AnyChoice) -> Sequence[Option]:
    """The options of a choice; none where it draws numbers instead."""
    return getattr(choice, "options", ())


def _check_options(choice: str, options: Sequence[Option]) -> None:
    if not options:
        return
    ids = [option.id for option in options]
    if len(set(ids)) != len(ids):
        raise ValueError(f"two options of '{choice}' have the same id")
    if len(options) == 1:
        raise ValueError(f"'{choice}' has one option, so nothing varies")
    total = math.fsum(option.probability for option in options)
    if abs(total - 1) > 1e-9:
        raise ValueError(f"the probabilities of '{choice}' add up to {total:g}, not 1")


def load_uncertainty(spec: str | Path) -> UncertaintySpec:
    """Read what is varied by the id of a shipped specification or the path of your own YAML file."""
    model, sha256, _ = read_model(spec, folder=FOLDER, model=UncertaintySpec)
    return model.model_copy(update={"sha256": sha256})
