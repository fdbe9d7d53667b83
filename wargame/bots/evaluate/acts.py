"""Cards as a bot sees them: what a branch, a line of OPS or a HOME card would bring."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.bots.evaluate.effect_model import branch_on, carry_out, shift
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.rules.common.costs import home_cost, policy_cost
from wargame.rules.common.modifiers import total
from wargame.rules.model.cards import Branch

NO = -9.0


def filled(lines: Sequence[tuple[float, int]], points: int) -> float:
    """Give the most that lines can bring for so many points."""
    best = 0.0
    for at, (gain, cost) in enumerate(lines):
        if cost <= points and gain > 0:
            best = max(best, gain + filled(lines[at + 1 :], points - cost))
    return best


def branch_price(out: Evaluator, branch: Branch, seat: int) -> float:
    """Price a branch of an event or a choice."""
    sketch = out.sketch()
    branch_on(out, sketch, branch, branch.cost, seat, out.view.actor >= 0)
    return out.gain(sketch)


def policy_price(out: Evaluator, branch: Branch) -> float:
    """Price a POLICY; one that cannot be paid or is not allowed is out of the question."""
    view, roles = out.view, out.book.roles
    cost = policy_cost(view, out.book, out.seat, branch)
    if cost > view.levels[roles.capital + out.seat]:
        return NO
    if not all(check.holds(view, out.seat) for check in branch.needs):
        return NO
    sketch = out.sketch()
    shift(out, sketch, roles.capital + out.seat, -cost)
    carry_out(out, sketch, branch.effects, out.seat, True)
    return out.gain(sketch)


def home_price(out: Evaluator, branch: int) -> float:
    """Price a branch of the own HOME card."""
    home = out.book.homes[out.seat]
    assert home is not None
    found = home.branch[branch]
    sketch = out.sketch()
    cost = home_cost(out.view, out.book, out.seat, found)
    shift(out, sketch, out.book.roles.capital + out.seat, -cost)
    carry_out(out, sketch, found.effects, out.seat, True)
    return out.gain(sketch)


def line_prices(out: Evaluator) -> list[tuple[float, int]]:
    """Price each line of OPS: (gain, points), worked out once a decision."""
    if out.lines is None:
        out.lines = []
        for line in out.book.ops:
            sketch = out.sketch()
            carry_out(out, sketch, line.effects, out.seat, True)
            by = total(out.view, out.book, "ops", out.seat, kind=line.id)
            out.lines.append((out.gain(sketch), max(1, line.cost + by)))
    return out.lines


def best_use(out: Evaluator, card: int, *, ops_only: bool = False) -> float:
    """Price a card by the best that can be done with it now."""
    face = out.book.play_card(card)
    best = filled(line_prices(out), face.ops)
    if face.flag is not None and face.flag != out.seat and face.flag_effects:
        sketch = out.sketch()
        carry_out(out, sketch, face.flag_effects, face.flag, True)
        best += out.gain(sketch)
    if not ops_only:
        for branch in face.branch:
            best = max(best, policy_price(out, branch))
    return best
