"""`leastfirst publish` as it is used: what it says, where it writes, what it keeps, and what a person can mend."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from leastfirst.cli import main
from leastfirst.definitions.edition import FOLDER
from leastfirst.definitions.yaml_files import text_of
from leastfirst.publish import open_edition
from leastfirst.publish.measured.areas import add_areas
from leastfirst.publish.measured.designations import add_designations
from leastfirst.publish.packed import add_pack
from leastfirst.sources.places import editions_folder

FINDING = "18 of 400 LSOAs are left-behind neighbourhoods, home to 28,581 people."


@pytest.fixture(autouse=True)
def few_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Areas and lists are enough to see what the command does."""
    monkeypatch.setattr("leastfirst.publish.publishing._parts", lambda: [add_pack, add_areas, add_designations])


def own(folder: Path, **changes: object) -> str:
    """An edition of one's own: one list, no replicates."""
    plan = yaml.safe_load(text_of("county", folder=FOLDER))
    plan |= {"designations": ["left-behind-lsoas-2025"], "maps": plan["maps"][:1], "replicates": 0, **changes}
    path = folder / "mine.yaml"
    path.write_text(yaml.safe_dump(plan), encoding="utf-8")
    return str(path)


def publish(*arguments: str) -> None:
    main(["publish", *arguments, "--data", "county"])


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as stop:
        publish(*arguments)
    assert stop.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err.splitlines()[-1]


def test_it_says_what_it_found_and_where_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(own(tmp_path), "--out", str(tmp_path / "editions"))
    said = capsys.readouterr()
    edition = open_edition(tmp_path / "editions")
    lines = said.out.splitlines()
    assert lines[0].startswith("Fictional: ")
    assert lines[1] == FINDING
    assert lines[-1].startswith(f"Edition {edition.id} (2 tables, ")
    assert lines[-1].endswith(f"is up, in {edition.folder}.")
    assert "Areas of LSOA 2021 ..." in said.err.splitlines()
    edition.close()


def test_without_more_it_takes_the_edition_of_the_pack_and_the_usual_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path / "mine"))
    publish()
    edition = open_edition(editions_folder())
    assert edition.folder.parent == tmp_path / "mine" / "editions"
    assert edition.about.definition == "county"
    assert FINDING in capsys.readouterr().out
    edition.close()


def test_it_can_be_written_without_being_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(own(tmp_path), "--out", str(tmp_path / "e"), "--no-up")
    assert "is written, but not up, in " in capsys.readouterr().out
    assert not (tmp_path / "e" / "current").exists()


def test_the_last_two_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = ("--out", str(tmp_path / "e"))
    for title in ("One", "Two", "Three"):
        publish(own(tmp_path, title=title), *out)
    assert "1 older edition removed: " in capsys.readouterr().out
    left = [path.parent for path in (tmp_path / "e").glob("*/manifest.json")]
    assert sorted(open_edition(each).title for each in left) == ["Three", "Two"]
    publish(own(tmp_path, title="Three"), *out, "--keep", "1")
    assert [open_edition(each).title for each in left if each.exists()] == ["Three"]


def test_a_plan_that_names_what_is_not_there_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ("--out", str(tmp_path / "e"))
    assert "'nowhere' is not a definition that leastfirst ships; give" in refused(capsys, "nowhere", *out)
    assert "it is made for the data pack 'england', but the data are those of 'county'" in refused(
        capsys, "england", *out
    )
    assert "leading" in refused(capsys, own(tmp_path, leading=None), *out)
    assert "mine.yaml" in refused(capsys, own(tmp_path, colour="red"), *out)
    assert "--keep: 0 editions cannot be kept; keep 1 or more." in refused(capsys, *out, "--keep", "0")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "the folder cannot be made" in refused(capsys, own(tmp_path), "--out", str(tmp_path / "file"))
    assert not (tmp_path / "e").exists() or not list((tmp_path / "e").iterdir())


def test_it_is_listed_between_what_decides_and_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    commands = [line.split()[0] for line in capsys.readouterr().out.split("Commands:")[1].splitlines() if line.strip()]
    assert commands.index("decide") < commands.index("publish") < commands.index("data")
