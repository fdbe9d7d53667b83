"""Price the uses of cards: a branch of an event, a POLICY, OPS and its lines, HOME."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.bots.evaluate.effect_model import branch_on, carry_out, shift
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.rules.common.costs import home_cost, policy_cost
from wargame.rules.common.modifiers import total
from wargame.rules.model.cards import Branch

CANNOT = -9.0
"""The price of a POLICY that cannot be paid or is not allowed, in points: below any other."""


def filled(lines: Sequence[tuple[float, int]], points: int) -> float:
    """Return the most that lines (gain, cost) can bring for so many points, each used once."""
    best = 0.0
    for at, (gain, cost) in enumerate(lines):
        if cost <= points and gain > 0:
            best = max(best, gain + filled(lines[at + 1 :], points - cost))
    return best


def branch_price(evaluator: Evaluator, branch: Branch, seat: int) -> float:
    """Price a branch of an event or a choice."""
    trial = evaluator.trial()
    branch_on(evaluator, trial, branch, branch.cost, seat, evaluator.view.actor >= 0)
    return evaluator.gain(trial)


def policy_price(evaluator: Evaluator, branch: Branch) -> float:
    """Price a POLICY; `CANNOT` if it cannot be paid or is not allowed."""
    view, roles = evaluator.view, evaluator.book.roles
    cost = policy_cost(view, evaluator.book, evaluator.seat, branch)
    if cost > view.levels[roles.capital + evaluator.seat]:
        return CANNOT
    if not all(check.holds(view, evaluator.seat) for check in branch.needs):
        return CANNOT
    trial = evaluator.trial()
    shift(evaluator, trial, roles.capital + evaluator.seat, -cost)
    carry_out(evaluator, trial, branch.effects, evaluator.seat, True)
    return evaluator.gain(trial)


def home_price(evaluator: Evaluator, branch: int) -> float:
    """Price a branch of the own HOME card."""
    home = evaluator.book.homes[evaluator.seat]
    assert home is not None
    face = home.branch[branch]
    trial = evaluator.trial()
    cost = home_cost(evaluator.view, evaluator.book, evaluator.seat, face)
    shift(evaluator, trial, evaluator.book.roles.capital + evaluator.seat, -cost)
    carry_out(evaluator, trial, face.effects, evaluator.seat, True)
    return evaluator.gain(trial)


def line_prices(evaluator: Evaluator) -> list[tuple[float, int]]:
    """Price each line of OPS: (gain, points), worked out once a decision."""
    if evaluator.lines is None:
        evaluator.lines = []
        for line in evaluator.book.ops:
            trial = evaluator.trial()
            carry_out(evaluator, trial, line.effects, evaluator.seat, True)
            by = total(evaluator.view, evaluator.book, "ops", evaluator.seat, kind=line.id)
            evaluator.lines.append((evaluator.gain(trial), max(1, line.cost + by)))
    return evaluator.lines


def best_use(evaluator: Evaluator, card: int, *, ops_only: bool = False) -> float:
    """Price a card by the best that can be done with it now."""
    face = evaluator.book.play_card(card)
    best = filled(line_prices(evaluator), face.ops)
    if face.flag is not None and face.flag != evaluator.seat and face.flag_effects:
        trial = evaluator.trial()
        carry_out(evaluator, trial, face.flag_effects, face.flag, True)
        best += evaluator.gain(trial)
    if not ops_only:
        for branch in face.branch:
            best = max(best, policy_price(evaluator, branch))
    return best
