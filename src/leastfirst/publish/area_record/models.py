"""What is said of one area, as typed values with their units: the schema of the page and of the interface for programs.

Ranks and deciles: 1 = greatest need. Money: whole pence. Shares: 0 to 1. None: not known, which is never zero.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Relation = Literal["itself", "lies in", "overlaps", "holds"]
Beside = Literal["worse", "better", "higher", "lower", "the same"]


class Part(BaseModel):
    """A part of what is said of an area; it never changes."""

    model_config = ConfigDict(frozen=True)


class Related(Part):
    """Another area: one that it lies in, overlaps, or that lies in it."""

    geography: str = Field(description="Kind of area and vintage, such as msoa-2021")
    code: str
    name: str
    share: float | None = Field(None, description="Share of this area's residents who live in both, 0 to 1")
    has_page: bool = Field(False, description="Whether the edition has a page for it")


class MeasureStanding(Part):
    """Where an area stands on one measure of a list. Rank 1 = greatest need."""

    id: str
    title: str
    rank: int | None
    ranked: int | None = Field(description="How many areas have a rank")
    line: int | None = Field(None, description="The last rank inside the line of the list")
    margin: int | None = Field(None, description="Ranks inside the line; below zero: outside")
    rank_p05: int | None = Field(None, description="5 in 100 times the rank was this or less")
    rank_p50: int | None = Field(None, description="Half the times the rank was this or less")
    rank_p95: int | None = Field(None, description="95 in 100 times the rank was this or less")


class Verdict(Part):
    """What a list says of one area: this one, or one that it lies in or overlaps."""

    area: Related
    designated: bool | None = Field(description="Whether it is on the list; None where it was not assessed")
    assessed: bool
    reason: str = Field(description="The reason in a sentence, in English")
    certainty: str | None = Field(None, description="firm, likely, borderline or unlikely; None: not worked out")
    p_designated: float | None = Field(None, description="Share of the tries in which it was on the list, 0 to 1")
    times: int | None = Field(None, description="In how many of the tries it was on the list")
    tries: int | None = Field(None, description="How often the list was worked out again with other choices")
    ranked: int | None = Field(None, description="How many areas were assessed")
    rank_p05: int | None = Field(None, description="Rank of need by the rule: 5 in 100 times it was this or less")
    rank_p50: int | None = None
    rank_p95: int | None = None
    measures: tuple[MeasureStanding, ...] = ()


class Listed(Part):
    """One area inside this one that is on a list."""

    code: str
    name: str
    certainty: str | None = None
    p_designated: float | None = None


class ListStanding(Part):
    """One list, and how this area stands to it: `verdicts` of itself or of areas around it, `inside` of areas in it."""

    id: str
    title: str
    status: str = Field(description="How far the rule can be relied on: published, inferred, recalled, example")
    called: str
    called_one: str
    geography: str
    relation: Relation
    verdicts: tuple[Verdict, ...] = ()
    areas_inside: int = Field(0, description="How many areas of the list's kind lie in this one")
    listed_inside: int = Field(0, description="How many of them are on the list")
    inside: tuple[Listed, ...] = Field((), description="Those on the list, the surest first, at most 50")


class DomainStanding(Part):
    """Where an area stands on one domain of an index. Rank 1 = greatest need."""

    id: str
    title: str
    rank: int | None
    ranked: int


class IndexStanding(Part):
    """Where an area stands on an index. Rank 1 and decile 1 = greatest need."""

    id: str
    title: str
    summary: str
    vintage: str
    score: float | None = Field(description="Higher is worse")
    rank: int | None
    ranked: int
    decile: int | None
    domains: tuple[DomainStanding, ...]
    note: str = Field("", description="What must be known of the index at this level, in English")


class GroupValue(Part):
    """The mean of one group of areas, in the unit of the indicator, and how this area's own value stands to it."""

    group: str
    called: str
    value: float | None
    here_is: Beside | None = Field(None, description="None where either is not known")


