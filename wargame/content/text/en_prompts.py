"""English prompts: the question above the options."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.rules.model.language import Language
from wargame.rules.model.rulebook import Rulebook, price


class Prompts(Language):
    """One method `ask_…` for each question; arguments are what the question is about."""

    book: Rulebook

    def with_cause(self, cause: str, question: str) -> str:
        return f"{self.upper(self.cause(cause))}: {question[0].lower()}{question[1:]}"

    def ask_which(self, effects: Sequence[str]) -> str:
        return "Where? " + " ".join(effects)

    def ask_choose(self) -> str:
        return "Choose one."

    def ask_end_which(self) -> str:
        return "Which condition ends?"

    def ask_event(self, card: int) -> str:
        return f"{self.card(card)}: what does the government do?"

    def ask_shelve(self, cost: int) -> str:
        return f"Shelve one card for {cost} {self.capital()} before drawing?"

    def ask_bid(self, card: int, level: int, threshold: int) -> str:
        where = self.level(level)
        return f"Crisis {self.card(card)}, {where}, threshold {threshold}: seal a bid."

    def ask_fill(self, place: int) -> str:
        if place == self.book.piles.demand_place:
            return f"Dossier, {self.ordinal(place)} place: a demand?"
        return f"Dossier, {self.ordinal(place)} place: what goes there?"

    def ask_demand_to(self, card: int) -> str:
        return f"{self.card(card)} asks for {self.asked(card)}. To whom?"

    def ask_demand_with(self, card: int, to: int) -> str:
        return f"{self.card(card)} asks {self.seat(to)} for {self.asked(card)}. What is offered?"

    def ask_demand_mark(self, card: int, to: int) -> str:
        return f"{self.card(card)} asks {self.seat(to)} for {self.asked(card)}. FIRM or BLUFF?"

    def asked(self, card: int) -> str:
        """Say price and floor of the ASK on a card."""
        ask = self.book.ask_of(card)
        return f"{price(self.book, ask.price)} (floor: {price(self.book, ask.floor)})"

    def void_now(self) -> str:
        return "As things stand this cannot be given, and the card would come back"

    def ask_lay_offer(self) -> str:
        return "Lay one region card on offer until the next Cabinet?"

    def ask_guess(self) -> str:
        return "Seal one guess at a partner’s true flag?"

    def ask_go(self, number: int) -> str:
        return f"Acts, {self.ordinal(number)} round: what does the seat do?"

    def ask_use(self, card: int) -> str:
        return f"How is {self.card(card)} used?"

    def ask_ops(self, card: int, points: int) -> str:
        return f"OPS of {self.card(card)}: {self.count(points, 'point')} left."

    def ask_top_up(self, short: int) -> str:
        return f"The crisis is {short} short. Add points?"

    def ask_deal(self, number: int) -> str:
        return f"Deals, {self.ordinal(number)} round: a proposal?"

    def ask_deal_item(self, side: int, number: int, partner: int) -> str:
        what = "something" if number == 0 else "something more"
        if side == 0:
            return f"Deal with {self.seat(partner)}: give {what}."
        return f"Deal with {self.seat(partner)}: ask for {what}."

    def form_so_far(self, rows: Sequence[tuple[int, ...]]) -> str:
        """Say what stands on a form; nothing for an empty one. Rows are (side, item, due)."""
        said = []
        for side, word in enumerate(("gives", "asks for")):
            if terms := tuple((item, due) for at, item, due in rows if at == side):
                said.append(f"{word} {self.terms(terms)}")
        return "on the form: " + "; ".join(said) if said else ""

    def ask_deal_due(self, item: int) -> str:
        return f"{self.item_text(item)}: when is it due?"

    def item_text(self, item: int) -> str:
        found = self.book.items[item]
        return found.text(self.book.words)

    def terms(self, given: tuple[tuple[int, int], ...]) -> str:
        said = []
        for item, due in given:
            said.append(self.item_text(item) + (f" (due turn {due})" if due else ""))
        return self.listing(said)

    def ask_deal_reply(
        self, proposer: int, gives: tuple[tuple[int, int], ...], takes: tuple[tuple[int, int], ...]
    ) -> str:
        who = self.seat(proposer)
        return f"{who} gives {self.terms(gives)}, and asks for {self.terms(takes)}. Agreed?"

    def price(self, capital: int, support: int) -> str:
        parts = []
        if capital:
            parts.append(f"{capital} {self.capital()}")
        if support:
            parts.append(f"{support} Support")
        return self.listing(parts) or "nothing"

    def demand_text(self, asker: int, card: int, sweetener: int) -> str:
        return (
            f"{self.seat(asker)} demands with {self.card(card)}: {self.asked(card)}, "
            f"and offers {self.item_text(sweetener)}."
        )

    def ask_answer(self, asker: int, addressed: int, card: int, sweetener: int) -> str:
        return self.demand_text(asker, card, sweetener) + " The answer?"

    def ask_countered(self, asker: int, addressed: int, card: int, sweetener: int) -> str:
        floor = price(self.book, self.book.ask_of(card).floor)
        return f"{self.seat(addressed)} offers the floor: {floor}. Take it?"

    def ask_insisted(self, asker: int, addressed: int, card: int, sweetener: int) -> str:
        return f"{self.seat(asker)} insists. " + self.demand_text(asker, card, sweetener)

    def ask_penalty(self, addressed: int) -> str:
        return f"A FIRM demand was refused: which penalty falls on {self.seat(addressed)}?"

    def ask_leader(self, seat: int) -> str:
        return f"A new government for {self.seat(seat)}: who leads it?"

    def ask_inherited(self, to: int, item: int, due: int) -> str:
        return (
            f"The old government pledged {self.seat(to)}: {self.item_text(item)} "
            f"(due turn {due}). Keep it on?"
        )

    def ask_pay_pledge(self, to: int, amount: int) -> str:
        return f"The pledge to pay {self.seat(to)} {amount} {self.capital()} is due. Pay?"

    def ask_backstop(self, yes: int) -> str:
        so_far = f" {yes} has said yes." if yes else ""
        return f"A threat is near collapse. Stand up together?{so_far}"

    def ask_name_threat(self, by: int) -> str:
        return f"Which threat is lowered by {by}?"
