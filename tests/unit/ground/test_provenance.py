"""A manifest says what made a result, and the same inputs give the same bytes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from leastfirst.ground.provenance import DefinitionRecord, Manifest, sha256_of
from leastfirst.ground.tables import Table
from leastfirst.ground.version import __version__
from tests import made_up


def tables() -> list[Table]:
    people = made_up.population({"E01000001": 5}, table_id="people")
    return [
        replace(
            people,
            meta=replace(people.meta, id=name, vintage="2021", source="ONS, Census", licence="OGL"),
            sha256=name * 8,
        )
        for name in ("zeta", "alpha")
    ]


DEFINITIONS = [DefinitionRecord("b", "inferred", "22"), DefinitionRecord("a", "published", "11")]


def test_the_same_inputs_give_the_same_bytes_in_any_order() -> None:
    one = Manifest.of("an index", tables=tables(), definitions=DEFINITIONS, seed=7)
    other = Manifest.of("an index", tables=tables()[::-1], definitions=[*DEFINITIONS[::-1], DEFINITIONS[0]], seed=7)
    assert one.to_json() == other.to_json()


def test_it_names_inputs_definitions_code_and_seed_and_no_clock() -> None:
    record = json.loads(Manifest.of("an index", tables=tables(), definitions=DEFINITIONS, seed=7).to_json())
    assert record == {
        "made": "an index",
        "inputs": [
            {
                "id": name,
                "vintage": "2021",
                "source": "ONS, Census",
                "licence": "OGL",
                "attribution": "",
                "sha256": name * 8,
            }
            for name in ("alpha", "zeta")
        ],
        "definitions": [
            {"id": "a", "status": "published", "sha256": "11"},
            {"id": "b", "status": "inferred", "sha256": "22"},
        ],
        "code_version": __version__,
        "seed": 7,
        "fictional": False,
    }


def test_it_is_tied_to_the_bytes_of_its_file() -> None:
    manifest = Manifest.of("an index", tables=tables(), definitions=[])
    text = manifest.to_json(output_sha256=sha256_of(b"area_code\n"))
    assert json.loads(text)["output_sha256"] == hashlib.sha256(b"area_code\n").hexdigest()
    assert text.endswith("}\n")


def test_one_fictional_table_makes_the_result_fictional() -> None:
    real, made_up_one = tables()
    made_up_one = replace(made_up_one, meta=replace(made_up_one.meta, fictional=True))
    assert Manifest.of("an index", tables=[real, made_up_one], definitions=[]).fictional
    assert not Manifest.of("an index", tables=[real], definitions=[]).fictional
