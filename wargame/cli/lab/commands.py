"""`wargame lab …`: what the lab measures, on the command line."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from wargame.cli.lab import common
from wargame.cli.lab.common import LabOptions, LabRefused, known_bots
from wargame.cli.lab.measure import Done, measure, present, progress, refusing
from wargame.cli.lab.studies import STUDIES
from wargame.content.faults import nearest
from wargame.engine.library import library
from wargame.lab.manifest import manifest
from wargame.lab.run import Runner
from wargame.lab.studies import arena as arenas
from wargame.lab.studies import legality as legals
from wargame.lab.studies import par as pars
from wargame.lab.studies import targets as target_rows
from wargame.lab.studies.matchups import FULL, QUICK, matchups


@click.group()
def lab() -> None:
    """Measure the game with its own bots.

    Every figure comes with its 95 % interval; the same seeds give the same figures, with any
    number of processes and on a cluster. Played games are kept: ctrl-C loses nothing that was
    done, and the same command goes on. More than one process needs the extra `lab`, a cluster
    the extra `cluster`.
    """


@lab.command()
@common.bots_game("adaptive,adaptive,adaptive")
def arena(options: LabOptions, scenario: str, bots: str, seed: int, games: int) -> None:
    """Play three bots against one another, seats rotated; a mirror match must come out even."""
    book = library().program(scenario).book
    names = known_bots(bots, book.seats)
    common.below_par(seed, -(-games // len(names)))

    def work(runner: Runner, done: Done) -> arenas.Arena:
        return arenas.arena(scenario, names, games, seed, runner, done)

    findings = partial(arenas.findings, seats=book.layout.seats)
    measure(options, scenario, seed, games, work, findings)


@lab.command()
@common.measurement
@common.scenario
@click.option("--bot", default="adaptive", show_default=True)
@common.games
def par(options: LabOptions, scenario: str, bot: str, games: int) -> None:
    """Measure par and spread: the lines for a scenario's TOML, from seeds kept for it alone."""
    if scenario == "all":
        known = ", ".join(sorted(library().scenarios))
        raise LabRefused(f"par is measured for one scenario at a time: {known}")
    library().program(scenario)
    (name,) = known_bots(bot, 1)

    def work(runner: Runner, done: Done) -> list[pars.SeatPar]:
        return pars.par(scenario, name, games, runner, done)

    measure(options, scenario, pars.FIRST_SEED, games, work, pars.findings)


@lab.command()
@common.measurement
@click.option("--scenario", default="new-entente", show_default=True, metavar="ID",
              help="One of them, or all.")  # fmt: skip
@common.seed
@click.option("--quick", is_flag=True, help="Fewer games: all scenarios in a quarter of an hour.")
@click.option("--no-search", is_flag=True, help="Leave out the search bot: a third of the time.")
def targets(options: LabOptions, scenario: str, seed: int, quick: bool, no_search: bool) -> int:
    """Hold the game against the targets of its brief; exit code 1 where a row fails.

    How many games a row rests on is fixed, so that the intervals are narrow enough to decide;
    `--quick` plays fewer. `--no-search` measures all but the search bot's rows, by the same games.
    """
    ids = sorted(library().scenarios) if scenario == "all" else [scenario]
    size = QUICK if quick else FULL
    if no_search:
        size = size.without_search()
    total = sum(
        len(matchup.matches) for id in ids for matchup in matchups(id, size, seed, options.basic)
    )

    def work(runner: Runner, done: Done) -> list[target_rows.ScenarioTargets]:
        return [target_rows.targets(id, size, seed, runner, done, options.basic) for id in ids]

    return int(measure(options, scenario, seed, total, work, target_rows.findings).failed)


@lab.command()
@common.measurement
@click.option("--scenario", default="all", show_default=True, metavar="ID",
              help="One of them, or all of them in turn.")  # fmt: skip
@common.seed
@common.games
def legal(options: LabOptions, scenario: str, seed: int, games: int) -> int:
    """Play random games over all scenarios, basic and full; exit code 1 where one fails to end."""
    known = library().scenarios
    if scenario != "all" and scenario not in known:
        raise LabRefused(f'there is no scenario "{scenario}"; {nearest(scenario, known)}')
    wanted = sorted(known) if scenario == "all" else [scenario]
    tables = (False, True) if options.basic is None else (options.basic,)
    kept: legals.BlockStore | None = None

    def own() -> tuple[int, Path] | None:
        parts = legals.blocks(wanted, tables, games, seed)
        return None if kept is None else (kept.games(parts), kept.store.path)

    with refusing(own), progress("legal", games) as done:
        if not options.fresh:
            kept = legals.BlockStore(options.results)
        counts = legals.legal(wanted, tables, games, seed, options.workers, kept, done)
    seeds = (min(c.block.first for c in counts), max(c.block.end for c in counts) - 1)
    rests_on = manifest(options.command, scenario, options.basic, seed, seeds, games)
    return int(present(options, legals.findings(counts), rests_on).failed)


for study in STUDIES:
    lab.add_command(study)
