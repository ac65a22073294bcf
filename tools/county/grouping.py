"""Larger areas made of LSOA-sized pieces: every group hangs together, and groups hold about equally many people."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Numbers = NDArray[np.float64]


def shared_borders(shapes: NDArray[np.object_]) -> Whole:
    """Pairs (k x 2, both ways round, sorted) of shapes of a coverage that have a segment in common."""
    owner: dict[tuple[bytes, bytes], int] = {}
    pairs: set[tuple[int, int]] = set()
    for index, shape in enumerate(shapes):
        for ring in (r for part in shapely.get_parts(shape) for r in (part.exterior, *part.interiors)):
            points = [point.tobytes() for point in np.asarray(ring.coords)]
            for a, b in pairwise(points):
                other = owner.setdefault((min(a, b), max(a, b)), index)
                if other != index:
                    pairs |= {(index, other), (other, index)}
    return np.array(sorted(pairs), np.int64).reshape(-1, 2)


def divide(size: Numbers, closeness: Numbers, members: Whole, groups: int) -> Whole:
    """Divide `members` into `groups` connected groups of about equal size; returns a group number for each member.

    The graph is halved again and again along its Fiedler vector (Fiedler 1973; Pothen, Simon and Liou 1990).
    `closeness` is the n x n matrix of how strongly neighbours belong together, zero for pairs that are no neighbours.
    """
    if groups == 1:
        return np.zeros(len(members), np.int64)
    left = groups // 2
    links = closeness[np.ix_(members, members)]
    _, vectors = np.linalg.eigh(np.diag(links.sum(1)) - links)
    along = vectors[:, 1] * np.sign(vectors[np.argmax(np.abs(vectors[:, 1])), 1])
    order = np.argsort(along, kind="stable")
    filled = np.cumsum(size[members[order]])
    side = np.zeros(len(members), bool)
    side[order] = filled - size[members[order]] / 2 < filled[-1] * left / groups
    side = _join(side, links > 0)
    out = np.empty(len(members), np.int64)
    out[side] = divide(size, closeness, members[side], left)
    out[~side] = left + divide(size, closeness, members[~side], groups - left)
    return out


def _join(side: NDArray[np.bool_], linked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Let what is cut off from the bigger part of its side change sides."""
    side = side.copy()
    for value in (True, False, True):
        mine = np.flatnonzero(side == value)
        part = connected(linked[np.ix_(mine, mine)])
        side[mine[part != np.argmax(np.bincount(part))]] = not value
    return side


def connected(linked: NDArray[np.bool_]) -> Whole:
    """The number of the connected part that each node is in."""
    from scipy.sparse.csgraph import connected_components

    return np.asarray(connected_components(linked, directed=False)[1], np.int64)


def closeness(pairs: Whole, settlement: Whole, kind: list[str]) -> Numbers:
    """How strongly neighbouring pieces belong together: a town and the country around it hardly do."""
    n = len(settlement)
    out = np.zeros((n, n))
    kinds = np.array(kind)
    a, b = pairs[:, 0], pairs[:, 1]
    out[a, b] = np.where(settlement[a] != settlement[b], 0.12, np.where(kinds[a] != kinds[b], 0.5, 1.0))
    return out


def balance(group: Whole, size: Numbers, closeness: Numbers, *, parent: Whole, rounds: int = 600) -> Whole:
    """Move areas at a border, one at a time, from a bigger group to a smaller one beside it while both hang together.

    Groups stay inside their `parent` (such as the district).
    """
    group = group.copy()
    total = np.bincount(group, size)
    a, b = np.nonzero(closeness)
    for _ in range(rounds):
        gain = total[group[a]] - total[group[b]] - size[a]
        gain = np.where((group[a] != group[b]) & (parent[a] == parent[b]), gain * closeness[a, b], -1.0)
        for k in np.argsort(-gain, kind="stable")[:40]:
            if gain[k] <= 0:
                return group
            rest = np.flatnonzero(group == group[a[k]])
            rest = rest[rest != a[k]]
            if connected(closeness[np.ix_(rest, rest)] > 0).max(initial=0) == 0:
                total[group[a[k]]] -= size[a[k]]
                total[group[b[k]]] += size[a[k]]
                group[a[k]] = group[b[k]]
                break
        else:
            return group
    return group


def whole(district: Whole, linked: NDArray[np.bool_], size: Numbers) -> Whole:
    """Districts that hang together: what is cut off goes to the district that it touches most."""
    district = district.copy()
    for each in [*range(int(district.max()) + 1)] * 3:
        mine = np.flatnonzero(district == each)
        part = connected(linked[np.ix_(mine, mine)])
        main = np.argmax(np.bincount(part, size[mine]))
        for piece in mine[part != main]:
            around = district[np.flatnonzero(linked[piece] & (district != each))]
            if len(around):
                district[piece] = np.argmax(np.bincount(around))
    return district
