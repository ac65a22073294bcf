"""Whole columns of numbers and sentences, as people read them, at once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray


def with_commas(numbers: NDArray[np.int64]) -> pa.Array:
    """Whole numbers of zero or more as text with commas: 33755 becomes 33,755."""
    text = pc.cast(pa.array(numbers), pa.string())
    for digits in range(3, len(str(int(numbers.max(initial=0)))) + 2, 4):
        long = pc.greater(pc.utf8_length(text), digits)
        if not pc.any(long, min_count=0).as_py():
            break
        start = pc.utf8_slice_codeunits(text, 0, -digits)
        end = pc.utf8_slice_codeunits(text, -digits, None)
        text = pc.if_else(long, pc.binary_join_element_wise(start, end, ","), text)
    return text


def sentences(*parts: str | pa.Array) -> pa.Array:
    """Join words and columns of words, element by element: `sentences("rank ", ranks, " of 100")`."""
    return pc.binary_join_element_wise(*parts, "")


def choose(condition: NDArray[np.bool_], yes: str | pa.Array, no: str | pa.Array) -> pa.Array:
    """Element by element, one text or the other."""
    return pc.if_else(pa.array(condition), yes, no)
