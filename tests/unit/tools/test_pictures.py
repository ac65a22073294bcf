"""Packing a picture anew changes its bytes and no pixel."""

from __future__ import annotations

import struct
import zlib

import pytest

from tools.pictures.lighter import SIGNATURE, lighter

# Even grounds with an edge, as on a page; each row is written with another of the five filters.
WIDTH = 60
ROWS = [bytes((200 - 31 * row) if at < 90 else (3 * row + at % 3) for at in range(3 * WIDTH)) for row in range(5)]


def part(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(rows: bytes, depth: int = 8) -> bytes:
    head = struct.pack(">IIBBBBB", WIDTH, 5, depth, 2, 0, 0, 0)
    # Level 0 packs nothing, so that whatever comes back is smaller.
    return SIGNATURE + part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows, 0)) + part(b"IEND", b"")


def filtered() -> bytes:
    """The rows by the five filters, from the words of the standard."""
    written, above = b"", bytes(3 * WIDTH)
    for kind, row in enumerate(ROWS):
        line = []
        for at in range(3 * WIDTH):
            left, up, over = (row[at - 3] if at > 2 else 0), above[at], (above[at - 3] if at > 2 else 0)
            far = {each: abs(left + up - over - each) for each in (left, up, over)}
            paeth = next(each for each in (left, up, over) if far[each] == min(far.values()))
            line.append((row[at] - [0, left, up, (left + up) // 2, paeth][kind]) % 256)
        written += bytes([kind, *line])
        above = row
    return written


def test_every_pixel_stays_and_the_bytes_grow_fewer() -> None:
    before = png(filtered())
    after = lighter(before)
    assert len(after) < len(before)
    at = after.index(b"IDAT")
    (length,) = struct.unpack_from(">I", after, at - 4)
    assert zlib.decompress(after[at + 4 : at + 4 + length]) == b"".join(b"\x00" + row for row in ROWS)


def test_a_picture_that_cannot_be_made_smaller_stays_as_it_is() -> None:
    once = lighter(png(filtered()))
    assert lighter(once) == once


def test_a_kind_of_picture_that_no_page_has_is_refused() -> None:
    with pytest.raises(ValueError, match="has 16 bits"):
        lighter(png(filtered(), depth=16))
