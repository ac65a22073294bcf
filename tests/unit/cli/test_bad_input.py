"""What a person can get wrong on the command line: one sentence, exit 2, and nothing half-written."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leastfirst.cli import main

COUNTY = Path(__file__).resolve().parents[3] / "src/leastfirst/county"

RECIPE = """
id: mine
kind: index
title: Mine
summary: A recipe to break.
source: a test
vintage: "2026"
licence: none
status: example
geography: lsoa-2021
population: population-census-2021.residents
own_tables:
  mine: {file: mine.csv, geography: lsoa-2021, title: My table}
index: top
nodes:
  top: {title: Top, aggregate: arithmetic, weights: {a: 1, b: 1}}
  a: {title: A, indicator: mine.a, direction: higher-is-worse, standardise: z}
  b: {title: B, indicator: mine.b, direction: higher-is-worse, standardise: z}
"""
ROWS = "area_code,a,b\nX01000012,1,5\nX01000013,2,-7\nX01000014,3,6\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    printed = capsys.readouterr()
    assert printed.out == ""
    return int(stop.value.code or 0), printed.err


def mine(folder: Path, recipe: str = RECIPE, rows: str = ROWS) -> str:
    (folder / "mine.yaml").write_text(recipe, encoding="utf-8")
    (folder / "mine.csv").write_text(rows, encoding="utf-8")
    return str(folder / "mine.yaml")


# what was done | what the recipe says instead | what the table says instead | what the sentence has to say
RECIPES = [
    ("not YAML", ("title: Mine", "title: [Mine"), None, ["mine.yaml", "not valid YAML"]),
    ("an unknown key", ("summary:", "summery:"), None, ["mine.yaml", "line 5", "summery"]),
    ("a cycle", ("indicator: mine.b, direction: higher-is-worse", "aggregate: sum, weights: {top: 1}"), None,
     ["go round in a circle", "top -> b -> top"]),
    ("an unknown rule", ("aggregate: arithmetic", "aggregate: harmonic"), None, ["harmonic", "arithmetic"]),
    ("weights all zero", ("{a: 1, b: 1}", "{a: 0, b: 0}"), None, ["weights are zero"]),
    ("an unknown node", ("{a: 1, b: 1}", "{a: 1, b: 1, c: 1}"), None, ["'c'", "no such node"]),
    ("geometric of negatives", ("aggregate: arithmetic", "aggregate: geometric"), None,
     ["geometric takes only values above zero", "min-max"]),
    ("an unknown column", ("indicator: mine.a", "indicator: mine.z"), None, ["mine.csv", "z"]),
    ("an unknown table", ("indicator: mine.a", "indicator: yours.a"), None, ["yours", "data describe"]),
    ("two vintages", ("indicator: mine.a", "indicator: imd-2019.imd_rank"), None, ["LSOA 2011", "LSOA 2021"]),
    ("one value", None, ("X01000013,2,-7\nX01000014,3,6", "X01000013,1,-7\nX01000014,1,6"), ["same value, 1"]),
    ("all missing", None, (",1,5\nX01000013,2,-7\nX01000014,3", ",,5\nX01000013,,-7\nX01000014,"), ["missing"]),
    ("a code twice", None, ("X01000013", "X01000012"), ["mine.csv", "X01000012", "more than once"]),
    ("an unknown code", None, ("X01000013", "X01999999"), ["X01999999"]),
    ("a code of another level", None, ("X01000013", "X02000013"), ["mine.csv", "X02000013", "LSOA"]),
    ("not a number", None, ("X01000013,2", "X01000013,many"), ["mine.csv", "many"]),
    ("a negative population", ("population-census-2021.residents", "mine.b"), None, ["X01000013", "negative"]),
]  # fmt: skip


@pytest.mark.parametrize(("recipe", "rows", "says"), [case[1:] for case in RECIPES], ids=[case[0] for case in RECIPES])
def test_a_recipe_or_table_that_cannot_be_followed(
    recipe: tuple[str, str] | None,
    rows: tuple[str, str] | None,
    says: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text, table = RECIPE, ROWS
    if recipe:
        assert recipe[0] in text
        text = text.replace(*recipe)
    if rows:
        assert rows[0] in table
        table = table.replace(*rows)
    path, out = mine(tmp_path, text, table), tmp_path / "out.csv"
    status, sentence = run(capsys, "measure", "index", path, "--data", "county", "--out", str(out))
    assert status == 2
    assert_one_sentence(sentence, says)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["mine.csv", "mine.yaml"]


def test_the_recipe_that_is_broken_above_works_when_it_is_not(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    main(["measure", "index", mine(tmp_path), "--data", "county", "--out", str(out)])
    assert out.is_file()
    assert json.loads(Path(f"{out}.manifest.json").read_text(encoding="utf-8"))["definitions"][0]["id"] == "mine"


CODES = [
    (["banana"], ["'banana' is not an area code", "E01000001"]),
    (["X01999999"], ["'X01999999'"]),
    (["X01000012", "X01000012"], ["named twice"]),
    (["X01000012", "X02000001"], ["different levels", "LSOAs", "MSOAs"]),
]


@pytest.mark.parametrize(("codes", "says"), CODES)
def test_an_area_code_that_is_not_one(codes: list[str], says: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, sentence = run(capsys, "measure", "profile", *codes, "--data", "county")
    assert status == 2
    assert_one_sentence(sentence, says)


def _cut(pack: Path) -> None:
    path = pack / "imd-2025.parquet"
    path.write_bytes(path.read_bytes()[:2000])


def _cut_and_said_so(pack: Path) -> None:
    _cut(pack)
    description = json.loads((pack / "datapackage.json").read_text(encoding="utf-8"))
    for resource in description["resources"]:
        if resource["name"] == "imd-2025":
            resource["bytes"] = 2000
    (pack / "datapackage.json").write_text(json.dumps(description), encoding="utf-8")


def _other_columns(pack: Path) -> None:
    _replace(pack, lambda table: table.rename_columns(["other" + name for name in table.column_names]))


def _other_types(pack: Path) -> None:
    _replace(pack, lambda table: table.cast(pa.schema([(name, pa.string()) for name in table.column_names])))


def _replace(pack: Path, change: Callable[[pa.Table], pa.Table]) -> None:
    path = pack / "imd-2025.parquet"
    pq.write_table(change(pq.read_table(path)), path)
    description = json.loads((pack / "datapackage.json").read_text(encoding="utf-8"))
    for resource in description["resources"]:
        if resource["name"] == "imd-2025":
            resource["bytes"] = path.stat().st_size
    (pack / "datapackage.json").write_text(json.dumps(description), encoding="utf-8")


def _no_file(pack: Path) -> None:
    (pack / "imd-2025.parquet").unlink()


def _no_table(pack: Path) -> None:
    description = json.loads((pack / "datapackage.json").read_text(encoding="utf-8"))
    description["resources"] = [each for each in description["resources"] if each["name"] != "imd-2025"]
    (pack / "datapackage.json").write_text(json.dumps(description), encoding="utf-8")


def _no_pack(pack: Path) -> None:
    shutil.rmtree(pack)


PACKS = [
    (_no_pack, ["no data pack"]),
    (_no_table, ["no table 'imd-2025'"]),
    (_no_file, ["imd-2025", "missing"]),
    (_cut, ["imd-2025.parquet", "2,000 bytes", "build the pack again"]),
    (_cut_and_said_so, ["imd-2025.parquet", "damaged"]),
    (_other_columns, ["imd-2025.parquet", "no column"]),
    (_other_types, ["imd-2025.parquet", "holds string"]),
]


@pytest.mark.parametrize(("breaking", "says"), PACKS, ids=[each[0].__name__.strip("_") for each in PACKS])
def test_a_pack_that_is_missing_or_damaged(
    breaking: Callable[[Path], None], says: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack, out = tmp_path / "pack", tmp_path / "out.csv"
    shutil.copytree(COUNTY, pack)
    breaking(pack)
    status, sentence = run(capsys, "measure", "index", "imd-2025", "--data", str(pack), "--out", str(out))
    assert status == 2
    assert_one_sentence(sentence, says)
    assert not out.exists()


@pytest.mark.parametrize(
    ("out", "says"),
    [
        ("list.xlsx", ["'.xlsx' is not a format", ".csv, .parquet or .json"]),
        ("list", ["no ending"]),
        ("nowhere/list.csv", ["cannot be written", "no such file or directory"]),
    ],
)
def test_a_place_that_cannot_be_written(
    out: str, says: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, sentence = run(capsys, "measure", "index", "imd-2025", "--data", "county", "--out", str(tmp_path / out))
    assert status == 2
    assert_one_sentence(sentence, says)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit on the size of a file")
@pytest.mark.parametrize("command", ["index imd-2025 --out {0}/out.csv", "report left-behind-lsoas-2025 --out {0}/out"])
def test_a_disk_that_is_full_in_mid_write(command: str, tmp_path: Path) -> None:
    """A limit on the size of files stands in for the full disk: the write stops after 4,000 bytes."""
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000));"
        "from leastfirst.cli import main; main(sys.argv[1:])"
    )
    arguments = f"measure {command.format(tmp_path)} --data county".split()
    # -B: under such a limit Python would leave its compiled modules half-written, for later tests to trip over.
    done = subprocess.run([sys.executable, "-B", "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert_one_sentence(done.stderr, ["cannot be written", "make room"])
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["measure", "index", "imd-2030", "--out", "x.csv"], ["'imd-2030' is not a definition", "imd-2025"]),
        (["measure", "designate", "left-behind", "--out", "x.csv"], ["left-behind-lsoas-2025"]),
        (["measure", "index", "imd-2025", "--level", "parish", "--out", "x.csv"], ["no lookup", "lad-2024"]),
        (["measure", "index", "missing.yaml", "--out", "x.csv"], ["missing.yaml", "no such file"]),
    ],
)
def test_a_name_that_is_not_known(arguments: list[str], says: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, sentence = run(capsys, *arguments, "--data", "county")
    assert status == 2
    assert_one_sentence(sentence, says)


def assert_one_sentence(sentence: str, says: list[str]) -> None:
    assert sentence.startswith("leastfirst: ")
    assert sentence.count("\n") == 1, sentence
    assert sentence.endswith(".\n")
    assert "Traceback" not in sentence
    for words in says:
        assert words in sentence, sentence
