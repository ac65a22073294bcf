"""The report of a designation, made from the fictional county: what a reader can count on."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from leastfirst.definitions.designation import Designation, WorstComposite, WorstOnAll, load_designation
from leastfirst.exchange.packs import Pack
from leastfirst.exchange.report import measure_report, report_needs
from leastfirst.measure import designate
from leastfirst.sources import open_data
from tests.unit.exchange.report.making import Read, made_report, manifest_of, survey_of, written_report

LSOAS = "left-behind-lsoas-2025"
SHIPPED = (LSOAS, "left-behind-wards-2019", "pride-in-place-2-england")


@pytest.fixture(scope="module")
def county() -> Pack:
    return open_data("county")


@pytest.fixture(scope="module", params=SHIPPED)
def made(request: pytest.FixtureRequest, county: Pack) -> tuple[Read, object]:
    html, result = made_report(county, request.param)
    return Read.page(html), result


def changed(**update: object) -> Designation:
    return load_designation(LSOAS).model_copy(update=update)


def test_the_page_asks_nobody_for_anything_and_runs_nothing(county: Pack) -> None:
    html, _ = made_report(county, LSOAS)
    read = Read.page(html)
    assert {tag for tag, _ in read.tags}.isdisjoint({"script", "link", "img", "iframe", "object", "form", "image"})
    assert not [name for _, attrs in read.tags for name in attrs if name.startswith("on") or name == "src"]
    policy = next(attrs["content"] for _, attrs in read.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert "url(" not in html.replace("url(#", "(#")
    assert "@import" not in html
    assert all(link.startswith("#") for link in read.links)


def test_every_link_leads_to_something_on_the_page_and_every_id_stands_once(made: tuple[Read, object]) -> None:
    read, _ = made
    assert max(Counter(read.ids).values()) == 1
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)


def test_every_chosen_area_is_listed_with_its_reason(made) -> None:  # type: ignore[no-untyped-def]
    read, result = made
    chosen = [i for i, yes in enumerate(result.designated.tolist()) if yes]
    codes, reasons = result.areas.codes.to_pylist(), result.reason.to_pylist()
    assert {each for each in read.ids if each.startswith("area-")} == {f"area-{codes[i]}" for i in chosen}
    for i in chosen:
        assert reasons[i] in read.text
    assert f"{result.residents:,} people" in read.text


def test_headings_step_down_one_level_at_a_time(made: tuple[Read, object]) -> None:
    read, _ = made
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_table_has_a_caption_and_heads_that_say_what_they_head(made: tuple[Read, object]) -> None:
    read, _ = made
    tags = Counter(tag for tag, _ in read.tags)
    assert tags["caption"] == tags["table"]
    assert all(attrs.get("scope") for tag, attrs in read.tags if tag == "th")


def test_it_says_loudly_that_the_county_is_fictional(made: tuple[Read, object]) -> None:
    read, _ = made
    assert "A fictional county. No real place." in read.text
    assert any(tag == "aside" and attrs.get("class") == "fictional" for tag, attrs in read.tags)


def test_an_inferred_rule_says_that_it_was_never_confirmed(county: Pack) -> None:
    html, _ = made_report(county, "pride-in-place-2-england")
    assert "This is our reading of the rule, never confirmed" in Read.page(html).text
    html, _ = made_report(county, LSOAS)
    assert "our reading" not in Read.page(html).text


def test_the_same_data_give_the_same_bytes(county: Pack) -> None:
    assert made_report(county, LSOAS)[0] == made_report(county, LSOAS)[0]


def test_the_date_is_printed_only_when_it_is_handed_in(county: Pack) -> None:
    definition = load_designation(LSOAS)
    inputs = county.load(definition.needs() | report_needs(definition, available=county.tables))
    result, manifest = designate(definition, inputs), manifest_of(definition, inputs)
    dated = measure_report(result, inputs, made_on=date(2026, 3, 9), manifest=manifest)
    assert "9 March 2026" in dated
    assert "2026" not in measure_report(result, inputs, manifest=manifest)


def test_words_from_a_definition_are_never_read_as_html(county: Pack) -> None:
    html, _ = made_report(county, changed(title="<script>alert(1)</script> & co", caveats=("<b>bold</b>",)))
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in html
    assert "<b>bold" not in html


@pytest.mark.parametrize(
    ("without", "said"),
    [
        (("boundaries-lsoa-2021",), "The data have no table of boundaries"),
        (("boundaries-lad-2024",), "The data have no table of outlines"),
    ],
)
def test_a_map_does_without_what_the_data_do_not_have(county: Pack, without: tuple[str, ...], said: str) -> None:
    html, _ = made_report(county, LSOAS, without=without)
    assert said in Read.page(html).text
    assert 'class="map"' in html


def test_without_boundaries_and_points_it_says_that_there_is_no_map(county: Pack) -> None:
    definition = changed(boundaries=None, outline=None)
    inputs = county.load(definition.needs())
    points = inputs["areas-lsoa-2021"].data.drop_columns(["latitude", "longitude"])
    tables = [each for each in inputs.values() if each.id != "areas-lsoa-2021"]
    bare = type(inputs)([*tables, type(tables[0])(inputs["areas-lsoa-2021"].meta, points)])
    html = measure_report(designate(definition, bare), bare, manifest=manifest_of(definition, bare))
    assert "so there is no map" in html
    assert 'class="map"' not in html


def test_a_rule_that_nobody_meets_gives_a_page_that_says_so(county: Pack) -> None:
    html, result = made_report(county, changed(rule=WorstOnAll(kind="worst-on-all", share="1/1000")))
    assert result.count == 0
    assert "No area meets the rule." in Read.page(html).text
    assert "nan" not in Read.page(html).text


def test_one_measure_is_enough(county: Pack) -> None:
    definition = load_designation(LSOAS)
    html, _ = made_report(
        county,
        definition.model_copy(
            update={"measures": definition.measures[:1], "recipes": {"imd-2025": definition.recipes["imd-2025"]}}
        ),
    )
    assert "Each is among the worst tenth for deprivation." in Read.page(html).text


def test_without_larger_areas_the_list_still_stands(county: Pack) -> None:
    html, result = made_report(county, changed(context=()))
    assert sum(each.startswith("area-") for each in Read.page(html).ids) == result.count


def test_the_points_of_the_worked_example_add_up(county: Pack) -> None:
    html, _ = made_report(county, LSOAS)
    example = html[html.index("One area taken apart") :]
    tables = re.findall(r"<tbody>(.*?)</tbody>\s*<tfoot>(.*?)</tfoot>", example, re.S)
    assert len(tables) == 2
    for body, foot in tables:
        points = [float(row[-1]) for row in (re.findall(r"<td[^>]*>([^<]*)", tr) for tr in body.split("</tr>")) if row]
        total = float(re.findall(r"<td[^>]*>([^<]*)", foot)[-1])
        assert sum(points) == pytest.approx(total, abs=0.0005 * (len(points) + 1))


def test_who_stands_behind_a_rule_and_who_does_not(county: Pack) -> None:
    text = Read.page(made_report(county, LSOAS)[0]).text
    assert "The rule is published, the list is worked out here." in text
    assert "nobody else has confirmed it" in text
    assert "There is no official list of left-behind LSOAs." in text
    assert "We read it at its source" not in text


def test_a_composite_says_whom_it_leaves_out_and_counts_only_those_it_would_let_in(county: Pack) -> None:
    html, result = made_report(county, "pride-in-place-2-england")
    text = Read.page(html).text
    assert "and none where the constituency holds a place of phase 1." in text
    rule = result.designation.rule
    assert isinstance(rule, WorstComposite)
    # One place less: the one that loses it is the next that the rule would let in.
    shorter = result.designation.model_copy(update={"rule": rule.model_copy(update={"number": result.count - 1})})
    html, fewer = made_report(county, shorter)
    lost = result.areas.codes[int(result.order[-1])].as_py()
    assert fewer.count == result.count - 1
    misses = html[html.index('id="misses"') : html.index('id="passed-over"')]
    assert re.findall(r"<span>[^<]*(X\d{8})</span>", misses) == [lost]


@pytest.mark.parametrize(("missing", "listed"), [(50, True), (51, False)])
def test_many_areas_that_were_not_assessed_are_counted_and_not_listed(
    county: Pack, tmp_path: Path, missing: int, listed: bool
) -> None:
    codes = county.table("areas-lsoa-2021", ["area_code"]).data["area_code"].to_pylist()
    text = Read.page(written_report(survey_of(codes[missing:], tmp_path), tmp_path / "out", replicates=0)).text
    assert f"The data hold no value for {missing} areas" in text
    assert ("Areas that were not assessed" in text) is listed
    assert ("the file areas.csv beside this page names each of them" in text) is not listed


def test_a_list_held_against_itself_shares_everybody(county: Pack) -> None:
    definition = load_designation(LSOAS)
    inputs = county.load(definition.needs() | report_needs(definition, available=county.tables))
    result = designate(definition, inputs)
    html = measure_report(result, inputs, related=[result], manifest=manifest_of(definition, inputs))
    row = re.search(r"How far this list.*?<tbody>\s*(<tr>.*?</tr>)", html, re.S)
    assert row
    assert re.findall(r"<td[^>]*>([^<]*)", row[1])[2:] == [f"{result.residents:,}", "100%", "100%"]


def test_a_report_is_small_enough_to_send(county: Pack) -> None:
    for designation in SHIPPED:
        assert len(made_report(county, designation)[0].encode()) < 500_000
