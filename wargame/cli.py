"""The commands. Exit codes: 0 done, 1 something found wrong, 2 not understood, 130 interrupted."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import Any

import click

from wargame import __version__
from wargame.bots.bot import BOTS, Bot
from wargame.content.faults import BadContent, nearest
from wargame.content.gallery import gallery
from wargame.content.load import UnknownScenario
from wargame.engine.game import Game
from wargame.engine.library import data, library
from wargame.record import journal, saves
from wargame.record.journal import BadSave, Journal, SaveFailed
from wargame.session import Session
from wargame.table.flow import RulesetRunsAway

HUMAN = "human"


class Refused(click.ClickException):
    """A sentence for the user; exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"wargame: {self.format_message()}", err=True)


def main() -> None:
    """Run the command line; what goes wrong is told in one sentence, never in a traceback."""
    try:
        code = commands.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. Every choice made is saved.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except (BadSave, SaveFailed, UnknownScenario, RulesetRunsAway, BadContent) as error:
        click.echo(f"wargame: {error}", err=True)
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="wargame")
@click.option("--saves", "folder", metavar="DIR", help="Where saves are kept.")
@click.pass_context
def commands(context: click.Context, folder: str | None) -> None:
    """Under the Umbrella: a policy wargame for three at one terminal.

    Without a command the menu opens.
    """
    context.obj = saves.folder(folder)
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@commands.command()
@click.option("--scenario", default="new-entente", show_default=True, metavar="ID")
@click.option("--seed", type=int, help="The deal; by default a new one.")
@click.option(
    "--seats",
    default="",
    metavar="SEAT=WHO,…",
    help="human (default), or a bot; human:NAME names a player.",
)
@click.option("--plain", is_flag=True, help="Line mode.")
@click.option("--save", "file", metavar="FILE", help="Where to save this game.")
@click.pass_obj
def play(
    folder: Path, scenario: str, seed: int | None, seats: str, plain: bool, file: str | None
) -> int:
    """Play a game."""
    if seed is None:
        seed = secrets.randbelow(1_000_000)
    program = library().program(scenario)
    players = who_plays(seats, program.book.layout.seats)
    game = Game.of(program, seed=seed, seats=players)
    path = Path(file) if file else saves.new_file(folder, scenario, seed)
    record = Journal.create(path, game, library().digest(), __version__)
    return run(game, record)


@commands.command()
@click.argument("file", required=False)
@click.option("--plain", is_flag=True, help="Line mode.")
@click.pass_obj
def resume(folder: Path, file: str | None, plain: bool) -> int:
    """Go on with a saved game (by default the last one)."""
    path = Path(file) if file else saves.newest(folder)
    if path is None:
        raise Refused(f"there is no save in {folder}; begin with: wargame play")
    game, record = journal.resume(path, library(), library().digest())
    return run(game, record)


@commands.command()
@click.option("--deck", metavar="DECK", help="Only this deck.")
@click.option("--json", "as_json", is_flag=True, help="A list of objects.")
@click.option("--scenario", default="new-entente", show_default=True, metavar="ID")
def cards(deck: str | None, as_json: bool, scenario: str) -> None:
    """Show the cards: text, facts, sources."""
    from wargame import show

    found = list(gallery(library().program(scenario), data("cards")))
    decks = list(dict.fromkeys(card.deck for card in found))
    if deck is not None and deck not in decks:
        raise Refused(f'there is no deck "{deck}"; {nearest(deck, decks)}')
    chosen = [card for card in found if deck in (None, card.deck)]
    (show.cards_json if as_json else show.cards)(chosen)


@commands.command()
def rules() -> None:
    """Read the rulebook."""
    from wargame import show

    show.markdown(data("RULES.md").read_text(encoding="utf-8"))


def who_plays(seats: str, known: tuple[str, ...]) -> dict[str, str]:
    """Read `SEAT=WHO,…`; a seat that is not named is a human's."""
    players = dict.fromkeys(known, HUMAN)
    named: set[str] = set()
    for part in filter(None, seats.split(",")):
        seat, _, who = part.partition("=")
        seat = seat.strip()
        if seat not in known:
            raise Refused(f'there is no seat "{seat}"; {nearest(seat, known)}')
        if seat in named:
            raise Refused(f'the seat "{seat}" is named twice')
        kind = who.partition(":")[0].strip()
        if kind != HUMAN and kind not in BOTS:
            raise Refused(f'nobody is called "{kind}"; {nearest(kind, [HUMAN, *BOTS])}')
        named.add(seat)
        players[seat] = who.strip()
    return players


def bots_of(game: Game) -> dict[int, Bot]:
    """Make the bots that the game's header names."""
    found: dict[int, Bot] = {}
    for at, seat in enumerate(game.seats):
        who = game.players.get(seat, HUMAN).partition(":")[0]
        if who in BOTS:
            found[at] = BOTS[who][0]()
    return found


def run(game: Game, record: Journal) -> int:
    """Play a game at this terminal."""
    from wargame.line import LineTable

    return LineTable(Session(game, record, bots_of(game))).play()


@commands.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def check(folder: Path | None) -> int:
    """Lint cards and rules: every fault at once."""
    from wargame.content.check import lint

    top = folder or data("")
    faults = lint(top / "cards", top / "rules")
    for fault in faults:
        click.echo(str(fault))
    count = len(faults)
    click.echo("no fault found" if not count else f"{count} fault{'s' if count > 1 else ''}")
    return 1 if faults else 0
