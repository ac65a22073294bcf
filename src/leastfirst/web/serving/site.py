"""The settings of a site, from the environment or from files, each checked, with a sentence for each that is wrong."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import BeforeValidator, SecretStr, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from leastfirst.ground.errors import LeastfirstError
from leastfirst.sources.places import editions_folder, own_folder
from leastfirst.web.serving import site_values

PREFIX = "LEASTFIRST_"
FILE = "_FILE"
# Names with our prefix that are no settings of a site: where the data lies, and which browser tests drive.
NOT_OURS = {"LEASTFIRST_DATA", "LEASTFIRST_TEST_BROWSER", "LEASTFIRST_TEST_HTML_CHECKER"}
MISSING_SECRET = f"is not set; {site_values.SECRET_TO_DO}, or name a file that holds it by LEASTFIRST_SECRET_KEY_FILE"


def read_text(reader: Callable[[str], Any]) -> Any:
    """A validator for text from the environment; a default that is no text any more passes through."""
    return BeforeValidator(lambda value: reader(value) if isinstance(value, str) else value)


def number(least: int, most: int) -> Any:
    """A validator for a whole number between two others."""
    return read_text(partial(site_values.whole_number, least=least, most=most))


class SettingsError(LeastfirstError):
    """Settings that need mending: all of them, a sentence each."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__("the site cannot start with these settings", do="mend them and start again")

    @property
    def sentence(self) -> str:
        """Every sentence on a line of its own."""
        return "\n".join(self.sentences)

    def __str__(self) -> str:
        return self.sentence


class FilesSource(PydanticBaseSettingsSource):
    """Settings from files: LEASTFIRST_SECRET_KEY_FILE=/run/secrets/key holds what LEASTFIRST_SECRET_KEY would say."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """The first file's text for one field, without the line break at its end."""
        path = os.environ.get(f"{PREFIX}{field_name.upper()}{FILE}")
        return (None if path is None else Path(path).read_text(encoding="utf-8").rstrip("\r\n")), field_name, False

    def __call__(self) -> dict[str, Any]:
        """What the files say. One that cannot be read is told of in `wrong_names`, and counts as not given here."""
        found = {}
        for name, field in self.settings_cls.model_fields.items():
            try:
                value, _, _ = self.get_field_value(field, name)
            except (OSError, UnicodeDecodeError):
                continue
            if value is not None:
                found[name] = value
        return found


