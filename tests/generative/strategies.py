"""Random recipes and tables, small enough to read when one of them fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from leastfirst.definitions.recipe import Recipe
from leastfirst.ground.tables import Inputs
from tests import made_up
from tests.reference import Data

PARENTS = ("X02000001", "X02000002", "X02000003")
TO_PARENT = "lsoa-2021--msoa-2021"
TO_PARENT_WEIGHTED = "lsoa-2021--ward-2021"


def codes_of(n: int, kind: str = "X01") -> list[str]:
    return [f"{kind}{i + 1:06d}" for i in range(n)]


# Few distinct values make ties; a wide range makes outliers. Quarters are exact in binary.
ORDINARY = st.integers(-8, 8).map(lambda v: v / 4)
EXTREME = st.sampled_from([-1e6, -1000.0, 0.0, 1000.0, 12345.75, 1e6])
NUMBER = st.one_of(ORDINARY, ORDINARY, ORDINARY, EXTREME)
SHARE = st.integers(0, 20).map(lambda v: v / 20)
WEIGHT = st.sampled_from([0.0, 0.1, 0.5, 1.0, 1.0, 2.0, 3.0])


@dataclass(frozen=True)
class Case:
    """A recipe with its data, once as the fast code takes them and once as the slow code does."""

    nodes: dict[str, dict[str, Any]]
    head: dict[str, Any]
    data: Data

    @property
    def recipe(self) -> Recipe:
        return made_up.recipe(self.nodes, index="index", **self.head)

    def inputs(self, order: Any = None) -> Inputs:
        """The tables; `order` puts the rows of every one in another order."""
        keep = order or (lambda rows: rows)
        codes = self.data.codes
        columns = {reference.partition(".")[2]: values for reference, values in self.data.columns.items()}
        rows = keep(
            [{"area_code": code, **{name: column.get(code) for name, column in columns.items()}} for code in codes]
        )
        directions = {r.partition(".")[2]: d for r, d in self.data.directions.items()}
        lookups = []
        for table_id, shares in self.data.lookups.items():
            source, target = table_id.split("--")
            pairs = [(code, to, weight) for code, targets in shares.items() for to, weight in targets.items()]
            kind = "exact" if all(len(targets) == 1 for targets in shares.values()) else "weighted"
            lookups.append(made_up.lookup(source, target, keep(pairs), kind=kind, table_id=table_id))
        return made_up.inputs_of(
            made_up.areas(made_up.LSOA, {code: f"Area {code}" for code in keep(list(codes))}),
            made_up.population(dict.fromkeys(keep(list(codes)), 100.0)),
            made_up.table(
                "needs", {name: [row[name] for row in rows] for name in ["area_code", *columns]}, directions=directions
            ),
            *lookups,
        )


@st.composite
def cases(draw: st.DrawFn, *, plain: bool = False) -> Case:
    """A recipe of one to three levels over 2 to 14 areas; `plain` recipes are monotone and have no missing values."""
    n = draw(st.integers(2, 14))
    codes = codes_of(n)
    columns: dict[str, dict[str, float | None]] = {}
    directions: dict[str, str] = {}
    nodes: dict[str, dict[str, Any]] = {}

    def column(values: st.SearchStrategy[Any]) -> str:
        name = f"needs.c{len(columns)}"
        columns[name] = dict(zip(codes, draw(st.lists(values, min_size=n, max_size=n)), strict=True))
        return name

    def leaf(positive: bool) -> dict[str, Any]:
        node: dict[str, Any] = {"direction": draw(st.sampled_from(["higher-is-worse", "lower-is-worse"]))}
        standards = ["leave", "z", "min-max", "rank", "normal-scores", "percentile"]
        if positive:
            standards = ["rank", "percentile", {"rule": "min-max", "low": 1, "high": 100}, {"rule": "z", "mean": 100}]
        node["standardise"] = draw(st.sampled_from(standards))
        if plain:
            node["indicator"] = column(NUMBER)
        else:
            shrunk = draw(st.sampled_from(["", "", "", "logit", "identity"]))
            missing = st.sampled_from([False] * 7 + [True])
            values = SHARE if shrunk == "logit" else NUMBER
            node["indicator"] = column(st.builds(lambda v, gone: None if gone else v, values, missing))
            node["impute"] = draw(
                st.sampled_from(
                    [
                        *("leave", "median", "mean", "refuse"),
                        *({"rule": "parent-mean", "through": through} for through in (TO_PARENT, TO_PARENT_WEIGHTED)),
                    ]
                )
            )
            sure = column(st.integers(1, 40).map(float)) if shrunk else ""
            if shrunk:
                name = "denominator" if shrunk == "logit" else "standard_error"
                node["shrink"] = {"rule": "empirical-bayes", "through": TO_PARENT, "scale": shrunk, name: sure}
            else:
                node["treat"] = draw(
                    st.sampled_from(
                        [
                            *("leave", "leave", {"rule": "log", "offset": 3}),
                            # Odd limits, so that no made-up column lies exactly on one.
                            {"rule": "winsorise", "skew": 0.613, "kurtosis": 0.371, "at_most_share": 0.25},
                        ]
                    )
                )
            if draw(st.integers(0, 3)) == 0:
                directions[node["indicator"]] = node.pop("direction")
        if node["standardise"] == "rank" and draw(st.booleans()):
            node["transform"] = draw(st.sampled_from(["rank-exponential", {"rule": "rank-exponential", "scale": 50}]))
        return node

    def build(name: str, depth: int, positive: bool) -> None:
        if depth == 0:
            nodes[name] = leaf(positive)
            return
        if plain:
            how = draw(st.sampled_from(["sum", "arithmetic"]))
        else:
            how = draw(st.sampled_from(["sum", "arithmetic", "geometric", "mazziotta-pareto"]))
        children = [f"{name}_{i}" for i in range(draw(st.integers(1, 3)))]
        weights = {child: draw(WEIGHT) for child in children}
        if not any(weights.values()):
            weights[children[0]] = 1.0
        nodes[name] = {"weights": weights, "aggregate": how}
        if not plain and depth == 1 and not positive:
            nodes[name]["standardise"] = draw(st.sampled_from(["leave", "leave", "z", "rank"]))
        elif positive:
            nodes[name]["standardise"] = "rank"
        below = draw(st.integers(0, depth - 1))
        for child in children:
            build(child, below, positive=how in ("geometric", "mazziotta-pareto") and draw(st.integers(0, 9)) > 0)

    build("index", draw(st.integers(0, 2)), positive=False)
    parents = draw(st.lists(st.sampled_from(PARENTS), min_size=n, max_size=n))
    split = draw(st.lists(st.sampled_from([0.0, 0.25, 0.5]), min_size=n, max_size=n))
    lookups = {
        TO_PARENT: {code: {parent: 1.0} for code, parent in zip(codes, parents, strict=True)},
        TO_PARENT_WEIGHTED: {
            code: {"X05000001": 1.0 - share, **({"X05000002": share} if share else {})}
            for code, share in zip(codes, split, strict=True)
        },
    }
    head = {"precision": draw(st.sampled_from([2, 9])), "ties": draw(st.sampled_from(["in-order", "shared"]))}
    return Case(nodes, head, Data(codes, columns, directions, lookups))
