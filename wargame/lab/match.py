"""Plays one game of bots and counts what happens. Games are independent: they can run anywhere.

A result depends on the match alone (scenario, seed, bots, options), not on the process, the order
or the machine.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random

from attrs import field, frozen

from wargame.bots.bot import Bot, make
from wargame.content.program import Program
from wargame.engine.library import library
from wargame.engine.loop import asked_view, option_of, play_out
from wargame.engine.scoring import public_lines, score
from wargame.lab.protected import Breach, Probe
from wargame.lab.turn_ends import TurnEnds
from wargame.table import chance
from wargame.table.decision import Decision, Option
from wargame.table.flow import advance
from wargame.table.state import State

INNER = {
    "which", "choose", "end_which", "ops", "use", "demand_to", "demand_with", "demand_mark",
    "deal_item", "deal_due", "insisted", "name_threat",
}  # fmt: skip
"""Follow-up questions, not counted as choices of their own: a form is one choice, and so is a card
with its branch."""
PASSES = {"pass", "wait", "leave", "keep", "no-offer", "no-guess", "no-top-up"}
"""Answers that do nothing, not counted as choices. Refusing another seat's request is a choice."""
COUNTED: frozenset[str] = frozenset({
    "crisis", "crisis_reached", "crisis_near", "crisis_failed", "vote_passed", "vote_failed",
    "demand", "demand_back", "agreed", "pledged", "pledge_kept", "pledge_broken",
})  # fmt: skip
"""The kinds of events that are counted in a game."""


@frozen
class Match:
    """A game to be played: a scenario, a seed, and a bot's word for each seat.

    `luck` is the seed of the bots' own luck, by which two games of the same deal and bots differ.
    `basic` and `first` override the scenario's own. `probe`: look for states in which a protected
    rule is broken; it does not change the game.
    """

    scenario: str
    seed: int
    bots: tuple[str, ...]
    basic: bool | None = None
    luck: int = 0
    first: str | None = None
    probe: bool = False


@frozen
class Closed:
    """What a game would have been worth if it had been closed after a turn: the id of its ending,
    half points, verdicts (tier places) and best seats, by seat."""

    ending: str
    halves: tuple[int, ...]
    verdicts: tuple[int, ...]
    best: tuple[int, ...]


@frozen
class GameResult:
    """The result of a match.

    `halves`, `verdicts` (tier places, -1 in a collapse), `best` are by seat. `choices` counts each
    seat's choices as a player counts them: a form or a card with its branch is one, a pass none.
    `options` counts the options at the first steps of those choices; `forced` counts the questions,
    of all `plies`, with a single option. `answers` counts the
    answers to demands, `used[seat, card, key]` how cards were acted with (`ops`, `policy:1`, …, or
    `demand`), `held` the cards that a seat had in its hand when it filled its dossier. `ends` are
    the levels that started inside their range and ended at an end of it, `public[turn][seat]` the
    half points without agenda and guess at the start of each turn but the first. `sittings` counts
    how often the machine was handed over, `agendas` are the agendas that the seats held at the end,
    by id ("" for none), and `grades` what these brought, in points. `happened` counts the events of
    the kinds in `COUNTED`.
    `bells` are what closing it after each turn but the last would have brought, flag and guess
    included.
    `looked` and `broken` are what a probe found (`protected`).
    """

    match: Match
    ending: str
    collapsed: bool
    halves: tuple[int, ...]
    verdicts: tuple[int, ...]
    best: tuple[int, ...]
    turns: int
    plies: int
    choices: tuple[int, ...]
    options: Counter[int] = field(factory=Counter)
    forced: int = 0
    answers: Counter[str] = field(factory=Counter)
    used: Counter[tuple[int, str, str]] = field(factory=Counter)
    held: tuple[frozenset[str], ...] = ()
    ends: tuple[str, ...] = ()
    public: tuple[tuple[int, ...], ...] = ()
    sittings: int = 0
    looked: Counter[str] = field(factory=Counter)
    broken: tuple[Breach, ...] = ()
    agendas: tuple[str, ...] = ()
    grades: tuple[int, ...] = ()
    happened: Counter[str] = field(factory=Counter)
    bells: tuple[Closed, ...] = ()


@cache
def program_of(scenario: str, basic: bool | None = None, first: str | None = None) -> Program:
    """Build a program once in each process."""
    return library().program(scenario, basic=basic, first=first)


def seat_bots(program: Program, words: tuple[str, ...]) -> list[Bot]:
    """Make the bots, one for each seat."""
    return [make(word, program) for word in words]


