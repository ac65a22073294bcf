"""What may be handed in to be shared: whole numbers, none missing, none negative; the first that is not, is named."""

from __future__ import annotations

from collections.abc import Sequence
from operator import index

import numpy as np
from numpy.typing import NDArray

from leastfirst.ground.errors import DataError, InfeasibleError
from leastfirst.ground.money import pounds

PENCE = "give whole pence"


def place_name(at: int, names: Sequence[str]) -> str:
    """The name of a place, or its position (from 1) where no names are given."""
    return names[at] if at < len(names) else f"place {at + 1}"


def checked_total(total: int) -> int:
    """A total in whole pence, 0 or more, as a Python int."""
    try:
        whole = index(total)
    except TypeError:
        raise DataError(f"the total {total} is not a whole number of pence", do=PENCE) from None
    if whole < 0:
        raise DataError(f"the total of {pounds(whole)} is negative", do="give a total of 0 or more")
    return whole


def checked_weights(weights: Sequence[int], names: Sequence[str] = ()) -> list[int]:
    """Weights as Python ints, each 0 or more."""
    return _whole(weights, names, "weight", "give the numerators of exact fractions over one common denominator")


def checked_sums(sums: Sequence[int] | NDArray[np.int64], what: str, names: Sequence[str] = ()) -> list[int]:
    """Sums in whole pence as Python ints, each 0 or more; `what` one of them is, for errors."""
    return _whole(sums, names, what, PENCE)


def checked_bounds(
    floors: Sequence[int] | None,
    caps: Sequence[int | None] | None,
    n: int,
    total: int,
    names: Sequence[str],
) -> tuple[list[int], list[int]]:
    """Floors and caps for every one of n places: no floor is 0, and no cap the whole total."""
    least = [0] * n if floors is None else _whole(floors, names, "floor", PENCE)
    if caps is None:
        most = None
    else:
        # No place can get more than all there is, or, where its floor asks for that, than its floor.
        most = _whole(
            [max(total, least[at] if at < len(least) else 0) if cap is None else cap for at, cap in enumerate(caps)],
            names,
            "cap",
            PENCE,
        )
    for what, given in (("floors", least), ("caps", most)):
        if given is not None and len(given) != n:
            raise DataError(
                f"there are {n:,} weights and {len(given):,} {what}", do=f"give one of the {what} per place"
            )
    if most is None:
        return least, [max(total, floor) for floor in least]
    for at, (floor, cap) in enumerate(zip(least, most, strict=True)):
        if floor > cap:
            raise InfeasibleError(
                f"its floor of {pounds(floor)} is above its own cap of {pounds(cap)}",
                where=place_name(at, names),
                do=f"lower the floor or raise the cap by {pounds(floor - cap)}",
            )
    return least, most


def checked_order(order: Sequence[int] | None, n: int) -> Sequence[int]:
    """The tie order of n places, as given or else as they stand."""
    if order is None:
        return range(n)
    if len(order) != n or len(set(order)) != n:
        raise DataError(
            f"the tie order has {len(set(order)):,} different positions for {n:,} places",
            do="give every place a position of its own",
        )
    return order


def something_to_share_by(total: int, n: int, weight: int) -> None:
    """Refuse to share money among nobody, or by weights that are all zero."""
    if total and not n:
        raise DataError(f"there is no place to share {pounds(total)} among", do="give at least one place")
    if total and not weight:
        raise DataError(
            f"the weights of all {n:,} places are zero, so there is nothing to share {pounds(total)} by",
            do="give at least one place a weight above zero",
        )


def _whole(values: Sequence[int] | NDArray[np.int64], names: Sequence[str], what: str, do: str) -> list[int]:
    """The values as Python ints (numpy's would overflow silently), each 0 or more."""
    try:
        whole = [index(value) for value in values]
    except TypeError:
        raise _not_whole(values, names, what, do) from None
    if whole and min(whole) < 0:
        at = next(at for at, value in enumerate(whole) if value < 0)
        raise DataError(
            f"the {what} {pounds(whole[at]) if do == PENCE else whole[at]} is negative",
            where=place_name(at, names),
            do="give 0 or more",
        )
    return whole


def _not_whole(values: Sequence[object] | NDArray[np.int64], names: Sequence[str], what: str, do: str) -> DataError:
    at, value = next((at, value) for at, value in enumerate(values) if not hasattr(value, "__index__"))
    where = place_name(at, names)
    # A missing number reaches us as None, or as the float that is not equal to itself.
    if value is None or value != value:
        return DataError(f"the {what} is missing", where=where, do="give one: missing is never zero")
    return DataError(f"the {what} {value} is not a whole number", where=where, do=do)
