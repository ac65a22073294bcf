"""The rule of a designation in plain words, and how near to its line an area lies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.designation import WorstComposite, WorstOnAll
from leastfirst.ground.tables import Inputs
from leastfirst.ground.words import counted, listed, ordinal
from leastfirst.measure import DesignationResult, designate

NEAR_SHARE = 0.01
"""An area is near the line when 1% of all areas, or fewer, lie between."""
MISSES = 20


@dataclass(frozen=True)
class NearTheLine:
    """Who is just inside and just outside.

    `places` is how many places in the ranking count as near; `inside` and `outside` how many areas are; `misses` the
    positions of those next in line, nearest first, with the words that say by how much; `passed_over` the positions of
    those that the rule leaves out although they rank above some that it chose.
    """

    places: int
    inside: int
    outside: int
    misses: tuple[tuple[int, str], ...]
    passed_over: tuple[int, ...]


def tenth(share: tuple[int, int]) -> str:
    """`tenth` for 1/10, `5%` for 1/20: how people say a share."""
    names = {(1, 2): "half", (1, 3): "third", (1, 4): "quarter", (1, 5): "fifth", (1, 10): "tenth", (1, 100): "1%"}
    return names.get(share, f"{100 * share[0] / share[1]:g}%")


def measures_in_words(result: DesignationResult) -> str:
    """`deprivation and community need`."""
    return listed([m.measure.short for m in result.measures])


def why_chosen(result: DesignationResult) -> str:
    """One sentence: what the chosen areas have in common."""
    rule, on = result.designation.rule, measures_in_words(result)
    if isinstance(rule, WorstOnAll):
        both = "both " if len(result.measures) == 2 else ""
        return f"Each is among the worst {tenth(rule.share)} for {both}{on}."
    sentence = f"They have the greatest need when {on} are added together"
    if rule.cap:
        most = {1: "one", 2: "two", 3: "three"}.get(rule.cap.at_most, str(rule.cap.at_most))
        sentence += f", with at most {most} in each {rule.cap.called}"
    for exclusion in rule.exclude:
        sentence += f", and none where the {exclusion.called} {exclusion.because}"
    return sentence + "."


def rule_in_full(result: DesignationResult) -> list[str]:
    """The rule, a sentence for each part of it."""
    rule = result.designation.rule
    level = result.designation.called_one
    if isinstance(rule, WorstOnAll):
        share = f"{rule.share[0]}/{rule.share[1]}"
        told = [f"An area is a {level} when it is in the worst {tenth(rule.share)} on every measure."]
        for m in result.measures:
            line = line_of(result, m.measure.id)
            told.append(
                f"On {m.measure.short} that is a rank from 1 to {line:,}, because {m.ranked:,} areas have a rank, and "
                f"{m.ranked:,} × {share}, rounded down, is {line:,}."
            )
        told.append("Rank 1 is the greatest need. The list puts the lowest sum of ranks first.")
        return told
    return _composite_in_full(rule, result)


def _composite_in_full(rule: WorstComposite, result: DesignationResult) -> list[str]:
    titles = {m.measure.id: m.measure.short for m in result.measures}
    weights = listed([f"{titles[name]} (weight {weight:g})" for name, weight in rule.weights.items()])
    told = [
        "Each measure is put on one scale: how many standard deviations an area lies above the mean of all areas.",
        f"These are added together: {weights}. The area with the highest sum is first.",
        f"Going down that list, the first {rule.number:,} that may be chosen are chosen.",
    ]
    if rule.cap:
        number = counted(rule.cap.at_most, "area")
        told.append(f"At most {number} may be chosen in each {rule.cap.called}. The others there are passed over.")
    told += [f"An area is left out when its {each.called} {each.because}." for each in rule.exclude]
    told.append("Equal sums are put in the order of their area codes.")
    return told


def line_of(result: DesignationResult, measure: str) -> int:
    """The last rank that is inside the line on a measure."""
    return int(result.columns[f"{measure}_line"][0].as_py())


def near_the_line(result: DesignationResult, inputs: Inputs) -> NearTheLine:
    """Count and name the areas near the line."""
    rule = result.designation.rule
    return _near_a_share(result) if isinstance(rule, WorstOnAll) else _near_the_last_place(rule, result, inputs)


def _near_a_share(result: DesignationResult) -> NearTheLine:
    margins = np.array([line_of(result, m.measure.id) - m.rank for m in result.measures])
    worst_margin = np.where(result.assessed, margins.min(axis=0), np.iinfo(np.int64).min)
    places = max(1, int(NEAR_SHARE * max(m.ranked for m in result.measures)))
    inside = int((result.designated & (worst_margin <= places)).sum())
    outside = int((~result.designated & (worst_margin >= -places)).sum())
    out = np.flatnonzero(~result.designated & result.assessed)
    nearest = out[np.argsort(-worst_margin[out], kind="stable")][:MISSES]
    misses = tuple((int(i), _by_how_much(result, margins[:, i])) for i in nearest)
    return NearTheLine(places, inside, outside, misses, ())


def _by_how_much(result: DesignationResult, margins: NDArray[np.int64]) -> str:
    short = [
        f"{counted(-int(margin), 'place')} outside on {m.measure.short}"
        for m, margin in zip(result.measures, margins, strict=True)
        if margin < 0
    ]
    return listed(short)


def _near_the_last_place(rule: WorstComposite, result: DesignationResult, inputs: Inputs) -> NearTheLine:
    """The areas that the rule would choose next, had it more places: not those that the cap or an exclusion stops."""
    rank = np.nan_to_num(result.columns["composite_rank"].to_numpy(zero_copy_only=False)).astype(np.int64)
    ranked = int(np.count_nonzero(rank))
    places = max(1, int(NEAR_SHARE * ranked))
    last = int(rank[result.designated].max(initial=0))
    inside = int((result.designated & (rank >= last - places)).sum())
    longer = rule.model_copy(update={"number": rule.number + max(places, MISSES)})
    more = designate(
        result.designation.model_copy(update={"rule": longer}),
        inputs,
        built={m.measure.index: m.index for m in result.measures},
    )
    nearest = more.order[result.count :]
    outside = int((rank[nearest] <= last + places).sum())
    misses = tuple(
        (
            int(i),
            f"{ordinal(int(rank[i]))} in the ranking, {counted(int(rank[i]) - last, 'place')} after the last chosen",
        )
        for i in nearest[:MISSES].tolist()
    )
    over = np.flatnonzero(~result.designated & (rank > 0) & (rank < last))
    return NearTheLine(places, inside, outside, misses, tuple(over[np.argsort(rank[over], kind="stable")].tolist()))
