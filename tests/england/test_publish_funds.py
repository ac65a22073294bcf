"""England's funds and votes as a site shows them: figures that were worked out by hand, found again in the edition."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from leastfirst.definitions import shipped
from leastfirst.definitions.edition import load_edition
from leastfirst.exchange.packs import Pack
from leastfirst.fund import replay
from leastfirst.ground.provenance import Manifest
from leastfirst.publish import Edition, open_edition
from leastfirst.publish.downloads import add_downloads
from leastfirst.publish.funds.adding import add_funds
from leastfirst.publish.publishing import _about
from leastfirst.publish.votes.adding import add_votes
from leastfirst.publish.work import Work
from leastfirst.publish.writing import finish, new_edition

pytestmark = pytest.mark.england


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory, england: Pack, england_raw: Path) -> Work:
    with (
        pytest.MonkeyPatch.context() as patch,
        new_edition(tmp_path_factory.mktemp("editions")) as writer,
    ):
        patch.setattr("leastfirst.publish.votes.adding.EFFORT", 100_000)
        work = Work(load_edition("england"), england, writer, raw=england_raw)
        add_funds(work)
        add_votes(work)
        finish(writer, _about(work))
    return work


@pytest.fixture(scope="module")
def edition(work: Work) -> Iterator[Edition]:
    opened = open_edition(work.writer.folder)
    yield opened
    opened.close()


def test_nothing_that_england_shows_is_left_out(work: Work, edition: Edition) -> None:
    assert work.left_out == []
    assert edition.about.funds == ("appg-2bn", "pride-in-place-2-england", "example-four-pots")
    assert edition.about.votes == ("skaythorpe-2026", "assen-2024", "amsterdam-509", "rochester-2019")
    assert edition.about.fictional is False
    said = edition.document("vote", "skaythorpe-2026")
    assert said is not None
    assert said["fictional"] is True  # though the edition is of England


def test_two_billion_pounds_for_226_places_to_the_penny(edition: Edition) -> None:
    said = edition.document("fund", "appg-2bn")
    assert said is not None
    assert said["headline"] == "£2 billion for 226 left-behind neighbourhoods, over ten years."
    assert (said["places"], said["paid_pence"], said["unspent_pence"]) == (226, 200_000_000_000, 0)
    rows = edition.rows("fund-appg-2bn-places").rows
    assert sum(row["paid_pence"] for row in rows) == 200_000_000_000
    assert sum(row["residents"] for row in rows) == said["residents"] == 2_360_204
    assert [pot["owner"] for pot in said["pots"]] == ["HM Government, through the dormant assets scheme"]
    assert sum(group["pence"] for group in said["within"][-1]["groups"]) == 200_000_000_000
    assert said["geography"] == "ward-2017"
    assert said["relied_on"]["name"] == "Our reading, not confirmed"


def test_barrow_island_is_held_up_by_its_floor_and_can_be_worked_out_again(edition: Edition) -> None:
    row = edition.row("fund-appg-2bn-places", "E05003145")
    page = edition.document("fund-why-appg-2bn", "E05003145")
    facts = (edition.document("fund", "appg-2bn") or {})["facts"]
    assert row is not None
    assert page is not None
    assert (row["place_name"], row["paid_pence"], row["held"]) == ("Barrow Island", 294_985_250, "floor")
    assert page["headline"].startswith("Barrow Island (E05003145) gets £2,949,852.50 from")
    assert replay(page["record"], facts) == 294_985_250
    bounds = next(each for each in page["sections"] if each["id"] == "bounds")
    assert "no less than £2,949,852.50 (1/3 of an equal share)" in bounds["parts"][0]["text"]
    last = edition.rows("fund-appg-2bn-places", order_by="paid_pence", limit=1).rows[0]
    assert last["place_code"] == "E05003145"


def test_the_place_that_gets_most_is_held_down_by_its_cap(edition: Edition) -> None:
    first = edition.rows("fund-appg-2bn-places", order_by="paid_pence", descending=True, limit=1).rows[0]
    assert (first["place_code"], first["paid_pence"], first["held"]) == ("E05001203", 2_654_867_256, "cap")


def test_all_places_can_be_worked_out_again_from_the_file(edition: Edition) -> None:
    path = edition.file("files/fund-appg-2bn-explain.json")
    assert path is not None
    told = json.loads(path.read_text(encoding="utf-8"))
    paid = {row["place_code"]: row["paid_pence"] for row in edition.rows("fund-appg-2bn-places").rows}
    assert {each["place_code"]: replay(each, told["facts"]) for each in told["places"]} == paid


def test_twenty_million_for_each_place_of_pride_in_place(edition: Edition) -> None:
    rows = edition.rows("fund-pride-in-place-2-england-places").rows
    assert {row["paid_pence"] for row in rows} == {2_000_000_000}
    assert len(rows) == 146
    assert all(row["takes_part"] for row in rows)


def test_every_formula_is_tried_on_every_fund(edition: Edition) -> None:
    for fund in edition.documents("fund"):
        own = fund["formula"]["id"]
        assert [each["id"] for each in fund["comparisons"]] == [each for each in shipped("formulas") if each != own]
        rows = edition.rows(f"fund-{fund['id']}-compare", limit=1)
        assert rows.total == fund["places"] * sum(not each["cannot"] for each in fund["comparisons"])


def test_votes_of_other_countries_keep_their_language_and_currency(edition: Edition) -> None:
    amsterdam, assen, rochester = (
        edition.document("vote", each) or {} for each in ("amsterdam-509", "assen-2024", "rochester-2019")
    )
    assert (amsterdam["language"], amsterdam["place"]) == ("nl", "West, Amsterdam, Netherlands")
    assert amsterdam["because"].startswith("12,283 people voted on how to spend €300,000.")
    assert (assen["language"], assen["currency"]) == ("nl", "EUR")
    assert (rochester["language"], rochester["currency"]) == ("en", "USD")
    assert edition.tables["vote-amsterdam-509-projects"].rows == 24


def test_own_figures_of_publishers_without_a_licence_are_not_passed_on(tmp_path: Path, england: Pack) -> None:
    names = ("area_code", "cni-2023.civic_assets_score", "hlnm-2025.need", "imd-2025.income_score", "rank")
    with new_edition(tmp_path) as writer:
        work = Work(load_edition("england"), england, writer)
        table = pa.table({name: ["1"] for name in names})
        writer.table("x", table, subject="x", title="x", manifest=Manifest("a test", (), ()))
        add_downloads(work)
        finish(writer, _about(work))
    edition = open_edition(writer.folder)
    shown = {each.name: each.passed_on for each in edition.tables["x"].columns}
    assert list(shown.values()) == [True, False, False, True, True]
    path = edition.file("files/x.csv")
    assert path is not None
    assert path.read_text(encoding="utf-8").splitlines()[0] == "area_code,imd-2025.income_score,rank"
    edition.close()


def test_bounds_that_are_so_many_equal_shares_are_said(edition: Edition) -> None:
    said = edition.document("fund", "appg-2bn")
    assert said is not None
    told = " ".join(said["method"])
    assert "No place gets less than 1/3 of an equal share." in told
    assert "No place gets more than 3 times an equal share." in told
