"""The slow, obvious version of ranks and of the steps of a node, for `tests.reference` to build an index from.

Plain Python, one area after the other, written from the published formulas and not from the fast code. Rules are the
plain mappings that stand in YAML. A missing value is None. `Refused` is raised where the fast code has to raise a
`LeastfirstError`.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Column = list[float | None]
Rule = Mapping[str, Any]


class Refused(Exception):  # noqa: N818 (the word of the sentence it stands in)
    """The rule cannot take these values."""


@dataclass
class Data:
    """Areas in ascending order of code, and columns, directions and lookups by name."""

    codes: list[str]
    columns: dict[str, dict[str, float | None]]
    directions: dict[str, str] = field(default_factory=dict)
    lookups: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)

    def column(self, reference: str) -> Column:
        return [self.columns[reference].get(code) for code in self.codes]


# -- ranks -----------------------------------------------------------------------------------------------------------


def rank(values: Sequence[float], *, higher_is_worse: bool = True, ties: str = "in-order") -> list[int]:
    """Rank 1 is the greatest need: one more than the number of areas that are worse (or equal and listed before)."""
    ranks = []
    for i, mine in enumerate(values):
        worse = sum((other > mine) if higher_is_worse else (other < mine) for other in values)
        before = sum(other == mine for other in values[:i]) if ties == "in-order" else 0
        ranks.append(1 + worse + before)
    return ranks


def mid_rank(values: Sequence[float]) -> list[float]:
    """From 1 for the lowest; equal values share the mean of the ranks that they take up."""
    return [sum(o < mine for o in values) + (1 + sum(o == mine for o in values)) / 2 for mine in values]


def group(of_rank: int, n: int, groups: int = 10) -> int:
    """The first group g for which rank <= g/groups of n: counted up, in whole numbers."""
    g = 1
    while of_rank * groups > g * n:
        g += 1
    return g


def ranked(score: Column, *, ties: str = "in-order", lower_is_worse: bool = False) -> tuple[Column, Column]:
    """Ranks and deciles of those that have a score; None for the others."""
    known = [value for value in score if value is not None]
    if not known:
        raise Refused("no score")
    ranks = iter(rank(known, higher_is_worse=not lower_is_worse, ties=ties))
    out: Column = [None if value is None else next(ranks) for value in score]
    return out, [None if r is None else group(int(r), len(known)) for r in out]


# -- the steps of a node ---------------------------------------------------------------------------------------------


def impute(values: Column, rule: Rule, parents: Mapping[str, Mapping[str, float]], codes: list[str]) -> Column:
    known = [v for v in values if v is not None]
    if rule["rule"] == "leave" or len(known) == len(values):
        return values
    if rule["rule"] == "refuse" or not known:
        raise Refused("missing")
    if rule["rule"] == "median":
        return [statistics.median(known) if v is None else v for v in values]
    if rule["rule"] == "mean":
        return [statistics.fmean(known) if v is None else v for v in values]
    assert rule["rule"] == "parent-mean"
    out: Column = []
    for code, value in zip(codes, values, strict=True):
        if value is not None:
            out.append(value)
            continue
        filled = 0.0
        for parent, share in parents[code].items():
            weighted = [(parents[c].get(parent, 0.0), v) for c, v in zip(codes, values, strict=True) if v is not None]
            weight = sum(w for w, _ in weighted)
            if weight == 0:
                raise Refused("a parent without a value")
            filled += share * sum(w * v for w, v in weighted) / weight
        out.append(filled)
    return out


def treat(values: Column, rule: Rule) -> Column:
    if rule["rule"] == "leave":
        return values
    if rule["rule"] == "log":
        offset = rule.get("offset", 0.0)
        if any(v is not None and v + offset <= 0 for v in values):
            raise Refused("log of zero or less")
        return [None if v is None else math.log(v + offset) for v in values]
    assert rule["rule"] == "winsorise"
    known = sorted(v for v in values if v is not None)
    if len(known) < 3 or known[0] == known[-1]:
        return values
    top = skew(known) >= 0
    most = max(1, int(len(known) * rule.get("at_most_share", 0.01)))
    pulled = known
    for k in range(most + 1):
        if top:
            limit = known[len(known) - 1 - k]
            pulled = [min(v, limit) for v in known]
        else:
            limit = known[k]
            pulled = [max(v, limit) for v in known]
        if pulled[0] == pulled[-1]:
            continue
        if abs(skew(pulled)) <= rule.get("skew", 2.0) or kurtosis(pulled) <= rule.get("kurtosis", 3.5):
            break
    return [None if v is None else (min(v, limit) if top else max(v, limit)) for v in values]


def skew(values: Sequence[float]) -> float:
    mean, sd = statistics.fmean(values), statistics.pstdev(values)
    return statistics.fmean(((v - mean) / sd) ** 3 for v in values)


def kurtosis(values: Sequence[float]) -> float:
    """Excess kurtosis: 0 for the normal distribution."""
    mean, sd = statistics.fmean(values), statistics.pstdev(values)
    return statistics.fmean(((v - mean) / sd) ** 4 for v in values) - 3


def logit(share: float) -> float:
    return math.log(share / (1 - share))


def shrink(values: Column, rule: Rule, data: Data) -> Column:
    if rule["rule"] == "leave":
        return values
    on_logits = rule.get("scale", "logit") == "logit"
    sureness = data.column(rule["denominator"] if on_logits else rule["standard_error"])
    of = {code: next(iter(targets)) for code, targets in data.lookups[rule["through"]].items()}
    z: list[float | None] = []
    level: list[float] = []
    error2: list[float] = []
    for value, sure in zip(values, sureness, strict=True):
        if value is None:
            z.append(None)
            level.append(0.0)
            error2.append(0.0)
            continue
        if sure is None or sure <= 0 or (on_logits and not 0 <= value <= 1):
            raise Refused("shrinkage")
        if on_logits:
            share = (value * sure + 0.5) / (sure + 1)
            z.append(logit(share))
            level.append(share)
            error2.append(1 / (sure * share * (1 - share)))
        else:
            z.append(value)
            level.append(value)
            error2.append(sure**2)
    out: Column = []
    for i, code in enumerate(data.codes):
        mine = z[i]
        if mine is None:
            out.append(None)
            continue
        family = [j for j, other in enumerate(data.codes) if of[other] == of[code] and z[j] is not None]
        if len(family) == 1:
            drawn = mine
        else:
            t2 = statistics.variance([z[j] for j in family])
            w = 0.0 if t2 == 0 else (1 / error2[i]) / (1 / error2[i] + 1 / t2)
            people = [sureness[j] if on_logits else 1.0 for j in family]
            pooled = sum(level[j] * p for j, p in zip(family, people, strict=True)) / sum(people)
            drawn = w * mine + (1 - w) * (logit(pooled) if on_logits else pooled)
        out.append(1 / (1 + math.exp(-drawn)) if on_logits else drawn)
    return out


def standardise(values: Column, rule: Rule, *, lower_is_worse: bool = False) -> Column:
    """Whatever comes in, higher is worse in what comes out."""
    known = [v for v in values if v is not None]
    if not known:
        raise Refused("all missing")
    name = rule["rule"]
    n = len(known)
    if name == "published-rank":
        if any(v != int(v) or not 1 <= v <= n for v in known):
            raise Refused("no ranks")
        return [None if v is None else (n - v + 1) / n for v in values]
    sign = -1.0 if lower_is_worse else 1.0
    if name == "leave":
        return [None if v is None else sign * v for v in values]
    if min(known) == max(known):
        raise Refused("one value")
    x = [sign * v for v in known]
    if name == "z":
        mean, sd = statistics.fmean(x), statistics.pstdev(x)
        done = [rule.get("mean", 0.0) + rule.get("spread", 1.0) * (v - mean) / sd for v in x]
    elif name == "min-max":
        low, high = rule.get("low", 0.0), rule.get("high", 1.0)
        done = [low + (high - low) * (v - min(x)) / (max(x) - min(x)) for v in x]
    elif name == "rank":
        rounded = [round(v, rule.get("precision", 9)) for v in x]
        done = [(n - r + 1) / n for r in rank(rounded, ties=rule.get("ties", "shared"))]
    elif name == "normal-scores":
        done = [statistics.NormalDist().inv_cdf(r / (n + 1)) for r in mid_rank(x)]
    else:
        assert name == "percentile"
        done = [100 * (sum(o < v for o in x) + sum(o == v for o in x) / 2) / n for v in x]
    rest = iter(done)
    return [None if v is None else next(rest) for v in values]


def transform(values: Column, rule: Rule) -> Column:
    if rule["rule"] == "leave":
        return values
    scale, top = rule.get("scale", 23.0), rule.get("top", 100.0)
    if any(v is not None and not 0 < v <= 1 for v in values):
        raise Refused("no share of ranks")
    return [None if v is None else -scale * math.log(1 - v * (1 - math.exp(-top / scale))) for v in values]


def aggregate(children: Mapping[str, Column], weights: Mapping[str, float], rule: Rule) -> Column:
    name = rule["rule"]
    used = {c for c, w in weights.items() if w > 0}
    if name in ("geometric", "mazziotta-pareto") and any(
        v is not None and v <= 0 for child in used for v in children[child]
    ):
        raise Refused("not above zero")
    total = sum(weights.values())
    out: Column = []
    for i in range(len(next(iter(children.values())))):
        row = {child: column[i] for child, column in children.items()}
        # The geometric mean leaves out what has no weight, even where it is missing.
        if any(v is None for child, v in row.items() if name != "geometric" or child in used):
            out.append(None)
            continue
        if name == "sum":
            out.append(sum(weights[c] * v for c, v in row.items()))
            continue
        if name == "geometric":
            out.append(math.prod(row[c] ** (weights[c] / total) for c in used))
            continue
        mean = sum(weights[c] / total * v for c, v in row.items())
        if name == "arithmetic":
            out.append(mean)
        else:
            assert name == "mazziotta-pareto"
            variance = sum(weights[c] / total * (v - mean) ** 2 for c, v in row.items())
            out.append(mean + variance / mean)
    return out
