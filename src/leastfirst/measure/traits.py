"""The traits in which areas are alike or not, standardised, and how far areas are from each other in them.

Each trait is standardised over all areas of the level, times the root of its weight; the distance is the straight line
through all of them (Euclidean).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.similarity import Similarity, Trait
from leastfirst.ground.columns import AreaList, Values, areas_of, column_of, lookup_of, population_of
from leastfirst.ground.errors import DataError
from leastfirst.ground.lookups import find_lookup
from leastfirst.ground.sums import sums_at
from leastfirst.ground.tables import Inputs, Needs, TableMeta
from leastfirst.measure.roll_up import Members
from leastfirst.measure.similar_result import PRECISION

_ROBUST = 1.4826  # makes the median deviation equal the standard deviation of normal values


@dataclass(frozen=True)
class Traits:
    """The traits of all areas of a level: `values` is n x traits, as published; `known` says who lacks none.

    `smaller` are the areas of the geography of the similarity. Where the level is another, `members` says which of them
    lie in each of the `areas`.
    """

    similarity: Similarity
    smaller: AreaList
    areas: AreaList
    members: Members | None
    values: Values
    known: NDArray[np.bool_]

    @classmethod
    def of(cls, similarity: Similarity, level: str, inputs: Inputs) -> Traits:
        """Read them for the areas of a level, from the tables that `traits_needs` asks for."""
        smaller = areas_of(inputs, similarity.geography)
        people = population_of(inputs, similarity.population, smaller)
        lookup = _lookup_to(similarity, level, {table_id: inputs[table_id].meta for table_id in inputs})
        areas, members = smaller, None
        if lookup:
            areas = areas_of(inputs, lookup_of(inputs, lookup).target)
            members = Members.of(smaller, people, lookup_of(inputs, lookup), areas)
        values = np.column_stack([_values(trait, smaller, members, inputs) for trait in similarity.traits])
        known: NDArray[np.bool_] = np.asarray(~np.isnan(values).any(axis=1))
        return cls(similarity, smaller, areas, members, values, known)

    @cached_property
    def standing(self) -> Values:
        """The traits in standard (or median) deviations from their middle over the areas that are known; n x traits.

        Raises DataError for a trait that is the same everywhere.
        """
        used = self.values[self.known]
        robust = self.similarity.standardise == "robust"
        if robust:
            middle = np.median(used, axis=0)
            spread = _ROBUST * np.median(np.abs(used - middle), axis=0)
        else:
            middle, spread = used.mean(axis=0), used.std(axis=0)
        flat = ~(spread > 0)
        if flat.any():
            called = self.similarity.traits[int(np.argmax(flat))].called
            raise DataError(
                f"the areas do not differ in {called}" + (", for most of them" if robust else ""),
                where=self.similarity.id,
                do="leave it out, or standardise by z",
            )
        standing: Values = (self.values - middle) / spread
        return standing

    @property
    def weights(self) -> Values:
        """What each trait counts for."""
        return np.array([trait.weight for trait in self.similarity.traits])

    def distance(self, gaps: Values) -> Values:
        """How far areas are that differ by these gaps (... x traits, in deviations), to 9 decimals."""
        squares = gaps**2 * self.weights
        distance: Values = np.round(np.sqrt(squares.sum(axis=-1)), PRECISION)
        return distance


def traits_needs(similarity: Similarity, level: str, tables: Mapping[str, TableMeta]) -> Needs:
    """The tables and columns that `Traits.of` reads; DataError if no lookup leads to the level."""
    needs = Needs().add_reference(similarity.population).add(f"areas-{similarity.geography}")
    for trait in similarity.traits:
        for reference in trait.columns:
            needs.add_reference(reference)
    lookup = _lookup_to(similarity, level, tables)
    if lookup:
        needs.add(lookup).add(f"areas-{tables[lookup].target}")
    return needs


def _lookup_to(similarity: Similarity, level: str, tables: Mapping[str, TableMeta]) -> str:
    """The lookup to the areas of a level; empty where it is the similarity's own."""
    return "" if level == similarity.geography.level else find_lookup(tables, similarity.geography, level)


def _values(trait: Trait, areas: AreaList, members: Members | None, inputs: Inputs) -> Values:
    """A trait of the areas, or of the larger ones: sums of counts, or means over residents."""
    if trait.value:
        values, _ = column_of(inputs, trait.value, areas)
        return values if members is None else members.mean(values)
    top = np.sum([column_of(inputs, each, areas)[0] for each in trait.numerator], axis=0)
    bottom = np.sum([column_of(inputs, each, areas)[0] for each in trait.denominator], axis=0)
    if members is not None:
        top, bottom = _total(top, members), _total(bottom, members)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(bottom > 0, top / bottom, np.nan)


def _total(counts: Values, members: Members) -> Values:
    """Counts of the smaller areas added up in the larger; missing where one of them is."""
    return sums_at(members.column, members.share * counts[members.row], members.targets)
