"""Rule sheets: how a vote will be counted, fixed, published and hashed before anybody votes.

The small print decides winners, so nothing of it is left to the program that counts: the result names the sheet's
sha256, and whoever changes a letter of the file gets another one.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from leastfirst.definitions.amounts import Share
from leastfirst.definitions.model import Definition
from leastfirst.definitions.rule_sheet_parts import (
    Dependent,
    Exclusion,
    Incompatible,
    PartFunding,
    Reserved,
    Step,
    Ties,
    twice,
)
from leastfirst.definitions.yaml_files import read_model
from leastfirst.ground.errors import DefinitionError

FOLDER = "rule-sheets"
DEFAULT = "equal-shares-cost-add1-topup"

Rule = Literal["equal-shares", "greedy-votes", "greedy-votes-per-cost", "phragmen"]
Satisfaction = Literal["cost", "count", "additive"]
Completion = Literal["none", "add1-until-overspent", "add1-until-exhaustive"]


class RuleSheet(Definition):
    """How a vote is counted.

    Which rule can honour what:

    - `completion`, `step` and `share` belong to equal shares: no other rule gives each voter a share.
    - `satisfaction`: equal shares takes all three; the greedy rules take `count` (votes) and `additive` (points, which
      are votes where ballots only approve); Phragmén sees who supports what and nothing more, so it takes `count`.
    - `top_up`: equal shares and Phragmén may leave money over; the greedy rules leave nothing to top up.
    - `part_funding` asks who is next when the money ends, which only the greedy rules and a greedy top-up can say.
    - `minimum_votes` of 0 means 1: no rule elects a project that nobody chose.
    - minimums, exclusions, incompatible and dependent projects and reserved sub-budgets: every rule, since each of
      them elects one project after another and can pass over one that may not be elected (yet).
    """

    kind: Literal["rule-sheet"]
    rule: Rule
    satisfaction: Satisfaction
    share: Literal["exact", "rounded-down"] = "exact"
    completion: Completion = "none"
    step: Step = Field(Fraction(1), description="of the vote's currency, for each voter")
    top_up: Literal["none", "greedy"] = "none"
    ties: Ties = Ties()
    part_funding: PartFunding | None = None
    minimum_votes: Annotated[int, Field(strict=True, ge=0)] = 0
    minimum_share: Share = Fraction(0)
    exclusions: tuple[Exclusion, ...] = ()
    incompatible: tuple[Incompatible, ...] = ()
    dependent: tuple[Dependent, ...] = ()
    reserved: tuple[Reserved, ...] = ()

    @property
    def raises_shares(self) -> bool:
        """Whether the count is run again with more money for every voter (Add1)."""
        return self.completion != "none"

    @model_validator(mode="after")
    def _rule_can_do_it(self) -> RuleSheet:
        rule, greedy = self.rule, self.rule.startswith("greedy")
        if rule != "equal-shares" and self.raises_shares:
            raise ValueError(f"{rule} has no share of each voter to raise: leave 'completion' out")
        if rule != "equal-shares" and self.share != "exact":
            raise ValueError(f"{rule} has no share of each voter to round: leave 'share' out")
        if not self.raises_shares and self.step != 1:
            raise ValueError("no share is raised, so there is no step: leave 'step' out")
        if greedy and self.satisfaction == "cost":
            raise ValueError(f"{rule} goes by votes: say the satisfaction 'count', or 'additive' for points")
        if rule == "phragmen" and self.satisfaction != "count":
            raise ValueError("phragmen sees who supports what, not how much: say the satisfaction 'count'")
        if greedy and self.top_up != "none":
            raise ValueError(f"{rule} leaves nothing to top up: leave 'top_up' out")
        if self.part_funding and not greedy and self.top_up == "none":
            raise ValueError(
                f"{rule} without a top-up has no next project to pay in part: say 'top_up: greedy', or leave it out"
            )
        return self

    @model_validator(mode="after")
    def _bonds_can_hold(self) -> RuleSheet:
        excluded = [each.project for each in self.exclusions]
        if again := twice(excluded):
            raise ValueError(f"project '{again}' is excluded twice")
        if again := twice([each.project for each in self.dependent]):
            raise ValueError(f"what project '{again}' needs is said twice: list all of it once")
        if again := twice([each.called for each in self.reserved]):
            raise ValueError(f"two reserved sub-budgets are called '{again}'")
        needs = {each.project: set(each.needs) for each in self.dependent}
        for project in needs:
            reached = all_needed(project, needs)
            if project in reached:
                raise ValueError(f"project '{project}' needs itself, directly or through others")
            if out := sorted(reached & set(excluded)):
                raise ValueError(f"project '{project}' needs '{out[0]}', which is excluded")
            for pair in self.incompatible:
                if len(both := [p for p in pair.projects if p in reached | {project}]) > 1:
                    raise ValueError(f"'{project}' would need both '{both[0]}' and '{both[1]}', which are incompatible")
        if sum(each.at_least.value for each in self.reserved if each.at_least and each.at_least.of_budget) > 1:
            raise ValueError("the sub-budgets reserve more than the whole budget")
        return self

    def step_in(self, unit: Fraction) -> int:
        """The step in minor units of a vote in which one is `unit` of the currency.

        Raises:
            DefinitionError: if it is finer than a minor unit.
        """
        step = self.step / unit
        if step.denominator != 1:
            raise DefinitionError(
                f"a step of {self.step} is finer than the vote's smallest amount, {unit}",
                where=self.id,
                do="give a step that is a whole number of them",
            )
        return step.numerator

    def check_projects(self, ids: Collection[str]) -> None:
        """Refuse a sheet that names projects which are not put to this vote.

        Raises:
            DefinitionError: naming them.
        """
        named = [*self.ties.lot, *(each.project for each in self.exclusions)]
        for pair in self.incompatible:
            named += pair.projects
        for each in self.dependent:
            named += [each.project, *each.needs]
        for part in self.reserved:
            named += part.projects
        known = set(ids)
        if unknown := [each for each in dict.fromkeys(named) if each not in known]:
            more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
            quoted = ", ".join(f"'{each}'" for each in unknown[:3])
            raise DefinitionError(
                f"it names projects that are not put to the vote: {quoted}{more}",
                where=self.id,
                do="correct the ids, or count with a sheet for this vote",
            )


def all_needed(project: str, needs: dict[str, set[str]]) -> set[str]:
    """Everything that a project needs, directly or through others."""
    reached: set[str] = set()
    ahead = [*needs.get(project, ())]
    while ahead:
        each = ahead.pop()
        if each not in reached:
            reached.add(each)
            ahead += needs.get(each, ())
    return reached


def load_rule_sheet(sheet: str | Path = DEFAULT) -> RuleSheet:
    """Read a rule sheet by a shipped id or the path of your own YAML file. Raises DefinitionError."""
    model, sha256, _ = read_model(sheet, folder=FOLDER, model=RuleSheet)
    return model.model_copy(update={"sha256": sha256})
