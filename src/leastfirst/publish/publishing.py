"""The job of `leastfirst publish`: every part of an edition, in order, then the head; then it is put up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from leastfirst.definitions.edition import EditionDefinition
from leastfirst.exchange.packs import Pack
from leastfirst.ground.version import __version__
from leastfirst.publish.checking import check_made, check_plan
from leastfirst.publish.contents import About
from leastfirst.publish.work import Tell, Work
from leastfirst.publish.writing import finish, new_edition, put_up


def publish(
    plan: EditionDefinition,
    pack: Pack,
    editions: str | Path,
    *,
    raw: Path | None = None,
    tell: Tell = lambda _: None,
    threads: int = 1,
    up: bool = True,
) -> tuple[Path, tuple[str, ...]]:
    """Work out what a site shows and write it as a new edition; returns its folder and what was left out, and why.

    `raw` is the folder of raw data in which the files of votes are looked for; `threads` is how many processor cores
    may be used, which changes nothing but the time. With `up` it becomes the one that is shown. Raises LeastfirstError
    when it cannot be made at all; then the edition that is up stays as it was.
    """
    check_plan(plan, pack)
    with new_edition(Path(editions)) as writer:
        work = Work(plan, pack, writer, raw=raw, tell=tell, threads=threads)
        for part in _parts():
            part(work)
        check_made(work)
        finish(writer, _about(work))
    if up:
        put_up(writer.folder)
    return writer.folder, tuple(work.left_out)


def _parts() -> list[Callable[[Work], None]]:
    """What an edition is made of, in order: each part may use what those before it worked out."""
    from leastfirst.publish.downloads import add_downloads
    from leastfirst.publish.funds.adding import add_funds
    from leastfirst.publish.funds.by_place import add_funds_by_place
    from leastfirst.publish.maps.tiles import add_tiles
    from leastfirst.publish.measured.areas import add_areas
    from leastfirst.publish.measured.comparisons import add_comparisons
    from leastfirst.publish.measured.designations import add_designations
    from leastfirst.publish.measured.facts import add_facts
    from leastfirst.publish.measured.indices import add_indices, add_maps
    from leastfirst.publish.measured.nearby import add_nearby
    from leastfirst.publish.measured.similar import add_similar
    from leastfirst.publish.measured.standings import add_standings
    from leastfirst.publish.measured.within import add_within
    from leastfirst.publish.methods.adding import add_methods
    from leastfirst.publish.packed import add_pack
    from leastfirst.publish.search import add_search
    from leastfirst.publish.votes.adding import add_votes

    return [
        add_pack,
        add_areas,
        add_within,
        add_indices,
        add_standings,
        add_designations,
        add_maps,
        add_comparisons,
        add_facts,
        add_nearby,
        add_similar,
        add_funds,
        add_funds_by_place,
        add_votes,
        add_methods,
        add_tiles,
        add_search,
        add_downloads,
    ]


def _about(work: Work) -> About:
    plan, pack, tables = work.plan, work.pack, work.writer.tables
    return About(
        definition=plan.id,
        title=plan.title,
        summary=plan.summary,
        leading=plan.leading,
        fictional=pack.fictional,
        pack_id=pack.id,
        pack_title=pack.title,
        pack_version=pack.version,
        code_version=__version__,
        designations=tuple(each.of for each in tables.values() if each.subject == "designation"),
        geographies=tuple(each.geography for each in tables.values() if each.subject == "map"),
        funds=tuple(each.of for each in tables.values() if each.subject == "fund"),
        votes=tuple(each.of for each in tables.values() if each.subject == "vote"),
        left_out=tuple(work.left_out),
    )
