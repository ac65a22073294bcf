"""`leastfirst demo`: what is missing is made, the site starts, shows its pages, and stops."""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path

import pytest

from leastfirst.cli import main


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo, shared: what it makes takes some seconds."""
    return tmp_path_factory.mktemp("demo") / "of the county"


def test_the_demo_makes_an_edition_once_and_shows_it(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEASTFIRST_DATA", "county")
    main(["demo", "--out", str(out), "--check"])
    told = capsys.readouterr().out
    assert "18 of 400 LSOAs are left-behind neighbourhoods, home to 28,581 people." in told
    assert "£227 million for 18 left-behind neighbourhoods, over 12 years." in told
    assert "13 of 18 projects won." in told
    for way in ("/", "/map/", "/designations/", "/funds/", "/votes/", "/data/", "/method/", "/about/status/"):
        assert re.search(rf"http://127\.0\.0\.1:\d+{way} answers with [\d,]+ bytes", told)
    made = (out / "editions" / "current").stat().st_mtime_ns

    main(["demo", "--out", str(out), "--check"])
    assert "measuring" not in capsys.readouterr().out, "what is there need not be made again"
    assert (out / "editions" / "current").stat().st_mtime_ns == made
    if os.name == "posix":
        assert (out / "secret-key").stat().st_mode & 0o077 == 0, "nobody else may read the key"


def test_a_port_that_somebody_has_is_said_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEASTFIRST_DATA", "county")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SystemExit) as stop:
            main(["demo", "--out", str(tmp_path / "demo"), "--port", str(taken.getsockname()[1])])
    assert stop.value.code == 2
    assert "another program listens on port" in capsys.readouterr().err
    assert not (tmp_path / "demo").exists()
