"""`leastfirst fund` as it is used: what is written, what is said, and that nothing is left half-written."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from leastfirst.cli import main

COUNTY = ("--data", "county")
FILES = {
    "share": {"allocations.csv", "places.csv", "explain.json", "strings.csv"},
    "compare": {"compared.csv", "summary.csv"},
    "report": {"report.html", "allocations.csv", "places.csv", "explain.json", "strings.csv"},
}
JOBS = {
    "share": ["share", "example-four-pots", *COUNTY],
    "compare": ["compare", "example-four-pots", "equal-shares", *COUNTY, "--replicates", "100"],
    "report": ["report", "example-four-pots", *COUNTY],
}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("job", JOBS)
def test_what_is_written(job: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "deep" / "out"
    main(["fund", *JOBS[job], "--out", str(out)])
    told = capsys.readouterr().out
    assert {each.name for each in out.iterdir()} == FILES[job] | {"manifest.json"}
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["outputs"]) == FILES[job]
    for name, sha256 in manifest["outputs"].items():
        assert sha256 == hashlib.sha256((out / name).read_bytes()).hexdigest()
        assert str(out / name) in told
    assert manifest["fictional"] is True
    assert "example-four-pots" in {each["id"] for each in manifest["definitions"]}
    assert not [each["id"] for each in manifest["inputs"] if each["id"].startswith(("designation-", "index-"))]


def test_allocations_are_the_contract_and_add_up(tmp_path: Path) -> None:
    main(["fund", "share", "example-four-pots", *COUNTY, "--out", str(tmp_path)])
    rows = rows_of(tmp_path / "allocations.csv")
    assert list(rows[0]) == ["place_code", "place_name", "year", "kind", "pot", "purpose", "pence"]
    places = rows_of(tmp_path / "places.csv")
    for place in places:
        mine = sum(int(row["pence"]) for row in rows if row["place_code"] == place["place_code"])
        assert mine == int(place["paid_pence"])
        assert mine + int(place["short_pence"]) == int(place["target_pence"])
    assert {row["kind"] for row in rows if row["pot"] == "buildings"} == {"capital"}
    assert {row["purpose"] for row in rows if row["pot"] == "parks"} == {"green-spaces"}
    assert max(row["year"] for row in rows if row["pot"] == "parks") <= "2031-32"


def test_what_changes_without_a_string_is_called_a_change(tmp_path: Path) -> None:
    main(["fund", "share", "example-four-pots", *COUNTY, "--out", str(tmp_path)])
    rows = rows_of(tmp_path / "strings.csv")
    changes = [name for name in rows[0] if name.startswith("without_") and name.endswith("_pence")]
    assert changes == [f"without_{what}_change_pence" for what in ("paid", "unspent", "moved")]
    assert any(int(row["without_unspent_change_pence"]) < 0 for row in rows), "less is left over without a string"


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        main(["fund", "share", "example-four-pots", *COUNTY, "--out", str(tmp_path / name)])
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert first == second


def test_fees_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    main(["fund", "share", "big-local", *COUNTY, "--out", str(tmp_path)])
    rows = rows_of(tmp_path / "fees.csv")
    assert len(rows) == 150 * 15
    assert sum(int(row["drawn_pence"]) for row in rows) == 172_500_000_00
    assert sum(int(row["fee_pence"]) for row in rows) == 8_625_000_00, "5% on top"


def test_endow_writes_a_table_and_says_how_sure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "endowment.csv"
    main(["fund", "endow", "appg-2bn", "--seed", "7", "--paths", "500", "--out", str(out)])
    told = capsys.readouterr().out
    assert "£2,000,000,000" in told
    assert "our assumption" in told
    manifest = json.loads(Path(f"{out}.manifest.json").read_text(encoding="utf-8"))
    assert manifest["seed"] == 7
    assert {int(row["year"]) for row in rows_of(out)} == set(range(1, 51))


def test_why_says_it_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    main(["fund", "why", "community-first", "ward-of-14", *COUNTY])
    told = capsys.readouterr().out
    assert "£237,370" in told
    assert "No bid" in told


def test_list_names_every_fund_and_formula(capsys: pytest.CaptureFixture[str]) -> None:
    main(["fund", "list"])
    told = capsys.readouterr().out
    for each in ("appg-2bn", "pride-in-place-1-england", "impact-fund", "population-and-need"):
        assert each in told


REFUSED = {
    "an unknown fund": (["share", "nothing"], "'nothing' is not a definition that leastfirst ships"),
    "a formula for a fund": (["share", "by-population"], "'by-population' is a formula, and a fund is asked for"),
    "a formula before the fund": (
        ["compare", "by-population", "example-four-pots"],
        "the fund that is shared comes first; swap the two: leastfirst fund compare example-four-pots by-population.",
    ),
    "two formulas": (["compare", "by-population", "equal-shares"], "comes first; name a fund before it."),
    "a fund without a place here": (["share", "community-wealth-fund"], "add up to"),
    "an unknown place": (["why", "example-four-pots", "X01999999"], "is not among the 18"),
    "no endowment": (["endow", "impact-fund"], "it has no endowment"),
    "no paths": (["endow", "appg-2bn", "--paths", "0"], "path"),
    "a negative seed": (["compare", "impact-fund", "big-local", "--seed", "-1"], "below zero"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input_is_one_sentence_and_writes_nothing(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, sentence = REFUSED[case]
    out = tmp_path / ("out.csv" if arguments[0] == "endow" else "out")
    wanted = [] if arguments[0] == "why" else ["--out", str(out)]
    data = [] if arguments[0] == "endow" else COUNTY
    with pytest.raises(SystemExit) as stopped:
        main(["fund", *arguments, *data, *wanted])
    assert stopped.value.code == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("here already", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["fund", "share", "impact-fund", *COUNTY, "--out", str(tmp_path / "file")])
    assert stopped.value.code == 2
    assert "the folder cannot be made" in capsys.readouterr().err


def test_a_definition_is_never_overwritten_by_its_own_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = Path(__file__).parents[3] / "src/leastfirst/definitions/funds/impact-fund.yaml"
    mine = tmp_path / "places.csv"
    mine.write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["fund", "share", str(mine), *COUNTY, "--out", str(tmp_path)])
    assert stopped.value.code == 2
    assert "would be lost" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["places.csv"]
    assert mine.read_text(encoding="utf-8") == shipped.read_text(encoding="utf-8")


def test_several_files_do_not_go_to_the_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        main(["fund", "share", "impact-fund", *COUNTY, "--out", "-"])
    assert stopped.value.code == 2
    assert "name a folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_screen_says_that_the_county_is_fictional(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["fund", "share", "example-four-pots", *COUNTY, "--out", str(tmp_path)])
    assert capsys.readouterr().out.startswith("Fictional: no real place")
