"""How sure a list is: against an obvious Monte Carlo, with answers known beforehand, and with bad input."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pytest

from leastfirst.ground.ranks import rank_areas
from leastfirst.measure import designate, told_of
from leastfirst.measure.uncertainty.draws import slices
from tests import made_up
from tests.unit.measure.varied import (
    CODES,
    COLUMNS,
    DIRICHLET,
    ERRORS,
    OTHER_ERRORS,
    SCALES,
    WAYS,
    WEIGHTS,
    N,
    named,
    run,
    tables,
    two_measures,
)

WARD = "ward-2017"

REPLICATES = 4000


def obvious(replicates: int) -> tuple[np.ndarray, np.ndarray]:
    """Weights, scales, ways and errors drawn with numpy's own numbers, one replicate after the other."""
    rng = np.random.default_rng(99)
    raw = {name: np.array(values) for name, values in COLUMNS.items()}
    inside, ranks = np.zeros((replicates, N), dtype=bool), np.zeros((replicates, N), dtype=int)
    for r in range(replicates):
        by_rank = rng.random() < 0.5
        way = rng.choice(["sum", "geometric", "imbalance"], p=[0.5, 0.25, 0.25])
        weights = np.array([3.0, 2.0, 1.0]) * rng.uniform(0.6, 1.4, 3)
        weights *= 6 / weights.sum()
        parts = []
        for name in "abc":
            x = raw["e" if by_rank and name == "a" else name]
            if by_rank:
                clean = np.array([(x <= each).sum() / N for each in x])
            else:
                clean = 1 + 99 * (x - x.min()) / (x.max() - x.min())
            noisy = clean + 0.2 * clean.std() * rng.standard_normal(N)
            parts.append(noisy if way == "sum" else np.maximum(noisy - clean.min() + 2, 2))
        table = np.array(parts)
        share = weights / weights.sum()
        if way == "sum":
            score = weights @ table
        elif way == "geometric":
            score = np.exp(share @ np.log(table))
        else:
            mean = share @ table
            score = mean + share @ (table - mean) ** 2 / mean
        other = raw["d"] + 0.2 * raw["d"].std() * rng.standard_normal(N)
        both = [np.argsort(np.argsort(-values)) + 1 for values in (score, other)]
        binding = np.maximum(*both)
        inside[r] = binding <= N // 2
        ranks[r] = [1 + (binding < mine).sum() for mine in binding]
    return inside, ranks


def test_it_gives_what_an_obvious_monte_carlo_gives() -> None:
    result = run(WEIGHTS, SCALES, WAYS, ERRORS, OTHER_ERRORS, replicates=REPLICATES)
    inside, ranks = obvious(REPLICATES)
    p = inside.mean(axis=0)
    allowed = 4.5 * np.sqrt(p * (1 - p) * 2 / REPLICATES) + 3 / REPLICATES
    assert (np.abs(result.p_designated - p) <= allowed).all()
    assert ((p > 0.05) & (p < 0.95)).sum() > 15
    for mine, share in zip(result.ranks["rank"], (0.05, 0.5, 0.95), strict=True):
        # Where a quantile lies is told by the shares that bracket it, whatever the shape of the distribution.
        error = 4.5 * np.sqrt(share * (1 - share) * 2 / REPLICATES)
        assert ((ranks <= mine).mean(axis=0) >= share - error).all()
        assert ((ranks < mine).mean(axis=0) <= share + error).all()
    assert result.expected_count == pytest.approx(inside.sum(axis=1).mean(), abs=0.15)


