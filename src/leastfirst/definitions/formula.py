"""Funding formulas: trees of named steps over published inputs, written in YAML.

Nothing that a place says in an application can enter a formula: its inputs are those of `InputName`, and a fund can
bind them to columns of published tables only, or to published figures stated with their source.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, ValidationInfo, field_validator, model_validator

from leastfirst.definitions.amounts import MoneyField, Number, Share
from leastfirst.definitions.model import Definition, NodeId, Strict
from leastfirst.definitions.yaml_files import read_model

FOLDER = "formulas"

InputName = Literal[
    "residents",
    "households",
    "small_areas",
    "need",
    "resources",
    "area_cost",
    "unemployed",
    "labour_force",
    "output_per_head",
    "national_income",
]
INPUT_WORDS: dict[str, str] = {
    "residents": "residents",
    "households": "households",
    "small_areas": "small areas",
    "need": "need (higher is greater need)",
    "resources": "resources of its own",
    "area_cost": "what things cost there (1 is the average)",
    "unemployed": "unemployed people",
    "labour_force": "people in the labour force",
    "output_per_head": "output per head",
    "national_income": "national income per head, as a share of the average",
}
COUNTS: tuple[InputName, ...] = ("residents", "households", "small_areas", "unemployed", "labour_force")
"""The inputs that count somebody or something: their words are the unit, and none of them may be below zero."""

Decimals = Annotated[int, Field(ge=0, le=18)]


class Step(Strict):
    """A named step; `title` is what the reader of an explanation sees."""

    title: str = ""

    def reads(self) -> tuple[str, ...]:
        """The steps that it is made from."""
        of = getattr(self, "of", ())
        return (of,) if isinstance(of, str) else tuple(of)


class Input(Step):
    """A published input of each place."""

    step: Literal["input"]
    input: InputName


class Constant(Step):
    """The same number for every place: a lump sum when it stands in a blend."""

    step: Literal["number"]
    number: Number


class Lump(Step):
    """The same sum of money for every place, in pounds."""

    step: Literal["money"]
    amount: MoneyField


class Add(Step):
    """The sum of some steps."""

    step: Literal["add"]
    of: tuple[NodeId, ...] = Field(min_length=2)


class Subtract(Step):
    """The first step less the second."""

    step: Literal["subtract"]
    of: tuple[NodeId, NodeId]


class Multiply(Step):
    """The product of some steps."""

    step: Literal["multiply"]
    of: tuple[NodeId, ...] = Field(min_length=2)


class Divide(Step):
    """The first step over the second, rounded to `decimals`; what would be divided by zero is an error."""

    step: Literal["divide"]
    of: tuple[NodeId, NodeId]
    decimals: Decimals = 9


class Relative(Step):
    """A step over its mean across all places, where each place counts by `weighted_by` (once, if that is not said)."""

    step: Literal["relative"]
    of: NodeId
    weighted_by: NodeId | None = None

    def reads(self) -> tuple[str, ...]:
        """The step, and the one that weights its mean."""
        return (self.of, *([self.weighted_by] if self.weighted_by else []))


class Power(Step):
    """A step to a power: 1 in proportion, 2 sharper, 1/2 gentler. Rounded to `decimals`."""

    step: Literal["power"]
    of: NodeId
    exponent: Number = Field(ge=-10, le=10)
    decimals: Decimals = 9


class Exponential(Step):
    """e to the power of `rate` times a step, rounded to `decimals`."""

    step: Literal["exponential"]
    of: NodeId
    rate: Number
    decimals: Decimals = 9


class Band(Strict):
    """Below this bound (not at it), this number."""

    below: Number
    gives: Number


class Bands(Step):
    """A number by the band that a step falls in; at or above the last bound, `otherwise`."""

    step: Literal["bands"]
    of: NodeId
    bands: tuple[Band, ...] = Field(min_length=1)
    otherwise: Number

    @model_validator(mode="after")
    def _rising(self) -> Bands:
        bounds = [band.below for band in self.bands]
        if bounds != sorted(set(bounds)):
            raise ValueError("the bands are out of order: write them with rising bounds")
        return self


class AtLeast(Step):
    """A step, but never below a number."""

    step: Literal["at_least"]
    of: NodeId
    number: Number


class AtMost(Step):
    """A step, but never above a number."""

    step: Literal["at_most"]
    of: NodeId
    number: Number


class Equalise(Step):
    """Resource equalisation: what is needed less what a place can raise itself, never below zero."""

    step: Literal["equalise"]
    needs: NodeId
    resources: NodeId

    def reads(self) -> tuple[str, ...]:
        """What is needed, and what the place can raise."""
        return (self.needs, self.resources)


class AreaCost(Step):
    """Area cost adjustment: of x (1 + share x (cost - 1)), where `share` of the money is spent at local cost."""

    step: Literal["area_cost"]
    of: NodeId
    cost: NodeId
    share: Share = Field(description="how much of the money is spent at local cost")

    def reads(self) -> tuple[str, ...]:
        """The step that is adjusted, and the cost."""
        return (self.of, self.cost)


class Blend(Step):
    """Parts of the fund shared by different steps: each step counts as its place's share of the step's total."""

    step: Literal["blend"]
    parts: dict[NodeId, Share]

    def reads(self) -> tuple[str, ...]:
        """The parts."""
        return tuple(self.parts)

    @model_validator(mode="after")
    def _whole(self) -> Blend:
        total = sum(self.parts.values())
        if total != 1:
            raise ValueError(f"the parts add up to {total}, not 1")
        return self


class Strata(Step):
    """Shares between strata first (nations, regions), then within each by a step.

    The shares are stated by code, or `by` another step: each stratum then gets what its places add up to on that step.
    """

    step: Literal["strata"]
    of: NodeId
    level: str = Field(description="the larger areas that are the strata, such as region")
    shares: dict[str, Share] | None = None
    by: NodeId | None = None

    def reads(self) -> tuple[str, ...]:
        """The step within strata, and the one between them."""
        return (self.of, *([self.by] if self.by else []))

    @model_validator(mode="after")
    def _one_way(self) -> Strata:
        if (self.shares is None) == (self.by is None):
            raise ValueError("say how the strata share the fund: either `shares` by code or `by` a step")
        if self.shares is not None and sum(self.shares.values()) != 1:
            raise ValueError(f"the shares of the strata add up to {sum(self.shares.values())}, not 1")
        return self


_STEPS = (
    Input
    | Constant
    | Lump
    | Add
    | Subtract
    | Multiply
    | Divide
    | Relative
    | Power
    | Exponential
    | Bands
    | AtLeast
    | AtMost
    | Equalise
    | AreaCost
    | Blend
    | Strata
)
AnyStep = Annotated[_STEPS, Field(discriminator="step")]
KNOWN = tuple(sorted(get_args(step.model_fields["step"].annotation)[0] for step in get_args(_STEPS)))
"""The kinds of step that there are."""


class Tree(Strict):
    """The steps of a formula in order: each is made from steps that stand before it; `result` is the last word.

    It gives `weights` (shares of the fund in proportion to the result) or `money` (the result in pounds, whatever the
    others get).
    """

    gives: Literal["weights", "money"] = "weights"
    steps: dict[NodeId, AnyStep] = Field(min_length=1)
    result: NodeId

    # Field by field, so that a fault is found on the line of its own key.
    @field_validator("steps", mode="before")
    @classmethod
    def _known_steps(cls, steps: Any) -> Any:
        for name, step in (steps if isinstance(steps, dict) else {}).items():
            kind = step.get("step") if isinstance(step, dict) else None
            if isinstance(kind, str) and kind not in KNOWN:
                raise ValueError(f"the step '{name}' is of the unknown kind '{kind}' (use one of {', '.join(KNOWN)})")
        return steps

    @field_validator("steps")
    @classmethod
    def _in_order(cls, steps: dict[str, AnyStep]) -> dict[str, AnyStep]:
        before: set[str] = set()
        for name, step in steps.items():
            for read in step.reads():
                if read not in before:
                    what = "itself" if read == name else f"'{read}', which does not stand before it"
                    raise ValueError(f"the step '{name}' is made from {what}")
            before.add(name)
        return steps

    @field_validator("result")
    @classmethod
    def _is_a_step(cls, result: str, info: ValidationInfo) -> str:
        if result not in info.data.get("steps", (result,)):
            raise ValueError(f"the result '{result}' is none of the steps")
        return result

    @property
    def inputs(self) -> tuple[str, ...]:
        """The published inputs that it reads, in the order of its steps."""
        return tuple(dict.fromkeys(step.input for step in self.steps.values() if isinstance(step, Input)))


class Formula(Definition, Tree):
    """A formula with its head: who says so, when, and how sure we are of it."""

    kind: Literal["formula"]


def load_formula(formula: str | Path) -> Formula:
    """Read a formula by the id of a shipped one or the path of your own YAML file."""
    model, sha256, _ = read_model(formula, folder=FOLDER, model=Formula)
    return model.model_copy(update={"sha256": sha256})
