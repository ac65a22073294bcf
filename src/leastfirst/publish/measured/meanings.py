"""What the columns of the stages' tables mean: title, unit and which direction is worse, said once for all tables."""

from __future__ import annotations

from collections.abc import Iterator

from leastfirst.definitions import Designation, Recipe
from leastfirst.ground.suppression import DEFAULT_BELOW
from leastfirst.ground.tables import Direction, Field
from leastfirst.measure.roll_up import LOWER_IS_WORSE

RANK, DECILE = "rank, 1 = greatest need", "decile, 1 = greatest need"

AREA = (
    Field("area_code", "string", "Area code"),
    Field("area_name", "string", "Name"),
    Field("local_name", "string", "Name by which people know it"),
    Field("population", "integer", "Residents", "people"),
    Field("lad_code", "string", "Code of its district"),
    Field("lad_name", "string", "District"),
    Field("msoa_code", "string", "Code of its MSOA"),
    Field("msoa_name", "string", "MSOA"),
    Field("region_code", "string", "Code of its region"),
    Field("region_name", "string", "Region"),
    Field("latitude", "number", "Latitude of a point in the area", "degrees, WGS84"),
    Field("longitude", "number", "Longitude of a point in the area", "degrees, WGS84"),
)
SUPPRESSED = Field(
    "suppressed",
    "string",
    f"Columns that are not shown, as they rest on fewer than {DEFAULT_BELOW} or would give such a number away",
)
ROUNDED = "Shares of people and homes are to the nearest thousandth."
INSIDE = "Share of the times that the list was worked out with other choices in which it was on it"


def rank(name: str, title: str) -> Field:
    """A column of ranks: 1 is the greatest need, so a lower one is worse."""
    return Field(name, "integer", title, RANK, "lower-is-worse")


def decile(name: str, title: str) -> Field:
    """A column of deciles: 1 is the tenth with the greatest need."""
    return Field(name, "integer", title, DECILE, "lower-is-worse")


def of_index(recipe: Recipe) -> list[Field]:
    """The columns of an index's table: the score, rank and decile, then every node as it goes into the one above."""
    own = [
        Field("score", "number", f"{recipe.title}: score", "score", "higher-is-worse"),
        rank("rank", f"{recipe.title}: rank"),
        decile("decile", f"{recipe.title}: decile"),
    ]
    taken = {each.name for each in (*AREA, *own)}
    nodes = [
        Field(f"{name}_node" if name in taken else name, "number", node.title, "score", "higher-is-worse")
        for name, node in recipe.nodes.items()
    ]
    return [*AREA, *own, *nodes]


def of_designation(designation: Designation) -> list[Field]:
    """The columns of a list's table, with those of its certainty."""
    return [*AREA, *_of_list(designation)]


def _of_list(designation: Designation) -> Iterator[Field]:
    yield Field("designated", "boolean", f"Is a {designation.called_one}")
    yield Field("assessed", "boolean", "Had a value on every measure")
    yield Field("reason", "string", "Why it was chosen or not")
    for measure in designation.measures:
        lower = bool(measure.roll_up) and measure.roll_up[-1].summary in LOWER_IS_WORSE
        way: Direction = "lower-is-worse" if lower else "higher-is-worse"
        yield Field(f"{measure.id}_score", "number", f"{measure.title}: score", "score", way)
        yield rank(f"{measure.id}_rank", f"{measure.title}: rank")
        yield rank(f"{measure.id}_line", f"{measure.title}: the last rank inside the line")
        yield Field(f"{measure.id}_margin", "integer", f"{measure.title}: ranks inside the line", "ranks")
        yield from _interval(f"{measure.id}_rank", f"{measure.title}: rank")
    yield Field("composite_score", "number", "The measures added together", "standard deviations", "higher-is-worse")
    yield rank("composite_rank", "Rank on the measures added together")
    yield Field("p_designated", "number", INSIDE, "share")
    yield Field("p_error", "number", "Standard error of that share by chance of the draws", "share")
    yield Field("class", "string", "How sure: firm, likely, borderline or unlikely")
    yield from _interval("rank", "Rank of need by the rule")


def _interval(name: str, title: str) -> Iterator[Field]:
    yield rank(f"{name}_p05", f"{title}: 5 in 100 times it is this or less")
    yield rank(f"{name}_p50", f"{title}: half the times it is this or less")
    yield rank(f"{name}_p95", f"{title}: 95 in 100 times it is this or less")
