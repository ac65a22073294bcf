"""The outcome that was published, held against the one that was counted."""

from __future__ import annotations

from typing import Any

from leastfirst.decide.by_sheet import Counted


def published(counted: Counted) -> dict[str, Any] | None:
    """Which projects differ between the published outcome and this one, as plain JSON values; None if none is known.

    A project that is paid for in part has not won here.
    """
    selected = counted.election.selected
    if selected is None:
        return None
    ids = [project.id for project in counted.election.projects]
    elected = [ids[j] for j in counted.outcome.elected]
    said = dict(counted.election.meta).get("rule", "").strip()
    return {
        "elected": list(selected),
        "rule": said,
        "same": set(elected) == set(selected),
        "only_here": [each for each in elected if each not in selected],
        "only_published": [each for each in selected if each not in elected],
    }
