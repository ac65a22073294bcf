"""`leastfirst decide` as it is used: what is written, what is said, and that nothing is left half-written."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from leastfirst.cli import main
from leastfirst.definitions import load_rule_sheet, shipped
from tests.unit.exchange.report.vote_making import vote

DEFAULT = "equal-shares-cost-add1-topup"
# The first group of three can pay for Ash alone; two want Beech; one wants Cedar, which costs too much for one.
ROWS = [(1, 50, "Ash"), (2, 30, "Beech"), (3, 40, "Cedar")]
BALLOTS = ["1", "1", "1", "2", "2", "3"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vote.pb"
    path.write_text(vote(ROWS, BALLOTS, budget=100), encoding="utf-8")
    return path


def test_elect_writes_the_outcome_with_its_reasons_and_what_it_was_made_from(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "outcome.json"
    main(["decide", "elect", str(file), "--out", str(out)])
    record = json.loads(out.read_text(encoding="utf-8"))
    assert list(record)[1:3] == ["rule_sheet", "sha256"]
    assert record["rule_sheet"]["id"] == DEFAULT
    assert record["sha256"] == load_rule_sheet(DEFAULT).sha256
    assert (record["elected"], record["spent"]) == (["1", "2"], 80)
    assert set(record["projects"]) == {"1", "2", "3"}
    assert {"checks", "ties", "voters"} <= set(record)
    manifest = json.loads(Path(f"{out}.manifest.json").read_text(encoding="utf-8"))
    assert manifest["output_sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    (given,) = manifest["inputs"]
    assert (given["id"], given["sha256"]) == ("vote.pb", hashlib.sha256(file.read_bytes()).hexdigest())
    assert [each["id"] for each in manifest["definitions"]] == [DEFAULT]
    told = capsys.readouterr().out
    assert "2 of 3 projects won. £80 of £100 is spent." in told
    assert "Won, the first one first:\n  Ash (£50)\n  Beech (£30)\n" in told
    assert "1 of 6 voters (16.7%) had nothing funded that they chose." in told
    assert str(out) in told


@pytest.mark.parametrize("rules", shipped("rule-sheets"))
def test_every_rule_runs_on_every_file_whatever_rule_it_names(rules: str, tmp_path: Path) -> None:
    path, out = tmp_path / "vote.pb", tmp_path / "outcome.json"
    path.write_text(vote(ROWS, BALLOTS, budget=100, meta={"rule": "greedy"}), encoding="utf-8")
    main(["decide", "elect", str(path), "--rules", rules, "--out", str(out)])
    assert json.loads(out.read_text(encoding="utf-8"))["rule_sheet"]["id"] == rules


def test_a_dash_is_the_screen(file: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["decide", "elect", str(file), "--rules", "greedy-votes", "--out", "-"])
    assert json.loads(capsysbinary.readouterr().out)["elected"] == ["1", "2"]


def test_the_published_outcome_is_held_against_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "vote.pb"
    rows = [(*row, won) for row, won in zip(ROWS, (1, 0, 1), strict=True)]
    file.write_text(vote(rows, BALLOTS, budget=100, columns="project_id;cost;name;selected"), encoding="utf-8")
    main(["decide", "elect", str(file), "--out", str(tmp_path / "o.json")])
    assert "Won here only: 'Beech'. Won there only: 'Cedar'." in capsys.readouterr().out
    assert json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))["published"]["same"] is False


@pytest.mark.parametrize("job", ["elect", "report"])
def test_what_is_odd_about_the_file_is_said_on_the_screen(
    job: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "vote.pb"
    rows = [(*row, 1, votes) for row, votes in zip(ROWS, (3, 7, 1), strict=True)]
    file.write_text(vote(rows, BALLOTS, budget=100, columns="project_id;cost;name;selected;votes"), encoding="utf-8")
    main(["decide", job, str(file), "--out", str(tmp_path / "o.json")])
    notes = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Note: ")]
    assert any("the published outcome overspends" in note for note in notes)
    assert any("gives project '2' 7 in the column votes, and its ballots add up to 2" in note for note in notes)


def test_the_screen_lists_at_most_25_winners_and_cuts_long_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "vote.pb"
    rows = [(i, 1, f"Nr {i:02} " + "long " * 30) for i in range(30)]
    file.write_text(vote(rows, [",".join(map(str, range(30)))], budget=100), encoding="utf-8")
    main(["decide", "elect", str(file), "--quick", "--out", str(tmp_path / "o.json")])
    listed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert listed[-1] == "  and 5 more"
    assert len(listed) == 26
    assert all(len(line.removesuffix(" (£1)")) <= 82 and "... (£1)" in line for line in listed[:-1])


def test_a_quick_count_is_the_same_count_and_says_what_it_left_out(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quick, whole = tmp_path / "quick.json", tmp_path / "whole.json"
    main(["decide", "elect", str(file), "--quick", "--out", str(quick)])
    assert "was not looked for (--quick)" in capsys.readouterr().out
    main(["decide", "elect", str(file), "--out", str(whole)])
    assert "--quick" not in capsys.readouterr().out
    a, b = (json.loads(each.read_text(encoding="utf-8")) for each in (quick, whole))
    assert (a["elected"], a["count"], a["voters"]) == (b["elected"], b["count"], b["voters"])
    assert a["quick"] is True
    assert "quick" not in b
    assert a["counted_again"] == 0
    assert a["projects"]["3"]["needed"] == "This was not looked for, as the count was a quick one."
    assert a["projects"]["3"]["more_supporters"]["looked_for"] is False
    main(["decide", "report", str(file), "--quick", "--out", str(tmp_path / "out")])
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "This was not looked for, as the count was a quick one." in page
    assert "--quick --out OUT" in page


def test_compare_tells_what_every_shipped_sheet_gives(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "compared.json"
    main(["decide", "compare", str(file), "--out", str(out)])
    record = json.loads(out.read_text(encoding="utf-8"))
    assert [each["id"] for each in record["rule_sheets"]] == list(shipped("rule-sheets"))
    assert record["projects"]["1"]["elected_by"] == list(shipped("rule-sheets"))
    told = capsys.readouterr().out
    assert "greedy-votes: 2 projects won, £80 is spent, 1 voter had nothing that they chose." in told
    assert len(json.loads(Path(f"{out}.manifest.json").read_text(encoding="utf-8"))["definitions"]) == 10


def test_report_writes_a_page_with_its_files_and_one_manifest(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "deep" / "out"
    main(["decide", "report", str(file), "--out", str(out)])
    files = {"report.html", "outcome.json", "projects.csv"}
    assert {each.name for each in out.iterdir()} == files | {"manifest.json"}
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["outputs"] == {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files}
    told = capsys.readouterr().out
    assert all(str(out / name) in told for name in files)
    with (out / "projects.csv").open(encoding="utf-8", newline="") as table:
        assert [row["elected"] for row in csv.DictReader(table)] == ["true", "true", "false"]


def test_a_vote_that_says_it_is_fictional_says_so_everywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "vote.pb"
    file.write_text(vote(ROWS, BALLOTS, budget=100, meta={"fictional": "1"}), encoding="utf-8")
    main(["decide", "report", str(file), "--out", str(tmp_path / "out")])
    assert json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["fictional"] is True
    assert capsys.readouterr().out.startswith("Fictional: no real place, no real votes.\n")
    assert "No real place." in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("job", ["elect", "compare", "report"])
def test_the_same_inputs_give_the_same_bytes(job: str, file: Path, tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        main(["decide", job, str(file), "--out", str(folder if job == "report" else folder / "out.json")])
        found.append({each.name: each.read_bytes() for each in folder.iterdir()})
    assert found[0] == found[1]
    assert len(found[0]) >= 2


def test_list_names_every_rule_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    main(["decide", "list"])
    told = capsys.readouterr().out
    assert all(f"  {each} " in told for each in shipped("rule-sheets"))


def refused(arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What is said of something that cannot be done; nothing is written."""
    before = sorted(folder.rglob("*"))
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert sorted(folder.rglob("*")) == before
    told = capsys.readouterr()
    assert told.out == ""
    return told.err