def play(match: Match) -> GameResult:
    """Play a match to its end. Every bot sees its SeatView and has luck of its own."""
    program = program_of(match.scenario, match.basic, match.first)
    seats = seat_bots(program, match.bots)
    luck = [
        Random(chance.draw(match.seed, 0, "bot", seat, match.luck)) for seat in range(len(seats))
    ]
    state = program.deal(match.seed)
    bells: list[Closed] = []
    state.events = TurnEnds(lambda turn: bells.append(_closed(program, state, turn)))
    start = state.levels[:]
    tally = _Tally(program, match.probe)

    def choose(state: State, asked: Decision, ply: int) -> Option:
        seat = asked.seat
        key = seats[seat].choose(asked_view(state, asked), asked, luck[seat])
        tally.note(state, asked, key)
        return option_of(asked, key)

    plies = play_out(state, advance(state), choose)
    return tally.result(match, state, start, plies, tuple(bells))


def _closed(program: Program, state: State, turn: int) -> Closed:
    """Return what closing a game would bring that stands as a turn left it."""
    outcome = score(program.at_bell(turn), state)
    halves, verdicts = zip(*((s.halves, s.verdict) for s in outcome.scores), strict=True)
    return Closed(outcome.ending, halves, verdicts, outcome.best)


class _Tally:
    """Counts what happens while a match is played."""

    def __init__(self, program: Program, probe: bool) -> None:
        self.program = program
        self.probe = Probe(program) if probe else None
        self.choices = [0] * program.book.seats
        self.options: Counter[int] = Counter()
        self.forced = 0
        self.answers: Counter[str] = Counter()
        self.used: Counter[tuple[int, str, str]] = Counter()
        self.held: list[set[str]] = [set() for _ in range(program.book.seats)]
        self.public: list[tuple[int, ...]] = []
        self.sittings = 0
        self.turn = 1
        self.holder = -1

    def note(self, state: State, asked: Decision, key: str) -> None:
        """Count an answer and its question."""
        kind = asked.kind
        if self.probe is not None:
            self.probe.note(state, asked)
        if state.turn != self.turn:
            self.turn = state.turn
            self.public.append(self.standing(state))
        holder = asked.seat if asked.private else -1
        self.sittings += holder not in (-1, self.holder)
        self.holder = holder
        self.forced += len(asked.options) == 1
        if kind not in INNER and key not in PASSES:
            self.options[len(asked.options)] += 1
            self.choices[asked.seat] += 1
        if kind in ("answer", "insisted") and key != "counter":
            self.answers[key.split(":")[0]] += 1
        elif kind == "answer":
            self.answers["counter"] += 1
        if kind == "use":
            card = self.program.book.layout.cards[int(str(asked.question[1]))]
            self.used[asked.seat, card, key] += 1
        if kind == "fill":
            cards = self.program.book.layout.cards
            hand = state.piles[self.program.book.piles.hand[asked.seat]]
            self.held[asked.seat].update(cards[card] for card in hand)
            if key.startswith("demand:"):
                self.used[asked.seat, key[7:], "demand"] += 1

    def standing(self, state: State) -> tuple[int, ...]:
        """Return each seat's public points, in half points, without agenda and guess."""
        return tuple(
            sum(points for _, points in public_lines(self.program, state, seat))
            for seat in range(self.program.book.seats)
        )

    def result(
        self, match: Match, state: State, start: list[int], plies: int,
        bells: tuple[Closed, ...],
    ) -> GameResult:  # fmt: skip
        """Return the result of a match that is over."""
        layout = state.layout
        outcome = score(self.program, state)
        if self.probe is not None:
            self.probe.end(outcome)
        ends = tuple(
            name
            for name, level, began, low, high in zip(
                layout.levels, state.levels, start, layout.lows, layout.highs, strict=True
            )
            if low < began < high and level in (low, high)
        )
        return GameResult(
            match,
            outcome.ending,
            outcome.collapsed,
            tuple(s.halves for s in outcome.scores),
            tuple(s.verdict for s in outcome.scores),
            outcome.best,
            state.turn,
            plies,
            tuple(self.choices),
            self.options,
            self.forced,
            self.answers,
            self.used,
            tuple(map(frozenset, self.held)),
            ends,
            tuple(self.public),
            self.sittings,
            Counter() if self.probe is None else self.probe.looked,
            () if self.probe is None else tuple(self.probe.broken),
            tuple(
                "" if s.agenda is None else self.program.book.agendas[s.agenda].id
                for s in outcome.scores
            ),
            tuple(s.grade for s in outcome.scores),
            Counter(event[1] for event in state.events or () if event[1] in COUNTED),
            bells,
        )
