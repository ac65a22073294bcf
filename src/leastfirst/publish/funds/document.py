"""A shared fund as one document: every number that its page shows as whole pence, every sentence as a stage says it."""

from __future__ import annotations

from typing import Any

from leastfirst.definitions import formula_words
from leastfirst.definitions.fund import OPEN, Fund
from leastfirst.exchange.report.fund_findings import find
from leastfirst.exchange.report.fund_method import method_of
from leastfirst.exchange.report.fund_pots import pots_of
from leastfirst.exchange.report.fund_prices import prices_of
from leastfirst.exchange.report.fund_sums import KIND_WORDS, Sums, groups, level_called, levels_of
from leastfirst.exchange.report.fund_targeted import targeted
from leastfirst.exchange.report.fund_years import by_year
from leastfirst.fund import Explanation, FundResult, TargetingCheck, checks, fees_table, finding
from leastfirst.ground.tables import Inputs
from leastfirst.publish.votes.said import table_said

Record = dict[str, Any]


def fund_document(
    result: FundResult, explanation: Explanation, inputs: Inputs, *, targeting: TargetingCheck | None, fictional: bool
) -> Record:
    """All that the pages of a fund show of the fund as a whole; see the keys below. Money is whole pence.

    Raises ConservationError if a sum does not add up: a page with a wrong sum on it is not published.
    """
    fund, sums = result.fund, Sums.of(result)
    head = find(result, sums)
    places = result.places
    return {
        **head_of(fund),
        "fictional": fictional,
        "headline": head.headline,
        "because": head.because,
        "relied_on": {"name": head.status[0], "words": head.status[1]},
        "figures": [{"figure": figure, "words": words} for figure, words in head.figures],
        "paragraphs": list(head.paragraphs),
        "finding": finding(result).split("\n"),
        "geography": str(places.geography) if places.geography else "",
        "places": len(places),
        "residents": sum(result.residents or []) or None,
        "asked_pence": result.targets.total,
        "comes_in_pence": sum(sum(purse.comes_in) for purse in result.problem.purses),
        "paid_pence": sum(result.paid),
        "unspent_pence": result.routing.unspent_pence,
        "formula": _formula(result, inputs),
        "method": list(method_of(result, sums)),
        "kinds": [{"kind": kind, "words": KIND_WORDS[kind]} for kind in sums.kinds],
        "pots": _pots(result, sums),
        "prices": prices_of(result, sums).finding,
        "lines": _lines(result, sums),
        "by_year": _by_year(result, sums),
        "by_year_finding": by_year(result, sums).finding,
        "within": _within(result, sums),
        "checks": [
            {"what": c.what, "expected": c.expected, "found": c.found, "counts": c.counts, "holds": c.holds}
            for c in checks(result)
        ],
        "fees": _fees(result),
        "targeting": _targeting(targeting),
        "left_out": [{"code": code, "name": name, "reason": reason} for code, name, reason in result.left_out],
        "other_formulas": list(explanation.facts["others"]),
        "facts": dict(explanation.facts),
    }


def head_of(fund: Fund) -> Record:
    """What a fund says of itself."""
    return {
        "id": fund.id,
        "title": fund.title,
        "summary": fund.summary,
        "source": fund.source,
        "vintage": fund.vintage,
        "licence": fund.licence,
        "status": fund.status,
        "standing": fund.standing,
        "sha256": fund.sha256,
        "sign": fund.sign,
        "called": fund.called,
        "called_one": fund.called_one,
        "years": [str(year) for year in fund.years],
        "caveats": list(fund.caveats),
    }


def _formula(result: FundResult, inputs: Inputs) -> Record:
    fund, tree = result.fund, result.fund.tree
    named = fund.formulas[fund.formula] if isinstance(fund.formula, str) else None
    return {
        "id": named.id if named else "",
        "title": named.title if named else "The fund’s own",
        "summary": named.summary if named else "",
        "status": named.status if named else fund.status,
        "source": named.source if named else fund.source,
        "gives": tree.gives,
        "steps": [{"title": title, "words": words} for title, words in formula_words.words(tree)],
        "result": formula_words.what_comes_of_it(tree),
        "inputs": [
            {
                "name": name,
                "words": each.words,
                "table": each.table,
                "table_title": inputs[each.table].meta.title if each.table in inputs else "",
                "column": each.column,
                "vintage": each.vintage,
                "source": each.source,
                "sha256": each.sha256,
            }
            for name, each in result.figures.items()
        ],
    }


