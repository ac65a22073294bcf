"""A fund for three streets, small enough to be worked out by hand, and what is said of it."""

from __future__ import annotations

from typing import Any

from leastfirst.fund.result import FundResult
from leastfirst.fund.why import Explanation, why
from tests import explained

TOWN = [
    explained.place("ash", name="Ash Street", residents=100, need=20),
    explained.place("birch", name="Birch Lane", residents=200, need=10),
    explained.place("cedar", name="Cedar Road", residents=300, need=10),
]
POTS = [
    {"id": "town", "title": "Town pot", "owner": "Town council", "amount": "£600"},
    {
        "id": "bricks",
        "title": "Bricks",
        "owner": "A ministry",
        "amount": "£400",
        "strings": [{"string": "kind", "only": "capital", "because": "It is voted as capital."}],
    },
]


def flat(explanation: Explanation, place: str) -> str:
    """What is told of a place as one line, wherever it was wrapped."""
    return " ".join(why(explanation, place).split())


def three_streets(**settings: Any) -> FundResult:
    head = {
        "title": "Three streets",
        "standing": "A test made it up.",
        "pots": POTS,
        "kinds": {"capital": "1/2", "revenue": "1/2"},
        "floor": {"per_place": "£250"},
    }
    return explained.shared(TOWN, explained.NEED, **{**head, **settings})
