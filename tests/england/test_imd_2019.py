"""The Index of Multiple Deprivation 2019 comes out as published, but for the ties in its published domain ranks."""

from __future__ import annotations

import numpy as np
import pytest

from leastfirst.exchange.packs import Pack
from tests.england.held_against import index_of, published

pytestmark = pytest.mark.england


def test_from_domain_ranks(england: Pack) -> None:
    index = index_of(england, "imd-2019")
    rank = published(england, "imd-2019.imd_rank", index.areas)
    off = np.abs(index.rank - rank)
    assert index.ranked == 32_844
    assert np.count_nonzero(off == 0) == 32_736
    assert off.max() == 2
    worst = rank <= 3_284
    assert worst.sum() == 3_284
    assert (index.decile[worst] == 1).all()
    assert (index.decile == 1).sum() == 3_284


def test_from_sub_domain_ranks_no_rank_is_off_by_more_than_two(england: Pack) -> None:
    index = index_of(england, "imd-2019-from-subdomains")
    assert np.abs(index.rank - published(england, "imd-2019.imd_rank", index.areas)).max() <= 2


def test_four_in_five_of_the_worst_decile_of_2025_were_there_in_2019(england: Pack) -> None:
    before, after = (index_of(england, f"imd-{year}") for year in (2019, 2025))
    decile_2019 = dict(zip(before.areas.codes.to_pylist(), before.decile.tolist(), strict=True))
    unchanged = [
        (decile, decile_2019[code])
        for code, decile in zip(after.areas.codes.to_pylist(), after.decile.tolist(), strict=True)
        if code in decile_2019
    ]
    assert len(unchanged) == 31_810
    worst = [then for now, then in unchanged if now == 1]
    assert round(100 * worst.count(1) / len(worst), 1) == 82.4
