"""Every sentence of the site can be read by somebody of about 11 years.

Two measures that agree on little but the length of sentences: Flesch and Kincaid's grade counts syllables, Björnsson's
LIX long words. A grade is a year of school in the United States: in grade 6, children are 11 and 12. LIX is below 30
in books for children and about 40 in a newspaper. One sentence alone says little to either measure, so it may lie three
years above; what people read together may not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import pytest
import textstat
from babel.messages.catalog import Message

from tools.words.gather import WEB, gathered

GRADE, LIX = 6.0, 30.0
GRADE_OF_ONE, LIX_OF_ONE = 9.0, 48.0
# A sentence of fewer words measures its longest word; such are read together.
SHORT = 6
ENOUGH = 25

# Words that nobody can do without here. They count as if they were short, each for a reason. What a term of the site
# means is said in words/terms.py, in words that this test measures.
GIVEN = {
    "area": "a term of the site",
    "areas": "a term of the site",
    "deprivation": "a term of the site",
    "community need": "a term of the site",
    "neighbourhood": "what this is all about; the search asks for it",
    "neighbourhoods": "what this is all about",
    "edition": "a term of the site",
    "formula": "a term of the site",
    "formulas": "a term of the site",
    "ballot": "a term of the site",
    "ballots": "a term of the site",
    "budget": "what a vote is about; everybody has one",
    "JavaScript": "a name",
    "Web Content Accessibility Guidelines": "the name of a standard",
    "Data Package": "the name of a format",
    "lower layer super output area": "the name behind LSOA, in its own explanation",
    "LSOA": "a term of the site",
    "MSOA": "a term of the site",
    "LSOAs": "a term of the site",
}
_GIVEN = re.compile(r"\b(?:" + "|".join(sorted(GIVEN, key=len, reverse=True)) + r")\b", re.IGNORECASE)
_FILLED = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]*\}")


def plain(text: str) -> str:
    """A sentence as it is read: without tags, and with a short word for what is put in and for what is given."""
    text = re.sub(r"<[^>]+>", "", text).replace("%%", "%")
    return _GIVEN.sub("place", _FILLED.sub("ten", text))


def texts() -> Iterable[tuple[Path, str]]:
    """Every sentence or label of the site in English, with the file that it stands in."""
    for message in gathered():
        if message.id:
            file = Path(message.locations[0][0]).relative_to(WEB.relative_to(WEB.parents[2]))
            yield from ((file, plain(each)) for each in _of(message))


def _of(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else [message.id[-1]]


def sentences(text: str) -> list[str]:
    """The sentences of a text; what a colon brings in is a sentence of its own."""
    return [each for each in re.split(r"(?<=[.?!:;])\s+", text) if re.search(r"\w", each)]


def syllables(word: str) -> int:
    """About how many syllables a word has: its groups of vowels, but for those that are not spoken."""
    word = re.sub(r"[^a-z]", "", word.lower())
    spoken = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxzgh])es$", "", word)
    groups = len(re.findall(r"[aeiouy]+", spoken))
    apart = len(re.findall(r"i[ao](?!u)|eo(?!p)|ea(?=s?$)|ua", spoken)) - len(
        re.findall(r"[tscg]i[ao]|geo|qua|gua", spoken)
    )
    return max(1, groups + apart)


def grade(text: str) -> float:
    """Flesch and Kincaid's grade level (Kincaid et al. 1975): 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    words = re.findall(r"[A-Za-z’'-]*[A-Za-z][A-Za-z’'-]*|\d[\d.,/]*", text)
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def joined(parts: Iterable[str]) -> str:
    """Texts as one: each ends with a full stop."""
    return " ".join(each if each[-1] in ".?!:" else f"{each}." for each in parts)


def long_enough() -> list[tuple[Path, str]]:
    """Every sentence that says enough to be measured alone."""
    return [(file, each) for file, text in texts() for each in sentences(text) if len(each.split()) >= SHORT]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("area", 3),
        ("areas", 3),
        ("list", 1),
        ("need", 1),
        ("people", 2),
        ("place", 1),
        ("places", 2),
        ("shared", 1),
        ("needed", 2),
        ("published", 2),
        ("figures", 2),
        ("greatest", 2),
        ("table", 2),
        ("region", 2),
        ("deprivation", 4),
        ("neighbourhood", 3),
        ("equal", 2),
        ("official", 3),
        ("because", 2),
    ],
)
def test_syllables_are_counted_about_right(word: str, count: int) -> None:
    assert syllables(word) == count


def test_hard_words_and_long_sentences_are_found() -> None:
    hard = (
        "Methodological considerations notwithstanding, the statistical significance of heterogeneous "
        "neighbourhood-level deprivation necessitates comprehensive investigation by appropriately qualified personnel."
    )
    assert grade(hard) > 20
    assert textstat.lix(hard) > 70
    easy = "The cat sat on the mat. It was warm there."
    assert grade(easy) < 2
    assert textstat.lix(easy) < 15


def test_the_middle_of_all_sentences_is_easy() -> None:
    found = long_enough()
    assert len(found) > 300
    assert median(grade(each) for _file, each in found) <= GRADE
    assert median(textstat.lix(each) for _file, each in found) <= LIX


def test_what_each_part_of_the_site_says_can_be_read_at_eleven() -> None:
    by_app: dict[str, list[str]] = defaultdict(list)
    for file, text in texts():
        by_app[file.parts[0]].append(text)
    assert set(by_app) >= {"home", "areas", "maps", "designations", "funds", "votes", "data", "method", "about", "look"}
    measured = {app: joined(found) for app, found in by_app.items()}
    assert {app: grade(text) for app, text in measured.items() if grade(text) > GRADE} == {}
    assert {app: textstat.lix(text) for app, text in measured.items() if textstat.lix(text) > LIX} == {}


def test_no_sentence_is_hard() -> None:
    hard = [
        (round(grade(each), 1), round(textstat.lix(each)), str(file), each)
        for file, each in long_enough()
        if grade(each) > GRADE_OF_ONE or textstat.lix(each) > LIX_OF_ONE
    ]
    assert hard == []


def test_no_sentence_is_long() -> None:
    assert [each for _file, each in long_enough() if len(each.split()) > 25] == []


def test_short_words_of_a_page_are_easy_together() -> None:
    by_file: dict[Path, list[str]] = defaultdict(list)
    for file, text in texts():
        by_file[file] += [each for each in sentences(text) if len(each.split()) < SHORT]
    together = {file: joined(found) for file, found in by_file.items() if found}
    hard = {
        str(file): round(grade(text), 1)
        for file, text in together.items()
        if len(text.split()) >= ENOUGH and grade(text) > GRADE
    }
    assert hard == {}
