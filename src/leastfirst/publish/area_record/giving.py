"""What of a record may be passed on: pages show more than files and the interface for programs give."""

from __future__ import annotations

from leastfirst.publish.area_record.models import AreaRecord
from leastfirst.publish.reading import Edition


def given(record: AreaRecord, edition: Edition) -> AreaRecord:
    """The record without the indicators that repeat what a publisher gave without stating a licence.

    `kept_back` names them, so that nobody takes them for missing.
    """
    table = edition.tables.get(f"indicators-{record.geography}")
    back = set(table.kept_back) if table else set()
    if not back:
        return record
    dimensions = tuple(
        each.model_copy(update={"indicators": tuple(one for one in each.indicators if one.id not in back)})
        for each in record.dimensions
    )
    gone = tuple(one.id for each in record.dimensions for one in each.indicators if one.id in back)
    return record.model_copy(update={"dimensions": dimensions, "kept_back": gone})
