"""What came out of a what-if, ready to be shown: sums, groups, and the places one by one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from leastfirst.publish.what_ifs.trying import Tried
from leastfirst.web.funds.groups import Group, group_chart, group_table
from leastfirst.web.look.addresses import address, area_address
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import unbroken
from leastfirst.web.words.figures import change, money, number, short_money

Row = tuple[str, str, str, int | None, int | None, int | None]


@dataclass(frozen=True)
class Outcome:
    """A what-if beside what is published, for a page; sums are in whole pence until they are shown."""

    tried: Tried
    fund: str
    sign: str
    geography: str

    @cached_property
    def rows(self) -> list[Row]:
        """Each place of either: code, name, region, published pence, pence of the what-if, difference."""
        return [
            (row.code, row.name, row.region_name, row.a_pence, row.b_pence, row.difference) for row in self.tried.rows
        ]

    @property
    def numbers(self) -> list[tuple[object, object]]:
        """The sums that say most, with what each is."""
        tried, sign = self.tried, self.sign
        return [
            (
                short_money(tried.paid_pence, sign),
                _("paid to %(places)s places in all") % {"places": number(tried.places)},
            ),
            (short_money(tried.least.pence, sign), _("the smallest sum (%(name)s)") % {"name": tried.least.name}),
            (short_money(tried.most.pence, sign), _("the largest sum (%(name)s)") % {"name": tried.most.name}),
            (number(tried.gain), _("places would gain")),
            (number(tried.lose), _("places would lose")),
            (short_money(tried.moved[0], sign), _("more for those who would get more")),
        ]

    @property
    def adds_up(self) -> dict[str, object]:
        """What comes in, and that all of it is either paid or told to be unspent, to the penny."""
        tried = self.tried
        return {
            "comes_in": self.money(tried.comes_in_pence),
            "paid": self.money(tried.paid_pence),
            "unspent": self.money(tried.unspent_pence) if tried.unspent_pence else "",
            "holds": tried.adds_up,
        }

    @property
    def capacity(self) -> str | None:
        """What is kept for capacity by the what-if; None where the fund keeps none."""
        return self.money(self.tried.capacity_pence)

    @property
    def on_the_list(self) -> dict[str, int]:
        """How many places would come on to the list and leave it."""
        where = [row.where for row in self.tried.rows]
        return {"new": where.count("only in b"), "gone": where.count("only in a")}

    @cached_property
    def groups(self) -> list[Group]:
        """What groups of places get, as published and by the what-if."""
        return [
            {
                "by": each.by,
                "name": each.name,
                "places": each.places,
                "a_pence": each.a_pence,
                "b_pence": each.b_pence,
                "difference_pence": each.difference,
            }
            for each in self.tried.groups
        ]

    def table_by(self, by: str) -> DataTable | None:
        """The groups of one kind as a table."""
        return group_table(self.groups, by, a=_("published"), b=_("what if"), sign=self.sign)

    @property
    def fortunes(self) -> DataTable | None:
        """Who gains and who loses."""
        return self.table_by("gain or loss")

    @property
    def by_region(self) -> DataTable | None:
        """By region."""
        return self.table_by("region")

    @property
    def by_need(self) -> DataTable | None:
        """By tenth of need."""
        return self.table_by("need decile")

    @property
    def region_chart(self) -> object:
        """By region, as bars."""
        return self._chart("region", _("By region"))

    @property
    def need_chart(self) -> object:
        """By tenth of need, as bars."""
        return self._chart("need decile", _("By need: tenth 1 has the greatest"))

    def _chart(self, by: str, title: str) -> object:
        return group_chart(self.groups, by, title=title, a=_("published"), b=_("what if"), sign=self.sign)

    def places(self, order: str, offset: int, size: int) -> DataTable:
        """One page of the places in the order that was asked for; sums that are not known come last."""
        column = {"name": 1, "now": 3, "then": 4, "difference": 5}[order.removeprefix("-")]
        known = [row for row in self.rows if row[column] is not None]
        ordered = sorted(known, key=lambda row: row[0])
        ordered.sort(key=lambda row: row[column], reverse=order.startswith("-"))  # type: ignore[arg-type, return-value]
        ordered += [row for row in self.rows if row[column] is None]
        published = {row.code for row in self.tried.rows if row.where != "only in b"}
        return DataTable(
            caption=_("Every place"),
            headings=[
                Heading(_("Place"), sort="name"),
                Heading(_("Published"), numeric=True, sort="now"),
                Heading(_("What if"), numeric=True, sort="then"),
                Heading(_("Difference"), numeric=True, sort="difference"),
            ],
            rows=[
                [
                    Cell(row[1], href=self._address(row[0], row[0] in published), note=row[2]),
                    self.money(row[3]),
                    self.money(row[4]),
                    unbroken(change(row[5], self.sign)),
                ]
                for row in ordered[offset : offset + size]
            ],
            sorted_by=order,
            blocks=True,
            id="places",
        )

    def _address(self, code: str, published: bool) -> str:
        return address("funds:why", self.fund, code) if published else area_address(self.geography, code)

    def money(self, pence: int | None) -> str | None:
        """A sum as people read it."""
        return money(pence, self.sign)
