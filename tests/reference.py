"""The slow, obvious version of everything that `leastfirst.measure` works out fast.

Plain Python, one area after the other, written from the published formulas and not from the fast code. Rules are the
plain mappings that stand in YAML. A missing value is None. `Refused` is raised where the fast code has to raise a
`LeastfirstError`.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.steps_reference import (
    Column,
    Data,
    Refused,
    Rule,
    aggregate,
    group,
    impute,
    rank,
    ranked,
    shrink,
    standardise,
    transform,
    treat,
)


@dataclass
class Index:
    codes: list[str]
    nodes: dict[str, Column]
    score: Column
    rank: Column
    decile: Column


def as_rule(value: Any) -> Rule:
    return {"rule": value or "leave"} if value is None or isinstance(value, str) else value


def index(nodes: Mapping[str, Mapping[str, Any]], top: str, data: Data, *, precision: int = 9, ties: str) -> Index:
    """A whole index from the nodes of its recipe, as they stand in YAML."""
    done: dict[str, Column] = {}
    _node(top, nodes, data, done)
    score: Column = [None if v is None else round(v, precision) for v in done[top]]
    return Index(data.codes, done, score, *ranked(score, ties=ties))


def _node(name: str, nodes: Mapping[str, Mapping[str, Any]], data: Data, done: dict[str, Column]) -> None:
    node = nodes[name]
    lower_is_worse = False
    if "indicator" in node:
        values = data.column(node["indicator"])
        direction = node.get("direction") or data.directions.get(node["indicator"])
        lower_is_worse = direction == "lower-is-worse"
    else:
        for child in node["weights"]:
            _node(child, nodes, data, done)
        children = {child: done[child] for child in node["weights"]}
        values = aggregate(children, node["weights"], as_rule(node["aggregate"]))
    if all(v is None for v in values):
        raise Refused("all missing")
    fill = as_rule(node.get("impute"))
    values = impute(values, fill, data.lookups.get(fill.get("through", ""), {}), data.codes)
    values = treat(values, as_rule(node.get("treat")))
    values = shrink(values, as_rule(node.get("shrink")), data)
    values = standardise(values, as_rule(node.get("standardise")), lower_is_worse=lower_is_worse)
    done[name] = transform(values, as_rule(node.get("transform")))


def roll_up(of: Index, lookup: Mapping[str, Mapping[str, float]], people: Sequence[float], summary: str) -> Rule:
    """The summary of every larger area that is named in the lookup; None where it cannot be said."""
    n = sum(r is not None for r in of.rank)
    targets = sorted({target for shares in lookup.values() for target in shares})
    out: dict[str, float | None] = {}
    for target in targets:
        members = [
            (lookup[code][target], lookup[code][target] * people[i], of.score[i], of.rank[i], of.decile[i])
            for i, code in enumerate(of.codes)
            if target in lookup[code]
        ]
        residents = sum(p for _, p, *_ in members)
        if residents == 0 or any(r is None for *_, r, _ in members):
            out[target] = None
        elif summary == "average-score":
            out[target] = sum(p * s for _, p, s, _, _ in members) / residents
        elif summary == "average-rank":
            out[target] = sum(p * r for _, p, _, r, _ in members) / residents
        elif summary == "proportion":
            out[target] = sum(share for share, *_, d in members if d == 1) / sum(share for share, *_ in members)
        elif summary == "extent":
            out[target] = sum(p * extent_weight(group(int(r), n, 100)) for _, p, _, r, _ in members) / residents
        else:
            assert summary == "local-concentration"
            room, total = residents / 10, 0.0
            for _, p, _, r, _ in sorted(members, key=lambda member: member[3]):
                taken = min(p, room)
                total += taken * r
                room -= taken
            out[target] = total / (residents / 10)
    return out


def extent_weight(percentile: int) -> float:
    """1 for the worst tenth; 0.95 for the 11th percentile, falling in even steps to 0.05 for the 30th; then 0."""
    if percentile <= 10:
        return 1.0
    return 0.95 - 0.9 * (percentile - 11) / 19 if percentile <= 30 else 0.0


def worst_on_all(ranks: Sequence[Column], share: tuple[int, int]) -> list[bool]:
    """In the worst share of areas on every measure: rank x bottom <= top x n, in whole numbers."""
    chosen = []
    for mine in zip(*ranks, strict=True):
        inside = True
        for measure, r in zip(ranks, mine, strict=True):
            n = sum(other is not None for other in measure)
            inside = inside and r is not None and r * share[1] <= share[0] * n
        chosen.append(inside)
    return chosen


@dataclass
class Verdict:
    """What the walk down the list decided for one area, and whom it has to thank or blame."""

    outcome: str  # chosen, full, excluded, unknown, capped, not assessed
    rank: int | None = None
    holders: list[int] = field(default_factory=list)
    turn: int = 0


def worst_composite(
    values: Sequence[Column],
    weights: Sequence[float],
    *,
    number: int,
    at_most: int | None,
    within: Sequence[str | None],
    banned: set[str],
) -> list[Verdict]:
    """Walk down the list of composites and choose, unless the larger area is banned or has its fill."""
    n = len(values[0])
    assessed = [i for i in range(n) if all(column[i] is not None for column in values)]
    composite = dict.fromkeys(assessed, 0.0)
    for column, weight in zip(values, weights, strict=True):
        x = [column[i] for i in assessed]
        mean, sd = statistics.fmean(x), statistics.pstdev(x)
        if sd == 0:
            raise Refused("one value")
        for i in assessed:
            composite[i] += weight * (column[i] - mean) / sd
    ranks = dict(zip(assessed, rank([round(composite[i], 9) for i in assessed]), strict=True))
    verdicts = [Verdict("not assessed") for _ in range(n)]
    chosen: list[int] = []
    for i in sorted(assessed, key=lambda each: ranks[each]):
        where = within[i]
        holders = [other for other in chosen if within[other] == where and where is not None]
        if len(chosen) == number:
            outcome = "full"
        elif where in banned:
            outcome = "excluded"
        elif at_most is not None and where is None:
            outcome = "unknown"
        elif at_most is not None and len(holders) >= at_most:
            outcome = "capped"
        else:
            outcome = "chosen"
            chosen.append(i)
        verdicts[i] = Verdict(outcome, ranks[i], holders, len(holders) + 1)
    return verdicts
