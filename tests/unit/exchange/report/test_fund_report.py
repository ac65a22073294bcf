"""The report of a shared fund, made from the fictional county and from made-up funds: what a reader can count on."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from leastfirst.definitions.fund import load_fund
from leastfirst.exchange.packs import Pack
from leastfirst.exchange.report import fund_report, fund_report_needs
from leastfirst.exchange.report.fund_listing import MOST_LISTED
from leastfirst.exchange.report.fund_map import classes_of
from leastfirst.exchange.report.fund_sums import Sums, short_money
from leastfirst.fund import FundResult, endow
from leastfirst.ground.errors import ConservationError
from leastfirst.ground.money import pounds, short_pounds
from leastfirst.sources import open_data
from tests.unit.exchange.report.fund_making import made_fund_report, own_fund, shared_fund
from tests.unit.exchange.report.making import Read

FOUR_POTS = "example-four-pots"
SHIPPED = (
    FOUR_POTS,
    "appg-2bn",
    "big-local",
    "community-first",
    "eu-berlin-2007",
    "impact-fund",
    "pride-in-place-2-england",
    "ukspf-2025-26",
)

STATED = """
years: 2026-27 to 2027-28
places:
  come_from: statement
  source: a test
  vintage: "2025"
  places:
    - {code: ash, name: Ash, figures: {residents: 1000, need: 30}}
    - {code: beech, name: Beech, figures: {residents: 3000, need: 10}}
    - {code: cedar, name: Cedar, figures: {residents: 20, need: 10}}
inputs: {residents: {come_from: statement}, need: {come_from: statement}}
formula: population-and-need
"""


@pytest.fixture(scope="module")
def county() -> Pack:
    return open_data("county")


@pytest.fixture(scope="module", params=SHIPPED)
def made(request: pytest.FixtureRequest, county: Pack) -> tuple[Read, str, FundResult]:
    html, result = made_fund_report(county, request.param)
    return Read.page(html), html, result


def test_the_page_asks_nobody_for_anything_and_runs_nothing(made: tuple[Read, str, FundResult]) -> None:
    read, html, _ = made
    assert {tag for tag, _ in read.tags}.isdisjoint({"script", "link", "img", "iframe", "object", "form", "image"})
    assert not [name for _, attrs in read.tags for name in attrs if name.startswith("on") or name == "src"]
    assert "url(" not in html.replace("url(#", "(#")
    assert "@import" not in html
    assert all(link.startswith("#") for link in read.links)


def test_every_link_leads_to_something_and_headings_step_down(made: tuple[Read, str, FundResult]) -> None:
    read, _, _ = made
    assert max(Counter(read.ids).values()) == 1
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    tags = Counter(tag for tag, _ in read.tags)
    assert tags["caption"] == tags["table"]
    assert all(attrs.get("scope") for tag, attrs in read.tags if tag == "th")


def test_every_place_is_listed_with_its_sum_to_the_penny(made: tuple[Read, str, FundResult]) -> None:
    read, html, result = made
    assert {each for each in read.ids if each.startswith("place-")} == {f"place-{each}" for each in result.places.codes}
    for i, code in enumerate(result.places.codes):
        row = html[html.index(f'id="place-{code}"') :].partition("</tr>")[0]
        assert f">{pounds(result.paid[i], result.fund.sign)}<" in row


def test_every_margin_on_the_page_is_the_money_that_is_paid(made: tuple[Read, str, FundResult]) -> None:
    _, html, result = made
    paid = pounds(sum(result.paid), result.fund.sign)
    for caption in ("What is paid in each year", "What comes into each pot, and where it goes"):
        table = html[html.index(f"<caption>{caption}") :].partition("</table>")[0]
        assert f">{paid}<" in table
    checks = html[html.index('<div class="checks">') :].partition("</table>")[0]
    rows = re.findall(r'<td class="n" data-l="Should be">([^<]+)</td><td class="n" data-l="Is">([^<]+)</td>', checks)
    assert len(rows) > 5
    assert all(should == found for should, found in rows)


def test_it_says_what_it_found_in_one_sentence(county: Pack) -> None:
    html, _ = made_fund_report(county, FOUR_POTS)
    said = " ".join(Read.page(html).text.split())
    assert re.search(
        r"£\d+ million for 18 left-behind neighbourhoods, over 12 years\. Paid from 2026-27 to 2037-38 and shared by "
        r"formula: a fifth in equal parts, the rest by residents and need\. Nobody has to bid\. 28,581 people live "
        r"there, so it is £[\d,]+ for each of them\.",
        said,
    )
    assert "An example to learn from. The pots, their owners and their strings are invented." in said
    assert "Nobody has offered" not in said
    assert "A fictional county. No real place." in said


def test_a_place_is_taken_step_by_step_and_held_against_other_formulas(county: Pack) -> None:
    html, result = made_fund_report(county, FOUR_POTS)
    read = Read.page(html)
    first = result.places.names[result.targets.order.index(0)]
    assert f"One place, step by step: {first}" in read.text
    assert "1/5 × 1 ÷ 18 + 4/5 ×" in read.text
    assert "By number of residents" in read.text
    assert "‘By residents and need, at what things cost there’ cannot be worked out here" in read.text
    assert f"leastfirst fund why {FOUR_POTS} {result.places.codes[result.targets.order.index(0)]}" in read.text


def test_strings_have_a_price_in_words_and_unspent_pounds_are_named(county: Pack) -> None:
    html, result = made_fund_report(county, FOUR_POTS)
    section = Read.page(html[html.index('<section id="strings"') :].partition("</section>")[0]).text
    assert result.prices is not None
    for price in result.prices:
        assert price.words in section.lower() or price.words in section
        more = price.without.paid_pence - price.without.paid_before
        if more >= 100:
            assert f"It costs {pounds((more + 50) // 100 * 100)}: without it so much more would reach" in section
    for each in result.routing.unspent:
        assert each.why in section
    assert pounds(result.routing.unspent_pence) in section


TIED = """
years: 2026-27 to 2029-30
places:
  come_from: statement
  source: a test
  vintage: "2025"
  places:
    - {code: ash, name: Ash, figures: {residents: 1000, need: 30}, within: {region: north}}
    - {code: beech, name: Beech, figures: {residents: 3000, need: 10}, within: {region: north}}
    - {code: cedar, name: Cedar, figures: {residents: 2000, need: 10}, within: {region: south}}
    - {code: dogwood, name: Dogwood, figures: {residents: 4000, need: 20}, within: {region: south}}
