"""The page on the format of a rule sheet names every key that there is, and its examples count the county's vote."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from leastfirst.decide import Election, count
from leastfirst.definitions import RuleSheet, load_rule_sheet
from leastfirst.definitions.model import Status
from leastfirst.definitions.rule_sheet import Completion, Rule, Satisfaction
from leastfirst.definitions.rule_sheet_parts import TieRule
from leastfirst.exchange.pabulib import read_pabulib
from tests.docs.test_fund_reference import models, named
from tests.docs.test_pages_run import DOCS, blocks
from tests.unit.exchange.report.vote_making import COUNTY

PAGE = "reference/rule-sheets.md"
TEXT = (DOCS / PAGE).read_text(encoding="utf-8")
EXAMPLES = blocks(PAGE, "yaml")
# A part of the budget is written as one word, and the sha256 is what loading fills in.
MODELS = {each.__name__: each for each in models(RuleSheet) if each.__name__ != "Part"}
TABLES = {
    name: [line.strip("| ").split(" | ")[0] for line in rows.splitlines()[2:]]
    for name, rows in re.findall(r"<!-- keys: (.+?) -->\n\n((?:\|.*\n)+)", TEXT)
}


@pytest.fixture(scope="module")
def election() -> Election:
    return read_pabulib(COUNTY).election


def test_every_part_of_a_rule_sheet_has_its_table() -> None:
    assert set(TABLES) == set(MODELS)


@pytest.mark.parametrize("name", TABLES)
def test_a_part_has_the_keys_that_the_page_says(name: str) -> None:
    said = [key for cell in TABLES[name] for key in named(cell)]
    assert len(said) == len(set(said))
    assert set(said) == set(MODELS[name].model_fields) - {"sha256"}


@pytest.mark.parametrize("words", [Rule, Satisfaction, Completion, TieRule, Status])
def test_the_closed_lists_are_whole(words: object) -> None:
    prose = re.sub(r"^```.*?^```$", "", TEXT, flags=re.M | re.S)
    assert set(get_args(words)) <= set(named(prose)), words


@pytest.mark.parametrize("example", EXAMPLES, ids=[" ".join(each.split())[:40] for each in EXAMPLES])
def test_every_example_counts_the_vote_of_the_county(example: str, election: Election, tmp_path: Path) -> None:
    whole = {**yaml.safe_load(EXAMPLES[0]), **yaml.safe_load(example)}
    path = tmp_path / "our-rules.yaml"
    written = {key: value for key, value in whole.items() if value is not None}
    path.write_text(yaml.safe_dump(written, sort_keys=False), encoding="utf-8")
    counted = count(election, load_rule_sheet(path))
    assert counted.outcome.elected
    assert counted.spent <= election.budget


def test_the_examples_use_every_key() -> None:
    whole = [yaml.safe_load(each) for each in EXAMPLES]
    assert {key for each in whole for key in each} == set(RuleSheet.model_fields) - {"sha256"}
    assert {each["rule"] for each in whole if "rule" in each} == set(get_args(Rule))
    for name, key in (("Exclusion", "exclusions"), ("Dependent", "dependent"), ("Reserved", "reserved")):
        used = {part for each in whole for row in each.get(key, ()) for part in row}
        assert used == set(MODELS[name].model_fields)
