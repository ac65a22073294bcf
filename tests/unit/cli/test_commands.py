"""The commands as they are used: what they write, in which format, and that the same inputs give the same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from leastfirst.cli import main

COUNTY = ("--data", "county")


def test_an_index_is_the_same_table_in_every_format(tmp_path: Path) -> None:
    for ending in ("csv", "parquet", "json"):
        main(["measure", "index", "imd-2025", *COUNTY, "--out", str(tmp_path / f"imd.{ending}")])
    parquet = pq.read_table(tmp_path / "imd.parquet")
    rows = json.loads((tmp_path / "imd.json").read_text(encoding="utf-8"))
    with (tmp_path / "imd.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert parquet.column_names[:6] == ["area_code", "area_name", "population", "score", "rank", "decile"]
    assert parquet.column_names[6:13] == [
        "imd", "income", "employment", "education", "health", "crime", "barriers",
    ]  # fmt: skip
    assert parquet.num_rows == len(rows) == len(lines) == 400
    assert rows == parquet.to_pylist()
    assert [float(line["score"]) for line in lines] == parquet["score"].to_pylist()


def test_the_manifest_ties_the_file_to_what_it_was_made_from(tmp_path: Path) -> None:
    out = tmp_path / "list.csv"
    main(["measure", "designate", "left-behind-lsoas-2025", *COUNTY, "--out", str(out)])
    manifest = json.loads(Path(f"{out}.manifest.json").read_text(encoding="utf-8"))
    assert manifest["output_sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert [each["id"] for each in manifest["definitions"]] == ["cni-2023", "imd-2025", "left-behind-lsoas-2025"]
    assert {"imd-2025", "cni-2023", "population-census-2021"} <= {each["id"] for each in manifest["inputs"]}
    assert all(len(each["sha256"]) == 64 for each in (*manifest["inputs"], *manifest["definitions"]))
    assert manifest["fictional"] is True


def test_every_area_considered_has_a_reason(tmp_path: Path) -> None:
    out = tmp_path / "list.csv"
    main(["measure", "designate", "left-behind-lsoas-2025", *COUNTY, "--out", str(out)])
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 400
    assert {row["designated"] for row in rows} == {"true", "false"}
    for row in rows:
        inside = int(row["deprivation_rank"]) <= 40 and int(row["community_need_rank"]) <= 40
        assert row["designated"] == str(inside).lower()
        assert row["reason"].startswith("Chosen: " if inside else "Not chosen. ")
        assert f"eprivation rank {row['deprivation_rank']} of 400" in row["reason"]


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        main(["measure", "report", "left-behind-lsoas-2025", *COUNTY, "--out", str(tmp_path / name)])
    one, two = (sorted((tmp_path / name).iterdir()) for name in ("one", "two"))
    assert [each.name for each in one] == [
        "areas.csv", "areas.csv.manifest.json", "report.html", "report.html.manifest.json",
    ]  # fmt: skip
    assert [each.read_bytes() for each in one] == [each.read_bytes() for each in two]


def test_a_dash_is_the_screen(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["measure", "index", "cni-2023", "--level", "lad", *COUNTY, "--out", "-"])
    rows = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode())))
    assert len(rows) == 4
    assert sorted(int(row["rank"]) for row in rows) == [1, 2, 3, 4]


@pytest.mark.parametrize("level", ["msoa", "ward", "lad", "lad-2024"])
def test_a_roll_up_loses_nobody(level: str, tmp_path: Path) -> None:
    whole, larger = tmp_path / "whole.parquet", tmp_path / "larger.parquet"
    main(["measure", "index", "imd-2025", *COUNTY, "--out", str(whole)])
    main(["measure", "index", "imd-2025", "--level", level, *COUNTY, "--out", str(larger)])
    people = sum(pq.read_table(whole)["population"].to_pylist())
    assert sum(pq.read_table(larger)["population"].to_pylist()) == people


def test_every_shipped_definition_runs_on_the_county(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["measure", "list"])
    kinds = re.split(r"^[A-Z].*\n", capsys.readouterr().out, flags=re.MULTILINE)[1:4]
    indices, designations, comparisons = ([line.split()[0] for line in text.splitlines()] for text in kinds)
    assert len(indices) == 9
    assert len(designations) == 3
    assert len(comparisons) == 2
    for recipe in indices:
        main(["measure", "index", recipe, *COUNTY, "--out", str(tmp_path / f"{recipe}.csv")])
    for definition in designations:
        main(["measure", "designate", definition, *COUNTY, "--out", str(tmp_path / f"{definition}.csv")])
    assert len(list(tmp_path.glob("*.csv"))) == 12


def test_an_explanation_goes_down_to_the_figures_that_were_read(capsys: pytest.CaptureFixture[str]) -> None:
    main(["measure", "explain", "imd-2025-from-subdomains", "X01000012", *COUNTY])
    text = capsys.readouterr().out
    assert "imd-2025.children_rank is " in text
    assert "published-rank, then rank-exponential" in text
    points = [float(line.split()[1]) for line in text.splitlines() if line.startswith("  + ")]
    score = float(text.split("Score ")[1].split(",")[0])
    assert sum(points) == pytest.approx(score, abs=0.004), "the parts are printed to three places"
