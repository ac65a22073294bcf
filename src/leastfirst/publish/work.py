"""What the parts of an edition share while it is made: the pack, the plan, and what was worked out so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from leastfirst.definitions import Designation, Recipe, load_designation, load_recipe
from leastfirst.definitions.edition import EditionDefinition
from leastfirst.exchange.packs import Pack
from leastfirst.ground.errors import LeastfirstError
from leastfirst.ground.provenance import DefinitionRecord, Manifest
from leastfirst.ground.tables import Inputs
from leastfirst.publish.writing import EditionWriter

Tell = Callable[[str], None]


@dataclass
class Work:
    """An edition in the making. `raw` is the folder of raw data that the pack came from, if there is one.

    `left_out` collects a sentence for each part that the data do not allow; `tell` says what is being done.
    """

    plan: EditionDefinition
    pack: Pack
    writer: EditionWriter
    raw: Path | None = None
    tell: Tell = lambda _: None
    left_out: list[str] = field(default_factory=list)

    @cached_property
    def designations(self) -> list[Designation]:
        """The lists that are shown."""
        return [load_designation(each) for each in self.plan.designations]

    @cached_property
    def recipes(self) -> dict[str, Recipe]:
        """The indices that are shown or that a list is made by."""
        own = [recipe for each in self.designations for recipe in each.recipes.values()]
        shown = [load_recipe(each) for mapped in self.plan.maps for each in mapped.indices]
        return {recipe.id: recipe for recipe in (*own, *shown)}

    def manifest(
        self, made: str, inputs: Inputs, definitions: Iterable[DefinitionRecord], *, seed: int | None = None
    ) -> Manifest:
        """What a table was made from; tables that were themselves worked out are left to their definitions."""
        tables = [table for table in inputs.values() if table.meta.kind != "worked-out"]
        return Manifest.of(made, tables=tables, definitions=definitions, seed=seed)

    @contextmanager
    def part(self, title: str) -> Iterator[None]:
        """A part that is left out, with its reason, when the data do not allow it."""
        self.tell(title)
        try:
            yield
        except LeastfirstError as error:
            self.left_out.append(f"{title}: left out, because {error}")
