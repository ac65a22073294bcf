"""The maps of an edition: tiles of each level, dots for where areas are too small, names of districts, overviews."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leastfirst.definitions.edition import Mapped
from leastfirst.exchange.overview import Paper
from leastfirst.exchange.tiles import UNITS, write_tiles
from leastfirst.ground.errors import DataError
from leastfirst.publish.maps.overviews import DOTTED, draw, grouped, standings, tenths
from leastfirst.publish.work import Work

LAYER = "areas"
FOLDER = "tiles"
NAMES = f"{FOLDER}/names.geojson"
EQUATOR_M = 40_075_016.686
SMALL_SCREEN, TILE = 300, 512
"""Pixels: everything is seen at once on a small screen; tiles are so wide."""
SMALLEST = 3.0
"""Areas are drawn from where the middle one of them is so many pixels across; from farther away they are dots."""
STEPS_ACROSS = 25
"""In the nearest view, the middle one of the areas is at least so many steps of a tile across."""
NEAREST = 12
OUTLINES = 2
"""Zooms that the larger areas are drawn nearer than they would need for themselves."""


def add_tiles(work: Work) -> None:
    """What the pages with maps read: `tiles/*` and a document `map/<geography>` for each level that has a map.

    A level without boundaries in the data is left out with a sentence; its table stays.
    """
    drawn = [each for each in work.plan.maps if f"map-{each.geography}" in work.writer.data]
    if not drawn:
        return
    (work.writer.folder / FOLDER).mkdir(exist_ok=True)
    outline = min(drawn, key=lambda each: work.writer.data[f"map-{each.geography}"].num_rows)
    paper: Paper | None = None
    with work.part("Names of districts on the map"):
        shapes = _boundaries(work, outline)
        paper = Paper(shapes["geometry"].to_pylist())
        work.writer.file(NAMES, _names(work, outline, shapes))
    for mapped in drawn:
        with work.part(f"Tiles of the map of {mapped.geography.words}"):
            _add(work, mapped, outline=str(outline.geography), paper=paper)


def tile_zooms(boundaries: pa.Table, *, from_afar: bool = False) -> tuple[int, int]:
    """From how far and how near areas are drawn: where they can be seen, and where their outlines are in detail.

    With `from_afar` they are drawn from where all of them are seen at once on a small screen, and in more detail, as
    their outlines lie over smaller areas, too.
    """
    import shapely

    shapes = shapely.from_wkb(boundaries["geometry"].to_numpy(zero_copy_only=False))
    west, south, east, north = shapely.total_bounds(shapes)
    stretch = math.cos(math.radians((south + north) / 2))
    wide, high = (east - west) / 360, (north - south) / 360 / stretch
    everything = math.floor(math.log2(SMALL_SCREEN / TILE / max(wide, high, 1e-6)))
    around_m = EQUATOR_M * stretch
    across_m = float(np.median(np.sqrt(shapely.area(shapes) * stretch))) * EQUATOR_M / 360
    seen = math.ceil(math.log2(SMALLEST / TILE * around_m / across_m))
    nearest = math.ceil(math.log2(STEPS_ACROSS / UNITS * around_m / across_m))
    farthest = everything if from_afar else max(everything, seen)
    farthest = min(max(farthest, 0), NEAREST - 2)
    return farthest, min(max(nearest + OUTLINES if from_afar else nearest, farthest + 2), NEAREST)


def _add(work: Work, mapped: Mapped, *, outline: str, paper: Paper | None) -> None:
    table, shapes = work.writer.data[f"map-{mapped.geography}"], _boundaries(work, mapped)
    geography, meta = str(mapped.geography), work.pack.meta(mapped.boundaries)
    indices = [each for each in mapped.indices if f"{each}_decile" in table.column_names]
    lists = [each for each in mapped.designations if each in table.column_names]
    zooms = tile_zooms(shapes, from_afar=geography == outline)
    told = ["area_code", "area_name", *(f"{each}_decile" for each in indices)]
    told += [name for each in lists for name in (each, f"{each}_class") if name in table.column_names]
    write_tiles(shapes, table.select(told), _path(work, f"{geography}.pmtiles"), layer=LAYER, zooms=zooms)
    points = _points(work, geography)
    kinds = {each: standings(table, each) for each in lists} | {each: tenths(table, each) for each in indices}
    pictures: dict[str, str] = {}
    for measure, those in kinds.items():
        groups = grouped(table, those)
        if geography != outline:
            work.writer.file(f"{FOLDER}/{geography}--{measure}.geojson", _dots(groups, points))
        if paper is not None:
            drawing = draw(paper, groups, shapes, points)
            pictures[measure] = "shapes" if drawing.as_shapes else "dots"
            work.writer.file(f"{FOLDER}/{geography}--{measure}.svg", drawing.svg)
    titles = {each.id: each.title for each in (*work.designations, *work.recipes.values())}
    with_shape = pc.sum(pc.is_in(table["area_code"], shapes["area_code"])).as_py() or 0
    work.writer.document(
        "map",
        geography,
        {
            "geography": geography,
            "bounds": _bounds(shapes),
            "zooms": list(zooms),
            "areas": table.num_rows,
            "without_shape": table.num_rows - with_shape,
            "measures": [
                {"id": each, "kind": kind, "title": titles[each], "overview": pictures.get(each, "")}
                for kind, those in (("list", lists), ("need", indices))
                for each in those
            ],
            "outline": outline,
            "districts": _districts(table),
            "source": meta.source,
            "licence": meta.licence,
            "attribution": meta.attribution,
        },
    )


def _boundaries(work: Work, mapped: Mapped) -> pa.Table:
    if mapped.boundaries not in work.pack.tables:
        raise DataError(
            f"the data hold no table {mapped.boundaries}",
            where=f"map of {mapped.geography.words}",
            do="build a pack that has it; the table of these areas is shown without a map",
        )
    shapes: pa.Table = work.pack.table(mapped.boundaries, ("area_code", "geometry")).data
    return shapes.filter(pc.is_valid(shapes["geometry"]))


def _path(work: Work, name: str) -> Path:
    return work.writer.folder / FOLDER / name


def _bounds(shapes: pa.Table) -> list[float]:
    import shapely

    degrees = shapely.from_wkb(shapes["geometry"].to_numpy(zero_copy_only=False))
    return [round(float(each), 4) for each in shapely.total_bounds(degrees)]


def _points(work: Work, geography: str) -> dict[str, tuple[float, float]]:
    """A point in each area (longitude, latitude), where one is known."""
    areas = work.writer.data[f"areas-{geography}"]
    rows = zip(*(areas[name].to_pylist() for name in ("area_code", "longitude", "latitude")), strict=True)
    return {code: (x, y) for code, x, y in rows if x is not None and y is not None}


def _dots(groups: Mapping[str, Sequence[str]], points: Mapping[str, tuple[float, float]]) -> bytes:
    """Points of the areas that are dots from afar, in one piece for each kind."""
    features = []
    for kind in DOTTED:
        at = [[round(each, 4) for each in points[code]] for code in groups.get(kind, ()) if code in points]
        if at:
            places = {"type": "MultiPoint", "coordinates": at}
            features.append({"type": "Feature", "geometry": places, "properties": {"kind": kind}})
    return _geojson(features)


def _names(work: Work, mapped: Mapped, shapes: pa.Table) -> bytes:
    """A point in each of the largest areas with its name, the one with most residents first."""
    import shapely

    middles = shapely.point_on_surface(shapely.from_wkb(shapes["geometry"].to_numpy(zero_copy_only=False)))
    at = dict(zip(shapes["area_code"].to_pylist(), shapely.get_coordinates(middles).tolist(), strict=True))
    rows = work.writer.data[f"map-{mapped.geography}"].select(["area_code", "area_name", "population"]).to_pylist()
    rows.sort(key=lambda row: (-(row["population"] or 0), row["area_code"]))
    return _geojson(
        [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [round(each, 4) for each in at[row["area_code"]]]},
                "properties": {"name": row["area_name"], "order": i},
            }
            for i, row in enumerate(rows)
            if row["area_code"] in at
        ]
    )


def _districts(table: pa.Table) -> list[list[str]]:
    """The code and name of each district that has areas here, by name."""
    pairs = set(zip(table["lad_code"].to_pylist(), table["lad_name"].to_pylist(), strict=True))
    known = ((code, name) for code, name in pairs if code is not None and name is not None)
    return [[code, name] for code, name in sorted(known, key=lambda pair: (pair[1], pair[0]))]


def _geojson(features: Sequence[Mapping[str, Any]]) -> bytes:
    record = {"type": "FeatureCollection", "features": list(features)}
    return (json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
