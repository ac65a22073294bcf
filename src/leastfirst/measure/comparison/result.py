"""What a comparison gives back: a row for each indicator, as values for charts and as a table."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from leastfirst.definitions.comparison import Comparison
from leastfirst.ground.words import capital, counted, listed
from leastfirst.measure.comparison.estimate import Difference, Estimate
from leastfirst.measure.comparison.groups import GroupOfAreas
from leastfirst.measure.comparison.plan import Indicator, LeftOut
from leastfirst.measure.comparison.reading import Verdict

# Figures are rounded so that two machines that add up in another order write the same.
_FIGURES = 9
# With fewer districts than this an interval by them is wide, and itself unsure.
FEW = 10


@dataclass(frozen=True)
class Row:
    """One indicator: an estimate for each group, and the first group's difference from each other one.

    `reversed` is true where the first group is better off than some other although it was expected to be worse,
    `clearly_reversed` where that is more than chance; None where neither direction is worse. `chosen_by` says that a
    group was chosen by the same index, so that a difference is partly so by definition.
    """

    indicator: Indicator
    estimates: tuple[Estimate, ...]
    differences: tuple[Difference, ...]
    verdicts: tuple[Verdict, ...]
    reversed: bool | None
    clearly_reversed: bool | None
    chosen_by: bool
    reading: str


@dataclass(frozen=True)
class ComparisonResult:
    """Groups of areas held against each other over many indicators, in the order of the dimensions.

    `unlike` counts the areas of the first group for which matching found no like in some other group.
    """

    comparison: Comparison
    groups: tuple[GroupOfAreas, ...]
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]
    matched_by: tuple[str, ...] = ()
    unlike: int = 0

    def row(self, indicator: str) -> Row:
        """The row of one indicator by its id; KeyError if it was not compared."""
        for each in self.rows:
            if each.indicator.id == indicator:
                return each
        raise KeyError(indicator)

    def table(self) -> pa.Table:
        """A row for each indicator: indicator, dimension, each group's value, low, high, n; reversed; reading; more."""
        return pa.Table.from_pylist([self._record(row) for row in self.rows], schema=self._schema())

    def left_out_table(self) -> pa.Table:
        """What was not compared, and why: indicator, title, reason."""
        names = ("indicator", "title", "reason")
        return pa.table({n: pa.array([getattr(each, n) for each in self.left_out], pa.string()) for n in names})

    def told(self) -> str:
        """The comparison in a few sentences: how often the first group is clearly worse or better off."""
        first, *others = self.groups
        sentences = [
            f"{capital(first.called)} ({counted(first.count, 'area')}) held against "
            + listed([f"{each.called} ({counted(each.count, 'area')})" for each in others])
            + f" on {counted(len(self.rows), 'indicator')}."
        ]
        for at, other in enumerate(others):
            found = [row.verdicts[at] for row in self.rows]
            numbers = {way: found.count(way) for way in ("worse", "better", "unclear")}
            sentences.append(
                f"Against {other.called} they are clearly worse off on {numbers['worse']}, clearly better off on "
                f"{numbers['better']}, and not clearly different on {numbers['unclear']}."
            )
        few = min(group.districts for group in self.groups)
        if few < FEW:
            where = counted(few, self.comparison.clusters_called.removesuffix("s"))
            sentences.append(f"One group lies in only {where}, so that hardly any difference can be told from luck.")
        if self.matched_by:
            sentences.append(matched_words(self.matched_by))
        if self.unlike:
            sentences.append(f"{counted(self.unlike, 'area')} without a like in the other groups had to be left out.")
        if self.left_out:
            sentences.append(f"{counted(len(self.left_out), 'column')} of the data could not be compared.")
        return " ".join(sentences)

    def _record(self, row: Row) -> dict[str, object]:
        record: dict[str, object] = {"indicator": row.indicator.id, "dimension": row.indicator.dimension}
        for group, each in zip(self.groups, row.estimates, strict=True):
            numbers = {"value": each.value, "low": each.low, "high": each.high}
            record |= {f"{group.id}_{name}": _rounded(number) for name, number in numbers.items()}
            record[f"{group.id}_n"] = each.n
            record[f"{group.id}_missing"] = each.missing
            record[f"{group.id}_districts"] = each.districts
        for group, gap in zip(self.groups[1:], row.differences, strict=True):
            gaps = {
                "difference": gap.value,
                "difference_low": gap.low,
                "difference_high": gap.high,
                "p": gap.p,
                "p_adjusted": gap.p_adjusted,
            }
            record |= {f"{group.id}_{name}": _rounded(number) for name, number in gaps.items()}
        record |= {
            "reversed": row.reversed,
            "reading": row.reading,
            "clearly_reversed": row.clearly_reversed,
            "chosen_by": row.chosen_by,
            "title": row.indicator.title,
            "capital": row.indicator.capital,
            "kind": row.indicator.kind,
            "unit": row.indicator.unit,
            "direction": row.indicator.direction,
            "vintage": row.indicator.vintage,
            "source": row.indicator.source,
            "brought_by": row.indicator.through or None,
        }
        return record

    def _schema(self) -> pa.Schema:
        words, number, whole = pa.string(), pa.float64(), pa.int64()
        columns = [("indicator", words), ("dimension", words)]
        for group in self.groups:
            columns += [(f"{group.id}_{name}", number) for name in ("value", "low", "high")]
            columns.append((f"{group.id}_n", whole))
        columns += [("reversed", pa.bool_()), ("reading", words), ("clearly_reversed", pa.bool_())]
        columns.append(("chosen_by", pa.bool_()))
        columns += [(name, words) for name in ("title", "capital", "kind", "unit", "direction", "vintage", "source")]
        columns.append(("brought_by", words))
        for group in self.groups:
            columns += [(f"{group.id}_{name}", whole) for name in ("missing", "districts")]
        for group in self.groups[1:]:
            gaps = ("difference", "difference_low", "difference_high", "p", "p_adjusted")
            columns += [(f"{group.id}_{name}", number) for name in gaps]
        return pa.schema(columns)


def matched_words(matched_by: tuple[str, ...]) -> str:
    """What every reading of a matched comparison has to say, as it may be quoted alone."""
    return f"The other groups are weighted to the same mix of {listed(list(matched_by))}."


def _rounded(number: float | None) -> float | None:
    return None if number is None else float(f"{number:.{_FIGURES}g}") + 0.0
