"""Where the site's own links lead: the navigation, the footer, the same page in another language."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.encoding import escape_uri_path
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

# In the order of the page. An app that is not installed has no address, and no link.
MAIN: tuple[tuple[Promise, str], ...] = (
    (_("Home"), "home:home"),
    (_("Map"), "maps:map"),
    (_("Lists"), "designations:list"),
    (_("Funds"), "funds:list"),
    (_("Votes"), "votes:list"),
    (_("Data"), "data:list"),
    (_("How it is worked out"), "method:list"),
)
FOOTER: tuple[tuple[Promise, str], ...] = (
    (_("Accessibility"), "about:accessibility"),
    (_("Privacy"), "about:privacy"),
    (_("Status"), "about:status"),
    (_("Sources and licences"), "data:sources"),
)


@dataclass(frozen=True)
class Link:
    """A link with its text; `current` is "page" on that page, "true" on a page below it, else empty."""

    text: str | Promise
    href: str
    current: str = ""


@dataclass(frozen=True)
class LanguageLink:
    """The page in another language: its code, the language's own name, whether it is written from right to left."""

    code: str
    name: str
    direction: str
    href: str
    current: bool


def home_address() -> str:
    """The first page in the language that is spoken."""
    try:
        return reverse("home:home")
    except NoReverseMatch:
        return prefix_of(get_language() or settings.LANGUAGE_CODE)


def links(names: tuple[tuple[Promise, str], ...], path: str) -> list[Link]:
    """The links among `names` (text, name of the address) that this site has, as seen from `path`."""
    found = []
    home = home_address()
    for text, name in names:
        try:
            href = home if name == "home:home" else reverse(name)
        except NoReverseMatch:
            continue
        below = href != home and path.startswith(href)
        found.append(Link(text, href, "page" if path == href else "true" if below else ""))
    return found


def prefix_of(code: str) -> str:
    """What the addresses of a language begin with: nothing for the site's first language."""
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"


def language_links(request: HttpRequest | None) -> list[LanguageLink]:
    """The page that `request` asks for, in each language of the site, the question after ? kept."""
    path = request.path if request else "/"
    query = request.META.get("QUERY_STRING", "") if request else ""
    for code, _name in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE and (path + "/").startswith(f"/{code}/"):
            path = path[len(code) + 1 :] or "/"
            break
    here = get_language() or settings.LANGUAGE_CODE
    # Two slashes, or a backslash, at the beginning of an address would lead to another site.
    rest = escape_uri_path(path.lstrip("/"))
    return [
        LanguageLink(
            code=code,
            name=name,
            direction="rtl" if get_language_info(code)["bidi"] else "ltr",
            href=prefix_of(code) + rest + (f"?{query}" if query else ""),
            current=code == here,
        )
        for code, name in settings.LANGUAGES
    ]
