"""CSV on the Web: names as the standard allows them, and nothing said that is not known."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

from hypothesis import example, given
from hypothesis import strategies as st

from leastfirst.exchange.csvw import metadata
from leastfirst.ground.tables import Field

# RFC 6570: letters, digits, _ and encoded signs, with single dots between; CSVW: none begins with _.
VARIABLE = re.compile(r"(?!_)(\w|%[0-9A-F]{2})(\.?(\w|%[0-9A-F]{2}))*", re.ASCII)


def said_of(*fields: Field, **more: Any) -> dict[str, Any]:
    more.setdefault("key", ())
    return json.loads(metadata("x.csv", fields, title="A table", **more))  # type: ignore[no-any-return]


@example("a..b.")
@example("_a b")
@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_column_has_a_name_that_the_standard_allows_and_that_tells_it_apart(column: str) -> None:
    (said,) = said_of(Field(column, "string"))["tableSchema"]["columns"]
    assert said["titles"] == column
    assert VARIABLE.fullmatch(said["name"])
    assert unquote(said["name"]) == column


def test_a_column_says_its_type_title_unit_and_direction() -> None:
    rank = Field("imd_rank", "integer", "Rank", "rank", "lower-is-worse")
    score = Field("score", "number", "", "", "higher-is-worse")
    said = said_of(rank, score, Field("ok", "boolean"), key=("imd_rank",))["tableSchema"]
    assert said == {
        "columns": [
            {
                "name": "imd_rank",
                "titles": "imd_rank",
                "datatype": "integer",
                "required": True,
                "dc:title": "Rank",
                "dc:description": "Unit: rank. Lower means greater need.",
            },
            {
                "name": "score",
                "titles": "score",
                "datatype": "double",
                "dc:description": "Higher means greater need.",
            },
            {"name": "ok", "titles": "ok", "datatype": "boolean"},
        ],
        "primaryKey": ["imd_rank"],
    }


def test_where_it_comes_from_and_who_may_use_it_stand_there_only_if_they_are_known() -> None:
    bare = said_of(Field("a", "string"))
    assert set(bare) == {"@context", "url", "dc:title", "tableSchema"}
    whole = said_of(
        Field("a", "string"), note="Read this.", sources=["ONS (2021)"], licences=["OGL"], attributions=["© Crown"]
    )
    assert whole["dc:description"] == "Read this."
    assert (whole["dc:source"], whole["dc:license"], whole["dc:rights"]) == (["ONS (2021)"], ["OGL"], ["© Crown"])