def _pots(result: FundResult, sums: Sums) -> list[Record]:
    """Each pot with its strings and their prices, what it pays in each year and for what, and what stays unspent."""
    words = pots_of(result, sums).pots
    prices = iter(prices_of(result, sums).prices)
    priced = iter(result.prices or ())
    told = []
    for i, (pot, purse, said) in enumerate(zip(result.fund.pots, result.problem.purses, words, strict=True)):
        strings = []
        for string, because in said.strings:
            price, exact = next(prices, None), next(priced, None)
            strings.append(
                {
                    "words": string,
                    "because": because,
                    "binds": exact.binds if exact else None,
                    "costs": price.costs if price else None,
                    "price": list(price.told) if price else [],
                    "more_would_reach_places_pence": exact.without.paid_pence - exact.without.paid_before
                    if exact
                    else None,
                }
            )
        unspent = [each for each in result.routing.unspent if each.purse == i]
        told.append(
            {
                "id": pot.id,
                "title": purse.title,
                "owner": pot.owner,
                "holds": said.holds,
                "comes_in_pence": sum(purse.comes_in),
                "comes_in_by_year": list(purse.comes_in),
                "paid_pence": int(sums.by_pot[i].sum()),
                "paid_by_year": [int(each) for each in sums.pot_years[i]],
                "paid_for": [
                    {**_spent_on(sums, at), "pence": int(sums.by_pot[i, at])}
                    for at in range(len(sums.spent_on))
                    if sums.by_pot[i, at]
                ],
                "unspent_pence": sum(each.pence for each in unspent),
                "unspent": list(said.unspent),
                "strings": strings,
            }
        )
    return told


def _spent_on(sums: Sums, at: int) -> Record:
    line = sums.spent_on[at]
    return {
        "kind": line.kind,
        "kind_words": KIND_WORDS[line.kind],
        "purpose": line.purpose,
        "title": sums.title(line.purpose),
        "open": line.purpose == OPEN,
    }


def _lines(result: FundResult, sums: Sums) -> list[Record]:
    """What the money is spent on: each kind with each purpose, its sum and that of each year."""
    return [
        {
            **_spent_on(sums, at),
            "pence": int(sums.by_year[:, at].sum()),
            "by_year": [int(each) for each in sums.by_year[:, at]],
        }
        for at in range(len(sums.spent_on))
    ]


def _by_year(result: FundResult, sums: Sums) -> list[Record]:
    kinds = {kind: sums.kind_of(sums.by_year, kind) for kind in sums.kinds}
    return [
        {
            "year": year,
            "pence": int(sums.by_year[i].sum()),
            "kinds": {kind: int(of[i]) for kind, of in kinds.items()},
        }
        for i, year in enumerate(result.problem.years)
    ]


def _within(result: FundResult, sums: Sums) -> list[Record]:
    """The larger areas that the places lie in, level by level, the smaller ones first."""
    people = sums.residents
    return [
        {
            "level": level,
            "called": level_called(level),
            "called_many": level_called(level, plural=True),
            "groups": [
                {
                    "code": group.code,
                    "name": group.name,
                    "places": len(group.places),
                    "pence": sum(result.paid[i] for i in group.places),
                    "residents": sum(people[i] for i in group.places) if people else None,
                }
                for group in groups(result, level)
            ],
        }
        for level in levels_of(result)
    ]


def _fees(result: FundResult) -> Record | None:
    fee, table = result.fund.fee, fees_table(result)
    if fee is None or table is None:
        return None
    return {
        "title": fee.title,
        "of_drawn": str(fee.of_drawn),
        "of_returned": str(fee.of_returned),
        "fee_pence": sum(table["fee_pence"].to_pylist()),
    }


def _targeting(check: TargetingCheck | None) -> Record | None:
    told = targeted(check)
    if told is None or check is None:
        return None
    return {"told": list(told.told), "table": table_said(told.table), "reaches": check.table().to_pylist()}
