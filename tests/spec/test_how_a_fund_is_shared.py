"""The page "How a fund is shared" is the specification: each of its tables is worked out again by the real code."""

from __future__ import annotations

from pathlib import Path

import pytest

from leastfirst.definitions.yaml_files import shipped
from tests.spec.fund_page import work_out
from tests.spec.page import Example, assert_same, examples

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "how-a-fund-is-shared.md"
EXAMPLES = examples(PAGE)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_every_table_of_the_page_is_what_the_code_works_out(example: Example) -> None:
    assert_same(example, work_out(example))


def test_every_formula_that_is_more_than_one_column_has_an_example() -> None:
    shown = {example.settings["formula"] for example in EXAMPLES if "formula" in example.settings}
    assert set(shipped("formulas")) - shown == {"equal-shares", "by-population"}
