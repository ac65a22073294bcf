"""At what geographic scale should we target? The answer in plain words, each of which follows from the figures."""

from __future__ import annotations

import numpy as np

from leastfirst.ground.area_codes import level_words
from leastfirst.ground.words import counted, listed, whole_percent
from leastfirst.measure.scale_result import ScaleResult, Targeting

USUAL = ("score", "average-score")
HARDLY = 0.02
"""Shares that lie no further apart than this are said to be hardly different."""


def scale_answer(result: ScaleResult) -> str:
    """The answer as a few short paragraphs, a sentence or two each, ready to print."""
    at = _reference(result)
    usual = [each for each in result.targetings if each.summary in USUAL]
    parts = [
        _who_is_in_need(result),
        *_level_by_level(result, usual, at),
        _verdict(result, usual, at),
        *_size_or_borders(result, usual, at),
        *_ways_of_summing_up(result, at),
        *_own_list(result),
        _limits(result),
    ]
    return "\n".join(parts) + "\n"


def _reference(result: ScaleResult) -> int:
    """The budget that the answer speaks of: the whole percentage nearest to the share of people who are in need."""
    return int(np.argmin(np.abs(result.budgets - result.in_need / result.people)))


def _who_is_in_need(result: ScaleResult) -> str:
    top, bottom = result.share
    small = result.index.areas.geography
    told = (
        f"People in need are here the {result.in_need:,.0f} residents of the {result.areas_in_need:,} "
        f"{level_words(small.level, plural=True)} in the worst {whole_percent(top / bottom)} on the "
        f"{result.designation.measures[0].title}, {whole_percent(result.in_need / result.people)} of all residents."
    )
    if result.unranked:
        areas = counted(result.unranked, level_words(small.level), level_words(small.level, plural=True))
        told += f" {areas} without a score {'is' if result.unranked == 1 else 'are'} left out."
    return told


def _level_by_level(result: ScaleResult, usual: list[Targeting], at: int) -> list[str]:
    budget = whole_percent(float(result.budgets[at]))
    told = [f"With money for {budget} of all residents, spent on the worst areas first:"]
    for each in usual:
        reached, leaked = _shares(result, each, at)
        level = each.geography.level
        areas = counted(int(each.areas[at]), level_words(level), level_words(level, plural=True))
        told.append(
            f"  by {level_words(level)} ({areas}): {whole_percent(reached)} of the people in need are reached; "
            f"{whole_percent(leaked)} of those it is spent on are not in need."
        )
    return told


def _verdict(result: ScaleResult, usual: list[Targeting], at: int) -> str:
    reached = {each.geography.level: _shares(result, each, at)[0] for each in usual}
    order = sorted(reached, key=lambda level: -reached[level])
    best, *others = order
    # One level after another: a step that hardly matters does not separate two levels.
    alike = [level for level in others if reached[best] - reached[level] <= HARDLY]
    if len(alike) == len(others):
        return "The scale hardly matters here: every level reaches much the same people."
    told = f"So target by {listed([level_words(level) for level in (best, *alike)])}"
    told += ", which hardly differ." if alike else ": nothing else reaches as many of the people in need."
    behind = [level for level in others if level not in alike]
    told += " Of every 100 people in need, " + listed(
        [
            f"{'targeting by ' if i == 0 else 'by '}{level_words(level)} misses "
            f"{100 * (reached[best] - reached[level]):.0f} more"
            for i, level in enumerate(behind)
        ]
    )
    told += "."
    if len(behind) > 1:
        told += f" If places must be larger than that, {level_words(behind[0])} comes next"
        close = reached[behind[0]] - reached[behind[1]] <= HARDLY
        told += f", hardly better than {level_words(behind[1])}." if close else "."
    return told


def _size_or_borders(result: ScaleResult, usual: list[Targeting], at: int) -> list[str]:
    told = []
    best = _shares(result, usual[0], at)[0]
    for each in usual:
        if np.isnan(each.low[at]):
            continue
        reached = _shares(result, each, at)[0]
        low, high = float(each.low[at] / result.in_need), float(each.high[at] / result.in_need)
        words = level_words(each.geography.level, plural=True)
        spread = (
            whole_percent(low)
            if whole_percent(low) == whole_percent(high)
            else f"{whole_percent(low)} to {whole_percent(high)}"
        )
        if reached > high:
            borders = f"the real borders do better than that by {_points(reached - high)}"
        elif reached < low:
            borders = f"the real borders do worse than that by {_points(low - reached)}"
        else:
            borders = "the real borders do no better and no worse"
        told.append(
            f"  Areas of the size of {words} with borders drawn at random reach {spread}, so size alone costs "
            f"{_points(max(0.0, best - high))} or more; {borders}."
        )
    if told:
        what = level_words(result.index.areas.geography.level, plural=True)
        told.insert(
            0, f"How much is due to size alone ({counted(result.draws, 'random draw')} of compact groups of {what}):"
        )
    return told


def _ways_of_summing_up(result: ScaleResult, at: int) -> list[str]:
    told = []
    levels = dict.fromkeys(each.geography.level for each in result.targetings if each.summary not in ("score",))
    for level in levels:
        ways = [each for each in result.targetings if each.geography.level == level]
        by_reach = sorted(ways, key=lambda each: -each.reached[at])
        first, last = by_reach[0], by_reach[-1]
        most, least = _shares(result, first, at)[0], _shares(result, last, at)[0]
        if most - least <= HARDLY:
            told.append(f"  {level_words(level)}: it hardly matters ({whole_percent(least)} to {whole_percent(most)}).")
        else:
            told.append(
                f"  {level_words(level)}: most by {first.summary.replace('-', ' ')} ({whole_percent(most)}), "
                f"least by {last.summary.replace('-', ' ')} ({whole_percent(least)})."
            )
    if not told:
        return []
    return [
        "Which way of summing up reaches most (proportion is made of the very line that says who is in need):",
        *told,
    ]


def _own_list(result: ScaleResult) -> list[str]:
    own = result.own
    if not own.people > 0:
        return [f"The list of {result.designation.id} names no area in these data."]
    level = result.designation.geography.level
    areas = counted(own.areas, level_words(level), level_words(level, plural=True))
    same = float(np.interp(own.people, result.budgets * result.people, result.targetings[0].reached, left=np.nan))
    told = (
        f"The list itself, {areas} with {whole_percent(own.people / result.people)} of all residents, reaches "
        f"{whole_percent(own.reached / result.in_need)} of the people in need; "
        f"{whole_percent(1 - own.reached / own.people)} of its residents are not in need."
    )
    small = result.index.areas.geography.level
    if level != small and not np.isnan(same):
        reached = whole_percent(same / result.in_need)
        told += f" {level_words(small, plural=True)} with as many people would reach {reached}."
    if level == small and len(result.designation.measures) > 1:
        told += " It is short because it asks for more than this one measure."
    return [told]


def _limits(result: ScaleResult) -> str:
    small = level_words(result.index.areas.geography.level)
    return (
        f"What this does not say: need is itself measured by {small} here, so {small} cannot fail by this yardstick. "
        "Not everybody in such an area is in need, many in need live elsewhere, and a place that residents know as "
        "theirs may be worth more than a few points of reach."
    )


def _shares(result: ScaleResult, each: Targeting, at: int) -> tuple[float, float]:
    """The share of people in need who are reached, and of those targeted who are not in need."""
    return float(each.reached[at] / result.in_need), float(1 - each.reached[at] / each.people[at])


def _points(share: float) -> str:
    points = f"{100 * share:.0f}"
    return f"{points} point" if points == "1" else f"{points} points" if points != "0" else "under 1 point"