@pytest.mark.parametrize("job", ["elect", "compare", "report"])
def test_every_fault_of_a_file_is_told_at_once_with_its_line(
    job: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "vote.pb"
    text = vote([(1, -50, "Ash"), (2, "dear", "Beech")], ["1", "9", "2"], budget=100, meta={"max_length": "1"})
    file.write_text(text.replace("2;2\n", "0;1,2\n"), encoding="utf-8")
    out = str(tmp_path / ("out" if job == "report" else "out.json"))
    error = refused(["decide", job, str(file), "--out", out], tmp_path, capsys)
    assert error.startswith(f"leastfirst: {file}: 5 faults in the file of the vote")
    for line, words in ((12, "-50"), (13, "dear"), (17, "'9'"), (18, "voter '0'"), (18, "chooses 2 projects")):
        assert any(f"line {line}:" in each and words in each for each in error.splitlines()), (line, words, error)


CASES = {
    "no such file": (["elect", "nothing.pb", "--out", "out.json"], "there is no such file"),
    "a folder for a file": (["elect", ".", "--out", "out.json"], "cannot be read"),
    "an unknown sheet": (["elect", "vote.pb", "--rules", "fair", "--out", "out.json"], "'fair' is not a definition"),
    "a fund for a sheet": (["elect", "vote.pb", "--rules", "appg-2bn", "--out", "out.json"], "appg-2bn"),
    "another ending": (["elect", "vote.pb", "--out", "out.csv"], "'.csv' is not a format that a record is written in"),
    "no ending": (["compare", "vote.pb", "--out", "out"], "the file has no ending"),
    "no such folder": (["elect", "vote.pb", "--out", "deep/out.json"], "there is no such folder"),
    "over what is read": (["compare", "vote.json", "--out", "vote.json"], "it is read by this very job"),
    "over its sheet": (["elect", "vote.pb", "--rules", "own.json", "--out", "own.json"], "it is read by this very job"),
    "a folder that holds what is read": (["report", "outcome.json", "--out", "."], "outcome.json"),
    "a file for a folder": (["report", "vote.pb", "--out", "vote.json"], "the folder cannot be made"),
    "projects not put to the vote": (["report", "vote.pb", "--rules", "own.yaml", "--out", "out"], "'99'"),
}


@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_one_sentence_and_writes_nothing(
    case: str, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("vote.json", "outcome.json"):
        Path(name).write_bytes(file.read_bytes())
    Path("own.yaml").write_text(
        "id: own\nkind: rule-sheet\ntitle: Own\nsummary: Own.\nsource: a test\nvintage: '2026'\nlicence: none\n"
        "status: example\nrule: greedy-votes\nsatisfaction: count\nexclusions: [{project: '99', reason: gone}]\n",
        encoding="utf-8",
    )
    arguments, sentence = CASES[case]
    error = refused(["decide", *arguments], tmp_path, capsys)
    assert sentence in error
    assert error.count("\n") == 1


def test_names_cannot_write_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "vote.pb"
    file.write_text(vote([(1, 50, "Ash\x1b[31mred\x07")], ["1"], budget=100), encoding="utf-8")
    main(["decide", "elect", str(file), "--out", str(tmp_path / "out.json")])
    assert "Ash�" not in (tmp_path / "out.json").read_text(encoding="utf-8")
    assert "\x1b" not in capsys.readouterr().out
