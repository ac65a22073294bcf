"""What the site says of areas in England, held against what was published."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leastfirst.definitions.edition import load_edition
from leastfirst.exchange.packs import Pack
from leastfirst.publish import Edition, open_edition
from leastfirst.publish.area_record import area_record
from leastfirst.publish.measured.areas import add_areas
from leastfirst.publish.measured.indices import add_indices
from leastfirst.publish.measured.standings import add_standings
from leastfirst.publish.measured.within import add_within
from leastfirst.publish.publishing import _about
from leastfirst.publish.work import Work
from leastfirst.publish.writing import finish, new_edition

pytestmark = pytest.mark.england
MIDDLESBROUGH_018D = "E01012045"


@pytest.fixture(scope="module")
def edition(england: Pack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """Areas, which lies in which, and indices: all that is slow is left out."""
    with new_edition(tmp_path_factory.mktemp("editions")) as writer:
        work = Work(load_edition("england"), england, writer)
        for part in (add_areas, add_within, add_indices, add_standings):
            part(work)
        finish(writer, _about(work))
    opened = open_edition(writer.folder)
    yield opened
    opened.close()


def test_the_ranks_on_the_domains_of_2025_are_the_published_ones(edition: Edition, england: Pack) -> None:
    domains = ("income", "employment", "education", "health", "crime", "barriers", "living_environment")
    columns = ["area_code", *(f"{each}_rank" for each in domains)]
    published = england.table("imd-2025", columns).data.to_pylist()
    names = ["area_code", *(f"imd-2025_{each}_rank" for each in domains)]
    ours = {}
    for at in range(0, 34_000, 1_000):
        for row in edition.rows("standings-lsoa-2021", columns=names, offset=at, counted=False).rows:
            ours[row["area_code"]] = tuple(row[name] for name in names[1:])
    assert len(ours) == 33_755
    off = [
        row["area_code"]
        for row in published
        if any(abs(mine - row[f"{each}_rank"]) > 1 for mine, each in zip(ours[row["area_code"]], domains, strict=True))
    ]
    assert off == []


def test_a_place_in_middlesbrough_stands_where_the_government_says(edition: Edition) -> None:
    record = area_record(edition, "lsoa-2021", MIDDLESBROUGH_018D)
    assert record.population == 1_472
    assert [(each.id, each.rank, each.ranked, each.decile) for each in record.indices] == [
        ("imd-2025", 68, 33_755, 1),
        ("cni-2023", 40, 33_755, 1),
    ]
    names = [each.name for each in record.around if each.has_page]
    assert names == ["Middlesbrough 018 (Stainton & Hemlington)", "Hemlington", "Middlesbrough"]


def test_what_was_not_worked_out_is_left_out_of_the_record(edition: Edition) -> None:
    record = area_record(edition, "lsoa-2021", MIDDLESBROUGH_018D)
    assert (record.lists, record.funds, record.facts, record.similar, record.dimensions) == ((), (), (), (), ())
