"""What a result says, in words and figures that anyone can read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leastfirst.definitions.designation import WorstComposite
from leastfirst.exchange.report.certainty import Certainty
from leastfirst.exchange.report.page import Head, relied_on
from leastfirst.exchange.report.places import Group, Places, with_the
from leastfirst.exchange.report.rule_words import NearTheLine, near_the_line, why_chosen
from leastfirst.ground.area_codes import level_words
from leastfirst.ground.tables import Inputs
from leastfirst.ground.words import capital, counted, listed
from leastfirst.measure import DesignationResult

STATUS_WORDS = {
    "published": ("The rule is published, the list is worked out here", "We read the rule at its source."),
    "inferred": (
        "Our reading, not confirmed",
        "This is our reading of the rule, never confirmed. Not an official list.",
    ),
    "decided": ("Decided", "Those who use it decided on this rule."),
    "recalled": ("To be checked", "This rule was written down from memory. Check it before you rely on it."),
    "example": ("An example", "This is an example to learn from, not a published rule."),
}


@dataclass(frozen=True)
class Findings(Head):
    """The head of a report, with what its list has near the line and what was not assessed."""

    near: NearTheLine
    not_assessed: tuple[int, ...]


def find(result: DesignationResult, places: Places, inputs: Inputs, certainty: Certainty | None = None) -> Findings:
    """Say what was found: how many, where, how near to the line, and what is not known."""
    near = near_the_line(result, inputs)
    districts, regions = places.districts(), places.regions()
    everyone = int(places.people.sum())
    called = counted(result.count, result.designation.called_one, result.designation.called)
    nation = capital(places.nation)
    figures = [
        (f"{result.count:,}", f"of {len(result.areas):,} {level_words(result.areas.geography.level, plural=True)}"),
        (f"{result.residents:,}", "people live there"),
    ]
    if result.residents:
        figures.append((f"1 in {everyone / result.residents:.0f}", f"of all {everyone:,} residents"))
    if districts:
        figures.append((f"{len(districts):,}", f"{places.district_word} have at least one"))
    if certainty and result.count:
        firm = certainty.steps[0]
        figures.append((f"{firm.chosen:,}", f"{'is' if firm.chosen == 1 else 'are'} firm: {firm.meaning}"))
    return Findings(
        f"{nation} has {called}, home to {result.residents:,} people.",
        why_chosen(result) if result.count else "No area meets the rule.",
        relied_on(result.designation.status, result.designation.standing, STATUS_WORDS),
        tuple(figures),
        tuple(_paragraphs(result, places, districts, regions, near)) if result.count else (),
        near,
        tuple(np.flatnonzero(~result.assessed).tolist()),
    )


def _paragraphs(
    result: DesignationResult, places: Places, districts: list[Group], regions: list[Group], near: NearTheLine
) -> list[str]:
    level = level_words(result.areas.geography.level)
    typical = int(np.median(places.people[result.designated]))
    told = [
        f"Each of them is {'an' if level[0] in 'LMaeio' else 'a'} {level}, a small area that statistics are kept for. "
        f"Half of them have fewer than {typical:,} residents."
    ]
    if districts:
        told.append(_where(places, districts, regions, result.residents))
    told.append(_line(near, by_walk=isinstance(result.designation.rule, WorstComposite)))
    return told


def _where(places: Places, districts: list[Group], regions: list[Group], residents: int) -> str:
    told = []
    counted_regions = [group for group in regions if group.residents]
    if len(regions) > 1 and counted_regions:
        most = counted_regions[0]
        told.append(
            f"By region, {with_the(most.name)} has the most: {most.chosen:,} areas with {most.residents:,} people, "
            f"{most.share:.1%} of its residents."
        )
        highest = max(counted_regions, key=lambda group: group.share)
        if highest is not most:
            told.append(
                f"{capital(with_the(highest.name))} has the largest share: {highest.share:.1%} of its residents."
            )
        none = [with_the(group.name) for group in regions if not group.chosen]
        if none:
            told.append(f"{capital(listed(none))} {'has' if len(none) == 1 else 'have'} none.")
    if len(districts) > 1:
        top = [f"{each.short} ({each.residents:,} people in {counted(each.chosen, 'area')})" for each in districts[:5]]
        told.append(f"The {places.district_word} with the most people in such areas are {listed(top)}.")
    else:
        told.append(f"All of them are in {districts[0].short}.")
    half = _districts_with_half(districts, residents)
    if half < len(districts) / 3:
        told.append(f"Half of all these people live in just {half:,} {places.district_word}.")
    return " ".join(told)


def _districts_with_half(districts: list[Group], residents: int) -> int:
    sums = np.cumsum([group.residents for group in districts])
    return int(np.searchsorted(sums, residents / 2)) + 1


def _line(near: NearTheLine, *, by_walk: bool) -> str:
    inside = f"{near.inside or 'None'} of these areas {'is' if near.inside == 1 else 'are'}"
    let_in = " that the rule would let in" if by_walk else ""
    others = counted(near.outside, "other") if near.outside else "no others"
    outside = f"{others}{let_in} {'is' if near.outside == 1 else 'are'}"
    places = counted(near.places, "place")
    return (
        f"A line is sharp, and life is not. {inside} inside by {places} in the ranking or fewer, and {outside} outside "
        f"by as little. {places.capitalize()} {'is' if near.places == 1 else 'are'} about 1% of all areas."
    )