def test_errors_keep_their_distribution_when_parts_are_not_simply_added() -> None:
    """The errors of parts are corrected to a common sum; in a geometric mean alone that must not show."""
    only = {
        **WAYS,
        "options": [{**WAYS["options"][1], "probability": 0.999}, {**WAYS["options"][0], "probability": 0.001}],
    }
    result = run(only, ERRORS, OTHER_ERRORS, replicates=REPLICATES, seed=5)
    rng = np.random.default_rng(7)
    raw = {name: np.array(values) for name, values in COLUMNS.items()}
    times = np.zeros(N)
    for _ in range(REPLICATES):
        logs = 0.0
        for name, weight in zip("abc", (3, 2, 1), strict=True):
            clean = 1 + 99 * (raw[name] - raw[name].min()) / np.ptp(raw[name])
            noisy = np.maximum(clean + 0.2 * clean.std() * rng.standard_normal(N) + 1, 2)
            logs = logs + weight / 6 * np.log(noisy)
        other = raw["d"] + 0.2 * raw["d"].std() * rng.standard_normal(N)
        times += np.maximum(*[np.argsort(np.argsort(-v)) + 1 for v in (logs, other)]) <= N // 2
    p = times / REPLICATES
    assert np.abs(result.p_designated - p).max() < 4.5 * np.sqrt(0.5 / REPLICATES)
    assert np.abs(result.p_designated - p).mean() < 0.01


def test_the_truth_lies_in_the_intervals_as_often_as_they_say() -> None:
    """Areas whose true need is known are measured with error: their true rank lies in 9 of 10 intervals, or more."""
    covered = []
    for turn in range(12):
        rng = np.random.default_rng(turn)
        seen = rng.normal(0, 1, N)
        # What is true, given what is seen: with a flat prior, need = seen + error.
        true = seen + 0.3 * seen.std() * rng.standard_normal(N)
        designation = named(
            made_up.designation(
                [{"id": "deprivation", "recipe": made_up.one_indicator("a")}], {"kind": "worst-on-all", "share": "1/4"}
            )
        )
        noise = {**ERRORS, "share_of_sd": 0.3}
        result = run(
            noise, designation=designation, inputs=tables(columns={"a": seen.tolist()}), replicates=400, seed=turn
        )
        low, _, high = result.ranks["rank"]
        rank = rank_areas(true)
        covered.append(((low <= rank) & (rank <= high)).mean())
    assert 0.88 <= np.mean(covered) <= 0.96


@pytest.mark.parametrize("settings", [{"threads": 2}, {"threads": 3}, {"batch": 1}, {"batch": 7}, {"batch": 64}])
def test_threads_and_batches_change_no_byte(settings: Mapping[str, int]) -> None:
    choices = (WEIGHTS, SCALES, WAYS, ERRORS, OTHER_ERRORS)
    one, other = run(*choices), run(*choices, **settings)
    assert one.table().equals(other.table())
    assert one.replicate_table().equals(other.replicate_table())
    assert one.choice_table().equals(other.choice_table())


def test_another_seed_is_another_draw_and_more_replicates_keep_the_first() -> None:
    one, other, longer = (
        run(DIRICHLET, OTHER_ERRORS),
        run(DIRICHLET, OTHER_ERRORS, seed=2),
        run(DIRICHLET, OTHER_ERRORS, replicates=300),
    )
    assert one.replicate_table()["choice_0.a"] != other.replicate_table()["choice_0.a"]
    assert one.replicate_table().equals(longer.replicate_table().slice(0, 200))


def test_errors_are_drawn_anew_in_every_replicate_and_for_every_index() -> None:
    result = run(ERRORS, OTHER_ERRORS, replicates=50)
    draws = [np.empty(N) for _ in range(4)]
    from leastfirst.measure.uncertainty.draws import Draws, Factor

    stream = Draws(1, [Factor.of(choice) for choice in result.spec.choices])
    for out, (replicate, factor, part) in zip(draws, [(1, 0, 0), (2, 0, 0), (1, 1, 0), (1, 0, 1)], strict=True):
        stream.normals(replicate, factor, 1, part, out)
    for i in range(4):
        for j in range(i):
            assert (draws[i] != draws[j]).all()
    assert slices().std() == pytest.approx(1)
    assert slices().mean() == pytest.approx(0, abs=1e-12)


def test_a_tiny_variation_leaves_the_list_as_it_stands() -> None:
    tiny = [{**each, "share_of_sd": 1e-9} for each in (ERRORS, OTHER_ERRORS)]
    result = run(*tiny)
    assert result.p_designated.tolist() == designate(named(two_measures()), tables()).designated.astype(float).tolist()
    table = result.table().to_pydict()
    assert set(table["class"]) == {"firm", "unlikely"}
    assert table["rank_p05"] == table["rank_p95"]
    assert all(0 < error < 0.01 for error in table["p_error"])
    assert told_of(result)[-1] == "None of the choices moves the list."
    assert result.choice_table()["total_share"].to_pylist() == [None, None]


