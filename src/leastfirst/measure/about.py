"""A place together with the data, to be asked one thing after another: people, standings, verdicts, surroundings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leastfirst.definitions.profile import Fact
from leastfirst.ground.area_codes import Geography, level_words
from leastfirst.ground.columns import Larger, Values, larger_areas, lookup_of
from leastfirst.ground.errors import ConservationError
from leastfirst.ground.lookups import positions_in
from leastfirst.ground.suppression import suppress_small
from leastfirst.ground.tables import Inputs, TableMeta, split_reference
from leastfirst.ground.words import listed
from leastfirst.measure.build_log import Contribution
from leastfirst.measure.designate import DesignationResult
from leastfirst.measure.hidden_shares import SHARE_PLACES, meta_of, one_alone_is_hidden
from leastfirst.measure.index import IndexResult
from leastfirst.measure.people_inside import PeopleInside
from leastfirst.measure.place import Place
from leastfirst.measure.profile_lines import Line, Neighbour, Residents, Standing, Verdict
from leastfirst.measure.roll_up import roll_up

Tables = Mapping[str, TableMeta]


def count_called(meta: TableMeta, column: str) -> str:
    """What a count of people is called: its table, and its column where the table does not say it already."""
    name, title = meta.field(column).title, meta.title
    return title if not name or name.lower() in title.lower() else f"{title}: {name}"


class Ranks(NamedTuple):
    """Ranks and deciles, 1 = greatest need, 0 where there is none."""

    rank: NDArray[np.int64]
    decile: NDArray[np.int64]


class About:
    """The place together with the data, to be asked one thing after another."""

    def __init__(self, place: Place, tables: Tables, inputs: Inputs) -> None:
        self.place, self.tables, self.inputs = place, tables, inputs
        self._shares: dict[Geography, Values | None] = {}
        self._people = PeopleInside(self.shares, self._is_whole, tables, inputs)
        self._ranked: dict[str, Ranks] = {}

    def shares(self, geography: Geography) -> Values | None:
        """For each area of a geography, the share of its people who live in the place; None if unknown."""
        if geography not in self._shares:
            self._shares[geography] = self.place.shares_of(geography, self.tables, self.inputs)
        return self._shares[geography]

    def _is_whole(self, geography: Geography) -> bool:
        return len(self.place.lacking(geography, self.tables, self.inputs)) == 0

    def not_counted(self, references: Sequence[str]) -> str:
        """In which of its areas no count of residents is known, as a sentence; empty where all are counted."""
        sources = [meta.geography for each in references if (meta := meta_of(each, self.tables)) is not None]
        reached = [each for each in sources if each is not None and self.shares(each) is not None]
        lacking = [self.place.lacking(each, self.tables, self.inputs) for each in reached]
        if not lacking or any(len(each) == 0 for each in lacking):
            return ""
        names = listed([self.place.areas.names[int(i)].as_py() for i in lacking[0]])
        return f"How many people live in {names} is not known, so nothing is said of the people of the whole place."

    def ranks_by(self, geography: Geography) -> bool:
        """Whether an index of that geography can rank the place: it is of the same areas or of smaller ones."""
        here = self.place.areas.geography
        return geography == here or (geography.level != here.level and self.shares(geography) is not None)

    def _larger(self, table_id: str) -> Larger:
        """The larger area, with its local name, of each area like those of the place; read once for all places."""
        return self.inputs[table_id].keep(
            "larger areas", lambda: larger_areas(table_id, self.place.areas, self.inputs, local=True)
        )

    def residents(self, reference: str) -> Residents | None:
        """How many people live there by one column of counts; None where the data do not reach."""
        sums = self._people.sums([reference])
        if sums is None or np.isnan(sums[0]):
            return None
        table_id, column = split_reference(reference)
        return Residents(round(sums[0]), count_called(self.tables[table_id], column))

    def fact(self, fact: Fact) -> Line | None:
        """One line about the people; None where the data do not reach."""
        top, bottom = self._people.sums(fact.numerator), self._people.sums(fact.denominator)
        if top is None or bottom is None:
            return None
        everywhere = top[1] / bottom[1]
        if np.isnan(top[0]) or not bottom[0] > 0:
            return Line(fact.title, None, everywhere)
        few = suppress_small([round(top[0]), round(bottom[0] - top[0])])[0].suppressed
        if few or one_alone_is_hidden(fact.numerator, fact.denominator, self.place, self.tables, self.inputs):
            return Line(fact.title, None, everywhere, suppressed=True)
        return Line(fact.title, round(top[0] / bottom[0], SHARE_PLACES), everywhere)

    def standing(self, index: IndexResult) -> Standing | str | None:
        """How the place stands on one index, or why that cannot be said; None if none of its areas has a score."""
        shares = self.shares(index.areas.geography)
        assert shares is not None, "only indices that reach the place are built"
        weights = np.where(np.isnan(index.population), 0.0, index.population) * shares
        inside = np.flatnonzero((weights > 0) & (index.rank > 0))
        if len(inside) == 0:
            return None
        share = weights[inside] / weights[inside].sum()
        score = float(np.sum(share * index.score[inside]))
        rank = decile = None
        try:
            ranks = self._ranks(index)
        except ConservationError as error:
            return f"{index.recipe.title} cannot be summed up here: {error.what}."
        if self.place.is_one_area:
            here = int(self.place.positions[0])
            rank, decile = int(ranks.rank[here]), int(ranks.decile[here])
        return Standing(
            index.recipe.id,
            index.recipe.title,
            score,
            rank,
            int(np.count_nonzero(ranks.rank)),
            decile,
            int(np.count_nonzero(index.score > score)) + 1,
            index.ranked,
            index.areas.geography.level,
            len(inside),
            int(np.count_nonzero(index.decile[inside] == 1)),
            _mean_contributions(index, inside, share),
        )

    def _ranks(self, index: IndexResult) -> Ranks:
        """Ranks and deciles on an index of all areas of the place's own geography, summed up where it is larger."""
        if index.recipe.id not in self._ranked:
            if index.areas.geography == self.place.areas.geography:
                self._ranked[index.recipe.id] = Ranks(index.rank, index.decile)
            else:
                lookup = lookup_of(self.inputs, f"{index.areas.geography}--{self.place.areas.geography}")
                larger = roll_up(index, lookup, self.place.areas)
                self._ranked[index.recipe.id] = Ranks(larger.rank, larger.decile)
        return self._ranked[index.recipe.id]

    def verdicts(self, result: DesignationResult) -> list[Verdict]:
        """What a designation says of the place, else of the areas in it, else of the areas that it lies in."""
        if result.areas.geography == self.place.areas.geography:
            return [self._verdict(result, int(i), "this area") for i in self.place.positions]
        shares = self.shares(result.areas.geography)
        if shares is not None:
            inside = [i for i in result.order.tolist() if shares[i] > 0]
            return [self._verdict(result, i, "an area in it") for i in inside]
        table_id = f"{self.place.areas.geography}--{result.areas.geography}"
        if table_id not in self.tables:
            return []
        codes = self._larger(table_id).codes.take(_indices(self.place.positions))
        around = [result.areas.position(code) for code in pc.unique(codes.drop_null()).to_pylist()]
        return [self._verdict(result, i, "the area it lies in") for i in around]

    def _verdict(self, result: DesignationResult, i: int, relation: str) -> Verdict:
        return Verdict(
            result.designation.id,
            result.designation.title,
            result.designation.status,
            result.areas.codes[i].as_py(),
            result.areas.names[i].as_py(),
            result.areas.geography.level,
            relation,
            bool(result.designated[i]) if result.assessed[i] else None,
            result.reason[i].as_py(),
        )

    def parents(self) -> list[tuple[str, str, str]]:
        """Level, code and name of every larger area that the place lies in."""
        found = []
        for table_id, meta in self.tables.items():
            if meta.kind != "lookup" or meta.geography != self.place.areas.geography or meta.target is None:
                continue
            if meta.target.level == meta.geography.level:
                continue
            larger = self._larger(table_id)
            at = _indices(self.place.positions)
            for code, name in dict(
                zip(larger.codes.take(at).to_pylist(), larger.names.take(at).to_pylist(), strict=True)
            ).items():
                if code is not None:
                    found.append((larger.level, code, name))
        return found

    def siblings(self, leading: IndexResult | None) -> tuple[str, list[Neighbour]]:
        """The name of the smallest area around a place of one area, and the other areas in it."""
        if not self.place.is_one_area:
            return "", []
        here = int(self.place.positions[0])
        families = []
        for table_id, meta in self.tables.items():
            if (
                meta.kind == "lookup"
                and meta.geography == self.place.areas.geography
                and meta.lookup_kind != "weighted"
            ):
                larger = self._larger(table_id)
                mine = larger.codes[here]
                if mine.is_valid:
                    members = np.flatnonzero(pc.fill_null(pc.equal(larger.codes, mine), False).to_numpy(False))
                    families.append((members, f"{level_words(larger.level)} {larger.names[here]}"))
        family, name = min(
            (each for each in families if len(each[0]) > 1),
            key=lambda each: len(each[0]),
            default=(np.array([], dtype=np.int64), ""),
        )
        return name, self._listed([i for i in family.tolist() if i != here], leading)

    def neighbours(self, leading: IndexResult | None) -> list[Neighbour]:
        """The areas that share a border with the place and are not part of it."""
        table_id = f"neighbours-{self.place.areas.geography}"
        if table_id not in self.tables:
            return []
        table, areas = self.inputs[table_id], self.place.areas

        def read() -> list[NDArray[np.int64]]:
            pairs = (table.data[name].combine_chunks() for name in ("area_code", "neighbour_code"))
            return [positions_in(areas.codes, each) for each in pairs]

        here, there = table.keep("positions", read)
        mine = np.isin(here, self.place.positions)
        for at in np.flatnonzero(mine & (there < 0)).tolist():
            areas.position(table.data["neighbour_code"][at].as_py())  # says what is wrong with it
        beside = set(there[mine].tolist()) - set(self.place.positions.tolist())
        return self._listed(sorted(beside), leading)

    def _listed(self, positions: list[int], leading: IndexResult | None) -> list[Neighbour]:
        ranks = self._ranks(leading) if leading else None
        return [
            Neighbour(
                self.place.areas.codes[i].as_py(),
                self.place.areas.names[i].as_py(),
                int(ranks.rank[i]) if ranks and ranks.rank[i] else None,
                int(ranks.decile[i]) if ranks and ranks.rank[i] else None,
            )
            for i in positions
        ]


def _mean_contributions(index: IndexResult, inside: NDArray[np.int64], share: Values) -> tuple[Contribution, ...]:
    """The contributions of several areas, averaged over their residents: they add up to the mean score."""
    totals: dict[str, tuple[Contribution, float, float]] = {}
    for i, part in zip(inside.tolist(), share.tolist(), strict=True):
        for each in index.log.contributions(index.recipe.index, i):
            _, points, value = totals.get(each.node, (each, 0.0, 0.0))
            totals[each.node] = (each, points + part * each.points, value + part * each.value)
    made = []
    for each, points, value in totals.values():
        node = index.log.nodes.get(each.node)
        rank = 0 if node is None else int(np.count_nonzero(node.value > value)) + 1
        made.append(Contribution(each.node, each.title, each.weight, value, points, rank))
    return tuple(sorted(made, key=lambda each: (-each.points, each.node)))


def _indices(positions: NDArray[np.int64]) -> pa.Array:
    return pa.array(positions)
