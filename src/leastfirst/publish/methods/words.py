"""A definition in plain words, as Markdown: what it is made of and what is done, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leastfirst.definitions import (
    Comparison,
    Designation,
    Formula,
    Fund,
    Recipe,
    RuleSheet,
    Similarity,
    UncertaintySpec,
    formula_words,
    words,
)
from leastfirst.definitions.comparison import Group
from leastfirst.definitions.fund_places import Designated
from leastfirst.exchange.report.method import index_words, steps_up
from leastfirst.exchange.report.page import TableView
from leastfirst.exchange.report.rule_words import tenth
from leastfirst.ground.tables import TableMeta
from leastfirst.ground.words import capital, listed
from leastfirst.publish.methods.pages import plain

Metas = Mapping[str, TableMeta]


@dataclass(frozen=True)
class Words:
    """The Markdown of a definition, and the other definitions that it names, as (kind, id)."""

    markdown: str
    names: tuple[tuple[str, str], ...] = ()


def index_page(recipe: Recipe, metas: Metas) -> Words:
    """An index: its parts with their weights, what each rule does, how scores become ranks."""
    said = index_words(recipe, metas)
    told = [_head("How it is made up"), _table(said.tree), _head("What is done")]
    told.append(_listed(f"**{plain(capital(rule))}**: {plain(does)}" for rule, does in said.rules))
    told += [_head("How scores become ranks"), plain(said.ranking)]
    return Words(_joined(told))


def designation_page(designation: Designation, rule: Sequence[str]) -> Words:
    """A list: its measures, its rule in full where it was followed here, else in short; and its caveats."""
    told = [_head("The measures")]
    told.append(
        _listed(
            " ".join([f"**{plain(each.title)}**.", *map(plain, steps_up(each, designation.recipes[each.index]))])
            for each in designation.measures
        )
    )
    told += [_head("The rule"), _numbered(map(plain, rule or [_rule_in_short(designation)]))]
    if designation.caveats:
        told += [_head("What to bear in mind"), _listed(map(plain, designation.caveats))]
    return Words(_joined(told), tuple(("index", recipe.id) for recipe in designation.recipes.values()))


def _rule_in_short(designation: Designation) -> str:
    rule, on = designation.rule, listed([each.short for each in designation.measures])
    if rule.kind == "worst-on-all":
        return f"An area is chosen when it is in the worst {tenth(rule.share)} on {on}."
    return f"The {rule.number:,} areas with the greatest need are chosen, when {on} are added together."


def fund_page(fund: Fund, method: Sequence[str]) -> Words:
    """A fund: its rules where it was shared here, its pots and what the money is for."""
    named = fund.formulas[fund.formula].title if isinstance(fund.formula, str) else "its own"
    rules = method or [f"The money is shared by a formula: {named}.", "No place applies, and nobody bids."]
    told = [_head("The rules, in the order in which they apply"), _numbered(map(plain, rules))]
    if isinstance(fund.formula, str):
        names = [("formula", fund.formula)]
    else:
        names = []
        told += [_head("The formula"), *_formula_steps(fund)]
    told += [_head("The pots"), _listed(_pot(pot) for pot in fund.pots)]
    if fund.purposes:
        told += [_head("What the money is for"), _listed(plain(each.title) for each in fund.purposes)]
    if fund.caveats:
        told += [_head("What to bear in mind"), _listed(map(plain, fund.caveats))]
    if isinstance(fund.places, Designated):
        names.append(("designation", fund.places.designation))
    names += [("index", recipe.id) for recipe in fund.recipes.values()]
    return Words(_joined(told), tuple(names))


def _pot(pot: Any) -> str:
    strings = f"; {len(pot.strings)} {'string' if len(pot.strings) == 1 else 'strings'}" if pot.strings else ""
    return f"**{plain(pot.title)}** ({plain(pot.owner)}){strings}"


def formula_page(formula: Formula) -> Words:
    """A formula: each step in a sentence, and what the last one means."""
    return Words(_joined([_head("Step by step"), *_formula_steps(formula)]))


def _formula_steps(formula: Formula | Fund) -> Iterator[str]:
    tree = formula if isinstance(formula, Formula) else formula.tree
    yield _numbered(f"**{plain(title)}**: {plain(does)}" for title, does in formula_words.words(tree))
    yield plain(formula_words.what_comes_of_it(tree))


def rule_sheet_page(sheet: RuleSheet) -> Words:
    """A rule sheet: a sentence for each setting."""
    return Words(_joined([_head("How it counts"), _numbered(map(plain, words(sheet)))]))


def comparison_page(comparison: Comparison) -> Words:
    """A comparison: its groups, by whom averages are weighted, and what is left out and why."""
    told = [_head("The groups"), _listed(_group(each) for each in comparison.groups)]
    weights = [f"{plain(name)}: {plain(each.count)}" for name, each in comparison.weights.items()]
    told += [_head("Averages are weighted by"), _listed(weights)]
    if comparison.mixes:
        mixes = [plain(capital(each.called)) for each in comparison.mixes.values()]
        told += [_head("Groups are also matched by"), _listed(mixes)]
    if comparison.leave_out:
        left = [f"{plain(name)}, because {plain(why)}" for name, why in comparison.leave_out.items()]
        told += [_head("Left out"), _listed(left)]
    chosen = [getattr(each.areas, "designation", "") for each in comparison.groups]
    return Words(_joined(told), tuple(("designation", each) for each in dict.fromkeys(filter(None, chosen))))


def _group(group: Group) -> str:
    left_out = [plain(each.replace("_", " ")) for each in group.leave_out]
    without = f", without {listed(left_out)}" if left_out else ""
    return f"**{plain(capital(group.called or group.id.replace('_', ' ')))}**: {plain(_areas(group))}{without}"


def _areas(group: Group) -> str:
    areas = group.areas
    if areas.kind == "designated":
        return f"the areas of the list {areas.designation}"
    if areas.kind == "worst":
        return f"the areas in the worst {tenth(areas.share)} on a measure of the list {areas.designation}"
    if areas.kind == "deciles":
        return f"the areas in the deciles {listed([str(each) for each in areas.deciles])} of {areas.of}"
    return f"the areas named in the file {areas.file}" if areas.kind == "codes" else "every area"


def uncertainty_page(spec: UncertaintySpec) -> Words:
    """What is uncertain: every choice that could as well have been made otherwise, with how likely each way is."""
    told = [_head("What is drawn again each time"), _listed(_choice(each) for each in spec.choices)]
    return Words(_joined(told), (("designation", spec.id),))


def _choice(choice: Any) -> str:
    told = f"**{plain(capital(choice.title))}**"
    options = getattr(choice, "options", ())
    if options:
        ways = [f"{each.title or each.id.replace('-', ' ')} ({100 * each.probability:g}%)" for each in options]
        return f"{told}: {plain('; '.join(ways))}"
    spread = getattr(choice, "spread", None)
    if spread is not None and spread.rule == "within":
        return f"{told}: each weight up to {100 * spread.share:g}% more or less"
    if spread is not None:
        return f"{told}: weights drawn around the given ones (concentration {spread.concentration:g})"
    if choice.share_of_sd:
        return f"{told}: normal errors with {choice.share_of_sd:g} of the spread of each figure"
    return f"{told}: normal errors as large as the publisher says"


def similarity_page(similarity: Similarity) -> Words:
    """A likeness: the traits by which areas are held against each other."""
    told = [
        _head("Areas are alike when they are near each other on"),
        _listed(plain(t.called) for t in similarity.traits),
    ]
    return Words(_joined(told))


def _head(words: str) -> str:
    return f"## {plain(words)}"


def _listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {each}" for each in items)


def _numbered(items: Iterable[str]) -> str:
    return "\n".join(f"{n}. {each}" for n, each in enumerate(items, start=1))


def _table(table: TableView) -> str:
    """A table of a report as Markdown, under its caption."""
    marks = ["---:" if at in table.numeric else "---" for at in range(len(table.columns))]
    rows = [map(plain, table.columns), marks, *(map(plain, row) for row in table.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _joined(blocks: Iterable[str]) -> str:
    return "\n\n".join(each for each in blocks if each) + "\n"
