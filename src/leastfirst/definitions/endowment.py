"""An endowment, as a fund's definition describes it: its value, what it may earn, its costs, and how it may pay out.

Returns are real (what is left after inflation) and before costs. What is written of them are assumptions, whatever
their source: nobody knows the returns of the years to come.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, field_validator, model_validator

from leastfirst.definitions.amounts import Money, MoneyField, Share, as_number
from leastfirst.definitions.model import Status, Strict

MOST_YEARS = 100
# Ten trillion pounds; above it the pence of the best paths could not be told one from the other.
_TOO_MUCH = 10**15


def percent(rate: Fraction) -> str:
    """A rate as people write it: 3.5%, or 1/3 where no few decimals say it exactly."""
    decimal = f"{float(rate * 100):.6f}".rstrip("0").rstrip(".")
    return f"{decimal}%" if Fraction(decimal) / 100 == rate else str(rate)


def _between(low: Fraction, high: Fraction, called: str) -> AfterValidator:
    def check(value: Fraction) -> Fraction:
        if not low <= value <= high:
            raise ValueError(f"{called} of {percent(value)} a year is not between {percent(low)} and {percent(high)}")
        return value

    return AfterValidator(check)


def _moderate(value: Fraction) -> Fraction:
    if abs(value) > Fraction(9, 10):
        raise ValueError(f"autocorrelation goes from -0.9 to 0.9, and {value} does not lie between")
    return value


def _a_year(value: Any) -> Any:
    """`0.5% a year` says the same as `0.5%`."""
    return value.strip().removesuffix("a year") if isinstance(value, str) else value


_YEARLY = (BeforeValidator(as_number), BeforeValidator(_a_year), PlainSerializer(percent, return_type=str))
Mean = Annotated[Fraction, *_YEARLY, _between(Fraction(-1, 5), Fraction(1, 5), "a mean return")]
Spread = Annotated[Fraction, *_YEARLY, _between(Fraction(0), Fraction(1), "a standard deviation")]
Cost = Annotated[Fraction, *_YEARLY, _between(Fraction(0), Fraction(1, 10), "a cost")]
Correlation = Annotated[
    Fraction, BeforeValidator(as_number), AfterValidator(_moderate), PlainSerializer(str, return_type=str)
]
Years = Annotated[int, Field(strict=True, ge=1, le=MOST_YEARS)]


class Returns(Strict):
    """One set of assumptions about the real return of a year, before costs.

    `mean` and `sd` are the mean and the standard deviation of a year's return (arithmetic, not of its logarithm).
    `lognormal`: the logarithm of 1 + return is normal. `normal`: the return is normal, but never below -100%.
    `student-t`: as normal, with more very bad and very good years; `degrees` of freedom, and the smaller they are, the
    more. `autocorrelation`: how much of a year's luck stays for the next, from -0.9 to 0.9.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: str
    mean: Mean
    sd: Spread
    distribution: Literal["lognormal", "normal", "student-t"]
    degrees: int | None = Field(None, strict=True, ge=3, le=1000)
    autocorrelation: Correlation = Fraction(0)
    source: str = Field(min_length=1)
    status: Status

    @model_validator(mode="after")
    def _degrees_where_they_count(self) -> Returns:
        if self.distribution == "student-t" and self.degrees is None:
            raise ValueError("student-t needs its degrees of freedom, such as `degrees: 5`")
        if self.distribution != "student-t" and self.degrees is not None:
            raise ValueError(f"{self.distribution} has no degrees of freedom: leave `degrees` out")
        return self

    @property
    def words(self) -> str:
        """What is assumed, in short."""
        shape = f"student-t with {self.degrees} degrees of freedom" if self.degrees else self.distribution
        kept = f", autocorrelation {float(self.autocorrelation):g}" if self.autocorrelation else ""
        mean, sd = percent(self.mean), percent(self.sd)
        return f"{mean} a year above inflation on average, standard deviation {sd}, {shape}{kept}"


def _some(value: Fraction) -> Fraction:
    if value == 0:
        raise ValueError("a share of 0 pays nothing")
    return value


SomeShare = Annotated[Share, AfterValidator(_some)]


