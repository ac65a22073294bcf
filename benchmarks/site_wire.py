"""What goes over the wire when a page is visited for the first time, as the server sends it to a browser."""

from __future__ import annotations

import gzip
import http.client
import re
from urllib.parse import urljoin

LINKED = re.compile(r"""<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"[^>]*>""")
STYLES = re.compile(r'rel="[^"]*(?:stylesheet|icon|preload)')
FACES = re.compile(r"@font-face\{([^}]*)\}")
KINDS = ("page", "styles", "scripts", "fonts", "pictures")
ENDINGS = {"css": "styles", "js": "scripts", "woff2": "fonts", "svg": "pictures", "png": "pictures"}


def first_visit(host: str, address: str) -> dict[str, int]:
    """Bytes of bodies by kind: the page, and all that a browser fetches for it that has nothing of ours yet.

    A font is fetched when the page has a sign that its face is for; pictures named in style sheets are counted with
    the page that could show them, though a browser fetches only those that it shows.
    """
    found = dict.fromkeys(KINDS, 0)
    found["page"], page = fetched(host, address)
    waiting = {urljoin(address, each) for each in linked(page)}
    done: set[str] = set()
    while waiting - done:
        at = sorted(waiting - done)[0]
        done.add(at)
        size, text = fetched(host, at)
        kind = ENDINGS[at.rpartition(".")[2]]
        found[kind] += size
        if kind == "styles":
            waiting |= {urljoin(at, each) for each in named_in(text, page)}
    return found


def linked(page: str) -> list[str]:
    """Styles, scripts, pictures and fonts that a page names: not the pages that it links to, nor other languages."""
    found = []
    for match in LINKED.finditer(page):
        if not match[0].startswith("<link") or STYLES.search(match[0]):
            found.append(match[1])
    return found


def named_in(styles: str, page: str) -> list[str]:
    """The fonts of a style sheet that the page has signs for."""
    signs = {ord(each) for each in re.sub(r"<[^>]*>", "", page)}
    found = []
    for face in FACES.findall(styles):
        address = re.search(r"url\(([^)]+)\)", face)
        ranges = re.search(r"unicode-range:([^;}]+)", face)
        wanted = not ranges or any(covers(each, signs) for each in ranges[1].split(","))
        if address and wanted:
            found.append(address[1].strip("\"'"))
    return found


def covers(told: str, signs: set[int]) -> bool:
    """Whether a range such as U+0100-02BA has one of the signs."""
    low, _, high = told.strip().removeprefix("U+").partition("-")
    first, last = int(low.replace("?", "0"), 16), int((high or low).replace("?", "F"), 16)
    return any(first <= each <= last for each in signs)


def fetched(host: str, address: str) -> tuple[int, str]:
    """How many bytes of a body were sent, and its text."""
    connection = http.client.HTTPConnection(host, timeout=60)
    try:
        connection.request("GET", address, headers={"Accept-Encoding": "gzip", "Accept": "*/*"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise ValueError(f"{address}: status {answer.status}")
        how = answer.getheader("Content-Encoding")
        return len(body), (gzip.decompress(body) if how == "gzip" else body).decode("utf-8", "replace")
    finally:
        connection.close()
