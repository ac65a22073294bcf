"""`leastfirst data` says what it did, what is in a pack, and what is wrong with one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from leastfirst.cli import main
from leastfirst.sources import open_data

COUNTY = open_data("county")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status: object = 0
    try:
        main(["data", *arguments])
    except SystemExit as stop:
        status = stop.code
    said = capsys.readouterr()
    return int(str(status or 0)), said.out, said.err


def test_check_says_what_was_checked(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "check", "--data", "county")
    assert (status, err) == (0, "")
    assert "the weights of each area add up to 1" in out
    assert "checks passed.\n" in out
    assert "areas-lsoa-2021" in out


def test_check_shows_every_fault_and_exits_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(COUNTY.path, pack)
    for name in ("imd-2025", "cni-2023"):
        path = pack / COUNTY.resource(name).path
        path.write_bytes(path.read_bytes()[:-9])
    status, out, err = run(capsys, "check", "--data", str(pack))
    assert status == 2
    assert out.count("it is not the file that was written") == 2
    assert err.startswith(f"leastfirst: pack {pack}: 2 of ")
    assert "Traceback" not in err


def test_describe_tells_the_tables_and_one_tables_columns(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "describe", "--data", "county")
    assert status == 0
    assert "FICTIONAL" in out
    assert "imd-2025" in out
    assert "LSOA 2021" in out
    status, out, _ = run(capsys, "describe", "imd-2025", "--data", "county")
    assert status == 0
    rank = next(line for line in out.splitlines() if line.strip().startswith("imd_rank"))
    assert "lowest" in rank
    status, _, err = run(capsys, "describe", "imd-2030", "--data", "county")
    assert status == 2
    assert "there is no table 'imd-2030'" in err


def test_list_names_england_and_the_county(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "list")
    assert status == 0
    assert "  england " in out
    assert "  county " in out


def test_build_from_a_folder_without_the_raw_tables_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "build", "england", "--from", str(tmp_path), "--out", str(tmp_path / "pack"))
    assert (status, out) == (2, "")
    assert "the raw file is missing" in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
    status, _, err = run(capsys, "build", "atlantis", "--from", str(tmp_path))
    assert status == 2
    assert "one of england" in err
