"""The rules that a node of an index can follow, one small model for each, with their settings.

In YAML a rule is written by its name (`standardise: z`) or with its settings (`standardise: {rule: z, mean: 100,
spread: 10}`). The arithmetic lives in `leastfirst.measure.rules`; here stands only what may be written.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator


class Rule(BaseModel):
    """A rule by its name; every rule knows its own settings and refuses others."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    rule: str


class Leave(Rule):
    """Do nothing at this step."""

    rule: Literal["leave"] = "leave"


class Refuse(Rule):
    """A missing value is an error."""

    rule: Literal["refuse"]


class Median(Rule):
    """A missing value takes the median of the areas that have one."""

    rule: Literal["median"]


class Mean(Rule):
    """A missing value takes the mean of the areas that have one."""

    rule: Literal["mean"]


class ParentMean(Rule):
    """A missing value takes the mean of the areas of the same parent; `through` names the lookup to the parent."""

    rule: Literal["parent-mean"]
    through: str


class Winsorise(Rule):
    """Pull in the values of a long tail until skew or excess kurtosis falls to its limit (OECD/JRC handbook)."""

    rule: Literal["winsorise"]
    skew: float = Field(2.0, gt=0)
    kurtosis: float = Field(3.5, gt=0)
    at_most_share: float = Field(0.01, gt=0, le=0.25)


class Log(Rule):
    """The natural logarithm of value + `offset`, for values that are spread over orders of magnitude."""

    rule: Literal["log"]
    offset: float = Field(0.0, ge=0)


class EmpiricalBayes(Rule):
    """Draw unsure values towards their parent area (MHCLG's shrinkage estimate).

    `through` names the lookup to the parent. On the `logit` scale the value is a share and `denominator` names the
    column of people it is a share of; on the `identity` scale `standard_error` names the column of standard errors.
    """

    rule: Literal["empirical-bayes"]
    through: str
    scale: Literal["logit", "identity"] = "logit"
    denominator: str | None = None
    standard_error: str | None = None

    @model_validator(mode="after")
    def _one_kind_of_sureness(self) -> EmpiricalBayes:
        wanted, other = self.denominator, self.standard_error
        if self.scale == "identity":
            wanted, other = other, wanted
        if wanted is None or other is not None:
            raise ValueError("the logit scale goes with a denominator, the identity scale with a standard_error")
        return self


class Z(Rule):
    """Distance from the mean in standard deviations, then times `spread` plus `mean`."""

    rule: Literal["z"]
    mean: float = 0.0
    spread: float = Field(1.0, gt=0)


class MinMax(Rule):
    """The lowest value becomes `low`, the highest `high`."""

    rule: Literal["min-max"]
    low: float = 0.0
    high: float = 1.0

    @model_validator(mode="after")
    def _upwards(self) -> MinMax:
        if not self.low < self.high:
            raise ValueError("low is not below high, and higher has to mean greater need")
        return self


class Rank(Rule):
    """R = (n - rank + 1) / n, where rank 1 is the greatest need: from 1 (greatest) down to 1/n."""

    rule: Literal["rank"]
    precision: int = Field(9, ge=0, le=12)
    ties: Literal["in-order", "shared"] = "shared"


class PublishedRank(Rule):
    """The value is a published rank already: R = (n - rank + 1) / n without ranking again."""

    rule: Literal["published-rank"]


class NormalScores(Rule):
    """The standard normal quantile of rank / (n + 1), lowest value first; equal values share the mean rank."""

    rule: Literal["normal-scores"]


class Percentile(Rule):
    """From 0 to 100: the share of areas with less need, counting half of those with the same."""

    rule: Literal["percentile"]


class RankExponential(Rule):
    """MHCLG's transform of R: X = -scale ln(1 - R (1 - exp(-top / scale))), which spreads out the greatest need."""

    rule: Literal["rank-exponential"]
    scale: float = Field(23.0, gt=0)
    top: float = Field(100.0, gt=0)


class Sum(Rule):
    """The plain sum of weight x value; weights are used as they stand."""

    rule: Literal["sum"]


class Arithmetic(Rule):
    """The weighted mean."""

    rule: Literal["arithmetic"]


class Geometric(Rule):
    """The weighted geometric mean: a low value cannot be bought off with a high one. Values must be positive."""

    rule: Literal["geometric"]


class MazziottaPareto(Rule):
    """The weighted mean plus a penalty for imbalance, mean + sd^2 / mean (Mazziotta and Pareto, higher is worse)."""

    rule: Literal["mazziotta-pareto"]


def _named(value: Any) -> Any:
    return {"rule": value} if isinstance(value, str) else value


Impute = Annotated[Leave | Refuse | Median | Mean | ParentMean, Field(discriminator="rule"), BeforeValidator(_named)]
Treat = Annotated[Leave | Winsorise | Log, Field(discriminator="rule"), BeforeValidator(_named)]
Shrink = Annotated[Leave | EmpiricalBayes, Field(discriminator="rule"), BeforeValidator(_named)]
Standardise = Annotated[
    Leave | Z | MinMax | Rank | PublishedRank | NormalScores | Percentile,
    Field(discriminator="rule"),
    BeforeValidator(_named),
]
Transform = Annotated[Leave | RankExponential, Field(discriminator="rule"), BeforeValidator(_named)]
Aggregate = Annotated[
    Sum | Arithmetic | Geometric | MazziottaPareto, Field(discriminator="rule"), BeforeValidator(_named)
]
