"""The page on editions names every key, its example is published, and decision 12 lists what an edition holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from leastfirst.cli import main
from leastfirst.definitions.edition import Counted, EditionDefinition, Mapped
from leastfirst.publish import About, Column, Edition, Licence, TableAbout, open_edition
from tests.docs.test_fund_reference import named
from tests.docs.test_pages_run import DOCS, blocks

PAGE = "reference/editions.md"
TEXT = (DOCS / PAGE).read_text(encoding="utf-8")
INTERFACES = (DOCS / "decisions/0012-the-public-site.md").read_text(encoding="utf-8").partition("## Interfaces")[2]
MODELS: dict[str, type[BaseModel]] = {
    each.__name__: each for each in (EditionDefinition, Mapped, Counted, About, TableAbout, Column, Licence)
}
TABLES = {
    name: [line.strip("| ").split(" | ")[0] for line in rows.splitlines()[2:]]
    for name, rows in re.findall(r"<!-- keys: (.+?) -->\n\n((?:\|.*\n)+)", TEXT)
}


def test_every_part_has_its_table() -> None:
    assert set(TABLES) == set(MODELS)


@pytest.mark.parametrize("name", TABLES)
def test_a_part_has_the_keys_that_the_page_says(name: str) -> None:
    said = [key for cell in TABLES[name] for key in named(cell)]
    assert len(said) == len(set(said))
    assert set(said) == set(MODELS[name].model_fields) - {"sha256"} | ({"sha256"} if name == "Licence" else set())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of the page, published by the command that stands under it."""
    folder = tmp_path_factory.mktemp("page")
    (example,) = blocks(PAGE, "yaml")
    (command,) = blocks(PAGE, "sh")
    words = command.split()
    assert words[:3] == ["leastfirst", "publish", "our-county.yaml"]
    (folder / words[2]).write_text(example, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        main(words[1:])
    return folder


@pytest.fixture(scope="module")
def edition(folder: Path) -> Iterator[Edition]:
    opened = open_edition(folder / "editions")
    yield opened
    opened.close()


def test_the_example_is_published_and_read_as_on_the_page(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = blocks(PAGE, "python")
    monkeypatch.chdir(folder)
    exec(compile(code, PAGE, "exec"), {})
    assert re.fullmatch(r"\['[^']+', '[^']+', '[^']+'\] of 400\n", capsys.readouterr().out)


def test_the_folder_holds_what_the_page_says(edition: Edition) -> None:
    said = re.findall(r"^\| `([a-z.]+/?)` \|", TEXT.partition("## The folder")[2].partition("## ")[0], flags=re.M)
    assert {each.rstrip("/") for each in said} == {each.name for each in edition.folder.iterdir()}


def test_decision_12_lists_every_table_with_its_columns(edition: Edition) -> None:
    rows = re.findall(r"^\| (`[^|]+) \| [^|]+ \| (.+) \|$", INTERFACES, flags=re.M)
    listed = {pattern: columns for cell, columns in rows for pattern in named(cell)}
    for about in edition.tables.values():
        fits = [columns for pattern, columns in listed.items() if re.fullmatch(_pattern(pattern), about.id)]
        assert fits, about.id
        if about.subject in ("areas", "within", "map", "similar"):
            wanted = [each for each in re.findall(r"`[^`]*`|[a-z_]+", fits[0]) if "_" in each and each[0] != "`"]
            assert set(wanted) <= set(about.names), about.id


def test_decision_12_lists_every_document(edition: Edition) -> None:
    cells = re.findall(r"^\| (`[^|]+) \| [^|]+ \|$", INTERFACES, flags=re.M)
    listed = [_pattern(each.partition("/")[0]) for cell in cells for each in named(cell) if "/" in each]
    kinds = {kind for (kind,) in edition.file_of_tables.execute("SELECT DISTINCT kind FROM document")}
    assert {kind for kind in kinds if not any(re.fullmatch(pattern, kind) for pattern in listed)} == set()


def _pattern(name: str) -> str:
    return re.sub(r"<[a-z]+>", ".+", re.escape(name).replace(r"\<", "<").replace(r"\>", ">"))
