"""The areas most like every area of a level, found at once: for publishers that show them beside each area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from leastfirst.definitions.similarity import Similarity
from leastfirst.ground.columns import AreaList, Values
from leastfirst.ground.errors import DataError
from leastfirst.ground.tables import Inputs, Needs, TableMeta
from leastfirst.measure.similar_result import PRECISION, reasons_for
from leastfirst.measure.traits import Traits, traits_needs

_SPARE = 4  # more than are wanted, so that equal distances can be settled by area code
_CELLS = 1 << 21  # how many gaps are held at once: about 16 MB for each array of them
_ROUNDING = 2 * 10.0**-PRECISION


@dataclass(frozen=True)
class SimilarToAll:
    """The k nearest areas to each of n, nearest first; equal distances go by area code.

    `positions` (n x k) point into `areas`, `distance` (n x k) holds how far each is, in standard deviations. An area
    that lacks a trait has -1 and NaN, and is near to none. `gaps` (n x k x traits) says by how many standard deviations
    each trait is higher there.
    """

    similarity: Similarity
    areas: AreaList
    positions: NDArray[np.int64]
    distance: Values
    gaps: Values

    def table(self) -> pa.Table:
        """A row for each area and each of those like it: area_code, rank, like_code, like_name, distance, reason."""
        found, k = np.flatnonzero(self.positions[:, 0] >= 0), self.positions.shape[1]
        near = pa.array(self.positions[found].ravel())
        gaps = self.gaps[found].reshape(-1, self.gaps.shape[2])
        return pa.table(
            {
                "area_code": self.areas.codes.take(pa.array(np.repeat(found, k))),
                "rank": pa.array(np.tile(np.arange(1, k + 1), len(found))),
                "like_code": self.areas.codes.take(near),
                "like_name": self.areas.names.take(near),
                "distance": pa.array(self.distance[found].ravel()),
                "reason": pa.array(reasons_for(self.similarity.traits, gaps), pa.string()),
            }
        )


def similar_to_all_needs(similarity: Similarity, tables: Mapping[str, TableMeta], *, level: str = "") -> Needs:
    """The tables and columns that `similar_to_all` reads; DataError if no lookup leads to the level."""
    return traits_needs(similarity, level or similarity.geography.level, tables)


def similar_to_all(similarity: Similarity, inputs: Inputs, *, k: int = 5, level: str = "") -> SimilarToAll:
    """For every area the k that are most like it: what `similar` finds for each, in one search through a tree.

    Args:
        similarity: the traits and how they are standardised.
        inputs: the tables that `similar_to_all_needs` asks for.
        k: how many for each area.
        level: of which areas (lsoa, msoa, ward ...); those of the similarity unless stated.

    Raises:
        DataError: if a trait is the same everywhere, or if fewer than k others are known.
    """
    if k < 1:
        raise DataError(f"{k} similar areas were asked for", do="ask for 1 or more")
    traits = Traits.of(similarity, level or similarity.geography.level, inputs)
    found = np.flatnonzero(traits.known)
    if len(found) <= k:
        raise DataError(
            f"only {max(len(found) - 1, 0)} other areas can be considered, but {k} are asked for",
            where=f"{similarity.id}, {traits.areas.geography.words}",
            do="ask for fewer",
        )
    standing = traits.standing[found]
    scaled = standing * np.sqrt(traits.weights)
    tree = cKDTree(scaled)
    positions = np.full((len(traits.areas), k), -1)
    distance = np.full((len(traits.areas), k), np.nan)
    todo, asked = np.arange(len(found)), min(k + 1 + _SPARE, len(found))
    while len(todo):
        again = []
        step = max(1, _CELLS // (asked * standing.shape[1]))
        for at in range(0, len(todo), step):
            here = todo[at : at + step]
            far, near = tree.query(scaled[here], k=asked)
            apart = traits.distance(standing[near] - standing[here, None])
            apart[near == here[:, None]] = np.inf
            order = np.lexsort((near, apart))[:, :k]
            nearest = np.take_along_axis(apart, order, axis=1)
            # Who lies just beyond what the tree gave may be as near, after rounding, as the last that is kept.
            sure = (far[:, -1] > nearest[:, -1] + _ROUNDING) | (asked == len(found))
            positions[found[here[sure]]] = found[np.take_along_axis(near, order, axis=1)[sure]]
            distance[found[here[sure]]] = nearest[sure]
            again.append(here[~sure])
        todo, asked = np.concatenate(again), min(4 * asked, len(found))
    gaps = traits.standing[positions] - traits.standing[:, None]
    return SimilarToAll(similarity, traits.areas, positions, distance, gaps)