def test_one_choice_that_does_everything_has_all_the_share() -> None:
    swap = {
        "varies": "steps",
        "index": "community_need",
        "nodes": ["index"],
        "options": [
            {"id": "d", "probability": "1/2"},
            {"id": "e", "probability": "1/2", "indicators": {"index": "needs.e"}},
        ],
    }
    tiny = {**ERRORS, "share_of_sd": 1e-9}
    result = run(swap, tiny, replicates=400, pairs=60)
    everything, nothing = result.choice_table().to_pylist()
    assert everything["choice"] == "choice_0"
    assert everything["total_share"] == everything["first_share"] == pytest.approx(1)
    assert nothing["total_share"] == nothing["first_share"] == pytest.approx(0)
    assert everything["places_moved"] == everything["residents_moved"] / 1000
    assert "has a part in 100% of all changes, and makes 100% of them alone" in " ".join(told_of(result))


def test_first_order_shares_are_at_most_all_and_total_shares_at_least() -> None:
    result = run(ERRORS, OTHER_ERRORS, replicates=400, pairs=300)
    rows = result.choice_table().to_pylist()
    assert sum(row["first_share"] for row in rows) <= 1 + 3 * sum(row["first_error"] for row in rows)
    assert sum(row["total_share"] for row in rows) >= 1 - 3 * sum(row["total_error"] for row in rows)
    for row in rows:
        assert row["first_share"] <= row["total_share"] + 3 * (row["first_error"] + row["total_error"])


def test_a_column_of_standard_errors_is_carried_through_the_steps() -> None:
    """An error of 0.5 in the unit of an indicator is one of 0.5/sd on the z scale, and moves ranks as much."""
    errors = made_up.table("errors", {"area_code": CODES, "a": [0.5] * N})
    plain, z = (
        named(
            made_up.designation(
                [{"id": "deprivation", "recipe": made_up.one_indicator("a", **steps)}],
                {"kind": "worst-on-all", "share": "1/4"},
            )
        )
        for steps in ({}, {"standardise": "z"})
    )
    by_column = {"varies": "sampling-error", "index": "deprivation", "standard_errors": {"index": "errors.a"}}
    share = 0.5 / np.std(COLUMNS["a"])
    results = [
        run(by_column, designation=plain, inputs=tables(errors), replicates=2000),
        run(by_column, designation=z, inputs=tables(errors), replicates=2000),
        run({**ERRORS, "share_of_sd": share}, designation=plain, replicates=2000),
    ]
    for other in results[1:]:
        # At the very ends the steps cannot be read off beyond the last area, so an error counts for half there.
        assert np.abs(results[0].p_designated - other.p_designated).max() < 0.05


def test_areas_that_are_not_assessed_stay_missing() -> None:
    columns = {**COLUMNS, "d": [None, *COLUMNS["d"][1:]]}
    row = run(WEIGHTS, OTHER_ERRORS, inputs=tables(columns=columns)).table().slice(0, 1).to_pylist()[0]
    assert [row[name] for name in ("rank_p05", "p_designated", "p_error", "class")] == [None] * 4
    assert row["deprivation_rank_p50"] > 0
    assert row["community_need_rank_p50"] is None


def test_every_shipped_designation_has_a_specification_that_names_what_it_has() -> None:
    from leastfirst.definitions import load_designation, load_uncertainty, shipped
    from leastfirst.measure.uncertainty.names import check_names

    assert shipped("uncertainties") == shipped("designations")
    for name in shipped("designations"):
        check_names(load_uncertainty(name), load_designation(name))


def test_the_tables_have_the_columns_that_were_promised() -> None:
    result = run(WEIGHTS, OTHER_ERRORS)
    assert result.table().column_names[:7] == [
        *("area_code", "rank_p05", "rank_p50", "rank_p95", "p_designated", "p_error", "class"),
    ]
    assert result.replicate_table().num_rows == 200
    assert result.replicate_table().column_names[:2] == ["replicate", "seed"]
    assert pa.compute.sum(result.replicate_table()["list_size"]).as_py() == result.times.sum()
