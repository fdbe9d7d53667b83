"""A draft: the answers of one form, tried on a copy before the seat that is asked seals them.

A form holds the questions that a seat answers one after the other without being shown anything
between them: a sitting of the Cabinet, a proposal, the points of OPS. It ends where its phase does,
and before a question about anything else. The engine asks them one by one; a draft keeps the
answers, plays them on a copy of the game, and so finds the questions to come. Nothing of it is
saved before it is sealed.

Some questions are asked again until nothing more is put on a list (`questions.column`): what one
side of a deal gives, the lines of OPS. Of them a form makes one field, in which things are put and
from which they are taken out in any order; `columns` finds an order in which the engine takes
them.

A copy of the real game may be played here, because of what a draft is: it ends where the next
question is another seat's, or where somebody who reads it is shown something. The readers of a
private form are the seat alone, which knows its own cards wherever it lays them. What the last
answer brings is never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, zip_longest
from types import MappingProxyType
from typing import Final, cast

from attrs import define, field, frozen

from wargame.engine.game import Game
from wargame.engine.view import HIDDEN
from wargame.rules.model.events import OPENING
from wargame.rules.model.questions import INNER, begins, column, field_name, goes_on, stands_beside
from wargame.table.decision import Decision, Option, Refusal
from wargame.table.event import Event, seen_by
from wargame.ui.columns import Route, Slot, Wishes, fitting, possible, route
from wargame.ui.hotkeys import AMOUNTS, CARDS, NOTHING, ROWS

PUT: Final = "put"
"""The first word of the slot of a thing that was put on a list."""


@frozen
class Answer:
    """One answer to a question of a form: `why` says why it cannot be given now, or is empty. On a
    list, `held` says that it lies there, and `note` what stands beside it."""

    key: str
    label: str
    hotkey: str
    why: str = ""
    held: bool = False
    note: str = ""


@frozen
class Beside:
    """What stands beside a thing on a list: the name of its question, its answer, all answers to
    it."""

    slot: Slot
    name: str
    key: str
    answers: tuple[Answer, ...]

    @property
    def label(self) -> str:
        """The label of the answer."""
        return next(answer.label for answer in self.answers if answer.key == self.key)


@frozen
class Field:
    """One question of a form. `key` is its answer, "" if it has none; `given` says that the seat
    gave it.

    A list has `held`, the keys that lie on it, instead; `many` says that it is one. `at` counts the
    choices that are made before it, those on its list included; `reached` says that the engine
    comes to it with the answers given so far. `prompt` is what the engine asks when all of that
    lies there.
    """

    slot: Slot
    name: str
    decision: Decision
    key: str
    given: bool
    answers: tuple[Answer, ...]
    at: int
    many: bool = False
    held: tuple[str, ...] = ()
    reached: bool = True
    beside: Mapping[str, Beside] = field(factory=dict)
    prompt: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the answers that are given."""
        by_key = {answer.key: answer for answer in self.answers}
        keys = self.held or ((self.key,) if self.key else ())
        return tuple(
            f"{by_key[key].label}, {by_key[key].note}" if by_key[key].note else by_key[key].label
            for key in keys
            if key in by_key
        )

    @property
    def label(self) -> str:
        """The label of the answer, or ""; of a list all that lies on it."""
        return "; ".join(self.labels)


@frozen
class Run:
    """Lists that are asked for one after the other: the game before them and the keys that led to
    it, what can lie on them of what the seat wants, and the way on which it is put there."""

    start: Game
    wishes: Wishes
    way: Route
    keys: tuple[str, ...]


@define
class List:
    """A list as far as a walk has come with it; `open` says that the seat must put something on
    it, `reached` that the engine comes to it with the answers given so far."""

    slot: Slot
    run: Run
    name: str
    asked: list[Decision] = field(factory=list)
    refused: list[Refusal] = field(factory=list)
    held: list[str] = field(factory=list)
    beside: dict[str, Beside] = field(factory=dict)
    at: int = 0
    prompt: str = ""
    open: bool = False
    reached: bool = False


@frozen
class Walk:
    """What the answers of a draft lead to: the questions, the keys to play, whether all is
    answered, whether that hands a deal back as it was."""

    fields: tuple[Field, ...]
    keys: tuple[str, ...]
    complete: bool
    unchanged: bool = False

    @property
    def several(self) -> bool:
        """Whether there is more than one question, or a list."""
        return len(self.fields) > 1 or self.fields[0].many


