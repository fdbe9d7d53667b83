"""The options that measurements of the lab share on the command line, and what they refuse."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click
from attrs import fields, frozen

from wargame.bots.bot import UnknownBot, check
from wargame.cli.path_types import TO_WRITE
from wargame.cli.show.figures import OutputTrouble
from wargame.cli.show.plot import check_path
from wargame.lab.parallel import Workers
from wargame.lab.studies.par import FIRST_SEED
from wargame.ui.players import HUMAN
from wargame.ui.printing import write

MOST_GAMES = 1_000_000
MOST_JOBS = 64
JOBS = (
    click.option("--jobs", type=click.IntRange(1, MOST_JOBS), default=1, show_default=True,
                 help="Processes on this machine."),
)  # fmt: skip
STORE = (
    click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler, instead of --jobs."),
    click.option("--basic/--full", "basic", default=None, help="The basic game, or the full "
                 "one; by default as the scenario says."),
    click.option("--results", type=TO_WRITE, metavar="FILE", help="Where played games are "
                 "kept; by default in the cache folder, or WARGAME_LAB."),
    click.option("--fresh", is_flag=True, help="Play all games anew, and keep none."),
)  # fmt: skip
OUTPUT = (
    click.option("--json", "as_json", is_flag=True, help="One object, with a manifest."),
    click.option("--csv", "as_csv", is_flag=True, help="The rows as CSV, with a manifest."),
    click.option("--svg", type=TO_WRITE, metavar="FILE", help="Draw the rows into a file."),
)  # fmt: skip


class LabRefused(click.ClickException):
    """A sentence for the user; exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the sentence on the standard error."""
        write(f"wargame lab: {self.format_message()}", err=True)


class LabInterrupted(LabRefused):
    """Ctrl-C; exit code 130."""

    exit_code = 130


@frozen
class LabOptions:
    """The options that measurements share; a command that does not take one has its default.

    `words` are the command and its own options as they are typed, defaults included.
    """

    words: tuple[str, ...] = ()
    jobs: int = 1
    cluster: str | None = None
    basic: bool | None = None
    results: Path | None = None
    fresh: bool = False
    as_json: bool = False
    as_csv: bool = False
    svg: Path | None = None

    @property
    def workers(self) -> Workers:
        """The processes or the cluster that play the games."""
        return Workers(self.jobs, self.cluster)

    @property
    def command(self) -> str:
        """The command that repeats the measurement, without the options for workers and output."""
        option = [] if self.basic is None else ["--basic" if self.basic else "--full"]
        return shlex.join(["wargame", "lab", *self.words, *option])

    def check(self, files: Sequence[Path]) -> None:
        """Refuse options that exclude each other, and a picture that cannot be drawn.

        `files` are those that the command itself uses. Raises `LabRefused`.
        """
        if self.cluster is not None and self.jobs != 1:
            raise LabRefused("--jobs and --cluster exclude each other")
        if self.fresh and self.results is not None:
            raise LabRefused("--fresh and --results exclude each other")
        if self.as_json and self.as_csv:
            raise LabRefused("--json and --csv exclude each other")
        if self.svg is not None:
            used = files if self.results is None else [*files, self.results]
            try:
                check_path(self.svg, used)
            except OutputTrouble as error:
                raise LabRefused(str(error)) from None


def command_words(command: click.Command, options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the words of a command, with the options that it was given or has by default.

    Defaults are written out, so that the command measures the same after one of them changes.
    """
    words = [command.name or ""]
    for parameter in command.params:
        value = options.get(parameter.name or "")
        if value is None or value is False:
            continue
        word = str(value)
        if not isinstance(parameter, click.Argument):
            words.append(parameter.opts[0])
        elif word.startswith("-"):
            word = os.path.join(os.curdir, word)
        if value is not True:
            words.append(word)
    return tuple(words)


def takes(*shared: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator for some of the options above; the command gets them as one
    `LabOptions`."""
    names = {attribute.name for attribute in fields(LabOptions)} - {"words"}

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def taken(**given: Any) -> Any:
            own = {name: value for name, value in given.items() if name not in names}
            words = command_words(click.get_current_context().command, own)
            options = LabOptions(words, **{name: given[name] for name in names & given.keys()})
            options.check([value for value in own.values() if isinstance(value, Path)])
            return command(options=options, **own)

        for option in reversed(shared):
            taken = option(taken)
        return taken

    return decorate


measurement = takes(*JOBS, *STORE, *OUTPUT)
games = click.option("--games", type=click.IntRange(1, MOST_GAMES), default=300, show_default=True)
scenario = click.option("--scenario", default="new-entente", show_default=True, metavar="ID")
seed = click.option("--seed", type=click.IntRange(0, FIRST_SEED - 1), default=1, show_default=True)


def bots_game(default: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator for the options of games between bots; `default` is that of `--bots`."""
    bots = click.option("--bots", default=default, show_default=True, metavar="A,B,C")
    return lambda command: measurement(scenario(bots(seed(games(command)))))


def below_par(seed: int, deals: int) -> None:
    """Refuse deals that overlap those on which par is measured."""
    last = seed + deals - 1
    if last >= FIRST_SEED:
        raise LabRefused(
            f"so many games need the deals up to {last}, and those from {FIRST_SEED} on are kept "
            f"for par: --seed may be {seed - (last - FIRST_SEED) - 1} at most"
        )


def known_bots(words: str, count: int) -> tuple[str, ...]:
    """Parse a list of `count` bots, separated by commas; one word stands for all seats."""
    names = tuple(word.strip() for word in words.split(","))
    names = names * count if len(names) == 1 else names
    for name in names:
        if name.partition(":")[0] == HUMAN:
            raise LabRefused(f'the lab plays bots only; "{name}" is nobody it could ask')
        try:
            check(name)
        except UnknownBot as error:
            raise LabRefused(str(error)) from None
    if len(names) != count:
        raise LabRefused(f"{count} bots are wanted, one a seat; {len(names)} are named")
    return names
