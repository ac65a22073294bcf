"""England's data pack, built once from the raw tables for all tests of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from leastfirst.exchange.packs import Pack
from leastfirst.sources import open_data


@pytest.fixture(scope="session")
def england(england_raw: Path) -> Pack:
    """England as a pack, from the user's cache if these raw tables were built before."""
    return open_data(england_raw)
