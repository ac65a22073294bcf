"""The parts of a report that look deeper: planned before the data are read, and left out where they cannot be had."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from leastfirst.cli.uncertainty import cores
from leastfirst.definitions import (
    Comparison,
    Designation,
    Recipe,
    UncertaintySpec,
    comparison_for,
    load_uncertainty,
    shipped,
)
from leastfirst.definitions.uncertainty import FOLDER
from leastfirst.exchange.packs import Pack
from leastfirst.ground.errors import LeastfirstError
from leastfirst.ground.provenance import DefinitionRecord
from leastfirst.ground.tables import Inputs, Needs
from leastfirst.measure import (
    ComparisonResult,
    DesignationResult,
    Plan,
    ScaleResult,
    UncertaintyResult,
    compare,
    how_sure,
    plan_comparison,
    scale,
    scale_needs,
)

SURE, COMPARED, SCALED = "how sure each place is", "how the places compare with others", "at what scale to target"
Made = TypeVar("Made")


@dataclass
class Parts:
    """What can be worked out beside the list, what it needs, and a sentence for each part that is left out."""

    needs: Needs = field(default_factory=Needs)
    records: list[DefinitionRecord] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    spec: UncertaintySpec | None = None
    asked: bool = False
    comparison: tuple[Comparison, Plan] | None = None
    scale: bool = False

    @classmethod
    def planned(cls, definition: Designation, pack: Pack, *, spec: str | None, sure: bool) -> Parts:
        """Find what the definitions and the pack allow; `spec` names what is varied, if not what is shipped."""
        parts = cls(asked=spec is not None)
        if not sure:
            parts.leave_out(SURE, "no replicates were asked for")
        elif spec is None and definition.id not in shipped(FOLDER):
            parts.leave_out(SURE, "nothing is shipped that says what to vary for this list; name it with --spec")
        else:
            parts.spec = load_uncertainty(spec or definition.id)
            if not parts.add(SURE, parts.spec.needs(), pack, definition):
                parts.spec = None
        parts._plan_comparison(definition, pack)
        parts._plan_scale(definition, pack)
        return parts

    def add(self, part: str, needs: Needs, pack: Pack, definition: Designation) -> bool:
        """Ask for what a part needs; false, with a sentence on why, where the data lack some of it."""
        why = lacking(needs, pack, definition.recipes.values())
        if why:
            self.leave_out(part, why)
            return False
        self.needs |= needs
        return True

    def leave_out(self, part: str, why: str) -> None:
        """Say that a part is left out, and why."""
        self.left_out.append(f"This page does not say {part}, because {why}.")

    def _plan_comparison(self, definition: Designation, pack: Pack) -> None:
        try:
            comparison = comparison_for(definition, pack.tables)
            planned = plan_comparison(comparison, pack.tables)
        except LeastfirstError as error:
            self.leave_out(COMPARED, f"it cannot be worked out ({error.what})")
            return
        if self.add(COMPARED, planned.needs(comparison), pack, definition):
            self.comparison = comparison, planned
            self.records.append(comparison.record)

    def _plan_scale(self, definition: Designation, pack: Pack) -> None:
        self.scale = self.add(SCALED, scale_needs(definition, pack.tables), pack, definition)

    def certainty(
        self, result: DesignationResult, inputs: Inputs, *, replicates: int, seed: int, threads: int | None
    ) -> UncertaintyResult | None:
        """How sure the list is; an error only if the specification was asked for by name."""
        spec = self.spec
        if spec is None:
            return None
        self.records.append(spec.record)
        return self._try(
            SURE,
            lambda: how_sure(
                result.designation,
                spec,
                inputs,
                replicates=replicates,
                seed=seed,
                threads=threads or cores(),
                cores=cores(),
                built={m.measure.index: m.index for m in result.measures},
            ),
            strict=self.asked,
        )

    def compared(self, result: DesignationResult, inputs: Inputs) -> ComparisonResult | None:
        """The chosen areas held against others."""
        if self.comparison is None:
            return None
        comparison, planned = self.comparison
        done = {result.designation.id: result}
        return self._try(COMPARED, lambda: compare(comparison, planned, inputs, results=done))

    def scaled(self, result: DesignationResult, inputs: Inputs, *, seed: int) -> ScaleResult | None:
        """Who is reached at which scale."""
        if not self.scale:
            return None
        return self._try(SCALED, lambda: scale(result.designation, inputs, seed=seed))

    def _try(self, part: str, make: Callable[[], Made], *, strict: bool = False) -> Made | None:
        try:
            return make()
        except LeastfirstError as error:
            if strict:
                raise
            self.leave_out(part, f"it cannot be worked out ({error.what})")
            return None


def lacking(needs: Needs, pack: Pack, recipes: Iterable[Recipe] = ()) -> str:
    """What the data lack of all that is needed, in words; empty when nothing does."""
    own = {table_id for recipe in recipes for table_id in recipe.own_tables}
    for table_id, columns in sorted(needs.columns.items()):
        if table_id in own:
            continue
        if table_id not in pack.tables:
            return f"the data have no table {table_id}"
        there = {field.name for field in pack.tables[table_id].fields}
        for column in sorted((columns or set()) - there):
            return f"the data have no column {column} in the table {table_id}"
    return ""
