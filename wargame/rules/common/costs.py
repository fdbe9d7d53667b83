"""What a branch costs a seat now, and whether it can be chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from wargame.rules.common.modifiers import total
from wargame.rules.model.cards import Branch
from wargame.rules.model.language import Language
from wargame.rules.model.ledgers import POLICY_PLAYED, TURN
from wargame.rules.model.rulebook import Rulebook
from wargame.table.decision import Need
from wargame.table.moves import shift
from wargame.table.state import Position, State


def plain_cost(state: Position, book: Rulebook, seat: int, branch: Branch) -> int:
    """Return the cost of a branch of an event or a choice, as printed: no modifier applies."""
    return branch.cost


def home_cost(state: Position, book: Rulebook, seat: int, branch: Branch) -> int:
    """Return what a branch of the HOME card costs `seat` now, modifiers included; at least 0."""
    return max(0, branch.cost + total(state, book, "home", seat))


def policy_cost(state: Position, book: Rulebook, seat: int, branch: Branch) -> int:
    """Return what a POLICY costs `seat` now, modifiers included; at least 0."""
    cost = branch.cost + total(state, book, "cost", seat, kind=branch.kind)
    if (POLICY_PLAYED, seat, 0) not in state.ledgers[TURN]:
        cost += total(state, book, "policy", seat)
    return max(0, cost)


Cost: TypeAlias = Callable[[Position, Rulebook, int, Branch], int]


@dataclass(frozen=True, eq=False, slots=True)
class Affordable(Need):
    """The seat can pay what the branch costs now, modifiers included."""

    book: Rulebook
    branch: Branch
    cost: Cost

    def holds(self, state: State, seat: int) -> bool:
        capital = state.levels[self.book.roles.capital + seat]
        return capital >= self.cost(state, self.book, seat, self.branch)

    def why(self, words: Language) -> str:
        return words.needs_capital(self.branch.cost)


def branch_needs(book: Rulebook, branch: Branch, cost: Cost = plain_cost) -> tuple[Need, ...]:
    """List what must hold before the branch can be chosen."""
    needs: list[Need] = [*branch.needs]
    if branch.cost or cost is policy_cost:
        needs.append(Affordable(book, branch, cost))
    return tuple(needs)


def pay(state: State, book: Rulebook, seat: int, capital: int) -> None:
    """Pay Capital that the seat has."""
    if capital:
        shift(state, book.roles.capital + seat, -capital)
