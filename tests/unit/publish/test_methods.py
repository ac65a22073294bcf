"""The method pages: every definition and every specification is there, in safe HTML, and every link leads somewhere."""

from __future__ import annotations

import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leastfirst.definitions import load_formula, load_recipe, shipped
from leastfirst.definitions.formula_words import words
from leastfirst.ground.errors import DataError
from leastfirst.ground.provenance import sha256_of
from leastfirst.publish import Edition
from leastfirst.publish.methods import adding as methods
from leastfirst.publish.methods.pages import plain, rendered

TOP = Path(__file__).parents[3]
FOLDERS = (
    "comparisons",
    "designations",
    "formulas",
    "funds",
    "indices",
    "rule-sheets",
    "similarities",
    "uncertainties",
)


@pytest.fixture(scope="module")
def pages(published: Edition) -> dict[str, dict[str, Any]]:
    return {each["slug"]: each for each in published.documents("method")}


class Read(HTMLParser):
    """The tags, links, ids and text of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_definition_that_is_shipped_has_a_page_with_its_text_and_fingerprint(
    pages: dict[str, dict[str, Any]],
) -> None:
    for folder in FOLDERS:
        kind = next(kind for kind, name in methods.FOLDERS.items() if name == folder)
        for each in shipped(folder):
            page = pages[f"{kind}-{each}"]
            source = (TOP / "src/leastfirst/definitions" / folder / f"{each}.yaml").read_bytes()
            assert page["yaml"].encode() == source
            assert page["sha256"] == sha256_of(source)
            assert page["title"]
            assert page["relied_on"]["words"]
            assert Read(page["html"]).text.strip()


def test_every_specification_has_a_page_in_the_order_in_which_people_read_them(
    pages: dict[str, dict[str, Any]],
) -> None:
    specifications = [each for each in pages.values() if each["kind"] == "explanation"]
    assert {each["slug"] for each in specifications} == {p.stem for p in (TOP / "docs/explanation").glob("*.md")}
    assert [each["slug"] for each in specifications][:2] == ["how-it-is-worked-out", "how-sure-we-are"]
    assert [each["order"] for each in pages.values()] == list(range(len(pages)))
    first = pages["how-it-is-worked-out"]
    assert first["title"] == "How it is worked out"
    assert first["summary"].startswith("This page says, step by step, how leastfirst gets from a table of numbers")
    assert first["summary"] not in Read(first["html"]).text.replace("\n", " ")  # it is the lead, and said once
    # Every table of the page came along, and none of its instructions to the tests.
    source = (TOP / "docs/explanation/how-it-is-worked-out.md").read_text(encoding="utf-8")
    tables = len(re.findall(r"^\|[-:| ]+\|$", source, flags=re.MULTILINE))
    assert [tag for tag, _ in Read(first["html"]).tags].count("table") == tables > 10
    assert "<!--" in source
    assert "columns:" not in Read(first["html"]).text


def test_the_inside_of_a_page_has_no_script_no_style_and_leaves_the_h1_to_the_page(
    pages: dict[str, dict[str, Any]],
) -> None:
    for slug, page in pages.items():
        tags = Read(page["html"]).tags
        names = {tag for tag, _ in tags}
        assert not names & {"script", "style", "h1", "iframe", "img", "form", "link"}, slug
        assert not [attrs for _, attrs in tags if "style" in attrs or any(name.startswith("on") for name in attrs)], (
            slug
        )
        ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
        assert len(ids) == len(set(ids)), slug
        assert [each["id"] for each in page["contents"]] == ids, slug
        levels = [int(tag[1]) for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
        assert all(now <= before + 1 for before, now in zip([1, *levels], levels, strict=False)), slug


def test_every_link_leads_to_a_page_that_is_there(pages: dict[str, dict[str, Any]]) -> None:
    found = []
    for page in pages.values():
        found += [attrs["href"] or "" for tag, attrs in Read(page["html"]).tags if tag == "a"]
        assert all(each["slug"] in pages for each in page["see"])
    assert "/method/how-sure-we-are/" in found
    for href in found:
        if href.startswith("https://"):
            continue
        slug = href.removeprefix("/method/").partition("#")[0].rstrip("/")
        assert href == "/method/" or slug in pages, href


def test_a_page_is_said_to_be_of_something_that_the_edition_shows(pages: dict[str, dict[str, Any]]) -> None:
    assert pages["fund-example-four-pots"]["shown"] is True
    assert pages["fund-appg-2bn"]["shown"] is False
    assert pages["index-imd-2025"]["shown"] is True
    assert pages["rule-sheet-equal-shares-cost-add1-topup"]["shown"] is True
    assert pages["rule-sheet-phragmen"]["shown"] is False


def test_a_definition_is_told_in_words(pages: dict[str, dict[str, Any]]) -> None:
    formula = Read(pages["formula-population-and-need"]["html"]).text
    for title, does in words(load_formula("population-and-need")):
        assert f"{title}: {does}" in formula
    assert "Rank 1 is the greatest need." in Read(pages["index-cni-2023"]["html"]).text
    rule = Read(pages["designation-left-behind-lsoas-2025"]["html"]).text
    assert "On deprivation that is a rank from 1 to 40, because 400 areas have a rank" in rule
    fund = Read(pages["fund-example-four-pots"]["html"]).text
    assert "No place gets less than £50,000." in fund
    assert (
        pages["fund-example-four-pots"]["see"][0]["title"] == "A fifth in equal parts, the rest by residents and need"
    )


def test_every_kind_of_step_has_words() -> None:
    told = {does for each in shipped("formulas") for _, does in words(load_formula(each))}
    assert all(each.endswith(".") for each in told)
    assert "‘Residents’ × ‘Need compared with the mean of all places’." in told


def test_a_text_cannot_put_anything_but_text_into_a_page() -> None:
    page = rendered(
        "# Title & <b>more</b>\n\nThe *lead*,\nsaid `once`.\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![p](https://a.test/p.png)\n\n"
        "[other](other.md#part) [out](https://example.org/) [gone](../reference/x.md)\n\n"
        "| a | b |\n|---|--:|\n| <i>1</i> | 2 |\n\n## Same\n\n## Same\n\n# Again\n",
        link=lambda href: "/method/other/#part" if href.startswith("other") else None,
    )
    read = Read(page.html)
    assert page.title == "Title & <b>more</b>"
    assert page.summary == "The lead, said once."
    assert "lead" not in read.text
    assert not {tag for tag, _ in read.tags} & {"script", "img", "b", "i", "h1"}
    assert "<script>alert(1)</script>" in read.text
    assert [attrs["href"] for tag, attrs in read.tags if tag == "a"] == ["/method/other/#part", "https://example.org/"]
    assert "gone" in read.text
    assert page.contents == (("same", "Same", 2), ("same-2", "Same", 2), ("again", "Again", 2))
    numeric = [attrs["class"] for tag, attrs in read.tags if tag in ("th", "td") and "numeric" in str(attrs["class"])]
    assert numeric == [
        "govuk-table__header govuk-table__header--numeric",
        "govuk-table__cell govuk-table__cell--numeric",
    ]


def test_columns_of_numbers_are_set_to_the_right_and_no_others() -> None:
    table = "| place | pence | share | years |\n|---|---|---|---|\n| A | 1,000 | 5% | 2 or 3 |\n| B | – | −0.5% | 4 |\n"
    tags = Read(rendered(table).html).tags
    right = [
        i % 4 for i, (tag, attrs) in enumerate((t, a) for t, a in tags if t in ("th", "td")) if "numeric" in str(attrs)
    ]
    assert right == [1, 2] * 3


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))))
def test_any_text_stands_in_a_page_as_it_is(text: str) -> None:
    flat = " ".join(text.split())
    assert Read(rendered(f"- {plain(text)} end").html).text.strip() == f"{flat} end".strip()


def test_the_wheel_carries_the_specifications_to_where_they_are_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    setup = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    carried = setup["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert carried == {"docs/explanation": f"leastfirst/publish/{methods.EXPLANATIONS}"}
    (tmp_path / methods.EXPLANATIONS).mkdir()
    (tmp_path / methods.EXPLANATIONS / "one.md").write_text("# One\n\nWords.\n", encoding="utf-8")
    monkeypatch.setattr(methods, "files", lambda _: tmp_path)
    assert list(methods.explanations()) == [("one", "# One\n\nWords.\n")]


def test_an_install_without_them_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(methods, "files", lambda _: tmp_path)
    monkeypatch.setattr(methods, "_PLACE_OF_DOCS", tmp_path / "gone")
    with pytest.raises(DataError, match="the pages that explain the method are missing; install it again"):
        list(methods.explanations())


def test_parts_of_an_index_stand_under_it_with_their_weights(pages: dict[str, dict[str, Any]]) -> None:
    recipe = load_recipe("imd-2025")
    text = Read(pages["index-imd-2025"]["html"]).text
    for name, weight in (recipe.nodes[recipe.index].weights or {}).items():
        assert f"– {recipe.nodes[name].title}\n{weight:g}\n" in text
