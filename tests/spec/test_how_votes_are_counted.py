"""The page "How votes are counted" is the specification: each of its tables is worked out again by the real code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.spec.page import Example, examples, same
from tests.spec.vote_page import named, work_out

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "how-votes-are-counted.md"
EXAMPLES = examples(PAGE)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_every_table_of_the_page_is_what_the_code_works_out(example: Example) -> None:
    found = work_out(example, named(EXAMPLES))
    assert found, f"{example}: nothing in this table is worked out"
    for column, values in found.items():
        wrong = [
            f"{row[example.settings['columns'][0]]}: the page says {row[column]}, the code {value}"
            for row, value in zip(example.rows, values, strict=True)
            if not same(row[column], value)
        ]
        assert not wrong, f"{example}, column {column}: {'; '.join(wrong)}"


def test_every_rule_has_an_example() -> None:
    shown = {str(each.settings.get("elect")) for each in EXAMPLES}
    assert {"greedy-votes", "equal-shares-cost", "equal-shares-cost-add1", "phragmen"} <= shown
