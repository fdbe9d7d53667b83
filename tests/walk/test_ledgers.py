"""The rows of the ledgers hold what `rules/model/ledgers.py` says of them."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from random import Random

from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import PACKAGE, library
from wargame.rules.model import ledgers
from wargame.rules.model.rulebook import phases_of
from wargame.rules.phases.reckoning import Collapse
from wargame.table.state import Row


def documented() -> dict[str, list[str]]:
    """Read the fields of the rows from the texts below the names."""
    found = {}
    body = ast.parse((PACKAGE / "rules/model/ledgers.py").read_text(encoding="utf-8")).body
    for name, text in pairwise(body):
        if isinstance(name, ast.Assign | ast.AnnAssign) and isinstance(text, ast.Expr):
            target = name.target if isinstance(name, ast.AnnAssign) else name.targets[0]
            told = ast.literal_eval(text.value)
            assert isinstance(target, ast.Name)
            if row := re.match(r"\(([^)]*)\)", told):
                found[target.id] = row[1].split(", ")
    return found


FIELDS = documented()
NAMES = {getattr(ledgers, name): name for name in list(FIELDS)[:14]}
MARKS = {getattr(ledgers, name): name for name in list(FIELDS)[14:]}


def held(program: Program, ledger: int, row: Row) -> None:
    """Hold one row to its documentation: how many fields, and which numbers they may be."""
    book, fields = program.book, FIELDS[NAMES[ledger]]
    if ledger == ledgers.DEAL and row[0] != ledgers.HEADER:
        fields = ["side", "item", "due"]
    if ledger in (ledgers.TURN, ledgers.GAME):
        fields = FIELDS[MARKS[row[0]]]
    assert len(row) == len(fields), (NAMES[ledger], row)
    seats, theatres = range(book.seats), range(len(book.layout.theatres))
    ranges = {
        "0": range(1), "seat": seats, "by": range(-1, book.seats), "to": seats, "asker": seats,
        "addressed": range(-1, book.seats), "partner": seats, "proposer": seats,
        "theatre": theatres, "level": range(len(book.layout.lows)),
        "card": range(len(book.cards)), "item": range(len(book.items)),
        "deck": range(len(book.decks)),
        "penalty": range(len(book.penalties)), "side": range(2), "changed": range(2),
        "HEADER": [ledgers.HEADER], "condition": range(len(book.conditions)),
        "agenda": range(len(book.agendas)), "turn": range(1, book.turns + 1),
        "check": range(len(phases_of(book.turn, Collapse)[0].any)),
        "sweetener": range(-1, len(book.items)), "firm": range(-1, 2),
        "place": range(len(book.piles.dossier[0])), "points": range(100), "steps": range(1, 100),
    }  # fmt: skip
    for field, value in zip(fields, row, strict=True):
        if ledger == ledgers.CONDITIONS and field == "seat":
            assert value in range(-1, book.seats)
        elif field in ranges:
            assert value in ranges[field], (NAMES[ledger], fields, row)
        elif field in MARKS.values():
            assert MARKS[value] == field
    if ledger == ledgers.CRISES:
        assert row[1] - book.roles.threat in theatres, "the level is that of a threat"
        assert book.event_card(row[0]).event == "crisis"


def test_every_row_holds_what_is_written_of_it() -> None:
    seen: set[tuple[int, int]] = set()
    games = (("new-entente", 2), ("long-year", 6), ("cracks", 3), ("hide-plan-wait", 1),
             ("clouds", 1))  # fmt: skip
    for scenario, seed in games:
        program = library().program(scenario, basic=False)
        game, rng = Game.of(program, seed=seed), Random(seed)
        while True:
            for ledger, rows in enumerate(game.state.ledgers):
                for row in rows:
                    mark = row[0] if ledger in (ledgers.TURN, ledgers.GAME) else 0
                    seen.add((ledger, mark))
                    held(program, ledger, row)
            if (decision := game.decision) is None:
                break
            game.choose(rng.choice(decision.keys))
    assert {ledger for ledger, _ in seen} == set(NAMES)
    assert len({mark for ledger, mark in seen if ledger == ledgers.TURN}) > 12
