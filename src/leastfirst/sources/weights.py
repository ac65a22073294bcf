"""The weights of a lookup: what share of the people of each area goes to which target."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leastfirst.ground.errors import ConservationError, DataError
from leastfirst.ground.tables import split_reference

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from leastfirst.definitions.pack import PackTable
    from leastfirst.ground.tables import Table, TableMeta


def weigh(plan: PackTable, meta: TableMeta, data: pa.Table, kept: dict[str, Table]) -> tuple[TableMeta, pa.Table]:
    """Add the column `weight`; what was done to the raw shares is put on record in the note.

    Raises ConservationError when shares do not add up within what the definition allows.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    weights, note = plan.weights, ""
    for column in meta.key:
        if data[column].null_count:
            row = pc.index(pc.is_null(data[column]), True).as_py() + 1
            raise DataError(f"row {row} has no {column}", where=f"table {meta.id}", do="give every row both codes")
    if weights is None:
        weight = np.ones(len(data))
    elif weights.column is not None:
        weight, note = _from_shares(meta, data, weights.within)
    elif weights.shared_by is not None:
        weight = _by_people(meta, data, _people(kept, weights.shared_by))
    else:
        assert weights.most is not None
        data, note = _most_people(meta, data, _people(kept, weights.most))
        weight = np.ones(len(data))
    data = data.append_column("weight", pa.array(weight, pa.float64()))
    return replace(meta, note=" ".join(part for part in (meta.note, note) if part)), data


def _people(kept: dict[str, Table], reference: str) -> tuple[pa.Array, NDArray[np.float64], str]:
    import numpy as np

    table_id, column = split_reference(reference)
    table = kept[table_id]
    table.meta.field(column)
    values = table.data[column].to_numpy().astype(np.float64)
    return table.data["area_code"].combine_chunks(), values, reference


def _group(data: pa.Table) -> tuple[pa.Array, NDArray[np.int64]]:
    encoded = data["from_code"].combine_chunks().dictionary_encode()
    return encoded.dictionary, encoded.indices.to_numpy().astype("int64")


def _from_shares(meta: TableMeta, data: pa.Table, within: float) -> tuple[NDArray[np.float64], str]:
    import numpy as np

    codes, group = _group(data)
    share = data[" share"].to_numpy().astype(np.float64)
    sums = np.bincount(group, share, minlength=len(codes))
    off = np.abs(sums - 1)
    # A shade more than `within`, so that a share rounded to the last place is not refused for its binary fraction.
    wrong = ~(off <= within + 1e-9)
    if wrong.any():
        i = int(np.argmax(wrong))
        raise ConservationError(
            f"the shares of {codes[i]} add up to {sums[i]:.6g}, which is more than {within:g} away from 1",
            where=f"table {meta.id}",
            do="correct the raw shares, or state what difference is known and allowed",
        )
    uneven = int((off > 1e-9).sum())
    note = (
        f"The shares of {uneven:,} of {len(codes):,} areas did not add up to 1 (by up to {off.max():.2g}) and were "
        "brought to 1."
        if uneven
        else ""
    )
    return share / sums[group], note


def _by_people(
    meta: TableMeta, data: pa.Table, people: tuple[pa.Array, NDArray[np.float64], str]
) -> NDArray[np.float64]:
    import numpy as np

    codes, group = _group(data)
    found = _at(meta, data["to_code"].combine_chunks(), people)
    sums = np.bincount(group, found, minlength=len(codes))
    if (sums <= 0).any():
        raise ConservationError(
            f"nobody lives in any target of {codes[int(np.argmax(sums <= 0))]}",
            where=f"table {meta.id}",
            do="share it out by another population",
        )
    return found / sums[group]


def _most_people(
    meta: TableMeta, data: pa.Table, people: tuple[pa.Array, NDArray[np.float64], str]
) -> tuple[pa.Table, str]:
    """For each area the target in which most of its people live; of equals the lower code."""
    import numpy as np
    import pyarrow as pa

    found = _at(meta, data[" by"].combine_chunks(), people)
    data = data.append_column(" people", pa.array(found)).group_by(["from_code", "to_code"], use_threads=False)
    data = data.aggregate([(" people", "sum")]).sort_by(
        [("from_code", "ascending"), (" people_sum", "descending"), ("to_code", "ascending")]
    )
    codes = data["from_code"].combine_chunks().dictionary_encode().indices.to_numpy()
    first = np.concatenate([[True], codes[1:] != codes[:-1]])
    moved = data[" people_sum"].to_numpy()[~first].sum()
    several = len(np.unique(codes[~first]))
    note = (
        f"{several:,} of {int(first.sum()):,} areas lie in more than one target and go whole to the one where most of "
        f"their people live; {moved:,.0f} people live in another."
        if several
        else ""
    )
    return data.filter(pa.array(first)).select(["from_code", "to_code"]), note


def _at(meta: TableMeta, codes: pa.Array, people: tuple[pa.Array, NDArray[np.float64], str]) -> NDArray[np.float64]:
    """The people of each code; DataError names the first that is not in the population."""
    import pyarrow.compute as pc

    known, counts, reference = people
    place = pc.index_in(codes, value_set=known)
    if place.null_count:
        lost = codes[pc.index(pc.is_null(place), True).as_py()]
        raise DataError(
            f"{lost} is not in {reference}", where=f"table {meta.id}", do="use the population of its vintage"
        )
    result: NDArray[np.float64] = counts[place.to_numpy()]
    return result
