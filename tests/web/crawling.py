"""The site as somebody finds it who follows every link from the first page."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import resolve
from django.urls.exceptions import Resolver404
from django.utils import translation

from tests.web.read_pages import Page, read

LANGUAGES = {"en": "/", "pl": "/pl/", "ur": "/ur/"}
# So many pages of each kind are read: all areas are made by one template.
OF_EACH_KIND = 3


@dataclass
class Crawl:
    """The pages that were read, by address, and every address that a link on them leads to."""

    pages: dict[str, Page] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    """Address -> the page that the link stands on."""

    @cached_property
    def kinds(self) -> Counter[str]:
        """How many pages of each kind were read."""
        return Counter(kind_of(each) for each in self.pages)


def crawl(client: Client, language: str) -> Crawl:
    """Follow the links from the first page in a language, breadth first, a few pages of each kind."""
    found, read_of = Crawl(), Counter[str]()
    start = LANGUAGES[language]
    waiting = deque([start])
    seen = {start}
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address)
        if read_of[kind] >= OF_EACH_KIND:
            continue
        read_of[kind] += 1
        page = read(client, address)
        found.pages[address] = page
        for link in page.links:
            parts = urlsplit(urljoin(address, link))
            if parts.netloc or parts.scheme:
                continue
            whole = parts.path + (f"?{parts.query}" if parts.query else "")
            found.links.setdefault(whole, address)
            if whole not in seen and is_page(whole, language):
                seen.add(whole)
                waiting.append(whole)
    return found


def is_page(address: str, language: str) -> bool:
    """Whether it is a page of the site in that language, not a file."""
    path = urlsplit(address).path
    other = any(path.startswith(prefix) for lang, prefix in LANGUAGES.items() if lang not in (language, "en"))
    return path.startswith(LANGUAGES[language]) and not other and path.endswith("/") and not path.startswith("/api/")


def kind_of(address: str) -> str:
    """The name of the view that answers, and whether anything was asked of it."""
    path, query = urlsplit(address).path, urlsplit(address).query
    with translation.override(
        next((lang for lang, at in LANGUAGES.items() if lang != "en" and path.startswith(at)), "en")
    ):
        try:
            return resolve(path).view_name + ("?" if query else "")
        except Resolver404:
            return f"nothing at {path}"


_crawled: dict[tuple[str, str], Crawl] = {}


def crawled(client: Client, language: str, database: str) -> Crawl:
    """The pages in a language, read once for each database and test process."""
    if (language, database) not in _crawled:
        _crawled[language, database] = crawl(client, language)
    return _crawled[language, database]
