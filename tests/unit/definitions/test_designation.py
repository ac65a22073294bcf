"""A designation says which areas are chosen by which measures and which rule, or is refused with the line to mend."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leastfirst.definitions.designation import FOLDER, WorstComposite, WorstOnAll, load_designation
from leastfirst.definitions.yaml_files import shipped
from leastfirst.ground.errors import DefinitionError

OWN = """\
id: own
kind: designation
title: My places
summary: Places of my own.
called: places
called_one: place
source: me
vintage: "2026"
licence: none
status: example
geography: lsoa-2021
population: people.residents
measures:
  - {id: need, title: Need, short: need, index: imd-2025}
  - {id: reach, title: Reach, short: reach, index: cni-2023}
rule: {kind: worst-on-all, share: 1/10}
"""
COMPOSITE = OWN.replace(
    "{kind: worst-on-all, share: 1/10}",
    """
  kind: worst-composite
  number: 5
  weights: {need: 1, reach: 1}
  cap: {at_most: 1, through: lsoa-2021--pcon-2024, called: constituency}
  exclude:
    - {through: lsoa-2021--icb-2024, table: listed, column: code, called: board, because: has its own}
""",
)


def refused(folder: Path, text: str) -> str:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_designation(path)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")
    return str(caught.value)


@pytest.mark.parametrize("designation", shipped(FOLDER))
def test_every_shipped_designation_says_who_when_how_sure_and_under_which_licence(designation: str) -> None:
    loaded = load_designation(designation)
    assert loaded.id == designation
    assert loaded.source
    assert loaded.licence
    assert re.fullmatch(r"(19|20)\d\d", loaded.vintage)
    assert loaded.status in ("published", "inferred", "recalled", "example")
    assert re.fullmatch(r"[0-9a-f]{64}", loaded.record.sha256)
    assert loaded.caveats, "a list of places says what it cannot say"
    assert set(loaded.recipes) == {measure.index for measure in loaded.measures}
    assert set(loaded.related) <= set(shipped(FOLDER))


def test_the_two_kinds_of_left_behind_and_pride_in_place_are_there() -> None:
    promised = ["left-behind-lsoas-2025", "left-behind-wards-2019", "pride-in-place-2-england"]
    rules = [load_designation(each).rule for each in promised]
    assert all(isinstance(rule, WorstOnAll) and rule.share == (1, 10) for rule in rules[:2])
    last = rules[2]
    assert isinstance(last, WorstComposite)
    assert last.number == 146
    assert last.cap is not None
    assert last.cap.at_most == 1
    assert load_designation(promised[2]).status == "inferred"


def test_it_asks_for_all_that_it_and_its_recipes_read(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        COMPOSITE + "context: [lsoa-2021--lad-2024]\npopulation_through: oa-2021--lsoa-2021\n", encoding="utf-8"
    )
    columns = load_designation(tmp_path / "own.yaml").needs().columns
    recipes = {"imd-2025", "cni-2023", "population-census-2021", "people"}
    lookups = {"lsoa-2021--pcon-2024", "lsoa-2021--icb-2024", "lsoa-2021--lad-2024", "oa-2021--lsoa-2021"}
    areas = {f"areas-{level}" for level in ("lsoa-2021", "oa-2021", "pcon-2024", "icb-2024", "lad-2024")}
    assert set(columns) == recipes | lookups | areas | {"listed"}
    assert columns["listed"] == {"code", "name"}


def test_a_recipe_named_by_a_path_lies_beside_the_designation(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        """\
{id: mine, kind: index, title: t, summary: s, source: me, vintage: "2026", licence: none, status: example,
 geography: lsoa-2021, population: people.residents, index: a, nodes: {a: {title: A, indicator: mine.a}}}
""",
        encoding="utf-8",
    )
    (tmp_path / "own.yaml").write_text(OWN.replace("index: imd-2025", "index: mine.yaml"), encoding="utf-8")
    assert load_designation(tmp_path / "own.yaml").recipes["mine.yaml"].id == "mine"


@pytest.mark.parametrize(
    ("said", "instead", "sentence"),
    [
        ("share: 1/10", "share: 0.1", "line 16, rule.share: write a share as a fraction, such as 1/10"),
        ("share: 1/10", "share: 10/10", "the share lies between 0 and 1"),
        ("share: 1/10", "share: 1/0", "the share lies between 0 and 1"),
        ("kind: worst-on-all", "kind: best-on-all", "line 16, rule: "),
        ("id: reach", "id: need", "two measures have the same id"),
        ("geography: lsoa-2021", "geography: parish-2021", "line 11, geography: 'parish-2021' is not a geography"),
        ("index: cni-2023", "index: cni-2031", "'cni-2031' is not a definition that leastfirst ships"),
        ("index: cni-2023", "index: none.yaml", "none.yaml: there is no such file"),
        ("licence: none\n", "", "licence: it is missing"),
        ("title: My places", "title: {My places", "not valid YAML"),
    ],
)
def test_a_designation_that_cannot_be_followed_says_where_and_why(
    tmp_path: Path, said: str, instead: str, sentence: str
) -> None:
    assert said in OWN
    assert sentence in refused(tmp_path, OWN.replace(said, instead))


@pytest.mark.parametrize(
    ("said", "instead", "sentence"),
    [
        ("{need: 1, reach: 1}", "{need: 1}", "the composite and the measures differ in 'reach'"),
        ("{need: 1, reach: 1}", "{need: 1, reach: 1, other: 1}", "the composite and the measures differ in 'other'"),
        ("{need: 1, reach: 1}", "{need: 0, reach: 0}", "all weights are zero"),
        ("{need: 1, reach: 1}", "{need: 1, reach: -1}", "the weight of reach is below zero"),
        ("{need: 1, reach: 1}", "{need: 1, reach: .nan}", "weights: the weight of reach is not a number"),
        ("number: 5", "number: 0", "rule.number: "),
        ("at_most: 1", "at_most: 0", "at_most: "),
    ],
)
def test_a_composite_that_cannot_be_followed_says_where_and_why(
    tmp_path: Path, said: str, instead: str, sentence: str
) -> None:
    assert said in COMPOSITE
    assert sentence in refused(tmp_path, COMPOSITE.replace(said, instead))
