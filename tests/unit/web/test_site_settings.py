"""What an operator may write, and the sentence for each thing that is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from leastfirst.cli import main
from leastfirst.web.serving.database import database_of
from leastfirst.web.serving.site import SettingsError, Site, read_site

SECRET = "a-secret-for-one-test-0123456789-ABCDEFGHIJ-xyz"
WRONG = [
    ("SECRET_KEY", "short", "LEASTFIRST_SECRET_KEY is shorter than 40 signs; put there what `python -c"),
    ("SECRET_KEY", "a" * 60, "LEASTFIRST_SECRET_KEY repeats the same few signs; put there"),
    ("DATABASE_URL", "mysql://a/b", "LEASTFIRST_DATABASE_URL begins with neither sqlite:/// nor postgresql://;"),
    ("DATABASE_URL", "sqlite:///site.sqlite", "LEASTFIRST_DATABASE_URL does not name the full path of a file"),
    ("DATABASE_URL", "sqlite:////", "LEASTFIRST_DATABASE_URL names a folder; name a file in it"),
    ("DATABASE_URL", "postgresql://u:p@h", "LEASTFIRST_DATABASE_URL does not say which database; write"),
    ("DATABASE_URL", "postgresql://u:p/w@h:x/d", "LEASTFIRST_DATABASE_URL is not an address (signs like @ : /"),
    ("HOSTS", "*", "LEASTFIRST_HOSTS lets any name in by *; write out the names"),
    ("HOSTS", " , ", "LEASTFIRST_HOSTS names no host; write the names of your site between commas"),
    ("HOSTS", "https://a.example", "LEASTFIRST_HOSTS has 'https://a.example', which is not a host name;"),
    ("EDITIONS", "editions", "LEASTFIRST_EDITIONS is not a full path; write it from the root on"),
    ("PUBLIC_URL", "places.example.org", "LEASTFIRST_PUBLIC_URL is not the address of a site; write it like"),
    ("PUBLIC_URL", "http://a.example/x", "LEASTFIRST_PUBLIC_URL is not the address of a site; write it like"),
    ("BEHIND_TLS", "perhaps", "LEASTFIRST_BEHIND_TLS is 'perhaps'; write yes or no."),
    ("BEHIND_TLS", "yes", "LEASTFIRST_PUBLIC_URL is not set to an https:// address though LEASTFIRST_BEHIND_TLS"),
    ("PUBLIC_URL", "https://a.example", "LEASTFIRST_PUBLIC_URL begins with https:// though LEASTFIRST_BEHIND_TLS"),
    ("PROXIES", "9", "LEASTFIRST_PROXIES is not a whole number from 0 to 5; write one in digits alone."),
    ("BIND", "8000", "LEASTFIRST_BIND is not an address and a port; write it like 127.0.0.1:8000."),
    ("BIND", "127.0.0.1:0", "LEASTFIRST_BIND has no port from 1 to 65535 at its end;"),
    ("WORKERS", "0", "LEASTFIRST_WORKERS is not a whole number from 1 to 64;"),
    ("WORKERS", "²", "LEASTFIRST_WORKERS is not a whole number from 1 to 64;"),
    ("THREADS", "many", "LEASTFIRST_THREADS is not a whole number from 1 to 64;"),
    ("PAGES_PER_MINUTE", "-1", "LEASTFIRST_PAGES_PER_MINUTE is not a whole number from 0 to 1,000,000;"),
    ("WORK_PER_MINUTE", "1.5", "LEASTFIRST_WORK_PER_MINUTE is not a whole number from 0 to 1,000,000;"),
    ("CONTACT", "the office", "LEASTFIRST_CONTACT is neither an e-mail address nor a page; write it like"),
    ("HOST", "a.example", "LEASTFIRST_HOST is no setting; did you mean LEASTFIRST_HOSTS? Rename it or take it away."),
]


@pytest.fixture(autouse=True)
def only_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least that a site needs, and nothing of the machine that the tests run on."""
    for name in os.environ:
        if name.startswith("LEASTFIRST_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LEASTFIRST_SECRET_KEY", SECRET)


def sentences(monkeypatch: pytest.MonkeyPatch, **given: str) -> list[str]:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        read_site()
    return error.value.sentences


