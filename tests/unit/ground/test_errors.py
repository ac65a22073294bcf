"""An error that a person can mend is one sentence: where, what, what to do."""

from __future__ import annotations

import pytest

from leastfirst.ground.errors import (
    AreaCodeError,
    ConservationError,
    DataError,
    DefinitionError,
    InfeasibleError,
    LeastfirstError,
    OutputError,
)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"what": "it is empty"}, "it is empty."),
        ({"what": "it is empty.", "do": "fill it. "}, "it is empty; fill it."),
        ({"what": "it is empty", "where": "a.csv"}, "a.csv: it is empty."),
        ({"what": "it is empty", "where": "a.csv", "do": "fill it"}, "a.csv: it is empty; fill it."),
    ],
)
def test_the_parts_make_one_sentence(parts: dict[str, str], sentence: str) -> None:
    error = LeastfirstError(**parts)
    assert str(error) == error.sentence == sentence


def test_whoever_catches_the_family_catches_every_kind() -> None:
    for kind in (DataError, AreaCodeError, ConservationError, InfeasibleError, DefinitionError, OutputError):
        assert issubclass(kind, LeastfirstError)
    assert issubclass(AreaCodeError, DataError)
    assert issubclass(ConservationError, DataError)
    assert issubclass(InfeasibleError, DataError)
