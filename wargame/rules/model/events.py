"""The events that the rules emit: their kinds, and the sentence of each."""

from __future__ import annotations

from typing import Literal, TypeAlias, assert_never, cast

from wargame.rules.model.language import Language
from wargame.table import moves
from wargame.table.event import Event
from wargame.table.state import State

EventKind: TypeAlias = Literal[
    "moved", "carried", "remade", "learned", "turn", "phase", "condition_started",
    "condition_cleared", "condition_crowded", "condition_ended", "drew", "deck_empty", "read",
    "peeked", "penalty_laid", "penalty_prolonged", "penalty_lifted", "penalty_ended", "pledged",
    "pledge_kept", "pledge_broken", "pledge_over", "pledge_dropped", "event", "crisis",
    "emergency", "agenda", "sealed_bid", "filled", "sealed_demand", "sealed_guess", "passed",
    "proposed", "agreed", "declined", "too_dear", "changed", "permitted", "demand", "demand_back",
    "complied", "mark_shown", "countered", "counter_taken", "insisted", "refused", "stalled",
    "turned_up", "took_back", "used_home", "played_policy", "played_ops", "flag_fired", "bid_shown",
    "topped_up", "crisis_total", "crisis_reached", "crisis_near", "crisis_failed",
    "acting_over", "vote_passed", "vote_failed", "appointed", "said_yes", "backstop",
    "collapsed", "isolated", "returned", "gained", "digest", "over", "laid_aside",
    "chair_news", "chair_words", "chair_condition", "chair_track", "chair_seat", "chair_undo",
]  # fmt: skip

OPENING: tuple[EventKind, ...] = ("turn", "phase", "event")
"""Events with which something begins that is no seat's doing."""


def emit(state: State, mask: int, kind: EventKind, *args: object, reveals: bool = False) -> None:
    """Report something that has a sentence, if anybody listens (`moves.emit`)."""
    if state.events is not None:
        moves.emit(state, mask, kind, *args, reveals=reveals)


def sentence(words: Language, event: Event) -> str:
    """Return the log line of an event; empty for one that the log leaves out."""
    kind = cast(EventKind, event[1])
    args = event[2]
    match kind:
        case "moved":
            return words.event_moved(*args)
        case "carried":
            return words.event_carried(*args)
        case "remade":
            return words.event_remade(*args)
        case "learned":
            return words.event_learned(*args)
        case "turn":
            return words.event_turn(*args)
        case "phase":
            return words.event_phase(*args)
        case "condition_started":
            return words.event_condition_started(*args)
        case "condition_cleared":
            return words.event_condition_cleared(*args)
        case "condition_crowded":
            return words.event_condition_crowded(*args)
        case "condition_ended":
            return words.event_condition_ended(*args)
        case "drew":
            return words.event_drew(*args)
        case "deck_empty":
            return words.event_deck_empty(*args)
        case "read":
            return words.event_read(*args)
        case "peeked":
            return words.event_peeked(*args)
        case "penalty_laid":
            return words.event_penalty_laid(*args)
        case "penalty_prolonged":
            return words.event_penalty_prolonged(*args)
        case "penalty_lifted":
            return words.event_penalty_lifted(*args)
        case "penalty_ended":
            return words.event_penalty_ended(*args)
        case "pledged":
            return words.event_pledged(*args)
        case "pledge_kept":
            return words.event_pledge_kept(*args)
        case "pledge_broken":
            return words.event_pledge_broken(*args)
        case "pledge_over":
            return words.event_pledge_over(*args)
        case "pledge_dropped":
            return words.event_pledge_dropped(*args)
        case "event":
            return words.event_event(*args)
        case "crisis":
            return words.event_crisis(*args)
        case "emergency":
            return words.event_emergency(*args)
        case "agenda":
            return words.event_agenda(*args)
        case "sealed_bid":
            return words.event_sealed_bid(*args)
        case "filled":
            return words.event_filled(*args)
        case "sealed_demand":
            return words.event_sealed_demand(*args)
        case "sealed_guess":
            return words.event_sealed_guess(*args)
        case "passed":
            return words.event_passed(*args)
        case "proposed":
            return words.event_proposed(*args)
        case "agreed":
            return words.event_agreed(*args)
        case "declined":
            return words.event_declined(*args)
        case "too_dear":
            return words.event_too_dear(*args)
        case "changed":
            return words.event_changed(*args)
        case "permitted":
            return words.event_permitted(*args)
        case "demand":
            return words.event_demand(*args)
        case "demand_back":
            return words.event_demand_back(*args)
        case "complied":
            return words.event_complied(*args)
        case "mark_shown":
            return words.event_mark_shown(*args)
        case "countered":
            return words.event_countered(*args)
        case "counter_taken":
            return words.event_counter_taken(*args)
        case "insisted":
            return words.event_insisted(*args)
        case "refused":
            return words.event_refused(*args)
        case "stalled":
            return words.event_stalled(*args)
        case "turned_up":
            return words.event_turned_up(*args)
        case "took_back":
            return words.event_took_back(*args)
        case "used_home":
            return words.event_used_home(*args)
        case "played_policy":
            return words.event_played_policy(*args)
        case "played_ops":
            return words.event_played_ops(*args)
        case "laid_aside":
            return words.event_laid_aside(*args)
        case "flag_fired":
            return words.event_flag_fired(*args)
        case "bid_shown":
            return words.event_bid_shown(*args)
        case "topped_up":
            return words.event_topped_up(*args)
        case "crisis_total":
            return words.event_crisis_total(*args)
        case "crisis_reached":
            return words.event_crisis_reached(*args)
        case "crisis_near":
            return words.event_crisis_near(*args)
        case "crisis_failed":
            return words.event_crisis_failed(*args)
        case "acting_over":
            return words.event_acting_over(*args)
        case "vote_passed":
            return words.event_vote_passed(*args)
        case "vote_failed":
            return words.event_vote_failed(*args)
        case "appointed":
            return words.event_appointed(*args)
        case "said_yes":
            return words.event_said_yes(*args)
        case "backstop":
            return words.event_backstop(*args)
        case "collapsed":
            return words.event_collapsed(*args)
        case "isolated":
            return words.event_isolated(*args)
        case "returned":
            return words.event_returned(*args)
        case "gained":
            return words.event_gained(*args)
        case "digest":
            return words.event_digest(*args)
        case "over":
            return words.event_over()
        case "chair_news":
            return words.event_chair_news(*args)
        case "chair_words":
            return words.event_chair_words(*args)
        case "chair_condition":
            return words.event_chair_condition(*args)
        case "chair_track":
            return words.event_chair_track(*args)
        case "chair_seat":
            return words.event_chair_seat(*args)
        case "chair_undo":
            return words.event_chair_undo()
        case _:
            assert_never(kind)
