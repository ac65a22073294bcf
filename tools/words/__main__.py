"""`python -m tools.words`: bring the catalogues up to date with the sources, and say what lacks a translation."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from leastfirst.web.words import languages
from tools.words.gather import TOP, WEB, gathered

LOCALES = WEB / "words" / "locale"
# The first is the one that the sentences are written in.
LANGUAGES = tuple(each.code for each in languages.LANGUAGES[1:])


def path_of(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalogue of a language; an empty one if there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def updated(language: str, template: Catalog) -> Catalog:
    """A catalogue with exactly the sentences of the sources; what was translated before is kept, nothing is guessed."""
    catalogue = read(language)
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False, keep_user_comments=True)
    catalogue.obsolete.clear()
    return catalogue


def as_text(catalogue: Catalog) -> bytes:
    """A catalogue as it is kept: by file, without line numbers and dates, so that a difference shows what changed."""
    file = io.BytesIO()
    write_po(
        file, catalogue, width=120, sort_by_file=True, ignore_obsolete=True, include_lineno=False, omit_header=True
    )
    plural = "" if catalogue.locale is None else f'"Plural-Forms: {catalogue.plural_forms}\\n"\n'
    head = (
        f'msgid ""\nmsgstr ""\n"Project-Id-Version: leastfirst\\n"\n'
        f'"Language: {catalogue.locale_identifier}\\n"\n{plural}'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    return head.encode() + file.getvalue()


def sentences(catalogue: Catalog) -> dict[object, object]:
    """Each sentence, with what tells it from the same words elsewhere, and its translation."""
    return {(message.context, message.id): message.string for message in catalogue if message.id}


def lacking(catalogue: Catalog) -> list[str]:
    """The sentences without a translation."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and not all((message.string or [""]) if message.pluralizable else [message.string])
    ]


def main() -> int:
    """Bring every catalogue up to date; with --check, change nothing and fail if one is not, or lacks a sentence."""
    check = "--check" in sys.argv[1:]
    template = gathered()
    failed = 0
    for language in LANGUAGES:
        catalogue = updated(language, template)
        text, path = as_text(catalogue), path_of(language)
        # A sentence that is now said in one more file needs no translator, so that is not stale.
        stale = sentences(read(language)) != sentences(catalogue)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        missing = lacking(catalogue)
        print(f"{language}: {len(catalogue)} sentences, {len(missing)} without a translation ({path.relative_to(TOP)})")
        failed |= check and (stale or bool(missing))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
