"""A fund of an edition is what the stage gives, cell by cell; its documents hold no other number."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from leastfirst.definitions import load_formula, load_fund
from leastfirst.definitions.edition import EditionDefinition
from leastfirst.exchange.packs import Pack
from leastfirst.fund import (
    Explanation,
    FundResult,
    compare_formulas,
    explain,
    places_table,
    priced,
    replay,
    share,
    strings_table,
    why,
)
from leastfirst.publish import Edition, open_edition
from leastfirst.publish.funds.adding import add_funds
from leastfirst.publish.publishing import _about
from leastfirst.publish.work import Work
from leastfirst.publish.writing import finish, new_edition
from leastfirst.sources import load_fund_inputs

FUNDS = ("example-four-pots", "pride-in-place-2-england")


def made(folder: Path, plan: EditionDefinition, pack: Pack, *funds: str) -> Work:
    with new_edition(folder) as writer:
        work = Work(plan.model_copy(update={"funds": funds}), pack, writer)
        add_funds(work)
        finish(writer, _about(work))
    return work


@pytest.fixture(scope="module")
def shared(county: Pack) -> dict[str, FundResult]:
    loaded = [load_fund(each) for each in FUNDS]
    return {fund.id: priced(share(fund, load_fund_inputs(fund, county))) for fund in loaded}


@pytest.fixture(scope="module")
def explained(shared: dict[str, FundResult]) -> dict[str, Explanation]:
    return {name: explain(result) for name, result in shared.items()}


def document(published: Edition, fund: str) -> dict[str, Any]:
    found = published.document("fund", fund)
    assert found is not None
    return found


@pytest.mark.parametrize("fund", FUNDS)
def test_every_place_gets_what_the_stage_gives_it(fund: str, published: Edition, shared: dict[str, FundResult]) -> None:
    result = shared[fund]
    rows = published.rows(f"fund-{fund}-places").rows
    order = [row.pop("need_order") for row in rows]
    assert rows == places_table(result).to_pylist()
    assert [row["paid_pence"] for row in rows] == result.paid
    # Rank 1 is the greatest need.
    assert sorted(order) == list(range(1, len(rows) + 1))
    needs = [row["need"] for row in rows]
    assert needs[order.index(1)] == max(needs)


@pytest.mark.parametrize("fund", FUNDS)
def test_all_that_a_fund_says_adds_up_to_the_penny(
    fund: str, published: Edition, shared: dict[str, FundResult]
) -> None:
    said, result = document(published, fund), shared[fund]
    cells = published.rows(f"fund-{fund}-allocations").rows
    assert cells == result.table().to_pylist()
    paid = sum(result.paid)
    assert said["paid_pence"] == paid == sum(cell["pence"] for cell in cells)
    assert sum(line["pence"] for line in said["lines"]) == paid
    assert sum(year["pence"] for year in said["by_year"]) == paid
    assert sum(sum(line["by_year"]) for line in said["lines"]) == paid
    assert sum(pot["paid_pence"] for pot in said["pots"]) == paid
    assert all(sum(line["pence"] for line in pot["paid_for"]) == pot["paid_pence"] for pot in said["pots"])
    assert all(pot["paid_pence"] + pot["unspent_pence"] == pot["comes_in_pence"] for pot in said["pots"])
    assert said["paid_pence"] + said["unspent_pence"] == said["comes_in_pence"]
    for level in said["within"]:
        assert sum(group["pence"] for group in level["groups"]) == paid
        assert sum(group["places"] for group in level["groups"]) == said["places"] == len(result.places)
    assert all(check["holds"] and check["expected"] == check["found"] for check in said["checks"])
    by_year = Counter[str]()
    for cell in cells:
        by_year[cell["year"]] += cell["pence"]
    assert {year["year"]: year["pence"] for year in said["by_year"]} == by_year


@pytest.mark.parametrize("fund", FUNDS)
def test_the_sum_of_every_place_can_be_worked_out_again_from_its_own_page(fund: str, published: Edition) -> None:
    facts = document(published, fund)["facts"]
    for row in published.rows(f"fund-{fund}-places").rows:
        page = published.document(f"fund-why-{fund}", row["place_code"])
        assert page is not None
        assert replay(page["record"], facts) == row["paid_pence"]
        assert sum(sum(cell["pence"]) for cell in page["record"]["cells"]) == row["paid_pence"]


@pytest.mark.parametrize("fund", FUNDS)
def test_a_page_says_what_the_command_line_says(
    fund: str, published: Edition, explained: dict[str, Explanation]
) -> None:
    for record in explained[fund].records():
        page = published.document(f"fund-why-{fund}", record["place_code"])
        assert page is not None
        told = " ".join(why(explained[fund], record["place_code"]).split())
        assert page["headline"] in told
        for section in page["sections"]:
            if section["id"] == "others":  # the edition holds the fund against every other formula
                continue
            assert section["head"] in told
            for part in section["parts"]:
                if part["kind"] == "text":
                    assert part["text"] in told
                elif part["kind"] == "step":
                    assert f"{part['number']}. {part['title']}: {part['words']}" in told
                else:
                    assert all(cell in told for row in part["rows"] for cell in row)


def test_strings_have_their_words_reasons_and_price(published: Edition, shared: dict[str, FundResult]) -> None:
    rows = published.rows("fund-example-four-pots-strings").rows
    assert rows == strings_table(shared["example-four-pots"]).to_pylist()
    told = [
        (pot["id"], string) for pot in document(published, "example-four-pots")["pots"] for string in pot["strings"]
    ]
    assert len(told) == len(rows) == 5
    for (pot, string), row in zip(told, rows, strict=True):
        assert (pot, string["words"].lower()) == (row["pot"], row["words"].lower())
        assert string["because"] == (row["because"] or "")
        assert string["binds"] == row["binds"]
        assert string["more_would_reach_places_pence"] == row["without_paid_change_pence"]
        assert string["price"]
    capital = next(string for _, string in told if string["words"] == "Capital only")
    assert capital["because"] == "It is voted as capital."
    assert capital["price"][0] == ("It costs £12,000,000: without it so much more would reach all 18 places.")


def test_each_other_formula_is_held_against_the_funds_own(published: Edition, shared: dict[str, FundResult]) -> None:
    result, said = shared["example-four-pots"], document(published, "example-four-pots")
    found = compare_formulas(result, load_formula("by-population"))
    rows = published.rows("fund-example-four-pots-compare", where={"formula": "by-population"}).rows
    assert [(row["place_code"], row["a_pence"], row["b_pence"], row["difference_pence"]) for row in rows] == [
        (row.code, row.a_pence, row.b_pence, row.difference) for row in found.rows
    ]
    told = next(each for each in said["comparisons"] if each["id"] == "by-population")
    assert (told["gain"], told["lose"], told["stay"]) == (len(found.gain), len(found.lose), found.stay)
    assert told["gain_most"][0]["code"] == found.gain[0].code
    groups = [group for group in told["groups"] if group["by"] == "need decile"]
    assert sum(group["places"] for group in groups) == len(rows)
    assert sum(group["difference_pence"] for group in groups) == 0
    cannot = next(each for each in said["comparisons"] if each["id"] == "needs-less-resources")
    assert cannot["cannot"] == "the formula asks for resources of its own, and this fund says nothing of that"


def test_how_sure_the_list_is_stands_with_who_gains_and_loses(published: Edition) -> None:
    """The list was worked out anew for this edition, so the comparison can tell its classes."""
    told = document(published, "example-four-pots")["comparisons"][0]
    classes = {group["name"] for group in told["groups"] if group["by"] == "certainty"}
    assert classes <= {"firm", "likely", "borderline", "unlikely", "not known"}
    assert classes
    assert "class" in published.tables["fund-example-four-pots-compare"].names


def test_a_fund_says_how_far_it_can_be_relied_on(published: Edition) -> None:
    said = document(published, "example-four-pots")
    assert said["relied_on"] == {
        "name": "An example to learn from",
        "words": "The pots, their owners and their strings are invented.",
    }
    assert said["headline"] == "£227 million for 18 left-behind neighbourhoods, over 12 years."
    assert said["fictional"] is True
    assert said["formula"]["id"] == "lump-sum-and-need"
    assert said["formula"]["steps"][3] == {
        "title": "Need compared with the mean of all places",
        "words": "‘Need’ ÷ the mean of all places, in which each place counts by its ‘Residents’. So 1 is the average.",
    }
    assert said["targeting"]["reaches"][0]["pence"] == said["paid_pence"]


def test_a_fund_that_the_data_do_not_allow_is_left_out_whole_with_its_reason(
    tmp_path: Path, plan: EditionDefinition, county: Pack
) -> None:
    work = made(tmp_path, plan, county, "community-wealth-fund", "impact-fund")
    assert len(work.left_out) == 1
    assert work.left_out[0].startswith("Fund: Community Wealth Fund: left out, because ")
    assert "which is £165,000,000 less than the £175,000,000 to share" in work.left_out[0]
    edition = open_edition(work.writer.folder)
    assert edition.about.funds == ("impact-fund",)
    assert edition.document("fund", "community-wealth-fund") is None
    assert not [each for each in edition.tables if "community-wealth-fund" in each]
    edition.close()


def test_a_fund_is_shown_without_who_lives_there_where_the_data_cannot_tell(
    tmp_path: Path, plan: EditionDefinition, county: Pack
) -> None:
    without = {name: meta for name, meta in county.tables.items() if name != "imd-2025"}
    text = (Path(__file__).parents[3] / "src/leastfirst/definitions/funds/big-local.yaml").read_text(encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(f"{text}\ntargeting: imd-2025\n", encoding="utf-8")
    pack = replace(county, descriptor=replace(county.descriptor, tables=without))
    work = made(tmp_path / "editions", plan, pack, str(own))
    assert work.left_out == []
    edition = open_edition(work.writer.folder)
    said = edition.document("fund", "big-local")
    assert said is not None
    assert said["targeting"] is None
    assert said["notes"][0].startswith("Who lives where the money goes was left out, because ")
    assert said["places"] == 150
    edition.close()


def test_fees_on_top_have_a_table_of_their_own(tmp_path: Path, plan: EditionDefinition, county: Pack) -> None:
    work = made(tmp_path, plan, county, "big-local")
    edition = open_edition(work.writer.folder)
    rows = edition.file_of_tables.execute('SELECT sum("fee_pence"), sum("drawn_pence") FROM "fund-big-local-fees"')
    said = edition.document("fund", "big-local")
    assert said is not None
    assert said["fees"] == {
        "title": "Fee of the locally trusted organisation",
        "of_drawn": "1/20",
        "of_returned": "1/20",
        "fee_pence": rows[0][0],
    }
    assert rows[0][0] * 20 == rows[0][1]
    edition.close()


def test_a_place_that_takes_no_part_is_told_why(tmp_path: Path, plan: EditionDefinition, county: Pack) -> None:
    text = (
        (Path(__file__).parents[3] / "src/leastfirst/definitions/funds/example-four-pots.yaml")
        .read_text(encoding="utf-8")
        .replace("formula: lump-sum-and-need", "eligible: {residents_at_least: 1500}\nformula: lump-sum-and-need")
    )
    own = tmp_path / "own.yaml"
    own.write_text(text, encoding="utf-8")
    work = made(tmp_path / "editions", plan, county, str(own))
    assert work.left_out == []
    edition = open_edition(work.writer.folder)
    out = edition.rows("fund-example-four-pots-places", where={"takes_part": False}).rows
    assert out
    for row in out:
        page = edition.document("fund-why-example-four-pots", row["place_code"])
        assert page is not None
        assert (page["takes_part"], page["record"]) == (False, None)
        assert page["headline"].startswith(f"{row['place_name']} ({row['place_code']}) takes no part in")
        assert row["why_not"] in page["headline"]
        assert (row["paid_pence"], row["need_order"]) == (None, None)
    edition.close()


def test_the_same_funds_make_the_same_edition(tmp_path: Path, plan: EditionDefinition, county: Pack) -> None:
    first, second = (made(tmp_path / each, plan, county, "pride-in-place-2-england") for each in ("a", "b"))
    assert first.writer.folder.name == second.writer.folder.name
