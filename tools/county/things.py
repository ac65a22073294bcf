"""Things with a position: postcodes, pubs, libraries, community centres, and the places of an earlier programme."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from tools.county.chance import chance
from tools.county.geography import Geographies, Level
from tools.county.grouping import Whole
from tools.county.indices import Columns
from tools.county.landscape import SETTLEMENTS, Land
from tools.county.names import Gazetteer, pubs
from tools.county.needs import Latent
from tools.county.position import to_degrees, to_grid

_PER_PIECE = 15
_LETTERS = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))  # Royal Mail leaves C, I, K, M, O and V out of the second half
_KINDS = {"libraries": "library", "pubs": "pub", "community-centres": "community centre"}
_HALLS = {
    "village": ("Village Hall", "Village Hall", "Memorial Hall"),
    "pit": ("Welfare Hall", "Community Centre", "Institute"),
    "market": ("Community Centre", "Memorial Hall", "Town Hall"),
    "resort": ("Community Centre", "Memorial Hall"),
}
EARLIER_PLACES = ("Ellersea", "Hadderthorpe")


def postcodes(seed: int, land: Land, geographies: Geographies) -> tuple[Columns, Whole]:
    """About 15 postcodes for each piece of ground, and the piece of each. Royal Mail has no area ZX."""
    rng = chance(seed, "postcodes")
    at = to_degrees(land.atom_xy).round(6)
    good = np.flatnonzero(shapely.contains_xy(land.piece_shape[land.atom_piece], at[:, 0], at[:, 1]))
    shuffled = rng.permutation(good)
    by_piece = shuffled[np.argsort(land.atom_piece[shuffled], kind="stable")]
    first = np.searchsorted(land.atom_piece[by_piece], land.atom_piece[by_piece])
    chosen = by_piece[np.arange(len(by_piece)) - first < _PER_PIECE]
    piece = land.atom_piece[chosen]
    # A town has a sorting office of its own; the country shares those of the four districts.
    office = land.piece_settlement[piece] + 1
    office = np.where(office == 0, len(SETTLEMENTS) + 1 + geographies.district[piece], office)
    codes = np.empty(len(piece), object)
    for each in np.unique(office):
        mine = np.flatnonzero(office == each)
        ends = rng.permutation(9 * len(_LETTERS) ** 2)[: len(mine)]
        # Small towns share one number; a city has one for every 900 postcodes.
        digit, pair = ends // len(_LETTERS) ** 2 + 1, ends % len(_LETTERS) ** 2
        for k, d, p in zip(mine, digit, pair, strict=True):
            codes[k] = f"ZX{each} {d}{_LETTERS[p // len(_LETTERS)]}{_LETTERS[p % len(_LETTERS)]}"
    east, north = to_grid(at[chosen, 0], at[chosen, 1])
    columns: Columns = {
        "postcode": codes,
        "easting": np.round(east).astype(np.int64),
        "northing": np.round(north).astype(np.int64),
        "lsoa_2021": np.array(geographies["lsoa-2021"].codes)[geographies["lsoa-2021"].of_piece[piece]],
        "lsoa_2011": np.array(geographies["lsoa-2011"].codes)[geographies["lsoa-2011"].of_piece[piece]],
    }
    return columns, chosen


def assets(
    seed: int,
    land: Land,
    geographies: Geographies,
    latent: Latent,
    gazetteer: Gazetteer,
    codes: Columns,
    homes: Whole,
) -> dict[str, Columns]:
    """Libraries, pubs and community centres: fewer where there are few places to meet.

    Each stands near one of the postcodes `codes`, whose atoms of ground are `homes`.
    """
    rng = chance(seed, "assets")
    people = geographies.residents / 1640
    life = np.exp(-0.6 * latent.civic)
    village = np.array([kind == "village" for kind in land.piece_kind])
    usual = {
        "libraries": 0.11 * people * life,
        "pubs": 0.55 * people * life * np.exp(0.8 * latent.bustle) * np.where(village, 1.9, 1.0),
        "community-centres": 0.28 * people * life * np.where(village, 2.6, 1.0),
    }
    area, ward = geographies["lsoa-2021"], geographies["ward-2017"]
    out: dict[str, Columns] = {}
    for id, expected in usual.items():
        piece = np.repeat(np.arange(len(people)), rng.poisson(expected))
        n = len(piece)
        near = np.array([rng.choice(np.flatnonzero(land.atom_piece[homes] == each)) for each in piece])
        at = np.array([_stand(rng, land, homes[k]) for k in near])
        called = [gazetteer.names["ward-2017"][k].split(" and ")[0] for k in ward.of_piece[piece]]
        out[id] = {
            "asset_id": np.array([f"fictional-{id}-{k + 1:04d}" for k in range(n)], object),
            "class": np.array([_KINDS[id]] * n, object),
            "latitude": at[:, 1],
            "longitude": at[:, 0],
            "open": np.ones(n, bool),
        }
        if id == "libraries":
            out[id] |= _library(rng, called, codes["postcode"][near])
            continue
        out[id]["lsoa_2021"] = np.array(area.codes, object)[area.of_piece[piece]]
        if id == "pubs":
            out[id]["name"] = np.array(pubs(seed, n), object)
        else:
            endings = [rng.choice(_HALLS.get(land.piece_kind[k], ("Community Centre",))) for k in piece]
            out[id]["name"] = np.array([f"{a} {b}" for a, b in zip(called, endings, strict=True)], object)
    return out


def _library(rng: np.random.Generator, called: list[str], postcode: NDArray[np.generic]) -> Columns:
    """What is known of libraries only; about a quarter closed since 2010, and some are run by volunteers."""
    n = len(called)
    closed = rng.uniform(size=n) < 0.25
    nothing = np.full(n, None, object)
    by = np.where(rng.uniform(size=n) < 0.2, "C", "LA").astype(object)
    return {
        "name": np.array([f"{each} Library" for each in called], object),
        "library_type": np.array(["Static Library"] * n, object),
        "postcode": postcode,
        "open": ~closed,
        "year_closed": np.where(closed, rng.integers(2010, 2024, n).astype(object), nothing),
        "run_by": np.where(closed, nothing, by),
        "hours_per_week": np.where(closed | (rng.uniform(size=n) < 0.1), np.nan, rng.integers(20, 90, n) / 2.0),
    }


def earlier_places(land: Land, geographies: Geographies, gazetteer: Gazetteer) -> Columns:
    """The places of the first phase; one that spans two constituencies has two rows."""
    pcon, names = geographies["pcon-2024"], gazetteer.names["pcon-2024"]
    rows: list[tuple[str | float, ...]] = []
    for name in EARLIER_PLACES:
        index = next(k for k, settlement in enumerate(SETTLEMENTS) if settlement.name == name)
        mine = land.piece_settlement == index
        people = np.bincount(pcon.of_piece[mine], geographies.residents[mine], len(pcon.codes))
        middle = to_degrees(land.piece_xy[mine].mean(0, keepdims=True))[0].round(4)
        for k in np.flatnonzero(people > 0.2 * people.sum()):
            rows.append((name.lower(), name, middle[1], middle[0], pcon.codes[k], names[k], "by its residents"))
    columns = ("place_id", "name", "latitude", "longitude", "pcon_code", "pcon_name", "mapping")
    return {column: np.array([row[k] for row in rows], object) for k, column in enumerate(columns)}


def rural_urban(land: Land, level: Level) -> list[str]:
    """The rural-urban class of each area: UN1 urban; RLN1 larger rural, near a city; RSN1 and RSF1 smaller rural."""
    out = []
    for each in range(len(level.codes)):
        first = int(np.flatnonzero(level.of_piece == each)[0])
        where = int(land.piece_settlement[first])
        if where < 0:
            out.append(
                "RSN1" if np.hypot(*(land.piece_xy[first] - (SETTLEMENTS[0].x, SETTLEMENTS[0].y))) < 22 else "RSF1"
            )
        else:
            out.append("UN1" if SETTLEMENTS[where].pieces > 7 else "RLN1")
    return out


def _stand(rng: np.random.Generator, land: Land, atom: int) -> NDArray[np.float64]:
    """A point beside an atom of ground, in the same piece."""
    shape = land.piece_shape[land.atom_piece[atom]]
    for _ in range(20):
        at = to_degrees(land.atom_xy[atom][None] + rng.normal(0, 0.03, (1, 2)))[0].round(5)
        if shapely.contains_xy(shape, *at):
            return np.asarray(at)
    return np.asarray(to_degrees(land.atom_xy[atom][None])[0].round(6))
