"""Markdown as the inside of a method page: the h1 stays the page's own, and no script, style or raw HTML gets in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

Link = Callable[[str], str | None]
"""Where a link of the text leads on the site; None where the site does not have it: then its words stay."""
_COMMENT = re.compile(r"<!--.*?-->\n*", re.DOTALL)
_TITLE = re.compile(r"\A\s*# (.+)\n")
_NUMBER = re.compile(r"[+−–-]?[£€$]?\d[\d,.]*(?:%|p)?")
_MARKS = re.compile(r"[!-/:-@\[-`{-~]")


@dataclass(frozen=True)
class Rendered:
    """A text as HTML, and its headings (id, words, level) for a list of contents.

    `title` and `summary`, a paragraph that it begins with, in plain words, are taken off, as a page shows them itself.
    """

    title: str
    summary: str
    html: str
    contents: tuple[tuple[str, str, int], ...]


def plain(text: str) -> str:
    """A text as Markdown that shows every sign of it as it stands."""
    return _MARKS.sub(r"\\\g<0>", " ".join(text.split()))


def rendered(markdown: str, *, link: Link = lambda _: None) -> Rendered:
    """Markdown with tables as HTML. Its title and first paragraph are taken off; other headings are h2 or below.

    Comments are taken off, other raw HTML is shown as text; numbers in tables are set to the right by a class.
    """
    text = _COMMENT.sub("", markdown)
    found = _TITLE.match(text)
    title = found[1].strip() if found else ""
    tokens = _parser().parse(text[found.end() :] if found else text)
    contents = _with_ids(tokens)
    summary = ""
    if title and tokens and tokens[0].type == "paragraph_open":
        summary, tokens = _words_of(tokens[1]), tokens[3:]
    _with_numbers_to_the_right(tokens)
    for token in tokens:
        _without_style(token)
        if token.type == "inline" and token.children:
            token.children = _with_links(token.children, link)
    return Rendered(title, summary, _parser().renderer.render(tokens, _parser().options, {}), tuple(contents))


def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    return parser


def _table_open(_: Any, tokens: Sequence[Any], at: int, options: Any, env: Any) -> str:
    # A wide table moves within its own frame, which a keyboard reaches and which says what it is.
    named = escape(f"Table: {tokens[at].meta.get('under', '')}".removesuffix(": "))
    return f'<div class="lf-scrolls" role="region" tabindex="0" aria-label="{named}">\n<table class="govuk-table">\n'


def _table_close(_: Any, tokens: Sequence[Any], at: int, options: Any, env: Any) -> str:
    return "</table>\n</div>\n"


def _with_ids(tokens: Sequence[Any]) -> list[tuple[str, str, int]]:
    """Give every heading an id and a level below the page's own, every table the heading it stands under."""
    contents: list[tuple[str, str, int]] = []
    under, taken = "", set[str]()
    tables = 0
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            level = max(2, int(token.tag[1:]))
            words = _words_of(tokens[at + 1])
            slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "part"
            id_ = next(each for n in range(len(tokens)) if (each := f"{slug}-{n + 1}" if n else slug) not in taken)
            taken.add(id_)
            token.tag, token.attrs["id"] = f"h{level}", id_
            contents.append((id_, words, level))
            under, tables = words, 0
        elif token.type == "heading_close":
            token.tag = f"h{max(2, int(token.tag[1:]))}"
        elif token.type == "table_open":
            tables += 1
            token.meta["under"] = f"{under} ({tables})" if tables > 1 else under
    return contents


def _words_of(inline: Any) -> str:
    said = (" " if each.type == "softbreak" else each.content for each in inline.children or () if each.type != "image")
    return "".join(said)


def _with_numbers_to_the_right(tokens: Sequence[Any]) -> None:
    """Set every column of a table that holds numbers only to the right, as the other tables of the site are."""
    columns: list[list[tuple[Any, str]]] = []
    at = 0
    for i, token in enumerate(tokens):
        if token.type == "table_open":
            columns = []
        elif token.type == "tr_open":
            at = 0
        elif token.type in ("th_open", "td_open"):
            columns += [[] for _ in range(at + 1 - len(columns))]
            columns[at].append((token, tokens[i + 1].content.strip()))
            at += 1
        elif token.type == "table_close":
            for column in columns:
                shown = [words for cell, words in column if cell.type == "td_open" and words not in ("", "–")]
                if shown and all(map(_NUMBER.fullmatch, shown)):
                    for cell, _ in column:
                        cell.attrs["style"] = "text-align:right"


_CLASSES: Mapping[str, str] = {
    "thead_open": "govuk-table__head",
    "tbody_open": "govuk-table__body",
    "tr_open": "govuk-table__row",
    "th_open": "govuk-table__header",
    "td_open": "govuk-table__cell",
}


def _without_style(token: Any) -> None:
    """Classes in the place of the style that aligns a column, which the site's policy forbids."""
    style = token.attrs.pop("style", "")
    name = _CLASSES.get(token.type)
    if name:
        token.attrs["class"] = f"{name} {name}--numeric" if "right" in str(style) else name
    if token.type == "th_open":
        token.attrs["scope"] = "col"
    elif token.type == "code_block":
        token.attrs["tabindex"] = "0"  # a long line moves sideways, by keyboard too


def _with_links(children: Sequence[Any], link: Link) -> list[Any]:
    """The words of a text with its links leading to pages of the site; pictures are left out."""
    kept: list[Any] = []
    dropped: list[bool] = []
    for each in children:
        if each.type == "image":
            continue
        if each.type == "link_open":
            href = str(each.attrs["href"])
            there = href if href.startswith(("#", "https://", "http://")) else link(href)
            dropped.append(there is None)
            if there is None:
                continue
            each.attrs["href"] = there
        elif each.type == "link_close" and dropped.pop():
            continue
        kept.append(each)
    return kept
