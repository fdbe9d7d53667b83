"""`wargame lab …`: what the lab measures, on the command line."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from wargame.cli.lab import options
from wargame.cli.lab.measure import Done, measure, present, progress, refusing
from wargame.cli.lab.options import How, LabRefused, common, known_bots
from wargame.content.faults import nearest
from wargame.engine.library import library
from wargame.lab.manifest import manifest
from wargame.lab.run import Runner
from wargame.lab.studies import arena as arenas
from wargame.lab.studies import legality as legals
from wargame.lab.studies import par as pars
from wargame.lab.studies import targets as target_rows
from wargame.lab.studies.matchups import FULL, QUICK, casts


@click.group()
def lab() -> None:
    """Measure the game with its own bots.

    Every figure comes with its 95 % interval; the same seeds give the same figures, with any
    number of processes and on a cluster. Played games are kept: ctrl-C loses nothing that was
    done, and the same command goes on. More than one process needs the extra `lab`, a cluster
    the extra `cluster`.
    """


@lab.command()
@common
@options.scenario
@click.option("--bots", default="adaptive,adaptive,adaptive", show_default=True, metavar="A,B,C")
@options.seed
@options.games
def arena(how: How, scenario: str, bots: str, seed: int, games: int) -> None:
    """Play three bots against one another, seats rotated; a mirror match must come out even."""
    book = library().program(scenario).book
    names = known_bots(bots, book.seats)
    options.below_par(seed, -(-games // len(names)))

    def work(crew: Runner, done: Done) -> arenas.Arena:
        return arenas.arena(scenario, names, games, seed, crew, done)

    found = partial(arenas.findings, seats=book.layout.seats)
    measure(how, scenario, seed, games, work, found)


@lab.command()
@common
@options.scenario
@click.option("--bot", default="adaptive", show_default=True)
@options.games
def par(how: How, scenario: str, bot: str, games: int) -> None:
    """Measure par and spread: the lines for a scenario's TOML, from seeds kept for it alone."""
    if scenario == "all":
        known = ", ".join(sorted(library().scenarios))
        raise LabRefused(f"par is measured for one scenario at a time: {known}")
    library().program(scenario)
    (name,) = known_bots(bot, 1)

    def work(crew: Runner, done: Done) -> list[pars.Par]:
        return pars.par(scenario, name, games, crew, done)

    measure(how, scenario, pars.FIRST_SEED, games, work, pars.findings)


@lab.command()
@common
@click.option("--scenario", default="new-entente", show_default=True, metavar="ID",
              help="One of them, or all.")  # fmt: skip
@options.seed
@click.option("--quick", is_flag=True, help="Fewer games: all scenarios in a quarter of an hour.")
@click.option("--no-search", is_flag=True, help="Leave out the search bot: a third of the time.")
def targets(how: How, scenario: str, seed: int, quick: bool, no_search: bool) -> int:
    """Hold the game against the targets of its brief; exit code 1 where a row fails.

    How many games a row rests on is fixed, so that the intervals are narrow enough to decide;
    `--quick` plays fewer. `--no-search` measures all but the search bot's rows, by the same games.
    """
    ids = sorted(library().scenarios) if scenario == "all" else [scenario]
    size = QUICK if quick else FULL
    if no_search:
        size = size.without_search()
    total = sum(len(cast.matches) for id in ids for cast in casts(id, size, seed, how.basic))

    def work(crew: Runner, done: Done) -> list[target_rows.Table]:
        return [target_rows.targets(id, size, seed, crew, done, how.basic) for id in ids]

    return int(measure(how, scenario, seed, total, work, target_rows.findings).failed)


@lab.command()
@common
@click.option("--scenario", default="all", show_default=True, metavar="ID",
              help="One of them, or all of them in turn.")  # fmt: skip
@options.seed
@options.games
def legal(how: How, scenario: str, seed: int, games: int) -> int:
    """Play random games over all scenarios, basic and full; exit code 1 where one fails to end."""
    known = library().scenarios
    if scenario != "all" and scenario not in known:
        raise LabRefused(f'there is no scenario "{scenario}"; {nearest(scenario, known)}')
    wanted = sorted(known) if scenario == "all" else [scenario]
    tables = (False, True) if how.basic is None else (how.basic,)
    kept: legals.Kept | None = None

    def own() -> tuple[int, Path] | None:
        parts = legals.blocks(wanted, tables, games, seed)
        return None if kept is None else (kept.games(parts), kept.store.path)

    with refusing(own), progress("legal", games) as done:
        if not how.fresh:
            kept = legals.Kept(how.results)
        found = legals.legal(wanted, tables, games, seed, how.workers, kept, done)
    seeds = (min(c.block.first for c in found), max(c.block.end for c in found) - 1)
    rests_on = manifest(how.command, scenario, how.basic, seed, seeds, games)
    return int(present(how, legals.findings(found), rests_on).failed)
