"""The closed lists of words that say what an indicator is about, kept as data: dimensions, capitals, kinds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from leastfirst.definitions.yaml_files import read_yaml
from leastfirst.ground.tables import Field

FOLDER = "vocabularies"


class Vocabulary(NamedTuple):
    """Each word with what it means, in the order in which reports show them."""

    dimensions: Mapping[str, str]
    capitals: Mapping[str, str]
    kinds: Mapping[str, str]


@cache
def vocabulary() -> Vocabulary:
    """The words that leastfirst knows: the nine dimensions and six capitals of the field, and what these leave out."""
    content = read_yaml("indicators", folder=FOLDER).content
    return Vocabulary(content["dimensions"], content["capitals"], content["kinds"])


def check_words(field: Field) -> str:
    """What is wrong with the words of a column, as the rest of a sentence; empty if nothing is.

    A column with a dimension is an indicator, so it has a capital and a kind too.
    """
    known = vocabulary()
    for name, word, words in (
        ("dimension", field.dimension, known.dimensions),
        ("capital", field.capital, known.capitals),
        ("kind", field.kind, known.kinds),
    ):
        if word and word not in words:
            return f"has the {name} '{word}', which is none of {', '.join(words)}"
        if field.dimension and not word:
            return f"has a dimension but no {name}"
        if word and not field.dimension:
            return f"has a {name} but no dimension"
    if field.reading and field.reading.count("{value}") != 1:
        return "has a reading that does not hold {value} once"
    return ""
