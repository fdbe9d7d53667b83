"""A sitting at the table: the game, its journal, its bots, and who holds the machine.

Line mode and the screen both play a session. A session commits each choice before its effects are
shown, lets bots answer for their seats, and says when a curtain must come first.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path
from random import Random
from shlex import quote
from threading import Lock
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from wargame.engine import bell
from wargame.engine.act import BETWEEN, GAME, Act
from wargame.engine.chair import act_refusal
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.engine.view import SeatView
from wargame.saves.format.errors import BadSave
from wargame.saves.format.header import ChairSeat
from wargame.saves.format.pins import Pins
from wargame.saves.write import chair_box, locations
from wargame.saves.write import journal as journals
from wargame.saves.write.journal import Journal
from wargame.system.paths import command
from wargame.table.decision import Decision
from wargame.ui.clock import SoftClock, span_of
from wargame.ui.drafts import Draft
from wargame.ui.learned import remember
from wargame.ui.options import Minutes, TableOptions
from wargame.ui.players import HUMAN, told, who_plays
from wargame.ui.settings import Settings, chosen
from wargame.ui.words import ENGLISH, face_words
from wargame.ui.words.face import FaceWords

if TYPE_CHECKING:
    from wargame.bots.bot import Bot
    from wargame.bots.search.explain import Advice

DEALS = 10**15
"""The number of possible seeds: too many to try them all, and exact as a float of JSON (below
2**53)."""
HINT = 96
"""The number of determinized worlds that a hint uses: about a tenth of a second."""


TABLE = {True: "--basic", False: "--full"}


class NoHint(Exception):
    """There is no hint now; the message says why."""


@define(eq=False)
class Session:
    """One sitting. `holder` is the seat that holds the machine, -1 while the table is open.

    `hints` says whether the table plays with hints, `hint_worlds` is the number of worlds for one.
    """

    game: Game
    journal: Journal
    bots: dict[int, Bot] = field(factory=dict)
    hints: bool = True
    hint_worlds: int = HINT
    settings: Settings = field(factory=chosen)
    """The settings of who sits at this machine."""
    face: FaceWords = ENGLISH
    """The words for what needs no rulebook; they are of the game's language."""
    reasons: bool = False
    """Whether a seat is asked why, once a sitting."""
    clock: SoftClock | None = None
    shared: bool = False
    """Whether other tables play the same deal: then its seed is kept back at the end."""
    closes_after: int = field(init=False, default=0)
    """The turn after which the game is closed by itself, 0 for none; a resume forgets it."""
    paused: bool = field(init=False, default=False)
    """Whether the chair has paused the table: then nobody is shown anything."""
    _heard: int = field(init=False, default=0)
    """The bytes of the chair's box that have been read."""
    holder: int = field(init=False, default=-1)
    reason: str = field(init=False, default="")
    """The reason that the asked seat has typed; it is saved with its next choice."""
    _told_why: bool = field(init=False, default=False)
    """Whether the seat that holds the machine has given a reason in this sitting."""
    code_variable: str = field(init=False, default="")
    """The variable that the code of the save came from; empty if it was typed."""
    _thinking: Lock = field(init=False, factory=Lock)

    @property
    def decision(self) -> Decision | None:
        """The question that waits; None at the end."""
        return self.game.decision

    @property
    def bot(self) -> Bot | None:
        """The bot that is asked now, if it is one."""
        pending = self.game.decision
        return None if pending is None else self.bots.get(pending.seat)

    @property
    def people(self) -> list[int]:
        """The seats that people play."""
        return [seat for seat in range(len(self.game.seats)) if seat not in self.bots]

    @property
    def needs_curtain(self) -> bool:
        """Whether the machine must be handed over before the question is shown."""
        pending = self.game.decision
        return pending is not None and pending.private and pending.seat != self.holder

    @property
    def guided(self) -> bool:
        """Whether the scenario has a guide, and the table plays with hints."""
        return self.hints and bool(self.game.program.scenario.guide)

    @property
    def options(self) -> TableOptions:
        """What the table was set up with."""
        minutes = None if self.clock is None else self.clock.minutes
        return TableOptions(self.hints, self.reasons, minutes, self.shared)

    @property
    def promises(self) -> list[str]:
        """The sentences on the deal before the game: sealed with a digest, or open."""
        header = self.journal.header
        if header is None:
            return []
        if header.parent is not None and header.deal == "typed":
            return [self.face.deal_branched()]
        code = [self.face.save_sealed(self.code_variable)] if header.coded else []
        if header.deal == "typed":
            return [self.face.deal_typed(header.coded), *code]
        return [self.face.deal_sealed(header.deal_promise[:16], self.shared), *code]

    @property
    def how_to_resume(self) -> str:
        """The command that goes on with this game."""
        return command("resume", self.journal.path)

    @property
    def how_to_deal_again(self) -> str:
        """The command that plays the same deal with the same players once more; once it is
        over. Empty while other tables may still play it."""
        if self.shared:
            return ""
        game = self.game
        scenario = game.program.scenario
        table = [] if game.book.basic == scenario.basic else [TABLE[game.book.basic]]
        words = ["--scenario", scenario.id, "--seed", str(game.seed), *table]
        seats = [] if not game.players else ["--seats", quote(told(game.players))]
        hints = [] if self.hints else ["--no-hints"]
        reasons = ["--reasons"] if self.reasons else []
        return command("play", *words, *seats, *hints, *reasons)

    @property
    def opened(self) -> list[str]:
        """The sentences on the deal after the game."""
        header = self.journal.header
        if header is None or header.deal == "typed" or self.decision is not None:
            return []
        digest = header.deal_promise[:16]
        if self.shared:
            return [self.face.deal_kept_back(digest)]
        return [self.face.deal_opened(self.game.seed, digest)]

    @property
    def opens(self) -> bool:
        """Whether the game has not begun and a person plays, who can read its briefing."""
        return not self.game.choices and len(self.bots) < len(self.game.seats)

    def own_briefing(self, seat: int) -> list[str]:
        """Return the seat's secret briefing if the seat may not have read it yet, else nothing.
        That is so if it has not sat at this table, and the game is in its first turn or branched
        from another. The briefing was written for turn 1; later it says so."""
        turn = self.game.turn
        if self.sat(seat) is not None or (turn > 1 and not self._branched_at):
            return []
        late = [self.face.told_before(turn)] if turn > 1 else []
        return [*late, *self.game.program.briefing(seat)]

    def lift(self) -> None:
        """Give the machine to the seat that is asked."""
        assert self.game.decision is not None
        self.holder, self._told_why = self.game.decision.seat, False

    def put_down(self) -> None:
        """Take the machine from its seat; what was new to it counts as not yet read before its
        sitting is over."""
        self.holder = -1

    @property
    def _branched_at(self) -> int:
        """The number of choices that were made at the table from which this one branched."""
        header = self.journal.header
        return 0 if header is None or header.parent is None else header.parent.ply

    def sat(self, seat: int) -> int | None:
        """Return how many events had happened when a seat's last sitting at this table was over;
        None before its first."""
        return self.game.last_sitting(seat, self._branched_at)

    def since(self, seat: int) -> list[str]:
        """Return the lines that only this seat may read, since its last sitting."""
        start = self.sat(seat) or 0
        public = dict(self.game.told(-1, start))
        return [text for number, text in self.game.told(seat, start) if number not in public]

    def choose(self, key: str) -> None:
        """Answer and commit. When the sitting is over, no seat holds the machine.

        A choice is made once it is on the disk. Raises `IllegalChoice`, and `SaveFailed` if it
        cannot be written: then neither the game nor the file has changed. What the chair has
        ordered is taken up before it; what would change a question, once a phase has begun.
        """
        self.heed()
        since = len(self.game.events)
        ahead = self.game.copy()
        ahead.choose(key)
        self.journal.choice(ahead, self.reason)
        self.game.choose(key)
        self._told_why = self._told_why or bool(self.reason.strip())
        self.reason = ""
        if self.game.decision is None:
            self.journal.over(self.game)
            if self.people:
                remember(self.game.program.scenario)
        elif 0 < self.closes_after <= bell.whole_turns(self.game):
            self.close()
        self._close_sitting()
        if any(event[1] in ("turn", "phase", "over") for event in self.game.events[since:]):
            self.heed(free=True)

    # -- the chair ----------------------------------------------------------------------------

    def heed(self, *, free: bool = False) -> list[Act]:
        """Take up what the chair has ordered, and return what was done of it.

        Seats, undo and the end wait until the table is `free`: a phase has begun, or nobody has
        been shown the question. Raises `SaveFailed`; what was not written waits on.
        """
        header, path = self.journal.header, self.journal.path
        if header is None or header.chair is None:
            return []
        size = chair_box.size_of(path)
        if size == self._heard:
            return []
        known = {id for id, _ in self.journal.acts}
        done, left = list[Act](), False
        for order in chair_box.orders(path, header):
            if order.settled:
                continue
            if order.id in known:
                chair_box.settle(path, order.id)
            elif order.act.kind in BETWEEN and not free and self.decision:
                left = True
            else:
                why = self._do(order.id, order.act)
                chair_box.settle(path, order.id, why)
                done += [] if why else [order.act]
        self._heard = 0 if left else chair_box.size_of(path)
        return done

    def _do(self, id: str, act: Act) -> str:
        """Do an act of the chair and commit it; return why it cannot be done, "" if it was."""
        game, ahead = self.game, self.game.copy()
        if why := act_refusal(game, act):
            return why
        if act.kind == "time" and self.clock is None:
            return self.face.no_clock()
        if act.kind == "close":
            bell.close(ahead)
        elif act.kind in GAME:
            ahead.take(act)
        bots = self.bots
        if act.kind in ("seat", "undo"):
            try:
                who_plays(told(ahead.players), game.seats)
                bots = bots_of(ahead)
            except ValueError as error:
                return str(error)
        self.journal.act(game, act, id, ahead)
        self.bots = bots
        match act.kind:
            case "close":
                bell.close(game)
            case "pause" | "go-on":
                self.paused = act.kind == "pause"
            case "time" if self.clock is not None:
                self.clock.give(act.minutes, span_of(game))
            case _:
                game.take(act)
        if act.kind in BETWEEN:
            self._forget_sitting()
        return ""

    def _forget_sitting(self) -> None:
        """End the sitting without its seal."""
        self.reason = ""
        self.put_down()

    def asks_why(self, keys: Sequence[str]) -> bool:
        """Return whether the seat is to be asked for its reason before it gives these answers: they
        end its sitting, and it has given none."""
        pending = self.game.decision
        if not self.reasons or pending is None or pending.seat != self.holder:
            return False
        if self._told_why or self.reason.strip():
            return False
        after = self.game.copy().play(list(keys)).decision
        return after is None or not after.private or after.seat != self.holder

    def seal(self, draft: Draft) -> None:
        """Make the choices of a draft, each of them committed before the next.

        A draft is used up by it. Raises `ValueError` while the draft is not complete or if it is of
        another game, and what `choose` raises.
        """
        if draft.game is not self.game:
            raise ValueError("this form belongs to another game")
        for key in draft.choices():
            at = len(self.game.choices)
            self.choose(key)
            if len(self.game.choices) != at + 1:
                break  # the chair has gone back

    def undo(self) -> str:
        """Take back the last choice and commit that.

        If that leads out of a sitting, no seat holds the machine. Raises `CannotUndo`, and
        `SaveFailed` if it cannot be written: then the choice is not taken back.
        """
        ahead = self.game.copy()
        ahead.undo()
        self.journal.undo(ahead)
        key = self.game.undo()
        self.reason = ""
        self._close_sitting()
        return key

    def close(self) -> None:
        """Close the game at the bell and commit that: it is scored as it stood at the end of its
        last whole turn. Raises `CannotClose`, and `SaveFailed` if it cannot be written: then
        nothing has changed."""
        ahead = self.game.copy()
        bell.close(ahead)
        self.journal.over(ahead)
        bell.close(self.game)
        self._forget_sitting()

    def _close_sitting(self) -> None:
        pending = self.game.decision
        if pending is None or not pending.private or pending.seat != self.holder:
            self.put_down()

    @property
    def bot_is_slow(self) -> bool:
        """Whether the asked bot thinks for longer than a screen may freeze."""
        return getattr(self.bot, "slow", False)

    def bot_key(self) -> str:
        """Return the asked bot's answer without making it. Only one thread at a time may call
        this."""
        from wargame.bots.bot import answer

        with self._thinking:
            assert self.bot is not None
            return answer(self.game, self.bot)

    def let_bot_answer(self) -> str:
        """Let the asked bot answer; return its key."""
        key = self.bot_key()
        self.choose(key)
        return key

    # -- hints --------------------------------------------------------------------------------

    def hint(self) -> Advice:
        """Say what the search bot would look at. Raises `NoHint`."""
        return self.hint_thought()()

    def hint_refusal(self, game: Game) -> str:
        """Say why there is no hint for the question that a game stands at; empty if there is."""
        decision, words = game.decision, game.words
        if not self.hints:
            return words.hints_off()
        if decision is None or self.bot is not None:
            return words.hint_nobody()
        if decision.private and self.holder != decision.seat:
            return words.hint_behind_curtain(decision.seat)
        return ""

    def hint_thought(self, drafted: Game | None = None) -> Callable[[], Advice]:
        """Return the function that computes a hint, to be called once, on any thread. Raises
        `NoHint`. `drafted` is a copy of the game on which answers of the form have been tried.

        In a private sitting it uses the view of its seat. On the open table everybody can read it,
        so it uses the public view alone. Its luck follows from the same view: a hint is the same in
        all worlds that its readers cannot tell apart.
        """
        from wargame.bots.search.search import Search

        game = self.game if drafted is None else drafted
        if why := self.hint_refusal(game):
            raise NoHint(why)
        decision = game.decision
        assert decision is not None
        seat = decision.seat
        adviser = Search(game.program, self.hint_worlds)
        view = game.view(seat if decision.private else -1)
        explain = adviser.explain if decision.private else adviser.explain_in_public
        return partial(explain, view, decision, Random(_seen(view, game.prompt, decision)))