@define(eq=False)
class Draft:
    """The answers that the seat which is asked has drafted, from the pending question on.

    `game` is never changed.

    >>> draft = Draft(Game.new("new-entente", seed=5))
    >>> [field.name for field in draft.fields()], draft.complete
    (['News'], False)
    """

    game: Game
    given: dict[Slot, str] = field(factory=dict)
    _walked: Walk | None = field(init=False, default=None)
    _asks_more: bool = field(init=False, default=False)
    _signs: dict[tuple[str, ...], dict[str, str]] = field(init=False, factory=dict)
    _listed: dict[Slot, dict[str, Answer]] = field(init=False, factory=dict)

    @property
    def seat(self) -> int:
        """The seat that fills in the form."""
        assert self.game.decision is not None
        return self.game.decision.seat

    def fields(self) -> tuple[Field, ...]:
        """List the questions of the form, up to the first without an answer."""
        return self._walk().fields

    @property
    def complete(self) -> bool:
        """Whether every question has an answer."""
        return self._walk().complete

    @property
    def is_form(self) -> bool:
        """Whether there is more than one question to answer, or a list to fill in, or was: an
        answer that leaves one question does not seal the form."""
        return self._walk().several or self._asks_more

    @property
    def goes_on(self) -> bool:
        """Whether this is the second step of the form that its seat has sealed before, with nothing
        in between: the act whose card was turned up by the first."""
        decision = self.game.decision
        assert decision is not None
        return goes_on(decision.question) and self.game.chooser == decision.seat

    @property
    def lacks(self) -> int:
        """The number of the first question without an answer; the number of questions if all have
        one."""
        fields = self.fields()
        lacking = (n for n, one in enumerate(fields) if not one.given and not one.key)
        return len(fields) if self.complete else next(lacking, len(fields) - 1)

    @property
    def refusal(self) -> str:
        """Why the form cannot be sealed, or ""."""
        words = self.game.words
        if not self.complete:
            return words.form_lacks(self.fields()[self.lacks].name)
        return words.form_unchanged() if self._walk().unchanged else ""

    def choices(self) -> list[str]:
        """List the keys to play in order. Raises `ValueError` while the form cannot be sealed."""
        if self.refusal:
            raise ValueError(self.refusal)
        return list(self.keys)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys to play in order, as far as the answers lead."""
        return self._walk().keys

    def before(self, at: int) -> Game:
        """Return a copy of the game as it stands before question number `at` of the form; for a
        list, before the next thing is put on it."""
        return self.game.copy().play(self.keys[: self.fields()[at].at])

    def next_open(self, at: int) -> int:
        """Return the number of the first question from `at` on that the seat has not answered;
        the number of questions if it has answered all. The lists of a changed deal on which
        nothing is changed count as open."""
        fields, same = self.fields(), self._walk().unchanged
        left = (n for n, one in enumerate(fields) if not one.given or (same and one.many))
        return next((n for n in left if n >= at), len(fields))

    def give(self, slot: Slot, key: str) -> None:
        """Answer a question, or answer it anew; later answers stay where they still can. What is
        given to a list is put on it.

        Raises `ValueError` for a question that is not on the form, or an answer that cannot be
        given.
        """
        asked = self._field(slot)
        if asked.many and key in asked.held:
            return
        refused = next((a.why for a in asked.answers if a.key == key), None)
        if refused is None or refused:
            raise ValueError(refused or self.game.words.form_no_answer(key, asked.name))
        if asked.many:
            idle = any(one.idle and one.key == key for one in asked.decision.options)
            slot = slot if idle else (PUT, slot, key)
        self.given.pop(slot, None)
        self.given[slot] = key
        self.given.update(offered(self.game, asked.decision, key))
        self._walked = None

    def take_out(self, slot: Slot, key: str) -> None:
        """Take something off a list; the rest stays. Raises `ValueError` if it is not there."""
        asked = self._field(slot)
        if key not in asked.held:
            raise ValueError(self.game.words.form_no_answer(key, asked.name))
        if key in asked.beside:
            self.given.pop(asked.beside[key].slot, None)
        del self.given[PUT, slot, key]
        self._walked = None

    def turn(self, slot: Slot, key: str) -> None:
        """Put something on a list; if it is there, give the next answer that may stand beside it,
        and after the last take it out."""
        if key not in self._field(slot).held:
            self.give(slot, key)
        elif not self.step(slot, key, 1):
            self.take_out(slot, key)

    def step(self, slot: Slot, key: str, by: int) -> bool:
        """Give the answer after (1) or before (-1) the one that stands beside something on a list;
        return whether there is one."""
        beside = self._field(slot).beside.get(key)
        if beside is None:
            return False
        keys = [answer.key for answer in beside.answers]
        at = keys.index(beside.key) + by
        if not 0 <= at < len(keys):
            return False
        self.set_beside(beside, keys[at])
        return True

    def set_beside(self, beside: Beside, key: str) -> None:
        """Give an answer that stands beside something on a list."""
        self.given[beside.slot] = key
        self._walked = None

    def take_back(self) -> bool:
        """Drop the answer that was given last; return whether there was one."""
        if not self.given:
            return False
        self.given.popitem()
        self._walked = None
        return True

    def clear(self) -> None:
        """Drop all answers."""
        self.given.clear()
        self._walked = None

    def signs(self, run: Run) -> Mapping[str, str]:
        """Give each thing that can lie on a list the hotkey that it keeps while the form is
        open."""
        if run.keys not in self._signs:
            self._signs[run.keys] = {
                key: sign
                for keys in possible(run.start).values()
                for key, sign in zip_longest(keys, (ROWS + CARDS)[: len(keys)], fillvalue="")
            }
        return self._signs[run.keys]

    def listed(self, slot: Slot) -> dict[str, Answer]:
        """Return what has stood behind each hotkey of a question while the form is open: that a
        hotkey means, also where it cannot be given now."""
        return self._listed.setdefault(slot, {})

    def _field(self, slot: Slot) -> Field:
        found = next((one for one in self.fields() if one.slot == slot), None)
        if found is None:
            raise ValueError(self.game.words.form_no_question())
        return found

    def _walk(self) -> Walk:
        if self._walked is None:
            self._walked = Walker(self).walk()
            self._asks_more = self._asks_more or self._walked.several
        return self._walked


class Walker:
    """Plays the answers of a draft on a copy, and lists the questions that come.

    Where a list must hold something and holds nothing, or something on it asks what the seat has
    not said, the walk goes on with what may fill the place, to find the lists that come after it:
    then it is `astray`, and the form not complete.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft, self.given = draft, draft.given
        self.ahead, self.seat = draft.game.copy(), draft.seat
        pending = draft.game.decision
        self.private = pending is not None and pending.private
        self.hand = own_cards(draft.game, self.seat) if self.private else ()
        self.keys: list[str] = []
        self.seen: dict[Slot, int] = {}
        self.made: list[Field | List] = []
        self.lists: dict[Slot, List] = {}
        self.run: Run
        self.astray = False

    def walk(self) -> Walk:
        """Walk as far as the answers lead."""
        complete = False
        while not complete:
            decision = self.ahead.decision
            if decision is None or self.ends_before(decision):
                complete = True
            else:
                slot = column(decision.question)
                inner = decision.kind in INNER or stands_beside(decision.question)
                if self.astray and slot is None and not inner:
                    break
                key = self.plain(decision) if slot is None else self.listed(slot, decision)
                if not key and inner and self.lists:
                    self.astray, key = True, decision.keys[0]
                if not key:
                    break
                complete = self.play(key)
        fields = tuple(one if isinstance(one, Field) else self.filled(one) for one in self.made)
        complete = complete and not self.astray
        return Walk(fields, tuple(self.keys), complete, complete and unchanged(self.ahead))

    def ends_before(self, decision: Decision) -> bool:
        """Return whether a question stands on no form together with those before it."""
        first = self.draft.game.decision
        assert first is not None
        if decision is first:
            return False
        other = decision.seat != self.seat or decision.private is not self.private
        return other or begins(decision.question, first.question)

    def play(self, key: str) -> bool:
        """Play a key on the copy; return whether its readers have been shown something."""
        before = self.ahead.state.known_by[:]
        since = len(self.ahead.events)
        self.ahead.choose(key)
        if not self.astray:
            self.keys.append(key)
        return any(self.is_news(event, before) for event in self.ahead.events[since:])

    def is_news(self, event: Event, known_by: list[int]) -> bool:
        """Return whether an event shows the readers of the form what they did not know, or
        something begins that all are shown first."""
        _, kind, args, reveals = event
        if kind in OPENING:
            return True
        if not reveals or not self.private:
            return reveals
        knew = kind == "carried" and known_by[args[0]] >> self.seat & 1
        return seen_by(event, self.seat) and not knew

    def plain(self, decision: Decision) -> str:
        """Take a question with one answer; return that, or "" if it has none."""
        beside = stands_beside(decision.question) and bool(self.made)
        slot: Slot = decision.question
        if not beside:
            self.seen[slot] = self.seen.get(slot, 0) + 1
            slot = (*slot, self.seen[slot])
        key = self.given.get(slot, "")
        given = key in decision.keys
        if not given:
            key = decision.idle if decision.private else ""
        if not key and (beside or (self.keys and len(decision.keys) == 1)):
            key = decision.keys[0]
        name = field_name(self.ahead.words, decision.question)
        behind = self.draft.listed(slot)
        listed = answers(decision, self.ahead.refused(), self.hand, behind)
        behind |= {one.hotkey: one for one in listed if one.hotkey}
        if beside:
            last = self.made[-1] if self.made else None
            if isinstance(last, List) and last.held:
                last.beside[last.held[-1]] = Beside(slot, name, key, listed)
            return key
        at, reached = len(self.keys), not self.astray
        self.made.append(Field(slot, name, decision, key, given, listed, at, reached=reached))
        return key

    def listed(self, slot: Slot, decision: Decision) -> str:
        """Put the next thing on a list; return its key, or that which ends the list."""
        one = self.lists.get(slot)
        if one is None:
            if not (self.made and isinstance(self.made[-1], List)):
                self.begin(decision)
            name = field_name(self.ahead.words, decision.question)
            one = List(slot, self.run, name, at=len(self.keys))
            self.lists[slot] = one
            self.made.append(one)
        one.reached = one.reached or not self.astray
        if not (one.reached and self.astray):
            one.asked.append(decision)
            one.refused += self.ahead.refused()
            one.at, one.prompt = len(self.keys), self.ahead.prompt
        way = self.run.way
        key = way.pop(0)[1] if way and way[0][0] == slot else ""
        if key in self.run.wishes.get(slot, ()):
            one.held.append(key)
            one.at += not self.astray
            return key
        idle = decision.idle
        if idle and not key and (one.held or self.private or self.given.get(slot) == idle):
            return idle
        one.open = self.astray = True
        return key or idle or decision.keys[0]

    def begin(self, decision: Decision) -> None:
        """Begin the lists that follow one another from here on: find a way for what is wanted."""
        wanted: dict[Slot, tuple[str, ...]] = {}
        for put, key in self.given.items():
            if put[0] == PUT and put[1][0] == decision.kind:  # type: ignore[index]
                slot = cast("Slot", put[1])
                wanted[slot] = (*wanted.get(slot, ()), key)
        start = self.ahead.copy()
        self.run = Run(start, *fitting(start, wanted, self.given), tuple(self.keys))

    def filled(self, one: List) -> Field:
        """Make a field of a list."""
        decision = one.asked[-1]
        listed: dict[str, Option] = {}
        for asked in one.asked:
            for option in (*asked.candidates, *asked.options):
                listed.setdefault(option.key, option)
        idle = decision.idle if one.held or one.asked[0].idle else ""
        signs = self.draft.signs(one.run)
        why = {refusal.key: refusal.why for refusal in one.refused}
        words = self.draft.game.words
        made = []
        for key, option in listed.items():
            if option.idle:
                continue
            held, reason = key in one.held, ""
            if not held:
                if key not in signs or not self.fits(one, key):
                    reason = why.get(key) or words.form_no_room()
            beside = one.beside.get(key)
            note = "" if beside is None else words.form_beside(beside.label)
            sign = signs.get(key, "")
            made.append(Answer(key, option.label, sign, reason, held, note))
        full = len(one.held) == len(one.asked)
        if idle:
            label = next((option.label for option in decision.options if option.idle), "")
            label = words.form_go_on() if full else label
            made.append(Answer(idle, label, NOTHING))
        done = self.given.get(one.slot) == idle and bool(idle)
        self.draft.listed(one.slot).update((each.hotkey, each) for each in made if each.hotkey)
        given = bool(one.held) or done
        key = "" if one.open or one.held or not one.reached else idle
        return Field(
            one.slot, one.name, decision, key, given, tuple(made), one.at,
            many=True, held=tuple(one.held), reached=one.reached, beside=dict(one.beside),
            prompt=words.form_full() if full else one.prompt,
        )  # fmt: skip

    def fits(self, one: List, key: str) -> bool:
        """Return whether something that may lie on a list can be put on it beside what stands on
        the form. What comes after it is asked for once this lies there."""
        wishes = one.run.wishes
        if len(one.held) == len(one.asked):
            return False
        lists = [slot for slot in self.lists if self.lists[slot].run is one.run]
        later = lists[lists.index(one.slot) + 1 :]
        if one.reached and not any(wishes.get(slot) for slot in later):
            return key in one.asked[-1].keys
        more = {**wishes, one.slot: (*wishes.get(one.slot, ()), key)}
        return route(one.run.start, more, self.given) is not None


