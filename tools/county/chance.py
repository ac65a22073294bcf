"""Seeded chance: each part of the county draws from its own stream, so that changing one part leaves the others."""

from __future__ import annotations

from zlib import crc32

import numpy as np


def chance(seed: int, part: str) -> np.random.Generator:
    """The stream of random numbers of one part of the county."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, crc32(part.encode())])))
