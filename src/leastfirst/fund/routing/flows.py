"""The largest flow through a network, in whole numbers of any size.

By Dinic's method (E. A. Dinic, 1970): shortest paths by levels, until the sink cannot be reached. The networks here
have some hundred arcs, and their capacities many figures: scipy's `maximum_flow` ends at 32 bits (£21m in pence), and a
linear programme in floats cannot tell a penny in ten trillion pounds.
"""

from __future__ import annotations

from collections import deque


class Network:
    """A network that is built arc by arc. Node 0 is the source, node 1 the sink."""

    def __init__(self) -> None:
        self._heads: list[int] = []
        self._room: list[int] = []
        self._arcs: list[list[int]] = [[], []]

    def node(self) -> int:
        """A new node."""
        self._arcs.append([])
        return len(self._arcs) - 1

    def arc(self, tail: int, head: int, capacity: int, flow: int = 0) -> int:
        """A new arc; its number asks for its flow later.

        It may carry a flow from the start: then whatever flows into a node from the start must flow out of it.
        """
        self._arcs[tail].append(len(self._heads))
        self._arcs[head].append(len(self._heads) + 1)
        self._heads += (head, tail)
        self._room += (capacity - flow, flow)
        return len(self._heads) - 2

    def widen(self, arc: int, by: int) -> None:
        """Let an arc carry more (or, where it has the room, less)."""
        self._room[arc] += by

    def flow(self, arc: int) -> int:
        """What an arc carries now."""
        return self._room[arc + 1]

    def fill(self) -> int:
        """Send as much more as possible from source to sink; returns how much more."""
        sent = 0
        while (levels := self._levels())[1] >= 0:
            turn = [0] * len(self._arcs)
            while more := self._path(levels, turn):
                sent += more
        return sent

    def beyond(self) -> list[bool]:
        """For each node, whether it could still send to the sink: the sink's side of a smallest cut, once filled.

        Of all smallest cuts, the one nearest to the sink.
        """
        reaches = [False] * len(self._arcs)
        reaches[1] = True
        waiting = deque([1])
        while waiting:
            for arc in self._arcs[waiting.popleft()]:
                tail = self._heads[arc]
                if not reaches[tail] and self._room[arc ^ 1]:
                    reaches[tail] = True
                    waiting.append(tail)
        return reaches

    def _levels(self) -> list[int]:
        levels = [-1] * len(self._arcs)
        levels[0] = 0
        waiting = deque([0])
        while waiting:
            node = waiting.popleft()
            for arc in self._arcs[node]:
                head = self._heads[arc]
                if self._room[arc] and levels[head] < 0:
                    levels[head] = levels[node] + 1
                    waiting.append(head)
        return levels

    def _path(self, levels: list[int], turn: list[int]) -> int:
        """Send along one shortest path; 0 if there is none left."""
        path: list[int] = []
        node = 0
        while node != 1:
            arcs = self._arcs[node]
            while turn[node] < len(arcs):
                arc = arcs[turn[node]]
                if self._room[arc] and levels[self._heads[arc]] == levels[node] + 1:
                    break
                turn[node] += 1
            else:
                if not path:
                    return 0
                node = self._heads[path.pop() ^ 1]
                turn[node] += 1
                continue
            path.append(arc)
            node = self._heads[arc]
        sent = min(self._room[arc] for arc in path)
        for arc in path:
            self._room[arc] -= sent
            self._room[arc ^ 1] += sent
        return sent
