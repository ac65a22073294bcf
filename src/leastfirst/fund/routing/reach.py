"""Whether the pots reach the floors at all; if not, whose, by how much, and which strings stand in the way."""

from __future__ import annotations

from fractions import Fraction

from leastfirst.fund.routing.pools import Pooling
from leastfirst.fund.routing.sharing import paying
from leastfirst.ground.errors import InfeasibleError
from leastfirst.ground.money import pounds

NAMED = 5


def floors_in_reach(pooling: Pooling) -> None:
    """Pass if every place can have its floor.

    Raises:
        InfeasibleError: some cannot; it names them (those behind the smallest cut), what their floors come to, how much
            of it the pots may pay, the strings in the way, and the smallest sum that would do.
    """
    problem = pooling.problem
    every = pooling.caps.most(range(len(problem.lines)))
    for place, floor in enumerate(problem.floors):
        if floor > every[place]:
            raise InfeasibleError(
                f"its floor of {pounds(floor)} is above its caps, which add up to {pounds(int(every[place]))}",
                where=problem.places[place],
                do=f"lower the floor or raise the caps by {pounds(floor - int(every[place]))}",
            )
    if not any(problem.floors):
        return
    pools = pooling.pools({}, Fraction(0))
    net = paying(pooling, pools, [pool.demand for pool in pools])
    floors = sum(problem.floors)
    short = Fraction(floors) - Fraction(net.network.fill(), net.scale)
    if not short:
        return
    beyond = net.network.beyond()
    behind = [pool for pool, node in zip(pools, net.pool_nodes, strict=True) if beyond[node] and pool.demand]
    codes = sorted(problem.places[place] for pool in behind for place in pool.places)
    asked = int(sum(pool.demand for pool in behind))
    lacking = -int(-short // 1)
    # Money on the far side of the cut would be spent if it could come across: its strings stand in the way.
    ties = [
        f"'{purse.title}' is {' and '.join(tie.words for tie in purse.ties)}"
        for node, purse in zip(net.purse_nodes, problem.purses, strict=True)
        if purse.ties and any(purse.comes_in) and (not beyond[node] or purse.usable < sum(purse.comes_in))
    ]
    named = ", ".join(codes[:NAMED]) + (f" and {len(codes) - NAMED:,} more" if len(codes) > NAMED else "")
    whose = "the floor of 1 place comes" if len(codes) == 1 else f"the floors of {len(codes):,} places come"
    raise InfeasibleError(
        f"{whose} to {pounds(asked)} "
        f"({named}), and the pots may pay {pounds(asked - lacking)} of it, {pounds(lacking)} too little"
        + (f"; in the way: {'; '.join(ties)}" if ties else ""),
        do=f"add {pounds(lacking)} that these places may spend"
        + (", loosen a string" if ties else "")
        + " or lower the floors by as much",
    )
