"""One side of the sharing in a process of its own: `python -m benchmarks.funding_side SIDE PLACES`.

It answers each line of its input with a line of JSON: `run` with seconds by part or an `error`, `memory` with its peak.
Heavy modules are imported by the side that needs them, so that its peak is its own.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from benchmarks.clock import Clock
from benchmarks.funding_cases import CAP, FLOOR, FUND, PROFILE, Case, fund_of
from benchmarks.pots_cases import GREEN_AT_MOST, GROUPS, LINES, TIMING, YEARS, Pot, pots_of
from benchmarks.worker import peak_megabytes

if TYPE_CHECKING:
    from leastfirst.definitions.fund import Fund

Job = Callable[[Clock], Any]


def ours(case: Case) -> Job:
    """Formula, floors and caps, pence, then years and kinds, from places and figures to finished tables."""
    from leastfirst.fund.figures import Figures
    from leastfirst.fund.places import Places
    from leastfirst.fund.targets import targets_of
    from leastfirst.ground.apportion import controlled_rounding, largest_remainder
    from leastfirst.ground.exact import Exact

    fund = _fund()
    codes = tuple(f"P{at:08d}" for at in range(len(case.need)))
    places = Places(codes, codes)
    figures = {
        name: Figures(name, values, "", name, "", "made up", "")
        for name, values in {"residents": Exact(case.residents), "need": Exact(case.need, 1000)}.items()
    }

    def job(clock: Clock) -> Any:
        with clock("shares"):
            targets = targets_of(fund, places, figures, total=case.total, by_year=())
        with clock("years and kinds"):
            table = controlled_rounding(targets.pence, largest_remainder(PROFILE, case.total))
        return targets, table

    return job


def _fund() -> Fund:
    """The shipped example with the bounds that the other sides have written into their code."""
    from leastfirst.definitions.fund import Limit, load_fund
    from leastfirst.ground.money import pounds

    bounds = {what: Limit(per_place=pounds(pence)) for what, pence in (("floor", FLOOR), ("cap", CAP))}
    return load_fund(FUND).model_copy(update=bounds)


def pandas(case: Case) -> Job:
    from benchmarks.plain_pandas import funding

    places = funding.frame_of(case)
    return lambda clock: funding.in_floats(case, places, clock)


def decimal(case: Case) -> Job:
    from benchmarks.plain_pandas import funding

    places = funding.frame_of(case)
    return lambda clock: funding.in_decimals(case, places, clock)


def rounding(case: Case) -> Job:
    """Largest remainder alone, which is what the package does."""
    from leastfirst.ground.apportion import largest_remainder

    weights = case.weights

    def job(clock: Clock) -> Any:
        with clock("rounding"):
            return largest_remainder(weights, case.total)

    return job


def package(case: Case) -> Job:
    """The same by `apportionment`, in floats: its whole numbers overflow at the first fund of this size."""
    return _package([float(weight) for weight in case.weights], case.total, exactly=False)


def package_exactly(case: Case) -> Job:
    """The same by `apportionment`, in its fractions."""
    return _package(case.weights, case.total, exactly=True)


def _package(weights: Sequence[float], total: int, *, exactly: bool) -> Job:
    from apportionment.methods import compute

    # It has 52 names of its own and stops at the next place.
    names = [str(at) for at in range(len(weights))]

    def job(clock: Clock) -> Any:
        with clock("rounding"):
            return compute("largest_remainder", weights, total, fractions=exactly, parties=names)

    return job


def programme(case: Case, number: int = 0) -> Job:
    """Which pot pays for what, from need-based shares and pots to whole payments."""
    from leastfirst.fund.routing import Group, Line, Problem, Purse, Tie, route
    from leastfirst.ground.apportion import controlled_rounding, largest_remainder

    n = len(case.need)
    targets = targets_of_case(case)
    shares = [int(share * 20) for _, share in GROUPS.values() if share != GREEN_AT_MOST]
    capital, capacity, revenue = controlled_rounding(targets, largest_remainder(shares, case.total)).T.tolist()
    caps = [capital, [target // 10 for target in targets], capacity, revenue]

    def purse(pot: Pot) -> Purse:
        ties = [Tie("purposes", "some lines only", lines=frozenset(pot.lines))] * (len(pot.lines) < len(LINES))
        ties += [Tie("places", "some places only", places=frozenset(range(0, n, pot.every)))] * (pot.every > 1)
        ties += [Tie("use-by", "soon", last_year=pot.last_year)] * (pot.last_year < YEARS - 1)
        ties += [Tie("in-its-year", "in its year", same_year=True)] * pot.same_year
        ties += [Tie("matched", "matched", matched=Fraction(pot.matched))] * bool(pot.matched)
        return Purse(pot.name, pot.name, pot.comes_in, tuple(ties))

    problem = Problem(
        years=tuple(str(2026 + year) for year in range(YEARS)),
        lines=tuple(Line(*line) for line in LINES),
        purses=tuple(purse(pot) for pot in pots_of(case.total, number)),
        places=tuple(f"P{at:08d}" for at in range(n)),
        targets=targets,
        floors=[FLOOR] * n,
        groups=tuple(Group(name, lines, cap) for (name, (lines, _)), cap in zip(GROUPS.items(), caps, strict=True)),
        timing=TIMING,
    )

    def job(clock: Clock) -> Any:
        with clock("programme"):
            return route(problem)

    return job


def waterfall(case: Case, number: int = 0) -> Job:
    from benchmarks.plain_pandas.pots import merged

    targets, pots = targets_of_case(case), pots_of(case.total, number)
    return lambda clock: merged(targets, pots, clock)


def targets_of_case(case: Case) -> list[int]:
    """Need-based shares between floor and cap, in whole pence."""
    from leastfirst.ground.apportion import share_out

    n = len(case.need)
    return share_out(case.weights, case.total, floors=[FLOOR] * n, caps=[CAP] * n, order=case.order).pence


SIDES: dict[str, Callable[..., Job]] = {
    each.__name__: each for each in (ours, pandas, decimal, rounding, package, package_exactly, programme, waterfall)
}


def main() -> None:
    side, places = sys.argv[1:]
    job = SIDES[side](fund_of(int(places), 0))
    for line in sys.stdin:
        answer: dict[str, Any]
        if line.strip() == "memory":
            answer = {"peak": peak_megabytes()}
        else:
            gc.collect()
            clock = Clock()
            try:
                job(clock)
                answer = clock.parts
            except Exception as error:  # a peer that gives up is a result, too
                if side in ("ours", "rounding", "programme"):
                    raise
                answer = {"error": type(error).__name__}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
