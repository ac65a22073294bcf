"""Distances on the WGS84 ellipsoid in plain Python, slow and obvious, for tests to hold others against."""

from __future__ import annotations

import math

A, F = 6_378_137.0, 1 / 298.257223563
B = A * (1 - F)


def geodesic_m(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Metres between two points. Source: Vincenty, Survey Review 23 (1975), the inverse formula."""
    if here == there:
        return 0.0
    u1, u2 = (math.atan((1 - F) * math.tan(math.radians(each[0]))) for each in (here, there))
    apart = lam = math.radians(there[1] - here[1])
    for _ in range(200):
        sin_s = math.hypot(
            math.cos(u2) * math.sin(lam),
            math.cos(u1) * math.sin(u2) - math.sin(u1) * math.cos(u2) * math.cos(lam),
        )
        cos_s = math.sin(u1) * math.sin(u2) + math.cos(u1) * math.cos(u2) * math.cos(lam)
        s = math.atan2(sin_s, cos_s)
        sin_a = math.cos(u1) * math.cos(u2) * math.sin(lam) / sin_s if sin_s else 0.0
        cos2_a = 1 - sin_a**2
        cos_2m = cos_s - 2 * math.sin(u1) * math.sin(u2) / cos2_a if cos2_a else 0.0
        c = F / 16 * cos2_a * (4 + F * (4 - 3 * cos2_a))
        bend = s + c * sin_s * (cos_2m + c * cos_s * (2 * cos_2m**2 - 1))
        before, lam = lam, apart + (1 - c) * F * sin_a * bend
        if abs(lam - before) < 1e-13:
            break
    big_a, delta = _series(cos2_a, sin_s, cos_s, cos_2m)
    return B * big_a * (s - delta)


def ahead(latitude: float, longitude: float, bearing: float, metres: float) -> tuple[float, float]:
    """The point so many metres away on a bearing. Source: Vincenty (1975), the direct formula."""
    u1 = math.atan((1 - F) * math.tan(math.radians(latitude)))
    turn = math.radians(bearing)
    s1 = math.atan2(math.tan(u1), math.cos(turn))
    sin_a = math.cos(u1) * math.sin(turn)
    cos2_a = 1 - sin_a**2
    s = 0.0
    for _ in range(100):
        cos_2m = math.cos(2 * s1 + s)
        big_a, delta = _series(cos2_a, math.sin(s), math.cos(s), cos_2m)
        before, s = s, metres / (B * big_a) + delta
        if abs(s - before) < 1e-15:
            break
    cos_2m = math.cos(2 * s1 + s)
    across = math.sin(u1) * math.sin(s) - math.cos(u1) * math.cos(s) * math.cos(turn)
    north = math.atan2(
        math.sin(u1) * math.cos(s) + math.cos(u1) * math.sin(s) * math.cos(turn),
        (1 - F) * math.hypot(sin_a, across),
    )
    lam = math.atan2(
        math.sin(s) * math.sin(turn), math.cos(u1) * math.cos(s) - math.sin(u1) * math.sin(s) * math.cos(turn)
    )
    c = F / 16 * cos2_a * (4 + F * (4 - 3 * cos2_a))
    bend = s + c * math.sin(s) * (cos_2m + c * math.cos(s) * (2 * cos_2m**2 - 1))
    return math.degrees(north), longitude + math.degrees(lam - (1 - c) * F * sin_a * bend)


def _series(cos2_a: float, sin_s: float, cos_s: float, cos_2m: float) -> tuple[float, float]:
    u = cos2_a * (A**2 - B**2) / B**2
    big_a = 1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u)))
    big_b = u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)))
    inner = cos_s * (2 * cos_2m**2 - 1) - big_b / 6 * cos_2m * (4 * sin_s**2 - 3) * (4 * cos_2m**2 - 3)
    return big_a, big_b * sin_s * (cos_2m + big_b / 4 * inner)
