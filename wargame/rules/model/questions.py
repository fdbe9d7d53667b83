"""The questions that the rules ask: their kinds, and the sentence of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias, assert_never

from wargame.rules.model.language import Language
from wargame.table.decision import Decision, Option
from wargame.table.state import State

QuestionKind: TypeAlias = Literal[
    "which", "choose", "end_which", "event", "shelve", "bid", "fill", "demand_to",
    "demand_with", "demand_mark", "lay_offer", "guess", "go", "use", "ops", "top_up", "deal",
    "deal_item", "deal_due", "deal_reply", "answer", "countered", "insisted", "penalty", "leader",
    "inherited", "pay_pledge", "backstop", "name_threat",
]  # fmt: skip
Question: TypeAlias = tuple[QuestionKind, *tuple[Any, ...]]
"""A kind, and what the question is about."""

INNER: tuple[QuestionKind, ...] = ("choose", "which", "end_which")
"""Questions that an effect asks while it is carried out."""
NAMELESS: tuple[QuestionKind, ...] = (*INNER, "top_up")
"""Questions whose sentence does not name the card that they come from."""

BEGINNING: tuple[QuestionKind, ...] = (
    "event", "go", "deal", "deal_reply", "answer", "top_up", "pay_pledge", "leader", "inherited",
    "backstop",
)  # fmt: skip
"""Questions that begin something of their own."""

PARTED: tuple[QuestionKind, ...] = ("fill", "deal_item", "go", "deal")
"""Questions that are first of all about a place, a side or a round, counted from 0."""


def pose(
    seat: int,
    question: Question,
    private: bool,
    options: Sequence[Option],
    candidates: Sequence[Option],
    args: tuple[int, ...] = (),
) -> Decision:
    """Return a question of a kind that has a sentence."""
    return Decision(seat, question, private, options, candidates, args)


def ask(
    state: State,
    seat: int,
    question: Question,
    candidates: Sequence[Option],
    private: bool = False,
    args: tuple[int, ...] = (),
) -> Decision:
    """Return a question with those candidates whose conditions hold for `seat` now."""
    options = [option for option in candidates if not option.needs or option.open(state, seat)]
    assert options, f"{question[0]} asks seat {seat} without an option"
    return Decision(seat, question, private, options, candidates, args)


def prompt(words: Language, question: Question, cause: str) -> str:
    """Return the sentence of a question; `cause` is the id of the card or phase that asks it."""
    said = _sentence(words, question)
    return words.with_cause(cause, said) if cause and question[0] in NAMELESS else said


def column(question: Question) -> Question | None:
    """Return the list that an answer to this question is put on; None for a question with one
    answer. The questions of one list are asked until nothing more is put on it."""
    kind: QuestionKind = question[0]
    about: tuple[Any, ...] = question[1:]
    match kind:
        case "deal_item":
            side, _, partner = about
            return (kind, side, partner)
        case "ops":
            return (kind, about[0])
        case _:
            return None


def column_head(words: Language, question: Question) -> str:
    """Return the head of a list."""
    kind, *about = question
    return words.form_side(about[0]) if kind == "deal_item" else words.form_lines()


def stands_beside(question: Question) -> bool:
    """Return whether the answer stands beside what was just put on a list, as a due turn does."""
    return question[0] == "deal_due"


def goes_on(question: Question) -> bool:
    """Return whether a question is the second step of the choice before it, which only showed
    everybody a card that the seat knew: it turned up what it has laid down itself."""
    return question[0] == "use"


def begins(question: Question, first: Question) -> bool:
    """Return whether a later question begins something else than what `first` has begun. What is
    done with a HOME card belongs to the act that it comes before, and the pledges of an old
    government to the choice of the new."""
    if question[0] == "inherited":
        return first[0] not in ("leader", "inherited")
    return question[0] in BEGINNING and not (question[0] == "go" and question == first)


def field_name(words: Language, question: Question) -> str:
    """Return the short name of a question, as the label of a field of a form."""
    kind: QuestionKind = question[0]
    about: tuple[Any, ...] = question[1:]
    match kind:
        case "fill":
            return words.field_fill(about[0])
        case "deal_item":
            return words.field_deal_item(about[0])
        case _:
            return words.field(kind)


def _sentence(words: Language, question: Question) -> str:
    kind: QuestionKind = question[0]
    about: tuple[Any, ...] = question[1:]
    match kind:
        case "which":
            return words.ask_which([text for _, text in about[0].clauses(words)])
        case "choose":
            return words.ask_choose()
        case "end_which":
            return words.ask_end_which()
        case "event":
            return words.ask_event(*about)
        case "shelve":
            return words.ask_shelve(*about)
        case "bid":
            return words.ask_bid(*about)
        case "fill":
            return words.ask_fill(*about)
        case "demand_to":
            return words.ask_demand_to(*about)
        case "demand_with":
            return words.ask_demand_with(*about)
        case "demand_mark":
            return words.ask_demand_mark(*about)
        case "lay_offer":
            return words.ask_lay_offer()
        case "guess":
            return words.ask_guess()
        case "go":
            return words.ask_go(*about)
        case "use":
            return words.ask_use(*about)
        case "ops":
            return words.ask_ops(*about)
        case "top_up":
            return words.ask_top_up(*about)
        case "deal":
            return words.ask_deal(*about)
        case "deal_item":
            return words.ask_deal_item(*about)
        case "deal_due":
            return words.ask_deal_due(*about)
        case "deal_reply":
            return words.ask_deal_reply(*about)
        case "answer":
            return words.ask_answer(*about)
        case "countered":
            return words.ask_countered(*about)
        case "insisted":
            return words.ask_insisted(*about)
        case "penalty":
            return words.ask_penalty(*about)
        case "leader":
            return words.ask_leader(*about)
        case "inherited":
            return words.ask_inherited(*about)
        case "pay_pledge":
            return words.ask_pay_pledge(*about)
        case "backstop":
            return words.ask_backstop(*about)
        case "name_threat":
            return words.ask_name_threat(*about)
        case _:
            assert_never(kind)
