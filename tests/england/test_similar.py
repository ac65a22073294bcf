"""Places like Hemlington in Middlesbrough: near in everything, of the same level, the same by a tree search."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.spatial import cKDTree

from leastfirst.definitions import load_similarity
from leastfirst.exchange.packs import Pack
from leastfirst.measure import SimilarAreas, similar, similar_needs

pytestmark = pytest.mark.england


def run(pack: Pack, code: str, **options: Any) -> SimilarAreas:
    similarity = load_similarity("neighbourhoods-2021")
    return similar(similarity, code, pack.load(similar_needs(similarity, code, pack.tables)), **options)


@pytest.mark.parametrize(("code", "considered"), [("E01012045", 33_754), ("E02002513", 6_855), ("E05009426", 6_783)])
def test_every_level_has_its_like(england: Pack, code: str, considered: int) -> None:
    result = run(england, code)
    assert (result.considered, result.left_out, len(result.positions)) == (considered, 0, 10)
    assert (np.diff(result.distance) >= 0).all()
    assert result.distance[-1] < result.typical / 2
    standing = (result.values - result.values.mean(axis=0)) / result.values.std(axis=0)
    distance, at = cKDTree(standing).query(standing[result.here], k=11)
    assert at[0] == result.here
    assert result.positions.tolist() == at[1:].tolist()
    assert result.distance == pytest.approx(distance[1:], abs=1e-8)
    assert all(reason.endswith("there.") for reason in result.reasons())


def test_other_districts_and_the_same_region(england: Pack) -> None:
    result = run(england, "E01012045", other_districts=True, within=("region", "rural_urban"))
    names = result.table()["area_name"].to_pylist()
    assert not any(name.startswith("Middlesbrough") for name in names)
    assert result.considered < 33_754 / 10
    north_east = (
        "Sunderland Hartlepool Redcar Stockton Darlington County Gateshead Newcastle South North Northumberland"
    )
    assert all(name.split()[0].split("-")[0] in north_east.split() for name in names)
