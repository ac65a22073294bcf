"""How a list was worked out: the measures and the rule in words, and one area taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from leastfirst.definitions.designation import Measure, Summary
from leastfirst.definitions.recipe import Node, Recipe
from leastfirst.definitions.rules import Leave, Rule
from leastfirst.exchange.report.page import TableView
from leastfirst.exchange.report.rule_words import rule_in_full
from leastfirst.exchange.report.worked_example import Example, worked_example
from leastfirst.ground.errors import DataError
from leastfirst.ground.tables import Inputs, split_reference
from leastfirst.measure import DesignationResult

SUMMARIES: dict[Summary, str] = {
    "average-score": "the average of the scores, weighted by residents",
    "average-rank": "the average of the ranks, weighted by residents",
    "proportion": "the share of small areas that are in the worst tenth of the country",
    "extent": "the share of residents in the worst 30% of small areas, counting the worst most",
    "local-concentration": "the average rank of the worst small areas that hold a tenth of the residents",
}
STEPS = ("impute", "treat", "shrink", "standardise", "transform")


@dataclass(frozen=True)
class MeasureWords:
    """One measure: its index, the tree of parts, what the rules in it do, and how it is summed up."""

    title: str
    summary: str
    source: str
    tree: TableView
    rules: tuple[tuple[str, str], ...]
    steps_up: tuple[str, ...]
    ranking: str


@dataclass(frozen=True)
class Method:
    """How it was worked out, in the order of the page."""

    rule: tuple[str, ...]
    measures: tuple[MeasureWords, ...]
    example: Example | None


def explain(result: DesignationResult, inputs: Inputs) -> Method:
    """Say the whole method in words, from the definitions that were followed."""
    measures = tuple(_measure(m.measure, m.index.recipe, inputs) for m in result.measures)
    return Method(tuple(rule_in_full(result)), measures, worked_example(result, inputs))


def _measure(measure: Measure, recipe: Recipe, inputs: Inputs) -> MeasureWords:
    rows = tuple(_rows(recipe, recipe.index, "", 0, inputs))
    return MeasureWords(
        measure.title,
        recipe.summary,
        recipe.source,
        TableView(
            f"The parts of the {recipe.title}", ("Part", "Weight", "Taken from", "What is done"), rows, frozenset({1})
        ),
        tuple(_rules(recipe)),
        tuple(_steps_up(measure, recipe)),
        _ranking(measure, recipe),
    )


def _rows(recipe: Recipe, name: str, weight: str, depth: int, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    """A row for each node, those below it indented under it."""
    node = recipe.nodes[name]
    yield (("– " * depth) + node.title, weight, _taken_from(node, inputs), _done(node))
    for child, each in (node.weights or {}).items():
        yield from _rows(recipe, child, f"{each:g}", depth + 1, inputs)


def _taken_from(node: Node, inputs: Inputs) -> str:
    if node.indicator is None:
        return "the parts below"
    table_id, column = split_reference(node.indicator)
    if table_id not in inputs:
        return node.indicator
    meta = inputs[table_id].meta
    try:
        field = meta.field(column)
    except DataError:
        return node.indicator
    return f"{meta.title}: {field.title or column}"


def _used(node: Node) -> Iterator[Rule]:
    for step in STEPS:
        rule: Rule = getattr(node, step)
        if not isinstance(rule, Leave):
            yield rule
    if node.aggregate is not None:
        yield node.aggregate


def _done(node: Node) -> str:
    return ", then ".join(rule.rule.replace("-", " ") for rule in _used(node)) or "used as it stands"


def _rules(recipe: Recipe) -> Iterator[tuple[str, str]]:
    """What each rule in the recipe does, in the words of the rule's own definition; each rule once."""
    seen = set()
    for _, node in recipe.bottom_up():
        for rule in _used(node):
            if rule.rule not in seen:
                seen.add(rule.rule)
                words = " ".join((type(rule).__doc__ or "").split("\n\n")[0].split())
                yield rule.rule.replace("-", " "), words


def _steps_up(measure: Measure, recipe: Recipe) -> Iterator[str]:
    here = recipe.geography.words
    for step in measure.roll_up:
        there = step.through.partition("--")[2]
        yield (
            f"From {here} to {_geography(there)}, through the lookup {step.through}: {SUMMARIES[step.summary]} "
            f"({step.population})."
        )
        here = _geography(there)


def _geography(text: str) -> str:
    from leastfirst.ground.area_codes import Geography

    return Geography.parse(text).words


def _ranking(measure: Measure, recipe: Recipe) -> str:
    precision = measure.precision if measure.roll_up else recipe.precision
    rounded = "single precision" if precision == "single" else f"{precision} decimal places"
    if measure.roll_up:
        ties = "equal scores take successive ranks in the order of their codes"
    elif recipe.ties == "shared":
        ties = "equal scores share the same rank"
    else:
        ties = "equal scores take successive ranks in the order of their codes"
    return f"Scores are rounded to {rounded} before they are ranked; {ties}. Rank 1 is the greatest need."
