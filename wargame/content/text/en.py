"""English: every sentence that the engine can say.

Here: names, amounts and checks, effects, items. Options and what they need are in
`en_options.py`, prompts in `en_prompts.py`, events in `en_events.py`, hints in `en_hints.py`,
what a card or the table shows in `en_cards.py`, what the chronicle says in `en_chronicle.py`;
together they are one class.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.content.specs import Ruleset
from wargame.content.text.en_cards import CardText
from wargame.content.text.en_chronicle import Chronicle
from wargame.content.text.en_events import Events
from wargame.content.text.en_hints import Hints
from wargame.content.text.en_options import Options
from wargame.content.text.en_prompts import Prompts
from wargame.rules.model.rulebook import Rulebook
from wargame.rules.model.selectors import Level, Pair, Place, Theatre, Who
from wargame.table.layout import Scope, Track

NO_PLEDGES = -9
"""A leader that takes so many standing pledges away leaves none."""


class English(Options, Prompts, Events, CardText, Hints, Chronicle):
    """English words for one ruleset."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.track_names = {track.id: track.name for track in ruleset.track}

    def bind(self, book: Rulebook) -> None:
        """Take the book whose cards and tracks are spoken of."""
        self.book = book

    # -- names --------------------------------------------------------------------------------

    def seat(self, seat: int) -> str:
        spec = self.ruleset.seat[seat]
        return f"{spec.shape} {spec.name}"

    def seats(self, seats: Sequence[int]) -> str:
        return self.listing([self.seat(seat) for seat in seats])

    def plain_seat(self, seat: int) -> str:
        return self.ruleset.seat[seat].name

    def theatre(self, theatre: int) -> str:
        return self.ruleset.theatre[theatre].name

    def track(self, track: Track) -> str:
        return self.track_names[track.id]

    def level(self, level: int) -> str:
        layout = self.book.layout
        for track in layout.tracks:
            if track.base <= level < track.base + track.size:
                return self._level_of(track, level - track.base)
        raise KeyError(level)

    def _level_of(self, track: Track, offset: int) -> str:
        layout = self.book.layout
        match track.scope:
            case Scope.SHARED:
                return self.track(track)
            case Scope.SEAT:
                return f"{self.plain_seat(offset)} {self.track(track)}"
            case Scope.THEATRE:
                return self.theatre(offset)
            case Scope.PAIR:
                for a in range(len(layout.seats)):
                    for b in range(a + 1, len(layout.seats)):
                        if layout.pair[a][b] == offset:
                            return f"{self.plain_seat(a)}–{self.plain_seat(b)}"
        raise KeyError(offset)

    def card(self, card: int) -> str:
        return f"“{self.book.cards[card].title}”"

    def penalty(self, penalty: int) -> str:
        return self.book.penalties[penalty].name

    def lane(self, lane: int) -> str:
        return self.ruleset.lane[lane].name

    def agenda(self, agenda: int) -> str:
        return f"“{self.book.agendas[agenda].title}”"

    def listing(self, words: Sequence[str]) -> str:
        if len(words) < 2:
            return "".join(words)
        return ", ".join(words[:-1]) + " and " + words[-1]

    def who(self, who: Who) -> str:
        return self._seats(who.name)

    def _seats(self, name: str) -> str:
        fixed = {
            "all": "every seat",
            "self": "itself",
            "partners": "both partners",
            "partner": "one partner of its choice",
        }
        return fixed.get(name) or self.plain_seat(self.book.layout.seats.index(name))

    def place(self, place: Place) -> str:
        which = place.which
        match place.track.scope:
            case Scope.SHARED:
                return self.track(place.track)
            case Scope.SEAT:
                return f"{self.track(place.track)} of {self._seats(which)}"
            case Scope.PAIR:
                fixed = {
                    "own": "one own relation of its choice",
                    "all-own": "both own relations",
                    "all": "all relations",
                }
            case Scope.THEATRE:
                fixed = {
                    "either": "either threat",
                    "both": "both threats",
                    "own": "the own theatre",
                    "other": "the other theatre",
                }
        if which.startswith("self-"):
            seat = self.book.layout.seats.index(which.removeprefix("self-"))
            return f"own relation with {self.plain_seat(seat)}"
        return fixed.get(which) or self.level(place.levels[0][0])

    def kind(self, kind: str) -> str:
        return self.book.kinds.get(kind, kind)

    def signed(self, by: int) -> str:
        return f"+{by}" if by >= 0 else f"−{-by}"

    # -- amounts and checks -------------------------------------------------------------------

    def explained(self, text: str, value: int) -> str:
        return f"{text} = {value}"

    def level_ref(self, level: Level) -> str:
        if level.own:
            return f"own {self.track_names[level.name]}"
        return self.level(level.index)

    def sum_of(self, parts: list[str]) -> str:
        return " + ".join(parts)

    def product_of(self, parts: list[str]) -> str:
        return " × ".join(f"({part})" if " " in part else part for part in parts)

    def lower_of(self, parts: list[str]) -> str:
        return "the lower of " + self.listing(parts)

    def higher_of(self, parts: list[str]) -> str:
        return "the higher of " + self.listing(parts)

    def divided(self, text: str, by: int, up: bool) -> str:
        inner = f"({text})" if " " in text else text
        return f"{inner} / {by}" + (", rounded up" if up else "")

    def over(self, track: Track, take: str, whose: str) -> str:
        which = {
            "all": "all {}", "own": "the own {}", "partners": "the partners’ {}",
            "others": "the other {}",
        }[whose].format(self.plural(track))  # fmt: skip
        return {"sum": "the sum of ", "lowest": "the lowest of ", "highest": "the highest of "}[
            take
        ] + which

    def plural(self, track: Track) -> str:
        return {"relation": "relations", "threat": "threats"}.get(track.id, self.track(track))

    def standing(self, penalty: int, whose: Who) -> str:
        against = {"all": "in all", "partners": "against the two partners in all"}.get(
            whose.name, f"against {self.who(whose)}"
        )
        return f"“{self.penalty(penalty)}” {against}"

    def check(self, of: str, least: int | None, most: int | None, over: str | None, by: int) -> str:
        if over is not None and not by:
            return f"{of} not below {over}"
        if over is not None:
            return f"{of} above {over}" + (f" by {by} or more" if by != 1 else "")
        if least is not None and most is not None:
            return f"{of} from {least} to {most}"
        if least is None:
            return f"{of} {most} or less" if most else f"no {of}"
        return f"{of} {least} or more"

    def deed_bid(self, points: int) -> str:
        return f"bid {points} or more"

    def deed_raise(self, level: Level) -> str:
        return f"raise {self.level_ref(level)} by a card"

    def deed_lower(self, level: Level) -> str:
        return f"lower {self.level_ref(level)} by a card"

    def deed_comply(self) -> str:
        return "comply with a demand"

    # -- effects ------------------------------------------------------------------------------

    def shift(self, level: Place, by: int) -> str:
        match level.track.scope:
            case Scope.SEAT:
                what = f"{abs(by)} {self.track(level.track)}"
                gain = "gain" if by >= 0 else "lose"
                if level.which == "self":
                    return f"{self.upper(gain)} {what}."
                gains = gain if level.which == "partners" else f"{gain}s"
                return f"{self.upper(self._seats(level.which))} {gains} {what}."
            case Scope.THEATRE:
                return f"Threat: {self.place(level)} {self.signed(by)}."
            case Scope.PAIR:
                return f"{self.upper(self.place(level))} {self.signed(by)}."
            case Scope.SHARED:
                return f"{self.place(level)} {self.signed(by)}."

    def step(self, track: Track, leave: bool) -> str:
        return f"One step of {self.track(track)}" + (", by leave." if leave else ".")

    def retreat(self, track: Track) -> str:
        return f"One step back on {self.track(track)}."

    def draw(self, deck: str, cards: int) -> str:
        return f"Draw {self.count(cards, 'card')} from the {deck} deck."

    def peek(self, lane: int, cards: int) -> str:
        what = "the next event" if cards == 1 else f"the next {cards} events"
        return f"Read {what} of the {self.lane(lane)} lane whole."

    def lay(self, penalty: int, who: Who, stands: bool) -> str:
        until = ", until it is lifted" if stands else ""
        return f"Lay “{self.penalty(penalty)}” on {self.who(who)}{until}."

    def lift(self, who: Who, penalty: int | None) -> str:
        what = "every penalty" if penalty is None else f"“{self.penalty(penalty)}”"
        return f"Lift {what} on {self.who(who)}."

    def start(self, change: str, life: int, until: str, by: Who, on: Who | None) -> str:
        whom = "" if on is None else f", for {self.who(on)}"
        who = "any seat" if by.name == "all" else self.who(by)
        ends = f"{self.count(life, 'Reckoning')}; cleared by {self._doing(who, until)}"
        return f"Condition{whom}: {change} ({ends})."

    def _doing(self, by: str, deed: str) -> str:
        return f"{by}, if it does this: {deed}"

    def cleared_by(self, condition: int) -> str:
        found = self.book.conditions[condition]
        seats = list(found.by)
        by = "any seat" if len(seats) == self.book.seats else self.seats(seats)
        return self._doing(by, found.until.text(self))

    def change_foresight(self) -> str:
        return "reads the next two events of each lane whole in its Cabinet"

    def change_pledges(self, by: int) -> str:
        if by <= NO_PLEDGES:
            return "may not pledge"
        return f"standing pledges allowed {self.signed(by)}"

    def change_stall(self, by: int) -> str:
        return f"may stall {self.count(by, 'demand')} a turn free"

    def change_ceiling(self, pair: Pair, top: int) -> str:
        return f"{self.place(pair)} cannot be above {top}"

    def change_cost(self, kind: str | None, by: int) -> str:
        what = f"branches of kind “{self.kind(kind)}”" if kind else "each branch"
        return f"the cost of {what} {self.signed(by)}"

    def change_ops(self, line: str, by: int) -> str:
        return f"the OPS line “{line}” costs {self.signed(by)}"

    def change_drift(self, theatre: Theatre, by: int) -> str:
        return f"{self.place(theatre)} drifts by {self.signed(by)} more each turn"

    def change_income(self, by: int) -> str:
        return f"income {self.signed(by)}"

    def change_bid(self, by: int) -> str:
        return f"each bid counts {self.signed(by)}"

    def change_deterrence(self, by: int) -> str:
        return f"deterrence {self.signed(by)}"

    def change_policy(self, by: int) -> str:
        return f"the first POLICY of each turn costs {self.signed(by)}"

    def change_penalty(self, by: int) -> str:
        return f"penalties it lays last {self.signed(by)} turns"

    def change_places(self, by: int) -> str:
        return f"places in the dossier {self.signed(by)}"

    def change_home(self, by: int) -> str:
        return f"the cost of the HOME card {self.signed(by)}"

    def end(self) -> str:
        return "End a standing condition of its choice."

    def condition(self, condition: int) -> str:
        found = self.book.conditions[condition]
        title = next((c.title for c in self.book.cards if c.id == found.card), found.card)
        return f"“{title}”: {found.change.text(self)}"

    def condition_row(self, row: tuple[int, ...]) -> str:
        """Tell a condition from another of the same card."""
        condition, seat, life = row
        on = f", for {self.seat(seat)}" if seat >= 0 else ""
        return f"{self.condition(condition)}{on}, {self.count(life, 'Reckoning')} left"

    def choose(self) -> str:
        return "Choose one:"

    def choose_branch(self, name: str, kind: str, cost: int, needs: Sequence[str]) -> str:
        return self._branch(name, kind, cost, needs)

    def when(self, checks: list[str]) -> str:
        return f"If {self.listing(checks)}:"

    def otherwise(self) -> str:
        return "Otherwise:"

    def each(self, who: Who) -> str:
        several = who.name in ("all", "partners")
        return f"{self.upper(self.who(who))}" + (", each for itself:" if several else ":")

    def count(self, number: int, word: str) -> str:
        return f"{number} {word}" if number == 1 else f"{number} {word}s"

    def upper(self, text: str) -> str:
        return text[:1].upper() + text[1:]

    # -- items --------------------------------------------------------------------------------

    def item_pay(self, amount: int, track: Track) -> str:
        return f"{amount} {self.track(track)}"

    def item_offer(self) -> str:
        return "the region card on offer"

    def item_relief(self, penalty: int) -> str:
        return f"lift “{self.penalty(penalty)}”"

    def item_permission(self, id: str, taker: Sequence[str], giver: Sequence[str]) -> str:
        said = []
        for who, effects in (("taker", taker), ("giver", giver)):
            if effects:
                said.append(f"{who}: " + ", ".join(text.rstrip(".") for text in effects))
        return f"{self._name_of(id)} ({'; '.join(said)})"

    def item_deed(self, deed: str) -> str:
        return f"pledge: {deed}"

    def item_pay_later(self, amount: int) -> str:
        return f"pledge: pay {amount} {self.capital()}"

    def item_comply(self) -> str:
        return "pledge: comply with every demand of the partner, or have a counter taken"

    def item_restraint(self, no: str) -> str:
        return "pledge: " + self._restraint(no)

    def _restraint(self, no: str) -> str:
        if no == "demand":
            return "no demand on the partner from next turn on"
        if no in self.track_names:
            return f"no step of own {self.track_names[no]}"
        for penalty in self.book.penalties:
            if penalty.id == no:
                return f"no “{penalty.name}” on the partner"
        return f"no {no}"

    def _name_of(self, id: str) -> str:
        return self.upper(id.replace("-", " "))
