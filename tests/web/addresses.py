"""Every address that the site answers, with something of the county in each: found from the site's own list of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from leastfirst.publish import Edition


def every_address(edition: Edition, language: str = "en") -> dict[str, str]:
    """The name of each address, and one address of that name. A name without an example fails the test that asks."""
    examples = examples_of(edition)
    with override(language):
        return {
            name: reverse(name, kwargs={each: example(examples, name, each) for each in names})
            for name, names in names_of(get_resolver().url_patterns)
        }


def names_of(
    patterns: Sequence[URLPattern | URLResolver], space: str = "", above: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each name with the names of the parts of its address."""
    for each in patterns:
        parts = (*above, *each.pattern.regex.groupindex)
        if isinstance(each, URLResolver):
            yield from names_of(each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space, parts)
        else:
            yield f"{space}{each.name}", parts


def example(examples: dict[str, Any], name: str, part: str) -> str:
    """Something of the county that fits this part of an address."""
    for key in (f"{name} {part}", f"{name.split(':')[0]} {part}", part):
        if key in examples:
            return str(examples[key])
    raise KeyError(f"Say in tests/web/addresses.py what may stand for '{part}' in the addresses '{name}'.")


def examples_of(edition: Edition) -> dict[str, str]:
    """What may stand in addresses: for a part's name, or for it in one app or one address."""
    about = edition.about
    fund, vote = about.funds[0], about.votes[0]
    place = edition.rows(f"fund-{fund}-places", where={"takes_part": True}, limit=1).rows[0]["place_code"]
    tiles = next(name for name in edition.manifest if name.endswith(".pmtiles"))
    return {
        "geography": "lsoa-2021",
        "code": edition.rows("areas-lsoa-2021", limit=1).rows[0]["area_code"],
        "postcode": "ZZ1 1AA",
        "edition_id": edition.id,
        "table": "map-lsoa-2021",
        "designation": about.leading,
        "api-1:designation id": about.leading,
        "fund": fund,
        "api-1 id": fund,
        "api-1:fund-why place": place,
        "funds:why code": place,
        "vote": vote,
        "api-1:vote id": vote,
        "project": edition.rows(f"vote-{vote}-projects", limit=1).rows[0][
            edition.table(f"vote-{vote}-projects").key[0]
        ],
        "slug": edition.documents("method")[0]["slug"],
        "map-files:file name": tiles.rpartition("/")[2],
        "data-files:file name": "map-lsoa-2021.csv",
    }
