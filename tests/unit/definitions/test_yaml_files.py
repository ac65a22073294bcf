"""A definition file is read whole, or refused with one sentence that names the file and the line."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from leastfirst.definitions import yaml_faults
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
            "line 4, parts.2.weight: it is not a number",
        ),
        ("id: own\nparts: []\ntitel: x\n", "line 3, titel: it is not a known key"),
        ("id: own\n", "line 1, parts: it is missing"),
    ],
)
def test_a_fault_against_the_model_names_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        read_model(write(tmp_path, text), folder="packs", model=Own)
    assert sentence in str(caught.value)


class Thing(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")] = "x"
    code: str = ""
    size: int = Field(1, ge=0, le=2_000_000)
    share: float = Field(0.5, gt=0, lt=1.5)
    colour: Literal["red", "green"] = "red"
    old: bool = False
    tags: tuple[str, ...] = Field(("a",), min_length=1, max_length=2)
    about: dict[str, str] = {}


class Things(BaseModel):
    model_config = ConfigDict(extra="forbid")
    things: list[Thing] = Field(min_length=2)


SAID = {
    "{id: saw, size: much}": "things.saw.size: it is not a whole number",
    "{code: S1, size: -1}": "things.S1.size: it has to be 0 or more",
    "{size: 9999999}": "things.1.size: it has to be 2,000,000 or less",
    "{share: 0}": "things.1.share: it has to be more than 0",
    "{share: 2}": "things.1.share: it has to be less than 1.5",
    "{share: half}": "things.1.share: it is not a number",
    "{colour: blue}": "things.1.colour: 'blue' is not known; use 'red' or 'green'",
    "{old: perhaps}": "things.1.old: say true or false",
    "{tags: []}": "things.1.tags: it is empty: name one or more",
    "{tags: [a, b, c]}": "things.1.tags: it names 3, and 2 is the most",
    "{tags: a}": "things.1.tags: it is not a list: write [this, that]",
    "{tags: [a, 7]}": "things.1.tags.2: it is not text; put it in quotes",
    "{code: [a]}": "things.1.code: it is not text",
    "{about: word}": "things.1.about: write it as keys and values, such as {key: value}",
    "{id: My Saw}": "things.My Saw.id: 'My Saw' will not do here: write small letters, figures and hyphens, such as "
    "my-fund",
    "word": "things.1: write it as keys and values, such as {key: value}",
}


@pytest.mark.parametrize("item", SAID)
def test_a_fault_is_said_in_our_own_words_and_counted_from_one(tmp_path: Path, item: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        read_model(write(tmp_path, f"things:\n  - {item}\n  - {{}}\n"), folder="packs", model=Things)
    assert str(caught.value).endswith(f": line 2, {SAID[item]}; mend the definition.")


MORE = {
    "things:\n" + "  - {size: -1}\n" * 3: "line 2, things.1.size: it has to be 0 or more (and 2 more: lines 3, 4)",
    "things:\n  - {size: -1}\n  - {tint: 7}\n": "line 3, things.2.tint: it is not a known key (and 1 more: line 2)",
    "things: [{size: -1, share: 7}, {}]\n": "line 1, things.1.size: it has to be 0 or more (and 1 more)",
    "things:\n" + "  - {size: -1}\n" * 5: "line 2, things.1.size: it has to be 0 or more (and 4 more)",
}


@pytest.mark.parametrize("text", MORE)
def test_further_faults_are_counted_and_their_lines_named_if_few(tmp_path: Path, text: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        read_model(write(tmp_path, text), folder="packs", model=Things)
    assert str(caught.value).endswith(f": {MORE[text]}; mend the definition.")


def test_every_pattern_of_a_definition_has_words() -> None:
    source = Path(yaml_faults.__file__).parent
    written = {
        each for file in source.glob("*.py") for each in re.findall(r'pattern=r"([^"]+)"', file.read_text("utf-8"))
    }
    assert written
    assert written <= set(yaml_faults._PATTERNS)


def test_a_sound_file_becomes_the_model(tmp_path: Path) -> None:
    model, _, _ = read_model(write(tmp_path, "id: own\nparts: [{weight: 0.5}]\n"), folder="packs", model=Own)
    assert model == Own(id="own", parts=[Part(weight=0.5)])
