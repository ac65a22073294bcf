"""The explain record of each place: what went in, each step, what held it, the odd penny, who pays, what else could be.

Every record stands on the facts of the fund (`facts_of`), which are the same for all places and said once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from leastfirst.definitions.formula import Formula
from leastfirst.fund.formulas import Worked
from leastfirst.fund.result import FundResult
from leastfirst.fund.routing import Fate
from leastfirst.fund.share import share_by
from leastfirst.fund.why.facts import SCHEMA, facts_of
from leastfirst.fund.why.numbers import exact_text
from leastfirst.fund.why.step_words import OnePlace
from leastfirst.ground.errors import AreaCodeError, DataError
from leastfirst.ground.exact import to_decimals
from leastfirst.ground.money import nearest_penny

Record = dict[str, Any]


@dataclass(frozen=True)
class Explanation:
    """Why each place of a fund gets what it gets.

    `facts` is what is the same for all places; `others` the pence of every place under each other formula, by the
    formula's id. Records are made when they are asked for.
    """

    result: FundResult
    facts: Mapping[str, Any]
    others: Mapping[str, list[int]] = field(default_factory=dict)

    def records(self) -> list[Record]:
        """The records of all places, in the order of places, as plain JSON values."""
        return [self._record(at) for at in range(len(self.result.places))]

    def record(self, place: str) -> Record:
        """The record of one place, by its code, or by its name if only one place has it; in any case.

        Raises AreaCodeError for a place that is none of this fund's.
        """
        return self._record(self.position(place))

    def left_out(self, place: str) -> tuple[str, str, str] | None:
        """(code, name, reason) of a place that could not take part, by its code or its name; None if it is no such."""
        codes = self._codes_of(place)
        return next((each for each in self.result.left_out if [each[0]] == codes), None)

    def position(self, place: str) -> int:
        """Where a place stands in the list, by its code, or by its name if only one place has it."""
        codes = self._codes_of(place)
        if len(codes) > 1:
            raise AreaCodeError(f"{len(codes)} places are called '{place}'", do=f"use a code: {', '.join(codes)}")
        return self.result.places.position(codes[0] if codes else place)

    def _codes_of(self, place: str) -> list[str]:
        """The codes that a code or a name may mean: as it is written, or, where nothing is, in another case."""
        result, loosely = self.result, place.strip().casefold()
        everybody = [
            *zip(result.places.codes, result.places.names, strict=True),
            *(each[:2] for each in result.left_out),
        ]
        ways = (
            [code for code, _ in everybody if code == place],
            [code for code, name in everybody if name == place],
            [code for code, _ in everybody if code.casefold() == loosely],
            [code for code, name in everybody if name.casefold() == loosely],
        )
        return next((codes for codes in ways if codes), [])

    def to_json(self) -> str:
        """One JSON object: the facts of the fund, then a line for each place. The same result gives the same bytes."""
        head = json.dumps(self.facts, ensure_ascii=False, indent=1)
        places = ",\n".join(_line(record) for record in self.records())
        left_out = ",\n".join(
            _line({"place_code": code, "place_name": name, "reason": reason})
            for code, name, reason in self.result.left_out
        )
        return f'{{"schema": "{SCHEMA}",\n"facts": {head},\n"left_out": [\n{left_out}\n],\n"places": [\n{places}\n]}}\n'

    def _record(self, at: int) -> Record:
        result = self.result
        places, targets = result.places, result.targets
        weight = targets.worked.result.at(at)
        shared = targets.shared
        record: Record = {
            "place_code": places.codes[at],
            "place_name": places.names[at],
            "areas": list(places.areas[at]) if places.areas else [],
            "within": {
                level: {"code": codes[at], "name": (places.called or {}).get(codes[at], "")}
                for level, codes in (places.within or {}).items()
            },
            "order": targets.order[at] + 1,
            "inputs": {name: exact_text(each.values.at(at)) for name, each in result.figures.items()},
            "steps": steps_of(self._one_place(targets.worked, at)),
            "weight": exact_text(weight) if shared else None,
            **self._shared(at, weight),
            "undamped_pence": targets.undamped[at],
            "before_pence": targets.before[at] if targets.before else None,
            "damping": self._damping(at),
            "target_pence": targets.pence[at],
            **self._paid(at),
            "others": {each: pence[at] for each, pence in self.others.items()},
        }
        return record

    def _one_place(self, worked: Worked, at: int) -> OnePlace:
        places = self.result.places
        return OnePlace(
            tree=worked.tree,
            values={name: values.at(at) for name, values in worked.values.items()},
            aggregates=worked.aggregates,
            within={level: codes[at] for level, codes in (places.within or {}).items()},
            called=places.called or {},
            sign=self.result.fund.sign,
        )

    def _shared(self, at: int, worked: Fraction) -> Record:
        """From the weight to the sum within floor and cap, and the odd penny."""
        targets, shared = self.result.targets, self.result.targets.shared
        if shared is None:
            # The formula's money to the nearest penny, before floor and cap.
            by_formula = nearest_penny(worked)
            exact, rounding = Fraction(targets.undamped[at]), None
            held = "floor" if by_formula < exact else "cap" if by_formula > exact else ""
        else:
            by_formula = int(to_decimals(shared.filled.rate * targets.worked.result.numerators[at], 0))
            how = shared.rounding(at)
            exact, held = how.exact, shared.filled.held[at]
            rounding = {
                "whole_pence": how.floor,
                "remainder": exact_text(how.remainder),
                "got_penny": how.got_penny,
                "queue": how.queue,
            }
        return {
            "unheld_pence": by_formula,
            "exact_pence": exact_text(exact),
            "floor_pence": targets.floors[at] if targets.floors else None,
            "cap_pence": targets.caps[at] if targets.caps else None,
            "held": held,
            "rounding": rounding,
        }

    def _damping(self, at: int) -> list[Record]:
        """Year by year, to eight decimals: the share that the place had, is due and got, and what slowed it."""
        result, targets = self.result, self.result.targets
        damped, before, pace = targets.damped, targets.before, result.fund.damping
        if damped is None or before is None or pace is None:
            return []
        had = Fraction(before[at], sum(before) or 1)
        due = Fraction(targets.undamped[at], targets.total)
        years = []
        for y, pence in enumerate(damped.pence):
            got = damped.share(y, at)
            years.append(
                {
                    "year": str(result.fund.years[y]),
                    "share_before": exact_text(to_decimals(had, 8)),
                    "target_share": exact_text(to_decimals(due, 8)),
                    "least_share": exact_text(to_decimals(had * (1 - pace.max_fall), 8)),
                    "most_share": exact_text(to_decimals(had * (1 + pace.max_rise) if had else due, 8)),
                    "share": exact_text(to_decimals(got, 8)),
                    "held": damped.held[y][at],
                    "pence": pence[at],
                }
            )
            had = got
        return years

    def _paid(self, at: int) -> Record:
        """What the pots pay of the target, when, for what."""
        routing, problem, target = self.result.routing, self.result.problem, self.result.targets.pence[at]
        paid, fate = int(routing.paid[at]), self._fates.get(at)
        # Places that share their fate get the same part of their targets, but for what whole pence, and under damping
        # whole years, make of it.
        met = Fraction(target) if fate is None else met_of(target, problem.floors[at], routing.fates[fate])
        return {
            "paid_pence": paid,
            "short_pence": target - paid,
            "fate": fate,
            "paid_apart_pence": paid - met.numerator // met.denominator,
            "shut_out": [purse.id for purse in problem.purses if not purse.may_pay_place(at)],
            "cells": self._cells.get(at, []),
        }

    @cached_property
    def _fates(self) -> dict[int, int]:
        """For each place the position of its fate; a place whose target is 0 has none."""
        return {place: f for f, fate in enumerate(self.result.routing.fates) for place in fate.places}

    @cached_property
    def _cells(self) -> dict[int, list[Record]]:
        """For each place its sums by line and pot, with one sum for each year of the fund."""
        problem = self.result.problem
        rows: dict[tuple[int, int, int], list[int]] = defaultdict(lambda: [0] * len(problem.years))
        for place, year, line, purse, pence in self.result.cells:
            rows[place, line, purse][year] += pence
        found: dict[int, list[Record]] = defaultdict(list)
        for (place, line, purse), pence_by_year in sorted(rows.items()):
            found[place].append(
                {
                    "kind": self.result.kind_of(line, purse),
                    "purpose": problem.lines[line].purpose,
                    "pot": problem.purses[purse].id,
                    "pence": pence_by_year,
                }
            )
        return found


def explain(result: FundResult, *, formulas: Sequence[Formula] = ()) -> Explanation:
    """Why each place of a shared fund gets what it gets.

    Args:
        result: the fund as it was shared.
        formulas: other formulas to hold its own against: the same money, places, floors and caps, without damping.
            The fund's own is passed over; one that cannot be worked out for this fund is kept with the reason.
    """
    own = result.fund.formula if isinstance(result.fund.formula, str) else ""
    others: dict[str, list[int]] = {}
    told: list[Record] = []
    for formula in formulas:
        if formula.id == own:
            continue
        entry = {"id": formula.id, "title": formula.title, "sha256": formula.sha256, "cannot": ""}
        try:
            others[formula.id] = share_by(result, formula).undamped
        except DataError as error:
            entry["cannot"] = error.what
        told.append(entry)
    return Explanation(result, {"schema": SCHEMA, **facts_of(result), "others": told}, others)


def met_of(target: int, floor: int, fate: Fate) -> Fraction:
    """The exact pence of a target that the pots can meet, before they are made whole."""
    return Fraction(floor) if fate.held else target * fate.fulfilment


def steps_of(place: OnePlace) -> list[Record]:
    """Each step of a formula with one place's numbers: in words, exactly, and as people read it."""
    return [
        {
            "step": name,
            "words": place.in_words(name),
            "exact": exact_text(place.values[name]),
            "shown": place.told(name),
        }
        for name in place.tree.steps
    ]


def _line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
