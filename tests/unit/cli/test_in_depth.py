"""Nearby, scale and trend as they are used: what is written, what is said, and that nothing is left half-written."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from leastfirst.cli import main

COUNTY = ("--data", "county")
JOBS = {
    "nearby": (["nearby", "--level", "msoa", "--radius-m", "1609"], ".coverage.csv"),
    "scale": (["scale", "left-behind-lsoas-2025", "--draws", "3"], ".answer.txt"),
    "trend": (["trend", "imd-2019", "imd-2025"], ".finding.txt"),
}
COLUMNS = {
    "nearby": ["area_code", "area_name", "class", "count", "residents", "per_1000"],
    "scale": [
        "level", "summary", "budget_share", "people_targeted", "areas_targeted", "reached_share", "leaked_share",
        "control_low", "control_high",
    ],
    "trend": ["area_code", "area_name", "matched", "rank_then", "decile_then", "rank_now", "decile_now", "change"],
}  # fmt: skip


@pytest.mark.parametrize("job", JOBS)
def test_what_is_written(job: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, ending = JOBS[job]
    out = tmp_path / "out.csv"
    main(["measure", *arguments, *COUNTY, "--out", str(out)])
    told = capsys.readouterr().out
    beside = tmp_path / f"out{ending}"
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(
        [out.name, f"{out.name}.manifest.json", beside.name, f"{beside.name}.manifest.json"]
    )
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[: len(COLUMNS[job])] == COLUMNS[job]
    if ending.endswith(".txt"):
        assert beside.read_text(encoding="utf-8").strip() in told
    for each in (out, beside):
        manifest = json.loads(Path(f"{each}.manifest.json").read_text(encoding="utf-8"))
        assert manifest["output_sha256"] == hashlib.sha256(each.read_bytes()).hexdigest()
        assert manifest["fictional"] is True


@pytest.mark.parametrize("job", JOBS)
def test_the_same_inputs_give_the_same_bytes(job: str, tmp_path: Path) -> None:
    arguments, _ = JOBS[job]
    folders = [tmp_path / each for each in ("one", "two")]
    for folder in folders:
        folder.mkdir()
        main(["measure", *arguments, *COUNTY, "--out", str(folder / "out.parquet")])
    first, second = ({each.name: each.read_bytes() for each in folder.iterdir()} for folder in folders)
    assert first == second
    assert len(first) == 4


def test_points_of_ones_own_and_a_manifest_that_does_not_say_where_they_lie(tmp_path: Path) -> None:
    points = tmp_path / "halls.csv"
    points.write_text("name,class,latitude,longitude\nA,hall,54.9,2.3\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    main(["measure", "nearby", *COUNTY, "--points", str(points), "--level", "lad", "--out", str(out)])
    assert ",hall," in out.read_text(encoding="utf-8")
    manifest = Path(f"{out}.manifest.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in manifest
    assert hashlib.sha256(points.read_bytes()).hexdigest() in manifest


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nearby", "--level", "msoa", "--radius-m", "0"], "a radius of 0 m cannot be used"),
        (["nearby", "--level", "msoa", "--radius-m", "-3"], "a radius of -3 m cannot be used"),
        (["nearby", "--level", "msoa", "--radius-m", "1609344"], "cannot be used"),
        (["nearby", "--level", "street"], "nothing can be counted for the level 'street'"),
        (["nearby", "--level", "msoa", "--points", "none.csv"], "none.csv: there is no such file of points"),
        (["scale", "no-such-thing"], "no-such-thing"),
        (["scale", "left-behind-lsoas-2025", "--draws", "0"], "no random zones would be drawn"),
        (["trend", "imd-2019", "imd-2019"], "a trend needs two editions"),
        (["trend", "cni-2019", "cni-2023"], "cannot be compared over time"),
    ],
)
def test_bad_input(arguments: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["measure", *arguments, *COUNTY, "--out", str(tmp_path / "out.csv")])
    assert stop.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert sentence in printed.err
    assert printed.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
