"""The page of a vote: what a resident can count on, and that nothing on it is another number than in outcome.json."""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from leastfirst.definitions import load_rule_sheet
from leastfirst.exchange.pabulib import read_pabulib
from leastfirst.exchange.report import vote_report
from leastfirst.exchange.report.vote_text import clean
from leastfirst.ground.provenance import InputRecord, Manifest
from tests.unit.exchange.report.vote_making import COUNTY, DEFAULT, Made, made_vote

SHEETS = (DEFAULT, "equal-shares-count", "greedy-votes", "phragmen")


@pytest.fixture(scope="module", params=SHEETS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made_vote(COUNTY, tmp_path_factory.mktemp(request.param), rules=request.param)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made_vote(COUNTY, tmp_path_factory.mktemp("county"))


def test_the_page_asks_nobody_for_anything_and_runs_nothing(made: Made) -> None:
    tags = made.read.tags
    assert {tag for tag, _ in tags}.isdisjoint({"script", "link", "img", "iframe", "object", "form", "image"})
    assert not [name for _, attrs in tags for name in attrs if name.startswith("on") or name in ("src", "style")]
    assert "url(" not in made.html.replace("url(#", "(#")
    assert all(link.startswith("#") for link in made.read.links)


def test_every_link_leads_to_something_and_headings_step_down(made: Made) -> None:
    assert max(Counter(made.read.ids).values()) == 1
    assert {link.removeprefix("#") for link in made.read.links} <= set(made.read.ids)
    levels = [int(tag[1]) for tag, _ in made.read.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    tags = Counter(tag for tag, _ in made.read.tags)
    assert tags["caption"] == tags["table"]
    assert all(attrs.get("scope") for tag, attrs in made.read.tags if tag == "th")


def numbers_in(text: str) -> set[str]:
    """Numbers as people write them, without their signs: 1,997,000 and 37.4."""
    return set(re.findall(r"\d[\d,]*(?:\.\d+)?", re.sub(r"\b[0-9a-f]{64}\b", "", text)))


def said_in(value: Any) -> Iterator[str]:
    """Every number of a record, and every number in its words."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from numbers_in(key)
            yield from said_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from said_in(each)
    elif isinstance(value, str):
        yield from numbers_in(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from numbers_in(f"{value:,} {value:,.2f} {value:g}")


def worked_out(record: dict[str, Any]) -> Iterator[str]:
    """What can be worked out from a record by adding and dividing: the only other numbers that may stand there."""

    def money(value: Fraction | float) -> set[str]:
        return numbers_in(f"{float(value):,.2f} {float(value):,.0f}")

    projects, head = record["projects"], record["election"]
    running = Fraction(0)
    for id in record["elected"]:
        running += Fraction(str(projects[id]["cost"]))
        yield from money(running)
    yield from money(sum(projects[id]["cost"] for id in record["voters"]["greedy_votes"]["elected"]))
    yield from money(Fraction(str(head["budget"])) / head["voters"])
    for each in projects.values():
        for row in each.get("paid", ()):
            yield from money(Fraction(row["each"]) * row["voters"])
        if each["votes"]:
            yield from money(Fraction(str(each["cost"])) / each["votes"])
            yield from money(Fraction(100, each["votes"]))
        if Fraction(each.get("price", "0")):
            yield from money(Fraction(each["price"]))
        for n in range(1, len(each.get("paid", ())) + 1):
            yield f"{sum(row['voters'] for row in each['paid'][-n:]):,}"
    for which in ("this_rule_sheet", "greedy_votes"):
        yield f"{sum(record['voters'][which]['money_by_tenth_percent'][:5]):.1f}"
        yield f"{len(record['voters'][which].get('elected', record['elected'])):,}"
    for sheet in record["other_rule_sheets"]:
        yield f"{len(sheet['elected']):,}"
    yield from (str(n) for n in range(len(projects) + 1))


def test_every_number_on_the_page_is_that_of_outcome_json(made: Made) -> None:
    svg = re.sub(r"<svg.*?</svg>", " ", made.html, flags=re.DOTALL)  # drawings are tested by their own words
    body = re.sub(r"<[^>]+>", " ", svg.partition("<body>")[2])
    texts = " ".join(text for project in made.election.projects for _, text in project.texts)
    words = "sha256 0.1.0 vote-2026.pb 100 " + texts + " ".join(text for _, text in made.election.meta)
    may = {each.rstrip(",") for each in [*said_in(made.record), *worked_out(made.record), *numbers_in(words)]}
    shown = {each.rstrip(",") for each in numbers_in(unescape(body))}
    # A number that is whole in pounds is written without its .00.
    assert {each for each in shown if each not in may and f"{each}.00" not in may and f"{each}.0" not in may} == set()


def test_every_project_stands_there_with_cost_votes_and_its_fate(made: Made) -> None:
    winners, losers = made.section("winners"), made.section("losers")
    for id, each in made.record["projects"].items():
        block = made.block(id)
        assert unescape(each["name"]) in unescape(block)
        assert f"£{each['cost']:,} · {each['votes']:,} votes ({each['votes_percent']:g}% of voters)" in block
        assert block in (winners if each["elected"] else losers)
    order = [f"project-{made.election.position[id] + 1}" for id in made.record["elected"]]
    assert re.findall(r'<li id="(project-\d+)">', winners) == order


def test_who_paid_is_drawn_to_one_scale_so_that_the_area_is_the_cost(county: Made) -> None:
    areas = {}
    for id in county.record["elected"]:
        path = re.search(r'<path class="some" d="([^"]+)"', county.block(id))
        assert path
        corners = [tuple(map(float, each.split())) for each in re.findall(r"[\d.]+ [\d.]+", path[1])]
        areas[id] = sum((b[0] - a[0]) * (64 - a[1]) for a, b in itertools.pairwise(corners) if b[0] > a[0])
    cost = {id: county.record["projects"][id]["cost"] for id in areas}
    scale = sum(areas.values()) / sum(cost.values())
    assert all(areas[id] == pytest.approx(cost[id] * scale, rel=0.02) for id in areas)


def test_the_first_round_is_worked_out_by_hand(made: Made) -> None:
    section = unescape(re.sub(r"<[^>]+>", "|", made.section("method")))
    assert ("The first round" in section) == made.record["rule_sheet"]["id"].startswith("equal-shares")
    if made.record["rule_sheet"]["id"] == DEFAULT:
        row = section.replace("||", "|").partition("|A new roof and heating for the Lamp Room hall|")[2]
        # £640,000 from 126 people, and what £100 of it asks of each of them.
        assert row.replace("|", " ").split()[:4] == ["£640,000", "126", "£5,079.37", "£0.79"]


def test_payments_that_do_not_make_the_cost_stop_the_page(county: Made) -> None:
    record = json.loads(json.dumps(county.record))
    record["projects"]["7"]["paid"][0]["voters"] += 1
    with pytest.raises(AssertionError, match="the payments for 'A skate park"):
        page_of(record, COUNTY)


def page_of(record: dict[str, Any], file: Path, rules: str = DEFAULT) -> str:
    sheet = load_rule_sheet(rules)
    manifest = Manifest("a test", (InputRecord("vote.pb", "", "", "", "", "0" * 64),), (sheet.record,))
    return vote_report(record, read_pabulib(file).election, sheet, manifest=manifest)


def test_the_page_is_made_from_outcome_json_and_the_ballot_paper_alone(county: Made) -> None:
    assert page_of(county.record, COUNTY).count("<section") == county.html.count("<section")


def test_a_loser_is_told_what_it_would_have_taken(county: Made) -> None:
    lost = county.record["projects"]["17"]
    assert lost["more_supporters"]["by"] == 1
    assert "It would have won if 1 more person who voted had chosen it too, or if it had cost £44,999." in clean(
        unescape(re.sub("<[^>]+>", "", county.block("17")))
    )


def test_the_first_words_are_short(made: Made) -> None:
    head = made.html.partition('<header class="top">')[2].partition("<ol")[0] + made.section("meaning")
    words = [unescape(re.sub(r"<[^>]+>", " ", each)) for each in re.findall(r"<p[^>]*>(.*?)</p>", head, re.DOTALL)]
    sentences = [each.split() for each in re.split(r"(?<=[.?])\s+", " ".join(words)) if each]
    assert sum(map(len, sentences)) / len(sentences) < 15
    letters = [len(word) for sentence in sentences for word in sentence]
    assert sum(letters) / len(letters) < 5


def test_a_tie_is_told_with_who_won_it_by_which_rule(county: Made) -> None:
    row = re.sub(r"<[^>]+>", "|", county.section("ties"))
    for words in ("Chapel Row", "Screens Green", "the lower number in the list"):
        assert words in row
    assert "It was exactly level with" in county.block("16")


def test_two_ways_of_counting_stand_side_by_side(county: Made) -> None:
    text = county.read.text
    assert "2 of 302 people chose something and won nothing. With the most votes first, it would have been 113." in text
    assert "Changing rooms at the Headstocks sports field lost with 109 votes" in text


def test_the_rules_stand_there_in_words_with_their_fingerprint(made: Made) -> None:
    rules = unescape(re.sub(r"<[^>]+>", "", made.section("rules")))
    assert made.record["sha256"] in rules
    assert all(sentence in rules for sentence in made.record["rule_sheet"]["words"])
    assert "does not say when the rules were fixed" in rules


def test_the_table_of_projects_says_what_outcome_json_says(made: Made) -> None:
    with (made.folder / "projects.csv").open(encoding="utf-8", newline="") as file:
        lines = {line["project_id"]: line for line in csv.DictReader(file)}
    assert list(lines) == [project.id for project in made.election.projects]
    for id, each in made.record["projects"].items():
        line = lines[id]
        assert (float(line["cost"]), int(line["votes"])) == (each["cost"], each["votes"])
        assert line["elected"] == str(each["elected"]).lower()
        assert line["elected_most_votes_first"] == str(id in made.record["voters"]["greedy_votes"]["elected"]).lower()
        assert line["elected_as_published"] == ""
        assert line["short"] == str(each.get("short", ""))
        assert line["why"].startswith(each["why"])


def test_every_project_can_be_found_by_its_name_before_the_long_lists(county: Made) -> None:
    section = county.section("find")
    assert county.html.index('<section id="find"') < county.html.index('<section id="winners"')
    assert '<a href="#find">Find your project</a>' in county.html
    found = re.findall(r'<li><a href="#(project-[0-9]+)"><bdi>(.+?)</bdi></a> <span class="note">(\w+)</span>', section)
    assert len(found) == len(county.record["projects"])
    names = [unescape(name).casefold() for _, name, _ in found]
    assert names == sorted(names)
    for anchor, _, fate in found:
        project = county.election.projects[int(anchor.removeprefix("project-")) - 1]
        assert fate == ("won" if county.record["projects"][project.id]["elected"] else "lost")
        assert f'<li id="{anchor}">' in county.html


def test_how_sure_says_that_it_asks_something_else(county: Made) -> None:
    assert "This is another question than what a loser would have needed" in county.section("sure")
    losers = county.section("losers")
    assert losers.index("We take those with the most money left") < losers.index("<ul class=")
