"""The land of the fictional county: a coastline, settlements, and small pieces of ground gathered into LSOAs.

The county lies on the Dogger Bank in the North Sea, where there is no land, so that nobody takes it for a real one.
Everything here is in kilometres east and north of its south-west corner; `position.py` turns that into degrees.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from tools.county.chance import chance
from tools.county.position import to_degrees

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Settlement:
    """A built-up area of `pieces` LSOAs. `stretch` is width over height, for towns that follow a shore or a valley."""

    name: str
    kind: str
    x: float
    y: float
    pieces: int
    district: int
    stretch: float = 1.0
    tilt: float = 0.0


# Districts: 0 the coast, 1 the coalfield, 2 the city, 3 the farming country.
SETTLEMENTS = (
    Settlement("Corvester", "city", 21.0, 15.5, 118, 2, 1.25, 0.4),
    Settlement("Larkholt", "estate", 27.4, 11.7, 32, 2, 1.2, 2.2),
    Settlement("Ellersea", "coast", 53.4, 29.2, 60, 0, 0.5, -0.3),
    Settlement("Sandrigg-on-Sea", "resort", 58.6, 19.4, 7, 0, 1.6, -0.3),
    Settlement("Pinnersea", "resort", 56.4, 6.6, 5, 0, 0.6),
    Settlement("Hadderthorpe", "pit", 20.5, 35.5, 24, 1, 1.3, 0.5),
    Settlement("Cinderby", "pit", 14.2, 33.2, 8, 1),
    Settlement("Pelderby", "pit", 16.8, 40.6, 9, 1, 1.4, 1.0),
    Settlement("Grathwell", "pit", 25.6, 40.4, 10, 1, 0.7),
    Settlement("Skaythorpe", "pit", 27.6, 33.4, 9, 1, 1.3),
    Settlement("Ousleigh Main", "pit", 21.8, 30.0, 7, 1),
    Settlement("Torlaw", "pit", 31.0, 38.2, 6, 1, 0.8),
    Settlement("Brackenfold", "pit", 11.2, 38.0, 5, 1),
    Settlement("Tillingmarch", "market", 41.0, 22.6, 15, 3, 1.3),
    Settlement("Osmerley", "market", 38.2, 8.2, 13, 3, 0.8),
    Settlement("Quarnwick", "market", 7.2, 24.4, 12, 3),
    Settlement("Hestlebury", "market", 42.6, 41.6, 9, 0, 1.2),
)
VILLAGE_PIECES = 55
PIECES = sum(each.pieces for each in SETTLEMENTS) + VILLAGE_PIECES

# Where a stretch of country belongs: the nearest of these (x, y, district).
_COUNTRY = (
    (20, 16, 2), (28, 11, 2), (20, 36, 1), (12, 38, 1), (28, 38, 1), (53, 29, 0), (57, 20, 0), (50, 40, 0), (42, 43, 0),
    (57, 6, 0), (41, 22, 3), (38, 8, 3), (7, 23, 3), (5, 10, 3), (34, 29, 3), (36, 17, 3), (48, 11, 3), (47, 19, 3),
    (13, 5, 3), (32, 22, 3),
)  # fmt: skip

# The outline, clockwise from the south-west: (x, y, is this corner on the coast?). The inlet at x = 45 is an estuary.
_CORNERS = (
    (2, 8, 0), (0, 22, 0), (5, 34, 0), (3, 43, 0), (14, 49, 0), (27, 47, 0), (38, 50, 0), (46, 47, 1), (50, 43, 1),
    (50, 37.5, 1), (53.5, 34.5, 1), (56.8, 33.2, 1), (55.2, 29.5, 1), (55.9, 25.2, 1), (59, 22.6, 1), (63, 20.6, 1),
    (61, 17.4, 1), (54.5, 15.4, 1), (49, 15.2, 1), (45, 13.6, 1), (49, 12.9, 1), (54.5, 12.4, 1), (58, 9, 1),
    (58.2, 5, 1), (55, 2.2, 1), (50, 1, 0), (38, 3, 0), (26, 0, 0), (13, 3, 0),
)  # fmt: skip


@dataclass(frozen=True)
class Land:
    """Atoms (small pieces of ground) and the LSOA-sized pieces that they make up."""

    atom_xy: Numbers  # where each atom's middle lies, n x 2
    atom_piece: Whole  # the piece that each atom belongs to
    atom_settled: NDArray[np.bool_]  # is the atom in a built-up area
    piece_xy: Numbers
    piece_kind: list[str]
    piece_settlement: Whole  # index into SETTLEMENTS, -1 in the country
    piece_district: Whole
    piece_shape: NDArray[np.object_]  # polygons in degrees on a grid of 1e-5


def make_land(seed: int) -> Land:
    """The land of that seed: the same seed gives the same land."""
    outline = _largest(shapely.Polygon(_rough_outline(chance(seed, "outline"))).buffer(0))
    rng = chance(seed, "land")
    blobs = _blobs(rng, outline)
    atoms, piece, settled = [], [], []
    first = 0
    for settlement, blob in zip(SETTLEMENTS, blobs, strict=True):
        points = _scatter(rng, blob, settlement.pieces * 17, (settlement.x, settlement.y))
        atoms.append(points)
        piece.append(first + _gather(rng, points, settlement.pieces))
        settled.append(np.ones(len(points), bool))
        first += settlement.pieces
    country = shapely.difference(outline, shapely.union_all(blobs).buffer(0.12))
    points = _scatter(rng, country, VILLAGE_PIECES * 42, None)
    atoms.append(points)
    piece.append(first + _gather(rng, points, VILLAGE_PIECES))
    settled.append(np.zeros(len(points), bool))

    xy = np.concatenate(atoms)
    cells = _cells(xy, outline)
    owner = _mend(np.concatenate(piece), cells, xy)
    shapes = shapely.coverage_simplify(_dissolve(cells, owner), 3e-4, simplify_boundary=False)
    shapes = _snap(shapes)
    if not shapely.coverage_is_valid(shapes):
        raise ValueError(f"seed {seed}: the pieces do not fit together without gaps; try another seed")
    sizes = np.bincount(owner, minlength=PIECES)
    middle = np.stack([np.bincount(owner, xy[:, k], PIECES) / sizes for k in (0, 1)], axis=1)
    where = np.repeat(np.arange(len(SETTLEMENTS) + 1), [*(s.pieces for s in SETTLEMENTS), VILLAGE_PIECES])
    where = np.where(where == len(SETTLEMENTS), -1, where)
    anchors = np.array(_COUNTRY, float)
    nearest = np.argmin(((middle[:, None] - anchors[None, :, :2]) ** 2).sum(2), axis=1)
    district = np.where(where < 0, anchors[nearest, 2], [SETTLEMENTS[w].district for w in where]).astype(np.int64)
    kind = [_kind(int(w), at) for w, at in zip(where, middle, strict=True)]
    return Land(xy, owner, np.concatenate(settled), middle, kind, where, district, shapes)


def _kind(where: int, at: Numbers) -> str:
    if where < 0:
        return "village"
    settlement = SETTLEMENTS[where]
    # The terraces north-east of the city's middle: poor, crowded and full of life.
    if settlement.kind == "city" and np.hypot(at[0] - settlement.x - 1.1, at[1] - settlement.y - 1.0) < 1.25:
        return "inner city"
    return settlement.kind


def _rough_outline(rng: np.random.Generator) -> Numbers:
    """Each side broken in the middle again and again, a coast more roughly than an inland border."""
    points = [(np.array(corner[:2], float), bool(corner[2])) for corner in _CORNERS]
    for step in range(6):
        broken = []
        for (a, coast_a), (b, coast_b) in zip(points, points[1:] + points[:1], strict=True):
            along = b - a
            coast = coast_a and coast_b
            middle = (a + b) / 2
            if np.hypot(*along) > (0.25 if coast else 0.7):
                middle = middle + np.array([-along[1], along[0]]) * rng.normal(0, 0.2 if coast else 0.12) * 0.97**step
                broken += [(a, coast_a), (middle, coast)]
            else:
                broken.append((a, coast_a))
        points = broken
    return np.array([at for at, _ in points])


def _blobs(rng: np.random.Generator, outline: shapely.Polygon) -> list[shapely.Polygon]:
    """The built-up area of each settlement: an ellipse with a ragged edge, cut at the coast, none over another."""
    blobs: list[shapely.Polygon] = []
    turn = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    for settlement in SETTLEMENTS:
        size = np.sqrt(settlement.pieces * 0.45 / np.pi)
        ragged = np.ones_like(turn)
        for wave in range(2, 8):
            ragged += rng.normal(0, 0.22 / wave) * np.cos(wave * turn + rng.uniform(0, 2 * np.pi))
        across, up = size * ragged * np.cos(turn) * settlement.stretch**0.5, size * ragged * np.sin(turn)
        up = up / settlement.stretch**0.5
        c, s = np.cos(settlement.tilt), np.sin(settlement.tilt)
        blob = shapely.Polygon(np.stack([settlement.x + c * across - s * up, settlement.y + s * across + c * up], 1))
        blob = shapely.intersection(blob.buffer(0), outline)
        if blobs:
            blob = shapely.difference(blob, shapely.union_all(blobs))
        blobs.append(_largest(blob))
    return blobs


def _largest(shape: shapely.Geometry) -> shapely.Polygon:
    parts = shapely.get_parts(shape)
    return parts[np.argmax(shapely.area(parts))]


def _scatter(
    rng: np.random.Generator, shape: shapely.Polygon, count: int, middle: tuple[float, float] | None
) -> Numbers:
    """`count` points in the shape, spread out (best of several tries for each), closer together near the middle."""
    left, bottom, right, top = shape.bounds
    size = np.sqrt(shape.area)
    shapely.prepare(shape)
    tries = rng.uniform((left, bottom), (right, top), (count * 40, 2))
    tries = tries[shapely.contains_xy(shape, tries[:, 0], tries[:, 1])]
    chosen = tries[: max(1, count // 50)]
    while len(chosen) < count:
        step = min(max(1, len(chosen) // 3), count - len(chosen))
        some = tries[rng.integers(0, len(tries), step * 6)]
        room, _ = _nearest(some, chosen)
        if middle is not None:
            away = np.hypot(some[:, 0] - middle[0], some[:, 1] - middle[1]) / size
            room = room / (0.55 + away)
        best = some.reshape(step, 6, 2)[np.arange(step), np.argmax(room.reshape(step, 6), axis=1)]
        chosen = np.unique(np.concatenate([chosen, best]).round(4), axis=0)
    return np.asarray(chosen)


def _nearest(points: Numbers, to: Numbers) -> tuple[Numbers, Whole]:
    from scipy.spatial import cKDTree

    distance, index = cKDTree(to).query(points)
    return np.asarray(distance), np.asarray(index, np.int64)


def _gather(rng: np.random.Generator, points: Numbers, groups: int) -> Whole:
    """Which of `groups` compact groups each point belongs to (k-means, a few rounds)."""
    middles = points[rng.choice(len(points), groups, replace=False)]
    for _ in range(25):
        _, group = _nearest(points, middles)
        count = np.bincount(group, minlength=groups)
        # A group that is twice too big gives one of its points to the smallest, as a new middle.
        middles = np.stack([np.bincount(group, points[:, k], groups) / np.maximum(count, 1) for k in (0, 1)], axis=1)
        big, small = int(np.argmax(count)), int(np.argmin(count))
        if count[big] > 2.4 * max(count[small], 1):
            middles[small] = points[rng.choice(np.flatnonzero(group == big))]
    return _nearest(points, middles)[1]


def _cells(xy: Numbers, outline: shapely.Polygon) -> NDArray[np.object_]:
    """The ground nearest to each atom, inside the outline, in degrees."""
    around = shapely.box(*outline.bounds).buffer(20)
    cells = shapely.voronoi_polygons(shapely.multipoints(xy), extend_to=around, ordered=True)
    return np.asarray(shapely.transform(shapely.intersection(shapely.get_parts(cells), outline), to_degrees))


def _dissolve(shapes: NDArray[np.object_], owner: Whole) -> NDArray[np.object_]:
    return np.array([shapely.union_all(shapes[owner == each]) for each in range(int(owner.max()) + 1)])


def _mend(owner: Whole, cells: NDArray[np.object_], xy: Numbers) -> Whole:
    """Give every atom that is cut off from the rest of its piece to the piece of its nearest other neighbour."""
    owner = owner.copy()
    for _ in range(6):
        moved = False
        for piece, shape in enumerate(_dissolve(cells, owner)):
            parts = shapely.get_parts(shape)
            if len(parts) == 1:
                continue
            main = parts[np.argmax(shapely.area(parts))]
            mine = np.flatnonzero(owner == piece)
            others = np.flatnonzero(owner != piece)
            for atom in mine[~shapely.intersects(main, shapely.point_on_surface(cells[mine]))]:
                touching = others[shapely.touches(cells[others], cells[atom])]
                pool = touching if len(touching) else others
                owner[atom] = owner[pool[np.argmin(((xy[pool] - xy[atom]) ** 2).sum(1))]]
                moved = True
        if not moved:
            break
    return owner


def _snap(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Every corner on a grid of 1e-5 degrees (a metre), so that neighbours share the very same segments."""
    return np.asarray(shapely.transform(shapes, lambda at: at.round(5)))