def offered(game: Game, decision: Decision, key: str) -> Iterator[tuple[Slot, str]]:
    """Yield what stands on the lists of a form that changes a deal, when it is opened: the deal,
    seen from the other side."""
    if decision.kind != "deal_reply" or key != "change":
        return
    proposer, gives, takes = decision.about
    for side, word, terms in ((0, "give", takes), (1, "take", gives)):
        for item, due in terms:
            key = f"{word}:{game.book.items[item].id}"
            yield (PUT, ("deal_item", side, proposer), key), key
            if due:
                yield ("deal_due", item), f"due:{due - game.turn}"


def unchanged(game: Game) -> bool:
    """Return whether a changed form that a game has just put to its reader is the very deal which
    was to be changed, seen from the other side."""
    if game.decision is None or game.decision.kind != "deal_reply":
        return False
    told = (args for _, kind, args, _ in reversed(game.events) if kind == "proposed")
    made = list(islice(told, 2))
    if len(made) < 2 or not made[0][-1]:
        return False
    (_, _, *now, _), (_, _, *before, _) = made
    return [sorted(side) for side in now] == [sorted(side) for side in reversed(before)]


def own_cards(game: Game, seat: int) -> tuple[str, ...]:
    """List the cards of a seat's hand by their ids, in the order of the hand. Only for that
    seat."""
    book = game.book
    cards = game.view(seat).piles[book.piles.hand[seat]]
    return tuple(book.layout.cards[card] for card in cards if card != HIDDEN)


