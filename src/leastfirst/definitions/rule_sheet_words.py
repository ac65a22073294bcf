"""A rule sheet in plain words: one sentence for each of its settings, for residents to read before they vote."""

from __future__ import annotations

from leastfirst.definitions.rule_sheet import RuleSheet
from leastfirst.definitions.rule_sheet_parts import Reserved, decimal

_RULES = {
    "equal-shares": (
        "Every voter gets an equal share of the budget. A project is elected when the people who voted for it can pay "
        "for it out of their shares; the one that asks least of each of them, for what they get, goes first."
    ),
    "greedy-votes": (
        "The project with the most support goes first, then the next, as long as the money lasts; one that no longer "
        "fits is passed over. Voters have no share of their own, so the largest group can win everything."
    ),
    "greedy-votes-per-cost": (
        "The project with the most support for each unit of money goes first, then the next, as long as the money "
        "lasts; one that no longer fits is passed over."
    ),
    "phragmen": (
        "Every voter earns money at the same pace. As soon as the people who voted for a project can pay for it "
        "together, it is elected and they start again from nothing. The rule stops at the first project that would "
        "cost more than is left of the budget."
    ),
}
_SHARED = {
    "cost": "A voter is taken to get more from a dearer project: as much as it costs.",
    "count": "Every project that is elected counts the same for each voter who supports it.",
    "additive": "A voter gets as much from a project as the points that he or she gave it.",
}
_RANKED = {
    "count": "Support is the number of voters who chose the project.",
    "additive": "Support is the sum of the points that the project was given; a vote without points is one point.",
}
_COMPLETIONS = {
    "none": "The shares are not raised: money that no group of supporters can spend stays unspent.",
    "add1-until-overspent": (
        "If money is left, every share is raised by {step} and the count is run again, until an outcome would cost "
        "more than the budget; the last outcome before that holds."
    ),
    "add1-until-exhaustive": (
        "If money is left, every share is raised by {step} and the count is run again, until an outcome leaves no "
        "money for any further project, or would cost more than the budget; then the last one that fits holds."
    ),
}
_TIES = {
    "lower-cost": "the one that costs less",
    "higher-cost": "the one that costs more",
    "more-votes": "the one with more votes",
}


def words(sheet: RuleSheet) -> list[str]:
    """What a rule sheet says, a sentence or two for each setting, in the order in which the count follows them."""
    said = [_RULES[sheet.rule], _satisfaction(sheet)]
    if sheet.rule == "equal-shares":
        said.append(
            "Each share is exact, with no rounding."
            if sheet.share == "exact"
            else "Each share is rounded down to the smallest amount that a cost is given in."
        )
        said.append(_COMPLETIONS[sheet.completion].format(step=f"{decimal(sheet.step)} of the currency"))
    if not sheet.rule.startswith("greedy"):
        most = "points" if sheet.satisfaction == "additive" else "votes"
        said.append(
            f"Money that is left at the end goes to the project with the most {most} that still fits, and so on."
            if sheet.top_up == "greedy"
            else "Money that is left at the end is not handed on to further projects."
        )
    said += [_ties(sheet), _part_funding(sheet), *_minimums(sheet)]
    said += [f"Project '{each.project}' cannot be elected: {_end(each.reason)}" for each in sheet.exclusions]
    for pair in sheet.incompatible:
        said.append(f"Of the projects {_list(pair.projects)} at most one can be elected: {_end(pair.reason)}")
    for bond in sheet.dependent:
        others = _list(bond.needs)
        said.append(f"Project '{bond.project}' can be elected only after {others}: {_end(bond.reason)}")
    said += [_reserved(each) for each in sheet.reserved]
    return said


def _satisfaction(sheet: RuleSheet) -> str:
    if sheet.rule == "equal-shares":
        return _SHARED[sheet.satisfaction]
    if sheet.rule == "phragmen":
        return "A vote counts as one, however many points were given with it."
    return _RANKED[sheet.satisfaction]


def _ties(sheet: RuleSheet) -> str:
    ties = sheet.ties
    steps = [_TIES[each] for each in ties.order]
    if ties.lot:
        steps.append("the one drawn first by lot (" + _list(ties.lot) + ")")
    if ties.seed:
        steps.append(f"the one whose lot, worked out from the words '{ties.seed}', is lower")
    steps.append("the one with the lower id")
    return "If two projects are equal, these go first: " + "; if still equal, ".join(steps) + "."


def _part_funding(sheet: RuleSheet) -> str:
    if sheet.part_funding is None:
        return "A project is paid in full or not at all."
    least = decimal(sheet.part_funding.minimum * 100)
    return (
        "The first project that no longer fits gets the money that is left, "
        f"if that is at least {least}% of its cost; no other project is paid in part."
    )


def _minimums(sheet: RuleSheet) -> list[str]:
    said = []
    if sheet.minimum_votes > 1:
        said.append(f"A project needs the votes of at least {sheet.minimum_votes:,} people to be elected.")
    if sheet.minimum_share:
        said.append(f"A project needs the votes of at least {decimal(sheet.minimum_share * 100)}% of all voters.")
    return said or ["A project that nobody chose is never elected; beyond that, no least number of votes is needed."]


def _reserved(part: Reserved) -> str:
    which = f"'{part.category or part.target}'" if not part.projects else _list(part.projects)
    kind = "category" if part.category else "target" if part.target else "projects"
    said = []
    if part.at_least is not None:
        said.append(f"{_amount(part.at_least)} is set apart for them and goes to no other project")
    if part.at_most is not None:
        said.append(f"they get at most {_amount(part.at_most)} together")
    return f"{part.called} ({kind} {which}): {'; '.join(said)}."


def _amount(part: object) -> str:
    text = str(part)
    return f"{text} of the budget" if text.endswith("%") else f"{text} of the currency"


def _list(ids: tuple[str, ...]) -> str:
    quoted = [f"'{each}'" for each in ids]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + f" and {quoted[-1]}"


def _end(reason: str) -> str:
    return reason if reason.endswith((".", "!", "?")) else f"{reason}."
