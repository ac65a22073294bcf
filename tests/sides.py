"""Ways of sharing that a test makes up: places with what each gets, and how sure a list of them is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from leastfirst.fund import Side
from leastfirst.fund.figures import Figures
from leastfirst.fund.places import Places
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.exact import Exact
from leastfirst.ground.tables import Table
from tests import made_up

WARD = "ward-2017"


def side(
    pence: Mapping[str, int],
    *,
    title: str = "Made up",
    need: Mapping[str, int | Fraction] | None = None,
    residents: Mapping[str, int] | None = None,
    regions: Mapping[str, str] | None = None,
    geography: str | None = WARD,
    sign: str = "£",
    index: str = "index-a",
    numbered: bool = False,
) -> Side:
    """Places with what each gets, by code; region R1 is called `Region R1`."""
    codes = tuple(sorted(pence))
    within = {"region": tuple(regions.get(code, "") for code in codes)} if regions is not None else {}
    called = {region: f"Region {region}" for region in (regions or {}).values() if region}
    places = Places(
        codes,
        tuple(f"Place {code}" for code in codes),
        tuple((code,) for code in codes),
        Geography.parse(geography) if geography else None,
        within,
        called,
    )
    figures = {
        name: Figures(name, Exact.of([values[code] for code in codes]), index, name, "2021", "a test", "abc")
        for name, values in (("need", need), ("residents", residents))
        if values is not None
    }
    return Side(title, sign, places, tuple(pence[code] for code in codes), figures, numbered)


def certainty(rows: Sequence[tuple[str, int | None, bool, float | None, str | None]]) -> Table:
    """A certainty table: code, population, whether designated, how often, class."""
    names = ("area_code", "population", "designated", "p_designated", "class")
    columns = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    return made_up.table("certainty-made-up", columns, kind="worked-out", geography=WARD)
