"""Targeting: who lives where a fund's money goes, and who would, had the same money been targeted at another scale.

`measure.scale` asks of a designation which people are reached by budgets of people. This asks of one fund what becomes
of its pounds: how much of this budget, over as many residents as its own places have, comes to people in the worst
tenth of small areas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from leastfirst.fund.figures import index_table
from leastfirst.fund.targeting.people import Inside, Small, exact_people, inside_of, summed_up
from leastfirst.fund.targeting.result import OWN, Reach, TargetingCheck
from leastfirst.ground.apportion import largest_remainder
from leastfirst.ground.columns import lookup_of
from leastfirst.ground.errors import DataError
from leastfirst.ground.exact import Exact
from leastfirst.ground.reach import Curve
from leastfirst.ground.sums import sums_at
from leastfirst.ground.tables import Inputs, Needs, TableMeta
from leastfirst.ground.ways import way_between, ways_up

if TYPE_CHECKING:
    from leastfirst.definitions.fund import Fund
    from leastfirst.definitions.recipe import Recipe
    from leastfirst.fund.result import FundResult
    from leastfirst.ground.area_codes import Geography


def targeting_needs(fund: Fund, tables: Mapping[str, TableMeta], *, index: Recipe | None = None) -> Needs:
    """The lookups that `targeting` reads, beside the worked-out table of the index that the fund names.

    Args:
        fund: whose `targeting` names an index.
        tables: what the data hold.
        index: that index, if it is none of those that the fund itself reads; `load_fund_inputs` hands it in.
    """
    needs = Needs()
    recipe = index or _among_its_own(fund)
    if recipe is None:
        return needs
    for lookup in ways_up(recipe.geography, tables):
        needs.add(lookup)
    for lookup in (fund.geography and way_between(recipe.geography, fund.geography, tables)) or ():
        needs.add(lookup)
    return needs


def _among_its_own(fund: Fund) -> Recipe | None:
    held = [fund.recipes, *(each.recipes for each in fund.designations.values())]
    return next((recipe for recipes in held for recipe in recipes.values() if recipe.id == fund.targeting), None)


def targeting(result: FundResult, inputs: Inputs) -> TargetingCheck:
    """What share of a fund's money comes to people in the worst tenth of small areas, as it is and at other scales.

    At each scale the areas of the highest average score over residents come first, until as many residents are covered
    as the fund's own places have; the last area is covered in part. Everybody who is covered gets the same. In the
    fund's own places the money of each place is spread evenly over its residents.

    Where places are larger than the small areas, or of another vintage, residents are carried over by lookups. Money of
    a place where nobody was carried to, and of people whose small area has no score, is counted apart.

    Args:
        result: the fund, shared.
        inputs: the tables that `targeting_needs` asks for, with `index-ID` for the id in the fund's `targeting`.

    Raises:
        DataError: if the fund names no index, its places are not made of areas, no lookup leads to them, or nobody
            lives there.
    """
    fund, places = result.fund, result.places
    if fund.targeting is None:
        raise DataError(
            "it does not say by which index to check its targeting", where=fund.id, do="name one under `targeting`"
        )
    small = Small.of(inputs[index_table(fund.targeting)])
    inside = inside_of(places, small, inputs, fund.id)
    own, empty = _own_places(result.paid, inside, small)
    if not own.residents > 0:
        raise DataError(
            "nobody lives in its places by these data", where=fund.id, do="check the vintage of its places' codes"
        )
    total = sum(result.paid)
    metas = {table_id: table.meta for table_id, table in inputs.items()}
    found = [
        _reach(
            small.geography.level, small.geography, Curve.down(small.score, small.people, small.in_worst), own, total
        )
    ]
    for table_id in ways_up(small.geography, metas):
        lookup = lookup_of(inputs, table_id)
        curve = Curve.down(*summed_up(lookup, small))
        found.append(_reach(lookup.target.level, lookup.target, curve, own, total))
    return TargetingCheck(
        fund,
        total,
        small.title,
        small.geography,
        exact_people(float(small.people.sum())),
        exact_people(float(small.in_worst.sum())),
        (own, *found),
        inside.through,
        inside.empty,
        empty,
        int(small.unscored.sum()),
    )


def _reach(level: str, geography: Geography, curve: Curve, own: Reach, total: int) -> Reach:
    """The same money over as many residents, worst areas of one level first, the same for each resident."""
    budget = np.array([float(own.residents)])
    residents, reached = (exact_people(float(each[0])) for each in (curve.targeted(budget), curve.reached(budget)))
    worst, others = split(total, [reached, max(residents - reached, Fraction(0))])
    return Reach(level, geography, int(curve.areas_at(budget)[0]), residents, reached, worst, others, 0)


def _own_places(paid: Sequence[int], inside: Inside, small: Small) -> tuple[Reach, int]:
    """What the fund pays as it is; then the pence of its places where nobody lives by these data."""
    row, column, share, *_ = inside
    n = len(paid)
    worst, scored, unknown = (
        sums_at(column, share * each[row], n) for each in (small.in_worst, small.people, small.unknown)
    )
    sums = [0, 0, 0]
    empty = 0
    for p, pence in enumerate(paid):
        needy = exact_people(float(worst[p]))
        others = max(exact_people(float(scored[p])) - needy, Fraction(0))
        parts = [needy, others, exact_people(float(unknown[p]))]
        if any(parts):
            sums = [before + part for before, part in zip(sums, split(pence, parts), strict=True)]
        else:
            empty += pence
    living = exact_people(float((scored + unknown).sum()))
    in_worst = exact_people(float(worst.sum()))
    return Reach(OWN, None, n, living, in_worst, sums[0], sums[1], sums[2] + empty), empty


def split(pence: int, parts: Sequence[Fraction]) -> list[int]:
    """Whole pence in proportion to numbers of people; they add up."""
    return largest_remainder(Exact.of(parts).numerators, pence)
