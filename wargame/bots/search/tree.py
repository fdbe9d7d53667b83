"""The tree of a search: the searching seat's own decisions after the one it searches for.

A node is an information set: its key is the kinds of the questions put to the seat since, with its
answers. Worlds that differ in what the seat cannot see share their nodes. The other seats have no
nodes: the rollout policy answers for them.
"""

from __future__ import annotations

from math import sqrt
from typing import TypeAlias

from wargame.bots.search.rollout import Playout
from wargame.table.decision import Decision, Option
from wargame.table.state import State

FIRST = 6
"""Visits before a node chooses for itself; until then the rollout policy does. Set by hand."""
EXPLORE, LEAST_PRIOR = 0.25, 0.1
"""The weight of exploration in PUCT, in `Reading.worth`, and what is added to each option's odds so
that unlikely options are tried too. Set by hand."""


Path: TypeAlias = tuple[object, ...]
"""The answer searched for, then kind and answer of each own question since."""


class Node:
    """One own decision on one path: visits and summed worths by the answer's key."""

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
        """Choose among the options of this world by PUCT, the likely ones first.

        `odds` are those of the policy. The number of options that are looked at grows with the
        root of the visits (progressive widening). Options that this world does not offer are left
        out.
        """
        wide = 1 + int(sqrt(self.count))
        order = sorted(range(len(options)), key=lambda at: -odds[at])[:wide]
        seen = sum(self.visits.get(options[at].key, 0) for at in order)
        usual = sum(self.worth.values(), 0.0) / max(1, self.count)

        def hope(at: int) -> float:
            key = options[at].key
            visits = self.visits.get(key, 0)
            mean = self.worth[key] / visits if visits else usual
            return mean + EXPLORE * (odds[at] + LEAST_PRIOR) * sqrt(seen + 1) / (1 + visits)

        return options[max(order, key=hope)]


class Tree:
    """All nodes of one search, and the path of the current descent."""

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
        """Answer in a descent: own questions by the tree, those of others by the policy."""
        if decision.seat != self.seat or self.grown or len(decision.options) == 1:
            return self.playout.pick(world, decision, ply)
        path = (*self.path, decision.kind)
        node = self.nodes.get(path)
        if node is None:
            # One new node a descent; beyond it nothing is known that could guide.
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
        """Enter the worth of the descent in each node on its path."""
        for node, key in self.steps:
            node.note(key, worth)
