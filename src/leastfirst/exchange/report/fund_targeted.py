"""The targeting check: how much of the money comes to people in the worst tenth, as it is and at other scales."""

from __future__ import annotations

from dataclasses import dataclass

from leastfirst.exchange.report.fund_sums import short_money
from leastfirst.exchange.report.page import TableView
from leastfirst.fund.targeting import Reach, TargetingCheck
from leastfirst.fund.targeting.result import OWN
from leastfirst.ground.area_codes import level_words
from leastfirst.ground.money import pounds


@dataclass(frozen=True)
class Targeted:
    """The check in sentences and as a table."""

    told: tuple[str, ...]
    table: TableView


def targeted(check: TargetingCheck | None) -> Targeted | None:
    """Say whom the money reaches; None without a check."""
    if check is None:
        return None
    columns = (
        "The money goes to",
        "Areas",
        "Residents",
        "Of them in the worst tenth",
        "Money to the worst tenth",
        "Part of the money",
        "For each person in it",
        "For each other person",
    )
    return Targeted(
        tuple(check.finding()),
        TableView(
            "How much of the money comes to people in the worst tenth, by scale of targeting",
            columns,
            tuple(_row(check, reach) for reach in check.reaches),
            frozenset(range(1, len(columns))),
        ),
    )


def _row(check: TargetingCheck, reach: Reach) -> tuple[str, ...]:
    sign = check.fund.sign
    worst, others = check.per_head(reach)
    own = f"the fund’s own {check.fund.called}"
    return (
        own if reach.scale == OWN else f"the worst {level_words(reach.scale, plural=True)}",
        f"{reach.areas:,}",
        f"{round(reach.residents):,}",
        f"{round(reach.in_worst):,}",
        short_money(reach.worst_pence, sign).removeprefix("about "),
        f"{100 * reach.worst_share:.1f}%",
        pounds(worst, sign),
        pounds(others, sign) if others is not None else "nobody",
    )