inputs: {residents: {come_from: statement}, need: {come_from: statement}}
formula: population-and-need
profile: even
pots:
  - {id: a, title: Northern pot, owner: A, amount: "£10000", strings: [{string: places, only: [north], within: region}]}
  - {id: b, title: Open pot, owner: B, amount: "£10000"}
"""


def test_a_string_on_places_is_priced_by_who_would_gain_without_it(county: Pack, tmp_path: Path) -> None:
    # By weight (60,000 of 160,000) the north is due £7,500 of £20,000: £2,500 of its pot is left over, and the south
    # gets £10,000 of the £12,500 that it is due.
    html, _ = made_fund_report(county, own_fund(tmp_path, TIED))
    text = Read.page(html).text
    assert "It costs £2,500: without it so much more would reach Cedar and Dogwood." in text
    assert "The place that gets the smallest part of its share would get all of it instead of 80.0%." in text
    assert "The strings keep £2,500 from where need would put it: 2 places get less" in text
    assert "£2,500 of 2029-30 stays unspent: all the places that it is for have all that they need." in text
    for place, held in (("cedar", True), ("ash", False)):
        row = html[html.index(f'id="place-{place}"') :].partition("</tr>")[0]
        assert ("paid 80.0% of its share" in row) is held


def test_a_price_that_was_not_asked_for_is_said_to_be_missing(county: Pack) -> None:
    result, inputs, manifest = shared_fund(county, FOUR_POTS)
    page = fund_report(replace(result, prices=None), inputs, manifest=manifest)
    assert "What each string costs was not worked out for this page." in page


def test_a_fund_of_names_has_no_map_and_says_so(county: Pack) -> None:
    html, _ = made_fund_report(county, "big-local")
    assert "The Big Local areas of this fund are names without a place on a map, so there is no map." in html
    assert 'class="map"' not in html


def test_the_map_tells_its_classes_by_form_not_by_colour_alone(county: Pack) -> None:
    html, result = made_fund_report(county, FOUR_POTS)
    kinds = {f"class-{n}" for n in re.findall(r'class="class-(\d)"', html)}
    assert len(kinds) == 5
    of, forms, classes = classes_of(result, Sums.of(result))
    assert of == "pounds for each resident"
    assert sum(each.places for each in classes) == len(result.places) == len(forms)
    people = result.residents
    assert people is not None
    ordered = sorted(range(len(forms)), key=lambda i: result.paid[i] / people[i])
    assert [forms[i] for i in ordered] == sorted(forms)


def test_places_that_all_get_the_same_are_one_class(county: Pack, tmp_path: Path) -> None:
    fund = own_fund(tmp_path, STATED.replace("population-and-need", "equal-shares") + POT)
    result, _, _ = shared_fund(county, fund.model_copy(update={"inputs": {}}))
    of, forms, classes = classes_of(result, Sums.of(result))
    assert of == "what each place gets"
    assert len(set(forms)) == len(classes) == 1


POT = "pots: [{id: pot, title: Pot, owner: an owner, amount: '£30'}]\n"


def test_floors_and_caps_mark_the_places_that_they_hold(county: Pack, tmp_path: Path) -> None:
    limits = 'floor: {per_place: "£5"}\ncap: {per_place: "£13"}\n'
    html, result = made_fund_report(county, own_fund(tmp_path, STATED + limits + POT))
    held = dict(zip(result.places.names, result.held, strict=True))
    assert held["Cedar"] == "floor"
    row = html[html.index('id="place-cedar"') :].partition("</tr>")[0]
    assert "held up by the floor" in row
    assert "1 place is held up by the floor" in html


def test_who_cannot_take_part_is_named_with_the_reason(county: Pack, tmp_path: Path) -> None:
    html, _ = made_fund_report(county, own_fund(tmp_path, STATED + "eligible: {residents_at_least: 100}\n" + POT))
    assert "Cedar (cedar): 20 residents, fewer than 100" in html


def test_a_free_balance_is_not_reported_as_capital_or_revenue(county: Pack) -> None:
    html, _ = made_fund_report(county, "big-local")
    assert "The fund sets no balance between buying things that last (capital) and running costs (revenue)." in html
    assert 'data-l="Capital"' not in html
    partly, _ = made_fund_report(county, "pride-in-place-2-england")
    assert "1% is revenue, for running costs and people’s pay; 99% is for either, as places choose." in partly
    assert 'data-l="Either kind">£19,750,000<' in partly
    tied, _ = made_fund_report(county, "impact-fund")
    assert "All of it is capital" in tied


def test_a_page_stays_bounded_when_there_are_thousands_of_places(county: Pack, tmp_path: Path) -> None:
    rest = STATED[: STATED.index("places:")] + f"places: {{come_from: number, number: {MOST_LISTED + 500}}}\n"
    html, result = made_fund_report(county, own_fund(tmp_path, rest + "formula: equal-shares\n" + POT))
    assert len(html.encode()) < 2_000_000
    assert html.count('id="place-') == MOST_LISTED
    assert "500 more stand in the file places.csv" in html
    assert len(result.places) == MOST_LISTED + 500


def test_a_sum_that_does_not_add_up_is_never_written(county: Pack) -> None:
    result, inputs, manifest = shared_fund(county, FOUR_POTS)
    wrong = [result.paid[0] + 1, *result.paid[1:]]
    broken = replace(result, routing=replace(result.routing, paid=wrong))
    with pytest.raises((ConservationError, RuntimeError)):
        fund_report(broken, inputs, manifest=manifest)


def test_the_endowment_is_told_with_its_assumptions(county: Pack) -> None:
    fund = load_fund("appg-2bn")
    assert fund.endowment is not None
    endowment = endow(fund.endowment, seed=7, paths=100)
    html, _ = made_fund_report(county, fund, endowment=endowment)
    text = Read.page(html).text
    assert "Assumed, not known" in text
    for each in fund.endowment.returns:
        assert each.title in text
    assert "on 100 random paths" in text
    assert "--seed 7 --paths 100" in text
    assert 'id="endowment"' not in made_fund_report(county, fund)[0]


def test_rules_that_end_are_not_said_to_have_failed(county: Pack) -> None:
    fund = load_fund("appg-2bn")
    assert fund.endowment is not None
    html, _ = made_fund_report(county, fund, endowment=endow(fund.endowment, seed=1, paths=100))
    row = html[html.index("Spend it down over 10 years") :].partition("</tr>")[0]
    assert row.count("has ended") == 3
    assert "never" not in row


def test_an_inferred_rule_says_that_it_was_never_confirmed(county: Pack) -> None:
    assert "Our reading, not confirmed" in made_fund_report(county, "appg-2bn")[0]
    assert "Our reading, not confirmed" not in made_fund_report(county, "big-local")[0]


def test_the_same_data_give_the_same_bytes(county: Pack) -> None:
    assert made_fund_report(county, FOUR_POTS)[0] == made_fund_report(county, FOUR_POTS)[0]


def test_the_date_and_what_was_left_out_are_printed_when_they_are_handed_in(county: Pack) -> None:
    html, _ = made_fund_report(county, "ukspf-2025-26", made_on=date(2031, 3, 9), left_out=("The sky was left out.",))
    assert "9 March 2031" in html
    assert "The sky was left out." in html
    assert "2031" not in made_fund_report(county, "ukspf-2025-26")[0]


def test_words_from_a_definition_are_never_read_as_html(county: Pack) -> None:
    fund = load_fund(FOUR_POTS)
    pot = fund.pots[0].model_copy(update={"title": "<i>Pot</i>", "owner": "<u>me</u>"})
    nasty = {"title": "<script>alert(1)</script>", "caveats": ("<b>bold</b>",), "pots": (pot, *fund.pots[1:])}
    html, _ = made_fund_report(county, fund.model_copy(update=nasty))
    assert not re.search("<script|<b>bold|<i>Pot|<u>me", html)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize(
    ("without", "said"),
    [
        (("boundaries-lsoa-2021",), "The data have no table of boundaries"),
        (("boundaries-lad-2024",), "The data have no table of outlines"),
    ],
)
def test_what_the_data_lack_for_the_map_is_said(county: Pack, without: tuple[str, ...], said: str) -> None:
    html, _ = made_fund_report(county, FOUR_POTS, without=without)
    assert said in html
    assert 'class="map"' in html


def test_it_asks_only_for_tables_that_are_there() -> None:
    fund = load_fund(FOUR_POTS)
    assert set(fund_report_needs(fund).columns) == {"boundaries-lsoa-2021", "boundaries-lad-2024", "areas-lsoa-2021"}
    assert set(fund_report_needs(fund, {"boundaries-lad-2024"}).columns) == {"boundaries-lad-2024"}
    assert not fund_report_needs(load_fund("big-local")).columns


@pytest.mark.parametrize(
    ("pence", "said", "tight"),
    [
        (200_000_000_000, "£2 billion", "£2bn"),
        (14_250_000_000, "£142.5 million", "£142m"),
        (23_737_000, "£237,370", "£237,000"),
        (100_000_001, "about £1 million", "£1m"),
        (99_999_999, "about £1 million", "£1m"),
        (123_456, "about £1,235", "£1,230"),
        (1_050, "£10.50", "£10.50"),
        (0, "£0", "£0"),
    ],
)
def test_money_in_few_words_never_says_more_than_it_knows(pence: int, said: str, tight: str) -> None:
    assert short_money(pence, "£") == said
    assert short_pounds(pence, "£") == tight
