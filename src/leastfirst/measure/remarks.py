"""What there is to say about an index beside its table: what was filled in, who has no score, how it agrees."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from leastfirst.ground.columns import column_of
from leastfirst.ground.tables import Inputs
from leastfirst.measure.index import IndexResult


def remarks(index: IndexResult, inputs: Inputs) -> list[str]:
    """Sentences for the person who ran it; none where there is nothing to say."""
    return [*_filled_in(index), *_without_a_score(index), *_agreement(index, inputs)]


def _filled_in(index: IndexResult) -> Iterator[str]:
    for name, log in index.log.nodes.items():
        for step in log.steps:
            if step.step == "impute" and step.changed:
                there = len(log.value) - step.missing
                filled = f"{step.changed:,} of {there:,} values filled in by the rule {step.rule}"
                yield f"{log.node.title} ({name}): {filled}."


def _without_a_score(index: IndexResult) -> Iterator[str]:
    without = len(index.areas) - index.ranked
    if without:
        yield f"{without:,} of {len(index.areas):,} areas have no score and no rank, because something is missing."


def _agreement(index: IndexResult, inputs: Inputs) -> Iterator[str]:
    """How many ranks are those that the publisher gives."""
    if index.recipe.published.rank is None:
        return
    published, _ = column_of(inputs, index.recipe.published.rank, index.areas)
    both = (index.rank > 0) & ~np.isnan(published)
    equal = int(np.count_nonzero(index.rank[both] == published[both]))
    furthest = int(np.max(np.abs(index.rank[both] - published[both]), initial=0))
    yield f"The rank is the published one for {equal:,} of {int(both.sum()):,} areas" + (
        f", and at most {furthest:,} away from it for the others." if furthest else "."
    )
