"""What the stages say on a page: in English where the page is not, strangers' words in their own language."""

from __future__ import annotations

import pytest
from django.http import Http404, QueryDict
from django.test import RequestFactory
from django.utils.translation import override

from leastfirst.web.look.ordering import asked_choice, asked_order, asked_text, in_columns
from leastfirst.web.look.tables import Cell
from leastfirst.web.look.told import english, sentence, table_told

COLUMNS = {"name": "place_name", "sum": "paid_pence"}


def test_our_own_words_are_marked_as_english_only_where_the_page_is_not() -> None:
    assert english("Rank 1 & more") == "Rank 1 &amp; more"
    with override("ur"):
        assert english("Rank 1") == '<span lang="en" dir="ltr">Rank 1</span>'


def test_strangers_words_cannot_reach_out_of_their_element() -> None:
    told = sentence([{"text": "It beat "}, {"name": "</bdi><script>x</script>"}], 'nl"')
    assert "<script>" not in told
    assert told.startswith('It beat <bdi lang="nl&quot;">&lt;/bdi&gt;')
    assert sentence(None) == ""


def test_a_table_of_a_stage_keeps_its_words_numbers_and_total() -> None:
    view = {
        "caption": "Sums",
        "head": ["Pot", "Sum"],
        "rows": [["A", "£1"], ["B", ""]],
        "numeric": [1],
        "total": ["All", "£1"],
    }
    table = table_told(view)
    assert table is not None
    assert [heading.numeric for heading in table.headings] == [False, True]
    assert [[cell.text for cell in row if isinstance(cell, Cell)] for row in table.rows] == [["A", "£1"], ["B", "–"]]
    assert [cell.text for cell in table.total if isinstance(cell, Cell)] == ["All", "£1"]
    assert table_told(None) is None


def test_an_order_is_one_of_the_columns_or_the_usual_one() -> None:
    ask = RequestFactory().get
    assert asked_order(ask("/"), COLUMNS, default="-sum") == "-sum"
    assert asked_order(ask("/?sort=name"), COLUMNS, default="-sum") == "name"
    with pytest.raises(Http404, match="cannot be put in that order"):
        asked_order(ask("/?sort=paid_pence;drop"), COLUMNS, default="-sum")
    assert in_columns("-sum", COLUMNS, "place_code") == [("paid_pence", True), ("place_code", False)]
    assert in_columns("name", COLUMNS, "place_name") == [("place_name", False)]


def test_a_choice_is_one_of_the_values_or_none() -> None:
    ask = RequestFactory().get
    assert asked_choice(ask("/"), "class", ["firm"]) == ""
    assert asked_choice(ask("/?class=firm"), "class", ["firm"]) == "firm"
    with pytest.raises(Http404, match="a kind that this table does not have"):
        asked_choice(ask("/?class=none"), "class", ["firm"])


def test_text_to_look_for_is_no_longer_than_a_name() -> None:
    query = QueryDict(mutable=True)
    query["q"] = "  " + "x" * 500
    assert asked_text(RequestFactory().get(f"/?{query.urlencode()}"), "q") == "x" * 100
