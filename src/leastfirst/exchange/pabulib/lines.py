"""The lines of a .pb file as rows of cells: parted by semicolons, in quotes where a cell holds one.

Read as a stream: no more than a few lines are held at any time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from leastfirst.exchange.pabulib.faults import Faults

# A description can be long, but a file without line ends must not be read into memory as one line.
LONGEST_LINE = 1 << 20
# How far a quoted cell may go on. A stray quote would otherwise swallow the rest of the file.
_MOST_LINES, _MOST_LETTERS, _MOST_LOOKS = 50, 1 << 17, 200


class Row(NamedTuple):
    """The cells of a row as they were meant, the line on which it begins, and whether any stood in quotes."""

    line: int
    cells: list[str]
    quoted: bool


class Rows:
    """The rows of a file. `width` says how many cells the present section has, 0 if that is not known yet."""

    def __init__(self, stream: BinaryIO, faults: Faults, width: Callable[[], int]) -> None:
        self._stream = stream
        self._faults = faults
        self._width = width
        self._read = 0
        self._ahead: deque[tuple[int, str]] = deque()
        self._looks = 0

    def __iter__(self) -> Iterator[Row]:
        ahead, take = self._ahead, self._take
        while (taken := ahead.popleft() if ahead else take()) is not None:
            line, text = taken
            if '"' in text:
                yield Row(line, self._with_quotes(line, text), True)
            elif text := text.rstrip("\r\n"):
                yield Row(line, text.split(";"), False)

    def _take(self) -> tuple[int, str] | None:
        raw = self._stream.readline(LONGEST_LINE)
        if not raw:
            return None
        self._read += 1
        line = self._read
        if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
            self._faults.add(line, "the line is longer than a million bytes", "check that this is a .pb file")
            while (rest := self._stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            return line, "\n"
        if line == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if b"\0" in raw:
            self._faults.add(line, "the line holds a zero byte, as text never does", "save the file as UTF-8 text")
        try:
            return line, raw.decode()
        except UnicodeDecodeError as error:
            byte = f"0x{raw[error.start]:02x}"
            self._faults.add(
                line,
                f"byte {error.start + 1} of the line ({byte}) is not UTF-8 text",
                "save the whole file as UTF-8, in which a name with an accent takes more than one byte a letter",
            )
            return line, raw.decode(errors="replace")

    def _with_quotes(self, line: int, text: str) -> list[str]:
        cells = parted(text.rstrip("\r\n"))
        if cells is not None:
            return cells
        # A quote is open at the end of the line: the cell goes on, or the quote is a stray one. It goes on if the row
        # that comes of it has the cells that it should have.
        joined = text
        taken: list[tuple[int, str]] = []
        self._looks += 1
        while self._looks < _MOST_LOOKS and len(taken) < _MOST_LINES and len(joined) < _MOST_LETTERS:
            following = self._ahead.popleft() if self._ahead else self._take()
            if following is None:
                break
            taken.append(following)
            joined += following[1]
            if '"' in following[1] and (cells := parted(joined.rstrip("\r\n"))) is not None:
                if len(cells) == self._width():
                    return cells
                break
        self._ahead.extendleft(reversed(taken))
        self._faults.add(
            line, "a cell begins with a quote that is not closed", 'close it, and write a quote in quotes twice: ""'
        )
        return text.rstrip("\r\n").split(";")


def parted(text: str) -> list[str] | None:
    """The cells of a row with quotes; None if a quoted cell is still open at the end.

    A cell that begins with a quote ends with the next single one ("" stands for a quote within). If more text follows
    there, as in "Green" roofs, the cell was never quoted and is taken as it stands, quotes and all.
    """
    cells, at = [], 0
    while True:
        end = _closing(text, at) if text.startswith('"', at) else -1
        if text.startswith('"', at) and end < 0:
            return None
        if end >= 0 and text[end + 1 : end + 2] in ("", ";"):
            cells.append(text[at + 1 : end].replace('""', '"'))
            at = end + 1
        else:
            end = text.find(";", at)
            end = len(text) if end < 0 else end
            cells.append(text[at:end])
            at = end
        if at >= len(text):
            return cells
        at += 1
        if at == len(text):
            return [*cells, ""]


def _closing(text: str, at: int) -> int:
    """Where the quote that opens at `at` is closed, or -1."""
    found = text.find('"', at + 1)
    while found >= 0 and text.startswith('"', found + 1):
        found = text.find('"', found + 2)
    return found
