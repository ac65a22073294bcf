"""Definitions: what is measured and how, as data that people can read, review and change (YAML)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from leastfirst.definitions.comparison import Comparison, is_comparison, load_comparison
from leastfirst.definitions.designation import Designation, load_designation
from leastfirst.definitions.formula import Formula, load_formula
from leastfirst.definitions.fund import Fund, load_fund
from leastfirst.definitions.profile import ProfileDefinition, load_profile
from leastfirst.definitions.recipe import Recipe, load_recipe
from leastfirst.definitions.rule_sheet import RuleSheet, load_rule_sheet
from leastfirst.definitions.rule_sheet_words import words
from leastfirst.definitions.similarity import Similarity, load_similarity
from leastfirst.definitions.three_groups import comparison_for, three_groups
from leastfirst.definitions.uncertainty import UncertaintySpec, load_uncertainty
from leastfirst.definitions.yaml_files import shipped

__all__ = [
    "Comparison",
    "Designation",
    "Entry",
    "Formula",
    "Fund",
    "ProfileDefinition",
    "Recipe",
    "RuleSheet",
    "Similarity",
    "UncertaintySpec",
    "catalogue",
    "comparison_for",
    "fund_catalogue",
    "is_comparison",
    "load_comparison",
    "load_designation",
    "load_formula",
    "load_fund",
    "load_profile",
    "load_recipe",
    "load_rule_sheet",
    "load_similarity",
    "load_uncertainty",
    "shipped",
    "three_groups",
    "words",
]


class Entry(NamedTuple):
    """One shipped definition: its id, title and status."""

    id: str
    title: str
    status: str


def catalogue() -> Iterator[tuple[str, list[Entry]]]:
    """The shipped definitions that `leastfirst measure` takes, kind by kind."""
    yield "Indices", [Entry(r.id, r.title, r.status) for r in map(load_recipe, shipped("indices"))]
    yield "Designations", [Entry(d.id, d.title, d.status) for d in map(load_designation, shipped("designations"))]
    yield "Comparisons", [Entry(c.id, c.title, c.status) for c in map(load_comparison, shipped("comparisons"))]
    yield "What is varied", [Entry(u.id, u.title, u.status) for u in map(load_uncertainty, shipped("uncertainties"))]
    yield "Similarities", [Entry(s.id, s.title, s.status) for s in map(load_similarity, shipped("similarities"))]


def fund_catalogue() -> Iterator[tuple[str, list[Entry]]]:
    """The shipped definitions that `leastfirst fund` takes, kind by kind."""
    yield "Funds", [Entry(f.id, f.title, f.status) for f in map(load_fund, shipped("funds"))]
    yield "Formulas", [Entry(f.id, f.title, f.status) for f in map(load_formula, shipped("formulas"))]
