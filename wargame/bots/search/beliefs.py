"""What a seat believes of the others: worlds imagined from its view, sharpened by what is likely.

`imagine` fills in whatever the rules allow. Here sealed bids follow what is usual, marks what the
table has seen of the asker, true flags what their seats have come near to. The view is all that
is read.
"""

from __future__ import annotations

from math import exp
from random import Random

from wargame.bots.evaluate.crises import usual_bids
from wargame.bots.evaluate.demands import firm_odds
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.engine.scoring import agenda_grade
from wargame.engine.view import determinize
from wargame.rules.model.ledgers import AGENDAS, BIDS, SEALED
from wargame.table import moves
from wargame.table.state import State

NEAR = 0.25
"""How much a point of a flag's grade speaks for that flag being the true one."""


def sample_likely(evaluator: Evaluator, rng: Random) -> State:
    """Imagine a world that the seat cannot tell from the real one, and a likely one."""
    view, book = evaluator.view, evaluator.book
    program = evaluator.rules.program
    world = determinize(view, program, rng)
    for row in world.ledgers[BIDS]:
        if row[0] != view.seat:
            moves.swap(world, BIDS, row, (row[0], _bid(evaluator, row[0], rng)))
    for row in world.ledgers[SEALED]:
        asker, place, addressed, sweetener, mark = row
        if asker != view.seat and mark >= 0:
            firm = int(rng.random() < firm_odds(evaluator, asker))
            if firm != mark:
                moves.swap(world, SEALED, row, (asker, place, addressed, sweetener, firm))
    for row in world.ledgers[AGENDAS]:
        if row[0] != view.seat:
            flags = book.flags[row[0]]
            chances = [exp(NEAR * agenda_grade(program, view, row[0], flag)) for flag in flags]
            moves.swap(world, AGENDAS, row, (row[0], rng.choices(flags, chances)[0]))
    return world


def _bid(evaluator: Evaluator, seat: int, rng: Random) -> int:
    purse = evaluator.view.levels[evaluator.book.roles.capital + seat]
    usual = usual_bids(evaluator.book.most_bid, purse)
    return rng.choices(range(len(usual)), usual)[0]
