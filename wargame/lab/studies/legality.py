"""Random games over all scenarios and options: how many come to a legal end.

A random choice needs no view, so these games are played without views and bots, as fast as the
machine allows. A game ends legally when every question had an option, the questions stopped, and
every seat has a score. Only a count for each block of seeds is stored; a block in which a game
failed is not stored, and is played again the next time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random

from attrs import asdict, frozen
from cattrs import Converter

from wargame.engine.loop import play_out
from wargame.engine.scoring import score
from wargame.lab.findings import Findings, Row
from wargame.lab.intervals import Figure
from wargame.lab.match import program_of
from wargame.lab.parallel import Workers, parallel_map
from wargame.lab.store import KeyedStore
from wargame.lab.trouble import GameBroken, told
from wargame.table import chance
from wargame.table.flow import advance

BLOCK = 100
_CODE = Converter()


@frozen
class Block:
    """Random games of one table, with the seeds from `first` up to but not including `end`."""

    scenario: str
    basic: bool
    first: int
    end: int


@frozen
class Count:
    """The result of a block: the games that ended legally, their questions, and the faults."""

    block: Block
    legal: int
    plies: int
    faults: tuple[str, ...] = ()


class BlockStore:
    """The stored counts of blocks. Every method raises `StoreTrouble`."""

    def __init__(self, given: Path | None = None) -> None:
        self.store = KeyedStore("legal", given)
        counts = [_CODE.structure(thing, Count) for thing in self.store.values()]
        self.counts: dict[Block, Count] = {count.block: count for count in counts}

    def add(self, count: Count) -> None:
        """Store a count."""
        self.store.add([(str(count.block), asdict(count))])
        self.counts[count.block] = count

    def games(self, blocks: Iterable[Block]) -> int:
        """Return the number of stored games of some blocks."""
        return sum(block.end - block.first for block in blocks if block in self.counts)

    def __len__(self) -> int:
        return self.games(self.counts)


def legal(
    scenarios: Sequence[str],
    options: Sequence[bool],
    games: int,
    seed: int,
    workers: Workers | None = None,
    kept: BlockStore | None = None,
    done: Callable[[int], None] = lambda count: None,
) -> list[Count]:
    """Play random games, spread evenly over scenarios and options (`basic` or not).

    Stored blocks are not played again; new ones are stored.
    """
    parts = blocks(scenarios, options, games, seed)
    counts = dict(kept.counts) if kept is not None else {}
    missing = [part for part in parts if part not in counts]
    ended = sum(part.end - part.first for part in parts if part in counts)
    if ended:
        done(ended)
    for _, count in parallel_map(play_block, missing, workers or Workers()):
        counts[count.block] = count
        if kept is not None and not count.faults:
            kept.add(count)
        ended += count.block.end - count.block.first
        done(ended)
    return [counts[part] for part in parts]


def blocks(scenarios: Sequence[str], options: Sequence[bool], games: int, seed: int) -> list[Block]:
    """Divide games into blocks; if they do not divide evenly, the first tables get one game
    more."""
    tables = [(scenario, basic) for scenario in scenarios for basic in options]
    cut = []
    for at, (scenario, basic) in enumerate(tables):
        end = seed + games // len(tables) + (at < games % len(tables))
        first = seed
        while first < end:
            until = min(end, (first // BLOCK + 1) * BLOCK)
            cut.append(Block(scenario, basic, first, until))
            first = until
    return sorted(cut, key=lambda block: block.first)


def play_block(block: Block) -> Count:
    """Play a block; a game that fails is reported with the command that plays it alone."""
    ended, plies, faults = 0, 0, []
    for seed in range(block.first, block.end):
        try:
            plies += play_random(block.scenario, block.basic, seed)
            ended += 1
        except Exception as error:
            game = command(block.scenario, block.basic, seed)
            faults.append(f"{told(error)}; play it alone with: {game}")
    return Count(block, ended, plies, tuple(faults))


def play_random(scenario: str, basic: bool, seed: int) -> int:
    """Play one game and return the number of its questions. Raises whatever goes wrong in it."""
    program = program_of(scenario, basic)
    choose = Random(chance.draw(seed, 0, "legal")).choice
    state = program.deal(seed)
    plies = play_out(state, advance(state), lambda state, asked, ply: choose(asked.options))
    outcome = score(program, state)
    if len(outcome.scores) != program.book.seats:
        raise GameBroken("a seat has no score")
    return plies


def command(scenario: str, basic: bool, seed: int) -> str:
    """Return the command that plays one game again."""
    table = "--basic" if basic else "--full"
    return f"wargame lab legal --scenario {scenario} {table} --seed {seed} --games 1 --fresh"


def findings(counts: Sequence[Count]) -> Findings:
    """Return the counts as rows. They cover all games that were played and are no estimates."""
    tables: dict[str, tuple[int, int]] = {}
    for count in counts:
        name = f"{count.block.scenario}, {'basic' if count.block.basic else 'full'}"
        ended, games = tables.get(name, (0, 0))
        tables[name] = ended + count.legal, games + count.block.end - count.block.first
    whole = (
        sum(ended for ended, _ in tables.values()),
        sum(games for _, games in tables.values()),
    )
    rows = [_row("all", *whole), *(_row(name, *table) for name, table in tables.items())]
    faults = [fault for count in counts for fault in count.faults]
    plies = sum(count.plies for count in counts)
    notes = [f"{whole[0]} of {whole[1]} games ended legally, with {plies} questions answered"]
    summed = {"games": whole[1], "legal": whole[0], "questions": plies, "faults": faults}
    return Findings(tuple(rows), (*notes, *faults[:20]), summed)


def _row(name: str, ended: int, games: int) -> Row:
    value = ended / games
    figure = Figure(value, value, value, games)
    return Row(name, 1.0, 1.0, figure, "games that ended legally", percent=True)
