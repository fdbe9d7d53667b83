"""A draft: the answers of one form, tried on a copy before the seat that is asked seals them.

A form holds the questions that a seat answers one after the other without being shown anything
between them: a sitting of the Cabinet, a proposal, the points of OPS. The engine asks them one by
one; a draft keeps the answers, plays them on a copy of the game, and so finds the questions to
come. Nothing of it is saved before it is sealed.

A copy of the real game may be played here, because of what a draft is: it ends where the next
question is another seat's, or where a seat is shown something. Undo has the same bounds
(`Game.undo_steps`). What the last answer brings is never read.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from attrs import define, field, frozen

from wargame.engine.game import Game
from wargame.engine.view import HIDDEN
from wargame.rules.model.questions import field_name
from wargame.table.decision import Decision, Option, Refusal
from wargame.ui.hotkeys import AMOUNTS, CARDS, NOTHING, ROWS

Slot: TypeAlias = tuple[object, ...]
"""What identifies a question of a form: its kind, what it is about, and how many like it came
before."""

NONE: Final = {
    "shelve": "keep", "bid": "bid:0", "fill": "leave", "lay_offer": "no-offer",
    "guess": "no-guess", "deal_item": "no-more", "ops": "enough", "top_up": "no-top-up",
    "deal": "pass", "deal_reply": "no", "go": "wait", "backstop": "stand-back",
}  # fmt: skip
"""The answer that does nothing, by the kind of the question. Its hotkey is `NOTHING`."""
UNASKED: Final = ("shelve", "bid", "fill", "lay_offer", "guess", "deal_item")
"""Kinds whose answer is `NONE` until the seat gives another."""


@frozen
class Answer:
    """One answer to a question of a form: `why` says why it cannot be given now, or is empty."""

    key: str
    label: str
    hotkey: str
    why: str = ""


@frozen
class Field:
    """One question of a form. `key` is its answer, "" if it has none; `given` says that the seat
    gave it."""

    slot: Slot
    name: str
    decision: Decision
    key: str
    given: bool
    answers: tuple[Answer, ...]

    @property
    def label(self) -> str:
        """The label of the answer, or ""."""
        return next((answer.label for answer in self.answers if answer.key == self.key), "")


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
    _walked: tuple[tuple[Field, ...], bool] | None = field(init=False, default=None)

    @property
    def seat(self) -> int:
        """The seat that fills in the form."""
        assert self.game.decision is not None
        return self.game.decision.seat

    def fields(self) -> tuple[Field, ...]:
        """List the questions of the form, up to the first without an answer."""
        return self._walk()[0]

    @property
    def complete(self) -> bool:
        """Whether every question has an answer."""
        return self._walk()[1]

    @property
    def is_form(self) -> bool:
        """Whether there is more than one question to answer."""
        return len(self.fields()) > 1

    def choices(self) -> list[str]:
        """List the keys to play in order. Raises `ValueError` while the form is not complete."""
        if not self.complete:
            raise ValueError(self.game.words.form_lacks(self.fields()[-1].name))
        return [one.key for one in self.fields()]

    def before(self, at: int) -> Game:
        """Return a copy of the game as it stands before question number `at` of the form."""
        return self.game.copy().play(one.key for one in self.fields()[:at])

    def next_open(self, at: int) -> int:
        """Return the number of the first question from `at` on that the seat has not answered;
        the number of questions if it has answered all."""
        fields = self.fields()
        return next((n for n in range(at, len(fields)) if not fields[n].given), len(fields))

    def give(self, slot: Slot, key: str) -> None:
        """Answer a question, or answer it anew; later answers stay where they still can.

        Raises `ValueError` for a question that is not on the form, or an answer that cannot be
        given.
        """
        asked = next((one for one in self.fields() if one.slot == slot), None)
        if asked is None:
            raise ValueError("the form has no such question now")
        if key not in asked.decision.keys:
            refused = next((a.why for a in asked.answers if a.key == key), "")
            raise ValueError(refused or f'"{key}" is no answer to this question')
        self.given.pop(slot, None)
        self.given[slot] = key
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

    def _walk(self) -> tuple[tuple[Field, ...], bool]:
        if self._walked is None:
            self._walked = self._play()
        return self._walked

    def _play(self) -> tuple[tuple[Field, ...], bool]:
        ahead, seat = self.game.copy(), self.seat
        before = len(ahead.choices)
        private = self.game.decision is not None and self.game.decision.private
        hand = own_cards(self.game, seat) if private else ()
        fields: list[Field] = []
        seen: dict[Slot, int] = {}
        while (decision := ahead.decision) is not None:
            asked = len(ahead.choices) - before
            if decision.seat != seat or decision.private is not private:
                break
            if asked and ahead.undo_steps < asked:
                break  # something has been shown
            slot = (decision.kind, *decision.about)
            seen[slot] = seen.get(slot, 0) + 1
            slot = (*slot, seen[slot])
            key = self.given.get(slot, "")
            given = key in decision.keys
            if not given:
                key = NONE[decision.kind] if decision.kind in UNASKED else ""
                key = key if key in decision.keys else ""
            if not key and asked and len(decision.keys) == 1:
                key = decision.keys[0]
            name = field_name(ahead.words, decision.question)
            listed = answers(decision, ahead.refused(), hand)
            fields.append(Field(slot, name, decision, key, given, listed))
            if not key:
                return tuple(fields), False
            ahead.choose(key)
        return tuple(fields), True


def own_cards(game: Game, seat: int) -> tuple[str, ...]:
    """List the cards of a seat's hand by their ids, in the order of the hand. Only for that
    seat."""
    book = game.book
    cards = game.view(seat).piles[book.piles.hand[seat]]
    return tuple(book.layout.cards[card] for card in cards if card != HIDDEN)


def answers(
    decision: Decision, refused: list[Refusal], hand: tuple[str, ...] = ()
) -> tuple[Answer, ...]:
    """List all answers to a question, those that cannot be given now in their places, with their
    hotkeys.

    A card of the hand has the same hotkey in every question, an amount has its digit, and what
    does nothing has `NOTHING`. Other answers have the first hotkey that is left. What is refused
    has none.
    """
    why = {refusal.key: refusal.why for refusal in refused}
    listed = [*decision.candidates, *(o for o in decision.options if o not in decision.candidates)]
    own = {option.key: own_hotkey(decision, option, hand) for option in listed}
    taken = {sign for sign in own.values() if sign}
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
    if option.key == NONE.get(decision.kind):
        return NOTHING
    word, _, value = option.key.partition(":")
    if word in AMOUNTS and value.isdigit() and len(value) == 1:
        return value
    if decision.private and word != "demand" and value in hand:
        at = hand.index(value)
        return CARDS[at] if at < len(CARDS) else ""
    return ""


LEAST_LETTERS: Final = 3
"""So many letters at least name an answer by a part of its label: one letter is no name."""


def fill_in(draft: Draft, part: str, *, anew: bool = True) -> None:
    """Answer one question of a draft by what was typed: the name of its field and an answer
    (`1 a`, `bid 3`), or an answer alone (`firm`), which goes to the first field that lists it and
    has none of the seat's.

    A field is named by the beginning of a word of its name, an answer by its hotkey, its key or a
    part of its label. Raises `ValueError` with a sentence for what fits nothing, or several, and
    without `anew` for a field that has an answer of the seat's already.
    """
    word, _, rest = part.strip().partition(" ")
    fields = draft.fields()
    named = [one for one in fields if _named(one, word)] if rest.strip() else []
    if named:
        free = [one for one in named if not one.given] or (named if anew else [])
        if not free:
            raise ValueError(f"{named[0].name} is answered already")
        [key] = _one(matching(free[0], rest.strip()), rest.strip(), free[0].name)
        draft.give(free[0].slot, key)
        return
    for one in [*(each for each in fields if not each.given), *fields]:
        fitting = matching(one, part.strip())
        if fitting:
            [key] = _one(fitting, part.strip(), one.name)
            draft.give(one.slot, key)
            return
    listed = ", ".join(one.name for one in fields)
    raise ValueError(f'"{part.strip()}" fits no field of this form; its fields: {listed}')


def matching(asked: Field, text: str) -> list[str]:
    """List the keys of the answers that a text means: by hotkey, key or label."""
    wanted = text.casefold()
    legal = [answer for answer in asked.answers if not answer.why]
    for exact in (
        [a.key for a in legal if a.hotkey and a.hotkey == wanted],
        [a.key for a in legal if wanted in (a.key.casefold(), a.label.casefold())],
        [a.key for a in legal if wanted == a.key.partition(":")[2].casefold()],
    ):
        if exact:
            return exact
    if len(wanted) < LEAST_LETTERS:
        return []
    return [a.key for a in legal if wanted in a.label.casefold()]


def _named(asked: Field, word: str) -> bool:
    return any(part.startswith(word.casefold()) for part in asked.name.casefold().split())


def _one(keys: list[str], text: str, name: str) -> list[str]:
    if len(keys) == 1:
        return keys
    if not keys:
        raise ValueError(f'"{text}" is no answer to {name}')
    raise ValueError(f'"{text}" could be several answers to {name}: {", ".join(keys[:4])}')
