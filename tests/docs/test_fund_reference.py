"""The page on the format of a fund names every key and every column that there is, and its examples can be shared."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from leastfirst.cli import main
from leastfirst.definitions.endowment import Payout
from leastfirst.definitions.formula import AnyStep, Formula, InputName
from leastfirst.definitions.fund import Fund, load_fund
from leastfirst.definitions.fund_places import AnyPlaces, AnySource
from leastfirst.definitions.model import Status
from leastfirst.definitions.pots import AnyString
from leastfirst.fund import checks, endow, finding, priced, share
from leastfirst.sources import load_fund_inputs, open_data
from tests.docs.test_pages_run import DOCS, blocks

PAGE = "reference/funds.md"
TEXT = (DOCS / PAGE).read_text(encoding="utf-8")
WRITTEN = blocks(PAGE, "yaml")
(FORMULA,) = (each for each in WRITTEN if "kind: formula" in each)
EXAMPLES = [each for each in WRITTEN if each != FORMULA]
BASE = EXAMPLES[0]
COUNTY = ("--data", "county")
# What `load_fund` fills in; nobody writes it.
LOADED = {"sha256", "formulas", "designations", "recipes"}
UNIONS = {"AnyPlaces": AnyPlaces, "AnySource": AnySource, "AnyStep": AnyStep, "AnyString": AnyString, "Payout": Payout}


def tables(what: str) -> dict[str, list[list[str]]]:
    """The tables under a comment `<!-- what: name -->`, by that name: the cells of each row."""
    found = re.findall(rf"<!-- {what}: (.+?) -->\n\n((?:\|.*\n)+)", TEXT)
    return {name: [line.strip("| ").split(" | ") for line in rows.splitlines()[2:]] for name, rows in found}


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation speaks of, and those that their fields speak of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation is not Formula:
        yield annotation
        for name, field in annotation.model_fields.items():
            if name not in LOADED:
                yield from models(field.annotation)
    for each in get_args(annotation):
        yield from models(each)


def members(union: Any) -> dict[str, set[str]]:
    """The models of a union by the word that tells them apart, each with its other keys."""
    plain, discriminator = get_args(union)[:2]
    key = discriminator.discriminator
    return {get_args(each.model_fields[key].annotation)[0]: set(each.model_fields) - {key} for each in get_args(plain)}


MODELS = {each.__name__: each for each in models(Fund)}
IN_UNIONS = {each.__name__ for union in UNIONS.values() for each in get_args(get_args(union)[0])}


def test_every_part_of_a_fund_has_its_table() -> None:
    assert set(tables("keys")) == set(MODELS) - IN_UNIONS
    assert {name.partition(",")[0] for name in tables("kinds")} == set(UNIONS)


@pytest.mark.parametrize("name", tables("keys"))
def test_a_part_has_the_keys_that_the_page_says(name: str) -> None:
    said = [key for row in tables("keys")[name] for key in named(row[0])]
    assert len(said) == len(set(said))
    assert set(said) == set(MODELS[name].model_fields) - LOADED


@pytest.mark.parametrize("name", tables("kinds"))
def test_a_choice_has_the_kinds_and_keys_that_the_page_says(name: str) -> None:
    union, _, every = name.partition(", each with ")
    said = {kind: set(named(row[1])) | set(every.split()) for row in tables("kinds")[name] for kind in named(row[0])}
    assert said == members(UNIONS[union])


def test_the_closed_lists_are_whole() -> None:
    inputs = TEXT.partition("The names are a closed list:")[2].partition("\n\n")[0]
    assert set(named(inputs)) == set(get_args(InputName))
    statuses = TEXT.partition("## Status, standing and caveats")[2].partition("```yaml")[0]
    assert {key for row in re.findall(r"^\| (`.+?`) \|", statuses, flags=re.M)[1:] for key in named(row)} == set(
        get_args(Status)
    )


def write(folder: Path, example: str) -> Path:
    """The first fund of the page, with the keys of an example in the place of its own."""
    (folder / "my-formula.yaml").write_text(FORMULA, encoding="utf-8")
    path = folder / "my-fund.yaml"
    whole = {**yaml.safe_load(BASE), **yaml.safe_load(example)}
    path.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("example", EXAMPLES, ids=[" ".join(each.split())[:40] for each in EXAMPLES])
def test_every_example_can_be_shared_on_the_county(example: str, tmp_path: Path) -> None:
    fund = load_fund(write(tmp_path, example))
    result = share(fund, load_fund_inputs(fund, open_data("county")))
    assert all(each.holds for each in checks(result))
    assert sum(result.paid) > 0
    assert fund.title in finding(priced(result))
    if fund.endowment:
        assert endow(fund.endowment, seed=1, paths=20).table().num_rows == 4 * 2 * 30


def test_the_examples_use_every_kind_of_place_input_and_string() -> None:
    whole = [yaml.safe_load(each) for each in EXAMPLES]
    used = {each["places"]["come_from"] for each in whole if "places" in each}
    assert used == set(members(AnyPlaces))
    bound = {source["come_from"] for each in whole for source in each.get("inputs", {}).values()}
    assert bound == set(members(AnySource))
    strings = {string["string"] for each in whole for pot in each.get("pots", []) for string in pot.get("strings", [])}
    assert strings == set(members(AnyString))
    assert {key for each in whole for key in each} == set(Fund.model_fields) - LOADED


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The columns (or keys) of every file that the commands write."""
    out = tmp_path_factory.mktemp("written")
    main(["fund", "share", "example-four-pots", *COUNTY, "--out", str(out / "share")])
    main(["fund", "share", "big-local", *COUNTY, "--out", str(out / "fees")])
    compare = ["fund", "compare", "example-four-pots", "equal-shares", *COUNTY, "--replicates", "20"]
    main([*compare, "--out", str(out / "compare")])
    main(["fund", "endow", "appg-2bn", "--paths", "20", "--out", str(out / "endowment.csv")])
    found: dict[str, list[str]] = {}
    for path in out.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            if path.parent.name != "fees" or path.name == "fees.csv":
                found[path.name] = next(csv.reader(file))
    explained = json.loads((out / "share" / "explain.json").read_text(encoding="utf-8"))
    found["explain.json"] = list(explained)
    found["explain.json facts"] = list(explained["facts"])
    found["explain.json places"] = list(explained["places"][0])
    found["manifest.json"] = list(json.loads((out / "share" / "manifest.json").read_text(encoding="utf-8")))
    return found


def test_every_file_stands_on_the_page(written: dict[str, list[str]]) -> None:
    assert set(tables("columns")) == set(written)


@pytest.mark.parametrize("name", tables("columns"))
def test_a_file_has_the_columns_that_the_page_says_in_their_order(name: str, written: dict[str, list[str]]) -> None:
    said = [column for row in tables("columns")[name] for column in named(row[0])]
    there = list(written[name])
    if name == "places.csv":
        # The columns that depend on the fund: its levels, its inputs, and the money that is free to be either.
        levels = [each for level in ("msoa", "lad", "region") for each in (f"{level}_code", f"{level}_name")]
        at = said.index("LEVEL_code")
        said[at : at + 3] = [*levels, "residents", "need"]
        said.remove("either_pence")
    assert sorted(said) == sorted(there)
    if name not in ("strings.csv",) and not name.startswith("explain.json"):
        assert said == there
