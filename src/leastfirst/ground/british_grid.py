"""The British National Grid: from eastings and northings to latitude and longitude.

Source: Ordnance Survey, A guide to coordinate systems in Great Britain, annexes B and C and section 6.6. The step from
the datum OSGB36 to WGS84 is the guide's seven-parameter one, which is good to about 5 metres anywhere in Great Britain;
the Ordnance Survey's grid of corrections (OSTN15), which is good to centimetres, is not used.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

# Airy 1830, on which OSGB36 stands, and GRS80/WGS84: half axes in metres.
_AIRY = (6_377_563.396, 6_356_256.909)
_WGS84 = (6_378_137.0, 6_356_752.3142)
# The projection: scale on the central meridian, true origin in degrees, and its easting and northing in metres.
_F0, _LAT0, _LON0, _E0, _N0 = 0.9996012717, math.radians(49), math.radians(-2), 400_000.0, -100_000.0
# OSGB36 to WGS84: metres, parts per million, seconds of arc.
_SHIFT = (446.448, -125.157, 542.060)
_SCALE = -20.4894e-6
_TURN = tuple(math.radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))

EASTINGS, NORTHINGS = (0.0, 700_000.0), (0.0, 1_300_000.0)
"""The grid's extent in metres."""


def to_wgs84(easting: Values, northing: Values) -> tuple[Values, Values]:
    """Eastings and northings in metres to latitude and longitude in WGS84 degrees, good to about 5 m."""
    latitude, longitude = to_osgb36(easting, northing)
    x, y, z = _to_space(latitude, longitude)
    rx, ry, rz = _TURN
    grow = 1 + _SCALE
    moved = (
        _SHIFT[0] + grow * x - rz * y + ry * z,
        _SHIFT[1] + rz * x + grow * y - rx * z,
        _SHIFT[2] - ry * x + rx * y + grow * z,
    )
    return _from_space(*moved)


def to_osgb36(easting: Values, northing: Values) -> tuple[Values, Values]:
    """Eastings and northings in metres to latitude and longitude in radians on OSGB36 (Airy 1830)."""
    a, b = _AIRY
    e2, n = 1 - b**2 / a**2, (a - b) / (a + b)
    north = northing - _N0
    phi = north / (a * _F0) + _LAT0
    while True:
        left = north - _meridional_arc(phi, n, b)
        if not np.any(np.abs(left) >= 1e-5):
            break
        phi = phi + left / (a * _F0)
    sin2, tan, sec = np.sin(phi) ** 2, np.tan(phi), 1 / np.cos(phi)
    nu = a * _F0 / np.sqrt(1 - e2 * sin2)
    rho = a * _F0 * (1 - e2) * (1 - e2 * sin2) ** -1.5
    eta2 = nu / rho - 1
    t2 = tan**2
    d = easting - _E0
    vii = tan / (2 * rho * nu)
    viii = tan / (24 * rho * nu**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
    ix = tan / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t2**2)
    x = sec / nu
    xi = sec / (6 * nu**3) * (nu / rho + 2 * t2)
    xii = sec / (120 * nu**5) * (5 + 28 * t2 + 24 * t2**2)
    xiia = sec / (5040 * nu**7) * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
    return phi - vii * d**2 + viii * d**4 - ix * d**6, _LON0 + x * d - xi * d**3 + xii * d**5 - xiia * d**7


def _meridional_arc(phi: Values, n: float, b: float) -> Values:
    less, more = phi - _LAT0, phi + _LAT0
    arc: Values = (
        (1 + n + 1.25 * n**2 + 1.25 * n**3) * less
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * np.sin(less) * np.cos(more)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * np.sin(2 * less) * np.cos(2 * more)
        - 35 / 24 * n**3 * np.sin(3 * less) * np.cos(3 * more)
    )
    return b * _F0 * arc


def _to_space(latitude: Values, longitude: Values) -> tuple[Values, Values, Values]:
    a, b = _AIRY
    e2 = 1 - b**2 / a**2
    nu = a / np.sqrt(1 - e2 * np.sin(latitude) ** 2)
    flat = nu * np.cos(latitude)
    return flat * np.cos(longitude), flat * np.sin(longitude), (1 - e2) * nu * np.sin(latitude)


def _from_space(x: Values, y: Values, z: Values) -> tuple[Values, Values]:
    a, b = _WGS84
    e2 = 1 - b**2 / a**2
    p = np.hypot(x, y)
    phi = np.arctan2(z, p * (1 - e2))
    for _ in range(4):  # each round gains three digits and more
        nu = a / np.sqrt(1 - e2 * np.sin(phi) ** 2)
        phi = np.arctan2(z + e2 * nu * np.sin(phi), p)
    return np.degrees(phi), np.degrees(np.arctan2(y, x))
