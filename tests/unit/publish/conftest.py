"""What `publish` works out of the stage measure for the fictional county, made once for the tests of a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leastfirst.definitions.edition import EditionDefinition, load_edition
from leastfirst.exchange.packs import Pack
from leastfirst.publish import Edition, open_edition
from leastfirst.publish.downloads import add_downloads
from leastfirst.publish.funds.adding import add_funds
from leastfirst.publish.measured.areas import add_areas
from leastfirst.publish.measured.comparisons import add_comparisons
from leastfirst.publish.measured.designations import add_designations
from leastfirst.publish.measured.facts import add_facts
from leastfirst.publish.measured.indices import add_indices, add_maps
from leastfirst.publish.measured.nearby import add_nearby
from leastfirst.publish.measured.similar import add_similar
from leastfirst.publish.measured.within import add_within
from leastfirst.publish.methods.adding import add_methods
from leastfirst.publish.packed import add_pack
from leastfirst.publish.publishing import _about
from leastfirst.publish.votes.adding import add_votes
from leastfirst.publish.work import Work
from leastfirst.publish.writing import finish, new_edition
from leastfirst.sources.locate import open_county

MEASURED = (
    add_pack,
    add_areas,
    add_within,
    add_indices,
    add_designations,
    add_maps,
    add_comparisons,
    add_facts,
    add_nearby,
    add_similar,
)


@pytest.fixture(scope="session")
def county() -> Pack:
    """The fictional county."""
    return open_county()


@pytest.fixture(scope="session")
def plan() -> EditionDefinition:
    """What the county's site shows, with as many replicates as a test has time for."""
    return load_edition("county").model_copy(update={"replicates": 40})


@pytest.fixture(scope="session")
def work(tmp_path_factory: pytest.TempPathFactory, plan: EditionDefinition, county: Pack) -> Work:
    """All of the stage measure, written; `work.writer.folder` is the edition."""
    with new_edition(tmp_path_factory.mktemp("editions")) as writer:
        work = Work(plan, county, writer)
        for part in MEASURED:
            part(work)
        finish(writer, _about(work))
    return work


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, plan: EditionDefinition, county: Pack) -> Iterator[Edition]:
    """All that the stages measure, fund and decide give, with the method pages and the downloads."""
    with pytest.MonkeyPatch.context() as patch, new_edition(tmp_path_factory.mktemp("editions")) as writer:
        patch.setattr("leastfirst.publish.votes.adding.EFFORT", 300_000)
        work = Work(plan, county, writer)
        for part in (*MEASURED, add_funds, add_votes, add_methods, add_downloads):
            part(work)
        finish(writer, _about(work))
    opened = open_edition(writer.folder)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def edition(work: Work) -> Iterator[Edition]:
    """The same, open."""
    opened = open_edition(work.writer.folder)
    yield opened
    opened.close()
