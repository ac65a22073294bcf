"""What the parts of an edition share while it is made: the pack, the plan, and what was worked out so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from leastfirst.definitions import Designation, Recipe, load_designation, load_recipe
from leastfirst.definitions.edition import EditionDefinition
from leastfirst.exchange.packs import Pack
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import LeastfirstError
from leastfirst.ground.provenance import DefinitionRecord, Manifest
from leastfirst.ground.tables import Inputs, Needs, Table
from leastfirst.publish.writing import EditionWriter

if TYPE_CHECKING:
    from leastfirst.measure import DesignationResult, IndexResult, UncertaintyResult

Tell = Callable[[str], None]


@dataclass
class Work:
    """An edition in the making. `raw` is the folder of raw data that the pack came from, if there is one.

    `left_out` collects a sentence for each part that the data do not allow; `tell` says what is being done; `threads`
    is how many processor cores may be used at once. What one part worked out stands here for the parts after it:
    `indices`, `results` and `certainties`, each by the id of its definition; `fund_methods`: each fund's rules in
    sentences; `files`: what the files are that are no tables, by path.
    """

    plan: EditionDefinition
    pack: Pack
    writer: EditionWriter
    raw: Path | None = None
    tell: Tell = lambda _: None
    threads: int = 1
    left_out: list[str] = field(default_factory=list)
    indices: dict[str, IndexResult] = field(default_factory=dict)
    results: dict[str, DesignationResult] = field(default_factory=dict)
    certainties: dict[str, UncertaintyResult] = field(default_factory=dict)
    fund_methods: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    _tables: dict[tuple[str, frozenset[str] | None], Table] = field(default_factory=dict)

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

    @cached_property
    def geographies(self) -> list[Geography]:
        """The areas that have pages: those of the maps, then those of lists that have no map."""
        mapped = [each.geography for each in self.plan.maps]
        return list(dict.fromkeys((*mapped, *(each.geography for each in self.designations))))

    def load(self, needs: Needs, *, recipes: Iterable[Recipe] = ()) -> Inputs:
        """The tables that a stage asks for. Each is read once for all parts, so that its lookups are made once, too."""
        from leastfirst.sources import load_inputs

        recipes = list(recipes)
        own = {table_id for recipe in recipes for table_id in recipe.own_tables}
        of_own = Needs({table_id: columns for table_id, columns in needs.columns.items() if table_id in own})
        tables = [self._table(each, columns) for each, columns in sorted(needs.columns.items()) if each not in own]
        return Inputs([*tables, *load_inputs(self.pack, of_own, recipes=recipes).values()], origin=self.pack.title)

    def _table(self, table_id: str, columns: set[str] | None) -> Table:
        key = table_id, None if columns is None else frozenset(columns)
        if key not in self._tables:
            self._tables[key] = self.pack.table(table_id, columns)
        return self._tables[key]

    def index(self, index_id: str) -> IndexResult:
        """An index by the id of its recipe, worked out once."""
        from leastfirst.measure import build_index

        if index_id not in self.indices:
            recipe = self.recipes[index_id]
            self.indices[index_id] = build_index(recipe, self.load(recipe.needs(), recipes=[recipe]))
        return self.indices[index_id]

    def built(self, designation: Designation) -> Mapping[str, IndexResult]:
        """The indices that a list is made by, as `designate` takes them."""
        return {name: self.index(name) for name, recipe in designation.recipes.items() if recipe.id == name}

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
