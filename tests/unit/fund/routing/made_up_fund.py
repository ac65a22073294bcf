"""A made-up fund of any size: four lines, an open pot, one for capital, two for regions; short of money if wished."""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha256
from random import Random

from leastfirst.fund.routing import Group, Line, Problem, Purse, Routing, Tie, route
from leastfirst.ground.apportion import largest_remainder


def made_up(n: int, *, years: int = 10, total: int = 2 * 10**11, short: bool = False, floors: bool = False) -> Problem:
    """A problem with n places; with floors, every place has one of its own, and many bind."""
    chance = Random(n)
    targets = largest_remainder([chance.randint(50, 150) for _ in range(n)], total)
    capital = [3 * target // 4 for target in targets]
    revenue = [target - cap for target, cap in zip(targets, capital, strict=True)]
    fenced = [[cap // 20 for cap in capital], [cap // 5 for cap in revenue]]
    region = [frozenset(at for at in range(n) if at % 3 == r) for r in range(3)]

    def evenly(pence: int) -> tuple[int, ...]:
        return tuple(largest_remainder([1] * years, pence))

    purses = (
        Purse("open", "Open", evenly(total * (25 if short else 45) // 100)),
        Purse("build", "Build", evenly(total * 35 // 100), (Tie("kind", "capital only", lines=frozenset([0, 1])),)),
        Purse("north", "North", evenly(total // 10), (Tie("places", "only in the north", places=region[0]),)),
        Purse(
            "south",
            "South",
            (total // 10, *(0,) * (years - 1)),
            (
                Tie("places", "only in the south", places=region[1]),
                Tie("use-by", "to be used soon", last_year=years // 2),
            ),
        ),
    )
    groups = (
        Group("capital money", (0, 1), capital),
        Group("revenue money", (2, 3), revenue),
        Group("capacity to build", (0,), fenced[0]),
        Group("capacity to run", (2,), fenced[1]),
    )
    return Problem(
        years=tuple(f"Y{y}" for y in range(years)),
        lines=tuple(Line(kind, purpose) for kind in ("capital", "revenue") for purpose in ("capacity", "open")),
        purses=purses,
        places=tuple(f"E{at:05d}" for at in range(n)),
        targets=targets,
        floors=[int(target * Fraction(chance.randint(50, 95), 100)) if floors else 0 for target in targets],
        groups=groups,
        timing=((Fraction(1, years),) * years,) * 4,
    )


def fingerprint(routing: Routing) -> str:
    """A digest of every payment."""
    columns = (routing.place, routing.year, routing.line, routing.purse, routing.came_in, routing.pence)
    return sha256(b"".join(column.tobytes() for column in columns)).hexdigest()


if __name__ == "__main__":
    print(fingerprint(route(made_up(12, years=4, total=10**9 + 1, short=True, floors=True))))
