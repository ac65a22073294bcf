"""The Community Needs Index comes out as OCSI published it: exactly in 2019, to the last printed digits in 2023."""

from __future__ import annotations

import numpy as np
import pytest

from leastfirst.exchange.packs import Pack
from tests.england.held_against import index_of, published

pytestmark = pytest.mark.england


def test_2019_is_exact(england: Pack) -> None:
    index = index_of(england, "cni-2019")
    rank = published(england, "cni-2019.cni_rank", index.areas)
    assert index.ranked == 7_433
    assert np.count_nonzero(index.rank == rank) == 7_433
    # A ward that the index does not know has no score: missing is never zero.
    assert (np.isnan(rank) == np.isnan(index.score)).all()


def test_2023_is_the_plain_sum_of_its_three_domains(england: Pack) -> None:
    index = index_of(england, "cni-2023")
    score = published(england, "cni-2023.cni_score", index.areas)
    assert index.ranked == 33_755
    # Scores are published to two places, and so are those of the domains that went in.
    assert np.abs(index.score - score).max() < 0.022
    domains = index.recipe.nodes["cni"].weights or {}
    columns = np.column_stack([index.log.nodes[domain].value for domain in domains])
    fitted, *_ = np.linalg.lstsq(columns, score, rcond=None)
    assert fitted == pytest.approx([1.0, 1.0, 1.0], abs=0.0005)
    assert np.abs(index.rank - published(england, "cni-2023.cni_rank", index.areas)).max() <= 3
