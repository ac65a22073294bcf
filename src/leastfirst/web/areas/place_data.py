"""What a place of several areas is worked out from: the edition's own pack, loaded once for each process.

The tables that a profile reads are loaded, and indices and lists worked out, when the first place is asked for. They
are kept until another edition is up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from leastfirst.definitions import Designation, Recipe, load_designation, load_profile, load_recipe
from leastfirst.definitions.profile import ProfileDefinition
from leastfirst.ground.area_codes import AreaCode, Geography
from leastfirst.ground.tables import Inputs, TableMeta
from leastfirst.measure import Profile, WorkedOut, profile, profile_needs, work_out
from leastfirst.publish import Edition
from leastfirst.publish.area_record import heads
from leastfirst.publish.keeping import kept
from leastfirst.sources import load_inputs

_lock = Lock()


@dataclass(frozen=True)
class PlaceData:
    """The tables and definitions of an edition from which places are told."""

    tables: dict[str, TableMeta]
    inputs: Inputs
    facts: ProfileDefinition
    recipes: tuple[Recipe, ...]
    designations: tuple[Designation, ...]
    shown: tuple[Geography, ...]
    worked_out: WorkedOut

    @classmethod
    def of(cls, edition: Edition) -> PlaceData:
        """Read the edition's pack; raises LeastfirstError where it is missing or damaged."""
        pack = edition.pack()
        facts = load_profile("residents")
        recipes = tuple(load_recipe(each["id"]) for each in edition.documents("index"))
        designations = tuple(load_designation(each.id) for each in heads.lists(edition))
        tables = dict(pack.tables)
        needs = profile_needs(tables, facts=facts, recipes=recipes, designations=designations)
        inputs = load_inputs(pack, needs, recipes=recipes)
        shown = tuple(map(Geography.parse, edition.about.geographies))
        worked_out = work_out(tables, inputs, recipes=recipes, designations=designations)
        return cls(tables, inputs, facts, recipes, designations, shown, worked_out)

    def profile(self, codes: Sequence[str]) -> Profile:
        """All that the data say of the place that some areas make; raises AreaCodeError for codes that make none."""
        return profile(
            codes,
            self.tables,
            self.inputs,
            facts=self.facts,
            recipes=self.recipes,
            designations=self.designations,
            geography=self._with_pages(codes),
            worked_out=self.worked_out,
        )

    def _with_pages(self, codes: Sequence[str]) -> Geography | None:
        """Of which vintage the areas are: a ward has one code in several, and pages in one."""
        of_level = [each for each in self.shown if each.level == AreaCode.parse(codes[0]).level]
        return of_level[0] if len(of_level) == 1 else None


def place_data(edition: Edition) -> PlaceData:
    """The same for all places of an edition, read when the first of them is asked for."""
    with _lock:  # two threads that both read it would take twice the memory
        return kept(edition, "place data", lambda: PlaceData.of(edition))
