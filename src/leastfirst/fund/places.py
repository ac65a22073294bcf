"""The places of a fund: who they are, which areas they are made of, and which larger areas they lie in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from leastfirst.definitions.fund import Fund
from leastfirst.definitions.fund_places import Areas, Designated, Listed, Numbered, OwnBoundaries, Stated
from leastfirst.ground.area_codes import Geography, first_repeated
from leastfirst.ground.columns import areas_of, larger_areas, lookup_of
from leastfirst.ground.errors import AreaCodeError, DataError
from leastfirst.ground.tables import Inputs
from leastfirst.ground.words import capital


@dataclass(frozen=True)
class Places:
    """n places in ascending order of code.

    `areas` holds the codes of the areas of `geography` that each is made of (none where a place is only a name);
    `within` the code of the larger area that each lies in, by level, and `called` those areas' names by code.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    areas: tuple[tuple[str, ...], ...] = ()
    geography: Geography | None = None
    within: Mapping[str, tuple[str, ...]] | None = None
    called: Mapping[str, str] | None = None

    def __len__(self) -> int:
        return len(self.codes)

    def position(self, code: str) -> int:
        """Where a place stands in the list; raises AreaCodeError if it is none of these places."""
        try:
            return self.codes.index(code)
        except ValueError:
            raise AreaCodeError(
                f"'{code}' is not among the {len(self):,} places of this fund",
                do="use a code of the first column of allocations.csv, or a name that only one place has",
            ) from None

    def take(self, kept: Sequence[int]) -> Places:
        """Some of the places, in their order."""

        def some(values: Sequence[str]) -> tuple[str, ...]:
            return tuple(values[i] for i in kept)

        within = {level: some(codes) for level, codes in (self.within or {}).items()}
        areas = tuple(self.areas[i] for i in kept) if self.areas else ()
        return Places(some(self.codes), some(self.names), areas, self.geography, within, self.called)


def places_of(fund: Fund, inputs: Inputs) -> Places:
    """The places that a fund is shared among, before anybody is left out by `eligible`.

    Raises AreaCodeError for a place outside the data or an area that stands in two places, DataError if there is none.
    """
    kind = fund.places
    if isinstance(kind, Designated):
        places = _designated(designation_table(fund), inputs)
    elif isinstance(kind, Areas):
        places = _areas(kind, inputs)
    elif isinstance(kind, OwnBoundaries):
        places = _own_boundaries(kind, inputs)
    elif isinstance(kind, Listed):
        places = _listed(kind, inputs)
    elif isinstance(kind, Stated):
        places = _stated(kind)
    else:
        places = _numbered(kind, fund.called_one)
    if not len(places):
        raise DataError(f"there are no {fund.called} to share it among", where=fund.id, do="use data that have some")
    twice = first_repeated(places.codes)
    if twice:
        raise AreaCodeError(f"the place {twice} stands there more than once", where=fund.id, do="keep one of them")
    return places


def designation_table(fund: Fund) -> str:
    """The id of the worked-out table of the designation that a fund's places come from."""
    return f"designation-{next(iter(fund.designations.values())).id}"


def _sorted(
    codes: Iterable[str],
    names: Iterable[str],
    areas: Iterable[tuple[str, ...]] | None,
    geography: Geography | None,
    within: Mapping[str, Sequence[str]] | None = None,
    called: Mapping[str, str] | None = None,
) -> Places:
    codes, names = tuple(codes), tuple(names)
    members = tuple(areas) if areas is not None else ()
    places = Places(codes, names, members, geography, {k: tuple(v) for k, v in (within or {}).items()}, called or {})
    return places.take(sorted(range(len(codes)), key=codes.__getitem__))


def _designated(table_id: str, inputs: Inputs) -> Places:
    table = inputs[table_id]
    rows = table.data.filter(table.data["designated"])
    codes = rows["area_code"].to_pylist()
    names = rows["area_name"].to_pylist()
    if "local_name" in rows.column_names:
        local = rows["local_name"].to_pylist()
        names = [f"{name} ({also})" if also else name for name, also in zip(names, local, strict=True)]
    levels = [name.removesuffix("_code") for name in rows.column_names if name.endswith("_code")]
    within: dict[str, list[str]] = {}
    called: dict[str, str] = {}
    for level in levels:
        if f"{level}_name" in rows.column_names and level != "area":
            within[level] = [code or "" for code in rows[f"{level}_code"].to_pylist()]
            pairs = zip(within[level], rows[f"{level}_name"].to_pylist(), strict=True)
            called |= {code: name for code, name in pairs if code}
    return _sorted(codes, names, [(code,) for code in codes], table.meta.geography, within, called)


def _areas(kind: Areas, inputs: Inputs) -> Places:
    areas = areas_of(inputs, kind.geography)
    within, called = _within(kind.within, kind.geography, inputs)
    codes, names = areas.codes.to_pylist(), areas.names.to_pylist()
    if kind.codes is not None:
        codes = list(kind.codes)
        names = areas.names.take(pa.array([areas.position(code) for code in codes], pa.int64())).to_pylist()
    larger = {level: [of.get(code, "") for code in codes] for level, of in within.items()}
    return _sorted(codes, names, [(code,) for code in codes], kind.geography, larger, called)


