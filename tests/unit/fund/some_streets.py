"""Streets to share a fund among, and what is said of a fund that cannot be shared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leastfirst.definitions.fund import Fund
from tests.made_up_funds import fund

STREETS: dict[str, dict[str, Any]] = {
    "ash": {"residents": 1000, "need": 30},
    "birch": {"residents": 2000, "need": 20},
    "cedar": {"residents": 1000, "need": 10},
}
BY_NEED = "population-and-need"
FIVE_YEARS = "2026-27 to 2030-31"


def streets(*pots: Mapping[str, Any], **said: Any) -> Fund:
    return fund(STREETS, pots, **{"formula": BY_NEED, **said})
