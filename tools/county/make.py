"""Put the whole county together: every table of docs/reference/data-packs.md, from one seed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely

from leastfirst.ground.tables import Table
from tools.county.chance import chance
from tools.county.geography import Geographies, make_geographies
from tools.county.grouping import shared_borders
from tools.county.indicators import indicators_2019, indicators_2025, loneliness
from tools.county.indices import (
    Columns,
    cni_2019,
    cni_2023,
    domain_leanings,
    imd_2019,
    imd_2025,
    published_in_2019,
    without_ties,
)
from tools.county.landscape import Land, make_land
from tools.county.names import Gazetteer
from tools.county.needs import make_latent
from tools.county.people import ages, census, mid_years
from tools.county.summaries import (
    cni_by_msoa,
    digital_exclusion,
    hyper_local_need,
    imd_by_msoa,
    language_and_moves,
)
from tools.county.tables import fictional
from tools.county.things import assets, earlier_places, postcodes, rural_urban

SEED = 12
_LOOKUPS = (
    ("lsoa-2021", "msoa-2021"), ("lsoa-2021", "ward-2024"), ("lsoa-2021", "lad-2024"), ("lsoa-2021", "region-2024"),
    ("lsoa-2011", "msoa-2011"), ("lsoa-2011", "ward-2017"), ("lsoa-2011", "lad-2019"), ("lsoa-2011", "region-2024"),
    ("lsoa-2011", "lsoa-2021"), ("msoa-2021", "pcon-2024"), ("msoa-2021", "lad-2024"), ("msoa-2021", "region-2024"),
    ("ward-2017", "lad-2019"), ("ward-2017", "region-2024"), ("lad-2024", "region-2024"),
)  # fmt: skip
_MAPPED = ("lsoa-2021", "msoa-2021", "ward-2017", "lad-2024")
_WITH_NEIGHBOURS = ("lsoa-2021", "msoa-2021", "ward-2017")
_WITHOUT_A_POINT = ("lad-2024", "lad-2019", "region-2024", "pcon-2024")


def county(seed: int = SEED) -> list[Table]:
    """Every table of the fictional county, the same for the same seed."""
    land = make_land(seed)
    geographies = make_geographies(seed, land)
    gazetteer = Gazetteer(seed, land, geographies)
    made = [
        *_ground(land, geographies, gazetteer),
        *_measured(seed, land, geographies, gazetteer),
        *_things(seed, land, geographies, gazetteer),
    ]
    return [fictional(id, columns, seed=seed) for id, columns in made]


def _ground(land: Land, geographies: Geographies, gazetteer: Gazetteer) -> Iterator[tuple[str, Columns]]:
    """Areas, lookups, boundaries and neighbours."""
    shapes = {name: level.shapes(land.piece_shape) for name, level in geographies.levels.items()}
    for name, level in geographies.levels.items():
        columns: Columns = {"area_code": _words(level.codes), "area_name": _words(gazetteer.names[name])}
        if name not in _WITHOUT_A_POINT:
            inside = shapely.get_coordinates(shapely.point_on_surface(shapes[name])).round(5)
            columns |= {"longitude": inside[:, 0], "latitude": inside[:, 1]}
        if name == "msoa-2021":
            columns["local_name"] = _words(gazetteer.local)
        if name == "msoa-2011":
            columns["local_name"] = _words(gazetteer.local_2011)
        if name == "lsoa-2021":
            columns["rural_urban"] = _words(rural_urban(land, level))
        yield f"areas-{name}", columns
    for source, target in _LOOKUPS:
        yield f"{source}--{target}", _shares(geographies, source, target)
    for name in _MAPPED:
        codes = _words(geographies[name].codes)
        yield f"boundaries-{name}", {"area_code": codes, "geometry": shapely.to_wkb(shapes[name])}
    for name in _WITH_NEIGHBOURS:
        pairs, codes = shared_borders(shapes[name]), _words(geographies[name].codes)
        yield f"neighbours-{name}", {"area_code": codes[pairs[:, 0]], "neighbour_code": codes[pairs[:, 1]]}


def _shares(geographies: Geographies, source: str, target: str) -> Columns:
    """The share of each area's people in each area of the other geography."""
    one, other = geographies[source], geographies[target]
    people = np.zeros((len(one.codes), len(other.codes)))
    np.add.at(people, (one.of_piece, other.of_piece), geographies.residents)
    row, column = np.nonzero(people)
    weight = people[row, column] / people.sum(1)[row]
    return {"from_code": _words(one.codes)[row], "to_code": _words(other.codes)[column], "weight": weight}


