"""What a question is about, in signs: the pane beside the highlighted option, and `why` in lines.

The branch that would be carried out, the ASK of a demand and what its answers bring, what a penalty
does. Everything here follows from the rulebook and public facts, but for the cards that the options
of a private question name themselves: those are shown to nobody but the seat that is asked.
"""

from __future__ import annotations

from attrs import frozen

from wargame.content.card_signs import ask_signs, branch_signs, signed_card
from wargame.engine.game import Game
from wargame.rules.model.cards import Branch
from wargame.rules.model.rulebook import phases_of
from wargame.rules.model.verb import clauses
from wargame.rules.phases.demands import Demands
from wargame.table.decision import Decision, Option
from wargame.ui.question import at_once, behind

NOT_PLAYED = (
    "ops", "demand_to", "demand_with", "demand_mark", "answer", "countered", "insisted", "penalty",
)  # fmt: skip
"""Questions about a card whose branches cannot be carried out by any answer."""
PLACED = ("act", "offer", "shelve")
"""What stands before the card in the key of an option that lays a card of the hand somewhere."""


@frozen
class Pane:
    """What stands beside a highlighted option: the card behind it by its id (empty: none), what the
    option moves at once, what it is about in signs, and the text of the card or party behind it."""

    card: str
    note: str
    signs: tuple[str, ...]
    text: tuple[str, ...]


def pane(game: Game, option: Option) -> Pane:
    """Return what stands beside a highlighted option. The text of a card that no answer can play
    is left out: its key shows it."""
    card, text = behind(game, option)
    signs = about(game, option)
    decision = game.decision
    if card and signs and decision is not None and decision.kind in NOT_PLAYED:
        text = []
    if not signs and not text:
        text = [option.label]
    return Pane(card, at_once(game, option), tuple(signs), tuple(text))


def about(game: Game, option: Option) -> list[str]:
    """Say in signs what an option is about; nothing for one that its label says whole."""
    decision, book = game.decision, game.book
    assert decision is not None
    if (card := card_laid(game, option)) is not None:
        signed = signed_card(book, card)
        return [*signed.marks, *signed.lines]
    if (branch := branch_of(game, decision, option)) is not None:
        return [branch_signs(book, branch)]
    word, _, id = option.key.partition(":")
    if word == "demand":
        return [ask_signs(book, book.layout.cards.index(id))]
    if decision.kind == "ops":
        return ops_signs(game, decision, option)
    if word == "penalty":
        at = next(n for n, penalty in enumerate(book.penalties) if penalty.id == id)
        return [penalty_signs(game, at)]
    return demand_signs(game, decision, option)


def card_laid(game: Game, option: Option) -> int | None:
    """Return the card of the hand that a private option lays somewhere; None if it lays none."""
    word, _, id = option.key.partition(":")
    decision = game.decision
    if decision is None or not decision.private or word not in PLACED:
        return None
    return game.book.layout.cards.index(id)


def branch_of(game: Game, decision: Decision, option: Option) -> Branch | None:
    """Return the branch that an option carries out; None if it carries out none."""
    word, _, number = option.key.partition(":")
    book, branches = game.book, tuple[Branch, ...]()
    match decision.kind, word:
        case "event", "branch":
            branches = book.event_card(decision.about[0]).branch
        case "choose", "choose":
            branches = decision.about[0].branch
        case "use", "policy":
            branches = book.play_card(decision.about[0]).branch
        case "go", "home":
            home = book.homes[decision.seat]
            branches = () if home is None else home.branch
    return branches[int(number) - 1] if branches else None


def ops_signs(game: Game, decision: Decision, option: Option) -> list[str]:
    """Say what a line of OPS or the badge of the card does; nothing for the option that ends it."""
    book, signs = game.book, game.words.signs
    word, _, id = option.key.partition(":")
    card = book.play_card(decision.about[0])
    if word == "flag" and card.flag is not None:
        return [signs.badge(card.flag, signs.line([*clauses(card.flag_effects, signs)]))]
    effects = next((line.effects for line in book.ops if line.id == id), ())
    return [signs.line([*clauses(effects, signs)])] if effects else []


def penalty_signs(game: Game, penalty: int) -> str:
    """Say what a penalty does to the seat that bears it, and for how long."""
    book, signs = game.book, game.words.signs
    changes = [change.text(signs) for change in book.penalties[penalty].changes]
    return signs.penalty_means(penalty, changes, book.numbers.penalty_turns)


def demand_signs(game: Game, decision: Decision, option: Option) -> list[str]:
    """Say what a demand wants and what its answers bring: to its asker while it fills it in, to
    both while it is answered."""
    book, signs = game.book, game.words.signs
    parties = _parties(game, decision, option)
    if parties is None:
        return []
    card, asker, addressed = parties
    rules = phases_of(book.turn, Demands)[0]
    lines = [
        ask_signs(book, card),
        signs.complied(asker, rules.comply_interest, rules.counter_interest),
    ]
    laid = [at for at, one in enumerate(book.penalties) if asker in one.by]
    refused = []
    for firm in (True, False):
        moved = rules.refused(game.view(-1), asker, addressed, firm=firm)
        refused.append(signs.refused(firm, addressed, moved, laid if firm else ()))
    if decision.kind == "demand_mark":
        return [*refused, *lines]
    if decision.kind == "demand_with" and sweetens(game, option):
        return [signs.fair(rules.fair_relation), *lines, *refused]
    return [*lines, *refused]


def sweetens(game: Game, option: Option) -> bool:
    """Say whether an item is a fair sweetener."""
    return game.book.item(option.key.partition(":")[2]).sweetens > 1


def _parties(game: Game, decision: Decision, option: Option) -> tuple[int, int, int] | None:
    """Return (card, asker, addressed) of the demand that is asked about; None if none is."""
    match decision.kind:
        case "demand_to":
            return decision.about[0], decision.seat, game.seats.index(option.key.partition(":")[2])
        case "demand_with" | "demand_mark":
            return decision.about[0], decision.seat, decision.about[1]
        case "answer" | "countered" | "insisted":
            asker, addressed, card, _ = decision.about
            return card, asker, addressed
    return None
