"""Trend: what may be compared, how areas are matched, and what the noise says on data whose truth is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from leastfirst.definitions import load_recipe
from leastfirst.definitions.recipe import Recipe
from leastfirst.ground.columns import lookup_of
from leastfirst.ground.errors import DataError, DefinitionError
from leastfirst.measure import TrendResult, check_editions, trend
from leastfirst.measure.trend import unchanged
from tests import made_up

OLD, NEW = "lsoa-2011", "lsoa-2021"
N = 2000
PARTS = ("a", "b", "c")


def edition(year: int, **head: Any) -> Recipe:
    nodes = {
        "index": {"aggregate": "arithmetic", "weights": dict.fromkeys(PARTS, 1)},
        **{part: {"indicator": f"needs-{year}.{part}", "direction": "higher-is-worse"} for part in PARTS},
    }
    return made_up.recipe(
        nodes,
        id=f"made-up-{year}",
        vintage=str(year),
        geography=OLD if year == 2019 else NEW,
        population=f"people-{year}.residents",
        **head,
    )


def run(noise: float, *, really: float = 0.0, seed: int = 1) -> TrendResult:
    """N areas of three parts, each edition measured with noise; the first 50 truly got worse by `really`."""
    random = np.random.default_rng(seed)
    codes = [f"X01{i:06}" for i in range(N)]
    truth = random.normal(0, 1, N)
    tables = [made_up.lookup(OLD, NEW, [(code, code, 1.0) for code in codes])]
    for year, geography in ((2019, OLD), (2025, NEW)):
        worse = np.where(np.arange(N) < 50, really, 0.0) if year == 2025 else 0.0
        columns = {part: (truth + worse + random.normal(0, noise, N)).tolist() for part in PARTS}
        tables += [
            made_up.areas(geography, {code: code for code in codes}),
            made_up.population(dict.fromkeys(codes, 1000.0), geography=geography, table_id=f"people-{year}"),
            made_up.table(f"needs-{year}", {"area_code": codes, **columns}, geography=geography),
        ]
    return trend(edition(2019), edition(2025), made_up.inputs_of(*tables))


def test_noise_is_found_where_nothing_else_is() -> None:
    found = run(0.5)
    # The mean of three parts in two editions: sd of the change = 0.5 x sqrt(2 / 3).
    assert found.noise.by_parts
    assert found.noise.sd.mean() == pytest.approx(0.5 * np.sqrt(2 / 3), rel=0.1)
    into = (found.moved == 1).sum()
    table = found.table().to_pydict()
    expected = found.noise.expected_moves(found.score_then, found.rank_then, found.after.score, found.after.rank)
    assert expected == pytest.approx(into, rel=0.35)
    # 90 of 100 stay where noise alone would leave them, and hardly anybody moved surely.
    assert np.mean(table["more_than_noise"]) == pytest.approx(0.10, abs=0.03)
    surely = [i for i, each in enumerate(table["moved"]) if each == "into" and table["sure"][i]]
    assert len(surely) <= 0.1 * into


def test_a_real_change_stands_out_from_the_noise() -> None:
    found = run(0.2, really=3.0)
    table = found.table().to_pydict()
    changed = [i for i in range(50) if table["moved"][i] == "into"]
    assert len(changed) > 30
    assert np.mean([table["sure"][i] for i in changed]) > 0.7
    assert np.mean([table["more_than_noise"][i] for i in range(50)]) > 0.9
    assert np.mean(table["more_than_noise"][50:]) < 0.2
    assert all(table["change"][i] > 0 for i in changed)


def test_only_one_to_one_and_the_same_code_is_unchanged() -> None:
    rows = [
        ("X01000001", "X01000001", 1.0),  # unchanged
        ("X01000002", "X01000002", 0.6),  # split
        ("X01000002", "X01000003", 0.4),
        ("X01000004", "X01000004", 1.0),  # another was joined to it
        ("X01000005", "X01000004", 1.0),
        ("X01000006", "X01000007", 1.0),  # one to one, but another code
    ]
    table = made_up.lookup(OLD, NEW, rows, kind="weighted")
    lookup = lookup_of(made_up.inputs_of(table), table.id)
    source, target = unchanged(lookup)
    assert lookup.areas.take(source).to_pylist() == lookup.targets.take(target).to_pylist() == ["X01000001"]


def test_too_few_areas_in_common_is_said() -> None:
    codes = ["X01000001", "X01000002"]
    tables = [made_up.lookup(OLD, NEW, [(code, code, 1.0) for code in codes])]
    for year, geography in ((2019, OLD), (2025, NEW)):
        tables += [
            made_up.areas(geography, {code: code for code in codes}),
            made_up.population(dict.fromkeys(codes, 1000.0), geography=geography, table_id=f"people-{year}"),
            made_up.table(
                f"needs-{year}", {"area_code": codes, **{key: [1.0, 2.0] for key in PARTS}}, geography=geography
            ),
        ]
    with pytest.raises(DataError, match="only 2 areas are the same in both editions"):
        trend(edition(2019), edition(2025), made_up.inputs_of(*tables))
    with pytest.raises(DataError, match="no lookup leads from LSOA 2011 to LSOA 2021"):
        trend(edition(2019), edition(2025), made_up.inputs_of(*tables[1:]))


@pytest.mark.parametrize(
    ("then", "now", "sentence"),
    [
        ("cni-2019", "cni-2023", "cannot be compared over time"),
        ("cni-2023", "cni-2019", "cannot be compared over time"),
        ("imd-2019", "cni-2023", "they are not editions of one index: one is of 'imd', the other of 'cni'"),
        ("imd-2025", "imd-2019", "name the earlier edition first"),
        ("imd-2019", "imd-2019-from-subdomains", "both are of 2019"),
        ("imd-2025", "imd-2025", "a trend needs two editions"),
    ],
)
def test_what_cannot_be_compared(then: str, now: str, sentence: str) -> None:
    with pytest.raises(DefinitionError) as error:
        check_editions(load_recipe(then), load_recipe(now))
    assert sentence in str(error.value)


def test_editions_of_different_nations() -> None:
    scotland = edition(2025).model_copy(update={"geography": made_up.Geography.parse("data_zone-2022")})
    with pytest.raises(DefinitionError, match="editions of different nations: LSOA 2011 is of England or Wales"):
        check_editions(edition(2019), scotland)
