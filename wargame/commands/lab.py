"""`wargame lab …`: what the lab measures, on the command line."""

from __future__ import annotations

from collections.abc import Callable

import click

from wargame.commands import lab_options as options
from wargame.commands.lab_options import How, LabRefused, common, known_bots, measure
from wargame.content.faults import nearest
from wargame.engine.library import library
from wargame.lab import arena as arenas
from wargame.lab import legal as legals
from wargame.lab import par as pars
from wargame.lab import targets as target_rows
from wargame.lab.manifest import manifest
from wargame.lab.report import Findings
from wargame.lab.run import Crew

Done = Callable[[int], None]


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
@options.seed
@click.option("--bots", default="adaptive,adaptive,adaptive", show_default=True, metavar="A,B,C")
def arena(how: How, scenario: str, seed: int, bots: str) -> None:
    """Play three bots against one another, seats rotated; a mirror match must come out even."""
    book = library().program(scenario).book
    names = known_bots(bots, book.seats)

    def work(crew: Crew, done: Done) -> Findings:
        shown = arenas.arena(scenario, names, how.games, seed, crew, done)
        return arenas.findings(shown, book.layout.seats)

    words = ["arena", "--scenario", scenario, "--bots", ",".join(names), "--seed", str(seed)]
    measure(how, words, scenario, seed, how.games, work)


@lab.command()
@common
@options.scenario
@click.option("--bot", default="adaptive", show_default=True)
def par(how: How, scenario: str, bot: str) -> None:
    """Measure par and spread: the lines for a scenario's TOML, from seeds kept for it alone."""
    library().program(scenario)
    (name,) = known_bots(bot, 1)

    def work(crew: Crew, done: Done) -> Findings:
        return pars.findings(pars.par(scenario, name, how.games, crew, done))

    words = ["par", "--scenario", scenario, "--bot", name]
    measure(how, words, scenario, pars.FIRST_SEED, how.games, work)


@lab.command()
@common
@options.scenario
@options.seed
def targets(how: How, scenario: str, seed: int) -> int:
    """Hold the game against the targets of its brief; exit code 1 where a row fails."""
    library().program(scenario)
    for _, cast, _, _ in target_rows.CASTS:
        known_bots(",".join(cast), len(cast))

    def work(crew: Crew, done: Done) -> Findings:
        return target_rows.findings(target_rows.targets(scenario, how.games, seed, crew, done))

    words = ["targets", "--scenario", scenario, "--seed", str(seed)]
    total = how.games * (len(target_rows.CASTS) + 1)
    return int(measure(how, words, scenario, seed, total, work).failed)


@lab.command()
@common
@click.option("--scenario", metavar="ID", help="By default all of them in turn.")
@options.seed
def legal(how: How, scenario: str | None, seed: int) -> int:
    """Play random games over all scenarios, basic and full; exit code 1 where one fails to end."""
    known = library().scenarios
    if scenario is not None and scenario not in known:
        raise LabRefused(f'there is no scenario "{scenario}"; {nearest(scenario, known)}')
    wanted = sorted(known) if scenario is None else [scenario]
    tables = (False, True) if how.basic is None else (how.basic,)
    kept: legals.Kept | None = None
    with options.refusing(lambda: kept), options.progress("legal", how.games) as done:
        if not how.fresh:
            kept = legals.Kept(how.results)
            options.warn(kept)
        found = legals.legal(wanted, tables, how.games, seed, how.workers, kept, done)
    scenarios = "all" if scenario is None else scenario
    words = [] if scenario is None else ["--scenario", scenario]
    command = " ".join(["wargame lab legal", *words, "--seed", str(seed), *how.words])
    seeds = (min(c.block.first for c in found), max(c.block.end for c in found) - 1)
    rests_on = manifest(command, scenarios, how.basic, seed, seeds, how.games)
    return int(options.present(how, "legal", legals.findings(found), rests_on).failed)
