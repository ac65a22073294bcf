"""The benchmark of the site cannot rot: it asks for real pages, knows a fault from a page, reads tiles and styles."""

from __future__ import annotations

import struct
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from benchmarks import site, site_edition, site_pages, site_rated, site_served, site_wire
from benchmarks.clock import Clock
from benchmarks.site_bare import pieces_of
from benchmarks.site_load import Visitor
from benchmarks.site_tiles import tiles_in
from benchmarks.turns import Worker
from leastfirst.publish.reading import current
from leastfirst.publish.work import Work
from tests.web.made_once import county_editions


@pytest.fixture(scope="module")
def editions(request: pytest.FixtureRequest) -> Path:
    return county_editions(request.config.cache.mkdir("leastfirst-county"))


def test_every_kind_of_page_comes_and_is_held_against_the_same_page_written_by_a_bare_django(
    editions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    addresses = site_pages.addresses(editions)
    assert {*site_pages.RATED, *site_pages.VISITED} <= set(addresses)
    ours = Worker("ours", editions, module=site_rated.MODULE)
    bare = Worker("bare", editions, module=site_rated.MODULE)
    try:
        few = {kind: those[-1:] for kind, those in addresses.items()}
        assert site_rated.queries(ours, few) == []
        assert site_rated.queries(ours, {"nowhere": ["/nowhere/"]}) == ["/nowhere/: status 404"]
        area = addresses["area"][0]
        row = site_rated.rated(ours, bare, "area", [area], turns=1)
        ready, written, mine = bare.ask("get /ready/"), bare.ask("get /written/"), ours.ask(f"get {area}")
        site_rated.again(ours, {"area": [area]}, turns=1)
    finally:
        ours.close()
        bare.close()
    assert ready["bytes"] == written["bytes"] == mine["bytes"]
    assert int(row[2].replace(",", "")) > 300
    assert all(float(each) > 0 for each in row[3:])
    printed = capsys.readouterr().out
    assert "over the aim" not in printed
    assert "304" in printed


def test_a_page_is_cut_into_markup_and_texts() -> None:
    page = '<p class="a">Tea &amp; cake</p>\n<p>Two</p>'
    assert pieces_of(page) == [("", ""), ('<p class="a">', "Tea & cake"), ("</p>\n<p>", "Two"), ("</p>", "")]


def test_tiles_are_counted_as_the_file_itself_says(editions: Path) -> None:
    for path in (current(editions) / "tiles").glob("*.pmtiles"):
        found, header = tiles_in(path), path.read_bytes()[:127]
        assert found["addressed"] >= found["different"] == struct.unpack_from("<Q", header, 88)[0] > 0
        data = struct.unpack_from("<Q", header, 64)[0]
        assert found["middle"] <= found["largest"] <= data / 1e3 <= found["megabytes"] * 1e3
        assert found["different"] * found["largest"] >= data / 1e3


def test_what_lies_in_an_edition_is_weighed(editions: Path) -> None:
    found = site_edition.lies_in(current(editions))
    whole, *parts = found["megabytes"].values()
    assert whole == pytest.approx(sum(parts))
    assert {"edition.sqlite", "files", "tiles"} <= set(found["megabytes"])
    site.print_edition({"plan": "county", "seconds": 2.0, "parts": {}, "peak": None, "left out": [], **found})


def test_a_part_of_the_work_is_clocked_under_its_name() -> None:
    clock, done = Clock(), []

    def add_nothing_much(work: Work) -> None:
        done.append(work)

    site_edition.timed(add_nothing_much, clock)(None)  # type: ignore[arg-type]  # it looks at nothing
    assert done == [None]
    assert list(clock.parts) == ["nothing much"]


PAGE = """<link rel="stylesheet" href="/a.css"><link rel="preload" href="/b.woff2" as="font">
<link rel="alternate" hreflang="pl" href="/pl/"><a href="/other/">Other</a>
<script src="/c.js" defer></script><img src="/d.svg">"""
STYLES = (
    "@font-face{font-family:F;src:url(b.woff2);unicode-range:U+0000-00FF}"
    "@font-face{font-family:F;src:url(e.woff2);unicode-range:U+0100-02BA,U+2113}"
)


def test_a_first_visit_fetches_what_a_page_names_and_the_fonts_of_its_signs() -> None:
    assert site_wire.linked(PAGE) == ["/a.css", "/b.woff2", "/c.js", "/d.svg"]
    assert site_wire.named_in(STYLES, PAGE) == ["b.woff2"]
    assert site_wire.named_in(STYLES, f"{PAGE}<p title='\u0141'>\u0142</p>") == ["b.woff2", "e.woff2"]
    assert site_wire.covers("U+26?", {0x26F}) is True
    assert site_wire.covers("U+26?", {0x270}) is False


@pytest.fixture
def server() -> Iterator[str]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(500 if self.path == "/broken/" else 200)
            self.send_header("Content-Length", "4")
            self.end_headers()
            self.wfile.write(b"page")

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    served = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    yield f"127.0.0.1:{served.server_port}"
    served.shutdown()
    thread.join()
    served.server_close()


def test_a_visitor_counts_pages_and_tells_of_every_fault(server: str) -> None:
    visitor = Visitor(server, {"home": ["/"], "fund": ["/broken/"]}, seed=1, until=time.monotonic() + 0.2)
    visitor.run()
    assert len(visitor.taken["home"]) > 1
    assert set(visitor.wrong) == {"/broken/: status 500, 4 bytes"}


def test_a_visitor_tells_of_a_server_that_is_gone() -> None:
    visitor = Visitor("127.0.0.1:9", {"home": ["/"]}, seed=1, until=time.monotonic() + 0.05)
    visitor.run()
    assert not visitor.taken
    assert "ConnectionRefusedError" in visitor.wrong[0]


def test_visits_are_told_by_their_middle_and_their_95th() -> None:
    found = {"taken": {"home": [each / 1000 for each in range(1, 100)]}, "wrong": ["one"], "seconds": 10}
    assert site_served.row_of("SQLite", {**found, "memory": [1.2]}) == ["SQLite", "99", "1", "10", "50", "95", "1"]
    assert site_served.spread([1.0]) == ["", ""]


@pytest.mark.parametrize(("wrong", "code"), [([], 0), (["/: status 500"], 1)])
def test_only_a_page_that_does_not_come_is_a_failure(
    wrong: list[str], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], editions: Path
) -> None:
    monkeypatch.setattr(site_rated, "run", lambda *_, **__: list(wrong))
    monkeypatch.setattr(site_served, "run", lambda *_, **__: [])
    monkeypatch.setattr(site, "start_up", lambda **_: {"leastfirst --help": 0.1})
    assert site.run(quick=True, editions=editions) == code
    assert (wrong or ["Every page that was asked for came."])[0] in capsys.readouterr().out
