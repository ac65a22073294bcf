"""The site in its other languages: translated, honest about who checked it, and its English marked as English."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from leastfirst.publish import Edition
from tests.web.crawling import crawled
from tests.web.read_pages import read
from tests.web.reading_languages import RUN, Words, words_of
from tools.words.__main__ import read as catalogue_of

OTHERS = ("pl", "ur")
# Scripts are not read; a title can hold no mark; what is written for programs has no language.
NOT_WORDS = {"script", "style", "title", "code", "pre"}
NAVIGATION = {
    "pl": ["Start", "Mapa", "Listy", "Fundusze", "Głosowania", "Dane"],
    "ur": ["صفحۂ اول", "نقشہ", "فہرستیں", "فنڈ", "ووٹنگ", "ڈیٹا"],
}
NOT_CHECKED = {
    "pl": "Nikt, kto od dziecka mówi w tym języku, jeszcze nie sprawdził tych słów. Mogą być błędy. "
    "Uzasadnienia oraz nazwy list i funduszy są jeszcze po angielsku.",
    "ur": "جس کی مادری زبان یہ ہو، ایسے کسی شخص نے ابھی یہ الفاظ نہیں جانچے۔ غلطیاں ہو سکتی ہیں۔ "
    "وجوہات، اور فہرستوں اور فنڈز کے نام ابھی انگریزی میں ہیں۔",
}
IN_ENGLISH = (
    "Nobody who grew up with this language has checked these words yet. There may be mistakes. "
    "The reasons, and the names of lists and funds, are still in English."
)


@pytest.fixture(params=OTHERS)
def language(request: pytest.FixtureRequest) -> str:
    """Each language that the site was put into."""
    return str(request.param)


def english_of_translations(language: str) -> str:
    """English names that translations themselves hold, such as that of a standard."""
    said = (message.string for message in catalogue_of(language) if message.id)
    return "\n".join(" / ".join(each) if isinstance(each, (tuple, list)) else str(each) for each in said)


def names_of(edition: Edition) -> str:
    """The names of areas, which are the same in every language."""
    tables = [each for each in edition.tables if each.startswith("areas-")]
    rows = [row for table in tables for row in edition.rows(table, counted=False).rows]
    return "\n".join(f"{row['area_name']}\n{row.get('local_name')}" for row in rows)


def unmarked(html: str, translations: str) -> list[str]:
    """English on a page in another language that nothing marks as English."""
    return [
        run
        for words in words_of(html)
        if words.language != "en" and not NOT_WORDS & set(words.within) and not _is_a_stranger(words)
        for run in words.english
        if run not in translations
    ]


def _is_a_stranger(words: Words) -> bool:
    # Names that people gave, in a language that nobody stated: a browser only keeps their direction.
    return words.within[-1:] == ("bdi",)


def test_english_is_found_where_it_is_not_marked() -> None:
    html = '<html lang="ur"><body><p>{}</p><p lang="en"><b>This is marked as English</b></p></body></html>'
    assert unmarked(html.format("This one is not marked"), "") == ["This one is not marked"]
    assert unmarked(html.format("یہ اردو ہے"), "") == []
    assert unmarked(html.format('<a aria-label="Go to the next page">x</a>'), "") == ["Go to the next page"]
    assert unmarked(html.format("Web Content Accessibility Guidelines"), "Web Content Accessibility Guidelines") == []
    assert unmarked('<html lang="pl"><p>Mapa nie ma tu obrazu ani tabeli</p></html>', "") == []
    assert unmarked('<html lang="pl"><p>there is no map of this</p></html>', "") == ["there is no map of this"]
    assert RUN.search("Tilling and Quarn, Corvestershire") is None


def test_english_stands_nowhere_unmarked(client: Client, edition: Edition, language: str, database: str) -> None:
    found = crawled(client, language, database)
    translations = english_of_translations(language) + names_of(edition)
    faults = {address: bare for address, page in found.pages.items() if (bare := unmarked(page.html, translations))}
    assert faults == {}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("search/?q=nowhere+at+all", 200),
        ("search/?q=ZZ9+9ZZ", 404),
        ("areas/lsoa-2021/E00000000/", 404),
        ("areas/moon-2021/E00000000/", 404),
        ("places/?area=nothing", 404),
        ("map/moon-2021/", 404),
        ("designations/nothing/", 404),
        ("funds/nothing/", 404),
        ("votes/nothing/", 404),
        ("data/nothing/", 404),
        ("data/sources/?sort=nothing", 200),
        ("method/nothing/", 404),
        ("nothing/", 404),
    ],
)
def test_what_is_said_when_nothing_is_found_is_in_the_language_too(
    client: Client, language: str, address: str, status: int
) -> None:
    page = read(client, f"/{language}/{address}", status)
    assert unmarked(page.html, english_of_translations(language)) == []
    assert NOT_CHECKED[language] in page.text


def test_what_is_wrong_in_a_what_if_is_marked_as_english(client: Client, edition: Edition, language: str) -> None:
    page = client.get(f"/{language}/funds/{edition.about.funds[0]}/what-if/?weight=99&floor=much").content.decode()
    assert unmarked(page, english_of_translations(language)) == []


def test_every_page_is_in_its_language_and_says_who_checked_it(client: Client, language: str, database: str) -> None:
    for address, page in crawled(client, language, database).pages.items():
        direction = "rtl" if language == "ur" else "ltr"
        assert f'<html lang="{language}" dir="{direction}"' in page.html, address
        for word in NAVIGATION[language]:
            assert f">{word}</a>" in page.html, (address, word)
        assert NOT_CHECKED[language] in page.text, address
        assert f'<span lang="en" dir="ltr">{IN_ENGLISH}</span>' in page.html, address


def test_english_pages_were_checked_by_those_who_wrote_them(client: Client) -> None:
    page = read(client, "/")
    assert "grew up with this language" not in page.text
    assert page.html.count("Funds</a>") >= 1


@pytest.mark.parametrize(
    ("address", "language"), [("/", "en"), ("/map/", "en"), ("/pl/", "pl"), ("/pl/map/", "pl"), ("/ur/funds/", "ur")]
)
def test_the_answer_names_its_language(client: Client, address: str, language: str) -> None:
    assert client.get(address).headers["Content-Language"] == language


@pytest.mark.parametrize("path", ["", "map/?level=lsoa-2021", "funds/", "search/?q=Ellersea&page=1", "about/privacy/"])
@pytest.mark.parametrize(("prefix", "here"), [("/", "en"), ("/pl/", "pl"), ("/ur/", "ur")])
def test_the_ways_to_other_languages_keep_the_page(client: Client, prefix: str, here: str, path: str) -> None:
    html = read(client, prefix + path).html
    links = dict(re.findall(r'<a href="([^"]*)" lang="\w+" dir="\w+" hreflang="(\w+)"', html))
    asked = path.replace("&", "&amp;")
    wanted = {f"/{asked}": "en", f"/pl/{asked}": "pl", f"/ur/{asked}": "ur"}
    assert links == {href: code for href, code in wanted.items() if code != here}


@pytest.mark.parametrize("path", ["/pl//elsewhere.example/x/", "//elsewhere.example/x/", "/pl/%5Celsewhere.example/x/"])
def test_no_way_to_another_language_leads_off_the_site(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    links = re.findall(r'<a href="([^"]*)" lang="\w+" dir="\w+" hreflang="\w+"', html)
    assert len(links) == 2
    assert all(href.startswith("/") and href[1] not in "/\\" for href in links)


def test_the_names_of_languages_stand_in_their_own_words(client: Client) -> None:
    html = read(client, "/").html
    assert 'lang="pl" dir="ltr" hreflang="pl" rel="alternate">Polski</a>' in html
    assert 'lang="ur" dir="rtl" hreflang="ur" rel="alternate">اردو</a>' in html


def test_a_term_is_explained_in_the_language_of_the_page(client: Client, edition: Edition, language: str) -> None:
    page = read(client, f"/{language}/")
    with override(language):
        meaning = gettext("The place in a list of all areas. Rank 1 has the greatest need.")
    assert meaning in page.text
