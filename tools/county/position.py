"""Where the county lies: kilometres to degrees (WGS84), and degrees to the National Grid (EPSG:27700).

The county is put on the Dogger Bank in the North Sea (about 54.75 north, 1.45 east): clearly not land.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_MIDDLE = (32.0, 25.0)  # km, the middle of the county
_LONGITUDE, _LATITUDE = 1.45, 54.75  # of that middle
_KM_PER_DEGREE = 111.3


def to_degrees(xy: Numbers) -> Numbers:
    """Kilometres in the county (n x 2) to longitude and latitude, on a flat local plane."""
    longitude = _LONGITUDE + (xy[:, 0] - _MIDDLE[0]) / (_KM_PER_DEGREE * np.cos(np.radians(_LATITUDE)))
    return np.stack([longitude, _LATITUDE + (xy[:, 1] - _MIDDLE[1]) / _KM_PER_DEGREE], axis=1).round(8)


def to_grid(longitude: Numbers, latitude: Numbers) -> tuple[Numbers, Numbers]:
    """Easting and northing in metres on the National Grid (EPSG:27700) of points in WGS84 degrees.

    Ordnance Survey, *A guide to coordinate systems in Great Britain*, annexes B, C and 6.6: a seven-figure datum shift
    and the transverse Mercator series; good to about 5 m on land. The North Sea lies off the grid's lettered squares,
    but the formula holds there.
    """
    phi, lam = _to_airy(np.radians(latitude), np.radians(longitude))
    a, b, scale = 6377563.396, 6356256.909, 0.9996012717
    phi0, lam0, east0, north0 = np.radians(49.0), np.radians(-2.0), 400000.0, -100000.0
    e2 = 1 - (b / a) ** 2
    n = (a - b) / (a + b)
    sin, cos, tan = np.sin(phi), np.cos(phi), np.tan(phi)
    nu = a * scale / np.sqrt(1 - e2 * sin**2)
    rho = a * scale * (1 - e2) * (1 - e2 * sin**2) ** -1.5
    eta2 = nu / rho - 1
    d, s = phi - phi0, phi + phi0
    meridian = (b * scale) * (
        (1 + n + 1.25 * n**2 + 1.25 * n**3) * d
        - (3 * n + 3 * n**2 + 2.625 * n**3) * np.sin(d) * np.cos(s)
        + (1.875 * n**2 + 1.875 * n**3) * np.sin(2 * d) * np.cos(2 * s)
        - 35 / 24 * n**3 * np.sin(3 * d) * np.cos(3 * s)
    )
    away = lam - lam0
    north = (
        meridian
        + north0
        + nu / 2 * sin * cos * away**2
        + nu / 24 * sin * cos**3 * (5 - tan**2 + 9 * eta2) * away**4
        + nu / 720 * sin * cos**5 * (61 - 58 * tan**2 + tan**4) * away**6
    )
    east = (
        east0
        + nu * cos * away
        + nu / 6 * cos**3 * (nu / rho - tan**2) * away**3
        + nu / 120 * cos**5 * (5 - 18 * tan**2 + tan**4 + 14 * eta2 - 58 * tan**2 * eta2) * away**5
    )
    return east, north


def _to_airy(phi: Numbers, lam: Numbers) -> tuple[Numbers, Numbers]:
    """WGS84 to the Airy 1830 ellipsoid of OSGB36 by a Helmert shift."""
    a, b = 6378137.0, 6356752.3142
    e2 = 1 - (b / a) ** 2
    nu = a / np.sqrt(1 - e2 * np.sin(phi) ** 2)
    x, y, z = nu * np.cos(phi) * np.cos(lam), nu * np.cos(phi) * np.sin(lam), (1 - e2) * nu * np.sin(phi)
    s = 1 + 20.4894e-6
    rx, ry, rz = np.radians(np.array([-0.1502, -0.2470, -0.8421]) / 3600)
    x, y, z = (
        -446.448 + s * x - rz * y + ry * z,
        125.157 + rz * x + s * y - rx * z,
        -542.060 - ry * x + rx * y + s * z,
    )
    a, b = 6377563.396, 6356256.909
    e2 = 1 - (b / a) ** 2
    p = np.hypot(x, y)
    phi = np.arctan2(z, p * (1 - e2))
    for _ in range(6):
        nu = a / np.sqrt(1 - e2 * np.sin(phi) ** 2)
        phi = np.arctan2(z + e2 * nu * np.sin(phi), p)
    return phi, np.arctan2(y, x)
