"""English options: what can be chosen, why something cannot, and why nothing is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wargame.content.specs import Ruleset
from wargame.rules.model.language import Language
from wargame.rules.model.rulebook import Rulebook

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Options(Language):
    """Labels of options, sentences of needs, refusals of undo."""

    book: Rulebook
    ruleset: Ruleset
    track_names: dict[str, str]

    # -- options ------------------------------------------------------------------------------

    def keep_hand(self) -> str:
        return "Keep the hand"

    def bid(self, points: int) -> str:
        return f"Bid {points}" if points else "Bid nothing"

    def act_with(self, card: int) -> str:
        return f"Act with {self.card(card)}"

    def demand_with(self, card: int) -> str:
        return f"Demand with {self.card(card)}"

    def leave_empty(self) -> str:
        return "Leave the place empty"

    def mark_firm(self) -> str:
        return "FIRM"

    def mark_bluff(self) -> str:
        return "BLUFF"

    def no_offer(self) -> str:
        return "Lay nothing on offer"

    def no_guess(self) -> str:
        return "No guess"

    def guess(self, partner: int, agenda: int) -> str:
        return f"{self.seat(partner)}: {self.agenda(agenda)}"

    def turn_up(self, place: int) -> str:
        return f"Turn up the {self.ordinal(place)} card"

    def take_back(self, place: int) -> str:
        return f"Take the {self.ordinal(place)} card back unseen"

    def ordinal(self, place: int) -> str:
        if place < len(_ORDINALS):
            return _ORDINALS[place]
        number = place + 1
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 // 10 != 1 else 0)
        return f"{number}{ending or 'th'}"

    def number(self, number: int) -> str:
        return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)

    def wait(self) -> str:
        return "Wait"

    def home_branch(self, home: str, branch: str, cost: int) -> str:
        return f"HOME “{home}”: {branch}" + (f", cost {cost}" if cost else "")

    def policy(self, branch: str, cost: int) -> str:
        return f"POLICY “{branch}”, cost {cost}"

    def ops(self, points: int) -> str:
        return f"OPS: spend {self.count(points, 'point')}"

    def ops_line(self, effects: Sequence[str], cost: int) -> str:
        said = " ".join(text.rstrip(".") for text in effects)
        return f"{said} ({self.count(cost, 'point')})"

    def fire_flag(self) -> str:
        return "Fire the flag effect now"

    def ops_enough(self) -> str:
        return "Stop here; points left are lost"

    def no_top_up(self) -> str:
        return "Add nothing"

    def top_up(self, points: int, cost: int) -> str:
        return f"Add {self.count(points, 'point')} for {cost} {self.capital()}"

    def capital(self) -> str:
        return self.track_names[self.ruleset.roles["capital"]]

    def deal_with(self, seat: int) -> str:
        return f"Propose a deal to {self.seat(seat)}"

    def pass_on(self) -> str:
        return "Pass"

    def no_more(self) -> str:
        return "No more on this side"

    def due(self, ahead: int) -> str:
        return "Due next turn" if ahead == 1 else f"Due in {ahead} turns"

    def yes(self) -> str:
        return "Yes"

    def no(self) -> str:
        return "No"

    def change_form(self) -> str:
        return "Propose a changed form"

    def comply(self) -> str:
        return "Comply: pay the price"

    def counter(self) -> str:
        return "Counter: offer the floor"

    def refuse(self) -> str:
        return "Refuse"

    def stall(self, by: str, credibility: int) -> str:
        if by == "home":
            return "Stall with the HOME card"
        if by == "office":
            return "Stall free, by office"
        return f"Stall for {credibility} Credibility"

    def take_counter(self) -> str:
        return "Take the floor"

    def insist(self) -> str:
        return "Insist on the price"

    def keep_pledge(self) -> str:
        return "Keep the pledge on"

    def drop_pledge(self) -> str:
        return "Drop the pledge"

    def pay_pledge(self) -> str:
        return "Pay as pledged"

    def break_pledge(self) -> str:
        return "Break the pledge"

    def stand(self, cost: int) -> str:
        return f"Stand up together, for {cost} {self.capital()} each"

    def stand_back(self) -> str:
        return "Stand back"

    # -- needs: why an option is not open -------------------------------------------------------

    def needs(self, check: str) -> str:
        return f"needs {check}"

    def needs_capital(self, cost: int) -> str:
        return f"costs {cost} {self.capital()} before what makes it dearer; there is not so much"

    def needs_condition(self, condition: int) -> str:
        return f"{self.condition(condition)} does not stand"

    def needs_addressee(self) -> str:
        return "there is no seat that it may be put to now with a sweetener to offer"

    def needs_home_unused(self) -> str:
        return "the HOME card has been used this turn"

    def needs_something_to_give(self) -> str:
        return "no form could be filled: the two have nothing of different kinds to give"

    def needs_demands_open(self, reason: str, places: int) -> str:
        return {
            "last_turn": "there are no demands in the last turn",
            "emergency": "there are no demands in an emergency",
            "isolated": "an isolated seat makes no demands",
            "one": f"one of the {self.number(places)} places holds a demand already",
        }[reason]

    def needs_item(self, part: str) -> str:
        return {
            "given": "the giver cannot give this now",
            "kind": "its kind is on the form already",
            "room": "nothing of another kind could be given for it at once",
        }[part]

    def needs_price(self, floor: bool) -> str:
        return "the floor cannot be paid" if floor else "the price cannot be paid"

    def needs_stall(self, by: str, credibility: int) -> str:
        if by == "home":
            return "no HOME card to stall with"
        if by == "office":
            return "no office to stall with"
        return f"needs {credibility} Credibility"

    def needs_no_penalty(self, penalty: int) -> str:
        return f"“{self.penalty(penalty)}” cannot be laid on this seat now"

    # -- undo -----------------------------------------------------------------------------------

    def undo_nothing(self) -> str:
        return "there is nothing to take back"

    def undo_over(self) -> str:
        return "the game is over"

    def undo_passed(self, seat: int) -> str:
        return f"{self.seat(seat)} has been asked since"

    def undo_revealed(self, mask: int, kind: str, args: tuple[Any, ...]) -> str:
        seats = [seat for seat in range(self.book.seats) if mask >> seat & 1]
        who = "every seat" if len(seats) == self.book.seats else self.seats(seats)
        what = {
            "carried": "a card",
            "learned": "a card",
            "read": "a card",
            "agenda": "the true flag",
            "bid_shown": "the bids",
            "refused": "the mark of the demand",
        }.get(kind, "something")
        return f"{who} has seen {what} since"
