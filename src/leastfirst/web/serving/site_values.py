"""One function for each kind of setting: the text that an operator wrote becomes a value, or a sentence.

Each raises `ValueError("what is wrong; what to do")`. None repeats a value that may be a secret.
"""

from __future__ import annotations

import importlib.util
import ipaddress
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off", ""}
HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
# Enough for 256 bits as text, and a few different signs, so that "aaaa..." and "change me" do not pass.
LEAST_SECRET = 40
LEAST_DIFFERENT = 10
SECRET_TO_DO = "put there what `python -c 'import secrets; print(secrets.token_urlsafe(50))'` prints"
DATABASE_TO_DO = "write sqlite:////full/path/to/file.sqlite or postgresql://NAME:PASSWORD@HOST:5432/DATABASE"


def secret(text: str) -> str:
    """A key that nobody can guess."""
    text = text.strip()
    if len(text) < LEAST_SECRET:
        raise ValueError(f"is shorter than {LEAST_SECRET} signs; {SECRET_TO_DO}")
    if len(set(text)) < LEAST_DIFFERENT:
        raise ValueError(f"repeats the same few signs; {SECRET_TO_DO}")
    return text


def database(text: str) -> str:
    """The address of a database that we can talk to: SQLite or PostgreSQL. It may hold a password."""
    text = text.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError(
            f"is not an address (signs like @ : / in a password must be %-encoded); {DATABASE_TO_DO}"
        ) from None
    if parts.scheme == "sqlite":
        path = Path(unquote(parts.path[1:]))
        if parts.netloc or not path.is_absolute():
            raise ValueError(f"does not name the full path of a file after sqlite:///; {DATABASE_TO_DO}")
        if path.is_dir():
            raise ValueError("names a folder; name a file in it, for example sqlite:///FOLDER/site.sqlite")
        return text
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(f"begins with neither sqlite:/// nor postgresql://; {DATABASE_TO_DO}")
    if len(parts.path) < 2 or port == 0:
        raise ValueError(f"does not say which database; {DATABASE_TO_DO}")
    if importlib.util.find_spec("psycopg") is None:
        raise ValueError("asks for PostgreSQL, whose driver is not installed; run `pip install 'leastfirst[postgres]'`")
    return text


def hosts(text: str) -> tuple[str, ...]:
    """The names under which people reach the site, between commas."""
    found = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if not found:
        raise ValueError("names no host; write the names of your site between commas, for example places.example.org")
    for name in found:
        if "*" in name:
            raise ValueError("lets any name in by *; write out the names of your site between commas")
        if not is_host(name.strip("[]") if name.startswith("[") else name):
            raise ValueError(f"has '{name}', which is not a host name; leave out https://, ports and paths")
    return found


def is_host(name: str) -> bool:
    """Whether this is a host name or an IP address."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return HOST.fullmatch(name) is not None
    return True


def public_url(text: str) -> str:
    """The address that people type, without a path and without the last slash."""
    text = text.strip().rstrip("/")
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and is_host(parts.hostname or "") and parts.port != 0
    except ValueError:
        known = False
    if not known or parts.path or parts.query or parts.fragment or parts.username:
        raise ValueError(
            "is not the address of a site; write it like https://places.example.org, with nothing after it"
        )
    return text


def bind(text: str) -> tuple[str, int]:
    """The address and port to listen on."""
    host, _, port = text.strip().rpartition(":")
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        if host != "localhost":
            raise ValueError("is not an address and a port; write it like 127.0.0.1:8000") from None
    if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise ValueError("has no port from 1 to 65535 at its end; write it like 127.0.0.1:8000")
    return host.strip("[]"), int(port)


def yes_or_no(text: str) -> bool:
    """Yes or no, as people write it."""
    word = text.strip().lower()
    if word not in YES | NO:
        raise ValueError(f"is '{text.strip()[:20]}'; write yes or no")
    return word in YES


def folder(text: str) -> Path:
    """The full path of a folder. It need not be there yet."""
    path = Path(text.strip()).expanduser()
    if not text.strip() or not path.is_absolute():
        raise ValueError("is not a full path; write it from the root on, for example /srv/leastfirst/editions")
    if path.exists() and not path.is_dir():
        raise ValueError(f"is a file ({path}); name the folder that holds the editions")
    return path


def contact(text: str) -> str:
    """How people reach whoever runs the site: an e-mail address, or a page; nothing when nobody said."""
    text = text.strip()
    if (
        not text
        or re.fullmatch(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+", text)
        or re.fullmatch(r"https?://[^\s<>\"']+", text)
    ):
        return text
    raise ValueError(
        "is neither an e-mail address nor a page; write it like help@example.org or https://example.org/help"
    )


def whole_number(text: str, *, least: int, most: int) -> int:
    """A whole number between two others, both included."""
    text = text.strip()
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise ValueError(f"is not a whole number from {least:,} to {most:,}; write one in digits alone")
    return int(text)
