"""A comparison worked by hand: means, shares of counts, matching, what is left out, what is said, and bad input."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import t as student

from leastfirst.definitions import load_comparison
from leastfirst.definitions.comparison import Comparison
from leastfirst.ground.errors import LeastfirstError
from leastfirst.ground.tables import Table
from leastfirst.measure import ComparisonResult
from leastfirst.measure.comparison.estimate import Terms, difference_of, mean_of
from leastfirst.measure.comparison.reading import figures
from tests import compared, made_up

CODES = [f"X0100000{k}" for k in range(1, 9)]
LEFT, OTHER = CODES[:3], CODES[3:5]
PEOPLE = dict(zip(CODES, [1000.0, 1000, 2000, 1500, 500, 1000, 1000, 2000], strict=True))
DISTRICTS = dict(zip(CODES, ["X07000001", "X07000002", "X07000002", "X07000001", "X07000003"] + ["X07000004"] * 3,
                     strict=True))  # fmt: skip
GROUPS = [
    compared.listed("left_behind", LEFT, "left-behind places"),
    compared.listed("other", OTHER, "other deprived places"),
    compared.everywhere(),
]


def facts(*, fields: Mapping[str, Any] | None = None, **columns: Any) -> Table:
    fields = {name: {} for name in columns} if fields is None else fields
    return compared.indicators({"area_code": CODES, **columns}, fields)


def result(*tables: Table, **more: Any) -> ComparisonResult:
    groups = more.pop("groups", GROUPS)
    return compared.run(compared.comparison(groups, **more), [*compared.ground(PEOPLE, DISTRICTS), *tables])


def test_people_count_the_same_or_areas_do() -> None:
    poor = facts(poor=[0.5, 0.3, 0.4, 0.2, 0.4, 0.1, 0.1, 0.1])
    (row,) = result(poor).rows
    assert [each.value for each in row.estimates] == pytest.approx([0.4, 0.25, 0.25])
    assert [(each.n, each.missing, each.districts) for each in row.estimates] == [(3, 0, 2), (2, 0, 2), (8, 0, 4)]
    (row,) = result(poor, weighting="areas").rows
    assert [each.value for each in row.estimates] == pytest.approx([0.4, 0.3, 2.1 / 8])


def test_missing_is_counted_and_never_zero() -> None:
    (row,) = result(facts(poor=[0.5, None, 0.2, 0.2, 0.2, None, 0.1, 0.1])).rows
    assert row.estimates[0].value == pytest.approx((0.5 * 1000 + 0.2 * 2000) / 3000)
    assert [(each.n, each.missing) for each in row.estimates] == [(2, 1), (2, 0), (6, 2)]


def test_a_share_of_counts_is_a_ratio_of_sums() -> None:
    fields = {
        "crowded_share": {"numerator": ("crowded",), "denominator": ("crowded", "roomy")},
        "crowded": {"kind": "count", "direction": None}, "roomy": {"kind": "count", "direction": None},
    }  # fmt: skip
    table = facts(
        fields=fields,
        crowded_share=[9.0] * 8,  # not what is read
        crowded=[10, 0, 30, 5, 5, 1, 1, 0],
        roomy=[90, 100, 70, 95, 5, 99, 99, 0],
    )
    (row,) = result(table).rows
    assert [each.value for each in row.estimates] == pytest.approx([40 / 300, 10 / 110, 52 / 610])
    assert (row.estimates[2].n, row.estimates[2].missing) == (7, 1), "a share of nobody is not known"


def test_reversed_is_marked_merely_and_clearly() -> None:
    rows = {
        row.indicator.id: row
        for row in result(
            facts(
                worse=[0.5, 0.5, 0.5, 0.2, 0.2, 0.1, 0.1, 0.1],
                better=[0.1, 0.1, 0.1, 0.4, 0.4, 0.4, 0.4, 0.4],
                unsure=[0.1, 0.9, 0.0, 0.2, 0.9, 0.4, 0.4, 0.9],
            ),
            control="none",
        ).rows
    }
    assert {name: (row.reversed, row.clearly_reversed) for name, row in rows.items()} == {
        "facts.worse": (False, False), "facts.better": (True, True), "facts.unsure": (True, False)
    }  # fmt: skip
    assert rows["facts.better"].verdicts == ("better", "unclear"), "two districts say little about all the country"
    assert "the reverse of what one would expect" in rows["facts.better"].reading
    assert "no clear difference" in rows["facts.unsure"].reading


def test_the_reading_says_it_in_plain_words() -> None:
    table = facts(
        fields={
            "crowded": {"reading": "{value} households are crowded"},
            "score": {"kind": "score", "title": "Crime: score"},
        },
        crowded=[0.25, 0.25, 0.25, 0.2, 0.2, 0.1, 0.1, 0.1],
        score=[3.25, 3.25, 3.25, 2.0, 2.0, -1.0, -1.0, -1.0],
    )  # fmt: skip
    share, score = result(table, control="none", indicators=["facts.crowded", "facts.score"]).rows
    assert share.reading == (
        "In left-behind places 25 in 100 households are crowded, against 20 in 100 in other deprived places and 18 in "
        "100 in the country. That is clearly worse than in other deprived places. There is no clear "
        "difference from the country."
    )
    assert score.reading.startswith(
        "Crime (higher is worse): 3.2 in left-behind places, against 2.0 in other deprived places and 1.3 in the "
        "country. That is clearly worse than in other deprived places."
    )


@pytest.mark.parametrize(
    ("kind", "values", "clear", "shown"),
    [
        ("share", [0.25, 0.2, 1 / 6], [True, True], ["1 in 4", "1 in 5", "1 in 6"]),
        ("share", [0.34, 0.29, 0.13], [True, True], ["34 in 100", "29 in 100", "13 in 100"]),
        ("share", [0.5512, 0.5488], [False], ["55 in 100", "55 in 100"]),
        ("share", [0.5512, 0.5488], [True], ["551 in 1,000", "549 in 1,000"]),
        ("percent", [1.1, 1.5, 1.2], [False, False], ["11 in 1,000", "15 in 1,000", "12 in 1,000"]),
        ("share", [0.0, 0.2], [True], ["0 in 100", "20 in 100"]),
        ("rate", [15.53, 14.26, 6.6], [True, True], ["16", "14", "7"]),
        ("rate", [2235.4, 2606.1], [True], ["2,235", "2,606"]),
        ("score", [-0.14, 0.41, -0.0001], [True, True], ["−0.14", "0.41", "0.00"]),
        ("score", [1.234, 1.212], [True], ["1.23", "1.21"]),
        ("score", [0.0, 0.0], [False], ["0", "0"]),
    ],
)
def test_figures_are_no_finer_than_they_need_be(
    kind: str, values: list[float], clear: list[bool], shown: list[str]
) -> None:
    assert figures(kind, values, clear) == shown


def test_one_district_gives_no_interval_and_says_so() -> None:
    groups = [compared.listed("one", CODES[5:7], "one place"), compared.listed("other", OTHER, "others")]
    (row,) = result(facts(poor=[0.1] * 5 + [0.3, 0.2, 0.1]), groups=groups).rows
    assert row.estimates[0].low is row.estimates[0].high is None
    assert row.differences[0].p is row.differences[0].p_adjusted is None
    assert row.verdicts == ("unknown",)
    assert "cannot be said" in row.reading
    record = compared.run(
        compared.comparison(groups), [*compared.ground(PEOPLE, DISTRICTS), facts(poor=[0.1] * 5 + [0.3, 0.2, 0.1])]
    ).table().to_pylist()[0]  # fmt: skip
    assert record["one_low"] is None
    assert record["one_value"] == pytest.approx(0.25)


def test_matching_weighs_the_others_to_the_same_mix() -> None:
    region = made_up.areas("region-2024", {"X12000001": "North", "X12000002": "South"})
    north = {CODES[0], CODES[3], CODES[5], CODES[1]}
    rows = [(code, "X12000001" if code in north else "X12000002", 1.0) for code in CODES]
    lookup = made_up.lookup(made_up.LSOA, "region-2024", rows)
    found = result(
        facts(poor=[0.5, 0.5, 0.5, 0.2, 0.4, 0.1, 0.1, 0.1]), region, lookup,
        mixes={"region": {"called": "regions", "through": lookup.id}}, match=["region"],
    )  # fmt: skip
    (row,) = found.rows
    # Left-behind places: 2,000 people in the North, 2,000 in the South; the others 1,500 and 500.
    assert row.estimates[0].value == pytest.approx(0.5)
    assert row.estimates[1].value == pytest.approx((0.2 + 0.4) / 2)
    assert found.matched_by == ("regions",)
    assert row.reading.endswith("The other groups are weighted to the same mix of regions.")
    assert found.unlike == 0
    only_north = result(
        facts(poor=[0.5, 0.5, 0.9, 0.2, 0.4, 0.1, 0.1, 0.1]), region, lookup,
        groups=[GROUPS[0], compared.listed("other", [CODES[3]])],
        mixes={"region": {"called": "regions", "through": lookup.id}}, match=["region"],
    )  # fmt: skip
    assert only_north.unlike == 1
    assert only_north.rows[0].estimates[0].value == pytest.approx(0.5), "a place without a like is left out"
    assert "1 area without a like" in only_north.told()


def test_counts_are_carried_over_and_averages_only_to_larger_areas() -> None:
    old = ["X01000101", "X01000102"]
    share = 0.5
    rows = [(old[0], CODES[0], share), (old[0], CODES[1], share)] + [(old[1], code, 1 / 6) for code in CODES[2:]]
    lookup = made_up.lookup("lsoa-2011", made_up.LSOA, rows, kind="weighted")
    fields = {
        "poor_share": {"numerator": ("poor",), "denominator": ("all",)}, "mean": {},
        "poor": {"direction": None, "kind": "count"}, "all": {"direction": None, "kind": "count"},
    }  # fmt: skip
    table = compared.indicators(
        {"area_code": old, "poor_share": [0.1, 0.4], "mean": [1.0, 2.0], "poor": [10, 240], "all": [100, 600]},
        fields, table_id="old", geography="lsoa-2011",
    )  # fmt: skip
    found = result(table, lookup, made_up.areas("lsoa-2011", {code: code for code in old}))
    (row,) = found.rows
    assert row.indicator.id == "old.poor_share"
    assert [each.value for each in row.estimates] == pytest.approx([(10 + 40) / 200, 0.4, 250 / 700])
    reasons = {each.indicator: each.reason for each in found.left_out}
    assert "only counts can be carried" in reasons["old.mean"]


def test_what_cannot_be_compared_is_listed_with_the_reason() -> None:
    table = facts(
        fields={"poor": {}, "rank": {"kind": "rank"}, "people": {"kind": "count"}, "empty": {}},
        poor=[0.1] * 8, rank=[1, 2, 3, 4, 5, 6, 7, 8], people=[5] * 8, empty=[None] * 3 + [0.1] * 5,
    )  # fmt: skip
    far = compared.indicators(
        {"area_code": ["X02000001"], "far": [0.1]}, {"far": {}}, table_id="far", geography="msoa-2021"
    )
    found = result(table, far, leave_out={"facts.poor2": "never"})
    assert [row.indicator.id for row in found.rows] == ["facts.poor"]
    reasons = dict(zip(*found.left_out_table().select(["indicator", "reason"]).to_pydict().values(), strict=True))
    assert set(reasons) == {"facts.rank", "facts.people", "facts.empty", "far.far"}
    assert reasons["facts.empty"] == "it has no data in the group 'left_behind'"
    assert "no lookup leads from there" in reasons["far.far"]


def test_the_columns_are_those_of_the_contract() -> None:
    names = result(facts(poor=[0.1] * 8)).table().column_names
    groups = [f"{group}_{name}" for group in ("left_behind", "other", "everywhere")
              for name in ("value", "low", "high", "n")]  # fmt: skip
    assert len(set(names)) == len(names)
    assert {"chosen_by", "other_p_adjusted", "left_behind_missing", "capital", "vintage"} <= set(names)
    assert names[:16] == ["indicator", "dimension", *groups, "reversed", "reading"]


BAD = [
    ("a group without areas", {"groups": [GROUPS[0], {"id": "no", "areas": {"kind": "deciles", "of": "facts.decile",
     "deciles": [9]}}]}, "the group 'no' has no areas"),
    ("overlapping groups", {"groups": [GROUPS[0], compared.listed("other", [*OTHER, LEFT[0]])]},
     "X01000001 is in the group 'left_behind' and in the group 'other'"),
    ("an unknown area", {"groups": [GROUPS[0], compared.listed("other", ["X01999999"])]},
     "'X01999999' is not among the 8 areas of LSOA 2021"),
    ("an unknown indicator", {"indicators": ["facts.wealth"]}, "there is no column 'wealth'"),
    ("an unknown table", {"indicators": ["money.wealth"]}, "there is no table 'money'"),
    ("missing in one group", {"indicators": ["facts.empty"]}, "it has no data in the group 'left_behind'"),
    ("a rank by name", {"indicators": ["facts.decile"]}, "deciles are not averaged"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "more", "told"), BAD, ids=[each[0] for each in BAD])
def test_bad_input_is_one_sentence(what: str, more: dict[str, Any], told: str) -> None:
    table = facts(
        fields={"poor": {}, "decile": {"kind": "decile"}, "empty": {}},
        poor=[0.1] * 8, decile=[1, 1, 2, 2, 3, 3, 4, 4], empty=[None] * 3 + [0.1] * 5,
    )  # fmt: skip
    with pytest.raises(LeastfirstError) as error:
        result(table, **more)
    assert told in error.value.sentence
    assert error.value.sentence.count("\n") == 0


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"groups": [compared.everywhere(), GROUPS[0]]}, "so it cannot be everywhere"),
        ({"groups": [GROUPS[0], GROUPS[0]]}, "two groups have the same id"),
        ({"match": ["region"]}, "not among the mixes"),
        ({"groups": [GROUPS[0], {**GROUPS[1], "leave_out": ["nobody"]}]}, "no group before it"),
    ],
)
def test_a_comparison_that_cannot_be_is_refused(more: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        compared.comparison(**{"groups": GROUPS, **more})


def test_a_list_of_codes_is_read_beside_the_definition_and_counts_for_its_sha256(tmp_path: Path) -> None:
    import yaml

    plain = compared.comparison(GROUPS).model_dump(mode="json", exclude={"sha256", "designations"}, exclude_none=True)
    plain["groups"] = [
        {"id": "mine", "areas": {"kind": "codes", "file": "mine.csv"}},
        {"id": "everywhere", "areas": {"kind": "everywhere"}},
    ]
    (tmp_path / "own.yaml").write_text(yaml.safe_dump(plain), encoding="utf-8")
    (tmp_path / "mine.csv").write_text(f"name,area_code\nA,{CODES[0]}\nB,{CODES[1]}\n", encoding="utf-8")
    one = load_comparison(tmp_path / "own.yaml")
    assert _codes(one) == tuple(CODES[:2])
    (tmp_path / "mine.csv").write_text(f"{CODES[2]}\n{CODES[3]}\n\n", encoding="utf-8")
    two = load_comparison(tmp_path / "own.yaml")
    assert _codes(two) == tuple(CODES[2:4])
    assert one.sha256 != two.sha256
    (tmp_path / "mine.csv").unlink()
    with pytest.raises(LeastfirstError, match="cannot be read"):
        load_comparison(tmp_path / "own.yaml")


def _codes(comparison: Comparison) -> tuple[str, ...]:
    areas = comparison.groups[0].areas
    assert areas.kind == "codes"
    return areas.codes


def test_the_interval_is_as_wide_as_that_of_a_plain_cluster_bootstrap() -> None:
    """Draw districts again and again with replacement: the spread of the mean is the error that the formula gives."""
    chance = np.random.default_rng(3)
    district = chance.integers(0, 80, 2000)
    weight = chance.uniform(500, 3000, 2000)
    inside = chance.uniform(size=2000) < 0.4
    alike = chance.normal(size=80)
    values = 20 + 3 * alike[district] + chance.normal(size=2000) + 2 * inside
    terms = Terms(values * weight, weight)
    one = mean_of(terms, inside.astype(float), district)
    other = mean_of(terms, np.ones(2000), district)
    gap = difference_of(one, other, district)
    assert gap is not None
    assert one.estimate.low is not None
    sums = np.zeros((4, 80))
    for row, part in enumerate((values * weight * inside, weight * inside, values * weight, weight)):
        np.add.at(sums[row], district, part)
    drawn = chance.integers(0, 80, (4000, 80))
    tops = sums[:, drawn].sum(axis=2)
    means, gaps = tops[0] / tops[1], tops[0] / tops[1] - tops[2] / tops[3]
    half = one.estimate.value - one.estimate.low  # type: ignore[operator]
    assert half / student.ppf(0.975, 79) == pytest.approx(means.std(), rel=0.06)
    assert (gap.value - gap.low) / student.ppf(0.975, 79) == pytest.approx(gaps.std(), rel=0.06)  # type: ignore[operator]
    naive = np.sqrt(np.average((values[inside] - one.estimate.value) ** 2, weights=weight[inside]) / inside.sum())
    assert half > 3 * naive, "an interval that forgot the districts would be far too narrow"
