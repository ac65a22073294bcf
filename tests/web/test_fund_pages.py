"""Pages of funds: the same sums as the files, the strings with their price, and why each place gets what it gets."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from leastfirst.definitions.edition import load_edition
from leastfirst.ground.money import pounds
from leastfirst.publish import Edition
from leastfirst.publish.funds.adding import add_funds
from leastfirst.publish.publishing import _about
from leastfirst.publish.work import Work
from leastfirst.publish.writing import finish, new_edition, put_up
from leastfirst.sources.locate import open_county
from tests.web.read_pages import read

FUND = "example-four-pots"
OTHER = "pride-in-place-2-england"


def test_the_list_of_funds_says_of_each_how_much_for_whom_and_how_far_to_rely_on_it(
    client: Client, edition: Edition
) -> None:
    page = read(client, "/funds/")
    for fund in edition.documents("fund"):
        assert fund["title"] in page.text
        assert fund["headline"] in page.text
        assert fund["relied_on"]["name"] in page.text
        assert f"/funds/{fund['id']}/" in page.links
    assert page.h1 == ["Funds"]


def test_a_fund_says_whose_money_it_is_to_the_penny(client: Client, edition: Edition) -> None:
    page, fund = read(client, f"/funds/{FUND}/"), edition.document("fund", FUND)
    assert fund is not None
    shown = page.rows("The pots and their money")
    for row, pot in zip(shown, fund["pots"], strict=False):
        assert row == [
            pot["title"],
            pot["owner"],
            pounds(pot["comes_in_pence"]),
            pounds(pot["paid_pence"]),
            pounds(pot["unspent_pence"]),
        ]
    assert shown[-1][-3:] == [
        pounds(fund["comes_in_pence"]),
        pounds(fund["paid_pence"]),
        pounds(fund["unspent_pence"]),
    ]


def test_every_string_stands_with_its_reason_and_what_it_costs(client: Client, edition: Edition) -> None:
    page, fund = read(client, f"/funds/{FUND}/"), edition.document("fund", FUND)
    assert fund is not None
    strings = [string for pot in fund["pots"] for string in pot["strings"]]
    assert len(strings) == 5
    for string in strings:
        assert string["words"] in page.text
        assert string["because"] in page.text
        assert all(words in page.text for words in string["price"])
    assert fund["prices"] in page.text


def test_the_formula_stands_there_step_by_step(client: Client, edition: Edition) -> None:
    page, fund = read(client, f"/funds/{FUND}/"), edition.document("fund", FUND)
    assert fund is not None
    for step in fund["formula"]["steps"]:
        assert f"{step['title']} : {step['words']}" in page.text
    assert "/method/formula-lump-sum-and-need/" in page.links


def test_the_years_and_kinds_add_up_to_what_is_paid(client: Client, edition: Edition) -> None:
    page = read(client, f"/funds/{FUND}/")
    by_year: Counter[tuple[str, str]] = Counter()
    for row in edition.rows(f"fund-{FUND}-allocations").rows:
        by_year[row["year"], row["kind"]] += row["pence"]
    for year, capital, revenue, together in page.rows("Year by year, to the penny")[:-1]:
        assert capital == pounds(by_year[year, "capital"])
        assert revenue == pounds(by_year[year, "revenue"])
        assert together == pounds(by_year[year, "capital"] + by_year[year, "revenue"])
    assert page.rows("Year by year, to the penny")[-1][-1] == pounds(sum(by_year.values()))


def test_every_check_is_shown_and_holds(client: Client, edition: Edition) -> None:
    page, fund = read(client, f"/funds/{FUND}/"), edition.document("fund", FUND)
    assert fund is not None
    rows = page.rows("Sums that were added up again")
    assert [row[0] for row in rows] == [each["what"] for each in fund["checks"]]
    assert {row[-1] for row in rows} == {"yes"}


def test_it_says_how_far_to_rely_on_it(client: Client, edition: Edition) -> None:
    page, fund = read(client, f"/funds/{OTHER}/"), edition.document("fund", OTHER)
    assert fund is not None
    assert fund["standing"] in page.text
    assert all(caveat in page.text for caveat in fund["caveats"])
    assert fund["relied_on"]["name"] in page.text


def test_the_places_stand_in_the_order_of_need_with_what_they_get(client: Client, edition: Edition) -> None:
    page = read(client, f"/funds/{FUND}/places/")
    rows = edition.rows(f"fund-{FUND}-places", order_by="need_order").rows
    shown = page.rows("What each place gets")
    assert len(shown) == len(rows)
    for cells, row in zip(shown, rows, strict=True):
        assert cells[0].startswith(row["place_name"])
        assert cells[1] == str(row["need_order"])
        assert cells[2] == pounds(row["paid_pence"])
        assert cells[3] == pounds(row["pence_per_resident"])
    assert "1 = greatest need" in page.text


def test_places_can_be_sorted_by_what_they_get_and_found_by_name_and_district(client: Client, edition: Edition) -> None:
    richest = read(client, f"/funds/{FUND}/places/?sort=-sum").rows("What each place gets")
    most = edition.rows(f"fund-{FUND}-places", order_by="paid_pence", descending=True, limit=1).rows[0]
    assert richest[0][0].startswith(most["place_name"])
    named = read(client, f"/funds/{FUND}/places/?q=hadder").rows("What each place gets")
    assert named
    assert all(row[0].startswith("Hadder Vale") for row in named)
    code, name = next(each for each in edition.choices(f"fund-{FUND}-places", "lad_code", "lad_name"))
    in_district = read(client, f"/funds/{FUND}/places/?lad={code}").rows("What each place gets")
    assert in_district
    assert all(name in row[0] for row in in_district)


def test_nothing_found_is_said(client: Client) -> None:
    assert "No place fits what you chose" in read(client, f"/funds/{FUND}/places/?q=nowhere").text


def test_years_come_as_columns_when_asked_for(client: Client, edition: Edition) -> None:
    page = read(client, f"/funds/{FUND}/places/?years=1")
    fund = edition.document("fund", FUND)
    assert fund is not None
    place = edition.rows(f"fund-{FUND}-places", order_by="need_order", limit=1).rows[0]
    sums: Counter[str] = Counter()
    for row in edition.rows(f"fund-{FUND}-allocations", where={"place_code": place["place_code"]}).rows:
        sums[row["year"]] += row["pence"]
    assert page.rows("What each place gets")[0][3:] == [pounds(sums[year]) for year in fund["years"]]


def test_why_this_number_says_every_step_with_its_numbers(client: Client, edition: Edition) -> None:
    row = edition.rows(f"fund-{FUND}-places", limit=1).rows[0]
    told = edition.document(f"fund-why-{FUND}", row["place_code"])
    assert told is not None
    page = read(client, f"/funds/{FUND}/places/{row['place_code']}/")
    assert told["headline"] in page.text
    assert pounds(row["paid_pence"]) in page.text
    for section in told["sections"]:
        assert section["head"] in page.text
        for part in section["parts"]:
            if part["kind"] == "step":
                assert f"{part['title']} {part['words']}" in page.text
            elif part["kind"] == "text":
                assert " ".join(part["text"].split()) in page.text
    assert page.rows("Year by year")[-1][-1] == f"£{row['paid_pence'] // 100:,}.{row['paid_pence'] % 100:02d}"
    assert f"/areas/lsoa-2021/{row['place_code']}/" in page.links
    assert f"/funds/{FUND}/what-if/" in page.links


def test_other_formulas_stand_side_by_side(client: Client, edition: Edition) -> None:
    page, fund = read(client, f"/funds/{FUND}/compare/"), edition.document("fund", FUND)
    assert fund is not None
    usable = [each for each in fund["comparisons"] if not each["cannot"]]
    for row, each in zip(page.rows("What would change under each other formula"), usable, strict=True):
        assert row[:5] == [
            each["title"],
            str(each["gain"]),
            str(each["lose"]),
            str(each["stay"]),
            pounds(each["moved_pence"]),
        ]
    for each in fund["comparisons"]:
        if each["cannot"]:
            assert each["cannot"] in page.text


def test_one_formula_is_shown_by_need_by_certainty_and_place_by_place(client: Client, edition: Edition) -> None:
    page = read(client, f"/funds/{FUND}/compare/?formula=equal-shares")
    assert "What need asks for, by its own formula" in page.text
    assert "As it is" not in page.text
    assert f'<a href="/funds/{FUND}/places/">What each place gets</a>' in page.html
    rows = edition.rows(
        f"fund-{FUND}-compare",
        where={"formula": "equal-shares"},
        order_by=[("difference_pence", True), ("place_code", False)],
    ).rows
    shown = page.rows("Every place")
    assert [cells[1:3] for cells in shown] == [[pounds(row["a_pence"]), pounds(row["b_pence"])] for row in rows]
    assert shown[0][3].startswith("+£")
    assert shown[-1][3].startswith("−£")
    assert len(page.rows("Sums by need")) == 10
    assert page.rows("By how sure it is that places belong on the list")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/funds/no-such-fund/", "There is no fund of that name here"),
        ("/funds/no-such-fund/places/", "There is no fund of that name here"),
        (f"/funds/{FUND}/places/X09999999/", "This fund has no such place"),
        (f"/funds/{FUND}/places/?page=7", "There is no page 7"),
        (f"/funds/{FUND}/places/?page=x", "no number"),
        (f"/funds/{FUND}/places/?sort=secret", "cannot be put in that order"),
        (f"/funds/{FUND}/places/?lad=X99", "rows of a kind that this table does not have"),
        (f"/funds/{FUND}/compare/?formula=mine", "rows of a kind that this table does not have"),
        (f"/funds/{FUND}/compare/?sort=secret", "cannot be put in that order"),
    ],
)
def test_what_is_not_there_is_said_plainly(client: Client, address: str, sentence: str) -> None:
    assert sentence in read(client, address, 404).text


@pytest.mark.parametrize(
    "address",
    [
        "/funds/",
        f"/funds/{FUND}/",
        f"/funds/{FUND}/places/",
        f"/funds/{FUND}/places/?years=1&q=a",
        f"/funds/{FUND}/places/X01000133/",
        f"/funds/{FUND}/compare/",
        f"/funds/{OTHER}/",
        f"/pl/funds/{FUND}/",
        f"/ur/funds/{FUND}/places/",
    ],
)
def test_a_page_has_one_h1_and_asks_little_of_the_edition(client: Client, address: str) -> None:
    page = read(client, address)
    assert len(page.h1) == 1
    assert page.title
    assert page.queries <= 12


def test_a_place_that_takes_no_part_is_told_why(client: Client, tmp_path: Path, settings: Any) -> None:
    shipped = files("leastfirst").joinpath("definitions/funds/example-four-pots.yaml").read_text(encoding="utf-8")
    own = tmp_path / "small-places.yaml"
    own.write_text(
        shipped.replace(f"id: {FUND}", "id: small-places").replace(
            "inputs:", "eligible: {residents_at_most: 1700}\ninputs:", 1
        ),
        encoding="utf-8",
    )
    plan, pack = load_edition("county").model_copy(update={"funds": (str(own),)}), open_county()
    with new_edition(tmp_path / "editions") as writer:
        work = Work(plan, pack, writer)
        add_funds(work)
        finish(writer, _about(work))
    put_up(writer.folder)
    settings.EDITIONS = tmp_path / "editions"
    shown = read(client, "/funds/small-places/places/?sort=name").rows("What each place gets")
    row = next(each for each in shown if "takes no part" in each)
    assert row[1:] == ["–", "takes no part", "–", "–", "–"]
    page = read(client, "/funds/small-places/places/X01000133/")
    assert "takes no part in" in page.text
    assert "1,706 residents, more than 1,700" in page.text
    assert "No bid and no application can change it." in page.text
    assert "X01000133" in " ".join(read(client, "/funds/small-places/").rows("Places that take no part")[0])
