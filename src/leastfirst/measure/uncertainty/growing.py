"""Grow the tree of an index from its recipe and the choices about it, working out beforehand whatever stays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from leastfirst.definitions import rules
from leastfirst.definitions.designation import Designation
from leastfirst.definitions.recipe import Node
from leastfirst.definitions.uncertainty import StepsOption, VaryAggregate, VarySamplingError, VarySteps, VaryWeights
from leastfirst.ground.columns import Values, column_of
from leastfirst.ground.errors import DataError, DefinitionError
from leastfirst.ground.tables import Inputs
from leastfirst.measure.build_log import BuildLog
from leastfirst.measure.index import IndexResult, build_node
from leastfirst.measure.uncertainty.draws import Draws, Factor
from leastfirst.measure.uncertainty.names import nodes_of
from leastfirst.measure.uncertainty.trees import LINEAR, Branch, Leaf, Tree, Variance


class Growing:
    """The nodes of one index, ready for any number of replicates and threads."""

    def __init__(
        self, index: IndexResult, factors: Sequence[Factor], designation: Designation, inputs: Inputs, where: str
    ) -> None:
        self.index, self.recipe, self.inputs, self.where = index, index.recipe, inputs, where
        self.steps: dict[str, tuple[int, VarySteps]] = {}
        self.weights: dict[str, int] = {}
        self.ways: dict[str, tuple[int, VaryAggregate]] = {}
        self.errors: tuple[int, VarySamplingError] | None = None
        self.noisy: set[str] = set()
        for i, factor in enumerate(factors):
            choice = factor.choice
            if getattr(choice, "index", None) != self.recipe.id:
                continue
            if isinstance(choice, VarySteps):
                self.steps |= dict.fromkeys(nodes_of(choice, designation, where), (i, choice))
            elif isinstance(choice, VaryWeights):
                self.weights[choice.node] = i
            elif isinstance(choice, VaryAggregate):
                self.ways[choice.node] = (i, choice)
            elif isinstance(choice, VarySamplingError):
                self.errors, self.noisy = (i, choice), set(nodes_of(choice, designation, where))
        self.nodes: dict[str, Leaf | Branch] = {}
        self._grow(self.recipe.index)

    @property
    def factors(self) -> set[int]:
        """The choices that bear on the index."""
        by_steps = {i for i, _ in (*self.steps.values(), *self.ways.values())}
        return by_steps | set(self.weights.values()) | ({self.errors[0]} if self.errors else set())

    def tree(self, draws: Draws) -> Tree:
        """A tree for one thread."""
        at = self.errors[0] if self.errors else None
        return Tree(self.recipe.id, self.recipe.index, self.nodes, at, draws, len(self.index.areas))

    def _grow(self, name: str) -> bool:
        """Grow a node and all below it; whether errors may be waiting in what it gives."""
        node = self.recipe.nodes[name]
        if node.indicator is not None or not self._changes(name):
            self.nodes[name] = self._leaf(name, node)
            return name in self.noisy
        assert node.weights is not None
        below = [self._grow(part) for part in node.weights]
        waiting = any(below)
        branch = self._branch(name, node, waiting)
        self.nodes[name] = branch
        return waiting and not branch.settles

    def _changes(self, name: str) -> bool:
        """Whether anything below or in a node can come out otherwise."""
        here = name in self.steps or name in self.weights or name in self.ways or name in self.noisy
        return here or any(self._changes(part) for part in self.recipe.nodes[name].weights or ())

    def _leaf(self, name: str, node: Node) -> Leaf:
        where = f"{self.where}, node {name}"
        values: dict[int | None, Values] = {None: self.index.log.nodes[name].value}
        variances: dict[int | None, Variance] = {None: self._variance(name, node, values[None])}
        factor = None
        if name in self.steps:
            factor, choice = self.steps[name]
            for i, option in enumerate(choice.options):
                changed = self._changed(name, node, option)
                log = BuildLog(dict(self.index.log.nodes))
                values[i] = build_node(name, changed, self.recipe, self.inputs, self.index.areas, log).value
                _same_missing(values[None], values[i], self.index, f"{where}, option {option.id}")
                variances[i] = self._variance(name, changed, values[i])
        return Leaf(values, variances, factor)

    def _changed(self, name: str, node: Node, option: StepsOption) -> Node:
        changes = option.changes(name)
        if "indicator" in changes:
            # The new column says itself which way it runs.
            _, field = column_of(self.inputs, changes["indicator"], self.index.areas)
            changes["direction"] = field.direction or node.direction
        return node.model_copy(update=changes)

    def _variance(self, name: str, node: Node, values: Values) -> Variance:
        if self.errors is None or name not in self.noisy:
            return None
        choice = self.errors[1]
        reference = choice.standard_errors.get(name)
        if reference is None:
            assert choice.share_of_sd is not None, "checked by its names"
            return float((choice.share_of_sd * np.nanstd(values)) ** 2)
        errors, _ = column_of(self.inputs, reference, self.index.areas)
        assert node.indicator is not None
        raw, _ = column_of(self.inputs, node.indicator, self.index.areas)
        known = ~np.isnan(values)
        if np.isnan(errors[known]).any() or (errors[known] < 0).any():
            raise DataError(
                "an area with a value has no standard error of zero or more", where=reference, do="correct the column"
            )
        return np.where(known, carried(raw, values, errors) ** 2, np.nan)

    def _branch(self, name: str, node: Node, waiting: bool) -> Branch:
        assert node.weights is not None
        assert node.aggregate is not None
        ways: dict[int | None, tuple[rules.Aggregate, float | None]] = {None: (node.aggregate, None)}
        way_factor = None
        if name in self.ways:
            way_factor, choice = self.ways[name]
            for i, option in enumerate(choice.options):
                rule = option.aggregate or node.aggregate
                ways[i] = (rule, None if isinstance(rule, LINEAR) else option.lowest)
                self._check_lowest(name, node, rule, option.lowest, waiting)
        elif waiting and not isinstance(node.aggregate, LINEAR):
            self._check_lowest(name, node, node.aggregate, None, waiting)
        steps: dict[int | None, Node] = {None: node}
        steps_factor = None
        if name in self.steps:
            steps_factor, vary = self.steps[name]
            steps |= {i: self._changed(name, node, option) for i, option in enumerate(vary.options)}
        for each in steps.values():
            if not isinstance(each.impute, rules.Leave) or not isinstance(each.shrink, rules.Leave):
                raise DefinitionError(
                    f"the node '{name}' imputes or shrinks what it is made of, which cannot be done anew each time",
                    where=self.where,
                    do="vary its own weights and steps no further down than this node's parts allow, or leave it out",
                )
        plain = all(
            isinstance(step, rules.Leave)
            for each in steps.values()
            for step in (each.treat, each.standardise, each.transform)
        ) and all(isinstance(rule, LINEAR) for rule, _ in ways.values())
        return Branch(
            len(self.nodes) + 1,
            tuple(node.weights),
            np.array(list(node.weights.values()), dtype=float),
            self.weights.get(name),
            ways,
            way_factor,
            steps,
            steps_factor,
            *self._stacked(tuple(node.weights)),
            settles=not plain,
        )

    def _stacked(self, parts: tuple[str, ...]) -> tuple[dict[int | None, Values] | None, int | None]:
        """The values of parts that all follow one choice, or none, above each other; the parts become views of them."""
        leaves = [self.nodes[part] for part in parts]
        factors = {leaf.factor if isinstance(leaf, Leaf) else -1 for leaf in leaves}
        if len(factors) > 1 or -1 in factors:
            return None, None
        grown = [leaf for leaf in leaves if isinstance(leaf, Leaf)]
        stacks = {option: np.stack([leaf.values[option] for leaf in grown]) for option in grown[0].values}
        for i, (part, leaf) in enumerate(zip(parts, grown, strict=True)):
            values = {option: stack[i] for option, stack in stacks.items()}
            self.nodes[part] = Leaf(values, leaf.variances, leaf.factor)
        return stacks, factors.pop()

    def _check_lowest(self, name: str, node: Node, rule: rules.Aggregate, lowest: float | None, waiting: bool) -> None:
        if lowest is not None or isinstance(rule, LINEAR):
            return
        for part in node.weights or ():
            grown = self.nodes[part]
            lows = [np.nanmin(values) for values in grown.values.values()] if isinstance(grown, Leaf) else [0.0]
            if waiting or min(lows) <= 0:
                raise DefinitionError(
                    f"{rule.rule} takes only values above zero, and '{part}' can have others",
                    where=f"{self.where}, node {name}",
                    do="say to which value the lowest area is moved, such as lowest: 1",
                )


def carried(raw: Values, values: Values, errors: Values) -> Values:
    """Standard errors in the unit of an indicator, carried through its steps: half of what twice the error makes.

    The steps are read off the areas themselves: between two areas, what they make of a value is taken to run straight.
    """
    known = ~(np.isnan(raw) | np.isnan(values))
    order = np.argsort(raw[known], kind="stable")
    x, first = np.unique(raw[known][order], return_index=True)
    y = values[known][order][first]

    def steps(at: Values) -> Values:
        return np.interp(at, x, y)

    half: Values = np.abs(steps(raw + errors) - steps(raw - errors)) / 2
    return np.where(known, half, np.nan)


def _same_missing(base: Values, other: Values, index: IndexResult, where: str) -> None:
    unlike = np.isnan(base) != np.isnan(other)
    if unlike.any():
        i = int(np.argmax(unlike))
        raise DataError(
            f"{index.areas.codes[i]} has a value in only one of the options, so they cannot be compared",
            where=where,
            do="use a column with values for the same areas",
        )