def test_a_secret_is_enough_to_start_on_ones_own_machine() -> None:
    site = read_site()
    assert site.bind == ("127.0.0.1", 8000)
    assert site.public_url == "http://127.0.0.1:8000"
    assert site.hosts == ("localhost", "127.0.0.1", "[::1]")
    assert site.kind_of_database == "SQLite"
    assert site.editions.name == "editions"
    assert site.proxies == 0


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_what_is_wrong_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    (said,) = sentences(monkeypatch, **{f"LEASTFIRST_{name}": value})
    assert said.startswith(sentence)
    assert said.endswith(".")


def test_every_setting_stands_in_the_table_above() -> None:
    tried = {name for name, _, _ in WRONG}
    assert {name.upper() for name in Site.model_fields} <= tried


def test_all_that_is_wrong_is_said_at_once_by_the_command_and_it_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LEASTFIRST_SECRET_KEY")
    monkeypatch.setenv("LEASTFIRST_WORKERS", "none")
    monkeypatch.setenv("LEASTFIRST_BIND", "here")
    with pytest.raises(SystemExit) as ended:
        main(["serve"])
    assert ended.value.code == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 3
    assert "LEASTFIRST_SECRET_KEY is not set;" in said[0]
    assert said[1].startswith("LEASTFIRST_BIND ")
    assert said[2].startswith("LEASTFIRST_WORKERS ")


def test_no_sentence_repeats_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    said = sentences(
        monkeypatch, LEASTFIRST_SECRET_KEY="hunter2", LEASTFIRST_DATABASE_URL="postgresql://u:hunter2@h:port/d"
    )
    assert "hunter2" not in " ".join(said)
    monkeypatch.setenv("LEASTFIRST_SECRET_KEY", SECRET)
    monkeypatch.setenv("LEASTFIRST_DATABASE_URL", "postgresql://u:hunter2@h:5432/d")
    assert "hunter2" not in repr(read_site())
    assert SECRET not in repr(read_site())


def test_a_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{SECRET}-from-a-file\n")
    monkeypatch.delenv("LEASTFIRST_SECRET_KEY")
    monkeypatch.setenv("LEASTFIRST_SECRET_KEY_FILE", str(file))
    assert read_site().secret_key.get_secret_value() == f"{SECRET}-from-a-file"


def test_a_file_that_is_not_there_is_said_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LEASTFIRST_SECRET_KEY")
    (said,) = sentences(monkeypatch, LEASTFIRST_SECRET_KEY_FILE=str(tmp_path / "none"))
    assert said.startswith("LEASTFIRST_SECRET_KEY_FILE names a file that cannot be read as text")


def test_a_secret_that_is_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(SECRET)
    (said,) = sentences(monkeypatch, LEASTFIRST_SECRET_KEY_FILE=str(file))
    assert said == "LEASTFIRST_SECRET_KEY is given, and LEASTFIRST_SECRET_KEY_FILE as well; take one of them away."


def test_what_is_wrong_in_a_file_is_said_of_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "database"
    file.write_text("somewhere")
    (said,) = sentences(monkeypatch, LEASTFIRST_DATABASE_URL_FILE=str(file))
    assert said.startswith("LEASTFIRST_DATABASE_URL_FILE begins with neither sqlite:/// nor")


def test_a_site_behind_tls_counts_on_one_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEASTFIRST_BEHIND_TLS", "yes")
    monkeypatch.setenv("LEASTFIRST_PUBLIC_URL", "https://places.example.org/")
    site = read_site()
    assert site.proxies == 1
    assert site.public_url == "https://places.example.org"


def test_one_address_says_which_database() -> None:
    sqlite = database_of("sqlite:////srv/my%20site.sqlite")
    assert sqlite["ENGINE"].endswith("sqlite3")
    assert sqlite["NAME"] == "file:/srv/my%20site.sqlite?mode=rw"
    for scheme in ("postgres", "postgresql"):
        postgres = database_of(f"{scheme}://u:p%40w@db.example:5433/site?sslmode=require")
        assert postgres["ENGINE"].endswith("postgresql")
        assert (postgres["PASSWORD"], postgres["PORT"], postgres["NAME"]) == ("p@w", 5433, "site")
        assert postgres["OPTIONS"]["sslmode"] == "require"
