"""`measure compare` and `measure similar` as they are used, and what a person can get wrong."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from leastfirst.cli import main

COUNTY = ("--data", "county")
OWN = """
id: mine
kind: comparison
title: Mine
summary: Two deciles.
source: a test
vintage: "2025"
licence: none
status: example
geography: lsoa-2021
groups:
  - id: worst
    called: the worst tenth
    areas: {kind: deciles, of: imd-2025.imd_decile, deciles: [1]}
  - id: second
    called: the second tenth
    areas: {kind: deciles, of: imd-2025.imd_decile, deciles: [2]}
weights:
  residents: {count: population-census-2021.residents}
clusters: lsoa-2021--msoa-2021
clusters_called: MSOAs
"""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    printed = capsys.readouterr()
    assert stop.value.code == 2
    assert printed.out == ""
    assert printed.err.startswith("leastfirst: ")
    assert printed.err.count("\n") == 1
    return printed.err


def test_a_comparison_is_written_with_what_was_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "compared.csv"
    main(["measure", "compare", "left-behind-lsoas-2025", *COUNTY, "--out", str(out)])
    told = capsys.readouterr().out
    assert "held against other deprived places" in told
    assert "the whole county (400 areas)" in told
    assert re.search(r"lies in only \d districts", told), "with few districts nothing can be clear, and that is said"
    found = rows(out)
    assert list(found[0])[:7] == [
        "indicator", "dimension", "left_behind_value", "left_behind_low", "left_behind_high", "left_behind_n",
        "other_deprived_value",
    ]  # fmt: skip
    assert {row["reversed"] for row in found} <= {"true", "false"}
    assert all(row["reading"].endswith(".") for row in found)
    assert not any("England" in row["reading"] for row in found), "nothing is said of England from invented data"
    left_out = rows(tmp_path / "compared.left-out.csv")
    assert {"imd-2025.imd_rank", "depahri.depahri_score"} <= {row["indicator"] for row in left_out}
    assert all(row["reason"] for row in left_out)
    manifest = json.loads((tmp_path / "compared.csv.manifest.json").read_text(encoding="utf-8"))
    assert manifest["made"] == "comparison left-behind-lsoas-2025"
    assert {"left-behind-lsoas-2025", "imd-2025", "cni-2023"} == {each["id"] for each in manifest["definitions"]}


@pytest.mark.parametrize("definition", ["left-behind-wards-2019", "pride-in-place-2-england"])
def test_every_designation_can_be_compared_and_gives_the_same_bytes(definition: str, tmp_path: Path) -> None:
    for name in ("one.parquet", "two.parquet"):
        main(["measure", "compare", definition, *COUNTY, "--out", str(tmp_path / name)])
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_your_own_groups_and_options(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(OWN, encoding="utf-8")
    out = tmp_path / "mine.json"
    main(["measure", "compare", str(tmp_path / "mine.yaml"), *COUNTY, "--indicator", "imd-2025.income_score",
          "--weighting", "areas", "--control", "none", "--out", str(out)])  # fmt: skip
    (row,) = json.loads(out.read_text(encoding="utf-8"))
    assert (row["worst_n"], row["second_n"]) == (40, 40)
    assert row["reversed"] is False
    assert row["second_p"] == row["second_p_adjusted"] < 0.05
    assert "families with a low income" in row["reading"]
    made = json.loads((tmp_path / "mine.json.manifest.json").read_text(encoding="utf-8"))["made"]
    assert made == "comparison mine, control none, indicators imd-2025.income_score, weighting areas"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere",), "'nowhere' is not a definition that leastfirst ships"),
        (("left-behind-lsoas-2025", "--indicator", "imd-2025.luck"), "there is no column 'luck'"),
        (("left-behind-lsoas-2025", "--indicator", "imd-2025.imd_rank"), "ranks are not averaged"),
        (("left-behind-lsoas-2025", "--indicator", "luck"), "'luck' does not name a column"),
        (("left-behind-lsoas-2025", "--match", "weather"), "it cannot be matched by 'weather'"),
    ],
)
def test_bad_input_to_a_comparison(
    arguments: tuple[str, ...], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "no.csv")
    assert told in refused(capsys, "measure", "compare", *arguments, *COUNTY, "--out", out)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ("deciles: [1, 2]}\n", "is in the group 'worst' and in the group 'second'"),
        ("deciles: [2]}\n    leave_out: [first]\n", "'second' leaves out 'first', which is no group before it"),
        ("deciles: [1]}\n    leave_out: [worst]\n", "the group 'second' has no areas"),
    ],
)
def test_groups_that_cannot_be(groups: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.yaml").write_text(OWN.replace("deciles: [2]}\n", groups), encoding="utf-8")
    out = tmp_path / "no.csv"
    assert told in refused(capsys, "measure", "compare", str(tmp_path / "mine.yaml"), *COUNTY, "--out", str(out))
    assert not out.exists()


@pytest.mark.parametrize("code", ["X01000012", "X02000003", "X05000004"])
def test_similar_areas_of_every_level(code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "similar.csv"
    main(["measure", "similar", code, *COUNTY, "--number", "5", "--out", str(out)])
    assert "The 5 places most like" in capsys.readouterr().out
    found = rows(out)
    assert [row["rank"] for row in found] == ["1", "2", "3", "4", "5"]
    assert list(found[0])[:5] == ["rank", "area_code", "area_name", "distance", "income"]
    assert all(row["reason"].endswith("there.") for row in found)
    assert code not in {row["area_code"] for row in found}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("X01999999",), "is not among the 400 areas"),
        (("E99",), "'E99' is not an area code"),
        (("X01000012", "--number", "0"), "0 similar areas were asked for"),
        (("X01000012", "--within", "weather"), "nothing says which areas share a 'weather'"),
        (("X01000012", "--by", "stars"), "'stars' is not a definition that leastfirst ships"),
    ],
)
def test_bad_input_to_similar(
    arguments: tuple[str, ...], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "no.csv")
    assert told in refused(capsys, "measure", "similar", *arguments, *COUNTY, "--out", out)
    assert list(tmp_path.iterdir()) == []
