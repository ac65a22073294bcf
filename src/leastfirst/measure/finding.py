"""The finding of a designation in one or two plain sentences."""

from __future__ import annotations

from leastfirst.ground.area_codes import level_words
from leastfirst.ground.words import counted
from leastfirst.measure.designate import DesignationResult


def finding(result: DesignationResult) -> str:
    """How many of how many areas were chosen, who lives there, and how many could not be assessed."""
    designation = result.designation
    level = result.areas.geography.level
    called = designation.called_one if result.count == 1 else designation.called
    verb = "is a" if result.count == 1 else "are"
    told = (
        f"{result.count:,} of {counted(len(result.areas), level_words(level), level_words(level, plural=True))} "
        f"{verb} {called}, home to {counted(result.residents, 'person', 'people')}."
    )
    unknown = int((~result.assessed).sum())
    if unknown:
        told += f" {unknown:,} could not be assessed, because the data are missing."
    if designation.status == "inferred":
        told += " The rule is inferred, not confirmed."
    return told
