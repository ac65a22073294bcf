"""What an area gets from each fund, or the places around or in it do."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leastfirst.publish.area_record.models import AreaRecord, FundShare, FundStanding
from leastfirst.web.areas.lists import STATUSES, where_words
from leastfirst.web.look.addresses import address, area_address
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.words import figures

SHOWN = 10


@dataclass(frozen=True)
class ShownShare:
    """What one place gets. `where` is empty for the area itself; `sum` where it takes no part."""

    where: str
    name: str
    href: str
    sum: str
    per_resident: str
    why: str
    why_not: str


@dataclass(frozen=True)
class ShownFund:
    """A fund: its title, how far it can be relied on, and what comes to this area, or to places around or in it."""

    id: str
    title: str
    href: str
    status: str
    status_words: object
    shares: tuple[ShownShare, ...]
    sentence: str
    table: DataTable | None


def shown(record: AreaRecord) -> list[ShownFund]:
    """Every fund of the edition."""
    return [_shown(each) for each in record.funds]


def _shown(fund: FundStanding) -> ShownFund:
    inside = fund.relation == "holds"
    shares = () if inside else tuple(_share(each, fund) for each in fund.shares)
    return ShownFund(
        fund.fund,
        fund.title,
        address("funds:detail", fund.fund),
        fund.status,
        STATUSES.get(fund.status, fund.status),
        shares,
        _sentence(fund),
        _table(fund) if inside and fund.shares else None,
    )


def _sentence(fund: FundStanding) -> str:
    if fund.relation == "holds" and fund.places_inside:
        return ngettext(
            "%(n)s place in it gets money: %(sum)s over the life of the fund.",
            "%(n)s places in it get money: %(sum)s together over the life of the fund.",
            fund.places_inside,
        ) % {"n": figures.number(fund.places_inside), "sum": figures.money(fund.paid_inside_pence, fund.sign)}
    if fund.relation == "holds":
        return _("No place in it takes part in this fund.")
    if not fund.shares:
        return (
            _("This area takes no part in this fund.")
            if fund.relation == "itself"
            else _("No place around it takes part in this fund.")
        )
    return ""


def _share(share: FundShare, fund: FundStanding) -> ShownShare:
    own, place = fund.relation == "itself", share.place
    return ShownShare(
        "" if own else where_words(place),
        place.name,
        area_address(place.geography, place.code) if place.has_page and not own else "",
        figures.money(share.paid_pence, share.sign) or "" if share.takes_part else "",
        figures.money(share.pence_per_resident, share.sign) or "" if share.takes_part else "",
        address("funds:why", share.fund, place.code),
        share.why_not or "",
    )


def _table(fund: FundStanding) -> DataTable:
    rows = [
        [
            Cell(each.place.name, href=address("funds:why", fund.fund, each.place.code)),
            figures.money(each.paid_pence, fund.sign),
            figures.money(each.pence_per_resident, fund.sign),
        ]
        for each in fund.shares[:SHOWN]
    ]
    caption = _("Places in it that get most; each name leads to why")
    return DataTable(
        caption,
        [
            Heading(_("Place")),
            Heading(_("Gets in all"), numeric=True),
            Heading(_("For each resident"), numeric=True),
        ],
        rows,
        blocks=True,
        id=f"inside-fund-{fund.fund}",
    )
