"""The frame of every page: what it says of itself, its links in each language, the colours it is readable in."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory
from django.urls import include, path
from django.utils import translation

import hatch_build
from leastfirst.web.look import navigation

Draw = Callable[..., str]

COUNTY = SimpleNamespace(fictional=True, title="The county", id="county-4f2a91c0")
ENGLAND = SimpleNamespace(fictional=False, title="England", id="england-77aa0012")

PAGE = (
    "{% block title %}Hull 027C{% endblock %}{% block page_description %}About Hull.{% endblock %}"
    "{% block heading %}<h1>Hull 027C</h1>{% endblock %}{% block content %}<p>People live here.</p>{% endblock %}"
)


@pytest.fixture
def page(plain_files: None) -> Callable[..., str]:
    """Draw a page on the frame, as the answer to a request for `path`."""

    def draw(path: str = "/", edition: object = ENGLAND, base: str = "base", body: str = PAGE) -> str:
        request = RequestFactory().get(path)
        request.edition = edition  # type: ignore[attr-defined]
        return engines["django"].from_string(f'{{% extends "look/{base}.html" %}}{body}').render({}, request)

    return draw


def test_a_page_has_a_language_a_title_one_heading_and_a_way_past_the_navigation(page: Draw) -> None:
    html = page()
    assert '<html lang="en" dir="ltr" class="govuk-template">' in html
    assert "<title>Hull 027C – leastfirst</title>" in html
    assert '<meta name="description" content="About Hull.">' in html
    assert html.count("<h1") == 1
    assert '<a href="#main" class="govuk-skip-link">Skip to the main part</a>' in html
    assert re.search(r'<main id="main".*<h1>Hull 027C</h1>.*People live here.*</main>', html, re.DOTALL)
    assert "All figures are from the edition “England”." in html
    assert "england-77aa0012" in html


def test_a_page_loads_nothing_from_elsewhere_and_holds_no_inline_code(page: Draw) -> None:
    for html in (page(), page(base="embed_base")):
        loaded = re.findall(r'<(?:link|script|img)[^>]*?(?:href|src)="([^"]+)"', html)
        assert loaded
        assert all(address.startswith("/static/leastfirst/") for address in loaded)
        assert "<style" not in html
        assert "style=" not in html
        assert not re.search(r"<script(?![^>]*src=)", html)
        assert not re.search(r"\son\w+=", html)


class SmallSite:
    """Addresses of a site that has a first page, a map and a privacy page, and nothing else."""

    urlpatterns = [
        path("", include(([path("", lambda _: None, name="home")], "home"))),
        path("map/", include(([path("", lambda _: None, name="map")], "maps"))),
        path("about/", include(([path("privacy/", lambda _: None, name="privacy")], "about"))),
    ]


def navigation_of(html: str) -> list[tuple[str, str]]:
    """The parts of the navigation, each with how it is marked."""
    parts = re.search(r'<nav class="lf-nav" aria-label="Main parts">.*?</nav>', html, re.DOTALL)
    assert parts
    return re.findall(r'<a href="[^"]+"(?: aria-current="(\w+)")?>([^<]+)</a>', parts[0])


def test_the_navigation_has_the_parts_that_the_site_has_and_marks_where_one_is(page: Draw, settings: Any) -> None:
    settings.ROOT_URLCONF = SmallSite
    assert navigation_of(page("/")) == [("page", "Home"), ("", "Map")]
    assert navigation_of(page("/map/")) == [("", "Home"), ("page", "Map")]
    assert navigation_of(page("/map/lsoa-2021/")) == [("", "Home"), ("true", "Map")]
    assert '<a href="/about/privacy/">Privacy</a>' in page("/map/")
    assert 'href=""' not in page("/map/")


def test_an_invented_county_says_so_on_every_kind_of_page(page: Draw) -> None:
    for base in ("base", "embed_base"):
        assert "Fictional: no real place" in page(edition=COUNTY, base=base)
        assert "Fictional" not in page(edition=ENGLAND, base=base)


def test_a_page_without_an_edition_can_be_drawn(page: Draw) -> None:
    assert "All figures" not in page(edition=None)


def test_the_same_page_in_other_languages_keeps_its_question(page: Draw) -> None:
    with translation.override("pl"):
        html = page("/pl/map/lsoa-2021/?sort=-rank&page=2")
    assert '<a href="/map/lsoa-2021/?sort=-rank&amp;page=2" lang="en" dir="ltr" hreflang="en"' in html
    assert '<span aria-current="true" lang="pl" dir="ltr">Polski</span>' in html
    assert '<a href="/ur/map/lsoa-2021/?sort=-rank&amp;page=2" lang="ur" dir="rtl" hreflang="ur"' in html


def test_a_path_that_only_begins_like_a_language_is_none() -> None:
    request = RequestFactory().get("/plots/")
    assert [link.href for link in navigation.language_links(request)] == ["/plots/", "/pl/plots/", "/ur/plots/"]
    assert [link.href for link in navigation.language_links(None)] == ["/", "/pl/", "/ur/"]


def test_a_page_in_urdu_runs_from_right_to_left(page: Draw) -> None:
    with translation.override("ur"):
        html = page("/ur/", edition=COUNTY)
    assert '<html lang="ur" dir="rtl" class="govuk-template">' in html
    assert '<span lang="en" dir="ltr">The county</span>' in html, "its name is English"


def test_an_error_says_what_is_wrong_and_what_to_do(page: Draw) -> None:
    request = RequestFactory().get("/areas/x/")
    request.edition = ENGLAND  # type: ignore[attr-defined]
    html = (
        engines["django"]
        .get_template("look/error.html")
        .render(
            {
                "title": "There is no such area",
                "sentence": "E0 is no code.",
                "what_to_do": "Search <it>.",
                "request_id": "a1",
            },
            request,
        )
    )
    assert "<h1>There is no such area</h1>" in html
    assert "<title>There is no such area – leastfirst</title>" in html
    assert "E0 is no code." in html
    assert "Search &lt;it&gt;." in html
    assert "name it by: <code>a1</code>" in html
    assert "Find a place" in html


def colours() -> dict[str, str]:
    source = Path(hatch_build.__file__).parent
    text = (source / hatch_build.SOURCES / "scss" / "_identity.scss").read_text()
    return dict(re.findall(r"^\$([a-z-]+): (#[0-9a-f]{6});", text, re.MULTILINE))


def luminance(colour: str) -> float:
    """As WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


WRITTEN = ("ink", "quiet", "pine", "pine-bright", "chosen", "other", "good", "warn", "error", "plum")


@pytest.mark.parametrize(("text", "ground"), [*product(WRITTEN, ("paper", "cream"))])
def test_whatever_is_written_can_be_read_with_a_margin(text: str, ground: str) -> None:
    assert contrast(colours()[text], colours()[ground]) > 5, "WCAG 2.2 AA asks for 4.5"


@pytest.mark.parametrize("kind", ["chosen", "other", "good", "warn"])
def test_a_word_can_be_read_on_its_own_tint(kind: str) -> None:
    assert contrast(colours()[kind], colours()[f"{kind}-tint"]) > 4.75


def test_focus_is_seen_on_light_and_dark() -> None:
    shade = colours()
    assert contrast(shade["amber"], shade["ink"]) > 7
    assert contrast(shade["amber"], shade["pine"]) > 3
    assert contrast(shade["ink"], shade["paper"]) > 3, "on light ground, the dark edge of the focus is what is seen"