def _seen(view: SeatView, prompt: str, decision: Decision) -> int:
    """Return a number that depends on all that the reader of a question sees, and on nothing
    else."""
    seen = repr((view.facts(), prompt, decision.keys))
    return int.from_bytes(blake2b(seen.encode(), digest_size=8).digest(), "big")


LEAST_ODDS = 0.005
"""Smaller odds are left out of a hint."""


def hint_lines(game: Game, advice: Advice) -> list[str]:
    """Return a hint in sentences: its basis, the best options, how far to trust it."""
    words = game.words
    if len(advice.tried) == 1:
        return [words.hint_single()]
    lines = [words.hint_public() if advice.public else words.hint_private(advice.seat)]
    for tried in advice.best:
        odds = [*zip(advice.tiers, tried.tiers, strict=False)]
        odds.append((advice.collapse or words.collapse(), tried.collapse))
        shown = [(name, part) for name, part in odds if part >= LEAST_ODDS]
        lines.append(words.hint_line(tried.label, tried.points, shown, tried.title, tried.visits))
    return [*lines, words.hint_note()]


def new_session(
    folder: Path,
    scenario: str,
    seed: int | None,
    players: dict[str, str],
    file: Path | None = None,
    basic: bool | None = None,
    hints: bool = True,
    code: str | None = None,
    language: str = "en",
    reasons: bool = False,
    minutes: Minutes | None = None,
    chair: ChairSeat | None = None,
) -> Session:
    """Deal a scenario and begin its save. Raises `SaveFailed`.

    `seed` None draws one; `basic` None plays the basic or the full game as the scenario says. A
    code seals the save: without it nobody can resume the game, or read it before its end. `chair`
    gives the table a chair.
    """
    typed = seed is not None
    if seed is None:
        seed = secrets.randbelow(DEALS)
    game = Game.of(
        library().program(scenario, basic=basic, language=language), seed=seed, seats=players
    )
    path = file or locations.new_file(folder, scenario, seed if typed else None)
    pins = Pins.of(library(), scenario)
    options = TableOptions(hints, reasons, minutes)
    record = Journal.create(
        path, game, pins, typed=typed, code=code, options=options.kept, chair=chair
    )
    return _sitting(game, record, bots_of(game), options, face_words(language))


