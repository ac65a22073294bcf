"""Funds: pots, places, a formula, and what is promised to each place, written in YAML."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from leastfirst.definitions.amounts import SIGNS, MoneyField, Number, Share, YearField
from leastfirst.definitions.designation import Designation, load_designation
from leastfirst.definitions.endowment import Endowment
from leastfirst.definitions.formula import Formula, InputName, Tree, load_formula
from leastfirst.definitions.fund_places import (
    AnyPlaces,
    AnySource,
    Designated,
    FromIndex,
    places_needs,
    source_needs,
)
from leastfirst.definitions.model import Definition, Strict, TableId
from leastfirst.definitions.pots import KINDS, InItsYear, MoneyKind, OnlyPurposes, Pot, SlugId, UseBy
from leastfirst.definitions.recipe import Recipe, load_recipe
from leastfirst.definitions.yaml_files import beside, read_model
from leastfirst.ground.errors import DefinitionError
from leastfirst.ground.periods import Year, check_in_order, years_between
from leastfirst.ground.provenance import DefinitionRecord
from leastfirst.ground.tables import Needs

FOLDER = "funds"
OPEN = "residents-decide"
"""The purpose of all money that is tied to none."""


def _years(value: Any) -> Any:
    if isinstance(value, str):
        first, to, last = value.partition(" to ")
        return years_between(Year.parse(first), Year.parse(last)) if to else (Year.parse(first),)
    return value


Years = Annotated[tuple[YearField, ...], BeforeValidator(_years), Field(min_length=1)]


class Limit(Strict):
    """A floor or a cap over the whole life of the fund: the sum of what it says, rounded down to a penny.

    `of_equal_share`: so many times what each place would get, if all got the same.
    """

    per_place: MoneyField | None = None
    per_resident: MoneyField | None = None
    of_equal_share: Number | None = Field(None, ge=0)

    @model_validator(mode="after")
    def _says_something(self) -> Limit:
        if self.per_place is None and self.per_resident is None and self.of_equal_share is None:
            raise ValueError("say per_place, per_resident, of_equal_share or several of them")
        return self


class Eligible(Strict):
    """Which of the places can take part, by their number of residents; and at most how many, greatest need first."""

    residents_at_least: int | None = Field(None, ge=0)
    residents_at_most: int | None = Field(None, ge=0)
    number_at_most: int | None = Field(None, ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> Eligible:
        low, high = self.residents_at_least, self.residents_at_most
        if low is not None and high is not None and low > high:
            raise ValueError(f"no place has at least {low} and at most {high} residents")
        return self


class Damping(Strict):
    """Pace of change: by how much of last year's share a place's share may fall or rise in a year.

    `before` is the formula by which the fund was shared so far, or what each place had, in money, by its code.
    """

    max_fall: Share
    max_rise: Number = Field(ge=0)
    before: str | dict[str, MoneyField]


class Purpose(Strict):
    """A purpose inside one kind of money: exactly or at most this share of all that a place gets.

    `exactly` is a ring-fence, such as the share for capacity building.
    """

    id: SlugId
    title: str
    kind: MoneyKind
    exactly: Share | None = None
    at_most: Share | None = None
    years: Years | None = Field(None, description="paid evenly over these years; by the fund's profile if not said")

    @model_validator(mode="after")
    def _one_of_both(self) -> Purpose:
        if (self.exactly is None) == (self.at_most is None):
            raise ValueError(f"the purpose '{self.id}' needs either `exactly` or `at_most`")
        if self.id == OPEN:
            raise ValueError(f"'{OPEN}' is the name of money that is tied to no purpose: call this one otherwise")
        return self


class Fee(Strict):
    """A fee on top of what places draw, as Big Local pays its locally trusted organisations.

    `of_drawn` is paid on top of money drawn, `of_returned` is repaid of money returned.
    """

    title: str
    of_drawn: Share
    of_returned: Share


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
    formula: str | Tree
    floor: Limit | None = None
    cap: Limit | None = None
    damping: Damping | None = None
    kinds: dict[MoneyKind, Share] | None = Field(
        None, description="the balance of capital and revenue; free if not said"
    )
    purposes: tuple[Purpose, ...] = ()
    profile: dict[YearField, Share] | Literal["even", "as-money-comes-in"] = "as-money-comes-in"
    rounding: Literal["largest-remainder", "sainte-lague"] = "largest-remainder"
    pots: tuple[Pot, ...] = Field(min_length=1)
    fee: Fee | None = None
    endowment: Endowment | None = None
    targeting: TableId | None = Field(None, description="the index whose worst decile the targeting check asks about")
    boundaries: TableId | None = None
    outline: TableId | None = None
    caveats: tuple[str, ...] = ()
    tree: Tree | None = None
    formulas: dict[str, Formula] = Field({}, description="the formulas that it names, once loaded")
    designations: dict[str, Designation] = {}
    recipes: dict[str, Recipe] = {}

    @model_validator(mode="after")
    def _sound(self) -> Fund:
        check_in_order(self.years)
        self._check_money()
        self._check_balance()
        if not isinstance(self.profile, str):
            self._check_profile(self.profile)
        ids = [pot.id for pot in self.pots]
        for pot in self.pots:
            if ids.count(pot.id) > 1:
                raise ValueError(f"two pots are called '{pot.id}'")
            self._check_pot(pot)
        return self

    def _check_profile(self, profile: dict[Year, Any]) -> None:
        check_in_order(list(profile))
        strange = [str(year) for year in profile if year not in self.years]
        if strange:
            raise ValueError(f"the profile speaks of {strange[0]}, which is none of the fund's years")
        total = sum(profile.values())
        if total != 1:
            raise ValueError(f"the profile adds up to {total}, not 1")

    def _check_money(self) -> None:
        signs = {money.sign for money in self._money()}
        if len(signs) > 1:
            raise ValueError(f"it speaks of {' and '.join(sorted(signs))}: use one currency throughout")

    def _money(self) -> list[Any]:
        tree = self.formula if isinstance(self.formula, Tree) else None
        found: list[Any] = [getattr(step, "amount", None) for step in tree.steps.values()] if tree else []
        for pot in self.pots:
            found += [pot.amount, *(pot.amounts or {}).values()]
        for limit in (self.floor, self.cap):
            found += [limit.per_place, limit.per_resident] if limit else []
        return [each for each in found if each is not None]

    def _check_balance(self) -> None:
        if self.kinds is not None and (set(self.kinds) != set(KINDS) or sum(self.kinds.values()) != 1):
            raise ValueError("the balance must name capital and revenue, with shares that add up to 1")
        ids = [purpose.id for purpose in self.purposes]
        twice = next((each for each in ids if ids.count(each) > 1), None)
        if twice:
            raise ValueError(f"two purposes are called '{twice}'")
        for purpose in self.purposes:
            strange = [str(year) for year in purpose.years or () if year not in self.years]
            if strange:
                raise ValueError(
                    f"the purpose '{purpose.id}' is paid in {strange[0]}, which is none of the fund's years"
                )
        for kind in KINDS:
            fixed = sum((p.exactly for p in self.purposes if p.kind == kind and p.exactly), start=Fraction(0))
            whole = self.kinds[kind] if self.kinds else 1
            if fixed > whole:
                raise ValueError(f"the purposes of {kind} money add up to {fixed}, more than its share of {whole}")

    def _check_pot(self, pot: Pot) -> None:
        for year in pot.amounts or {}:
            if year not in self.years:
                raise ValueError(f"the pot '{pot.id}' has money in {year}, which is none of the fund's years")
        known = {OPEN, *(purpose.id for purpose in self.purposes)}
        purposes = pot.string(OnlyPurposes)
        for purpose in purposes.only if purposes else ():
            if purpose not in known:
                raise ValueError(f"the pot '{pot.id}' is for '{purpose}', which is none of the fund's purposes")
        if purposes and not any(self._allows(pot, purpose) for purpose in purposes.only):
            raise ValueError(
                f"the strings of the pot '{pot.id}' contradict each other: it is for {pot.kinds[0]} money only, "
                f"and for {' and '.join(purposes.only)} only, which take none"
            )
        use_by = pot.string(UseBy)
        if use_by and use_by.year < self.years[0]:
            raise ValueError(f"the pot '{pot.id}' must be used by {use_by.year}, before the fund begins")
        if use_by and pot.amounts and use_by.year < min(pot.amounts):
            raise ValueError(
                f"the strings of the pot '{pot.id}' contradict its amounts: it must be used by {use_by.year}, and its "
                f"first money comes in {min(pot.amounts)}"
            )

    def _allows(self, pot: Pot, purpose: str) -> bool:
        kinds = {each.kind for each in self.purposes if each.id == purpose} or set(KINDS)
        return bool(kinds & set(pot.kinds))

    @property
    def sign(self) -> str:
        """The currency sign of all its money."""
        money = self._money()
        return str(money[0].sign) if money else SIGNS[0]

    def comes_in(self, pot: Pot) -> tuple[int, ...] | None:
        """What comes into a pot in each year of the fund, in pence; None where it holds what the formula asks for.

        An amount that is spread evenly is whole pence each year: the odd pennies come first.
        """
        if pot.amounts is not None:
            return tuple(int(pot.amounts.get(year, 0)) for year in self.years)
        if pot.amount is None:
            return None
        n = len(self.years)
        if pot.paid == "in-the-first-year":
            return (int(pot.amount), *([0] * (n - 1)))
        last = pot.string(UseBy)
        spread = sum(year <= last.year for year in self.years) if last and pot.string(InItsYear) else n
        each, odd = divmod(int(pot.amount), spread)
        return tuple(each + (i < odd) if i < spread else 0 for i in range(n))

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
    tree = bare.formula if isinstance(bare.formula, Tree) else named[bare.formula]
    for formula in (tree, *named.values()):
        unbound = [name for name in formula.inputs if name not in bare.inputs]
        if unbound:
            raise DefinitionError(
                f"its formula asks for {unbound[0]}, and its inputs do not say where that comes from",
                where=where,
                do=f"add {unbound[0]} to `inputs`",
            )
    loaded = {"tree": tree, "formulas": named, "designations": designations, "recipes": recipes}
    return bare.model_copy(update={"sha256": sha256, **loaded})


def _formulas_named(fund: Fund) -> list[str]:
    before = fund.damping.before if fund.damping else None
    return [each for each in (fund.formula, before) if isinstance(each, str)]