def _within(
    lookups: Sequence[str], geography: Geography, inputs: Inputs
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """By level, the code of the larger area that each area lies in; and the larger areas' names."""
    areas = areas_of(inputs, geography)
    within: dict[str, dict[str, str]] = {}
    called: dict[str, str] = {}
    for table_id in lookups:
        larger = larger_areas(table_id, areas, inputs)
        pairs = zip(areas.codes.to_pylist(), larger.codes.to_pylist(), strict=True)
        within[larger.level] = {code: of for code, of in pairs if of}
        names = zip(larger.codes.to_pylist(), larger.names.to_pylist(), strict=True)
        called |= {code: name for code, name in names if code}
    return within, called


def _own_boundaries(kind: OwnBoundaries, inputs: Inputs) -> Places:
    base = areas_of(inputs, kind.base)
    known = set(base.codes.to_pylist())
    below: dict[str, list[str]] = {}
    for table_id in kind.through:
        lookup = lookup_of(inputs, table_id)
        for code, of in zip(lookup.areas.to_pylist(), lookup.best_target().to_pylist(), strict=True):
            below.setdefault(of, []).append(code)
    taken: dict[str, str] = {}
    members: list[tuple[str, ...]] = []
    for place in kind.places:
        mine: dict[str, str] = {}
        for code in place.areas:
            parts = [code] if code in known else below.get(code)
            if parts is None:
                raise AreaCodeError(
                    f"the area '{code}' is not in the data",
                    where=f"place {place.code}",
                    do=f"use areas of {kind.base.words}, or larger ones that a lookup in `through` leads up to",
                )
            for part in parts:
                if part in mine:
                    raise _twice_in_one(part, code, mine[part], where=f"place {place.code}")
                mine[part] = code
        for code in sorted(mine):
            if taken.setdefault(code, place.code) != place.code:
                raise AreaCodeError(
                    f"the area {code} lies in two places, {taken[code]} and {place.code}",
                    do="give each area to one place, so that nobody is counted twice",
                )
        members.append(tuple(sorted(mine)))
    within, called = _within(kind.within, kind.base, inputs)
    larger = {level: [_most(of.get(code, "") for code in areas) for areas in members] for level, of in within.items()}
    return _sorted((p.code for p in kind.places), (p.name for p in kind.places), members, kind.base, larger, called)


def _twice_in_one(area: str, said: str, before: str, *, where: str) -> AreaCodeError:
    """An area that a place names a second time, by its own code or in a larger area."""
    if said == before:
        return AreaCodeError(f"the area {said} stands there twice", where=where, do="keep one of them")
    larger, *_ = [each for each in (before, said) if each != area]
    smaller = next((each for each in (before, said) if each == area), None)
    if smaller is None:
        return AreaCodeError(f"{before} and {said} both hold the area {area}", where=where, do="name one of them")
    return AreaCodeError(
        f"the area {area} stands there beside {larger}, which holds it", where=where, do=f"leave out {area}"
    )


def _most(codes: Iterable[str]) -> str:
    """The code that stands there most often, the lower one of two."""
    found, counts = np.unique(list(codes), return_counts=True)
    return str(found[int(np.argmax(counts))])


def _listed(kind: Listed, inputs: Inputs) -> Places:
    table = inputs[kind.table]
    code_field, name_field = (table.meta.field(each) for each in (kind.code, kind.name))
    for field in (code_field, name_field):
        if field.type != "string":
            raise DataError("it does not hold words", where=f"{table.id}.{field.name}", do="name a column of words")
    data = table.data
    pairs = zip(data[code_field.name].to_pylist(), data[name_field.name].to_pylist(), strict=True)
    found: dict[str, str] = {}
    for row, (code, name) in enumerate(pairs, start=1):
        if code is None or name is None:
            raise DataError(f"row {row} has no {kind.code if code is None else kind.name}", where=f"table {kind.table}")
        if found.setdefault(code, name) != name:
            raise AreaCodeError(
                f"row {row} calls {code} '{name}', and an earlier one '{found[code]}'",
                where=f"table {kind.table}",
                do="give each place one code and one name",
            )
    return _sorted(found, found.values(), None, None)


def _stated(kind: Stated) -> Places:
    levels = sorted({level for place in kind.places for level in place.within})
    within = {level: [place.within.get(level, "") for place in kind.places] for level in levels}
    return _sorted((p.code for p in kind.places), (p.name for p in kind.places), None, None, within)


def _numbered(kind: Numbered, called_one: str) -> Places:
    width = len(str(kind.number))
    codes = [f"place-{i:0{width}d}" for i in range(1, kind.number + 1)]
    names = [f"{capital(called_one)} {i}" for i in range(1, kind.number + 1)]
    return _sorted(codes, names, None, None)
