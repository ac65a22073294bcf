"""A definition file is read whole, or refused with one sentence that names the file and the line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from leastfirst.definitions.yaml_files import read_model, read_yaml, shipped
from leastfirst.ground.errors import DefinitionError


def write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "own.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_file_is_read_with_the_sha256_of_its_bytes(tmp_path: Path) -> None:
    path = write(tmp_path, "id: own\nweights: &w {a: 1}\nagain: *w\n")
    content, sha256, where = read_yaml(path, folder="packs")
    assert content == {"id": "own", "weights": {"a": 1}, "again": {"a": 1}}
    assert sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert where == str(path)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id: a\ntitle: b\nid: c\n", "line 3 says 'id' a second time (first on line 1)"),
        ("id: a\ninner:\n  x: 1\n  x: 2\n", "line 4 says 'x' a second time (first on line 3)"),
        ("- a\n- b\n", "line 1 does not begin a mapping"),
        ("", "line 1 does not begin a mapping"),
        ("just words\n", "line 1 does not begin a mapping"),
        ("id: a\nloop: &l\n  me: *l\n", "contains itself"),
        ("id: [1, 2\ntitle: x\n", "not valid YAML"),
        ("id: a\n\ttitle: b\n", "line 2 is not valid YAML"),
        ("id: !!python/object/apply:os.system ['true']\n", "line 1 is not valid YAML"),
        ("id: a\nborn_on: 2021-13-45\n", "not valid YAML"),
        ("id: \x00\n", "not valid YAML"),
        (b"id: a\ntitle: caf\xe9\n", "line 2 is not UTF-8 text"),
        ("? [a, b]\n: c\n", "line 1 has a key that is not a word"),
        (
            "id: a\n"
            + "a0: &a0 [x]\n"
            + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9)),
            "its aliases unfold",
        ),
    ],
)
def test_what_is_not_a_plain_mapping_is_refused(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(DefinitionError) as caught:
        read_yaml(path, folder="packs")
    assert sentence in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_an_unknown_id_say_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="there is no such file"):
        read_yaml(tmp_path / "none.yaml", folder="packs")
    with pytest.raises(DefinitionError, match="'atlantis' is not a definition that leastfirst ships"):
        read_yaml("atlantis", folder="packs")
    assert shipped("no-such-folder") == []


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    weight: float


class Own(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    id: str
    parts: list[Part]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "id: own\nparts:\n  - weight: 1\n  - weight: heavy\n",
            "line 4, parts.1.weight: input should be a valid number",
        ),
        ("id: own\nparts: []\ntitel: x\n", "line 3, titel: it is not a known key"),
        ("id: own\n", "line 1, parts: it is missing"),
    ],
)
def test_a_fault_against_the_model_names_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        read_model(write(tmp_path, text), folder="packs", model=Own)
    assert sentence in str(caught.value)


def test_a_sound_file_becomes_the_model(tmp_path: Path) -> None:
    model, _, _ = read_model(write(tmp_path, "id: own\nparts: [{weight: 0.5}]\n"), folder="packs", model=Own)
    assert model == Own(id="own", parts=[Part(weight=0.5)])
