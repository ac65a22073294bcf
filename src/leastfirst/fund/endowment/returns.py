"""What a year may earn: seeded random real returns, the same luck for every payout rule and set of assumptions."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.endowment import Returns

Values = NDArray[np.float64]

# The last bit of a logarithm or an exponential differs between machines. A return that is rounded to a billionth does
# not, and after it there is only plain arithmetic: so the same seed gives the same pence elsewhere.
_STEPS = 1e9


def yearly_growth(assumed: Returns, *, seed: int, paths: int, years: int) -> Iterator[Values]:
    """For each year in turn, what a pound has become by its end, on each path: 1 + real return, before costs.

    Every year has its own stream of PCG64, and a path its own place in it. So the first paths of many are those of few,
    a longer horizon begins as a shorter one does, and a good year is a good year under every set of assumptions.

    `lognormal`: exp(m + s z) with s^2 = log(1 + (sd / (1 + mean))^2) and m = log(1 + mean) - s^2 / 2, which gives the
    return the stated mean and standard deviation. `normal`: 1 + mean + sd z, never below 0. `student-t`: as normal,
    with t sqrt((d - 2) / d) in place of z, for d degrees of freedom. Autocorrelation a: this year's z is a x last
    year's + sqrt(1 - a^2) x fresh luck, so that each year keeps its standard deviation.
    """
    mean, sd = float(assumed.mean), float(assumed.sd)
    if assumed.sd == 0:
        for _ in range(years):
            yield np.full(paths, 1 + mean)
        return
    kept = float(assumed.autocorrelation)
    fresh = math.sqrt(1 - kept * kept)
    spread = math.sqrt(math.log1p((sd / (1 + mean)) ** 2))
    middle = math.log1p(mean) - spread * spread / 2
    luck = np.zeros(0)
    for year in range(1, years + 1):
        drawn = _luck(assumed, seed=seed, year=year, paths=paths)
        luck = drawn if year == 1 else kept * luck + fresh * drawn
        growth = np.exp(middle + spread * luck) if assumed.distribution == "lognormal" else (1 + mean) + sd * luck
        np.maximum(growth, 0, out=growth)
        growth *= _STEPS
        np.rint(growth, out=growth)
        growth /= _STEPS
        yield growth


def _luck(assumed: Returns, *, seed: int, year: int, paths: int) -> Values:
    """Mean 0 and standard deviation 1 for one year, on each path."""
    drawn: Values = _stream(seed, year, 0).standard_normal(paths)
    if assumed.degrees is not None:
        chi_squared = 2 * _stream(seed, year, 1).standard_gamma(assumed.degrees / 2, paths)
        drawn *= np.sqrt((assumed.degrees - 2) / chi_squared)
    return drawn


def _stream(seed: int, year: int, of: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(year, of))))
