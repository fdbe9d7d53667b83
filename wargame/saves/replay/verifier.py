"""Replays a parsed save: whether it is a possible game, where it first differs, how far it is good.

Only this module finds the last good ply (`_last_good`); whatever shows or continues a save asks
`Loaded.last_good` for it.
"""

from __future__ import annotations

import time

from attrs import define, field

from wargame.content.faults import BadContent
from wargame.content.program import Program
from wargame.engine.act import GAME
from wargame.engine.bell import close_refusal, whole_turns
from wargame.engine.chair import act_refusal
from wargame.engine.game import Game, IllegalChoice
from wargame.saves.format.epoch import EPOCH, between
from wargame.saves.format.errors import BadSave
from wargame.saves.format.header import Header
from wargame.saves.format.pins import safe_program
from wargame.saves.format.script import ChairAct, Choice, Closing, Mark, ParsedSave, Undo
from wargame.saves.format.sealing import commitment, deal_commitment, mark_digest, state_digest
from wargame.saves.replay.timeline import Timeline, place_of

MOST_SECONDS = 30.0


@define(eq=False)
class Verified:
    """The result of a replay: the timeline as far as it could be played, and the first difference.

    `ply` is the first that differs, None if none does; the timeline may go beyond it. `good` is the
    last good ply of a game that differs, -1 if there is none. `unmarked` counts turns and phases
    without their mark.
    """

    timeline: Timeline
    choices: list[Choice] = field(factory=list)
    acts: list[ChairAct] = field(factory=list)
    """All acts of the chair, those that were taken back too."""
    ply: int | None = None
    why: str = ""
    good: int = -1
    unmarked: int = 0

    @property
    def last_good(self) -> int:
        """The last ply whose position is the one that was recorded; -1 if not even the deal is."""
        return self.timeline.plies if self.ply is None else self.good


class _Differs(Exception):
    def __init__(self, ply: int, why: str) -> None:
        self.ply, self.why = ply, why


def program_of(header: Header, language: str = "en") -> Program:
    """Return the program of a header's pins, with its texts in a language.

    Raises `BadSave` where they are refused.
    """
    if not header.content:
        raise BadSave(f'there is no scenario "{header.scenario[:60]}" any more')
    pins = header.pins
    if header.format > 1 and (pins.rules, pins.words) != (header.rules, header.words):
        raise BadSave("line 1: the pinned content is not what its digests say", 1)
    if pins.scenario.get("id") != header.scenario:
        raise BadSave("line 1: the pinned scenario is another one", 1)
    try:
        return safe_program(pins, header.basic, language)
    except BadContent as error:
        faults = "; ".join(map(str, error.faults[:3]))
        raise BadSave(
            f"the pinned content cannot be used here: {faults}. It was written by wargame "
            f"{header.version[:20]} (epoch {header.epoch}); that version or a later one is needed"
        ) from None


def play(script: ParsedSave, language: str = "en", course: bool = False) -> Verified:
    """Replay a parsed save; its header must have been opened. `course` draws its course too.

    Whatever content a stranger has written, it ends within about `MOST_SECONDS`: it returns a
    `Verified`, or raises `BadSave`.
    """
    header = script.header
    assert header.seed is not None
    assert header.secret is not None
    program = program_of(header, language)
    try:
        game = Game.of(program, seed=header.seed, seats=header.seats)
        walk = Verifier(script, Verified(Timeline(game, course)), time.monotonic() + MOST_SECONDS)
        try:
            walk.all()
        except _Differs as difference:
            walk.played.ply, walk.played.why = difference.ply, difference.why
            walk.played.good = _last_good(script, walk.played)
        return walk.played
    except BadSave:
        raise
    except Exception as error:  # the content is a stranger's; its faults are not ours
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise BadSave(f"the pinned content is refused, it cannot be played: {what[:200]}") from None


def _last_good(script: ParsedSave, played: Verified) -> int:
    """Return the last good ply of a game that differs; -1 if not even the deal is good.

    If a position differs, the last good ply is the one before it. If a choice differs, it is the
    ply of its question. If it is unknown which of the two differs, the earlier ply is
    taken. Nothing is good
    of a game that differs at ply 0: its deal, seed or secret may be another one.
    """
    assert played.ply is not None
    secret, timeline = script.header.secret, played.timeline
    if played.ply == 0 or secret is None:
        return -1
    line = played.choices[-1].line if played.choices else 0
    following = [e for e in script.entries if isinstance(e, Choice) and e.line > line][:1]
    agreed = -1
    for choice in [*played.choices, *following]:
        if choice.ply > min(played.ply, timeline.plies):
            break
        if choice.state:
            here = timeline.at(choice.ply).fingerprint()
            if state_digest(secret, here) != choice.state:
                return choice.ply - 1
        agreed = choice.ply
    return min(agreed, timeline.plies)


