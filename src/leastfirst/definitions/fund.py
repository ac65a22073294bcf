"""Funds: pots, places, a formula, and what is promised to each place, written in YAML."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
    field_validator,
    model_validator,
)

from leastfirst.definitions.amounts import SIGNS, Share, YearField
from leastfirst.definitions.designation import Designation, load_designation
from leastfirst.definitions.endowment import Endowment
from leastfirst.definitions.formula import Formula, InputName, Tree, load_formula
from leastfirst.definitions.fund_checks import (
    Fault,
    check_balance,
    check_pots,
    check_profile,
    check_purposes,
    comes_in,
    fault_of_formula,
    fault_of_inputs,
)
from leastfirst.definitions.fund_parts import Damping, Eligible, Fee, Limit, Purpose, Years, written_out
from leastfirst.definitions.fund_places import (
    AnyPlaces,
    AnySource,
    Areas,
    Designated,
    FromIndex,
    OwnBoundaries,
    places_needs,
    source_needs,
)
from leastfirst.definitions.model import Definition, TableId
from leastfirst.definitions.pots import OPEN, MoneyKind, Pot
from leastfirst.definitions.recipe import Recipe, load_recipe
from leastfirst.definitions.yaml_files import beside, read_model
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import DataError, DefinitionError
from leastfirst.ground.periods import Year, check_in_order
from leastfirst.ground.provenance import DefinitionRecord
from leastfirst.ground.tables import Needs

__all__ = ["FOLDER", "OPEN", "Damping", "Eligible", "Fee", "Fund", "Limit", "Purpose", "load_fund"]

FOLDER = "funds"
Spread = Literal["even", "as-money-comes-in"]
_PROFILES = get_args(Spread)


class Fund(Definition):
    """A whole fund, with its formula once it has been loaded."""

    kind: Literal["fund"]
    standing: str = Field("", description="who says so and who does not, in a sentence or two")
    called: str = "places"
    called_one: str = "place"
    years: Years
    places: AnyPlaces
    eligible: Eligible | None = None
    inputs: dict[InputName, AnySource] = {}
    formula: Annotated[Annotated[str, Tag("word")] | Annotated[Tree, Tag("keys")], Discriminator(written_out)]
    floor: Limit | None = None
    cap: Limit | None = None
    damping: Damping | None = None
    kinds: dict[MoneyKind, Share] | None = Field(
        None, description="the balance of capital and revenue; free if not said"
    )
    purposes: tuple[Purpose, ...] = ()
    profile: Annotated[
        Annotated[Spread, Tag("word")] | Annotated[dict[YearField, Share], Tag("keys")],
        Discriminator(written_out),
    ] = "as-money-comes-in"
    rounding: Literal["largest-remainder", "sainte-lague"] = "largest-remainder"
    pots: tuple[Pot, ...] = Field(min_length=1)
    fee: Fee | None = None
    endowment: Endowment | None = None
    targeting: TableId | None = Field(None, description="the index whose worst decile the targeting check asks about")
    boundaries: TableId | None = None
    outline: TableId | None = None
    caveats: tuple[str, ...] = ()
    formulas: dict[str, Formula] = Field({}, description="the formulas that it names, once loaded")
    designations: dict[str, Designation] = {}
    recipes: dict[str, Recipe] = {}

    # Field by field, in their order, so that a fault is found on the line of its own key.
    @field_validator("years")
    @classmethod
    def _years_in_order(cls, years: tuple[Year, ...]) -> tuple[Year, ...]:
        check_in_order(years)
        return years

    @field_validator("kinds")
    @classmethod
    def _balanced(cls, kinds: dict[MoneyKind, Fraction] | None) -> dict[MoneyKind, Fraction] | None:
        if kinds is not None:
            check_balance(kinds)
        return kinds

    @field_validator("purposes")
    @classmethod
    def _purposes_fit(cls, purposes: tuple[Purpose, ...], info: ValidationInfo) -> tuple[Purpose, ...]:
        if {"years", "kinds"} <= info.data.keys():
            check_purposes(purposes, info.data["kinds"], info.data["years"])
        return purposes

    @field_validator("profile", mode="before")
    @classmethod
    def _profile_is_known(cls, profile: Any) -> Any:
        if not isinstance(profile, dict) and profile not in _PROFILES:
            raise ValueError(
                f"'{profile}' is not known; use {' or '.join(map(repr, _PROFILES))}, or a share for each year, such as "
                "{2026-27: 1/5, 2027-28: 4/5}"
            )
        return profile

    @field_validator("profile")
    @classmethod
    def _profile_fits(cls, profile: Any, info: ValidationInfo) -> Any:
        if not isinstance(profile, str) and "years" in info.data:
            check_profile(profile, info.data["years"])
        return profile

    @field_validator("pots")
    @classmethod
    def _pots_fit(cls, pots: tuple[Pot, ...], info: ValidationInfo) -> tuple[Pot, ...]:
        if {"years", "kinds", "purposes"} <= info.data.keys():
            check_pots(pots, info.data["years"], info.data["purposes"], info.data["kinds"])
        return pots

    @model_validator(mode="after")
    def _one_currency(self) -> Fund:
        signs = {money.sign for money in self._money()}
        if len(signs) > 1:
            raise ValueError(f"it speaks of {' and '.join(sorted(signs))}: use one currency throughout")
        return self

    def _money(self) -> list[Any]:
        inline = [self.formula] if isinstance(self.formula, Tree) else []
        found: list[Any] = [
            getattr(step, "amount", None) for tree in (*inline, *self.formulas.values()) for step in tree.steps.values()
        ]
        for pot in self.pots:
            found += [pot.amount, *(pot.amounts or {}).values()]
        for limit in (self.floor, self.cap):
            found += [limit.per_place, limit.per_resident] if limit else []
        if self.damping and not isinstance(self.damping.before, str):
            found += self.damping.before.values()
        return [each for each in found if each is not None]

    @property
    def tree(self) -> Tree:
        """Its formula: written out in it, or the one that it names; DataError if that was not loaded."""
        if isinstance(self.formula, Tree):
            return self.formula
        if self.formula not in self.formulas:
            raise DataError("the fund has no formula", where=self.id, do="load it with load_fund")
        return self.formulas[self.formula]

    @property
    def geography(self) -> Geography | None:
        """What its places are made of; None where they are only names, or made of a designation not loaded."""
        places = self.places
        if isinstance(places, Designated):
            chosen = self.designations.get(places.designation)
            return chosen.geography if chosen else None
        if isinstance(places, Areas):
            return places.geography
        return places.base if isinstance(places, OwnBoundaries) else None

    @property
    def sign(self) -> str:
        """The currency sign of all its money."""
        money = self._money()
        return str(money[0].sign) if money else SIGNS[0]

    def comes_in(self, pot: Pot) -> tuple[int, ...] | None:
        """What comes into a pot in each year of the fund, in pence; None where it holds what the formula asks for.

        An amount that is spread evenly is whole pence each year, over the years in which it may be used: the odd
        pennies come first.
        """
        return comes_in(pot, self.years)

    def needs(self) -> Needs:
        """The published tables and columns that sharing this fund reads."""
        needs = places_needs(self.places)
        for source in self.inputs.values():
            needs |= source_needs(source)
        for designation in self.designations.values():
            needs |= designation.needs()
        for recipe in self.recipes.values():
            needs |= recipe.needs()
        return needs

    @property
    def records(self) -> tuple[DefinitionRecord, ...]:
        """What the manifest says of it and of all that it names."""
        named = [*self.formulas.values(), *self.designations.values(), *self.recipes.values()]
        within = [recipe for each in self.designations.values() for recipe in each.recipes.values()]
        return (self.record, *(each.record for each in [*named, *within]))


def load_fund(fund: str | Path) -> Fund:
    """Read a fund, with all that it names, by the id of a shipped one or the path of your own YAML file.

    Raises DefinitionError with the line of the first fault, or with what a named definition lacks.
    """
    bare, sha256, where = read_model(fund, folder=FOLDER, model=Fund)
    try:
        named = {each: load_formula(beside(each, fund)) for each in _formulas_named(bare)}
        places = bare.places
        chosen = [places.designation] if isinstance(places, Designated) else []
        designations = {each: load_designation(beside(each, fund)) for each in chosen}
        indices = [source.index for source in bare.inputs.values() if isinstance(source, FromIndex)]
        recipes = {each: load_recipe(beside(each, fund)) for each in indices}
    except DefinitionError as error:
        raise DefinitionError(error.what, where=f"{where}, {error.where}".strip(", "), do=error.do) from None
    loaded = {"formulas": named, "designations": designations, "recipes": recipes}
    fund_ = bare.model_copy(update={"sha256": sha256, **loaded})
    for formula in (fund_.tree, *named.values()):
        unbound = [name for name in formula.inputs if name not in bare.inputs]
        if unbound:
            raise DefinitionError(
                f"its formula asks for {unbound[0]}, and its inputs do not say where that comes from",
                where=where,
                do=f"add {unbound[0]} to `inputs`",
            )
    fault = fault_of_inputs(fund_) or fault_of_formula(fund_) or _fault_of_signs(fund_)
    if fault:
        raise DefinitionError(fault.what, where=where, do=fault.do)
    return fund_


def _fault_of_signs(fund: Fund) -> Fault | None:
    signs = {money.sign for money in fund._money()}
    if len(signs) < 2:
        return None
    return Fault(f"with its formula it speaks of {' and '.join(sorted(signs))}", "use one currency throughout")


def _formulas_named(fund: Fund) -> list[str]:
    before = fund.damping.before if fund.damping else None
    return [each for each in (fund.formula, before) if isinstance(each, str)]
