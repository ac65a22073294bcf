"""Who is most like every area, found at once: the same as when each area is asked for by itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from leastfirst.cli.options import open_pack
from leastfirst.definitions import load_similarity
from leastfirst.definitions.similarity import Similarity
from leastfirst.ground.errors import DataError
from leastfirst.ground.tables import Inputs
from leastfirst.measure import SimilarAreas, SimilarToAll, similar, similar_needs, similar_to_all, similar_to_all_needs
from tests import made_up

ONE_OF = {"lsoa": "X01000133", "msoa": "X02000001"}
CODES = [f"X010000{k:02d}" for k in range(60)]


def made(values: list[list[float | None]], **more: Any) -> tuple[Similarity, Inputs]:
    """A similarity in as many traits as there are columns, and its tables."""
    names = "abc"[: len(values)]
    traits = [{"id": name, "called": name, "value": f"facts.{name}", "weight": k + 1} for k, name in enumerate(names)]
    similarity = Similarity.model_validate(
        {
            **made_up.HEAD, "id": "made-up", "kind": "similarity", "status": "example", "geography": made_up.LSOA,
            "population": "people.residents", "district": f"{made_up.LSOA}--lad-2024", "traits": traits, **more,
        }
    )  # fmt: skip
    rows = len(values[0])
    tables = [
        made_up.areas(made_up.LSOA, {code: code for code in CODES[:rows]}),
        made_up.table("people", {"area_code": CODES[:rows], "residents": [1000.0] * rows}),
        made_up.table("facts", {"area_code": CODES[:rows], **dict(zip(names, values, strict=True))}),
    ]
    return similarity, made_up.inputs_of(*tables)


def same(everyone: SimilarToAll, alone: SimilarAreas) -> None:
    assert everyone.positions[alone.here].tolist() == alone.positions.tolist()
    assert everyone.distance[alone.here].tolist() == alone.distance.tolist()


@pytest.mark.parametrize("level", ["lsoa", "msoa"])
def test_every_area_of_the_county_has_those_that_it_finds_alone(level: str) -> None:
    similarity, pack = load_similarity("neighbourhoods-2021"), open_pack("county")
    everyone = similar_to_all(
        similarity, pack.load(similar_to_all_needs(similarity, pack.tables, level=level)), k=5, level=level
    )
    inputs = pack.load(similar_needs(similarity, ONE_OF[level], pack.tables))
    known = np.flatnonzero(everyone.positions[:, 0] >= 0)
    assert len(known) >= (300 if level == "lsoa" else 60)
    for here in known:
        same(everyone, similar(similarity, everyone.areas.codes[int(here)].as_py(), inputs, number=5))


@pytest.mark.parametrize("kinds", [2, 3, 60])
@pytest.mark.parametrize("standardise", ["z", "robust"])
def test_many_that_are_equally_near_go_by_area_code(kinds: int, standardise: str) -> None:
    chance = np.random.default_rng(kinds)
    values: list[list[float | None]] = [(np.arange(60) % kinds).tolist(), chance.integers(0, 4, 60).tolist()]
    similarity, inputs = made(values, standardise=standardise)
    everyone = similar_to_all(similarity, inputs, k=7)
    for code in CODES:
        same(everyone, similar(similarity, code, inputs, number=7))


def test_an_area_that_lacks_a_trait_is_near_to_none() -> None:
    values: list[list[float | None]] = [[float(k) for k in range(10)], [float(k % 3) for k in range(10)]]
    values[1][4] = None
    everyone = similar_to_all(*made(values), k=8)
    assert everyone.positions[4].tolist() == [-1] * 8
    assert np.isnan(everyone.distance[4]).all()
    assert 4 not in np.delete(everyone.positions, 4, axis=0)
    assert not np.isnan(np.delete(everyone.distance, 4, axis=0)).any()


@pytest.mark.parametrize(("k", "told"), [(0, "0 similar areas were asked for"), (10, "only 9 other areas can be")])
def test_what_cannot_be_found_is_one_sentence(k: int, told: str) -> None:
    with pytest.raises(DataError) as error:
        similar_to_all(*made([[float(each) for each in range(10)]]), k=k)
    assert told in error.value.sentence


def test_a_trait_that_is_the_same_everywhere_is_an_error() -> None:
    with pytest.raises(DataError, match="the areas do not differ in a"):
        similar_to_all(*made([[1.0] * 10]), k=2)
