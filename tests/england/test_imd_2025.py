"""The Index of Multiple Deprivation 2025 comes out as MHCLG published it, from domains, sub-domains and indicators."""

from __future__ import annotations

import numpy as np
import pytest

from leastfirst.exchange.packs import Pack
from tests.england.held_against import index_of, published, shared_ranks

pytestmark = pytest.mark.england


def test_from_domain_ranks(england: Pack) -> None:
    index = index_of(england, "imd-2025")
    assert index.ranked == 33_755
    assert np.abs(index.score - published(england, "imd-2025.imd_score", index.areas)).max() < 0.0007
    off = np.abs(index.rank - published(england, "imd-2025.imd_rank", index.areas))
    assert np.count_nonzero(off == 0) == 33_753
    assert off.max() == 1
    assert (index.decile == published(england, "imd-2025.imd_decile", index.areas)).all()


def test_from_sub_domain_ranks(england: Pack) -> None:
    index = index_of(england, "imd-2025-from-subdomains")
    equal = {}
    error = {}
    for domain in ("barriers", "education", "living_environment"):
        score = index.log.nodes[domain].first
        equal[domain] = int((shared_ranks(score) == published(england, f"imd-2025.{domain}_rank", index.areas)).sum())
        error[domain] = np.abs(score - published(england, f"imd-2025.{domain}_score", index.areas)).max()
    assert equal["barriers"] == 33_755
    assert equal["education"] == 33_753
    assert error["living_environment"] < 0.00051
    # The whole index comes out as it does from the domain ranks.
    assert np.count_nonzero(index.rank == published(england, "imd-2025.imd_rank", index.areas)) == 33_753


@pytest.mark.parametrize(
    ("domain", "fit", "fit_of_rounded_weights"),
    [("crime", 0.99997, 0.99997), ("health", 0.9999998, 0.9999997)],
)
def test_crime_and_health_from_their_indicators(
    england: Pack, domain: str, fit: float, fit_of_rounded_weights: float
) -> None:
    index = index_of(england, f"imd-2025-{domain}")
    score = published(england, f"imd-2025.{domain}_score", index.areas)
    total = ((score - score.mean()) ** 2).sum()
    assert 1 - ((score - index.score) ** 2).sum() / total > fit_of_rounded_weights
    # Fitted anew, the published score gives back the weights that the recipe states, to their three places.
    weights = index.recipe.nodes[domain].weights or {}
    columns = np.column_stack([index.log.nodes[child].value for child in weights] + [np.ones(len(score))])
    fitted, *_ = np.linalg.lstsq(columns, score, rcond=None)
    assert 1 - ((score - columns @ fitted) ** 2).sum() / total > fit
    assert fitted[:-1] == pytest.approx(list(weights.values()), abs=0.00051)


def test_every_contribution_adds_up_to_the_score(england: Pack) -> None:
    index = index_of(england, "imd-2025")
    for position in range(0, 33_755, 97):
        parts = index.contributions(index.areas.codes[position].as_py())
        assert sum(part.points for part in parts) == pytest.approx(index.score[position], abs=1e-8)
        assert len(parts) == 7
