"""England's edition: the lists that are known, one small area that is known, and that nobody is lost between areas."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leastfirst.definitions.edition import load_edition
from leastfirst.exchange.packs import Pack
from leastfirst.publish import Edition, open_edition
from leastfirst.publish.measured.areas import add_areas
from leastfirst.publish.measured.comparisons import add_comparisons
from leastfirst.publish.measured.designations import add_designations
from leastfirst.publish.measured.facts import add_facts
from leastfirst.publish.measured.indices import add_indices, add_maps
from leastfirst.publish.measured.within import add_within
from leastfirst.publish.packed import add_pack
from leastfirst.publish.publishing import _about
from leastfirst.publish.work import Work
from leastfirst.publish.writing import finish, new_edition

pytestmark = pytest.mark.england

HEMLINGTON = "E01012045"  # Middlesbrough 018D


@pytest.fixture(scope="module")
def edition(england: Pack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """What the stage measure gives, with a few replicates."""
    plan = load_edition("england").model_copy(update={"replicates": 20})
    with new_edition(tmp_path_factory.mktemp("editions")) as writer:
        work = Work(plan, england, writer, threads=2)
        parts = (add_pack, add_areas, add_within, add_indices, add_designations, add_maps, add_comparisons, add_facts)
        for part in parts:
            part(work)
        finish(writer, _about(work))
    assert work.left_out == []
    opened = open_edition(writer.folder)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("name", "count"),
    [("left-behind-lsoas-2025", 1_262), ("left-behind-wards-2019", 226), ("pride-in-place-2-england", 146)],
)
def test_the_lists_are_as_long_as_they_are(edition: Edition, name: str, count: int) -> None:
    assert edition.rows(f"designation-{name}", where={"designated": True}, limit=0).total == count
    said = edition.document("designation", name)
    assert said is not None
    assert said["counts"]["designated"] == count
    mapped = next(each for each in edition.about.geographies if edition.table(f"map-{each}").column(name))
    assert edition.rows(f"map-{mapped}", where={name: True}, limit=0).total == count


def test_a_known_small_area_has_its_published_ranks(edition: Edition) -> None:
    row = edition.row("map-lsoa-2021", HEMLINGTON)
    assert row is not None
    assert (row["area_name"], row["lad_name"]) == ("Middlesbrough 018D", "Middlesbrough")
    assert (row["imd-2025_rank"], row["cni-2023_rank"]) == (68, 40)
    assert (row["imd-2025_decile"], row["left-behind-lsoas-2025"]) == (1, True)
    around = edition.rows("within", where={"area_code": HEMLINGTON, "geography": "lsoa-2021"}).rows
    found = {each["within_geography"]: (each["within_name"], each["share"]) for each in around}
    assert found["ward-2017"] == ("Hemlington", 1.0)
    assert found["msoa-2021"] == ("Middlesbrough 018 (Stainton & Hemlington)", 1.0)
    assert found["lad-2024"] == ("Middlesbrough", 1.0)


def test_every_area_has_its_row(edition: Edition) -> None:
    wanted = {"lsoa-2021": 33_755, "msoa-2021": 6_856, "ward-2017": 7_439, "lad-2024": 296}
    for table in ("areas", "map", "indicators", "facts"):
        assert {each: edition.table(f"{table}-{each}").rows for each in wanted} == wanted


def test_small_numbers_of_people_are_not_shown(edition: Edition) -> None:
    """In 2,864 small areas fewer than five homes have too few rooms, and 2,654 more would give those away."""
    column = "homes_with_too_few_rooms_for_those_who_live_there"
    hidden = edition.rows("facts-lsoa-2021", matching={"suppressed": column}, limit=1000)
    assert hidden.total == 5_518
    assert {row[column] for row in hidden.rows} == {None}
    same = edition.rows("indicators-lsoa-2021", matching={"suppressed": "overcrowded_share"}, limit=1)
    assert same.total == 5_518
    assert same.rows[0]["census-2021.overcrowded_share"] is None


def test_a_page_of_rows_comes_in_the_order_that_is_asked_for(edition: Edition) -> None:
    found = edition.rows("map-lsoa-2021", order_by="imd-2025_rank", limit=3, where={"lad_name": "Middlesbrough"})
    ranks = [row["imd-2025_rank"] for row in found.rows]
    assert ranks == sorted(ranks)
    assert found.total == edition.rows("areas-lsoa-2021", where={"lad_name": "Middlesbrough"}, limit=0).total
