"""What an endowment pays and for how long: by hand where returns are certain, path by path where they are not."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pyarrow.compute as pc
import pytest

from leastfirst.definitions.endowment import Endowment, LevelReal, Smoothed
from leastfirst.fund import EndowmentResult, endow
from leastfirst.fund.endowment.result import PERCENTILES, standard_error, told_years
from leastfirst.fund.endowment.returns import yearly_growth
from leastfirst.fund.endowment.run import MOST_PATHS
from leastfirst.fund.endowment.telling import in_paths
from leastfirst.ground.errors import DataError
from leastfirst.ground.money import short_pounds
from tests.endowed import RETURNS, SURE_RETURNS, all_lived, at_percentile, endowment

ZERO = SURE_RETURNS.replace("3%", "0%")


def one_certain(
    payout: str, *, years: int = 50, value: str = "£1,000", returns: str = SURE_RETURNS, costs: str = "0%"
) -> EndowmentResult:
    given = endowment(value=value, years=years, returns=returns, costs=costs, payouts=f"\n  - {payout}\n")
    return endow(given, seed=1, paths=1)


def column(result: EndowmentResult, name: str) -> list[int]:
    return result.table()[name].to_pylist()


# Certain returns: by hand.


def test_without_returns_a_spend_down_pays_equal_parts() -> None:
    result = one_certain("{rule: spend-down, years: 10}", years=12, returns=ZERO)
    assert column(result, "payout_p50_pence") == [10_000] * 10 + [0, 0]
    assert column(result, "left_p50_pence") == [*range(90_000, -1, -10_000), 0, 0]
    assert column(result, "in_full_probability") == [1.0] * 10 + [0.0, 0.0]


def test_a_spend_down_pays_the_annuity_worked_by_hand() -> None:
    # 1 + 1/1.03 + 1/1.03^2 = 2.91346969554...; £1,000 / that = £343.2333..., and the last payout is all but a penny.
    result = one_certain("{rule: spend-down, years: 3}", years=3)
    assert column(result, "payout_p50_pence") == [34_323] * 3
    assert column(result, "left_p50_pence")[:2] == [round(65_677 * 1.03), round((65_677 * 1.03 - 34_323) * 1.03)]
    assert 0 <= column(result, "left_p50_pence")[2] <= 4


def test_costs_come_off_what_a_spend_down_expects() -> None:
    # 1.03 x 0.99 = 1.0197 a year; 1 + 1/1.0197 = 1.980680...; £1,000 / that = £504.877...
    result = one_certain("{rule: spend-down, years: 2}", years=2, costs="1%")
    assert column(result, "payout_p50_pence") == [50_487] * 2
    assert column(result, "left_p50_pence")[0] == round(49_513 * 1.0197)


def test_shared_out_yearly_it_ends_on_time_and_pays_the_same_where_returns_are_certain() -> None:
    result = one_certain("{rule: spend-down, years: 3, shared: yearly}", years=5)
    assert column(result, "payout_p50_pence") == [34_323, 34_323, 34_323, 0, 0]
    assert column(result, "left_p50_pence")[2:] == [0, 0, 0]
    assert result.followed[0].lasts(95, 1) == 3


@pytest.mark.parametrize("share", [4, 5, 7, 10, 25, 50, 100])
def test_a_level_payout_lasts_as_long_as_the_formula_says(share: int) -> None:
    # With v = 1 / 1.03, n payouts are worth P (1 - v^n) / (1 - v): the most n for which that is no more than the value.
    result = one_certain(f"{{rule: level-real, share: {share}%}}", years=60)
    v = 1 / 1.03
    left = 1 - (1 - v) / (share / 100)
    expected = math.floor(math.log(left) / math.log(v) + 1e-9) if left > 0 else 60
    assert result.followed[0].lasts(95, 1) == min(60, expected)
    assert column(result, "payout_p50_pence")[: min(60, expected)] == [share * 1000] * min(60, expected)
    assert column(result, "payout_p50_pence")[expected + 1 :] == [0] * max(0, 59 - expected)


def test_what_a_year_earns_can_be_paid_for_ever() -> None:
    # Paid in advance, 3/103 of the value leaves 100/103, which 3% makes whole again.
    result = one_certain("{rule: level-real, share: 3/103}", years=100, value="£1,030")
    assert set(column(result, "payout_p50_pence")) == {3_000}
    assert set(column(result, "left_p50_pence")) == {103_000}
    assert set(column(result, "value_kept_probability")) == {1.0}


def test_a_percentage_of_value_never_runs_out() -> None:
    result = one_certain("{rule: percentage-of-value, share: 10%}", years=100, value="£1,000,000", returns=ZERO)
    assert column(result, "payout_p50_pence") == [round(10_000_000 * 0.9**year) for year in range(100)]
    assert set(column(result, "in_full_probability")) == {1.0}
    assert column(result, "half_first_probability")[5:8] == [1.0, 1.0, 0.0]  # 0.9^6 = 0.53, 0.9^7 = 0.48


def test_a_smoothed_payout_follows_its_recursion() -> None:
    result = one_certain("{rule: smoothed, share: 10%, weight: 0.7}", years=4, returns=ZERO)
    # £100; then 0.7 x 100 + 0.03 x 900 = 97; 0.7 x 97 + 0.03 x 803 = 91.99; 0.7 x 91.99 + 0.03 x 711.01 = 85.7233.
    assert column(result, "payout_p50_pence") == [10_000, 9_700, 9_199, 8_572]
    assert column(result, "left_p50_pence") == [90_000, 80_300, 71_101, 62_529]


def test_the_level_payout_that_lasts_is_the_annuity() -> None:
    result = one_certain("{rule: level-real, share: 4%}", years=15)
    rows = result.sustainable().to_pylist()
    assert [row["years"] for row in rows] == [10, 15]
    worth = sum(Fraction(100, 103) ** k for k in range(15))
    assert {rows[1][name] for name in rows[1] if name.startswith("sure_")} == {math.floor(100_000 / worth)}


def test_certain_returns_have_no_standard_error_and_are_said_to_be_none() -> None:
    result = one_certain("{rule: level-real, share: 4%}")
    assert set(column(result, "in_full_error")) == {0.0}
    assert "which no return is" in result.finding()


# Random returns.


def test_the_fast_path_is_the_slow_one() -> None:
    given, paths = endowment(years=25, value="£2,000,000.01"), 23
    result = endow(given, seed=7, paths=paths)
    slow = all_lived(given, seed=7, paths=paths)
    assert len(result.followed) == len(slow) == 15
    for followed in result.followed:
        rows = slow[followed.rule.name, followed.assumed.id]
        first = rows[0][0].payout
        for t in range(25):
            year = [path[t] for path in rows]
            assert followed.in_full[t] == sum(all(each.in_full for each in path[: t + 1]) for path in rows)
            assert followed.as_first[t] == sum(each.payout >= first - Fraction(1, 2) for each in year)
            assert followed.half_first[t] == sum(each.payout >= (first - Fraction(1, 2)) / 2 for each in year)
            assert followed.value_kept[t] == sum(each.left >= int(given.value) - Fraction(1, 2) for each in year)
            for i, percentile in enumerate(PERCENTILES):
                assert abs(followed.payout[t, i] - at_percentile([each.payout for each in year], percentile)) <= 0.501
                assert abs(followed.left[t, i] - at_percentile([each.left for each in year], percentile)) <= 0.501
        totals = [sum((each.payout for each in path), Fraction(0)) for path in rows]
        assert abs(followed.total[2] - at_percentile(totals, 50)) <= 0.501


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    given = endowment()
    first, again, other = (endow(given, seed=seed, paths=200) for seed in (3, 3, 4))
    assert first.table().equals(again.table())
    assert first.finding() == again.finding()
    assert not first.table().equals(other.table())


def test_more_paths_and_more_years_begin_with_the_same_luck() -> None:
    for assumed in endowment().returns:
        few = list(yearly_growth(assumed, seed=5, paths=10, years=3))
        many = list(yearly_growth(assumed, seed=5, paths=1000, years=6))
        assert all(np.array_equal(f, m[:10]) for f, m in zip(few, many[:3], strict=True))


@pytest.mark.parametrize("which", [0, 1, 2])
def test_returns_have_the_mean_the_spread_and_the_memory_that_are_assumed(which: int) -> None:
    assumed, paths = endowment().returns[which], 200_000
    before, after = (growth - 1 for growth in yearly_growth(assumed, seed=11, paths=paths, years=2))
    sd = float(assumed.sd)
    for year in (before, after):
        assert float(year.mean()) == pytest.approx(float(assumed.mean), abs=5 * sd / math.sqrt(paths))
        assert float(year.std()) == pytest.approx(sd, rel=0.03)
    assert float(np.corrcoef(before, after)[0, 1]) == pytest.approx(float(assumed.autocorrelation), abs=0.01)
    beyond = float((np.abs(before - before.mean()) > 4 * sd).mean())
    assert (beyond > 5e-4) == (assumed.distribution == "student-t"), "only student-t has fat tails"


def test_the_same_luck_under_better_assumptions_never_pays_less() -> None:
    better = RETURNS.replace("mean: 3%, sd: 10%", "mean: 4%, sd: 10%").replace("lognormal", "normal")
    worse = better.replace("mean: 4%, sd: 10%", "mean: 2%, sd: 10%")
    low, high = (endow(endowment(returns=each), seed=2, paths=300) for each in (worse, better))
    for poor, rich in zip(low.followed, high.followed, strict=True):
        if poor.assumed.id == "central" and poor.rule.rule != "spend-down":
            assert (poor.in_full <= rich.in_full).all()
            assert (poor.left <= rich.left).all()


def test_the_level_payout_that_is_sure_lasts_so_often_and_a_little_more_does_not() -> None:
    paths, value = 400, 200_000_000_000
    given = endowment(years=30)
    row = next(
        r
        for r in endow(given, seed=9, paths=paths).sustainable().to_pylist()
        if r["years"] == 30 and r["returns"] == "central"
    )
    for sure in (50, 75, 90, 95):
        pence = row[f"sure_{sure}_in_100_pence"]
        lasting = []
        for paid in (pence, pence + 2):
            # The rule rounds down to whole pence, so this share is those pence exactly.
            payouts = f"\n  - {{rule: level-real, share: {paid}/{value}}}\n"
            lasting.append(
                int(endow(endowment(years=30, payouts=payouts), seed=9, paths=paths).followed[0].in_full[29])
            )
        assert lasting[0] * 100 >= sure * paths > lasting[1] * 100


def test_ten_thousand_paths_are_right_to_within_their_standard_error() -> None:
    given = endowment(payouts="\n  - {rule: level-real, share: 4%}\n")
    few, many = endow(given, seed=1, paths=1_000), endow(given, seed=2, paths=20_000)
    for a, b in zip(few.followed, many.followed, strict=True):
        apart = a.in_full / 1_000 - b.in_full / 20_000
        error = np.hypot(standard_error(a.in_full, 1_000), standard_error(b.in_full, 20_000))
        assert (np.abs(apart) < 4 * error).all()


def test_the_standard_error_is_never_zero() -> None:
    assert standard_error(np.array([0, 50, 100]), 100) == pytest.approx([0.0133, 0.0490, 0.0490 * 0.272], abs=2e-3)
    assert standard_error(np.array([0, 1]), 1).min() > 0


# What is handed on.


def test_the_table_has_a_row_for_each_rule_assumption_and_year_in_whole_pence() -> None:
    table = endow(endowment(), seed=1, paths=100).table()
    assert table.num_rows == 5 * 3 * 50
    assert table.column_names[:4] == ["rule", "returns", "returns_status", "year"]
    assert len(table.group_by(["rule", "returns", "year"]).aggregate([])) == table.num_rows
    for name in table.column_names:
        if name.endswith("_pence"):
            assert str(table[name].type) == "int64"
        if name.endswith("_probability"):
            assert 0 <= pc.min(table[name]).as_py() <= pc.max(table[name]).as_py() <= 1
        assert table[name].null_count == 0
    assert set(table["returns_status"].to_pylist()) == {"example", "recalled"}


def test_a_summary_row_says_how_long_how_much_and_how_sure() -> None:
    result = endow(endowment(), seed=1, paths=1000)
    rows = result.summary()
    assert [(row.rule, row.returns) for row in rows[:4]] == [
        ("spend-down 10 years", "central"),
        ("spend-down 10 years", "pessimistic"),
        ("spend-down 10 years", "optimistic"),
        ("spend-down 15 years shared yearly", "central"),
    ]
    level = next(row for row in rows if row.rule == "level-real 4%" and row.returns == "pessimistic")
    assert list(level.in_full_probability) == [10, 15, 30, 50]
    assert list(level.in_full_probability.values()) == sorted(level.in_full_probability.values(), reverse=True)
    assert level.returns_status == "recalled"
    assert level.first_pence == 8_000_000_000
    assert level.lasts_years[0] < level.lasts_years[1]
    assert level.total_pence[0] < level.total_pence[2] <= 50 * level.first_pence


def test_the_finding_names_the_assumptions_and_gives_ranges() -> None:
    said = endow(endowment(), seed=1, paths=1000).finding()
    for words in (
        "£2,000,000,000, followed for 50 years on 1,000 random paths of returns (seed 1)",
        "in today's prices",
        "central: Mixed; 3% a year above inflation on average, standard deviation 10%, lognormal. "
        "Source: a test (an example of ours)",
        "student-t with 4 degrees of freedom, autocorrelation 0.2. Source: a test (recalled from the literature, to be",
        "costs of 0.5% a year",
        "It ends after year 10, as planned.",
        "The same sum every year that lasts in 90 paths in 100",
        "right to within about 3 in 100",
    ):
        assert words in said
    rules = [line for line in said.splitlines() if " in the first year" in line]
    assert len(rules) == 15
    assert all(" to £" in line and "paths" in line for line in rules)


def test_few_words_for_many_paths() -> None:
    assert in_paths(1000, 1000) == "all 1,000 paths"
    assert in_paths(0, 1000) == "none of the paths"
    assert in_paths(999, 1000) == "more than 99 paths in 100"
    assert in_paths(1, 1000) == "fewer than 1 path in 100"
    assert in_paths(437, 1000) == "44 paths in 100"


def test_sums_are_told_to_three_figures() -> None:
    sums = {193_456_789_000: "£1.93bn", 8_016_000_000: "£80.2m", 51_234_500: "£512,000", 12_345: "£123.45", 0: "£0"}
    assert {pence: short_pounds(pence) for pence in sums} == sums
    assert short_pounds(99_999_999_999) == "£1bn"
    assert short_pounds(200_000_000_000_00, "€") == "€200bn"


def test_the_years_told_of_end_with_the_last() -> None:
    assert told_years(50) == (10, 15, 30, 50)
    assert told_years(12) == (10, 12)
    assert told_years(1) == (1,)


# What is refused.


@pytest.mark.parametrize(
    ("seed", "paths", "says"),
    [
        (1, 0, "0 paths tell nothing"),
        (1, -5, "-5 paths tell nothing"),
        (1, MOST_PATHS + 1, "10,000,001 paths are more than are followed"),
        (-1, 100, "the seed -1 is below zero"),
    ],
)
def test_paths_and_seeds_that_tell_nothing_are_refused(seed: int, paths: int, says: str) -> None:
    with pytest.raises(DataError, match=says):
        endow(endowment(), seed=seed, paths=paths)


def test_less_than_a_penny_a_year_is_refused() -> None:
    with pytest.raises(DataError, match="level-real 4% is less than a penny a year"):
        endow(endowment(value="£0.24", payouts="\n  - {rule: level-real, share: 4%}\n"), seed=1, paths=1)


def test_what_grows_beyond_counting_is_refused() -> None:
    returns = SURE_RETURNS.replace("3%", "20%")
    given = endowment(
        value="£9,000,000,000,000", years=100, returns=returns, payouts="\n  - {rule: level-real, share: 1%}\n"
    )
    with pytest.raises(DataError, match="grows beyond what can be counted"):
        endow(given, seed=1, paths=1)


def test_a_year_in_which_all_is_lost_ends_the_payouts_without_a_warning() -> None:
    returns = SURE_RETURNS.replace("sd: 0%", "sd: 100%").replace("lognormal", "normal")
    result = endow(endowment(returns=returns), seed=1, paths=200)
    percentage = next(each for each in result.followed if each.rule.rule == "percentage-of-value")
    assert 0 < percentage.in_full[5] < 200
    assert (np.diff(percentage.in_full) <= 0).all()


def test_the_largest_endowment_keeps_its_pence() -> None:
    given = endowment(
        value="£9,999,999,999,999.99",
        years=2,
        returns=ZERO,
        costs="0%",
        payouts="\n  - {rule: level-real, share: 50%}\n",
    )
    assert endow(given, seed=1, paths=1).followed[0].left[:, 0].tolist() == [500_000_000_000_000, 1]


def test_the_rules_are_those_of_the_definition() -> None:
    given = endowment()
    assert isinstance(given, Endowment)
    assert isinstance(given.payouts[2], LevelReal)
    assert isinstance(given.payouts[4], Smoothed)
    assert [each.rule for each in endow(given, seed=1, paths=10).followed[::3]] == list(given.payouts)