def answers(
    decision: Decision,
    refused: list[Refusal],
    hand: tuple[str, ...] = (),
    behind: Mapping[str, Answer] = MappingProxyType({}),
) -> tuple[Answer, ...]:
    """List all answers to a question, those that cannot be given now in their places, with their
    hotkeys.

    A card of the hand has the same hotkey in every question, an amount has its digit, and what
    does nothing has `NOTHING`. Other answers keep the hotkey `behind` which they have stood, or
    have the first that is left. What is refused has none.
    """
    why = {refusal.key: refusal.why for refusal in refused}
    listed = [*decision.candidates, *(o for o in decision.options if o not in decision.candidates)]
    kept = {one.key: sign for sign, one in behind.items()}
    own = {o.key: own_hotkey(decision, o, hand) or kept.get(o.key, "") for o in listed}
    taken = {*own.values(), *behind}
    rows = (sign for sign in ROWS if sign not in taken)
    legal = set(decision.keys)
    made = []
    for option in listed:
        if option.key not in legal:
            if option.key in why:
                made.append(Answer(option.key, option.label, "", why[option.key]))
            continue
        made.append(Answer(option.key, option.label, own[option.key] or next(rows, "")))
    return tuple(made)


def own_hotkey(decision: Decision, option: Option, hand: tuple[str, ...]) -> str:
    """Return the hotkey that an answer has by what it is; "" if it takes the next that is left."""
    if option.idle:
        return NOTHING
    word, _, value = option.key.partition(":")
    if word in AMOUNTS and value.isdigit() and len(value) == 1:
        return value
    if decision.private and word != "demand" and value in hand:
        at = hand.index(value)
        return CARDS[at] if at < len(CARDS) else ""
    return ""
