"""The public interface: one game, played by choosing keys.

>>> from wargame import Game
>>> game = Game.new("new-entente", seed=7)
>>> game.seats[game.decision.seat]
'tokyo'

A game is a header and a list of option keys. Everything else (state, views, events, outcome) is
derived by playing them; `undo` and `at` play them again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from wargame.content.faults import nearest
from wargame.content.program import Program
from wargame.engine.act import GAME, Act, answered, receive
from wargame.engine.loop import PLIES
from wargame.engine.scoring import Outcome, score
from wargame.engine.view import SeatView
from wargame.rules.model.events import sentence
from wargame.rules.model.language import Language
from wargame.rules.model.questions import prompt
from wargame.rules.model.rulebook import Rulebook
from wargame.table.decision import Decision, Refusal
from wargame.table.event import Event, seen_by
from wargame.table.flow import RulesetRunsAway, advance
from wargame.table.layout import Layout
from wargame.table.state import State


class IllegalChoice(ValueError):
    """The key is not among the legal ones; `legal` lists them."""

    def __init__(self, key: str, legal: Sequence[str]) -> None:
        self.key = key
        self.legal = tuple(legal)
        super().__init__(self._sentence(key[:60]))

    def __reduce__(self) -> tuple[type[IllegalChoice], tuple[str, tuple[str, ...]]]:
        # A process that plays games hands it to the one that asked.
        return type(self), (self.key, self.legal)

    def _sentence(self, key: str) -> str:
        if not self.legal:
            return f'"{key}" cannot be chosen: the game is over.'
        shown = ", ".join(self.legal[:20]) + (", …" if len(self.legal) > 20 else "")
        hint = nearest(key, self.legal)
        meant = f" D{hint[1:]}" if hint.endswith("?") else ""
        return f'"{key}" cannot be chosen now.{meant} Legal: {shown}.'


class CannotUndo(ValueError):
    """The last choice stands; the message says why."""


class Game:
    """One game. Make it with `Game.new` (or `Game.of` for a program of your own)."""

    def __init__(self, program: Program, seed: int, players: dict[str, str]) -> None:
        self.program = program
        self.seed = seed
        self.dealt_to = players
        """Who played each seat at the deal; `players` is who plays it now."""
        self.bell = 0
        """The turn after which the game was closed (`engine.bell`); 0 if it was not."""
        self._begin()

    @classmethod
    def new(
        cls,
        scenario: str,
        *,
        seed: int = 0,
        seats: dict[str, str] | None = None,
        basic: bool | None = None,
        language: str = "en",
    ) -> Game:
        """Deal a scenario.

        `seed` is any whole number; the same seed and the same choices give the same game.
        `seats` names who plays each seat (free text, for the record). `language` is one of
        `content.text.LANGUAGES`; it decides nothing but the sentences. Raises `UnknownScenario`,
        `UnknownLanguage`, `BadContent`, and `ValueError` for a seat that the scenario does not
        have.
        """
        from wargame.engine.library import library

        program = library().program(scenario, basic=basic, language=language)
        return cls.of(program, seed=seed, seats=seats)

    @classmethod
    def of(cls, program: Program, *, seed: int = 0, seats: dict[str, str] | None = None) -> Game:
        """Deal a program. Raises as `new` does."""
        if not isinstance(seed, int):
            raise TypeError(f"a seed is a whole number, and not {seed!r:.60}")
        known = program.book.layout.seats
        for seat in seats or {}:
            if seat not in known:
                raise ValueError(f'there is no seat "{seat}"; {nearest(seat, known)}')
        return cls(program, seed, dict(seats or {}))

    def _begin(self) -> None:
        self.players = dict(self.dealt_to)
        self.choices: list[str] = []
        self.events: list[Event] = []
        self.acts: list[tuple[int, Act]] = []
        """The chair's acts that stand, each with the number of choices before it."""
        self.waiting: list[Act] = []
        """Those of them that come into force with the next phase."""
        self.state = self.program.deal(self.seed)
        self.state.events = self.events
        self.decision: Decision | None = advance(self.state)
        self._plies: list[tuple[int, int, int, bool]] = []
        """Of each choice its seat, how many events had happened before and after it, and whether
        the question was private."""
        self._before: list[tuple[State, Decision, list[Act]]] = []
        """What stood before each of the last choices, once one of them has been taken back."""

    def __repr__(self) -> str:
        id, at = self.program.scenario.id, f"turn {self.turn}, ply {len(self.choices)}"
        waits = "over"
        if self.decision is not None:
            waits = f"{self.seats[self.decision.seat]} is asked {self.decision.kind}"
        return f"<Game {id}, seed {self.seed}, {at}: {waits}>"

    # -- reading ------------------------------------------------------------------------------

    @property
    def book(self) -> Rulebook:
        """The rulebook: all content of the scenario, linked."""
        return self.program.book

    @property
    def words(self) -> Language:
        """The language that the game speaks."""
        return self.program.book.words

    @property
    def layout(self) -> Layout:
        """The table: its seats, tracks, piles, ledgers and cards."""
        return self.program.book.layout

    @property
    def seats(self) -> tuple[str, ...]:
        """The ids of the seats, in their fixed order."""
        return self.layout.seats

    @property
    def turn(self) -> int:
        """The turn, counted from 1."""
        return self.state.turn

    @property
    def prompt(self) -> str:
        """The sentence of the question that waits; empty at the end."""
        asked = self.decision
        if asked is None:
            return ""
        return prompt(self.words, asked.question, self.state.cause)

    def refused(self) -> list[Refusal]:
        """List the candidates of this question that cannot be chosen, and why."""
        if self.decision is None:
            return []
        return self.decision.refused(self.state, self.words)

    def view(self, seat: int | str) -> SeatView:
        """Return what a seat sees (-1 for the public)."""
        pending = self.decision
        sitting = pending.seat if pending is not None and pending.private else -1
        return SeatView(self.state, self._seat(seat), sitting)

    def log(self, seat: int | str) -> list[str]:
        """Tell what happened, in words, as far as a seat (-1: the public) could see it."""
        return [text for _, text in self.told(seat)]

    def told(self, seat: int | str, since: int = 0) -> Iterable[tuple[int, str]]:
        """Yield (event number, sentence) from event `since` on, as a seat could see it."""
        at = self._seat(seat)
        mask = at if at >= 0 else len(self.seats)
        words = self.words
        for number in range(since, len(self.events)):
            event = self.events[number]
            if seen_by(event, mask):
                text = sentence(words, event)
                if text:
                    yield number, text

    @property
    def outcome(self) -> Outcome | None:
        """How the game ended; None while it is on."""
        if self.decision is not None:
            return None
        return score(self.scored, self.state)

    @property
    def scored(self) -> Program:
        """The program with the par that the outcome is held against."""
        return self.program.at_bell(self.bell) if self.bell else self.program

    def fingerprint(self) -> str:
        """Digest every fact of the game and the pending question."""
        pending = self.decision
        keys: tuple[object, ...] = () if pending is None else (pending.seat, *pending.keys)
        return self.state.fingerprint(keys)

    @property
    def chooser(self) -> int:
        """The seat that made the last choice; -1 before the first."""
        return self._plies[-1][0] if self._plies else -1

    @property
    def chosen_at(self) -> int:
        """How many events had happened before the last choice; 0 before the first."""
        return self._plies[-1][1] if self._plies else 0

    def last_sitting(self, seat: int, ply: int = 0) -> int | None:
        """Return how many events had happened when a seat's last sitting was over; None if it has
        had none since choice number `ply`. The sitting in which it is asked now is not over."""
        plies, asked = self._plies[ply:], self.decision
        if asked is not None and asked.private and asked.seat == seat:
            while plies and plies[-1][0] == seat and plies[-1][3]:
                plies.pop()
        own = [until for by, _, until, alone in plies if alone and by == seat]
        return own[-1] if own else None

    def _seat(self, seat: int | str) -> int:
        if isinstance(seat, int) and -1 <= seat < len(self.seats):
            return seat
        if seat not in self.seats:
            raise ValueError(f'there is no seat "{seat}"; {nearest(str(seat), self.seats)}')
        return self.seats.index(seat)

    # -- playing ------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """Answer the pending question. Raises `IllegalChoice` and changes nothing."""
        pending = self.decision
        option = None if pending is None else pending.option(key)
        if pending is None or option is None:
            if not isinstance(key, str):
                raise TypeError(f"a choice is a key, which is a text, and not {key!r:.60}")
            raise IllegalChoice(key, [] if pending is None else pending.keys)
        if len(self.choices) >= PLIES:
            raise RulesetRunsAway(f"the ruleset has asked {PLIES} questions and goes on asking")
        since = len(self.events)
        self._before.clear()
        self.choices.append(key)
        self.decision = answered(self.state, self.book, pending, option, self.waiting)
        self._plies.append((pending.seat, since, len(self.events), pending.private))

    def play(self, keys: Iterable[str]) -> Game:
        """Answer with each key in turn; gives the game itself."""
        for key in keys:
            self.choose(key)
        return self

    def follow(self, other: Game, ply: int) -> Game:
        """Play on as another game of this deal went, up to choice number `ply` of it, with the
        chair's acts before that; gives the game itself."""
        for at, act in other.acts[len(self.acts) :]:
            if at > ply:
                break
            self.play(other.choices[len(self.choices) : at])
            self.take(act)
        return self.play(other.choices[len(self.choices) : ply])

    def take(self, act: Act) -> None:
        """Let the chair act here; `engine.chair.act` asks first whether it can."""
        assert act.kind in GAME, act.kind
        if act.kind == "undo":
            self._go_back(act.to, [one for one in self.acts if one[0] < act.to])
        elif act.kind == "seat":
            self.players[act.seat] = act.player
        self._before.clear()
        self.acts.append((len(self.choices), act))
        receive(self.state, act, self.waiting)

    # -- undo ---------------------------------------------------------------------------------

    @property
    def undo_refusal(self) -> str | None:
        """Why the last choice cannot be taken back; None if it can."""
        words = self.words
        if not self._plies:
            return words.undo_nothing()
        if self._acted_at(len(self.choices)):
            return words.undo_chair()
        seat, since, _, _ = self._plies[-1]
        for mask, kind, _, reveals in self.events[since:]:
            if reveals:
                return words.undo_revealed(mask, kind)
        if self.decision is None:
            return words.undo_over()
        if self.decision.seat != seat:
            return words.undo_passed(self.decision.seat)
        return None

    @property
    def undo_steps(self) -> int:
        """How many of the last choices could be taken back one after the other."""
        if self.decision is None:
            return 0
        steps, until = 0, len(self.events)
        for seat, since, _, _ in reversed(self._plies):
            if seat != self.decision.seat or any(e[3] for e in self.events[since:until]):
                break
            if self._acted_at(len(self.choices) - steps):
                break
            steps, until = steps + 1, since
        return steps

    def undo(self) -> str:
        """Take back the last choice and give its key. Raises `CannotUndo`.

        Only the seat that is asked now can take back its own last choice, and only while nobody
        has been shown anything since.
        """
        refusal = self.undo_refusal
        if refusal is not None:
            raise CannotUndo(refusal)
        if not self._before:
            self._before = self._stood_before(self.undo_steps)
        state, self.decision, self.waiting = self._before.pop()
        self.state = state.clone()
        self.state.events = self.events
        _, since, _, _ = self._plies.pop()
        del self.events[since:]
        return self.choices.pop()

    def _stood_before(self, steps: int) -> list[tuple[State, Decision, list[Act]]]:
        """Play the game again and keep what stood before each of its last choices."""
        game, before = self.at(len(self.choices) - steps), []
        for key in self.choices[len(game.choices) :]:
            assert game.decision is not None
            before.append((game.state.clone(), game.decision, game.waiting[:]))
            game.choose(key)
        return before

    def _acted_at(self, ply: int) -> bool:
        return any(at == ply for at, _ in self.acts)

    def _go_back(self, ply: int, acts: list[tuple[int, Act]]) -> None:
        """Play again up to a choice, with these acts of the chair; nothing is played anew where the
        game stands so."""
        if (ply, acts) == (len(self.choices), self.acts):
            return
        went = self.copy()
        went.acts = acts
        self._begin()
        self.follow(went, ply)

    # -- for the referee only -----------------------------------------------------------------

    def fork(self) -> Game:
        """Return a copy that can be played on independently."""
        return self.at(len(self.choices))

    def copy(self) -> Game:
        """Return a copy that can be played on independently, without playing the choices again."""
        twin = Game.__new__(Game)
        twin.__dict__.update(self.__dict__)
        twin.players = dict(self.players)
        twin.acts = self.acts[:]
        twin.waiting = self.waiting[:]
        twin.choices = self.choices[:]
        twin.events = self.events[:]
        twin._plies = self._plies[:]
        twin._before = self._before[:]
        twin.state = self.state.clone()
        twin.state.events = twin.events
        return twin

    def __copy__(self) -> Game:
        return self.copy()

    def __deepcopy__(self, memo: object) -> Game:
        return self.copy()

    def __reduce__(self) -> tuple[Callable[..., Game], tuple[object, ...]]:
        """Pickle the game as what it is, a header and a list of keys.

        Unpickling needs the same content: the pickle names the scenario and the digest of the
        rules. Raises `TypeError` for a program that is not of the library, since it has no name to
        find it by.
        """
        from wargame.engine.library import library

        own = library()
        for (scenario, basic, first, language), program in own.programs.items():
            if program is self.program:
                deal = (scenario, basic, first, language)
                if self.bell:
                    raise TypeError("a game that was closed at the bell is kept in its save")
                if self.acts:
                    raise TypeError("a game in which the chair has acted is kept in its save")
                played = (self.seed, dict(self.players), self.choices[:])
                return _reopened, (*deal, own.digest(), *played)
        raise TypeError(
            f'this game of "{self.program.scenario.id}" is played with content that is not the '
            "library's own, and cannot be pickled; write a save (`wargame.saves.write`), which "
            "brings its content with it"
        )

    def seated_anew(self, players: Mapping[str, str]) -> Game:
        """Return a copy that others play from its deal on; the chair has given no seat away."""
        went = self.copy()
        went.acts = [one for one in self.acts if one[1].kind != "seat"]
        twin = Game(self.program, self.seed, dict(players))
        return twin.follow(went, len(self.choices))

    def at(self, ply: int) -> Game:
        """Return the game as it stood before choice number `ply` (0: before the first)."""
        if not 0 <= ply <= len(self.choices):
            raise ValueError(f"there is no ply {ply}; this game has 0 to {len(self.choices)}")
        return Game(self.program, self.seed, dict(self.dealt_to)).follow(self, ply)


def _reopened(
    scenario: str,
    basic: bool | None,
    first: str | None,
    language: str,
    digest: str,
    seed: int,
    players: dict[str, str],
    keys: list[str],
) -> Game:
    """Play a pickled game again. Raises `ValueError` where the rules are not those it had."""
    from wargame.engine.library import library

    own = library()
    if own.digest() != digest:
        raise ValueError(
            f'this pickled game of "{scenario}" was played with other cards or rules than those '
            "that are here; open it where it was pickled, and write a save there"
        )
    program = own.program(scenario, basic=basic, first=first, language=language)
    return Game(program, seed, players).play(keys)
