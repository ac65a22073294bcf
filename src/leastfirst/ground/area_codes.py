"""Area codes: the nation, the level and the vintage of a statistical area.

The codes are those of the Government Statistical Service (GSS): a letter for the nation, two digits for the kind of
area, six digits for the area. Northern Ireland's super output areas of 2001 keep their older form (`95AA01S1`). The
letter X is not used by the GSS: it marks the areas of the fictional county (and, with up to eight digits after the
kind, those of the fictional country of the benchmarks, which has more areas than six digits can number).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leastfirst.ground.errors import AreaCodeError

if TYPE_CHECKING:
    import pyarrow as pa

NATIONS = {"E": "England", "W": "Wales", "S": "Scotland", "N": "Northern Ireland", "X": "a fictional county"}

# Source: ONS, Register of Geographic Codes. Kind of area -> level in the words of GLOSSARY.md.
_KINDS = {
    **{f"{n}00": "oa" for n in "EWS"},
    **{f"{n}01": "lsoa" for n in "EW"},
    **{f"{n}02": "msoa" for n in "EW"},
    **{f"{n}05": "ward" for n in "EW"},
    **{f"E0{k}": "lad" for k in (6, 7, 8, 9)},
    "E10": "county",
    "E12": "region",
    "E14": "pcon",
    "E54": "icb",
    "W06": "lad",
    "W07": "pcon",
    "S01": "data_zone",
    "S02": "intermediate_zone",
    "S12": "lad",
    "S13": "ward",
    "S14": "pcon",
    "N00": "small_area",
    "N05": "pcon",
    "N06": "pcon",
    "N08": "ward",
    "N09": "lad",
    "N20": "data_zone",
    "N21": "super_data_zone",
    "X01": "lsoa",
    "X02": "msoa",
    "X05": "ward",
    "X07": "lad",
    "X12": "region",
    "X14": "pcon",
}
_NI_SOA = r"95[A-Z]{2}[0-9]{2}[SW][0-9]"
LEVELS = (*dict.fromkeys(_KINDS.values()), "soa")

_LEVEL_WORDS = {
    "lsoa": "LSOA",
    "msoa": "MSOA",
    "oa": "output area",
    "lad": "district",
    "pcon": "constituency",
    "icb": "integrated care board",
    "soa": "super output area",
}
_PLURALS = {"constituency": "constituencies", "county": "counties"}


@dataclass(frozen=True, order=True)
class Geography:
    """A level of areas in one vintage, such as LSOAs of 2021; written `lsoa-2021`."""

    level: str
    vintage: int

    @classmethod
    def parse(cls, text: str) -> Geography:
        """Read `lsoa-2021`; raises AreaCodeError for an unknown level or a vintage that is not a year."""
        level, _, vintage = text.rpartition("-")
        if level not in LEVELS or not re.fullmatch(r"(19|20)[0-9]{2}", vintage):
            raise AreaCodeError(
                f"'{text}' is not a geography",
                do=f"write a level and a year, such as lsoa-2021 (levels: {', '.join(LEVELS)})",
            )
        return cls(level, int(vintage))

    def __str__(self) -> str:
        return f"{self.level}-{self.vintage}"

    @property
    def words(self) -> str:
        """The name that people read: `LSOA 2021`."""
        return f"{level_words(self.level)} {self.vintage}"


@dataclass(frozen=True)
class AreaCode:
    """One checked area code with its nation and level. Its vintage is that of the table it stands in."""

    code: str
    nation: str
    level: str

    @classmethod
    def parse(cls, text: str) -> AreaCode:
        """Check one code; raises AreaCodeError when it is no GSS code of a kind that leastfirst knows."""
        code = text.strip().upper()
        level = _KINDS.get(code[:3]) if re.fullmatch(r"[EWSN][0-9]{8}|X[0-9]{8,10}", code) else None
        if level:
            return cls(code, NATIONS[code[0]], level)
        if re.fullmatch(_NI_SOA, code):
            return cls(code, NATIONS["N"], "soa")
        if re.fullmatch(r"[A-Z][0-9]{8}", code):
            raise AreaCodeError(
                f"'{text}' begins with {code[:3]}, which is no kind of area that is known here",
                do="check its first three characters, such as E01 for an LSOA in England",
            )
        raise AreaCodeError(
            f"'{text}' is not an area code",
            do="write a letter for the nation and eight digits, such as E01000001 for an LSOA in England",
        )


def level_words(level: str, *, plural: bool = False) -> str:
    """What people call a level: `lsoa` is an LSOA, `lad` a district."""
    words = _LEVEL_WORDS.get(level, level.replace("_", " "))
    return _PLURALS.get(words, f"{words}s") if plural else words


def nations_with(level: str) -> set[str]:
    """The nations that have areas of a level: LSOAs are in England and Wales (and in the fictional county)."""
    return {"Northern Ireland"} if level == "soa" else {NATIONS[kind[0]] for kind, of in _KINDS.items() if of == level}


def level_pattern(level: str) -> str:
    """The regular expression of every code of a level; raises AreaCodeError for an unknown level."""
    if level == "soa":
        return f"^{_NI_SOA}$"
    kinds = [kind for kind, of in _KINDS.items() if of == level]
    if not kinds:
        raise AreaCodeError(f"'{level}' is not a level of areas", do=f"use one of {', '.join(LEVELS)}")
    digits = {True: "[0-9]{6,8}", False: "[0-9]{6}"}
    return f"^({'|'.join(kind + digits[kind[0] == 'X'] for kind in kinds)})$"


def check_area_codes(codes: pa.Array | pa.ChunkedArray, *, level: str, where: str, unique: bool = True) -> None:
    """Raise AreaCodeError unless every code is present, is of `level` and (if `unique`) stands there once.

    `codes` is a string column of n codes; `where` names the table for the reader.
    """
    import pyarrow.compute as pc

    if codes.null_count:
        row = pc.index(pc.is_null(codes), True).as_py() + 1
        raise AreaCodeError(f"row {row} has no area code", where=where, do="give every row its code or remove the row")
    good = pc.match_substring_regex(codes, level_pattern(level))
    if not pc.all(good, min_count=0).as_py():
        row = pc.index(good, False).as_py()
        raise AreaCodeError(
            f"row {row + 1} has '{codes[row].as_py()}', which is not the code of {_a(level_words(level))}",
            where=where,
            do="use the codes of one level in one table",
        )
    if unique and pc.count_distinct(codes).as_py() != len(codes):
        twice = first_repeated(codes)
        raise AreaCodeError(
            f"the area code {twice} stands there more than once", where=where, do="keep one row for each area"
        )


def first_repeated(codes: pa.Array | pa.ChunkedArray | Sequence[str]) -> str | None:
    """The first code that stands in the column a second time, or None."""
    seen: set[str] = set()
    for code in codes.to_pylist() if hasattr(codes, "to_pylist") else codes:
        if code in seen:
            return str(code)
        seen.add(code)
    return None


def _a(words: str) -> str:
    return f"an {words}" if words[0] in "aeioL" or words.startswith("MS") else f"a {words}"
