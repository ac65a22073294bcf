"""What makes places differ: a few hidden leanings for each piece of ground, alike among neighbours.

All are in standard units around a mean near 0 and higher is worse, or more. The indicators, rates and domain scores of
`indicators.py` and `indices.py` lean on them, each with chance of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from tools.county.chance import chance
from tools.county.geography import Level
from tools.county.grouping import Numbers
from tools.county.landscape import SETTLEMENTS, Land

# kind of place: need, few places to meet, poorly connected, few active in the community, old age, crowded, old homes
_KINDS = {
    "city": (-0.70, -0.40, -0.40, -0.05, -0.25, 0.35, 0.10),
    "inner city": (1.05, -1.40, -0.70, 0.10, -0.95, 2.10, 1.30),
    "estate": (1.75, 1.50, 0.95, 1.20, -0.55, 0.60, -0.95),
    "coast": (0.85, 0.90, 0.95, 0.70, 0.65, -0.10, 0.75),
    "resort": (0.10, 0.30, 0.90, 0.20, 1.30, -0.60, 0.20),
    "pit": (0.75, 0.45, 0.60, 0.50, 0.10, -0.55, 0.05),
    "market": (-0.35, -0.85, -0.20, -0.35, 0.40, -0.40, 0.15),
    "village": (-0.80, 1.00, 0.85, -0.30, 0.60, -0.90, 0.00),
}
# Some places stand out from their kind. (need, few places to meet, poorly connected, few active)
_STAND_OUT = {
    "Grathwell": (0.1, -1.7, -0.7, -1.1),  # its welfare hall, band and reading room never closed
    "Skaythorpe": (0.7, 0.9, 0.7, 0.6),
    "Ousleigh Main": (0.4, 0.6, 0.3, 0.3),
    "Hestlebury": (0.3, 0.6, 0.5, 0.2),
    "Quarnwick": (-0.3, 0.5, 0.5, 0.0),
}


@dataclass(frozen=True)
class Latent:
    """The hidden leanings: `need` is deprivation; `civic`, `connected` and `engaged` are the three community needs."""

    need: Numbers
    civic: Numbers
    connected: Numbers
    engaged: Numbers
    old: Numbers
    crowded: Numbers
    old_homes: Numbers
    remote: Numbers
    bustle: Numbers
    students: Numbers
    council: Numbers
    illness: Numbers

    def at(self, level: Level, people: Numbers) -> Latent:
        """The same for the areas of a level."""
        return Latent(*(level.mean(getattr(self, each.name), people) for each in fields(self)))


def make_latent(seed: int, land: Land) -> Latent:
    """The leanings of every piece of the land."""
    rng = chance(seed, "needs")
    xy, n = land.piece_xy, len(land.piece_kind)
    base = np.array([_KINDS[kind] for kind in land.piece_kind]).T
    for index, settlement in enumerate(SETTLEMENTS):
        shift = _STAND_OUT.get(settlement.name)
        if shift:
            base[:4, land.piece_settlement == index] += np.array(shift)[:, None]
    away = _from_middle(land)
    town = np.where(np.isin(land.piece_kind, ("village",)), 0.0, np.exp(-((away / 0.45) ** 2)))
    edge = np.clip(away - 0.75, 0, 0.6) * 2
    kinds = np.array(land.piece_kind)
    coast = kinds == "coast"

    def around(near: float, far: float, own: float) -> Numbers:
        """Chance that neighbours share (within about 0.8 km and 6 km) and chance of each piece's own."""
        return near * _field(rng, xy, 0.8) + far * _field(rng, xy, 6.0) + own * rng.normal(0, 1, n)

    # The sea front and harbour are poor, the far edge of town is not; the city grows richer outwards.
    need = base[0] + around(0.36, 0.06, 0.26) + coast * (0.7 * town - 0.8 * edge) - (kinds == "city") * 0.35 * edge
    need = need + (kinds == "pit") * (0.35 * town - 0.3 * edge)
    # In the coast town the poorest streets are also those with the least to join in.
    worn = coast * _field(rng, xy, 0.8)
    need = need + 0.3 * worn
    # Halls, pubs and libraries stand in the middle of towns; every village has its own luck.
    civic = (
        base[1]
        + around(0.40, 0.05, 0.40)
        - 0.6 * town * ~coast
        + 0.5 * edge
        + (kinds == "village") * rng.normal(0, 0.7, n)
    )
    civic = civic + 0.5 * worn
    connected = base[2] + around(0.32, 0.10, 0.36) + 0.10 * need
    engaged = base[3] + 0.15 * need + 0.4 * worn + around(0.32, 0.06, 0.36)
    density = _density(land)
    return Latent(
        need=need,
        civic=civic,
        connected=connected,
        engaged=engaged,
        old=base[4] + around(0.3, 0.1, 0.4) + 0.3 * edge,
        crowded=base[5] + around(0.3, 0.1, 0.25) + 0.3 * town,
        old_homes=base[6] + around(0.5, 0.1, 0.4) + 0.6 * town + (kinds == "village") * rng.normal(0, 0.6, n),
        remote=-density + around(0.2, 0.1, 0.25),
        bustle=1.4 * town * np.isin(kinds, ("city", "inner city", "coast", "market")) + around(0.2, 0.0, 0.3),
        students=np.maximum(0, (kinds == "city") * (1.5 * town + rng.normal(-0.5, 0.5, n))),
        council=0.7 * need + 1.1 * (kinds == "estate") - 0.5 * coast + around(0.4, 0.0, 0.5),
        illness=0.45 * np.isin(kinds, ("pit", "coast")) + around(0.3, 0.2, 0.2),
    )


def _field(rng: np.random.Generator, xy: Numbers, reach: float) -> Numbers:
    """Chance that changes smoothly over `reach` km, in standard units."""
    squared = ((xy[:, None] - xy[None]) ** 2).sum(2)
    kernel = np.exp(-squared / (2 * reach**2))
    return np.asarray((kernel @ rng.normal(0, 1, len(xy))) / np.sqrt((kernel**2).sum(1)))


def _from_middle(land: Land) -> Numbers:
    """How far each piece lies from the middle of its town, as a share of the town's size (0 in the country)."""
    away = np.zeros(len(land.piece_kind))
    for index, settlement in enumerate(SETTLEMENTS):
        mine = land.piece_settlement == index
        distance = np.hypot(land.piece_xy[mine, 0] - settlement.x, land.piece_xy[mine, 1] - settlement.y)
        away[mine] = distance / np.quantile(distance, 0.9)
    return away


def _density(land: Land) -> Numbers:
    """How close other pieces are, in standard units."""
    squared = ((land.piece_xy[:, None] - land.piece_xy[None]) ** 2).sum(2)
    near = np.log(np.exp(-squared / (2 * 1.5**2)).sum(1))
    return np.asarray((near - near.mean()) / near.std())
