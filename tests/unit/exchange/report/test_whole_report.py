"""The whole report, as the command writes it: how sure, compared with whom, at what scale, and what was left out."""

from __future__ import annotations

import csv
import json
import re
import shutil
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from leastfirst.cli import main
from leastfirst.cli.reporting import run_report
from leastfirst.definitions import load_designation
from leastfirst.sources import open_data
from tests.unit.exchange.report.making import Read, written_report

LSOAS = "left-behind-lsoas-2025"
SHIPPED = (LSOAS, "left-behind-wards-2019", "pride-in-place-2-england")
SHARES = {"firm": (90, 100), "likely": (50, 89), "borderline": (10, 49), "unlikely": (0, 9)}


@pytest.fixture(scope="module", params=SHIPPED)
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("whole")
    return written_report(request.param, folder), folder


@pytest.fixture(scope="module")
def lsoas(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("lsoas")
    return written_report(LSOAS, folder), folder


def own_designation(folder: Path, **changes: object) -> Path:
    """A designation of one's own, made of the shipped one."""
    text = files("leastfirst.definitions").joinpath("designations", f"{LSOAS}.yaml").read_text(encoding="utf-8")
    path = folder / "own.yaml"
    path.write_text(yaml.safe_dump({**yaml.safe_load(text), "id": "own", **changes}), encoding="utf-8")
    return path


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "areas.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_area_of_the_list_says_how_sure_it_is_and_the_file_agrees(whole: tuple[str, Path]) -> None:
    html, folder = whole
    for row in rows(folder):
        if row["designated"] == "true":
            told = re.search(rf'<tr id="area-{row["area_code"]}">.*?class="s (\w+)"></i> (\w+), (.*?)%', html, re.S)
            assert told is not None
            assert told[1] == told[2] == row["class"]
            percent = 0 if told[3] == "under 1" else int(told[3])
            assert SHARES[told[2]][0] <= percent <= SHARES[told[2]][1]
            assert percent == int(100 * float(row["p_designated"]) + 1e-9)


def test_those_just_outside_are_the_surest_that_are_not_on_the_list(lsoas: tuple[str, Path]) -> None:
    html, folder = lsoas
    outside = [row for row in rows(folder) if row["designated"] == "false" and float(row["p_designated"] or 0) >= 0.1]
    assert outside
    assert set(re.findall(r'id="near-(\w+)"', html)) == {row["area_code"] for row in outside}
    assert f"{len(outside)} areas would be on the list at least once in 10 times" in Read.page(html).text


def test_the_map_shows_certainty_by_form(lsoas: tuple[str, Path]) -> None:
    html, folder = lsoas
    drawn = html[html.index('<section id="map"') : html.index('<section id="certainty"')]
    for row in rows(folder):
        if row["designated"] == "true":
            assert re.search(rf'<a class="{row["class"]}" href="#area-{row["area_code"]}"', drawn)
    assert '<a class="outside" href="#near-' in drawn
    assert '<ul class="key">' in drawn


def test_every_link_leads_somewhere_and_every_id_stands_once(whole: tuple[str, Path]) -> None:
    read = Read.page(whole[0])
    assert len(read.ids) == len(set(read.ids))
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)
    assert re.findall(r"url\((?!#)", whole[0]) == []


def test_it_says_what_moves_the_list_most_and_on_how_many_draws_it_rests(whole: tuple[str, Path]) -> None:
    text = Read.page(whole[0]).text
    assert "What moves the list most is" in text
    assert "rest on 60 random draws of choices (seed 1)" in text


def test_every_indicator_has_its_strip_and_its_reading(lsoas: tuple[str, Path]) -> None:
    html, _ = lsoas
    part = html[html.index('<section id="compared"') : html.index('<section id="scale"')]
    readings = re.findall(r"<li[^>]*>\s*<div><h4>.*?</li>", part, re.S)
    assert len(readings) == len(re.findall(r"<tr><th scope=\"row\">", part)) > 30
    for each in readings:
        assert each.count('<svg class="strip"') == 1
        assert each.count("<line") >= 3
        assert re.search(r"<p>(In|[A-Z]).{20,}\.</p>", each)


def test_scale_is_answered_in_words_with_a_curve_and_a_table(whole: tuple[str, Path]) -> None:
    text = Read.page(whole[0]).text
    assert "People in need are here" in text
    assert "Who is reached by each level, for some budgets" in text
    assert 'id="scale-curve-alt"' in whole[0]
    assert 'id="scale-curve-phone-alt"' in whole[0]


def test_the_manifest_names_all_that_went_in(whole: tuple[str, Path]) -> None:
    html, folder = whole
    manifest = json.loads((folder / "report.html.manifest.json").read_text())
    named = {each["id"] for each in manifest["definitions"]}
    tables = {each["id"] for each in manifest["inputs"]}
    for name in SHIPPED:  # each is related to the two others
        definition = load_designation(name)
        assert {name, *definition.recipes} <= named
        assert set(definition.needs().columns) <= tables
    assert manifest["seed"] == 1
    assert "--replicates 60 --seed 1" in html


def test_any_number_of_threads_gives_the_same_bytes(lsoas: tuple[str, Path], tmp_path: Path) -> None:
    assert written_report(LSOAS, tmp_path, threads=1) == lsoas[0]
    assert (tmp_path / "areas.csv").read_bytes() == (lsoas[1] / "areas.csv").read_bytes()


