"""English card text and what stands on the table."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.content.specs import Ruleset
from wargame.rules.model.language import Language
from wargame.rules.model.rulebook import Rulebook


class CardText(Language):
    """The lines of a card that are not effects, and the lines of the table."""

    book: Rulebook
    ruleset: Ruleset

    # -- card text --------------------------------------------------------------------------------

    def card_head(self, title: str, ops: int, flag: int | None) -> str:
        return f"{title} (OPS {ops}{'' if flag is None else f', flag {self.plain_seat(flag)}'})"

    def policy_label(self, number: int) -> str:
        return f"POLICY {number}"

    def home_label(self) -> str:
        return "HOME"

    def flag_line(self, effects: Sequence[str]) -> str:
        return f"Flag: {' '.join(effects)}"

    def branch_head(self, label: str, name: str, kind: str, cost: int, needs: Sequence[str]) -> str:
        if not label and not name:
            return ""
        title = f"“{name}”" if name else ""
        return f"{label} {self._branch(title, kind, cost, needs)}:".strip()

    def _branch(self, name: str, kind: str, cost: int, needs: Sequence[str]) -> str:
        said = f"{name}, {self.kind(kind)}" if kind else name
        said += f", cost {cost}" if cost else ""
        return said + (f", needs {self.listing(needs)}" if needs else "")

    def ask_line(self, to: Sequence[int], price: str, floor: str) -> str:
        seats = " or ".join(self.plain_seat(seat) for seat in to)
        return f"ASK to {seats}: {price}; floor: {floor}."

    def grade(self, grade: str, checks: list[str]) -> str:
        rules = self.ruleset.agenda
        points = 0 if rules is None else rules.three if grade == "three" else rules.five
        more = "" if grade == "three" else "and "
        return f"{points} points: {more}{self.listing(checks)}."

    def once_line(self) -> str:
        return "Once: leaves the game when played as POLICY."

    def stall_line(self) -> str:
        return "In answer to a demand: stall it, free; once a turn."

    def event_line(
        self, kind: str, level: int | None, threshold: int, votes: int | None, asks: int | None
    ) -> str:
        parts = [self.upper(kind)]
        if level is not None:
            parts.append(self.level(level))
        if kind == "crisis":
            parts.append(f"threshold {threshold}")
        if votes is not None:
            parts.append(f"{self.plain_seat(votes)} is tested in this Reckoning")
        if asks is not None:
            parts.append(f"{self.plain_seat(asks)} chooses")
        return ", ".join(parts) + "."

    # -- what stands ------------------------------------------------------------------------------

    def crisis_outlook(self, deterrence: int, paid: int | None, needed: int) -> str:
        """Say what deterrence, and bids once they are shown, give, and what is missing."""
        if paid is not None:
            rest = f"{needed} short" if needed else "which is enough"
            return f"deterrence and bids give {deterrence + paid}, {rest}"
        rest = f"bids must bring {needed}" if needed else "which is enough"
        return f"deterrence gives {deterrence} as things stand, {rest}"

    def at_once(self, moved: Sequence[tuple[int, int]], asks: bool) -> str:
        """Say what an answer moves before the next question; rows are (level, by)."""
        if not moved:
            return "At once: nothing moves."
        return f"At once: {self.moves(moved)}{'; then a question.' if asks else '.'}"

    def at_once_by_mark(
        self, firm: Sequence[tuple[int, int]], penalty: bool, bluff: Sequence[tuple[int, int]]
    ) -> str:
        """Say what a refusal moves, by the mark that it brings to light."""
        laid = ", and a penalty" if penalty else ""
        return f"At once, if FIRM: {self.moves(firm)}{laid}; if BLUFF: {self.moves(bluff)}."

    def moves(self, moved: Sequence[tuple[int, int]]) -> str:
        """List moves of levels; rows are (level, by)."""
        said = [f"{self.level(level)} {self.signed(by)}" for level, by in moved]
        return ", ".join(said) or "nothing moves"

    def pledge_line(self, row: tuple[int, ...]) -> str:
        """Say a pledge that is still to be kept."""
        by, to, item, _, due = row
        return f"{self.seat(by)} to {self.seat(to)}, {self.item_text(item)}, due turn {due}"

    def on_offer(self, seat: int) -> str:
        """Head the region card that a seat has on offer."""
        return f"{self.seat(seat)} has on offer:"

    def emergency_line(self, theatre: int) -> str:
        return (
            f"Emergency, {self.theatre(theatre)}, to the end of the turn: nobody may demand, and "
            "what a card lowers there counts double"
        )

    def in_office(self, seat: int, card: int) -> str:
        return f"In office for {self.seat(seat)}: {self.card(card)}"

    def crisis_line(self, card: int, level: int, threshold: int, outlook: str) -> str:
        return f"Crisis {self.card(card)}, {self.level(level)}, threshold {threshold}, {outlook}"

    def condition_line(self, condition: int, seat: int, life: int) -> str:
        on = f", for {self.seat(seat)}" if seat >= 0 else ""
        ends = f"{self.count(life, 'Reckoning')} left; cleared by {self.cleared_by(condition)}"
        return f"Condition {self.condition(condition)}{on} ({ends})"

    def penalty_line(self, penalty: int, on: int, last: int) -> str:
        until = f"to turn {last}" if last else "until lifted"
        return f"“{self.penalty(penalty)}” on {self.seat(on)}, {until}"

    def next_event(self, lane: int, card: int) -> str:
        return f"Next in the {self.lane(lane)} lane: {self.card(card)}{self.kind_of_event(card)}"

    def emergency_brief(self, theatre: int) -> str:
        return f"EMERGENCY {self.theatre(theatre)}: no demands, cards lower it by double"

    def crisis_brief(self, card: int, level: int, counted: int, threshold: int) -> str:
        return f"Crisis {self.level(level)}: {counted} of {threshold}, {self.card(card)}"

    def vote_brief(self, seat: int) -> str:
        return f"Vote this turn: {self.seat(seat)}"

    def pledge_brief(self, by: int, to: int, item: int, due: int) -> str:
        shapes = self.ruleset.seat[by].shape, self.ruleset.seat[to].shape
        what = self.item_text(item).removeprefix("pledge: ")
        return f"Due {due}: {shapes[0]} to {shapes[1]}, {what}"

    def condition_brief(self, condition: int, seat: int, life: int) -> str:
        on = f"{self.ruleset.seat[seat].shape} " if seat >= 0 else ""
        found = self.book.conditions[condition]
        title = next((f", “{c.title}”" for c in self.book.cards if c.id == found.card), "")
        return f"{life} left: {on}{found.change.text(self)}{title}"

    def penalty_brief(self, penalty: int, on: int, last: int) -> str:
        until = f"to turn {last}" if last else "until lifted"
        return f"{self.penalty(penalty)} on {self.seat(on)}, {until}"

    def next_event_brief(self, card: int) -> str:
        return f"Next {self.kind_of_event(card).strip(' ()')}: {self.card(card)}"

    def offer_brief(self, seat: int, card: int) -> str:
        return f"{self.seat(seat)} offers {self.card(card)}"

    def sealed_bid_line(self, points: int) -> str:
        return f"sealed bid: {points}"

    def sealed_demand_line(self, place: int, to: int, item: int, firm: bool) -> str:
        mark = "FIRM" if firm else "BLUFF"
        what = f"demand on {self.seat(to)}, offering {self.item_text(item)}: {mark}"
        return f"{self.ordinal(place)} place: {what}"

    def sealed_guess_line(self, partner: int, agenda: int) -> str:
        return f"sealed guess: {self.agenda(agenda)} of {self.seat(partner)}"

    def true_flag_line(self, agenda: int) -> str:
        return f"true flag: {self.agenda(agenda)}"

    def overreaching(self, seat: int) -> str:
        return f"Overreach: {self.seat(seat)}, while a partner is in Setback"

    def guess_points(self) -> str:
        return "guess"
