"""The guide of a first game: what goes on, one decision, what it means; for both faces.

The sentences stand in the scenario's TOML (`specs.Moment`, `specs.Consequence`). They are chosen by
the turn, the kind of a question and what may be answered: by nothing but what the seat that is
asked reads anyhow. So they stay true whatever was done before, and tell no secret. An interface
adds the key that it has for the advised answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from wargame.content.program import Program
from wargame.content.specs import SEALING, Moment
from wargame.rules.model.questions import PARTED
from wargame.table.decision import Decision, Option
from wargame.table.event import seen_by
from wargame.ui.drafts import PUT, Draft, Field
from wargame.ui.session import Session
from wargame.ui.terms import find


@frozen
class Guidance:
    """What a learner is told at a question: what the last answer of the form means (`meant`), what
    goes on (`say`), the meaning of new words, what there is to decide
    (`do`), and the answer that is advised; None at the end of a form."""

    meant: str
    say: str
    words: tuple[str, ...]
    do: str
    advised: Option | None


def guidance(session: Session, draft: Draft, at: int) -> Guidance | None:
    """Return what is told at question number `at` of a form, or at its end; None without a
    guide."""
    if not session.guided:
        return None
    game, fields = session.game, draft.fields()
    decision = fields[at].decision if at < len(fields) else None
    taken = _taken(fields[at]) if at < len(fields) else ()
    moment = _moment(game.program, game.turn, decision, taken)
    if moment is None:
        return None
    found = map(find, moment.words if game.turn == 1 else ())
    words = tuple(game.words.guide_word(term.name, term.brief) for term in found)
    advised = _first(moment, taken) or next(iter(taken), None)
    return Guidance(_meant(session, draft), moment.say, words, moment.do, advised)


def _meant(session: Session, draft: Draft) -> str:
    """Say what the last answer of a form means; on a list, the thing that was put there, or beside
    which the answer stands."""
    last = next(reversed(draft.given), None)
    for one in draft.fields():
        for key in one.held:
            beside = one.beside.get(key)
            if last == (PUT, one.slot, key) or (beside is not None and beside.slot == last):
                return meaning(session, one.decision, key)
        if one.slot == last and one.given:
            return meaning(session, one.decision, one.key)
    return ""


def _taken(asked: Field) -> Sequence[Option]:
    """Return the answers that a question takes now: of a list not those that lie on it."""
    open_ = {one.key for one in asked.answers if not one.why and not one.held}
    options = asked.decision.options
    return [option for option in options if option.key in open_] or options


def meaning(session: Session, decision: Decision, key: str) -> str:
    """Say what an answer means, before anything has come of it; "" if there is nothing to say."""
    game = session.game
    options = decision.options
    moment = _moment(game.program, game.turn, decision, options) if session.guided else None
    fitting = [answer for answer in moment.then if key.startswith(answer)] if moment else []
    return moment.then[max(fitting, key=len)] if moment and fitting else ""


def consequence(session: Session, first: int, until: int) -> str:
    """Say what the public events from number `first` on, before number `until`, mean: the first
    kind of the guide's list that is among them, once a turn; "" if there is nothing to say."""
    events, public = session.game.events, len(session.game.seats)
    if not session.guided:
        return ""
    turn = max((at for at in range(first) if events[at][1] == "turn"), default=0)
    known = {event[1] for event in events[turn:first] if seen_by(event, public)}
    new = {event[1] for event in events[first:until] if seen_by(event, public)} - known
    told = session.game.program.scenario.consequences
    return next((one.say for one in told if one.of in new), "")


def _moment(
    program: Program, turn: int, decision: Decision | None, options: Sequence[Option]
) -> Moment | None:
    at = SEALING if decision is None else decision.kind
    part = decision.about[0] + 1 if decision is not None and at in PARTED else 0
    seat = None if decision is None else decision.seat
    for moment in program.scenario.guide:
        if moment.at != at or moment.turn not in (0, turn) or moment.part not in (0, part):
            continue
        if moment.seat not in (None, seat):
            continue
        if not moment.answers or _first(moment, options):
            return moment
    return None


def _first(moment: Moment, options: Sequence[Option]) -> Option | None:
    for answer in moment.answers:
        for option in options:
            if option.key.startswith(answer):
                return option
    return None