def test_another_seed_gives_other_bytes(lsoas: tuple[str, Path], tmp_path: Path) -> None:
    assert written_report(LSOAS, tmp_path, seed=2) != lsoas[0]


def test_no_replicates_leave_certainty_out(tmp_path: Path) -> None:
    html = written_report(LSOAS, tmp_path, replicates=0)
    assert "This page does not say how sure each place is, because no replicates were asked for." in html
    assert 'id="certainty"' not in html
    assert 'id="compared"' in html
    assert "p_designated" not in rows(tmp_path)[0]


def test_ones_own_list_says_what_is_not_shipped_for_it(tmp_path: Path) -> None:
    html = written_report(str(own_designation(tmp_path)), tmp_path / "out")
    text = Read.page(html).text
    assert "nothing is shipped that says what to vary for this list" in text
    assert 'id="certainty"' not in html
    assert "held against other deprived places" in text


def test_ones_own_list_of_a_shipped_name_is_compared_as_it_is_and_not_as_shipped(tmp_path: Path) -> None:
    rule = {"kind": "worst-on-all", "share": "1/5"}
    html = written_report(str(own_designation(tmp_path, id=LSOAS, rule=rule)), tmp_path / "out")
    chosen = sum(row["designated"] == "true" for row in rows(tmp_path / "out"))
    assert chosen > 18
    assert f"({chosen} areas) held against" in Read.page(html).text


def test_ones_own_specification_is_followed_and_its_faults_are_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = str(own_designation(tmp_path))
    html = written_report(own, tmp_path / "out", spec=LSOAS)
    assert 'id="certainty"' in html
    with pytest.raises(SystemExit) as stop:
        main(
            [
                "measure",
                "report",
                own,
                "--data",
                "county",
                "--out",
                str(tmp_path / "none"),
                "--spec",
                "left-behind-wards-2019",
            ]
        )
    assert stop.value.code == 2
    assert "imd-2019" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--replicates", "-1"], "-1 replicates cannot be"),
        (["--seed", "-5"], "the seed -5 is below zero"),
        (["--threads", "0"], "0 threads cannot run"),
        (["--threads", "9999"], "9999 threads cannot run"),
    ],
)
def test_bad_options_are_one_sentence(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["measure", "report", LSOAS, "--data", "county", "--out", str(tmp_path / "none"), *options])
    assert stop.value.code == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_related_list_that_the_data_lack_is_named_with_the_reason(tmp_path: Path) -> None:
    pack = shutil.copytree(open_data("county").path, tmp_path / "pack")
    described = json.loads((pack / "datapackage.json").read_text())
    described["resources"] = [each for each in described["resources"] if each["name"] != "pride-in-place-1"]
    (pack / "datapackage.json").write_text(json.dumps(described))
    text = Read.page(written_report(LSOAS, tmp_path / "out", data=pack)).text
    assert (
        "Pride in Place phase 2, England, as inferred was left out of this comparison, because the data have no table "
        "pride-in-place-1." in text
    )


def test_a_related_list_made_of_ones_own_table_is_compared(tmp_path: Path) -> None:
    areas = open_data("county").table("areas-lsoa-2021", ["area_code"]).data["area_code"].to_pylist()
    (tmp_path / "mine.csv").write_text(
        "area_code,need\n" + "".join(f"{code},{i}\n" for i, code in enumerate(areas)), encoding="utf-8"
    )
    recipe = {
        **{"id": "mine", "kind": "index", "title": "Mine", "summary": "Mine.", "source": "me", "vintage": "2025"},
        **{"licence": "mine", "status": "example", "geography": "lsoa-2021", "index": "need"},
        "population": "population-census-2021.residents",
        "own_tables": {"mine": {"file": "mine.csv", "geography": "lsoa-2021", "title": "Mine", "source": "me"}},
        "nodes": {"need": {"title": "Need", "indicator": "mine.need", "direction": "higher-is-worse"}},
    }
    (tmp_path / "mine.yaml").write_text(yaml.safe_dump(recipe), encoding="utf-8")
    measure = {"id": "need", "title": "Need", "short": "need", "index": "mine.yaml"}
    other = own_designation(tmp_path, id="other", title="The other list", measures=[measure], related=[])
    other.rename(tmp_path / "other.yaml")
    own = own_designation(tmp_path, related=["other.yaml"])
    html = written_report(str(own), tmp_path / "out", replicates=0)
    assert "The other list" in Read.page(html).text
    manifest = json.loads((tmp_path / "out" / "report.html.manifest.json").read_text())
    assert {"other", "mine"} <= {each["id"] for each in manifest["definitions"]}
    assert "mine" in {each["id"] for each in manifest["inputs"]}


def test_the_command_and_the_function_agree(tmp_path: Path) -> None:
    main(["measure", "report", LSOAS, "--data", "county", "--out", str(tmp_path / "a"), "--replicates", "30"])
    run_report(LSOAS, open_data("county"), tmp_path / "b", replicates=30)
    assert (tmp_path / "a" / "report.html").read_bytes() == (tmp_path / "b" / "report.html").read_bytes()
