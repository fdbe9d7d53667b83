"""The tree of a search: what the seat that looks asks itself after its choice.

A node is keyed by what that seat knows for sure of its own way: the questions put to it since,
and its answers. Two worlds that differ in what it cannot see share their nodes. The others'
answers are no nodes; they come out of the imagined world by the playout's policy.
"""

from __future__ import annotations

from math import sqrt
from typing import TypeAlias

from wargame.bots.search.rollout import Playout
from wargame.table.decision import Decision, Option
from wargame.table.state import State

FIRST = 6
"""Visits before a node chooses for itself; until then the policy of the playouts does."""
CURIOUS = 0.25
"""How much a likely option that was seldom tried is worth, against one that did well."""

Path: TypeAlias = tuple[object, ...]


class Node:
    """One own question on one way: visits and worths by the answer's key."""

    __slots__ = ("count", "visits", "worth")

    def __init__(self) -> None:
        self.count = 0
        self.visits: dict[str, int] = {}
        self.worth: dict[str, float] = {}

    def note(self, key: str, worth: float) -> None:
        """Enter what an answer led to."""
        self.count += 1
        self.visits[key] = self.visits.get(key, 0) + 1
        self.worth[key] = self.worth.get(key, 0.0) + worth

    def pick(self, options: tuple[Option, ...], odds: list[float]) -> Option:
        """Choose among the options of this world: the likely ones first, more with each visit.

        `odds` are those of the policy. What is not open in a world takes no part in it.
        """
        wide = 1 + int(sqrt(self.count))
        order = sorted(range(len(options)), key=lambda at: -odds[at])[:wide]
        seen = sum(self.visits.get(options[at].key, 0) for at in order)
        usual = sum(self.worth.values()) / max(1, self.count)

        def hope(at: int) -> float:
            key = options[at].key
            visits = self.visits.get(key, 0)
            mean = self.worth[key] / visits if visits else usual
            return mean + CURIOUS * (odds[at] + 0.1) * sqrt(seen + 1) / (1 + visits)

        return options[max(order, key=hope)]


class Tree:
    """All nodes of one search, and the way of the descent that is under way."""

    def __init__(self, playout: Playout, seat: int) -> None:
        self.playout = playout
        self.seat = seat
        self.nodes: dict[Path, Node] = {}
        self.path: Path = ()
        self.steps: list[tuple[Node, str]] = []
        self.grown = False

    def descend(self, key: str) -> None:
        """Begin at the root with an answer to the question that was asked."""
        self.path = (key,)
        self.steps = []
        self.grown = False

    def pick(self, world: State, decision: Decision, ply: int) -> Option:
        """Answer within a descent: own questions by the tree, the others' by the policy."""
        if decision.seat != self.seat or self.grown or len(decision.options) == 1:
            return self.playout.pick(world, decision, ply)
        path = (*self.path, decision.kind)
        node = self.nodes.get(path)
        if node is None:
            # One new node a descent; beyond it there is nothing to steer by.
            node = self.nodes[path] = Node()
            self.grown = True
        odds = self.playout.odds(world, decision)
        if node.count < FIRST or odds is None:
            option = self.playout.pick(world, decision, ply)
        else:
            option = node.pick(tuple(decision.options), odds)
        self.path = (*path, option.key)
        self.steps.append((node, option.key))
        return option

    def enter(self, worth: float) -> None:
        """Enter what the descent came to in each node on its way."""
        for node, key in self.steps:
            node.note(key, worth)
