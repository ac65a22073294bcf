"""Try a what-if: the fund shared again by the same stages, over the edition's own data, beside the published shares.

What a fund is shared by is read once for each process; results are kept in a small cache. Nothing is ever written.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from leastfirst.definitions import Fund, load_formula, load_fund, shipped
from leastfirst.exchange.packs import Pack
from leastfirst.fund import Check, FundComparison, FundResult, checks, compare_funds, share
from leastfirst.ground.errors import DataError, LeastfirstError
from leastfirst.ground.tables import Inputs
from leastfirst.measure import designate
from leastfirst.publish.changes import changed
from leastfirst.publish.levers import Levers, levers_of
from leastfirst.publish.reading import Edition
from leastfirst.publish.what_if import WhatIf, WhatIfError
from leastfirst.sources import load_fund_inputs
from leastfirst.sources.worked_out import designation_as_table

KEPT = 32
Made = TypeVar("Made")


class _Newest(Generic[Made]):
    """What was made last, by its key: so many, and no more."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._made: OrderedDict[Hashable, Made] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made for a key, or is made now; whoever calls holds a lock."""
        if key not in self._made:
            self._made[key] = make()
        self._made.move_to_end(key)
        while len(self._made) > self.most:
            self._made.popitem(last=False)
        return self._made[key]


@dataclass(frozen=True)
class Tried:
    """A what-if beside what is published: `compared` holds the published sums as `a` and the what-if's as `b`."""

    what_if: WhatIf
    shared: FundResult
    compared: FundComparison
    checks: tuple[Check, ...]

    @property
    def changes_nothing(self) -> bool:
        """Whether every place gets what is published, to the penny."""
        return all(row.difference == 0 for row in self.compared.rows)


class Trials:
    """The funds of one edition, ready to be tried; for any number of threads."""

    def __init__(self, pack: Pack, *, sha256_of: Callable[[str], str | None] = lambda _: None) -> None:
        self.pack = pack
        self.sha256_of = sha256_of
        self._lock = threading.Lock()
        self._published: _Newest[tuple[FundResult, Inputs, Levers]] = _Newest(KEPT)
        self._tried: _Newest[Tried] = _Newest(KEPT)

    def levers(self, fund_id: str) -> Levers:
        """What may be changed of a fund. Raises LeastfirstError where it cannot be shared again."""
        return self._fund(fund_id)[2]

    def published(self, fund_id: str) -> FundResult:
        """A fund as it was published, shared again by the same stages."""
        return self._fund(fund_id)[0]

    def tried(self, what_if: WhatIf) -> Tried:
        """The fund with the changes of a what-if.

        Raises WhatIfError where the changes contradict each other, or leave nobody to share the money among.
        """
        before, inputs, levers = self._fund(what_if.fund)

        def work() -> Tried:
            try:
                fund = changed(levers, what_if)
                after = before if fund is before.fund else share(fund, _chosen_again(before.fund, fund, inputs))
                return Tried(what_if, after, compare_funds(before, after), tuple(checks(after)))
            except WhatIfError:
                raise
            except LeastfirstError as error:
                # Where it went wrong is an id that a reader does not know; what is wrong and what to do is for them.
                told = f"{error.what[:1].upper()}{error.what[1:]}{f': {error.do}' if error.do else ''}"
                raise WhatIfError({"": told}) from None

        with self._lock:
            return self._tried.get(what_if, work)

    def _fund(self, fund_id: str) -> tuple[FundResult, Inputs, Levers]:
        def work() -> tuple[FundResult, Inputs, Levers]:
            fund = load_fund(fund_id)
            published = self.sha256_of(fund_id)
            if published is not None and published != fund.sha256:
                raise DataError(
                    "its definition has changed since this edition was published, so it cannot be shared again",
                    where=fund.title,
                    do="publish the edition again",
                )
            inputs = load_fund_inputs(fund, self.pack)
            result = share(fund, inputs)
            return result, inputs, levers_of(result, {each: load_formula(each) for each in shipped("formulas")})

        with self._lock:
            return self._published.get(fund_id, work)


def _chosen_again(before: Fund, fund: Fund, inputs: Inputs) -> Inputs:
    """The inputs with the list of places chosen again, where its rule was changed."""
    if fund.designations == before.designations:
        return inputs
    again = {
        table.id: table
        for each in fund.designations.values()
        for table in [designation_as_table(designate(each, inputs))]
    }
    return Inputs([again.get(table_id, table) for table_id, table in inputs.items()], origin=inputs.origin)


def _sha256_in(edition: Edition) -> Callable[[str], str | None]:
    """The sha256 of the definition that a fund was published by, if the edition tells it."""

    def of(fund_id: str) -> str | None:
        about = edition.tables.get(f"fund-{fund_id}-places")
        records = about.made_by if about else ()
        return next((each.get("sha256") for each in records if each.get("id") == fund_id), None)

    return of


_TRIALS: OrderedDict[str, Trials] = OrderedDict()
_TRIALS_LOCK = threading.Lock()


def trials_of(edition: Edition) -> Trials:
    """The trials of an edition; those of the last two editions are kept, as an old one may still be read."""
    with _TRIALS_LOCK:
        if edition.id not in _TRIALS:
            _TRIALS[edition.id] = Trials(edition.pack(), sha256_of=_sha256_in(edition))
            while len(_TRIALS) > 2:
                _TRIALS.popitem(last=False)
        return _TRIALS[edition.id]
