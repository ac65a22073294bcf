"""The rules as they are defined, in plain fractions: slow, obvious, and written apart from the fast ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from leastfirst.decide import Election
from leastfirst.decide.rules import Rules


@dataclass
class Counted:
    elected: list[int] = field(default_factory=list)
    # One for each elected project: rho, and what each voter of a ballot paid.
    prices: list[Fraction] = field(default_factory=list)
    paid: list[dict[int, Fraction]] = field(default_factory=list)
    left: dict[int, Fraction] = field(default_factory=dict)
    ties: list[tuple[int, tuple[int, ...], int]] = field(default_factory=list)
    skipped: list[tuple[int, int]] = field(default_factory=list)
    share: Fraction | None = None
    reruns: int = 0
    # What the raise that was taken back would elect.
    taken_back: list[int] = field(default_factory=list)


def counted(election: Election, rules: Rules) -> Counted:
    if rules.rule == "equal-shares":
        found = completed(election, rules)
    elif rules.rule == "phragmen":
        found = phragmen(election, rules)
    else:
        return greedy(election, rules, Counted())
    return greedy(election, rules, found) if rules.top_up else found


def may(election: Election, rules: Rules, elected: list[int]) -> list[int]:
    """The projects that the rule sheet lets in after those elected, whatever voters can pay."""
    found = []
    for j, project in enumerate(election.projects):
        barred = j in elected or j in rules.excluded or project.cost > election.budget
        barred |= election.votes[j] < rules.minimum_votes or not election.votes[j]
        barred |= any(j in group and set(group) & set(elected) for group in rules.exclusive)
        barred |= any(needs not in elected for waiting, needs in rules.depends if waiting == j)
        for group, cap in rules.caps:
            if j in group:
                barred |= sum(election.projects[i].cost for i in {*group} & {*elected, j}) > cap
        if not barred:
            found.append(j)
    return found


def spent(election: Election, elected: list[int]) -> int:
    return sum(election.projects[j].cost for j in elected)


def price(election: Election, rules: Rules, j: int, money: list[Fraction]) -> Fraction | None:
    """The smallest rho at which the supporters can pay; None if they cannot."""
    cost = election.projects[j].cost
    of = []  # (what each can pay per unit of satisfaction, money, satisfaction, voters)
    for i in election.supporters(j):
        gain = satisfaction(election, rules, i, j)
        of.append((money[i] / gain, money[i], gain, election.ballots[i].count))
    if sum((n * m for _, m, _, n in of), Fraction(0)) < cost:
        return None
    of.sort(key=lambda each: each[0])
    owed, gains = Fraction(cost), sum(n * gain for _, _, gain, n in of)
    for most, m, gain, n in of:
        if most * gains >= owed:
            return owed / gains
        owed -= n * m
        gains -= n * gain
    raise AssertionError("the supporters could pay")


def satisfaction(election: Election, rules: Rules, i: int, j: int) -> int:
    """What each voter of ballot i gains from project j."""
    if rules.satisfaction == "additive":
        return dict(election.ballots[i].points)[j]
    return election.projects[j].cost if rules.satisfaction == "cost" else 1


def equal_shares(election: Election, rules: Rules, share: Fraction) -> Counted:
    found = Counted(share=share)
    money = [share for _ in election.ballots]
    rank = {j: place for place, j in enumerate(rules.tie_order)}
    while True:
        prices = {j: price(election, rules, j, money) for j in may(election, rules, found.elected)}
        affordable = {j: rho for j, rho in prices.items() if rho is not None}
        if not affordable:
            break
        smallest = min(affordable.values())
        tied = tuple(sorted(j for j, rho in affordable.items() if rho == smallest))
        winner = min(tied, key=rank.__getitem__)
        paid = {}
        for i in election.supporters(winner):
            paid[i] = min(money[i], smallest * satisfaction(election, rules, i, winner))
            money[i] -= paid[i]
        if len(tied) > 1:
            found.ties.append((len(found.elected) + 1, tied, winner))
        found.elected.append(winner)
        found.prices.append(smallest)
        found.paid.append(paid)
    found.left = dict(enumerate(money))
    return found


def completed(election: Election, rules: Rules) -> Counted:
    voters = sum(ballot.count for ballot in election.ballots)
    if not voters:
        return Counted(share=Fraction(0))
    share = Fraction(election.budget, voters)
    if rules.share == "rounded-down":
        share = Fraction(floor(share))
    before, reruns = None, 0
    while True:
        found = equal_shares(election, rules, share)
        found.reruns = reruns
        left = election.budget - spent(election, found.elected)
        if rules.completion == "none":
            return found
        if left < 0:
            assert before is not None
            before.reruns, before.taken_back = reruns, found.elected
            return before
        open_now = may(election, rules, found.elected)
        if rules.completion == "add1-exhaustive" and all(election.projects[j].cost > left for j in open_now):
            return found
        if not open_now:
            return found
        before, share, reruns = found, share + rules.step, reruns + 1


def greedy(election: Election, rules: Rules, found: Counted) -> Counted:
    def merit(j: int) -> Fraction:
        votes = election.total_points[j] if rules.satisfaction == "additive" else election.votes[j]
        return Fraction(votes, election.projects[j].cost if rules.rule == "greedy-votes-per-cost" else 1)

    rank = {j: place for place, j in enumerate(rules.tie_order)}
    passed: list[int] = []
    while True:
        open_now = [j for j in may(election, rules, found.elected) if j not in passed]
        if not open_now:
            return found
        most = max(map(merit, open_now))
        tied = tuple(j for j in open_now if merit(j) == most)
        winner = min(tied, key=rank.__getitem__)
        left = election.budget - spent(election, found.elected)
        if election.projects[winner].cost > left:
            passed.append(winner)
            found.skipped.append((winner, left))
            continue
        if len(tied) > 1:
            found.ties.append((len(found.elected) + 1, tied, winner))
        found.elected.append(winner)


def phragmen(election: Election, rules: Rules) -> Counted:
    """Time runs; each voter is given 1 minor unit per moment and keeps it until a project of theirs is bought."""
    found = Counted()
    since = [Fraction(0) for _ in election.ballots]
    rank = {j: place for place, j in enumerate(rules.tie_order)}
    now = Fraction(0)
    while True:
        moments = {}
        for j in may(election, rules, found.elected):
            held = sum(election.ballots[i].count * since[i] for i in election.supporters(j))
            moments[j] = (election.projects[j].cost + held) / Fraction(election.votes[j])
        if not moments:
            break
        first = min(moments.values())
        tied = tuple(sorted(j for j, moment in moments.items() if moment == first))
        winner = min(tied, key=rank.__getitem__)
        left = election.budget - spent(election, found.elected)
        if election.projects[winner].cost > left:
            found.skipped.append((winner, left))
            break
        now = first
        if len(tied) > 1:
            found.ties.append((len(found.elected) + 1, tied, winner))
        of = election.supporters(winner)
        found.elected.append(winner)
        found.prices.append(now)
        found.paid.append({i: now - since[i] for i in of})
        for i in of:
            since[i] = now
    found.left = {i: now - each for i, each in enumerate(since)}
    return found
