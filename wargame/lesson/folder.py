"""The folder of a lesson: saves of all tables on one deal, and the pages to print and project."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

from wargame.content.gallery import gallery
from wargame.engine.game import Game
from wargame.engine.library import data, library
from wargame.lesson import html
from wargame.lesson.board import board
from wargame.lesson.languages import ENGLISH
from wargame.lesson.pages import documents
from wargame.lesson.pdf import pdf as printed
from wargame.lesson.plan import plan, run_for
from wargame.lesson.serving.access import new_token
from wargame.saves.format.header import ChairSeat
from wargame.saves.format.pins import Pins
from wargame.saves.write.disk import publish
from wargame.saves.write.journal import Journal
from wargame.system.paths import command
from wargame.ui.options import Minutes, TableOptions
from wargame.ui.session import DEALS

TABLES = "tables"
INDEX = "index.html"
CHAIR = "chair.txt"
"""Where the chair's code stands: the teacher alone reads it, and no page shows it."""


class NotEmpty(ValueError):
    """The folder holds something already; the message says so."""


def make(
    folder: Path, scenario: str, minutes: int, players: Sequence[dict[str, str]],
    basic: bool | None = None, *, pdf: bool = False,
) -> list[Path]:  # fmt: skip
    """Make the folder of a lesson; return the saves, table by table.

    `players` says who plays each seat, for each table. All tables have the same deal, which is
    sealed; a table that is through does not tell its seed, since others may still play. The chair
    of all of them has one code, which is drawn. `pdf` writes the pages as PDF too. Raises
    `NotEmpty`, `SaveFailed` and `UnknownScenario`.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmpty(f"{folder} is there already and not empty; name a new folder")
    program = library().program(scenario, basic=basic)
    saves = [folder / TABLES / f"table-{at}.jsonl" for at in range(1, len(players) + 1)]
    commands = [command("resume", Path(TABLES) / save.name) for save in saves]
    written = documents(program, plan(data("rules")), minutes, commands)
    pages = {f"{id}.html": html.page(doc).encode() for id, doc in written.items()}
    if pdf:
        pages |= {f"{id}.pdf": printed(doc) for id, doc in written.items()}
    words = ENGLISH.lesson
    rules = data("RULES.md").read_text(encoding="utf-8")
    pages["rules.html"] = html.prose(words.title("rules"), one_page(rules)).encode()
    decks = {deck.id: deck.name for deck in program.book.decks}
    decks |= {id: words.deck(id) for id in ("home", "flags")}
    cards = html.cards(words.title("cards"), list(gallery(program, data("cards"))), decks)
    pages["cards.html"] = cards.encode()
    parts = list(board(program, words.table_part()))
    pages["board.html"] = html.board(words.title("board"), words.board_how(), parts).encode()
    run = run_for(plan(data("rules")), minutes)
    options = TableOptions(reasons=True, minutes=Minutes(run.sitting, run.phase), shared=True).kept
    code = new_token()
    chair = ChairSeat.of(code)
    pages[CHAIR] = words.chair(code).encode()
    seed, pins = secrets.randbelow(DEALS), Pins.of(library(), scenario)
    for save, who in zip(saves, players, strict=True):
        game = Game.of(program, seed=seed, seats=who)
        Journal.create(save, game, pins, options=options, chair=chair).close()
    for name, text in pages.items():
        publish(folder / name, text)
    return saves


def one_page(rules: str) -> str:
    """Return the chapter of the rulebook that fits on one page."""
    _, _, rest = rules.partition("\n## ")
    return rest.partition("\n## ")[0].partition("\n")[2]