class SpendDown(Strict):
    """Spend all of it within `years`.

    `shared: once`: the same real sum every year, which uses it up in so many years if every year earns the mean return
    after costs; bad luck cuts the last years off, good luck leaves something. `shared: yearly`: what is left is shared
    out anew each year over the years to come, on the same expectation: it ends on time, and the sum varies.
    """

    rule: Literal["spend-down"]
    years: Years
    shared: Literal["once", "yearly"] = "once"

    @property
    def name(self) -> str:
        """What tells it from the other rules in a table."""
        return f"spend-down {self.years} years" + (" shared yearly" if self.shared == "yearly" else "")

    @property
    def words(self) -> str:
        """What it does, in plain words."""
        if self.shared == "once":
            return f"spend it down over {self.years} years, the same sum every year"
        return f"spend it down over {self.years} years, shared out anew every year"


class LevelReal(Strict):
    """The same real sum every year, a share of the value at the start, for as long as there is money."""

    rule: Literal["level-real"]
    share: SomeShare

    @property
    def name(self) -> str:
        """What tells it from the other rules in a table."""
        return f"level-real {percent(self.share)}"

    @property
    def words(self) -> str:
        """What it does, in plain words."""
        return f"endow it and pay the same sum every year, {percent(self.share)} of the value at the start"


class PercentageOfValue(Strict):
    """A share of what it is worth at the start of each year."""

    rule: Literal["percentage-of-value"]
    share: SomeShare

    @property
    def name(self) -> str:
        """What tells it from the other rules in a table."""
        return f"percentage-of-value {percent(self.share)}"

    @property
    def words(self) -> str:
        """What it does, in plain words."""
        return f"endow it and pay {percent(self.share)} of what it is worth each year"


class Smoothed(Strict):
    """`weight` x last year's payout + (1 - `weight`) x `share` x value: the first year pays the share of the value."""

    rule: Literal["smoothed"]
    share: SomeShare
    weight: Share

    @field_validator("weight")
    @classmethod
    def _some_of_both(cls, value: Fraction) -> Fraction:
        if value in (0, 1):
            other = "percentage-of-value" if value == 0 else "level-real"
            raise ValueError(f"with a weight of {value} this is the rule {other}: write that")
        return value

    @property
    def name(self) -> str:
        """What tells it from the other rules in a table."""
        return f"smoothed {percent(self.share)} weight {percent(self.weight)}"

    @property
    def words(self) -> str:
        """What it does, in plain words."""
        rest = percent(1 - self.weight)
        return (
            f"endow it and pay {percent(self.share)} smoothed: each year {percent(self.weight)} of last year's payout "
            f"and {rest} of what {percent(self.share)} of the value would be"
        )


Payout = Annotated[SpendDown | LevelReal | PercentageOfValue | Smoothed, Field(discriminator="rule")]


class Endowment(Strict):
    """An endowment that is followed for `horizon_years` under each of its `returns` and each of its `payouts`.

    `costs` are taken at the end of each year as a share of what it is then worth.
    """

    value: MoneyField
    horizon_years: Years
    returns: tuple[Returns, ...] = Field(min_length=1)
    costs: Cost
    payouts: tuple[Payout, ...] = Field(min_length=1)

    @field_validator("value")
    @classmethod
    def _some_money(cls, value: Money) -> Money:
        if value <= 0:
            raise ValueError("there is nothing in it: its value must be more than zero")
        if value >= _TOO_MUCH:
            raise ValueError("ten trillion pounds or more is not followed: check the zeros")
        return value

    @model_validator(mode="after")
    def _all_differ(self) -> Endowment:
        ids = [each.id for each in self.returns]
        names = [each.name for each in self.payouts]
        for found, called in ((ids, "sets of returns"), (names, "payouts")):
            twice = [each for each in found if found.count(each) > 1]
            if twice:
                raise ValueError(f"two {called} are the same: '{twice[0]}'")
        late = [p for p in self.payouts if isinstance(p, SpendDown) and p.years > self.horizon_years]
        if late:
            raise ValueError(
                f"a spend-down of {late[0].years} years does not end within the {self.horizon_years} followed"
            )
        return self
