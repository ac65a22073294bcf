"""Try a what-if: the fund shared again by the same stages, over the edition's own data, beside the published shares.

What a fund is shared by is read once for each process; results are kept in a small cache. Nothing is ever written.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from leastfirst.definitions import Fund, load_formula, load_fund, shipped
from leastfirst.exchange.packs import Pack
from leastfirst.fund import FundResult, checks, compare_funds, share
from leastfirst.fund.comparison.result import Group, Row
from leastfirst.ground.errors import DataError, LeastfirstError
from leastfirst.ground.tables import Inputs
from leastfirst.measure import designate
from leastfirst.publish.keeping import kept
from leastfirst.publish.reading import Edition
from leastfirst.publish.what_ifs.changes import changed
from leastfirst.publish.what_ifs.levers import CAPACITY, Levers, levers_of
from leastfirst.publish.what_ifs.what_if import WhatIf, WhatIfError
from leastfirst.sources import load_fund_inputs
from leastfirst.sources.worked_out import designation_as_table

KEPT = 16
WAIT_SECONDS = 10.0
Made = TypeVar("Made")


class BusyError(LeastfirstError):
    """Others were first, for longer than anybody is made to wait."""


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


class Extreme(NamedTuple):
    """The place that gets least, or most."""

    name: str
    pence: int


@dataclass(frozen=True)
class Tried:
    """What came of a what-if, beside what is published. All that a page shows of it, and no more: many are kept.

    `rows` and `groups` hold the published sums as `a` and the what-if's as `b`; `moved` is what some places get more
    and what others get less. Sums are whole pence; `capacity_pence` is None where the fund keeps no such share.
    """

    what_if: WhatIf
    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    gain: int
    lose: int
    moved: tuple[int, int]
    places: int
    least: Extreme
    most: Extreme
    comes_in_pence: int
    paid_pence: int
    unspent_pence: int
    capacity_pence: int | None

    @property
    def changes_nothing(self) -> bool:
        """Whether every place gets what is published, to the penny."""
        return all(row.difference == 0 for row in self.rows)

    @property
    def adds_up(self) -> bool:
        """Whether all that comes in is paid or told to be unspent, and the rows make what is paid, to the penny."""
        return (
            self.paid_pence + self.unspent_pence == self.comes_in_pence
            and sum(row.b_pence or 0 for row in self.rows) == self.paid_pence
        )

    @classmethod
    def of(cls, what_if: WhatIf, before: FundResult, after: FundResult) -> Tried:
        """Hold a fund that was shared again against the published one. Raises ConservationError if a sum is wrong."""
        checks(after)
        compared = compare_funds(before, after)
        paid, names = after.paid, after.places.names
        at = range(len(paid))
        least, most = min(at, key=lambda i: (paid[i], i)), max(at, key=lambda i: (paid[i], -i))
        lines = {i for i, line in enumerate(after.problem.lines) if line.purpose == CAPACITY}
        return cls(
            what_if,
            rows=compared.rows,
            groups=compared.groups,
            gain=len(compared.gain),
            lose=len(compared.lose),
            moved=compared.moved,
            places=len(paid),
            least=Extreme(names[least], paid[least]),
            most=Extreme(names[most], paid[most]),
            comes_in_pence=sum(sum(purse.comes_in) for purse in after.problem.purses),
            paid_pence=sum(paid),
            unspent_pence=after.routing.unspent_pence,
            capacity_pence=sum(cell[-1] for cell in after.cells if cell[2] in lines) if lines else None,
        )


class Trials:
    """The funds of one edition, ready to be tried; for any number of threads."""

    def __init__(self, pack: Pack, *, sha256_of: Callable[[str], str | None] = lambda _: None) -> None:
        self.pack = pack
        self.sha256_of = sha256_of
        # One at a time: two answers at once would only take twice as long, and twice the memory. See `_turn`.
        self._lock = threading.RLock()
        self._published: _Newest[tuple[FundResult, Inputs, Levers]] = _Newest(KEPT)
        self._tried: _Newest[Tried] = _Newest(KEPT)

    def levers(self, fund_id: str) -> Levers:
        """What may be changed of a fund. Raises LeastfirstError where it cannot be shared again."""
        return self._fund(fund_id)[2]

    def published(self, fund_id: str) -> FundResult:
        """A fund as it was published, shared again by the same stages."""
        return self._fund(fund_id)[0]

    def tried(self, what_if: WhatIf) -> Tried:
        """What came of a what-if; the last ones are kept.

        Raises WhatIfError where the changes contradict each other, or leave nobody to share the money among.
        """
        before, _, _ = self._fund(what_if.fund)
        with self._turn():
            return self._tried.get(what_if, lambda: Tried.of(what_if, before, self.shared(what_if)))

    def shared(self, what_if: WhatIf) -> FundResult:
        """The fund with the changes of a what-if, shared again by the stage. Raises as `tried` does."""
        before, inputs, levers = self._fund(what_if.fund)
        try:
            fund = changed(levers, what_if)
            return before if fund is before.fund else share(fund, _chosen_again(before.fund, fund, inputs))
        except (WhatIfError, BusyError):
            raise
        except LeastfirstError as error:
            # Where it went wrong is an id that a reader does not know; what is wrong and what to do is for them.
            told = f"{error.what[:1].upper()}{error.what[1:]}{f': {error.do}' if error.do else ''}"
            raise WhatIfError({"": told}) from None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for our turn, but not for ever: whoever waits holds a thread that pages need. Raises BusyError."""
        if not self._lock.acquire(timeout=WAIT_SECONDS):
            raise BusyError("too many what-ifs are being worked out at once", do="try again in a moment")
        try:
            yield
        finally:
            self._lock.release()

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

        with self._turn():
            return self._published.get(fund_id, work)


def can_be_tried(fund_id: str, sign: str) -> bool:
    """Whether what-ifs can be asked of a fund: one that leastfirst ships, in pounds. Others are only shown."""
    return sign == "£" and fund_id in shipped("funds")


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


def _sha256s_in(edition: Edition) -> dict[str, str]:
    """The sha256 of the definition that each fund was published by, where the edition tells it."""
    found: dict[str, str] = {}
    for fund_id in edition.about.funds:
        about = edition.tables.get(f"fund-{fund_id}-places")
        for each in about.made_by if about else ():
            if each.get("id") == fund_id and each.get("sha256"):
                found.setdefault(fund_id, each["sha256"])
    return found


_MAKING = threading.Lock()


def trials_of(edition: Edition) -> Trials:
    """The trials of an edition, kept as long as somebody reads that; they never hold it open themselves."""
    with _MAKING:
        return kept(edition, "what-ifs", lambda: Trials(edition.pack(), sha256_of=_sha256s_in(edition).get))
