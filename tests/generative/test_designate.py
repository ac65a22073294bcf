"""Any measures and any rule: the right areas are chosen, no cap is exceeded, and every reason that is given is true."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leastfirst.ground.errors import LeastfirstError
from leastfirst.measure import DesignationResult, designate
from tests import made_up, reference
from tests.generative.strategies import NUMBER, codes_of

PCON = "pcon-2024"
THROUGH = f"{made_up.LSOA}--{PCON}"
CONSTITUENCIES = dict(zip(codes_of(4, "X14"), ["Ashby", "Brook", "Combe", "Dale"], strict=True))


@dataclass(frozen=True)
class Country:
    """Areas with one column for each measure, and the constituency that each lies in (None: not in the lookup)."""

    columns: dict[str, list[float | None]]
    within: list[str | None]
    banned: set[str]

    @property
    def codes(self) -> list[str]:
        return codes_of(len(self.within))

    @property
    def names(self) -> list[str]:
        return [f"Place {i + 1}" for i in range(len(self.within))]

    def designate(self, rule: dict[str, Any]) -> DesignationResult:
        measures = [{"id": name, "recipe": made_up.one_indicator(name)} for name in self.columns]
        rows = [(code, to, 1.0) for code, to in zip(self.codes, self.within, strict=True) if to]
        return designate(
            made_up.designation(measures, rule),
            made_up.inputs_of(
                made_up.areas(made_up.LSOA, dict(zip(self.codes, self.names, strict=True))),
                made_up.areas(PCON, CONSTITUENCIES),
                made_up.population(dict.fromkeys(self.codes, 1500.0)),
                made_up.table("needs", {"area_code": self.codes, **self.columns}),
                made_up.lookup(made_up.LSOA, PCON, rows),
                made_up.table(
                    "phase-1",
                    {"pcon_code": sorted(self.banned), "name": [f"Estate of {code}" for code in sorted(self.banned)]},
                    kind="places",
                    geography=None,
                ),
            ),
        )


@st.composite
def countries(draw: st.DrawFn) -> Country:
    n = draw(st.integers(2, 30))
    value = st.one_of(NUMBER, NUMBER, NUMBER, NUMBER, st.none()) if draw(st.booleans()) else NUMBER
    columns = {
        name: draw(st.lists(value, min_size=n, max_size=n).filter(lambda column: any(v is not None for v in column)))
        for name in ["deprivation", "community_need", "isolation"][: draw(st.integers(1, 3))]
    }
    where = st.sampled_from([*CONSTITUENCIES, *CONSTITUENCIES, None] if draw(st.booleans()) else [*CONSTITUENCIES])
    within = draw(st.lists(where, min_size=n, max_size=n).filter(any))
    return Country(columns, within, draw(st.sets(st.sampled_from([*CONSTITUENCIES]), max_size=2)))


@settings(max_examples=200)
@given(countries(), st.sampled_from([(1, 10), (1, 4), (1, 2), (2, 3)]))
def test_worst_on_all_chooses_whom_the_slow_version_chooses(country: Country, share: tuple[int, int]) -> None:
    result = country.designate({"kind": "worst-on-all", "share": f"{share[0]}/{share[1]}"})
    ranks = [reference.ranked(column)[0] for column in country.columns.values()]
    assert result.designated.tolist() == reference.worst_on_all(ranks, share)
    table = result.table().to_pydict()
    for i, reason in enumerate(table["reason"]):
        assessed = all(measure[i] is not None for measure in ranks)
        assert table["assessed"][i] == assessed
        if not assessed:
            lacking = [name for name, measure in zip(country.columns, ranks, strict=True) if measure[i] is None]
            assert reason.startswith("Not assessed")
            assert all(name in reason for name in lacking)
            continue
        assert reason.startswith("Chosen: " if table["designated"][i] else "Not chosen")
        said = re.findall(
            r"rank (\d+) of (\d+), (?:(\d+) places? (inside|outside)|exactly on) the line at (\d+)", reason
        )
        assert len(said) == len(ranks)
        for (name, measure), (rank, n, distance, side, line) in zip(
            zip(country.columns, ranks, strict=True), said, strict=True
        ):
            assert int(rank) == measure[i] == table[f"{name}_rank"][i]
            assert int(n) == sum(r is not None for r in measure)
            assert int(line) == int(n) * share[0] // share[1] == table[f"{name}_line"][i]
            margin = {"inside": 1, "outside": -1, "": 0}[side] * int(distance or 0)
            assert margin == int(line) - int(rank) == table[f"{name}_margin"][i]
    need = [sum(measure[i] for measure in ranks) for i in result.order.tolist()]
    assert sorted(result.order.tolist()) == np.flatnonzero(result.designated).tolist()
    assert need == sorted(need)


RULES = st.fixed_dictionaries(
    {"number": st.integers(1, 12), "at_most": st.sampled_from([None, 1, 1, 2]), "exclude": st.booleans()}
)


@settings(max_examples=200)
@given(countries(), RULES, st.lists(st.sampled_from([0.5, 1.0, 2.0]), min_size=3, max_size=3))
def test_worst_composite_chooses_whom_the_slow_version_chooses_and_says_why(
    country: Country, settings_: dict[str, Any], weights: list[float]
) -> None:
    at_most, number = settings_["at_most"], settings_["number"]
    rule: dict[str, Any] = {
        "kind": "worst-composite",
        "weights": dict(zip(country.columns, weights, strict=False)),
        "number": number,
    }
    if at_most:
        rule["cap"] = {"at_most": at_most, "through": THROUGH, "called": "constituency"}
    if settings_["exclude"]:
        phase_1 = {"table": "phase-1", "column": "pcon_code", "because": "holds a place of phase 1"}
        rule["exclude"] = [{"through": THROUGH, "called": "constituency", **phase_1}]
    try:
        verdicts = reference.worst_composite(
            list(country.columns.values()),
            weights[: len(country.columns)],
            number=number,
            at_most=at_most,
            within=country.within,
            banned=country.banned if settings_["exclude"] else set(),
        )
    except (reference.Refused, ValueError):  # nothing to tell one area from another, or nobody assessed
        with pytest.raises(LeastfirstError):
            country.designate(rule)
        return
    result = country.designate(rule)
    table = result.table().to_pydict()
    assert table["composite_rank"] == [verdict.rank for verdict in verdicts]
    assert table["designated"] == [verdict.outcome == "chosen" for verdict in verdicts]
    chosen = sorted((verdict.rank, i) for i, verdict in enumerate(verdicts) if verdict.outcome == "chosen")
    assert result.order.tolist() == [i for _, i in chosen]
    assert len(chosen) <= number
    if at_most:
        places = [country.within[i] for _, i in chosen]
        assert max(map(places.count, places), default=0) <= at_most
    n = sum(verdict.rank is not None for verdict in verdicts)
    for i, (verdict, reason) in enumerate(zip(verdicts, table["reason"], strict=True)):
        constituency = CONSTITUENCIES.get(country.within[i] or "", "")
        if verdict.rank:
            assert f"{ordinal(verdict.rank)} of {n} on the composite" in reason
        if verdict.outcome == "chosen":
            assert reason.startswith("Chosen: ")
            turn = "the first" if verdict.turn == 1 else f"the {ordinal(verdict.turn)}"
            assert not at_most or reason.endswith(f", {turn} in its constituency, {constituency}.")
        elif verdict.outcome == "full":
            assert reason.startswith("Not chosen: ")
            assert f"the last of {number} places went to the {ordinal(chosen[-1][0])}." in reason
        elif verdict.outcome == "excluded":
            assert reason.startswith("Passed over: ")
            assert f"its constituency, {constituency}, holds a place of phase 1" in reason
            assert f"(Estate of {country.within[i]})" in reason
        elif verdict.outcome == "capped":
            assert reason.startswith("Passed over: ")
            held = ", ".join(f"{country.names[j]} (the {ordinal(verdicts[j].rank or 0)})" for j in verdict.holders)
            assert reason.endswith(f"but its constituency, {constituency}, already has {held}.")
            assert all(country.within[j] == country.within[i] for j in verdict.holders)
        elif verdict.outcome == "unknown":
            assert reason.startswith("Passed over: ")
            assert "do not say in which constituency it lies" in reason
        else:
            assert verdict.outcome == "not assessed"
            assert reason.startswith("Not assessed")


def ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