class IndicatorBeside(Part):
    """One indicator: this area's own value beside the means of the comparison groups."""

    id: str
    title: str
    kind: str = Field(description="share (0 to 1), percent, rate, score, ...")
    unit: str
    direction: str | None = Field(description="higher-is-worse, lower-is-worse, or None where neither is")
    vintage: str
    source: str
    here: float | None
    suppressed: bool = Field(
        False, description="Not shown: it rests on fewer than five, or would give such a number away"
    )
    groups: tuple[GroupValue, ...]
    words: str = Field("", description="What the value here says, in English; empty where nothing says it in words")


class Dimension(Part):
    """One of the nine dimensions, with its indicators."""

    id: str
    about: str
    indicators: tuple[IndicatorBeside, ...]


class Fact(Part):
    """A share of the residents or households here, and in all areas together: 0 to 1."""

    id: str
    title: str
    here: float | None
    everywhere: float
    suppressed: bool = Field(
        False, description="Not shown: it rests on fewer than five, or would give such a number away"
    )


class NearbyPlaces(Part):
    """How many places of one kind lie within the radius of where a resident lives, on average."""

    kind: str
    count: float | None
    per_1000: float | None = Field(description="For each 1,000 residents")
    radius_m: float


class Similar(Part):
    """An area that is like this one. `rank` 1 is the most alike; `distance` is in standard deviations."""

    rank: int
    code: str
    name: str
    distance: float
    reason: str = Field(description="In what they are alike and in what they differ, in English")


class FundShare(Part):
    """What one place gets from a fund over its life, in whole pence of the fund's currency (`sign`)."""

    fund: str
    title: str
    sign: str
    status: str
    place: Related
    takes_part: bool
    why_not: str | None = None
    paid_pence: int | None = None
    pence_per_resident: int | None = None
    need_order: int | None = Field(None, description="Place in the order of need, 1 = greatest need")


class FundStanding(Part):
    """One fund: what this area, the places it lies in, or the places in it get."""

    fund: str
    title: str
    called: str
    sign: str
    status: str
    geography: str
    places: int = Field(description="How many places the fund has")
    relation: Relation
    shares: tuple[FundShare, ...] = Field((), description="At most 50, the largest first where they lie in this area")
    places_inside: int = 0
    paid_inside_pence: int = Field(0, description="What the places in this area get together")


class Source(Part):
    """A data set that a part of this record rests on."""

    id: str
    source: str
    vintage: str
    licence: str
    attribution: str


class AreaRecord(Part):
    """All that an edition says of one area."""

    schema_: Literal["leastfirst/area/1"] = Field(default="leastfirst/area/1", serialization_alias="schema")
    edition: str
    fictional: bool
    geography: str
    level: str
    vintage: int
    code: str
    name: str
    local_name: str | None
    population: int | None
    population_note: str = Field(description="Which count of residents it is")
    latitude: float | None
    longitude: float | None
    around: tuple[Related, ...] = Field(
        description="Larger areas that it lies in, or overlaps, the smallest kind first"
    )
    lists: tuple[ListStanding, ...]
    indices: tuple[IndexStanding, ...]
    comparison: str = Field("", description="The comparison whose groups stand beside it")
    dimensions: tuple[Dimension, ...]
    kept_back: tuple[str, ...] = Field(default=(), description="Indicators that pages show and that are not passed on")
    facts: tuple[Fact, ...]
    facts_source: str = ""
    nearby: tuple[NearbyPlaces, ...]
    nearby_note: str = ""
    similar: tuple[Similar, ...]
    funds: tuple[FundStanding, ...]
    sources: tuple[Source, ...]

    @property
    def title(self) -> str:
        """The name as people know it, with the official one."""
        return f"{self.local_name} ({self.name})" if self.local_name and self.local_name != self.name else self.name