class Site(BaseSettings):
    """Everything that an operator decides. The names are those of the environment, without LEASTFIRST_."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True)

    secret_key: Annotated[SecretStr, BeforeValidator(lambda value: SecretStr(site_values.secret(value)))]
    database_url: Annotated[SecretStr, BeforeValidator(lambda value: SecretStr(site_values.database(value)))] = (
        SecretStr("")
    )
    hosts: Annotated[tuple[str, ...], NoDecode, read_text(site_values.hosts)] = ("localhost", "127.0.0.1", "[::1]")
    editions: Annotated[Path, read_text(site_values.folder)] = Path()
    public_url: Annotated[str, read_text(site_values.public_url)] = "http://127.0.0.1:8000"
    behind_tls: Annotated[bool, read_text(site_values.yes_or_no)] = False
    proxies: Annotated[int, number(0, 5)] = -1
    """How many proxies of our own stand in front: so many addresses at the end of X-Forwarded-For are theirs to say."""
    bind: Annotated[tuple[str, int], NoDecode, read_text(site_values.bind)] = ("127.0.0.1", 8000)
    workers: Annotated[int, number(1, 64)] = 2
    threads: Annotated[int, number(1, 64)] = 8
    """Of each process. Half of them at most send files; see `protect.downloads`."""
    pages_per_minute: Annotated[int, number(0, 1_000_000)] = 600
    work_per_minute: Annotated[int, number(0, 1_000_000)] = 120
    """Searches, what-ifs and downloads: those that cost us more than a page. 0 means no limit, for both."""
    contact: Annotated[str, read_text(site_values.contact)] = ""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment and the files that it names; nothing is read from a file that nobody named."""
        return env_settings, FilesSource(settings_cls)

    @model_validator(mode="before")
    @classmethod
    def fill_in(cls, given: Any) -> Any:
        """What follows from other settings, or from whose machine this is."""
        own = own_folder()
        given.setdefault("database_url", f"sqlite:///{quote(str(own / 'site.sqlite'))}")
        given.setdefault("editions", str(editions_folder()))
        behind_tls = str(given.get("behind_tls", "")).strip().lower() in site_values.YES
        given.setdefault("proxies", "1" if behind_tls else "0")
        if "public_url" not in given:
            # What is wrong with the address to listen on is said of that alone.
            with suppress(ValueError):
                host, port = site_values.bind(given.get("bind", "127.0.0.1:8000"))
                given["public_url"] = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        return given

    @model_validator(mode="after")
    def agree(self) -> Site:
        """Settings that contradict each other."""
        if self.behind_tls and not self.public_url.startswith("https://"):
            raise ValueError(
                "LEASTFIRST_PUBLIC_URL is not set to an https:// address though LEASTFIRST_BEHIND_TLS says yes; "
                "write the address that people type, for example https://places.example.org"
            )
        if self.public_url.startswith("https://") and not self.behind_tls:
            raise ValueError(
                "LEASTFIRST_PUBLIC_URL begins with https:// though LEASTFIRST_BEHIND_TLS does not say yes; "
                "set LEASTFIRST_BEHIND_TLS=yes when a proxy with a certificate stands in front"
            )
        return self

    @property
    def kind_of_database(self) -> str:
        """SQLite or PostgreSQL, for people to read."""
        return "SQLite" if self.database_url.get_secret_value().startswith("sqlite") else "PostgreSQL"


def read_site() -> Site:
    """The settings of this process.

    Raises:
        SettingsError: some are wrong; it has a sentence for each, and never a secret.
    """
    sentences = wrong_names(os.environ)
    try:
        site = Site()  # type: ignore[call-arg]  # the environment gives what is needed
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            # A file that could not be read has had its sentence.
            if fault["type"] != "missing" or PREFIX + str(fault["loc"][0]).upper() + FILE not in os.environ:
                sentences.append(told(dict(fault)))
    if sentences:
        raise SettingsError(sentences)
    return site


def told(fault: dict[str, Any]) -> str:
    """One fault as one sentence that begins with the variable."""
    reason = fault.get("ctx", {}).get("error")
    if not fault["loc"]:
        return f"{reason}."
    name = PREFIX + str(fault["loc"][0]).upper()
    if fault["type"] == "missing":
        return f"{name} {MISSING_SECRET}."
    if name + FILE in os.environ:
        name += FILE
    return f"{name} {reason or fault['msg']}."


def wrong_names(environ: Mapping[str, str]) -> list[str]:
    """Sentences about names: one that nearly is a setting, one given twice, a file that cannot be read."""
    settings = [PREFIX + name.upper() for name in Site.model_fields]
    ours = {*settings, *(name + FILE for name in settings)}
    sentences = []
    for name in sorted(environ):
        if not name.startswith(PREFIX) or name in NOT_OURS:
            continue
        if name not in ours:
            close = difflib.get_close_matches(name, ours, n=1, cutoff=0.9)
            if close:
                sentences.append(f"{name} is no setting; did you mean {close[0]}? Rename it or take it away.")
        elif name.endswith(FILE):
            plain = name.removesuffix(FILE)
            if environ.get(plain):
                sentences.append(f"{plain} is given, and {name} as well; take one of them away.")
            try:
                Path(environ[name]).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                sentences.append(
                    f"{name} names a file that cannot be read as text ({environ[name]}); "
                    "check its path and who may read it."
                )
    return sentences
