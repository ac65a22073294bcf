"""The page "How it is worked out" is the specification: each of its tables is worked out again by the real code."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest

from leastfirst.definitions import rules
from leastfirst.definitions.designation import Summary, WorstComposite, WorstOnAll
from leastfirst.ground.errors import LeastfirstError
from tests.spec.page import Example, assert_same, examples, headings, work_out

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "how-it-is-worked-out.md"
EXAMPLES = examples(PAGE)
NAMED = {example.settings["name"]: example for example in EXAMPLES if "name" in example.settings}


def every_rule() -> list[str]:
    """The names of all rules that a definition can follow, as they are written in YAML."""
    models = [rule for rule in rules.Rule.__subclasses__() if rule is not rules.Leave]
    return [
        *(name for model in models for name in get_args(model.model_fields["rule"].annotation)),
        *get_args(Summary),
        *(get_args(rule.model_fields["kind"].annotation)[0] for rule in (WorstOnAll, WorstComposite)),
    ]


@pytest.mark.parametrize("example", [e for e in EXAMPLES if "data" not in e.settings], ids=str)
def test_every_table_of_the_page_is_what_the_code_works_out(example: Example) -> None:
    if "refused" in example.settings:
        with pytest.raises(LeastfirstError) as caught:
            work_out(example, NAMED)
        assert example.settings["refused"] in str(caught.value)
        return
    assert_same(example, work_out(example, NAMED))


def test_no_table_goes_unchecked() -> None:
    assert [str(example) for example in EXAMPLES if not example.settings] == []


@pytest.mark.parametrize("rule", every_rule())
def test_every_rule_has_a_section_with_an_example_of_it(rule: str) -> None:
    sections = [heading for heading in headings(PAGE) if f"`{rule}`" in heading]
    assert len(sections) == 1, f"{PAGE.name} needs one section with `{rule}` in its heading"
    used = [words_of(e.settings) for e in EXAMPLES if e.section == sections[0]]
    assert any(rule in words for words in used), f"the section '{sections[0]}' has no table that uses the rule"


def words_of(settings: Any) -> set[str]:
    """Every word in the comment above a table."""
    if isinstance(settings, dict):
        return {str(key) for key in settings} | {word for value in settings.values() for word in words_of(value)}
    if isinstance(settings, list):
        return {word for value in settings for word in words_of(value)}
    return {str(settings)}