class Verifier:
    """Replays the lines of a save, and raises `_Differs` at the first that differs.

    `agreed` is the ply of the last mark that agreed, `owed` says that the next line must be a mark,
    `until` is the `time.monotonic` at which it gives up.
    """

    def __init__(self, script: ParsedSave, played: Verified, until: float) -> None:
        self.script = script
        self.played = played
        self.until = until
        self.agreed = 0
        self.owed = False

    def all(self) -> None:
        """Replay all lines, and the closing line."""
        script, timeline = self.script, self.played.timeline
        header = script.header
        assert header.secret is not None
        assert header.seed is not None
        if header.format > 1:
            self.owed = bool(timeline.moments)
            if deal_commitment(header.secret, header.seed, header.rules) != header.deal_promise:
                raise _Differs(0, "the deal is not the one that was promised")
        for entry in script.entries:
            if isinstance(entry, Mark):
                self.mark(entry)
                continue
            self.played.unmarked += self.owed
            self.owed = False
            if isinstance(entry, Choice):
                self.choice(entry)
            elif isinstance(entry, ChairAct):
                self.chair(entry)
            else:
                self.undo(entry)
            if time.monotonic() > self.until:
                raise BadSave(
                    f"the pinned content is refused: it takes longer than {MOST_SECONDS:.0f} "
                    "seconds to play"
                )
        if script.closing is not None:
            self.played.unmarked += self.owed
            self.closing(script.closing)

    def choice(self, entry: Choice) -> None:
        """Check a choice and play it."""
        header, timeline = self.script.header, self.played.timeline
        game = timeline.game
        pending = game.decision
        assert header.secret is not None
        try:
            choice = entry.unsealed(header.secret)
        except ValueError:
            raise _Differs(entry.ply, "the sealed choice is not what was promised") from None
        if pending is None:
            raise self.differs(entry.ply, "the game is over before it")
        seat = game.seats[pending.seat]
        if seat != choice.seat:
            raise self.differs(entry.ply, f"{seat} is asked, not {choice.seat[:30]}")
        if header.format > 1 and pending.private != choice.private:
            raise self.differs(entry.ply, "it was sealed and should be open, or the reverse")
        assert choice.key is not None
        try:
            moment = timeline.choose(choice.key)
        except IllegalChoice as error:
            why = str(error).partition(" Legal:")[0]
            raise self.differs(entry.ply, why if not pending.private else "no legal key") from None
        self.played.choices.append(choice)
        self.owed = moment is not None and header.format > 1

    def undo(self, entry: Undo) -> None:
        """Check an undo and take the choice back."""
        refusal = self.played.timeline.game.undo_refusal
        if refusal is not None:
            raise self.differs(entry.ply, f"it was taken back, which was not allowed: {refusal}")
        self.played.timeline.take_back()
        self.played.choices.pop()
        self.agreed = min(self.agreed, entry.ply)

    def chair(self, entry: ChairAct) -> None:
        """Check an act of the chair and carry it out."""
        timeline, secret = self.played.timeline, self.script.header.secret
        assert secret is not None
        try:
            entry = entry.unsealed(secret)
        except ValueError:
            raise _Differs(entry.ply, "the sealed words of the chair cannot be read") from None
        place = place_of(timeline.game)
        if (place.turn, place.phase) != (entry.turn, entry.phase):
            raise self.differs(entry.ply, "the chair's act names another turn or phase")
        refusal = act_refusal(timeline.game, entry.act)
        if refusal is not None:
            raise self.differs(entry.ply, f"the chair cannot have acted so: {refusal}")
        if entry.act.kind in GAME:
            timeline.act(entry.act)
        if entry.act.kind == "undo":
            del self.played.choices[entry.act.to :]
            self.agreed = min(self.agreed, entry.act.to)
        self.played.acts.append(entry)

    def mark(self, entry: Mark) -> None:
        """Check the position, turn and phase of a mark."""
        secret, game = self.script.header.secret, self.played.timeline.game
        assert secret is not None
        if mark_digest(secret, game.fingerprint()) != entry.fingerprint:
            raise self.located(entry.ply, f"the mark of turn {entry.turn}, {entry.phase}")
        moment = self.played.timeline.moment(entry.ply)
        if (moment.ply, moment.turn, moment.phase) != (entry.ply, entry.turn, entry.phase):
            raise self.differs(entry.ply, "the mark names another turn or phase")
        self.agreed, self.owed = entry.ply, False

    def closing(self, closing: Closing) -> None:
        """Check the ending, the points, and seed and secret."""
        game, header = self.played.timeline.game, self.script.header
        ply = closing.plies
        if closing.bell:
            if closing.bell != whole_turns(game) or close_refusal(game):
                raise self.differs(ply, "the game cannot have been closed at the bell there")
            self.played.timeline.close()
        outcome = game.outcome
        if outcome is None:
            raise self.differs(ply, "the game is not over there")
        if outcome.ending != closing.ending:
            raise self.located(ply, f"the ending ({outcome.ending}, not {closing.ending[:30]})")
        if game.fingerprint() != closing.fingerprint:
            raise self.located(ply, "the last fingerprint")
        if header.format == 1:
            return
        halves = {game.seats[score.seat]: score.halves for score in outcome.scores}
        if halves != closing.halves:
            raise self.differs(ply, "the points are others")
        assert closing.secret is not None
        if commitment(closing.secret) != header.secret_promise or closing.seed != header.seed:
            raise _Differs(0, "what the end tells is not the seed and secret that were promised")

    def located(self, ply: int, what: str) -> _Differs:
        """Return the difference at the first ply since `agreed` whose position differs."""
        timeline, secret = self.played.timeline, self.script.header.secret
        assert secret is not None
        for choice in self.played.choices[self.agreed :]:
            if choice.state:
                game = timeline.at(choice.ply)
                if state_digest(secret, game.fingerprint()) != choice.state:
                    return self.differs(choice.ply, f"{what} does not agree")
        return self.differs(ply, f"{what} does not agree")

    def differs(self, ply: int, what: str) -> _Differs:
        """Return the difference with its cause: the epoch, the content, or a forged line."""
        header = self.script.header
        if header.format == 1:
            return _Differs(ply, f"{what}; format 1 pins no content, this is today's")
        if header.epoch != EPOCH:
            return _Differs(ply, f"{what}; {between(header.epoch)}")
        before = [c.key for c in self.played.choices if c.ply == ply - 1 and not c.private]
        after = f' after the choice "{before[0]}"' if before else ""
        return _Differs(
            ply,
            f"{what}{after}; content and epoch are its own, so the line was forged, or wargame "
            f"{header.version[:20]} played otherwise without raising the epoch",
        )
