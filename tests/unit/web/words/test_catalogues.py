"""The catalogues of the site's words: complete, up to date with the sources, nothing lost and nothing guessed."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural

from tools.words import __main__ as words
from tools.words.gather import WEB, gathered

FORMS = {"pl": 3, "ur": 2}
PLACES = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]*\}|%%")
TAGS = re.compile(r"</?[a-z][^>]*>")
MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# The letters of the language, by which a sentence that was left in English is found out.
LETTERS = {"pl": re.compile(r"[A-Za-zĄĆĘŁŃÓŚŹŻąćęłńóśźż]"), "ur": re.compile(r"[\u0600-\u06ff]")}
# The same in every language, as they are names, or hold nothing but them.
ALIKE = {"LSOA", "MSOA", "%(name)s (%(code)s)"}


@pytest.fixture(params=words.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language that the site is put into."""
    return str(request.param)


@pytest.fixture
def catalogue(language: str) -> Catalog:
    """Its sentences."""
    return words.read(language)


def pairs(message: Message) -> list[tuple[str, str]]:
    """A sentence beside its translation; of a plural, the English plural beside each form."""
    if message.pluralizable:
        return [(message.id[1], each) for each in message.string or ()]
    return [(str(message.id), str(message.string))]


def test_the_catalogues_are_up_to_date_with_the_sources_and_lack_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["words", "--check"])
    failed = words.main()
    assert failed == 0, f"run `make words` and translate what is new:\n{capsys.readouterr().out}"


def test_a_sentence_without_a_translation_is_found(language: str) -> None:
    catalogue = Catalog(locale=language)
    catalogue.add("Who won", string="")
    catalogue.add(("%(n)s area", "%(n)s areas"), string=("x", ""))
    catalogue.add("Map", string="x")
    assert len(words.lacking(catalogue)) == 2


def test_every_sentence_is_translated(catalogue: Catalog, language: str) -> None:
    untouched = [
        given
        for message in catalogue
        if message.id
        for given, said in pairs(message)
        if said == given and given not in ALIKE and re.search(r"[a-z]{3}", given)
    ]
    # A few words are the same in Polish.
    assert set(untouched) <= ({"region", "Region"} if language == "pl" else set())


def test_every_sentence_is_written_in_the_letters_of_its_language(catalogue: Catalog, language: str) -> None:
    wrong = [
        said
        for message in catalogue
        if message.id
        for given, said in pairs(message)
        if given not in ALIKE and re.search(r"[a-z]{2}", PLACES.sub("", given)) and not LETTERS[language].search(said)
    ]
    assert wrong == []


def test_what_is_put_into_a_sentence_is_put_into_its_translation(catalogue: Catalog) -> None:
    for message in catalogue:
        for given, said in pairs(message) if message.id else []:
            assert Counter(PLACES.findall(said)) == Counter(PLACES.findall(given)), given


def test_no_html_is_lost_or_added(catalogue: Catalog) -> None:
    for message in catalogue:
        for given, said in pairs(message) if message.id else []:
            assert Counter(TAGS.findall(said)) == Counter(TAGS.findall(given)), given


def test_a_sentence_ends_as_the_english_one_does(catalogue: Catalog) -> None:
    ends = {".": ".۔", "?": "?؟", ":": ":", ",": ",،"}
    for message in catalogue:
        for given, said in pairs(message) if message.id else []:
            if given[-1] in ends:
                assert said[-1] in ends[given[-1]], said


def test_there_are_as_many_forms_of_a_plural_as_the_language_has(catalogue: Catalog, language: str) -> None:
    assert catalogue.num_plurals == get_plural(language)[0] == FORMS[language]
    plurals = [message for message in catalogue if message.id and message.pluralizable]
    assert plurals
    assert {len(message.string or ()) for message in plurals} == {FORMS[language]}


def test_nothing_is_guessed(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_each_catalogue_is_written_as_the_tool_writes_it(catalogue: Catalog, language: str) -> None:
    text = words.path_of(language).read_text(encoding="utf-8")
    assert "#~" not in text
    assert f'"Language: {language}\\n"' in text


def test_no_sentence_is_marked_where_it_cannot_be_gathered() -> None:
    """Python's f-strings are not looked into, and a sentence put together from variables is none."""
    lost = []
    for path in sorted(WEB.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for outer in ast.walk(tree):
            inner = ast.walk(outer) if isinstance(outer, ast.JoinedStr) else ()
            lost += [f"{path.name}: {ast.unparse(each)}" for each in inner if _is_marked(each) and not _is_known(each)]
            if _is_marked(outer) and isinstance(outer, ast.Call) and isinstance(outer.args[0], ast.JoinedStr):
                lost.append(f"{path.name}: {ast.unparse(outer)}")
    assert lost == []


def _is_marked(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MARKS


def _is_known(node: ast.AST) -> bool:
    first = node.args[0] if isinstance(node, ast.Call) else None
    return isinstance(first, ast.Constant) and first.value in _gathered()


def _gathered() -> set[str]:
    return {each for message in gathered() if message.id for each in _texts(message)}


def _texts(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def test_every_template_marks_its_sentences() -> None:
    """What is left of a template without its tags, marked sentences and comments has no two words in a row."""
    bare = []
    for path in sorted(WEB.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}", " | ", text, flags=re.DOTALL)
        text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " | ", text, flags=re.DOTALL)
        text = re.sub(r"<(script|style|svg|code)\b.*?</\1>", " | ", text, flags=re.DOTALL)
        text = re.sub(r"<[^>]*>", " | ", text)
        bare += [f"{path.name}: {found}" for found in re.findall(r"[A-Za-z]{2,} [a-z]{2,}[a-z ]*", text)]
    # The page of the interface for programs is English throughout, and says so.
    assert bare == ["interface.html: must be given"], "mark these with translate or blocktranslate"


def test_a_catalogue_is_stale_when_a_sentence_is_new_gone_or_other_and_not_when_it_moves() -> None:
    kept, moved, other = (Catalog(locale="pl") for _ in range(3))
    kept.add("Map", string="Mapa", locations=[("a.py", 1)])
    moved.add("Map", string="Mapa", locations=[("a.py", 1), ("b.py", 2)])
    other.add("Maps", string="Mapa", locations=[("a.py", 1)])
    assert words.sentences(kept) == words.sentences(moved)
    assert words.sentences(kept) != words.sentences(other)
