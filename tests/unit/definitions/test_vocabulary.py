"""The words that say what an indicator is about: closed lists, kept as data, which a pack must keep to."""

from __future__ import annotations

import pytest

from leastfirst.definitions.pack import load_pack_definition
from leastfirst.definitions.vocabulary import check_words, vocabulary
from leastfirst.ground.tables import Field

NINE = (
    "skilled employment", "poverty", "educational attainment", "local economy", "population health", "disability",
    "social fabric", "connectivity", "funding and investment",
)  # fmt: skip
EIGHT = ("physical", "human", "intangible", "financial", "social", "institutional", "natural", "digital")


def test_the_nine_dimensions_of_the_report_and_the_capitals_come_first() -> None:
    words = vocabulary()
    assert tuple(words.dimensions)[:9] == NINE
    assert tuple(words.capitals)[:8] == EIGHT
    assert all((*words.dimensions.values(), *words.capitals.values(), *words.kinds.values()))


def test_every_indicator_of_england_says_what_it_is_about() -> None:
    metas = load_pack_definition("england")[0].metas()
    indicators = [
        (table_id, field)
        for table_id, meta in metas.items()
        if meta.kind in ("indicators", "index")
        for field in meta.fields
        if field.type != "string"
    ]
    assert len(indicators) > 200
    lacking = [f"{table_id}.{f.name}" for table_id, f in indicators if not (f.dimension and f.capital and f.kind)]
    assert lacking == []
    assert {field.kind for _, field in indicators if field.unit == "share"} == {"share"}
    assert all(metas[table_id].vintage or metas[table_id].note for table_id, _ in indicators)
    assert all(metas[table_id].source for table_id, _ in indicators)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ({"dimension": "happiness", "capital": "social", "kind": "share"}, "has the dimension 'happiness', which is"),
        ({"dimension": "poverty", "capital": "gold", "kind": "share"}, "has the capital 'gold', which is none of"),
        ({"dimension": "poverty", "capital": "financial", "kind": "guess"}, "has the kind 'guess', which is none of"),
        ({"dimension": "poverty", "kind": "share"}, "has a dimension but no capital"),
        ({"capital": "social"}, "has a capital but no dimension"),
        ({"reading": "many people"}, "has a reading that does not hold {value} once"),
        ({"dimension": "poverty", "capital": "financial", "kind": "share"}, ""),
        ({}, ""),
    ],
)
def test_another_word_is_refused(words: dict[str, str], fault: str) -> None:
    told = check_words(Field("a", "number", **words))  # type: ignore[arg-type]
    assert told.startswith(fault)
    assert bool(told) == bool(fault)
