"""What measure works out, as the plain tables that a fund is handed: nothing missing becomes a number."""

from __future__ import annotations

from leastfirst.definitions.uncertainty import UncertaintySpec
from leastfirst.ground.tables import Inputs
from leastfirst.measure import build_index, how_sure
from leastfirst.sources.worked_out import certainty_as_table, index_as_table, published
from tests import made_up

CODES = [f"X0100000{i}" for i in range(4)]
RECIPE = made_up.recipe(
    {
        "index": {"aggregate": "sum", "weights": {"a": 1, "b": 1}},
        "a": {"indicator": "needs.need", "direction": "higher-is-worse"},
        "b": {"indicator": "needs.other", "direction": "higher-is-worse"},
    },
    id="need",
)
LIST = made_up.designation(
    [{"id": "need", "recipe": RECIPE}], {"kind": "worst-on-all", "share": "1/2"}, id="worst-half"
)
SPEC = UncertaintySpec.model_validate(
    {
        **made_up.HEAD,
        "id": "made-up-choices",
        "kind": "uncertainty",
        "status": "example",
        "choices": [
            {
                "id": "weights",
                "title": "how much each counts",
                "varies": "weights",
                "index": "need",
                "node": "index",
                "spread": {"rule": "within", "share": 0.4},
            }
        ],
    }
)


def inputs() -> Inputs:
    return made_up.inputs_of(
        made_up.areas(made_up.LSOA, {code: f"Area {code[-1]}" for code in CODES}),
        made_up.population({code: 100.0 * (i + 1) for i, code in enumerate(CODES)}),
        made_up.table("needs", {"area_code": CODES, "need": [5.0, None, 1.0, 9.0], "other": [4.0, 1.0, 2.0, 9.0]}),
    )


def test_an_area_without_a_score_keeps_its_residents_and_has_no_rank() -> None:
    table = index_as_table(build_index(RECIPE, inputs()))
    assert (table.id, table.meta.kind) == ("index-need", "worked-out")
    rows = table.data.to_pylist()
    assert [row["rank"] for row in rows] == [2, None, 3, 1]
    assert rows[1] == {"area_code": CODES[1], "score": None, "rank": None, "decile": None, "population": 200.0}


def test_how_sure_a_list_is_as_a_table() -> None:
    result = how_sure(LIST, SPEC, inputs(), replicates=20, seed=3, pairs=2, threads=1)
    table = certainty_as_table(result)
    assert table.id == "certainty-worst-half"
    assert table.meta.geography == LIST.geography
    assert table.data.column_names == ["area_code", "area_name", "population", "designated", "p_designated", "class"]
    rows = {row["area_code"]: row for row in table.data.to_pylist()}
    assert rows[CODES[3]] == {
        "area_code": CODES[3],
        "area_name": "Area 3",
        "population": 400,
        "designated": True,
        "p_designated": 1.0,
        "class": "firm",
    }
    assert (rows[CODES[1]]["p_designated"], rows[CODES[1]]["class"], rows[CODES[1]]["population"]) == (None, None, 200)
    assert [each.id for each in published(Inputs([*inputs().values(), table]))] == [
        each.id for each in inputs().values()
    ]
