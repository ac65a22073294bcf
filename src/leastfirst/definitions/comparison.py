"""Comparisons: which groups of areas are held against each other, on what, weighted and matched how, in YAML."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from leastfirst.definitions.designation import Designation, as_fraction, load_designation
from leastfirst.definitions.model import Definition, GeographyField, NodeId, Reference, Strict, TableId
from leastfirst.definitions.recipe import areas_above
from leastfirst.definitions.yaml_files import read_model, shipped
from leastfirst.ground.errors import DefinitionError
from leastfirst.ground.tables import Base, Direction, Needs

FOLDER = "comparisons"
Control = Literal["holm", "benjamini-hochberg", "none"]
Weighting = Literal["people", "areas"]


class Designated(Strict):
    """The areas that a designation chooses."""

    kind: Literal["designated"]
    designation: str


class Worst(Strict):
    """The areas in the worst `share` on one measure of a designation (its first unless another is named)."""

    kind: Literal["worst"]
    designation: str
    measure: NodeId | None = None
    share: Annotated[tuple[int, int], BeforeValidator(as_fraction)] = (1, 10)


class Deciles(Strict):
    """The areas in some deciles of an index: `of` is a column of deciles, 1 = greatest need."""

    kind: Literal["deciles"]
    of: Reference
    deciles: tuple[Annotated[int, Field(ge=1, le=10)], ...] = Field(min_length=1)


class Codes(Strict):
    """The areas whose codes stand in a file beside the definition: one a line, or the column area_code of a CSV."""

    kind: Literal["codes"]
    file: str
    codes: tuple[str, ...] = ()


class Everywhere(Strict):
    """Every area: the country as a whole. It may hold the other groups."""

    kind: Literal["everywhere"]


class Group(Strict):
    """A group of areas, what people call it ("left-behind places"), and the groups whose areas it leaves out."""

    id: NodeId
    called: str = ""
    areas: Annotated[Designated | Worst | Deciles | Codes | Everywhere, Field(discriminator="kind")]
    leave_out: tuple[NodeId, ...] = ()


class People(Strict):
    """A count that averages are weighted by, carried up through a lookup where it is of smaller areas."""

    count: Reference
    through: TableId | None = None


class Mix(Strict):
    """What groups can be matched by: the larger area by a lookup, or a column of words in the table of areas."""

    called: str
    through: TableId | None = None
    column: Reference | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Mix:
        if (self.through is None) == (self.column is None):
            raise ValueError("say either 'through' (a lookup) or 'column'")
        return self


class Ratio(Strict):
    """An indicator made of counts: the sum of some over the sum of others, times `per`."""

    id: NodeId
    title: str
    numerator: tuple[Reference, ...] = Field(min_length=1)
    denominator: tuple[Reference, ...] = Field(min_length=1)
    per: float = Field(1, gt=0)
    unit: str = "share"
    direction: Direction | None = None
    dimension: str
    capital: str
    reading: str = ""


class Comparison(Definition):
    """A whole comparison. The first group is held against each of the others, and is expected to be worse off."""

    kind: Literal["comparison"]
    geography: GeographyField
    groups: tuple[Group, ...] = Field(min_length=2)
    weights: dict[Base, People]
    weighting: Weighting = "people"
    carried_by: dict[str, Reference] = Field({}, description="for tables of smaller areas: by whom they are averaged")
    clusters: TableId
    clusters_called: str = "districts"
    mixes: dict[NodeId, Mix] = {}
    match: tuple[NodeId, ...] = ()
    indicators: Literal["all"] | tuple[Reference | Ratio, ...] = "all"
    also: tuple[Ratio, ...] = Field((), description="indicators made of counts, beside all that there are")
    leave_out: dict[Reference, str] = Field({}, description="indicators left out, each with the reason")
    control: Control = "holm"
    expect: Literal["first-worse", "nothing"] = "first-worse"
    designations: dict[str, Designation] = {}

    @model_validator(mode="after")
    def _groups_known(self) -> Comparison:
        ids = [group.id for group in self.groups]
        if len(set(ids)) != len(ids):
            raise ValueError("two groups have the same id")
        for at, group in enumerate(self.groups):
            for other in group.leave_out:
                if other not in ids[:at]:
                    raise ValueError(f"the group '{group.id}' leaves out '{other}', which is no group before it")
        if self.groups[0].areas.kind == "everywhere":
            raise ValueError("the first group is held against the others, so it cannot be everywhere")
        if "residents" not in self.weights:
            raise ValueError("the weights lack 'residents'")
        for name in self.match:
            if name not in self.mixes:
                known = ", ".join(self.mixes) or "none"
                raise ValueError(f"it is matched by '{name}', which is not among the mixes ({known})")
        return self

    def needs(self) -> Needs:
        """The tables and columns that the groups, the weights, the clusters and the matching read."""
        areas = f"areas-{self.geography}"
        needs = Needs().add(areas, ("area_code", "area_name")).add(self.clusters).add(areas_above(self.clusters))
        for group in self.groups:
            if isinstance(group.areas, Designated | Worst):
                needs |= self.designations[group.areas.designation].needs()
            elif isinstance(group.areas, Deciles):
                needs.add_reference(group.areas.of)
        for people in self.weights.values():
            needs.add_reference(people.count)
            if people.through:
                needs.add(people.through).add(f"areas-{people.through.partition('--')[0]}", ("area_code", "area_name"))
        for name in self.match:
            mix = self.mixes[name]
            if mix.column:
                needs.add_reference(mix.column)
            if mix.through:
                needs.add(mix.through).add(areas_above(mix.through))
        return needs

    def with_options(self, **options: Any) -> Comparison:
        """The same comparison with some settings changed; raises DefinitionError for what cannot be."""
        for name in options.get("match", ()):
            if name not in self.mixes:
                raise DefinitionError(
                    f"it cannot be matched by '{name}'",
                    where=self.id,
                    do=f"use {' or '.join(self.mixes)}" if self.mixes else "say under 'mixes' how that is known",
                )
        if "indicators" in options:
            options["also"] = ()
        return self.model_copy(update=options)


def is_comparison(name: str) -> bool:
    """Whether a shipped comparison has this id."""
    return name in shipped(FOLDER)


def load_comparison(comparison: str | Path) -> Comparison:
    """Read a comparison, its designations and its lists of codes, by a shipped id or the path of your own YAML file."""
    bare, sha256, where = read_model(comparison, folder=FOLDER, model=Comparison)
    beside = Path(comparison).parent
    digest = hashlib.sha256(sha256.encode())
    groups = []
    for group in bare.groups:
        if isinstance(group.areas, Codes):
            codes, raw = _read_codes(beside / group.areas.file)
            digest.update(raw)
            group = group.model_copy(update={"areas": group.areas.model_copy(update={"codes": codes})})
        groups.append(group)
    with_lists = any(isinstance(group.areas, Codes) for group in groups)
    named = {g.areas.designation for g in groups if isinstance(g.areas, Designated | Worst)}
    designations = {name: _designation(name, beside, bare, where) for name in sorted(named)}
    return bare.model_copy(
        update={
            "sha256": digest.hexdigest() if with_lists else sha256,
            "groups": tuple(groups),
            "designations": designations,
        }
    )


def _designation(name: str, beside: Path, comparison: Comparison, where: str) -> Designation:
    found = load_designation(beside / name if name.endswith((".yaml", ".yml")) else name)
    if found.geography != comparison.geography:
        raise DefinitionError(
            f"the designation {found.id} is of {found.geography.words}, the comparison of {comparison.geography.words}",
            where=where,
            do="compare areas of one level and vintage",
        )
    measures = [measure.id for measure in found.measures]
    for group in comparison.groups:
        named = isinstance(group.areas, Worst) and group.areas.designation == name and group.areas.measure
        if named and named not in measures:
            raise DefinitionError(
                f"the designation {found.id} has no measure '{named}'",
                where=where,
                do=f"use one of {', '.join(measures)}",
            )
    return found


def _read_codes(path: Path) -> tuple[tuple[str, ...], bytes]:
    """The area codes of a file: the column area_code where there is a heading of that name, else the first column."""
    try:
        raw = path.read_bytes()
        rows = [row for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"))) if any(cell.strip() for cell in row)]
    except OSError as error:
        raise DefinitionError(
            f"it cannot be read ({(error.strerror or str(error)).lower()})", where=str(path)
        ) from None
    except (UnicodeDecodeError, csv.Error):
        raise DefinitionError("it is not a list of codes in UTF-8 text", where=str(path), do="save it as CSV") from None
    heading = [cell.strip() for cell in rows[0]] if rows else []
    at = heading.index("area_code") if "area_code" in heading else 0
    body = rows[1:] if "area_code" in heading else rows
    codes = tuple(row[at].strip() if at < len(row) else "" for row in body)
    return codes, raw
