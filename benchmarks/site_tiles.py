"""What a file of tiles (PMTiles 3) says of itself: how many tiles there are in it, and how large each is."""

from __future__ import annotations

import gzip
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

GZIP = 2


def tiles_in(path: Path) -> dict[str, float]:
    """MB of the file, how many addresses have a tile, the different tiles, and KB of the largest and the middle one."""
    with path.open("rb") as file:
        header = file.read(127)
        addressed, different = (struct.unpack_from("<Q", header, at)[0] for at in (72, 88))
        sizes = sorted(length for _, length in set(_tiles(file, header)))
    return {
        "megabytes": path.stat().st_size / 1e6,
        "addressed": addressed,
        "different": different,
        "largest": sizes[-1] / 1e3,
        "middle": sizes[len(sizes) // 2] / 1e3,
    }


def _tiles(file: BinaryIO, header: bytes) -> Iterator[tuple[int, int]]:
    """Where each tile begins and how long it is, from the directory at the root and those that it leads to."""
    root, root_length, leaves = (struct.unpack_from("<Q", header, at)[0] for at in (8, 16, 40))
    zipped = header[97] == GZIP
    waiting = [(root, root_length)]
    while waiting:
        at, length = waiting.pop()
        file.seek(at)
        directory = file.read(length)
        for offset, size, run in _entries(gzip.decompress(directory) if zipped else directory):
            if run:
                yield offset, size
            else:
                waiting.append((leaves + offset, size))


def _entries(directory: bytes) -> list[tuple[int, int, int]]:
    """The entries of a directory: offset, length, and how many addresses it stands for (0 = another directory)."""
    numbers = _varints(directory)
    count = next(numbers)
    _ids = [next(numbers) for _ in range(count)]
    runs = [next(numbers) for _ in range(count)]
    lengths = [next(numbers) for _ in range(count)]
    offsets: list[int] = []
    for i in range(count):
        told = next(numbers)
        offsets.append(told - 1 if told else offsets[-1] + lengths[i - 1])
    return list(zip(offsets, lengths, runs, strict=True))


def _varints(data: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in data:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield value
            value = shift = 0