def same_deal(folder: Path, over: Session) -> Session:
    """Begin a game with the deal, content, players and hints of one that is over. Raises
    `SaveFailed`.

    The deal is open, since it has been seen.
    """
    header, old = over.journal.header, over.game
    assert header is not None
    assert old.outcome is not None, "a deal is played again once it has been opened"
    game = Game.of(old.program, seed=old.seed, seats=old.players)
    path = locations.new_file(folder, old.program.scenario.id, old.seed)
    options = over.options
    record = Journal.create(path, game, header.pins, typed=True, options=options.kept)
    return _sitting(game, record, bots_of(game), options, over.face)


def saved_session(
    path: Path, code: str | None = None, hints: bool = True, language: str = "en"
) -> Session:
    """Resume a saved game, under its pinned content.

    A table that was set up without hints stays without. Raises `BadSave`, `CodeNeeded` and
    `SaveFailed`.
    """
    game, record = journals.resume(path, code, language)
    assert record.header is not None
    options = TableOptions.read(record.header.options)
    try:
        bots = bots_of(game)
    except ValueError as error:
        raise BadSave(f"{path}, line 1: {error}") from None
    options = evolve(options, hints=options.hints and hints)
    session = _sitting(game, record, bots, options, face_words(language))
    pauses = [act.kind for _, act in record.acts if act.kind in ("pause", "go-on")]
    session.paused = pauses[-1:] == ["pause"]
    session.heed(free=True)
    return session


def _sitting(
    game: Game, record: Journal, bots: dict[int, Bot], options: TableOptions, face: FaceWords
) -> Session:
    clock = None if options.minutes is None else SoftClock(options.minutes)
    return Session(
        game, record, bots, options.hints, face=face, reasons=options.reasons, clock=clock,
        shared=options.shared,
    )  # fmt: skip


def bots_of(game: Game) -> dict[int, Bot]:
    """Make the bots that the game's header names. Raises `UnknownBot`, a `ValueError`.

    A table of people alone imports none.
    """
    bots: dict[int, Bot] = {}
    for at, seat in enumerate(game.seats):
        who = game.players.get(seat, HUMAN)
        if who.partition(":")[0] != HUMAN:
            from wargame.bots.bot import is_bot, make

            if is_bot(who):
                bots[at] = make(who, game.program)
    return bots
