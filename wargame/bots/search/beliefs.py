"""What a seat believes of the others: worlds sampled from its view, the likely ones more often.

`determinize` fills in whatever the rules allow. Here sealed bids follow what is usual, marks what
the table has seen of the asker, true flags what their seats have come near to. Only the view is
read.
"""

from __future__ import annotations

from random import Random

from wargame.bots.evaluate.cabinet_values import flag_likelihoods
from wargame.bots.evaluate.crisis_values import usual_bids
from wargame.bots.evaluate.demand_values import firm_odds
from wargame.bots.evaluate.evaluate import Evaluator
from wargame.engine.view import determinize
from wargame.rules.model.ledgers import AGENDAS, BIDS, SEALED
from wargame.table import moves
from wargame.table.state import State


def sample_likely(evaluator: Evaluator, rng: Random) -> State:
    """Sample a world that the seat cannot tell from the real one."""
    view = evaluator.view
    world = determinize(view, evaluator.rules.program, rng)
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
            flags = flag_likelihoods(evaluator, row[0])
            flag = rng.choices(list(flags), list(flags.values()))[0]
            moves.swap(world, AGENDAS, row, (row[0], flag))
    return world


def _bid(evaluator: Evaluator, seat: int, rng: Random) -> int:
    purse = evaluator.view.levels[evaluator.book.roles.capital + seat]
    usual = usual_bids(evaluator.book.most_bid, purse)
    return rng.choices(range(len(usual)), usual)[0]
