"""A rule sheet says all the small print of a vote, or is refused for what no rule can do."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from leastfirst.definitions import RuleSheet, load_rule_sheet, shipped, words
from leastfirst.definitions.model import Definition
from leastfirst.definitions.rule_sheet_parts import Ties
from leastfirst.ground.errors import DefinitionError
from tests.made_up import HEAD

PLAIN = {
    **HEAD,
    "id": "made-up",
    "kind": "rule-sheet",
    "status": "example",
    "rule": "equal-shares",
    "satisfaction": "cost",
    "top_up": "greedy",
}
RAMP = {"project": "b", "reason": "the council builds it anyway"}


def sheet(folder: Path, **settings: Any) -> RuleSheet:
    path = folder / "sheet.yaml"
    content = {key: value for key, value in (PLAIN | settings).items() if value is not None}
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return load_rule_sheet(path)


@pytest.mark.parametrize(
    ("sheet_id", "says"),
    {
        "equal-shares-cost": ("equal-shares", "cost", "none", "none"),
        "equal-shares-cost-add1": ("equal-shares", "cost", "add1-until-overspent", "none"),
        "equal-shares-cost-add1-exhaustive": ("equal-shares", "cost", "add1-until-exhaustive", "none"),
        "equal-shares-cost-add1-topup": ("equal-shares", "cost", "add1-until-overspent", "greedy"),
        "equal-shares-count": ("equal-shares", "count", "none", "none"),
        "equal-shares-count-add1": ("equal-shares", "count", "add1-until-overspent", "none"),
        "equal-shares-additive-add1-topup": ("equal-shares", "additive", "add1-until-overspent", "greedy"),
        "greedy-votes": ("greedy-votes", "additive", "none", "none"),
        "greedy-votes-per-cost": ("greedy-votes-per-cost", "additive", "none", "none"),
        "phragmen": ("phragmen", "count", "none", "none"),
    }.items(),
)
def test_the_shipped_sheets_do_what_their_names_say(sheet_id: str, says: tuple[str, ...]) -> None:
    read = load_rule_sheet(sheet_id)
    assert read.id == sheet_id
    assert (read.rule, read.satisfaction, read.completion, read.top_up) == says
    assert read.step == 1
    assert len(read.sha256) == 64


def test_there_are_ten_and_a_default() -> None:
    assert len(shipped("rule-sheets")) == 10
    assert load_rule_sheet().id == "equal-shares-cost-add1-topup"
    assert len({load_rule_sheet(each).sha256 for each in shipped("rule-sheets")}) == 10


def test_the_hash_is_that_of_the_file(tmp_path: Path) -> None:
    read = sheet(tmp_path)
    assert read.sha256 == hashlib.sha256((tmp_path / "sheet.yaml").read_bytes()).hexdigest()
    assert sheet(tmp_path, minimum_votes=5).sha256 != read.sha256


GREEDY = {"rule": "greedy-votes", "satisfaction": "count", "top_up": None}


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"rule": "loudest"}, "rule: 'loudest' is not known; use 'equal-shares'"),
        ({"satisfaction": "joy"}, "satisfaction: 'joy' is not known; use 'cost'"),
        ({"satisfaction": None}, "satisfaction: it is missing"),
        ({"stop": "never"}, "stop: it is not a known key"),
        (GREEDY | {"completion": "add1-until-overspent"}, "greedy-votes has no share of each voter to raise"),
        (GREEDY | {"share": "rounded-down"}, "greedy-votes has no share of each voter to round"),
        (GREEDY | {"satisfaction": "cost"}, "greedy-votes goes by votes"),
        (GREEDY | {"top_up": "greedy"}, "greedy-votes leaves nothing to top up"),
        ({"step": 2}, "no share is raised, so there is no step"),
        ({"rule": "phragmen"}, "phragmen sees who supports what"),
        ({"top_up": "none", "part_funding": {"minimum": "80%"}}, "equal-shares without a top-up has no next project"),
        ({"part_funding": {"minimum": "0%"}}, "more than nothing and less than the whole cost"),
        ({"part_funding": {"minimum": 1}}, "more than nothing and less than the whole cost"),
        ({"completion": "add1-until-overspent", "step": 0}, "a step is more than nothing"),
        ({"minimum_votes": -1}, "has to be 0 or more"),
        ({"minimum_votes": 2.5}, "not a whole number"),
        ({"minimum_share": "5"}, "a share lies between 0 and 1"),
        ({"ties": {"order": ["lower-cost", "higher-cost"]}}, "cannot both go first"),
        ({"ties": {"order": ["lower-cost", "lower-cost"]}}, "'lower-cost' stands twice"),
        ({"ties": {"lot": ["a", "b", "a"]}}, "project 'a' is drawn twice"),
        ({"ties": {"lot": ["a"], "seed": "rain"}}, "a lot is drawn once"),
        ({"exclusions": [{"project": "b"}]}, "reason: it is missing"),
        ({"exclusions": [{"project": 12, "reason": "x"}]}, "it is not text; put it in quotes"),
        ({"exclusions": [RAMP, RAMP]}, "project 'b' is excluded twice"),
        ({"incompatible": [{"projects": ["a"], "reason": "x"}]}, "names 1, and 2 or more are needed"),
        ({"incompatible": [{"projects": ["a", "a"], "reason": "x"}]}, "project 'a' is named twice"),
        (
            {"dependent": [{"project": p, "needs": [q], "reason": "x"} for p, q in ("ab", "bc", "ca")]},
            "project 'a' needs itself",
        ),
        ({"dependent": [{"project": "a", "needs": ["c"], "reason": "x"}] * 2}, "is said twice"),
        (
            {"exclusions": [RAMP], "dependent": [{"project": "a", "needs": ["b"], "reason": "x"}]},
            "needs 'b', which is excluded",
        ),
        (
            {
                "incompatible": [{"projects": ["b", "c"], "reason": "x"}],
                "dependent": [{"project": "a", "needs": ["b", "c"], "reason": "x"}],
            },
            "which are incompatible",
        ),
        ({"reserved": [{"called": "capital", "category": "capital"}]}, "say 'at_least', 'at_most' or both"),
        ({"reserved": [{"called": "capital", "at_most": "30%"}]}, "say which projects are in it"),
        (
            {"reserved": [{"called": "x", "category": "x", "projects": ["a"], "at_most": 5}]},
            "say which projects are in it",
        ),
        ({"reserved": [{"called": "x", "category": "x", "at_most": "130%"}]}, "is not a part of a budget"),
        ({"reserved": [{"called": "x", "category": "x", "at_most": -5}]}, "is not a part of a budget"),
        ({"reserved": [{"called": "x", "category": "x", "at_least": 6, "at_most": 5}]}, "cannot both hold"),
        ({"reserved": [{"called": "x", "category": "x", "at_most": 5}] * 2}, "two reserved sub-budgets are called 'x'"),
        (
            {"reserved": [{"called": c, "category": c, "at_least": "60%"} for c in "xy"]},
            "reserve more than the whole budget",
        ),
    ],
)
def test_what_no_rule_can_do_is_refused_in_a_sentence(tmp_path: Path, settings: dict[str, Any], says: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        sheet(tmp_path, **settings)
    assert says in str(caught.value)
    assert "line " in str(caught.value)


CHANGED: dict[str, dict[str, Any]] = {
    "rule": {"rule": "phragmen", "satisfaction": "count"},
    "satisfaction": {"satisfaction": "count"},
    "share": {"share": "rounded-down"},
    "completion": {"completion": "add1-until-overspent"},
    "step": {"completion": "add1-until-overspent", "step": 0.5},
    "top_up": {"top_up": "none"},
    "ties": {"ties": {"order": ["more-votes"], "seed": "rain on Tuesday"}},
    "part_funding": {"part_funding": {"minimum": "80%"}},
    "minimum_votes": {"minimum_votes": 50},
    "minimum_share": {"minimum_share": "2.5%"},
    "exclusions": {"exclusions": [RAMP]},
    "incompatible": {"incompatible": [{"projects": ["a", "c"], "reason": "one plot"}]},
    "dependent": {"dependent": [{"project": "a", "needs": ["c"], "reason": "lights need poles"}]},
    "reserved": {"reserved": [{"called": "Capital", "category": "capital", "at_least": "30%", "at_most": 50000}]},
}


def test_every_setting_is_told_in_words(tmp_path: Path) -> None:
    assert set(CHANGED) == set(RuleSheet.model_fields) - set(Definition.model_fields) - {"kind"}
    plain = words(sheet(tmp_path))
    told = {name: set(words(sheet(tmp_path, **settings))) - set(plain) for name, settings in CHANGED.items()}
    assert all(told.values()), told
    assert told["step"] != told["completion"]
    said = " ".join(sentence for sentences in told.values() for sentence in sentences)
    for piece in (
        "at least 80% of its cost",
        "at least 50 people",
        "at least 2.5% of all voters",
        "Project 'b' cannot be elected: the council builds it anyway.",
        "Of the projects 'a' and 'c' at most one can be elected: one plot.",
        "Project 'a' can be elected only after 'c': lights need poles.",
        "Capital (category 'capital'): 30% of the budget is set apart for them and goes to no other project; "
        "they get at most 50,000 of the currency together.",
        "raised by 0.5 of the currency",
        "'rain on Tuesday'",
    ):
        assert piece in said


@pytest.mark.parametrize("sheet_id", shipped("rule-sheets"))
def test_the_words_are_sentences(sheet_id: str) -> None:
    for sentence in words(load_rule_sheet(sheet_id)):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_ties_are_one_declared_order() -> None:
    projects = [("10", 5, 3), ("9", 5, 3), ("x", 5, 3), ("c", 5, 4), ("d", 4, 1)]

    def order(ties: Ties) -> list[str]:
        return [name for name, *_ in sorted(projects, key=lambda p: ties.key(p[0], cost=p[1], votes=p[2]))]

    assert order(Ties()) == ["d", "c", "9", "10", "x"]
    assert order(Ties(order=("higher-cost",), lot=("x", "10"))) == ["x", "10", "9", "c", "d"]
    assert order(Ties(order=("more-votes",))) == ["c", "9", "10", "x", "d"]
    by_seed = [sorted(name for name, *_ in projects)]
    for seed in ("rain", "snow"):
        digests = {name: hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest() for name, *_ in projects}
        by_seed.append(order(Ties(order=(), seed=seed)))
        assert by_seed[-1] == sorted(digests, key=digests.__getitem__)
    assert by_seed[1] != by_seed[2]


def test_a_step_is_a_whole_number_of_minor_units(tmp_path: Path) -> None:
    half = sheet(tmp_path, completion="add1-until-overspent", step="1/2")
    assert half.step_in(Fraction(1, 100)) == 50
    assert load_rule_sheet().step_in(Fraction(1)) == 1
    with pytest.raises(DefinitionError, match="finer than the vote's smallest amount"):
        half.step_in(Fraction(1))


def test_a_reserved_part_is_found_by_category_target_or_id_and_counts_whole_units(tmp_path: Path) -> None:
    parts = [
        {"called": "Capital", "category": "capital", "at_most": "33.3%"},
        {"called": "Young", "target": "youth", "at_least": "33.3%"},
        {"called": "North", "projects": ["a"], "at_most": 250.5},
    ]
    capital, young, north = sheet(tmp_path, reserved=parts).reserved
    assert capital.holds("z", category=("revenue", "capital"))
    assert not capital.holds("z", target=("capital",))
    assert young.holds("z", target=("youth",))
    assert not young.holds("z", category=("", "youth"))
    assert north.holds("a")
    assert not north.holds("z", category=("",), target=("",))
    assert capital.at_most is not None
    assert young.at_least is not None
    assert north.at_most is not None
    assert capital.at_most.most(1001, Fraction(1)) == 333
    assert young.at_least.least(1001, Fraction(1)) == 334
    assert north.at_most.most(1001, Fraction(1, 100)) == 25050


def test_a_sheet_for_another_vote_is_refused(tmp_path: Path) -> None:
    made = sheet(
        tmp_path,
        ties={"lot": ["a", "d"]},
        exclusions=[RAMP],
        incompatible=[{"projects": ["a", "e"], "reason": "x"}],
        dependent=[{"project": "f", "needs": ["g"], "reason": "x"}],
        reserved=[{"called": "x", "projects": ["h"], "at_most": 5}],
    )
    made.check_projects("abcdefgh")
    with pytest.raises(DefinitionError, match="not put to the vote: 'd', 'b', 'e' and 3 more"):
        made.check_projects("ac")


def test_an_unknown_id_names_those_that_are_shipped() -> None:
    with pytest.raises(DefinitionError, match="give the path of a YAML file or one of equal-shares-additive"):
        load_rule_sheet("fairest")
    with pytest.raises(DefinitionError, match="'residents' is a profile, and a rule sheet is asked for"):
        load_rule_sheet("residents")