def _measured(seed: int, land: Land, geographies: Geographies, gazetteer: Gazetteer) -> Iterator[tuple[str, Columns]]:
    """People, indices and indicators."""
    latent = make_latent(seed, land)
    people = geographies.residents.astype(float)
    old, new, wards = geographies["lsoa-2011"], geographies["lsoa-2021"], geographies["ward-2017"]
    in_2011, in_2021, in_ward = ({"area_code": _words(level.codes)} for level in (old, new, wards))
    at_old, at_new, at_ward = (latent.at(level, people) for level in (old, new, wards))
    residents = new.total(geographies.residents).astype(np.int64)
    by_year = mid_years(seed, geographies.residents, latent)
    years = {name: old.total(values).astype(np.int64) for name, values in by_year.items()}

    yield "population-census-2021", {**in_2021, "residents": residents}
    yield "population-mid-year", {**in_2011, **years}
    yield "population-ages-2020", {**in_2011, **ages(seed, old, years["mid_2020"], at_old)}

    def draw_2019(attempt: int) -> tuple[Columns, Columns]:
        leaning = domain_leanings(chance(seed, f"imd 2019, {attempt}"), at_old)
        under = indicators_2019(chance(seed, f"indicators 2019, {attempt}"), leaning, at_old, years["mid_2017"])
        return imd_2019(leaning), under

    def draw_2025(attempt: int) -> tuple[Columns, Columns]:
        leaning = domain_leanings(chance(seed, f"imd 2025, {attempt}"), at_new)
        under = indicators_2025(chance(seed, f"indicators 2025, {attempt}"), leaning, at_new, residents)
        return imd_2025(leaning, under), under

    index_2019, under_2019 = without_ties(draw_2019)
    index_2025, under_2025 = without_ties(draw_2025)
    yield "imd-2019", {**in_2011, **published_in_2019(index_2019)}
    yield "imd-2019-indicators", {**in_2011, **under_2019}
    yield "imd-2025", {**in_2021, **index_2025}
    yield "imd-2025-indicators", {**in_2021, **under_2025}
    district = wards.to(geographies["lad-2019"])
    in_district: Columns = {
        "district_code": _words(geographies["lad-2019"].codes)[district],
        "district_name": _words(gazetteer.names["lad-2019"])[district],
    }
    cni_wards = without_ties(lambda attempt: cni_2019(chance(seed, f"cni 2019, {attempt}"), at_ward))
    yield "cni-2019", {**in_ward, **in_district, **cni_wards}
    cni_lsoas = without_ties(lambda attempt: cni_2023(chance(seed, f"cni 2023, {attempt}"), at_new))
    yield "cni-2023", {**in_2021, **cni_lsoas}
    yield "census-2021", {**in_2021, **census(seed, residents, at_new)}
    yield "loneliness-2021", {**in_2021, "loneliness_percent": loneliness(chance(seed, "loneliness"), at_new)}

    msoa_2011, msoa = geographies["msoa-2011"], geographies["msoa-2021"]
    in_msoa: Columns = {"area_code": _words(msoa.codes)}
    at_msoa = latent.at(msoa, people)
    summary = imd_by_msoa(index_2019, years["mid_2017"], old.to(msoa_2011))
    yield "imd-2019-msoa", {"area_code": _words(msoa_2011.codes), **summary}
    yield "cni-2023-msoa", {**in_msoa, **cni_by_msoa(cni_lsoas, new.to(msoa))}
    local_need = hyper_local_need(chance(seed, "hyper-local need"), at_msoa, index_2025["crime_rank"], new.to(msoa))
    yield "hlnm-2025", {**in_msoa, **local_need}
    in_each = msoa.total(geographies.residents).astype(np.int64)
    yield "census-2021-language", {**in_msoa, **language_and_moves(chance(seed, "language"), in_each, at_msoa)}
    yield "depahri", {**in_2011, **digital_exclusion(chance(seed, "digital exclusion"), at_old)}


def _things(seed: int, land: Land, geographies: Geographies, gazetteer: Gazetteer) -> Iterator[tuple[str, Columns]]:
    """What has a position: postcodes, places to meet, and the places of an earlier programme."""
    codes, homes = postcodes(seed, land, geographies)
    yield from assets(seed, land, geographies, make_latent(seed, land), gazetteer, codes, homes).items()
    yield "pride-in-place-1", earlier_places(land, geographies, gazetteer)
    yield "postcodes", codes


def _words(values: Any) -> np.ndarray[Any, Any]:
    return np.array(values, object)
