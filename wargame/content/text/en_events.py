"""English events: what the log says. A log uses names and shapes, never "you"."""

from __future__ import annotations

from typing import Any

from wargame.rules.model.language import Language
from wargame.rules.model.rulebook import Rulebook

CAUSES = {
    "news": "News", "emergency": "emergency", "cabinet": "Cabinet", "table": "Table",
    "deals": "deal", "demands": "demand", "acts": "Acts", "reckoning": "Reckoning",
    "drift": "drift", "pledges": "pledge", "votes": "home front", "backstop": "backstop",
    "isolation": "isolation", "stall": "stall",
}  # fmt: skip
PHASES = {"demands": "Table: demands"}
"""Phases that are no causes by the same name."""


class Events(Language):
    """One method `event_…` for each kind of event; an empty text keeps it out of the log."""

    book: Rulebook
    track_names: dict[str, str]

    def cause(self, cause: str) -> str:
        if cause in CAUSES:
            return CAUSES[cause]
        for face in (*self.book.cards, *(home for home in self.book.homes if home is not None)):
            if face.id == cause:
                return f"“{face.title}”"
        return cause

    def event_moved(self, level: int, by: int, now: int, cause: str) -> str:
        why = f" ({self.cause(cause)})" if cause else ""
        return f"{self.level(level)} {self.signed(by)}, now {now}{why}."

    def event_carried(self, card: int, source: int, target: int) -> str:
        piles = self.book.piles
        for seat in range(self.book.seats):
            who = self.seat(seat)
            if target == piles.hand[seat]:
                if source in piles.deck:
                    return f"{who} draws {self.card(card)}."
                if source in piles.offer:
                    return f"{who} takes {self.card(card)} into its hand."
                return f"{self.card(card)} goes back to the hand of {who}."
            if target in piles.dossier[seat]:
                place = piles.dossier[seat].index(target)
                return f"{who} lays {self.card(card)} on its {self.ordinal(place)} place."
            if target == piles.offer[seat]:
                return f"{who} lays {self.card(card)} on offer."
            if source == piles.hand[seat] and target in piles.discard:
                return f"{who} shelves {self.card(card)}."
        return ""

    def event_remade(self, pile: int) -> str:
        deck = next(
            d for d, p in zip(self.book.decks, self.book.piles.deck, strict=True) if p == pile
        )
        return f"The {deck.name} deck is made anew from its discards."

    def event_learned(self, card: int) -> str:
        return f"Next: {self.card(card)}{self.kind_of_event(card)}."

    def kind_of_event(self, card: int) -> str:
        event = self.book.event_card(card)
        where = f", {self.level(event.theatre.levels[0][0])}" if event.theatre is not None else ""
        return f" ({event.event}{where})"

    def event_turn(self, turn: int, first: int) -> str:
        return f"Turn {turn}. First: {self.seat(first)}."

    def event_phase(self, phase: str) -> str:
        return f"— {self.phase(phase)} —"

    def phase(self, phase: str) -> str:
        return PHASES.get(phase, CAUSES.get(phase, phase))

    def event_condition_started(self, condition: int, seat: int) -> str:
        on = f" For {self.seat(seat)}." if seat >= 0 else ""
        return f"A condition stands: {self.condition(condition)}.{on}"

    def event_condition_cleared(self, condition: int) -> str:
        return f"A condition is cleared: {self.condition(condition)}."

    def event_condition_crowded(self, condition: int) -> str:
        return f"The oldest condition makes room: {self.condition(condition)}."

    def event_condition_ended(self, condition: int) -> str:
        return f"A condition ends: {self.condition(condition)}."

    def event_drew(self, seat: int, deck: int, cards: int) -> str:
        return (
            f"{self.seat(seat)} draws {self.count(cards, 'card')} ({self.book.decks[deck].name})."
        )

    def event_deck_empty(self, deck: int) -> str:
        return f"The {self.book.decks[deck].name} deck and its discards are empty: nobody draws."

    def event_read(self, seat: int, card: int) -> str:
        return f"{self.seat(seat)} reads {self.card(card)}."

    def event_peeked(self, seat: int, lane: int, cards: int) -> str:
        return f"{self.seat(seat)} reads ahead in the {self.lane(lane)} lane."

    def event_penalty_laid(self, by: int, penalty: int, on: int, last: int) -> str:
        until = f"to turn {last}" if last else "until lifted"
        return f"{self.seat(by)} lays “{self.penalty(penalty)}” on {self.seat(on)}, {until}."

    def event_penalty_prolonged(self, by: int, penalty: int, on: int, last: int) -> str:
        return f"“{self.penalty(penalty)}” on {self.seat(on)} is prolonged to turn {last}."

    def event_penalty_lifted(self, penalty: int, on: int) -> str:
        return f"“{self.penalty(penalty)}” on {self.seat(on)} is lifted."

    def event_penalty_ended(self, penalty: int, on: int) -> str:
        return f"“{self.penalty(penalty)}” on {self.seat(on)} ends."

    def event_pledged(self, by: int, to: int, item: int, due: int) -> str:
        return f"{self.seat(by)} to {self.seat(to)}, {self.item_text(item)}, due turn {due}."

    def event_pledge_kept(self, by: int, to: int, item: int) -> str:
        return f"{self.seat(by)} keeps its word to {self.seat(to)} ({self.item_text(item)})."

    def event_pledge_broken(self, by: int, to: int, item: int) -> str:
        return f"{self.seat(by)} breaks its word to {self.seat(to)} ({self.item_text(item)})."

    def event_pledge_over(self, by: int, to: int, item: int) -> str:
        return f"The pledge of {self.seat(by)} to {self.seat(to)} is over ({self.item_text(item)})."

    def event_pledge_dropped(self, by: int, to: int, item: int) -> str:
        return f"{self.seat(by)} drops a pledge to {self.seat(to)} ({self.item_text(item)})."

    def event_event(self, card: int) -> str:
        return f"News: {self.card(card)}{self.kind_of_event(card)}."

    def event_crisis(self, card: int, level: int, threshold: int) -> str:
        return f"Crisis: {self.card(card)}, {self.level(level)}, threshold {threshold}."

    def event_emergency(self, level: int) -> str:
        most = 2 * self.book.numbers.calmed_a_turn
        return (
            f"Emergency: {self.level(level)}. No demands; lowering it by a card counts double, "
            f"up to {most} this turn."
        )

    def event_agenda(self, seat: int, agenda: int) -> str:
        return f"{self.seat(seat)}: the true flag is {self.agenda(agenda)}."

    def event_sealed_bid(self, seat: int, points: int) -> str:
        return f"{self.seat(seat)} seals a bid of {points}."

    def event_filled(self, seat: int, place: int) -> str:
        return f"{self.seat(seat)} lays a card face down on its {self.ordinal(place)} place."

    def event_sealed_demand(self, seat: int, card: int, to: int, item: int, firm: int) -> str:
        mark = "FIRM" if firm else "BLUFF"
        return (
            f"{self.seat(seat)} seals a demand on {self.seat(to)} with {self.card(card)}, "
            f"offering {self.item_text(item)}: {mark}."
        )

    def event_sealed_guess(self, seat: int, partner: int, agenda: int) -> str:
        return f"{self.seat(seat)} guesses {self.agenda(agenda)} of {self.seat(partner)}."

    def event_passed(self, seat: int) -> str:
        return f"{self.seat(seat)} passes."

    def event_proposed(
        self, proposer: int, partner: int, gives: Any, takes: Any, changed: int
    ) -> str:
        form = "a changed deal" if changed else "a deal"
        return (
            f"{self.seat(proposer)} proposes {form} to {self.seat(partner)}: gives "
            f"{self.terms(gives)}, asks for {self.terms(takes)}."
        )

    def event_agreed(self, proposer: int, partner: int, gives: Any, takes: Any) -> str:
        return f"{self.seat(partner)} and {self.seat(proposer)} agree."

    def event_declined(self, proposer: int, partner: int) -> str:
        return f"{self.seat(partner)} declines."

    def event_changed(self, partner: int, proposer: int) -> str:
        return f"{self.seat(partner)} wants a changed form."

    def event_permitted(self, giver: int, taker: int, item: int) -> str:
        return f"{self.seat(giver)} permits {self.seat(taker)}: {self.item_text(item)}."

    def event_demand(self, asker: int, addressed: int, card: int, sweetener: int) -> str:
        return f"To {self.seat(addressed)}: {self.demand_text(asker, card, sweetener)}"

    def event_demand_back(self, asker: int, card: int) -> str:
        return f"{self.card(card)} goes back to {self.seat(asker)}: its terms cannot be met."

    def event_complied(self, addressed: int, asker: int, card: int) -> str:
        return f"{self.seat(addressed)} complies with {self.card(card)}."

    def event_countered(self, addressed: int, asker: int, card: int) -> str:
        return f"{self.seat(addressed)} offers {self.seat(asker)} the floor."

    def event_counter_taken(self, asker: int, addressed: int, card: int) -> str:
        return f"{self.seat(asker)} takes the floor."

    def event_insisted(self, asker: int, addressed: int, card: int) -> str:
        return f"{self.seat(asker)} insists."

    def event_refused(self, addressed: int, asker: int, card: int, firm: int) -> str:
        mark = "FIRM" if firm else "a BLUFF"
        return f"{self.seat(addressed)} refuses {self.card(card)}. It was {mark}."

    def event_stalled(self, addressed: int, asker: int, card: int, by: str) -> str:
        return f"{self.seat(addressed)} stalls; {self.card(card)} goes back to {self.seat(asker)}."

    def event_turned_up(self, seat: int, card: int) -> str:
        return f"{self.seat(seat)} turns up {self.card(card)}."

    def event_took_back(self, seat: int, place: int) -> str:
        return f"{self.seat(seat)} takes its {self.ordinal(place)} card back unseen."

    def event_used_home(self, seat: int) -> str:
        home = self.book.homes[seat]
        return f"{self.seat(seat)} uses HOME “{home.title if home else ''}”."

    def event_played_policy(self, seat: int, card: int, branch: str) -> str:
        return f"{self.seat(seat)} plays {self.card(card)} as POLICY: {branch}."

    def event_played_ops(self, seat: int, card: int) -> str:
        return f"{self.seat(seat)} plays {self.card(card)} as OPS."

    def event_flag_fired(self, seat: int, card: int) -> str:
        return f"The flag of {self.seat(seat)} on {self.card(card)} fires."

    def event_bid_shown(self, seat: int, sealed: int, paid: int) -> str:
        cut = f" (sealed {sealed})" if sealed != paid else ""
        return f"{self.seat(seat)} bids {paid}{cut}."

    def event_topped_up(self, seat: int, points: int) -> str:
        return f"{self.seat(seat)} adds {self.count(points, 'point')}."

    def event_crisis_total(self, card: int, total: int, threshold: int) -> str:
        return f"{self.card(card)}: {total} against a threshold of {threshold}."

    def event_crisis_reached(self, card: int) -> str:
        return "The threshold is reached."

    def event_crisis_near(self, card: int) -> str:
        return "It is just short."

    def event_crisis_failed(self, card: int) -> str:
        return "The crisis has failed."

    def event_acting_over(self, seat: int) -> str:
        return f"The acting presidency of {self.seat(seat)} is over."

    def event_vote_passed(self, seat: int) -> str:
        return f"{self.seat(seat)} passes its vote."

    def event_vote_failed(self, seat: int) -> str:
        return f"{self.seat(seat)} fails its vote: the government changes."

    def event_appointed(self, seat: int, card: int) -> str:
        return f"{self.card(card)} takes office for {self.seat(seat)}."

    def event_said_yes(self, seat: int) -> str:
        return f"{self.seat(seat)} would stand up."

    def event_backstop(self, *seats: int) -> str:
        return f"{self.seats(list(seats))} stand up together."

    def event_collapsed(self, check: int) -> str:
        return "Collapse."

    def event_isolated(self, seat: int) -> str:
        return f"{self.seat(seat)} stands alone."

    def event_returned(self, seat: int) -> str:
        return f"{self.seat(seat)} is no longer alone."

    def event_gained(self, seat: int, rows: Any) -> str:
        said = []
        for level, causes in rows:
            total = sum(by for _, by in causes)
            why = ", ".join(f"{self.cause(cause)} {self.signed(by)}" for cause, by in causes if by)
            if not why:
                continue
            name = self.level(level) if seat < 0 else self.own_level(level, seat)
            said.append(f"{name} {self.signed(total)} ({why})" if total else f"{name} ±0 ({why})")
        who = "The table" if seat < 0 else self.seat(seat)
        return f"{who} this turn: {'; '.join(said)}."

    def own_level(self, level: int, seat: int) -> str:
        for track in self.book.layout.tracks:
            if track.base + seat == level and track.base <= level < track.base + track.size:
                return self.track_names[track.id]
        return self.level(level)

    def event_digest(self, turn: int) -> str:
        return f"Turn {turn} is over."

    def event_over(self) -> str:
        return "The game is over."
