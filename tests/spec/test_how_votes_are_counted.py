"""The page "How votes are counted" is the specification: each of its tables is worked out again by the real code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.spec.page import Example, assert_same, examples
from tests.spec.vote_page import named, work_out

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "how-votes-are-counted.md"
EXAMPLES = examples(PAGE)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_every_table_of_the_page_is_what_the_code_works_out(example: Example) -> None:
    assert_same(example, work_out(example, named(EXAMPLES)))


def test_every_rule_has_an_example() -> None:
    shown = {str(each.settings.get("elect")) for each in EXAMPLES}
    assert {"greedy-votes", "equal-shares-cost", "equal-shares-cost-add1", "phragmen"} <= shown
