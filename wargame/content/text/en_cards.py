"""English card text and what stands on the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wargame.content.specs import Ruleset
from wargame.rules.model import ledgers
from wargame.rules.model.cards import Ask, Branch, EventCard
from wargame.rules.model.language import Language
from wargame.rules.model.rulebook import Book


class CardText(Language):
    """The lines of a card that are not effects, and the lines of the table."""

    book: Book
    ruleset: Ruleset

    # -- card text --------------------------------------------------------------------------------

    def branch_head(self, branch: Branch, label: str) -> str:
        if not label and not branch.name:
            return ""
        kind = f", {self.kind(branch.kind)}" if branch.kind else ""
        cost = f", cost {branch.cost}" if branch.cost else ""
        needs = self.listing([check.text(self) for check in branch.needs])
        needs = f", needs {needs}" if needs else ""
        name = f"“{branch.name}”" if branch.name else ""
        return f"{label} {name}{kind}{cost}{needs}:".strip()

    def ask_line(self, ask: Ask) -> str:
        to = " or ".join(self.plain_seat(seat) for seat in ask.to)
        return f"ASK to {to}: {self.price(ask.price)}; floor: {self.price(ask.floor)}."

    def grade(self, grade: str, checks: list[str]) -> str:
        rules = self.ruleset.agenda
        points = 0 if rules is None else rules.three if grade == "three" else rules.five
        more = "" if grade == "three" else "and "
        return f"{points} points: {more}{self.listing(checks)}."

    def once_line(self) -> str:
        return "Once: leaves the game when played as POLICY."

    def stall_line(self) -> str:
        return "In answer to a demand: stall it, free; once a turn."

    def event_line(self, event: EventCard) -> str:
        parts = [self.upper(event.event)]
        if event.theatre is not None:
            parts.append(self.level(event.theatre.levels[0][0]))
        if event.event == "crisis":
            parts.append(f"threshold {event.threshold}")
        if event.votes is not None:
            parts.append(f"{self.plain_seat(event.votes)} is tested in this Reckoning")
        if event.asks is not None:
            parts.append(f"{self.plain_seat(event.asks)} chooses")
        return ", ".join(parts) + "."

    # -- what stands ------------------------------------------------------------------------------

    def crisis_outlook(self, crisis: Any) -> str:
        """Say what deterrence, and bids once they are shown, give, and what is missing."""
        if crisis.paid is not None:
            rest = f"{crisis.needed} short" if crisis.needed else "which is enough"
            return f"deterrence and bids give {crisis.deterrence + crisis.paid}, {rest}"
        rest = f"bids must bring {crisis.needed}" if crisis.needed else "which is enough"
        return f"deterrence gives {crisis.deterrence} as things stand, {rest}"

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

    def standing_lines(self, view: Any, crisis: Any) -> str:
        """Say what stands on the table, a line each: crises, conditions, penalties, pledges.

        `crisis` is the outlook of the one that stands, or None.
        """
        piles = self.book.piles
        lines = [
            f"Emergency, {self.theatre(theatre)}, to the end of the turn: nobody may demand, and "
            "what a card lowers there counts double"
            for theatre in self.emergencies(view)
        ]
        for seat in range(self.book.seats):
            for card in view.piles[piles.office[seat]]:
                lines.append(f"In office for {self.seat(seat)}: {self.card(card)}")
            for card in view.piles[piles.offer[seat]]:
                lines.append(f"{self.on_offer(seat)} {self.card(card)}")
        if crisis is not None:
            figures = f"threshold {crisis.threshold}, {self.crisis_outlook(crisis)}"
            lines.append(f"Crisis {self.card(crisis.card)}, {self.level(crisis.level)}, {figures}")
        for condition, seat, life in view.ledgers[ledgers.CONDITIONS]:
            on = f", for {self.seat(seat)}" if seat >= 0 else ""
            left = self.count(life, "Reckoning")
            ends = f"{left} left; cleared by {self.cleared_by(condition)}"
            lines.append(f"Condition {self.condition(condition)}{on} ({ends})")
        for penalty, _, on, _, last in view.ledgers[ledgers.PENALTIES]:
            until = f"to turn {last}" if last else "until lifted"
            lines.append(f"“{self.penalty(penalty)}” on {self.seat(on)}, {until}")
        lines += [self.pledge_line(row) for row in view.ledgers[ledgers.PLEDGES]]
        for at, lane in enumerate(piles.lane):
            for card in view.piles[lane][:1]:
                if card >= 0:
                    what = f"{self.card(card)}{self.kind_of_event(card)}"
                    lines.append(f"Next in the {self.lane(at)} lane: {what}")
        return "\n".join(lines)

    def standing_brief(self, view: Any, crisis: Any) -> str:
        """Say what stands in short lines, the most pressing first, figures before titles."""
        piles = self.book.piles
        lines = [
            f"EMERGENCY {self.theatre(theatre)}: no demands, cards lower it by double"
            for theatre in self.emergencies(view)
        ]
        if crisis is not None:
            figures = f"{crisis.deterrence + (crisis.paid or 0)} of {crisis.threshold}"
            lines.append(f"Crisis {self.level(crisis.level)}: {figures}, {self.card(crisis.card)}")
        for seat in self.book.votes.get(view.turn, ()):
            lines.append(f"Vote this turn: {self.seat(seat)}")
        for by, to, item, _, due in view.ledgers[ledgers.PLEDGES]:
            shapes = self.ruleset.seat[by].shape, self.ruleset.seat[to].shape
            what = self.item_text(item).removeprefix("pledge: ")
            lines.append(f"Due {due}: {shapes[0]} to {shapes[1]}, {what}")
        for condition, seat, life in view.ledgers[ledgers.CONDITIONS]:
            on = f"{self.ruleset.seat[seat].shape} " if seat >= 0 else ""
            found = self.book.conditions[condition]
            title = next((f", “{c.title}”" for c in self.book.cards if c.id == found.card), "")
            lines.append(f"{life} left: {on}{self.change(found.change)}{title}")
        for penalty, _, on_seat, _, last in view.ledgers[ledgers.PENALTIES]:
            until = f"to turn {last}" if last else "until lifted"
            lines.append(f"{self.penalty(penalty)} on {self.seat(on_seat)}, {until}")
        for lane in piles.lane:
            for card in view.piles[lane][:1]:
                if card >= 0:
                    kind = self.kind_of_event(card).strip(" ()")
                    lines.append(f"Next {kind}: {self.card(card)}")
        for seat in range(self.book.seats):
            for card in view.piles[piles.offer[seat]]:
                lines.append(f"{self.seat(seat)} offers {self.card(card)}")
        return "\n".join(lines)

    def emergencies(self, view: Any) -> list[int]:
        """List the theatres in which an emergency holds."""
        marks = view.ledgers[ledgers.TURN]
        return sorted(theatre for kind, theatre, _ in marks if kind == ledgers.EMERGENCY)

    def overreaching(self, seat: int) -> str:
        return f"Overreach: {self.seat(seat)}, while a partner is in Setback"

    def sealed_lines(self, view: Any) -> str:
        """Say what a seat has under seal, a line each, and its true flag."""
        lines = []
        for _, points in view.ledgers[ledgers.BIDS]:
            lines.append(f"sealed bid: {points}")
        for _, place, to, item, firm in view.ledgers[ledgers.SEALED]:
            if firm >= 0:
                mark = "FIRM" if firm else "BLUFF"
                what = f"demand on {self.seat(to)}, offering {self.item_text(item)}: {mark}"
                lines.append(f"{self.ordinal(place)} place: {what}")
        for _, partner, agenda in view.ledgers[ledgers.GUESSES]:
            lines.append(f"sealed guess: {self.agenda(agenda)} of {self.seat(partner)}")
        for _, agenda in view.ledgers[ledgers.AGENDAS]:
            lines.append(f"true flag: {self.agenda(agenda)}")
        return "\n".join(lines)
