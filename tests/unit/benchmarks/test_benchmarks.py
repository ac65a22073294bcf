"""The benchmark cannot rot: both sides run on the fictional county and agree on every result."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pyarrow as pa
import pytest

from benchmarks import comparing, ours, plain_pandas
from benchmarks.clock import Clock
from benchmarks.printing import PARTS

COUNTY = Path(str(files("leastfirst") / "county"))


Results = dict[str, pa.Table]


def done_by(side: ModuleType) -> Results:
    clock, results = Clock(), Results()
    side.everything(COUNTY, clock, results.__setitem__)
    assert tuple(clock.parts) == PARTS
    return results


@pytest.fixture(scope="module")
def ours_of_the_county() -> Results:
    return done_by(ours)


def test_both_sides_agree_on_every_result(ours_of_the_county: Results) -> None:
    assert list(comparing.differences(ours_of_the_county, done_by(plain_pandas))) == []


def test_every_shipped_definition_is_in_it(ours_of_the_county: Results) -> None:
    kinds = [name.partition(" ")[0] for name in ours_of_the_county]
    assert kinds.count("index") == 9
    assert kinds.count("roll-up") == 8 * 3
    assert kinds.count("designation") == 3


@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("rank", [1, 2, 4]),
        ("score", [9.5, 7.0, 3.1 + 1e-8]),
        ("reason", ["Chosen.", "Chosen.", None]),
        ("designated", [True, False, True]),
    ],
)
def test_a_difference_is_found(column: str, other: list[object]) -> None:
    same = {
        "rank": [1, 2, 3],
        "score": [9.5, 7.0, 3.1],
        "reason": ["Chosen.", "Chosen.", "Not chosen."],
        "designated": [True, False, False],
    }
    ours_ = pa.table(same)
    assert list(comparing.differences({"index": ours_}, {"index": pa.table(same)})) == []
    found = list(comparing.differences({"index": ours_}, {"index": pa.table({**same, column: other})}))
    assert len(found) == 1
    assert f"index, {column}: 1 of 3 differ; row 2 has" in found[0]
