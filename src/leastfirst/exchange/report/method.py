"""How a list was worked out: the measures and the rule in words, and one area taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leastfirst.definitions.designation import Measure, Summary
from leastfirst.definitions.recipe import Node, Recipe
from leastfirst.definitions.rules import Leave, Rule
from leastfirst.exchange.report.page import TableView
from leastfirst.exchange.report.rule_words import rule_in_full
from leastfirst.exchange.report.worked_example import Example, worked_example
from leastfirst.ground.errors import DataError
from leastfirst.ground.ranks import Precision, Ties
from leastfirst.ground.tables import Inputs, TableMeta, split_reference
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
class IndexWords:
    """An index: the tree of its parts, what the rules in it do, and how scores become ranks."""

    tree: TableView
    rules: tuple[tuple[str, str], ...]
    ranking: str


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


def index_words(recipe: Recipe, metas: Mapping[str, TableMeta]) -> IndexWords:
    """Say how an index is made up, from its recipe; `metas` are the tables whose titles can be told, by id."""
    rows = tuple(_rows(recipe, recipe.index, "", 0, metas))
    columns = ("Part", "Weight", "Taken from", "What is done")
    tree = TableView(f"The parts of the {recipe.title}", columns, rows, frozenset({1}))
    return IndexWords(tree, tuple(_rules(recipe)), _ranking(recipe.precision, recipe.ties))


def _measure(measure: Measure, recipe: Recipe, inputs: Inputs) -> MeasureWords:
    said = index_words(recipe, {table.id: table.meta for table in inputs.values()})
    return MeasureWords(
        measure.title,
        recipe.summary,
        recipe.source,
        said.tree,
        said.rules,
        tuple(steps_up(measure, recipe)),
        _ranking(measure.precision, "in-order") if measure.roll_up else said.ranking,
    )


def _rows(
    recipe: Recipe, name: str, weight: str, depth: int, metas: Mapping[str, TableMeta]
) -> Iterator[tuple[str, ...]]:
    """A row for each node, those below it indented under it."""
    node = recipe.nodes[name]
    yield (("– " * depth) + node.title, weight, _taken_from(node, metas), _done(node))
    for child, each in (node.weights or {}).items():
        yield from _rows(recipe, child, f"{each:g}", depth + 1, metas)


def _taken_from(node: Node, metas: Mapping[str, TableMeta]) -> str:
    if node.indicator is None:
        return "the parts below"
    table_id, column = split_reference(node.indicator)
    if table_id not in metas:
        return node.indicator
    meta = metas[table_id]
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


def steps_up(measure: Measure, recipe: Recipe) -> Iterator[str]:
    """How a measure is brought from the areas of its index to larger ones, a sentence for each step."""
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


def _ranking(precision: Precision, ties: Ties) -> str:
    rounded = "single precision" if precision == "single" else f"{precision} decimal places"
    equal = (
        "equal scores share the same rank"
        if ties == "shared"
        else "equal scores take successive ranks in the order of their codes"
    )
    return f"Scores are rounded to {rounded} before they are ranked; {equal}. Rank 1 is the greatest need."
