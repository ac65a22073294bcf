"""The ranks of an area by a list, with how far each may be off, as charts and as a table."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leastfirst.publish.area_record.models import MeasureStanding, Verdict
from leastfirst.web.look.charts import interval
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import english
from leastfirst.web.words.figures import number


def charts(verdict: Verdict) -> tuple[SafeString, ...]:
    """A rank with its interval for each measure, or for the rank of need by the rule where measures have none."""
    drawn = [_chart(each) for each in verdict.measures]
    if any(drawn):
        return tuple(each for each in drawn if each)
    low, middle, high, of = verdict.rank_p05, verdict.rank_p50, verdict.rank_p95, verdict.ranked
    if low is None or middle is None or high is None or not of:
        return ()
    said = _(
        "Half the tries put it at rank %(middle)s or before, where 1 is the greatest need. "
        "9 in 10 put it between %(low)s and %(high)s."
    ) % {
        "middle": number(middle),
        "low": number(low),
        "high": number(high),
    }
    title = _("Rank of need by the rule of this list")
    return (interval(rank=middle, low=low, high=high, of=of, title=title, description=said),)


def _chart(measure: MeasureStanding) -> SafeString | None:
    low, high = measure.rank_p05, measure.rank_p95
    if measure.rank is None or low is None or high is None or not measure.ranked:
        return None
    said = _("Rank %(rank)s of %(of)s, where 1 is the greatest need.") % {
        "rank": number(measure.rank),
        "of": number(measure.ranked),
    }
    if low == high:
        said += " " + _("In 9 of 10 tries it was %(rank)s.") % {"rank": number(low)}
    else:
        said += " " + _("In 9 of 10 tries it was between %(low)s and %(high)s.") % {
            "low": number(low),
            "high": number(high),
        }
    return interval(
        rank=measure.rank,
        low=min(low, measure.rank),
        high=max(high, measure.rank),
        of=measure.ranked,
        line=measure.line,
        title=english(measure.title),
        description=said,
    )


def table(verdict: Verdict, list_id: str) -> DataTable | None:
    """The same ranks as a table; None where there are none."""
    rows: list[list[object]] = [
        [
            Cell(each.title, english=True),
            number(each.rank),
            number(each.ranked),
            number(each.line) or "–",
            _between(each.rank_p05, each.rank_p95),
        ]
        for each in verdict.measures
    ]
    if verdict.rank_p50 is not None:
        rows.append(
            [
                _("Need by the rule of the list (middle of all tries)"),
                number(verdict.rank_p50),
                number(verdict.ranked),
                "–",
                _between(verdict.rank_p05, verdict.rank_p95),
            ]
        )
    if not rows:
        return None
    return DataTable(
        _("Ranks, and how far they may be off"),
        [
            Heading(_("Measure")),
            Heading(_("Rank"), unit=_("1 = greatest need"), numeric=True),
            Heading(_("Out of"), numeric=True),
            Heading(_("Last rank inside the list"), numeric=True),
            Heading(_("In 9 of 10 tries"), unit=_("1 = greatest need"), numeric=True),
        ],
        rows,
        blocks=True,
        id=f"ranks-{list_id}-{verdict.area.code}",
    )


def _between(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return "–"
    if low == high:
        return number(low) or ""
    return _("%(low)s to %(high)s") % {"low": number(low), "high": number(high)}
