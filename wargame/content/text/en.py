"""English: every sentence that the game can say.

In the order of the Protocol: names, amounts, effects, items; options and what they need; why
nothing is taken back; prompts; events; what a card or the table shows; stakes; a saved game
again; hints. A sentence has a subject, a verb and the rulebook's own terms, and reads the same for
a seat and for the public.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from wargame.content.specs import Ruleset
from wargame.content.text.en_signs import NO_PLEDGES, EnglishSigns
from wargame.rules.model.language import CardSigns, Causes, Language, Terms
from wargame.rules.model.rulebook import Rulebook, phases_of, price
from wargame.rules.model.selectors import Level, Pair, Place, Theatre, Who
from wargame.rules.phases.reckoning import Backstop, Collapse
from wargame.table.layout import Scope, Track

_PLEDGE = "pledge: "
"""Stands before a promise among the items of a form."""
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
_FIELDS = {
    "event": "News", "shelve": "Shelve", "bid": "Bid", "demand_to": "To",
    "demand_with": "Sweetener", "demand_mark": "Mark", "lay_offer": "Offer", "guess": "Guess",
    "go": "Act", "use": "Use", "ops": "OPS", "which": "Where", "choose": "Choice",
    "end_which": "Condition", "deal": "Deal", "deal_due": "Due",
}  # fmt: skip
"""The labels of the fields of a form, by the kind of the question."""
_BEATS = {
    "news": "News", "demands": "Demands on the table", "answer": "An answer", "deal": "A deal",
    "act": "An act", "crisis": "The crisis", "drift": "Drift", "promises": "Promises",
    "votes": "Votes", "backstop": "The backstop", "collapse": "Collapse",
    "brief": "What has happened", "chair": "The chair",
}  # fmt: skip
"""The titles of beats, by their group."""
_STORY = {
    "ending": "The end", "points": "Points, and what is usual", "flags": "Flags and guesses",
    "course": "The course of the game", "turning": "Turning points", "word": "Word kept",
}  # fmt: skip
"""The titles of the sections of a story."""
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
CAUSES = {
    "news": "News", "emergency": "emergency", "cabinet": "Cabinet", "table": "Table",
    "deals": "deal", "demands": "demand", "acts": "Acts", "reckoning": "Reckoning",
    "drift": "drift", "pledges": "pledge", "votes": "home front", "backstop": "backstop",
    "isolation": "isolation", "stall": "stall", "chair": "the chair",
}  # fmt: skip
PHASES = {"demands": "Table: demands"}
"""Phases that are no causes by the same name."""


class English(Language):
    """English words for one ruleset."""

    SIGNS: ClassVar[type[CardSigns]] = EnglishSigns

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.track_names = {track.id: track.name for track in ruleset.track}
        self._signs = EnglishSigns(ruleset)

    def bind(self, book: Rulebook) -> None:
        """Take the book whose cards and tracks are spoken of."""
        self.book = book
        self._signs.bind(book)

    @property
    def signs(self) -> EnglishSigns:
        return self._signs

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

    def track_short(self, track: Track) -> str:
        return next((t.short for t in self.ruleset.track if t.id == track.id), "")

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
                    "own": "its relation with a partner of its choice",
                    "all-own": "its relations with both partners",
                    "all": "all relations",
                }
            case Scope.THEATRE:
                fixed = {
                    "either": "either threat",
                    "both": "both threats",
                    "own": "its own theatre",
                    "other": "the other theatre",
                }
        if which.startswith("self-"):
            seat = self.book.layout.seats.index(which.removeprefix("self-"))
            return f"its relation with {self.plain_seat(seat)}"
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
            "all": "all {}", "own": "its own {}", "partners": "the partners’ {}",
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
        spared = ", without the usual losses" if leave else ""
        return f"One step up on {self.track(track)}{spared}."

    def retreat(self, track: Track) -> str:
        return f"One step back on {self.track(track)}."

    def draw(self, deck: str, cards: int) -> str:
        return f"Draw {self.count(cards, 'card')} from the {deck} deck."

    def peek(self, lane: int, cards: int) -> str:
        what = "the next event" if cards == 1 else f"the next {cards} events"
        return f"Read {what} of the {self.lane(lane)} lane in full."

    def lay(self, penalty: int, who: Who, stands: bool) -> str:
        until = ", until it is lifted" if stands else ""
        return f"Lay “{self.penalty(penalty)}” on {self.who(who)}{until}."

    def lift(self, who: Who, penalty: int | None) -> str:
        what = "every penalty" if penalty is None else f"“{self.penalty(penalty)}”"
        return f"Lift {what} on {self.who(who)}."

    def start(self, change: str, life: int, until: str, by: Who, on: Who | None) -> str:
        whom = "" if on is None else f", for {self.who(on)}"
        who = {"all": "any seat", "self": "it"}.get(by.name) or self.who(by)
        ends = f"{self.count(life, 'Reckoning')}; ends early if {who} {self._does(until)}"
        return f"Condition{whom}: {change} ({ends})."

    def _does(self, deed: str) -> str:
        """Put a deed into the third person: "comply with a demand", "complies with a demand"."""
        verb, _, rest = deed.partition(" ")
        return f"{verb[:-1]}ies {rest}" if verb.endswith("y") else f"{verb}s {rest}"

    def ends_early(self, condition: int) -> str:
        standing = self.book.conditions[condition]
        by = [self.seat(seat) for seat in standing.by]
        who = "any seat" if len(by) == self.book.seats else " or ".join(by)
        return f"ends early if {who} {self._does(standing.until.text(self))}"

    def change_foresight(self) -> str:
        return "in its Cabinet, reads the next two events of each lane in full"

    def change_pledges(self, by: int) -> str:
        if by <= NO_PLEDGES:
            return "may not pledge"
        return f"standing pledges allowed {self.signed(by)}"

    def change_stall(self, by: int) -> str:
        return f"may stall {self.count(by, 'demand')} a turn for free"

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
        standing = self.book.conditions[condition]
        title = next((c.title for c in self.book.cards if c.id == standing.card), standing.card)
        return f"“{title}”: {standing.change.text(self)}"

    def condition_row(self, row: tuple[int, ...]) -> str:
        """Tell a condition from another of the same card."""
        condition, seat, life = row
        on = f", for {self.seat(seat)}" if seat >= 0 else ""
        return f"{self.condition(condition)}{on}, {self.count(life, 'Reckoning')} left"

    def choose(self) -> str:
        return "Choose one:"

    def choose_branch(self, name: str, kind: str, cost: int, needs: Sequence[str]) -> str:
        return self._branch(name, kind, cost, needs)

    def choose_head(self, name: str, kind: str, cost: int, needs: Sequence[str]) -> str:
        return f"{self._branch(name, kind, cost, needs)}:"

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
        return _PLEDGE + deed

    def item_pay_later(self, amount: int) -> str:
        return f"{_PLEDGE}pay {amount} {self.capital()}"

    def item_comply(self) -> str:
        return _PLEDGE + "comply with every demand of the partner, or have a counter taken"

    def item_restraint(self, no: str) -> str:
        return _PLEDGE + self._restraint(no)

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

    def dossier_place(self, place: int) -> str:
        return f"{self.ordinal(place)} place"

    def number(self, number: int) -> str:
        return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)

    def wait(self) -> str:
        return "Wait"

    def home_branch(self, home: str, branch: str, cost: int, printed: int) -> str:
        told = f", {self._cost(cost, printed)}" if cost or printed else ""
        return f"HOME “{home}”: {branch}{told}"

    def policy(self, branch: str, cost: int, printed: int) -> str:
        return f"POLICY “{branch}”, {self._cost(cost, printed)}"

    @staticmethod
    def _cost(cost: int, printed: int) -> str:
        """Say what is paid, and what is printed if modifiers have changed it."""
        return f"cost {cost}" + (f" ({printed} as printed)" if cost != printed else "")

    def ops(self, points: int) -> str:
        return f"OPS: spend {self.count(points, 'point')}"

    def lay_aside(self) -> str:
        return "Lay it aside: nothing is done"

    def ops_line(self, effects: Sequence[str], cost: int) -> str:
        said = " ".join(text.rstrip(".") for text in effects)
        return f"{said} ({self.count(cost, 'point')})"

    def fire_flag(self) -> str:
        return "Fire the badge effect now"

    def ops_enough(self) -> str:
        return "Stop here; the points left are lost"

    def no_top_up(self) -> str:
        return "Add nothing"

    def top_up(self, points: int, cost: int) -> str:
        return f"Add {self.count(points, 'point')} for {cost} {self.capital()}"

    def capital(self) -> str:
        return self._role("capital")

    def _role(self, role: str) -> str:
        """Name the track that plays a role."""
        return self.track_names[self.ruleset.roles[role]]

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

    def too_dear(self, item: str) -> str:
        return f"No; too dear: {item}"

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
            return "Stall for free, by the leader in office"
        return f"Stall for {credibility} {self._role('credibility')}"

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
        return f"Join the backstop, for {cost} {self.capital()}"

    def stand_back(self) -> str:
        return "Stay out of it"

    # -- needs: why an option is not open -------------------------------------------------------

    def needs(self, check: str) -> str:
        return f"needs {check}"

    def needs_capital(self, cost: int) -> str:
        printed = f"{cost} {self.capital()} as printed, before modifiers"
        return f"the seat cannot pay the cost ({printed})"

    def needs_condition(self, condition: int) -> str:
        return f"{self.condition(condition)} does not stand"

    def needs_addressee(self) -> str:
        return "no seat can be asked for this now, or there is no sweetener to offer it"

    def needs_home_unused(self) -> str:
        return "the HOME card has been used this turn"

    def needs_something_to_give(self) -> str:
        return "the two seats have nothing of different kinds to give each other"

    def needs_no_refusal(self, partner: int) -> str:
        return f"a deal with {self.seat(partner)} was declined this turn"

    def needs_demands_open(self, reason: str, places: int) -> str:
        return {
            "last_turn": "there are no demands in the last turn",
            "emergency": "there are no demands in an emergency",
            "isolated": "an isolated seat makes no demands",
            "one": f"one of the {self.number(places)} places holds a demand already",
        }[reason]

    def needs_item(self, part: str) -> str:
        return {
            "dear": "the giver has named this as too dear this turn",
            "never": "the giver never has this to give",
            "late": "it cannot be given in the last turn",
            "short": "the giver has too little",
            "offer": "the giver has no card on offer",
            "unlaid": "the giver has laid no such penalty on the taker",
            "full": "what it raises is at its end",
            "once": "it has been given this turn",
            "stands": "the giver has pledged this kind of thing to the taker already",
            "pledges": "the giver has as many pledges standing as it may",
            "kind": "the form already holds an item of this kind",
            "room": "the other side has nothing of another kind to give for it at once",
        }[part]

    def needs_price(self, floor: bool) -> str:
        return "the floor cannot be paid" if floor else "the price cannot be paid"

    def needs_stall(self, by: str, credibility: int) -> str:
        if by == "home":
            return "the seat has no HOME card that stalls, or has used it this turn"
        if by == "office":
            return "no leader in office gives the seat a free stall, or it has been used this turn"
        return f"needs {credibility} {self._role('credibility')}"

    def needs_no_penalty(self, penalty: int) -> str:
        return f"“{self.penalty(penalty)}” cannot be laid on this seat now"

    # -- undo -----------------------------------------------------------------------------------

    def undo_nothing(self) -> str:
        return "there is nothing to take back"

    def undo_over(self) -> str:
        return "the game is over"

    def close_over(self) -> str:
        return "the game is over"

    def close_too_soon(self) -> str:
        return "turn 1 is not over, and nothing is scored before that"

    def close_without_par(self, turn: int) -> str:
        return f"this game does not state what is usual at the end of turn {turn}"

    def close_last_turn(self) -> str:
        return "this is the last turn, and the game is over with it"

    def close_title(self) -> str:
        return "Close the game"

    def close_ask(self, turn: int) -> str:
        now = (
            f"Now: the game ends here and is scored as it stood after turn {turn}; what was done "
            "since counts for nothing. "
            if turn
            else ""
        )
        return (
            f"{now}After this turn: it ends by itself when the turn is over. That holds for this "
            "sitting; a game that is resumed goes on to its end."
        )

    def close_now(self) -> str:
        return "Close it now"

    def close_later(self, turn: int) -> str:
        return f"Close it after this turn, turn {turn}"

    def close_not(self) -> str:
        return "Play on to the end"

    def close_barred(self, label: str, why: str) -> str:
        return f"Not now: {label}: {why}"

    def close_kept(self) -> str:
        return "Nothing is closed."

    def close_set(self, turn: int) -> str:
        if not turn:
            return "The game goes on to its end."
        return f"The game ends when turn {turn} is over."

    def undo_passed(self, seat: int) -> str:
        return f"{self.seat(seat)} has been asked since"

    def undo_revealed(self, mask: int, kind: str) -> str:
        seats = [seat for seat in range(self.book.seats) if mask >> seat & 1]
        everybody = len(seats) == self.book.seats
        who = "every seat" if everybody else self.seats(seats)
        has = "has" if everybody or len(seats) == 1 else "have"
        what = {
            "carried": "a card",
            "learned": "a card",
            "read": "a card",
            "agenda": "the true flag",
            "bid_shown": "the bids",
            "refused": "the mark of the demand",
        }.get(kind, "something")
        return f"{who} {has} seen {what} since"

    # -- the chair --------------------------------------------------------------------------------

    def undo_chair(self) -> str:
        return "the chair has acted since, and only the chair can go back further"

    def chair_over(self) -> str:
        return "the game is over, and the chair has nothing more to do in it"

    def chair_no_text(self) -> str:
        return "the act has no words; say what all are to read"

    def chair_too_long(self, most: int) -> str:
        return f"the words of the chair are too long; {most} signs is the most"

    def chair_no_seat(self, near: str) -> str:
        return f"there is no such seat; {near}"

    def chair_no_level(self, near: str) -> str:
        return f"there is no such level; {near}"

    def chair_no_condition(self, near: str) -> str:
        return f"there is no condition of that name in this game; {near}"

    def chair_condition_came(self, card: int) -> str:
        return f"{self.card(card)} has come up already"

    def chair_bounds(self, level: int, low: int, high: int) -> str:
        return f"{self.level(level)} goes from {low} to {high}"

    def chair_no_ply(self, most: int) -> str:
        return f"there is no such choice to go back to; the last is number {most}"

    def chair_minutes(self, most: int) -> str:
        return f"the clock can be given 1 to {most} minutes at once"

    def chair_stands(self, turn: int, phase: str, seat: int) -> str:
        if seat < 0:
            return f"Turn {turn}, over."
        return f"Turn {turn}, {phase}; {self.seat(seat)} is waited for."

    def chair_whispers(self, seat: int) -> str:
        return f"The chair says something to {self.seat(seat)} alone."

    def chair_closes(self) -> str:
        return "The chair closes the game."

    def chair_pauses(self) -> str:
        return "The chair pauses the table."

    def chair_goes_on(self) -> str:
        return "The chair lets the table go on."

    def chair_gives_time(self, minutes: int) -> str:
        return f"The chair gives {minutes} more minute{'' if minutes == 1 else 's'}."

    def chair_goes_back(self, turn: int, phase: str) -> str:
        return f"The chair takes the table back to turn {turn}, {self.phase(phase)}."

    # -- prompts: the question above the options -------------------------------------------------

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
        return f"Shelve one card for {cost} {self.capital()}?"

    def ask_bid(self, card: int, level: int, threshold: int) -> str:
        where, points = self.level(level), self._threshold(card, threshold)
        return f"Crisis {self.card(card)}, {where}, threshold {points}: seal a bid."

    def _threshold(self, card: int, threshold: int) -> str:
        """Say a threshold, and what changed it from the one on the card."""
        printed = self.book.event_card(card).threshold
        if printed == threshold:
            return str(threshold)
        why = "the pressure of the turn" if threshold > printed else "seats that stand alone"
        return f"{threshold} ({printed} on the card, {self.signed(threshold - printed)}: {why})"

    def ask_fill(self, place: int) -> str:
        if place == self.book.piles.demand_place:
            return f"Dossier, {self.ordinal(place)} place: a demand?"
        return f"Dossier, {self.ordinal(place)} place: what goes there?"

    def beat_title(self, group: str) -> str:
        return _BEATS[group]

    def beat_goes_on(self) -> str:
        return "Any key goes on; held down, it goes on to the next question."

    def nothing_asked(self) -> str:
        return "nothing is asked now"

    def no_such_tab(self) -> str:
        return "the form ends here"

    def no_card_behind(self) -> str:
        return "no card stands behind this option"

    def loses_act(self) -> str:
        return "this act of the turn is lost"

    def loses_backstop(self) -> str:
        return "the backstop fails without a second yes, and the threat stays where it is"

    def moves_nothing(self) -> str:
        return "it moves nothing now"

    def only_costs(self) -> str:
        return "it only costs, and moves nothing else now"

    def sure(self, why: str) -> str:
        return f"{self.upper(why)}. The same key again does it."

    def turn_is_over(self, turn: int) -> str:
        return f"Turn {turn} is over"

    def page_for_all(self) -> str:
        return "for all to read; enter goes on"

    def form_seal(self, kind: str) -> str:
        return {"deal": "Send", "deal_reply": "Send", "use": "Do it", "ops": "Do it"}.get(
            kind, "Seal"
        )

    def form_lacks(self, name: str) -> str:
        return f"{name} has no answer yet"

    def form_unchanged(self) -> str:
        return "this is the deal as it was offered: change something in it, or answer yes or no"

    def form_no_question(self) -> str:
        return "the form has no such question now"

    def form_no_field(self, text: str, names: Sequence[str]) -> str:
        return f'"{text}" fits no field of this form; its fields: {", ".join(names)}'

    def form_answered(self, name: str) -> str:
        return f"{name} is answered already"

    def form_several(self, text: str, name: str, keys: Sequence[str]) -> str:
        return f'"{text}" could be several answers to {name}: {", ".join(keys)}'

    def form_several_fields(self, text: str, names: Sequence[str]) -> str:
        return f'"{text}" could be several fields: {", ".join(names)}'

    def form_gone(self, hotkey: str, name: str, label: str, left: Sequence[str]) -> str:
        said = f'"{hotkey}" of {name} is {label}, which cannot be beside the rest of the form'
        return f"{said}; {name} now: {'; '.join(left)}"

    def form_add_seal(self, kind: str) -> str:
        word = self.form_seal(kind).lower()
        return (
            f"Add {word} at the end of the line to {word if word == 'send' else 'seal'} the form."
        )

    def form_no_answer(self, key: str, name: str) -> str:
        return f'"{key}" is no answer to {name}'

    def form_full(self) -> str:
        return "Nothing more can lie here."

    def form_go_on(self) -> str:
        return "Go on"

    def form_no_room(self) -> str:
        return "it does not fit beside what is on the form"

    def form_side(self, side: int) -> str:
        return "You get" if side else "You give"

    def form_lines(self) -> str:
        return "Lines"

    def item_brings(
        self, moved: Sequence[tuple[int, int]], points: Sequence[tuple[int, str]]
    ) -> str:
        """Say what moves when an item changes hands, and the public points that brings each
        side."""
        return f"At once: {self.moves(moved)}{self._brings(points)}."

    def pledge_brings(
        self, kept: bool, moved: Sequence[tuple[int, int]], points: Sequence[tuple[int, str]]
    ) -> str:
        """Say what a pledge brings as things stand, if it is kept or if it is broken."""
        return f"{'Kept' if kept else 'Broken'}: {self.moves(moved)}{self._brings(points)}."

    def _brings(self, points: Sequence[tuple[int, str]]) -> str:
        said = ", ".join(f"{self.seat(seat)} {by}" for seat, by in points)
        return f"; public points: {said}" if said else ""

    def form_beside(self, label: str) -> str:
        """Say what stands beside a thing on a list, such as when a pledge is due."""
        return label[:1].lower() + label[1:]

    def form_review(self) -> str:
        return "The whole form. Seal it? Until then every answer can be changed."

    def form_line(self, name: str, answer: str) -> str:
        return f"{name}: {answer or '?'}"

    def form_dropped(self, seat: int) -> str:
        return f"The form of {self.seat(seat)} was not sealed, and is dropped."

    def field(self, kind: str) -> str:
        return _FIELDS.get(kind, "Answer")

    def field_fill(self, place: int) -> str:
        return "Demand" if place == self.book.piles.demand_place else f"Place {place + 1}"

    def field_deal_item(self, side: int) -> str:
        return "Get" if side else "Give"

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
        return "As things stand, the seat asked cannot give this, and the card would come back"

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
        named = self.book.items[item]
        return named.text(self.book.words)

    def terms(self, given: Terms) -> str:
        said = []
        for item, due in given:
            said.append(self.item_text(item) + (f" (due turn {due})" if due else ""))
        return self.listing(said)

    def ask_deal_reply(self, proposer: int, gives: Terms, takes: Terms) -> str:
        who = self.seat(proposer)
        return f"{who} gives {self.terms(gives)}, and asks for {self.terms(takes)}. Agreed?"

    def price(self, capital: int, support: int) -> str:
        parts = []
        if capital:
            parts.append(f"{capital} {self.capital()}")
        if support:
            parts.append(f"{support} {self._role('support')}")
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
        so_far = f" So far {self.count(yes, 'seat')} said yes." if yes else ""
        return f"A threat is near collapse. Join a backstop?{so_far}"

    def backstop_brings(self, levels: Sequence[tuple[int, int]], by: int, needed: int) -> str:
        near = " or ".join(f"{self.level(level)} {value}" for level, value in levels)
        return f"{near} falls by {by} if {needed} seats join, once a game"

    def ask_name_threat(self, by: int) -> str:
        return f"Which threat is lowered by {by}?"

    # -- events: what the log says; an empty text keeps an event out of it -----------------------

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
        return f"The {deck.name} deck is reshuffled from its discards."

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
        return f"{self.pledge_line((by, to, item, 0, due))}."

    def event_pledge_kept(self, by: int, to: int, item: int) -> str:
        return f"{self.seat(by)} keeps its word to {self.seat(to)} ({self._promise(item)})."

    def event_pledge_broken(self, by: int, to: int, item: int) -> str:
        return f"{self.seat(by)} breaks its word to {self.seat(to)} ({self._promise(item)})."

    def event_pledge_over(self, by: int, to: int, item: int) -> str:
        return f"The pledge of {self.seat(by)} to {self.seat(to)} is over ({self._promise(item)})."

    def event_pledge_dropped(self, by: int, to: int, item: int) -> str:
        return f"{self.seat(by)} drops a pledge to {self.seat(to)} ({self._promise(item)})."

    def event_event(self, card: int) -> str:
        return f"News: {self.card(card)}{self.kind_of_event(card)}."

    def event_crisis(self, card: int, level: int, threshold: int) -> str:
        points = self._threshold(card, threshold)
        return f"Crisis: {self.card(card)}, {self.level(level)}, threshold {points}."

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
        self, proposer: int, partner: int, gives: Terms, takes: Terms, changed: int
    ) -> str:
        form = "a changed deal" if changed else "a deal"
        return (
            f"{self.seat(proposer)} proposes {form} to {self.seat(partner)}: gives "
            f"{self.terms(gives)}, asks for {self.terms(takes)}."
        )

    def event_agreed(self, proposer: int, partner: int, gives: Terms, takes: Terms) -> str:
        return f"{self.seat(partner)} and {self.seat(proposer)} agree."

    def event_declined(self, proposer: int, partner: int) -> str:
        return f"{self.seat(partner)} declines."

    def event_too_dear(self, proposer: int, partner: int, item: int) -> str:
        return f"{self.seat(partner)} declines; it names as too dear: {self.item_text(item)}."

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

    def event_mark_shown(self, asker: int, firm: int) -> str:
        return f"The mark of {self.seat(asker)} was {'FIRM' if firm else 'BLUFF'}."

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

    def event_laid_aside(self, seat: int, card: int) -> str:
        return f"{self.seat(seat)} lays {self.card(card)} aside: nothing is done."

    def event_flag_fired(self, seat: int, card: int) -> str:
        return f"The badge of {self.seat(seat)} on {self.card(card)} fires."

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
        return "The total is just below the threshold."

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
        [rules] = phases_of(self.book.turn, Backstop)
        return (
            f"{self.seat(seat)} says yes to the backstop: if {self.count(rules.needed, 'seat')} "
            f"do, each pays {rules.cost} {self.capital()} and a threat falls by {rules.by}."
        )

    def event_backstop(self, *seats: int) -> str:
        return f"{self.seats(list(seats))} carry the backstop together."

    def event_collapsed(self, check: int) -> str:
        checks = [one for phase in phases_of(self.book.turn, Collapse) for one in phase.any]
        return f"Collapse: {checks[check].text(self)}."

    def event_isolated(self, seat: int) -> str:
        return f"{self.seat(seat)} stands alone."

    def event_returned(self, seat: int) -> str:
        return f"{self.seat(seat)} is no longer alone."

    def event_gained(self, seat: int, rows: Causes) -> str:
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

    def event_chair_news(self, title: str, text: str) -> str:
        return f"News from the chair: “{title}”. {text}"

    def event_chair_words(self, seat: int, text: str) -> str:
        to = "all seats" if seat < 0 else f"{self.seat(seat)} alone"
        return f"The chair, to {to}: “{text}”"

    def event_chair_condition(self, card: int) -> str:
        return f"The chair turns up {self.card(card)} before its time."

    def event_chair_track(self, level: int, to: int, why: str) -> str:
        return f"The chair puts {self.level(level)} at {to}: {why}"

    def event_chair_seat(self, seat: int, player: str) -> str:
        kind, _, name = player.partition(":")
        if kind == "human":
            return f"The chair gives {self.seat(seat)} to {name or 'a person'}."
        return f"The chair lets a bot play {self.seat(seat)}: {player}."

    def event_chair_undo(self) -> str:
        return "The chair has taken the table back to here."

    # -- card text --------------------------------------------------------------------------------

    def card_head(self, title: str, ops: int, flag: int | None) -> str:
        flagged = "" if flag is None else f", badge {self.plain_seat(flag)}"
        return f"{title} ({f'OPS {ops}' if ops else 'no OPS'}{flagged})"

    def policy_label(self, number: int) -> str:
        return f"POLICY {number}"

    def home_label(self) -> str:
        return "HOME"

    def flag_line(self, effects: Sequence[str]) -> str:
        return f"Badge: {' '.join(effects)}"

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

    def no_ops_line(self) -> str:
        return "POLICY alone: it cannot be spent as OPS. Turned up, it may be laid aside unplayed."

    def stall_line(self) -> str:
        return "In answer to a demand: stall it for free, once a turn."

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

    def at_once(self, moved: Sequence[tuple[int, int]], asked: int) -> str:
        if not moved:
            return "At once: nothing moves."
        then = f"; then {self.seat(asked)} is asked" if asked >= 0 else ""
        return f"At once: {self.moves(moved)}{then}."

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
        return f"{self.seat(by)} pledges to {self.seat(to)}: {self._promise(item)}, due turn {due}"

    def _promise(self, item: int) -> str:
        return self.item_text(item).removeprefix(_PLEDGE)

    def on_offer(self, seat: int) -> str:
        """Head the region card that a seat has on offer."""
        return f"{self.seat(seat)} has on offer:"

    def emergency_line(self, theatre: int) -> str:
        return (
            f"Emergency, {self.theatre(theatre)}, to the end of the turn: nobody may demand, and "
            "a card that lowers that threat counts double"
        )

    def in_office(self, seat: int, card: int) -> str:
        return f"In office for {self.seat(seat)}: {self.card(card)}"

    def crisis_line(self, card: int, level: int, threshold: int, outlook: str) -> str:
        return f"Crisis {self.card(card)}, {self.level(level)}, threshold {threshold}, {outlook}"

    def condition_line(self, condition: int, seat: int, life: int) -> str:
        on = f", for {self.seat(seat)}" if seat >= 0 else ""
        ends = f"{self.count(life, 'Reckoning')} left; {self.ends_early(condition)}"
        return f"Condition {self.condition(condition)}{on} ({ends})"

    def penalty_line(self, penalty: int, on: int, last: int) -> str:
        until = f"to turn {last}" if last else "until lifted"
        return f"“{self.penalty(penalty)}” on {self.seat(on)}, {until}"

    def next_event(self, lane: int, card: int) -> str:
        return f"Next in the {self.lane(lane)} lane: {self.card(card)}{self.kind_of_event(card)}"

    def emergency_brief(self, theatre: int) -> str:
        return f"EMERGENCY {self.theatre(theatre)}: no demands, cards lower it twice as far"

    def crisis_brief(self, card: int, level: int, counted: int, threshold: int) -> str:
        return f"Crisis {self.level(level)}: {counted} of {threshold}, {self.card(card)}"

    def vote_brief(self, seat: int) -> str:
        return f"Vote this turn: {self.seat(seat)}"

    def pledge_brief(self, by: int, to: int, item: int, due: int) -> str:
        shapes = self.ruleset.seat[by].shape, self.ruleset.seat[to].shape
        return f"Due {due}: {shapes[0]} to {shapes[1]}, {self._promise(item)}"

    def condition_brief(self, condition: int, seat: int, life: int) -> str:
        on = f"{self.ruleset.seat[seat].shape} " if seat >= 0 else ""
        standing = self.book.conditions[condition]
        title = next((f", “{c.title}”" for c in self.book.cards if c.id == standing.card), "")
        return f"{life} left: {on}{standing.change.text(self)}{title}"

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

    def standings(self, rows: Sequence[tuple[str, str]]) -> str:
        return f"Standing, flags aside:  {'  '.join(' '.join(row) for row in rows)}"

    def drift_ahead(self, moved: Sequence[tuple[int, int]]) -> str:
        return f"To drift, as things stand: {self.moves(moved)}"

    def drifted(self, level: int, by: int, now: int, why: Sequence[str]) -> str:
        reasons = f": {', '.join(why)}" if why else ""
        return f"{self.level(level)} {self.signed(by)}, now {now}{reasons}."

    def bids_sealed(self, seats: Sequence[int]) -> str:
        return f"A bid is sealed by {self.seats(seats)}"

    def guess_points(self) -> str:
        return "guess"

    # -- stakes ----------------------------------------------------------------------------------

    def drift_why(self, line: str, by: int, checks: list[str]) -> str:
        named = {
            "highest": "higher threat",
            "neglect": "neglect",
            "hot": "hot turn",
            "standing": "a condition",
            "unraised": "not raised",
            "fade": "fades",
        }.get(line)
        return f"{named or self.listing(checks)} {self.signed(by)}"

    def emergency_word(self) -> str:
        return "EMERGENCY"

    def emergency_ahead(self) -> str:
        return "EMERGENCY next turn"

    def emergency_ahead_brief(self) -> str:
        return "EMERGENCY next"

    def emergency_banner(self, rows: Sequence[tuple[int, int, int]]) -> str:
        said = [f"{self.level(level)} {value} of {limit}" for level, value, limit in rows]
        return f"EMERGENCY: {self.listing(said)}"

    def collapse_word(self) -> str:
        return "COLLAPSE"

    def collapse_brief(self) -> str:
        return "COLLAPSE at the turn’s end"

    def collapse_banner(self) -> str:
        return "COLLAPSE at the end of this turn, as things stand"

    def crisis_figure(self, counted: int, threshold: int) -> str:
        return f"crisis {counted} of {threshold}"

    def spent_by_cards(self) -> str:
        return "no more by cards"

    def spent_brief(self, threat: bool) -> str:
        return "lowered" if threat else "raised"

    def at_most(self, top: int) -> str:
        return f"at most {top}"

    def vote_stake(self, has: int, needs: int, turn: int) -> str:
        return f"has {has}, needs {needs}, turn {turn}"

    def figure(
        self,
        of: str,
        value: int,
        least: int | None,
        most: int | None,
        over: str | None,
        over_value: int | None,
        by: int,
    ) -> str:
        if over is not None and over_value is not None:
            more = f" {self.signed(by)}" if by else ""
            return f"{of} {value} of {over_value + by} ({over} {over_value}{more})"
        if least is None:
            return f"{of} {value}, at most {most}"
        if most is None:
            return f"{of} {value} of {least}"
        return f"{of} {value}, from {least} to {most}"

    def ticked(self, text: str, holds: bool) -> str:
        return f"{'met' if holds else 'not met'}: {text}"

    def of_seat(self, seat: int, text: str) -> str:
        return f"{self.seat(seat)} {text}"

    def with_notes(self, text: str, notes: Sequence[str]) -> str:
        return "; ".join((text, *notes))

    def stake_track(self, level: int, now: int, after: int, word: str, why: Sequence[str]) -> str:
        said = f"{self.level(level)} {now}"
        said += f", after drift {after} ({', '.join(why)})" if after != now else ""
        return f"{said}: {word}" if word else said

    def stake_seat(
        self, seat: int, points: str, parts: Sequence[tuple[str, str]], tier: str, vote: str
    ) -> str:
        each = ", ".join(f"{name} {worth}" for name, worth in parts)
        said = f"{self.seat(seat)}: {points} points ({each})"
        said += f", {tier}" if tier else ""
        return said + (f"; vote: {vote}" if vote else "")

    def stake_total(self, points: str, tier: str) -> str:
        return f"{points} points with the flag" + (f", {tier}" if tier else "")

    def stake_flag(
        self, seat: int, title: str, points: int, grades: Sequence[tuple[int, list[str]]]
    ) -> str:
        said = f"{self.seat(seat)} may hold the flag {title}" if seat >= 0 else f"flag {title}"
        said += f", now {self.count(points, 'point')}"
        for at, (worth, asks) in enumerate(grades):
            also = " besides" if at else ""
            said += f". For {worth} points{also}: {'; '.join(asks)}"
        return said

    def stake_ending(self, name: str, points: Sequence[int]) -> str:
        each = [f"{self.seat(seat)} {self.signed(by)}" for seat, by in enumerate(points)]
        gains = f": {', '.join(each)}" if any(points) else ""
        return f"Ending, as things stand: {name}{gains}"

    def stake_way(self, name: str, conditions: Sequence[str]) -> str:
        return f"Ending {name}: {'; '.join(conditions)}"

    def points_head(self) -> str:
        return "points"

    def verdict_head(self) -> str:
        return "verdict"

    def vote_head(self) -> str:
        return "vote"

    def score_head(self, own: bool) -> str:
        return "What you score" if own else "What scores"

    def together_head(self) -> str:
        return "together"

    def with_flag_head(self) -> str:
        return "with the flag"

    def seals_head(self) -> str:
        return "Under seal"

    def flags_head(self) -> str:
        return "Flags as they stand; one is true"

    def flag_head(self, title: str, points: int, total: str) -> str:
        return f"{self.flag_now(title, points)}, {total} in all"

    def flag_now(self, title: str, points: int) -> str:
        return f"FLAG {title}: {self.count(points, 'point')} now"

    def grade_head(self, points: int) -> str:
        return self.count(points, "point")

    def more_by_key(self, count: int, key: str) -> str:
        return f"+ {count} more: key {key}"

    # -- the story of a finished game --------------------------------------------------------------

    def story_head(self, section: str) -> str:
        return _STORY[section]

    def story_holds(self, name: str, conditions: Sequence[str]) -> str:
        return f"{name} holds: {', '.join(conditions)}."

    def story_else(self, name: str, lacking: Sequence[tuple[str, Sequence[str]]]) -> str:
        each = [f"{other} lacks {', '.join(asks)}" for other, asks in lacking]
        return f"{name} comes when nothing else holds{': ' if each else ''}{'; '.join(each)}."

    def story_brings(self, points: Sequence[int]) -> str:
        each = [f"{self.seat(seat)} {self.signed(by)}" for seat, by in enumerate(points)]
        return f"It brings {self.listing(each)}."

    def story_verdict(self, tier: str, points: str, above: str, side: int) -> str:
        usual = f", {self.beside(above, side)} usual" if above else ""
        return f"{tier}, {points} {'point' if points == '1' else 'points'}{usual}"

    def beside(self, above: str, side: int) -> str:
        return "just at" if not side else f"{above} {'above' if side > 0 else 'below'}"

    def story_parts(self, points: str, parts: Sequence[tuple[str, str]]) -> str:
        each = ", ".join(f"{name} {worth}" for name, worth in parts)
        return f"{points} {'point' if points == '1' else 'points'}{': ' if each else ''}{each}."

    def story_grades(self, agenda: int, grades: Sequence[tuple[int, bool]]) -> str:
        each = [
            f"{self.count(worth, 'point')} {'met' if met else 'not met'}" for worth, met in grades
        ]
        return f"Flag {self.agenda(agenda)}: {', '.join(each)}."

    def story_usual(self, par: str, agenda: int, stated: bool) -> str:
        if not stated:
            return f"What is usual here is not known; {par} stands in its place."
        flag = f" with the flag {self.agenda(agenda)}" if agenda >= 0 else ""
        return f"Usual for this seat{flag}: {par} (par)."

    def story_above(self, above: str, side: int, spread: str, tier: str) -> str:
        return (
            f"So {self.beside(above, side)} what is usual, where ±{spread} is the spread: {tier}."
        )

    def story_alone(self, tier: str) -> str:
        return f"It stands alone: {tier} at most."

    def story_overreach(self, tier: str, partners: Sequence[int], low: str) -> str:
        left = f"its {tier} left {self.seats(partners)} in {low}"
        return f"overreaches: {left}; the title goes elsewhere."

    def story_scale(self, tiers: Sequence[str]) -> str:
        low, under, over, high = tiers
        return (
            f"{low}: more than one spread below what is usual. {under}: below it. {over}: from it "
            f"on. {high}: from one spread above it."
        )

    def story_no_scale(self, tier: str) -> str:
        return f"In a collapse every seat has {tier}, whatever its points."

    def story_best(self, seats: Sequence[int]) -> str:
        return self.seats(seats) if seats else "nobody"

    def story_farthest(self, rows: Sequence[tuple[int, str]]) -> str:
        each = [f"{self.seat(seat)} {spreads}" for seat, spreads in rows]
        return f"The best seat is farthest above what is usual, in spreads: {', '.join(each)}."

    def story_nobody_collapse(self) -> str:
        return "The game collapsed: nobody leads."

    def story_nobody_able(self, tier: str) -> str:
        return f"No seat reached {tier}."

    def story_nobody_else(self, seats: Sequence[int], tier: str) -> str:
        verb = "overreaches" if len(seats) == 1 else "overreach"
        return f"{self.seats(seats)} {verb}, and no other seat reached {tier}."

    def story_more(self, points: str, why: str) -> str:
        return f"has more points, {points}, but {why}."

    def story_more_overreach(self) -> str:
        return "it overreaches"

    def story_more_below(self, tier: str, least: str) -> str:
        return f"its verdict is {tier}, and a best seat needs {least}"

    def story_more_usual(self, par: str, agenda: int, above: str, side: int) -> str:
        flag = " with this flag" if agenda >= 0 else ""
        far = f"it is {self.beside(above, side)} that" if side else "it has just that"
        return f"{par} are usual for it{flag}: {far}"

    def story_more_spread(self, above: str, side: int, spread: str, share: str, best: str) -> str:
        far = self.beside(above, side)
        return f"its spread is ±{spread}: {far} is {share} in spreads, and the best seat has {best}"

    def story_more_tie(self) -> str:
        return "it is no farther above what is usual"

    def story_tie(self, best: int, relation: bool, own: int, other: int) -> str:
        what = "the higher other relation" if relation else self._role("support")
        return f"is as far above: {what} decides, {other} against {own} for {self.seat(best)}."

    def story_flag(self, agenda: int, points: int) -> str:
        return f"the true flag is {self.agenda(agenda)}: {self.count(points, 'point')}."

    def story_guess(self, partner: int, agenda: int, held: int, points: str) -> str:
        said = f"guessed {self.agenda(agenda)} of {self.seat(partner)}: "
        if agenda == held:
            return f"{said}right, {points}."
        true = f", it is {self.agenda(held)}" if held >= 0 else ""
        return f"{said}wrong{true}, {points}."

    def story_turn_head(self) -> str:
        return "turn"

    def story_dealt(self) -> str:
        return "deal"

    def story_course_note(self) -> str:
        return (
            "At the end of each turn: public points, without flag and guess, with those of the "
            "ending as things stood; and the threats."
        )

    def story_when(self, turn: int, phase: str) -> str:
        return f"Turn {turn}, {self.upper(self.phase(phase))}" if phase else f"Turn {turn}"

    def story_moved(
        self, points: Sequence[tuple[int, str]], before: str, after: str, collapse: bool
    ) -> str:
        each = ", ".join(f"{self.seat(seat)} {by}" for seat, by in points)
        said = [f"Public points: {each}."] if each else []
        if before != after:
            turned = f" instead of {before}" if before else ""
            said.append(
                f"The ending is {after}{turned}."
                if collapse
                else f"The ending, as things stood: {after}{turned}."
            )
        return " ".join(said)

    def story_turning_note(self) -> str:
        return (
            "The public acts after which public points changed most, each seat's held against its "
            "spread. What they prevented, or cost later, is not weighed."
        )

    def story_pledges(self, kept: int, broken: int) -> str:
        if not kept and not broken:
            return "no pledge kept or broken."
        return f"{self.count(kept, 'pledge') if kept else 'no pledge'} kept, {broken} broken."

    def story_broken(self, to: int, item: int, turn: int) -> str:
        return f"Broken in turn {turn}, to {self.seat(to)}: {self._promise(item)}."

    def story_demands(self, complied: int, settled: int, refused: int, called: int) -> str:
        said = [
            f"{text}{number}"
            for text, number in (
                ("complied with ", complied), ("settled at the floor ", settled),
                ("refused a FIRM ", refused), ("called a BLUFF ", called),
            )
            if number
        ]  # fmt: skip
        return f"Demands answered: {', '.join(said)}." if said else ""

    # -- a saved game again: replay and chronicle ------------------------------------------------

    def replay_place(self, number: int, last: int | None, plies: bool) -> str:
        return f"{'ply' if plies else 'step'} {number}" + (
            f" of {last}" if last is not None else ""
        )

    def replay_cut(self, place: str) -> str:
        return f"Shown up to {place}, the last good one."

    def replay_stop(self, place: str, turn: int, phase: str) -> str:
        return f"{self.upper(place)}, turn {turn}{f', {phase}' if phase else ''}"

    def viewer_referee(self) -> str:
        return "referee"

    def viewer_public(self) -> str:
        return "the public"

    def asked_in_private(self) -> str:
        return "in private."

    def verdict_points(self, tier: str, points: str) -> str:
        return f"{tier}, {points} points"

    def triumph_alone(self) -> str:
        return "its triumph left a partner behind"

    def verdict_at_most(self, tier: str) -> str:
        return f"{tier} at most"

    def chronicle_referee(self) -> str:
        return "The referee's account: everything."

    def chronicle_public(self) -> str:
        return "As the public saw it."

    def chronicle_seat(self, seat: str) -> str:
        return f"As {seat} knew it."

    def chronicle_seat_column(self) -> str:
        return "seat"

    def chronicle_player_column(self) -> str:
        return "played by"

    def chronicle_verdict(self, verdict: str, typed: bool, begun: str) -> str:
        deal = "an open deal" if typed else "a sealed deal"
        return f"Verdict on the save: **{verdict}**; {deal}{f', begun {begun}' if begun else ''}."

    def chronicle_rests_on(self, why: str) -> str:
        return f"It rests on: {why}."

    def chronicle_branched(self, parent: str, ply: int) -> str:
        return f"It branched from {parent} at ply {ply}."

    def chronicle_goes_on(self) -> str:
        return "The game goes on."

    def chronicle_not_good(self) -> str:
        return "What follows is not good."

    def chronicle_note(self, by: str) -> str:
        return f"Note by {by}:" if by else "Note:"

    def chronicle_levels(self, turn: int, stopped: bool) -> str:
        if stopped:
            return f"As it stands in turn {turn}"
        return f"At the end of turn {turn}" if turn else "As dealt"

    def chronicle_end(self, ending: str) -> str:
        return f"The end: {ending or 'none'}"

    def chronicle_score(self, seat: str, tier: str, points: str) -> str:
        return f"{seat}: {tier}, {points} points"

    def chronicle_line_column(self) -> str:
        return "line"

    def chronicle_points_column(self) -> str:
        return "points"

    def chronicle_together(self) -> str:
        return "together"

    def chronicle_true_flag(self, agenda: str) -> str:
        return f"Its true flag was “{agenda}”."

    def chronicle_overreached(self) -> str:
        return "It overreached: its triumph left a partner behind."

    def chronicle_best(self, seats: Sequence[str]) -> str:
        return f"Best seat: {', '.join(seats) or 'nobody'}."

    # -- the guide of a first game ---------------------------------------------------------------

    def guide_press(self, do: str, sign: str, label: str) -> str:
        return f"{do} Press {sign}: {label}"

    def guide_type(self, do: str, sign: str, label: str) -> str:
        return f"{do} Type {sign}: {label}"

    def guide_word(self, name: str, meaning: str) -> str:
        return meaning if name in meaning else f"{self.upper(name)}: {meaning}"

    def term_line(self, name: str, meaning: str, heading: str) -> str:
        return f"{self.guide_word(name, meaning)} (Rules: {heading})"

    def terms_listed(self, names: Sequence[str]) -> str:
        return f"Words: {', '.join(names)}"

    def how_to_read_rules(self) -> str:
        return "rules and a number or a word of a heading reads that section."

    # -- two saved games of a deal ---------------------------------------------------------------

    def compare_public(self) -> str:
        return "One of them is unfinished, so this is what the public saw."

    def compare_same(self, choices: int, public: bool) -> str:
        return f"No choice differs: all {self._choices(choices, public)} are the same."

    def compare_differs(
        self, choices: int, public: bool, ply: int | None, turn: int, phase: str
    ) -> str:
        place = f"ply {ply}, " if ply is not None else ""
        where = f"{place}turn {turn}, {phase or 'at the start'}"
        same = self._choices(choices, public)
        return f"First decision that differs, after {same} that do not: {where}."

    @staticmethod
    def _choices(count: int, public: bool) -> str:
        return f"{count} {'open ' if public else ''}choice{'' if count == 1 else 's'}"

    def compare_branched(self, child: str, parent: str, ply: int | None) -> str:
        return f"{child} branched from {parent}{'' if ply is None else f' at ply {ply}'}"

    def compare_ending(self) -> str:
        return "Ending"

    # -- hints -----------------------------------------------------------------------------------

    def hints_off(self) -> str:
        return "this table has agreed to play without hints"

    def hint_behind_curtain(self, seat: int) -> str:
        who = self.seat(seat)
        return f"the question is private: {who} can ask for a hint when it has the machine"

    def hint_nobody(self) -> str:
        return "no question waits for a person now"

    def thinking(self, seat: int) -> str:
        return f"{self.seat(seat)} is thinking"

    def hint_thinking(self) -> str:
        return "a hint is on its way"

    def hint_title(self, seat: int) -> str:
        return f"Hint for {self.seat(seat)}"

    def hint_single(self) -> str:
        return "There is one answer only."

    def hint_public(self) -> str:
        return (
            "From what the whole table knows: no hand, dossier or flag has been looked at. "
            "The most promising answers:"
        )

    def hint_private(self, seat: int) -> str:
        return f"From what {self.seat(seat)} knows. The most promising answers:"

    def hint_line(
        self, label: str, points: float, odds: Sequence[tuple[str, float]], best: float, visits: int
    ) -> str:
        said = ", ".join(f"{name} {share(part)}" for name, part in odds)
        return (
            f"{label}. About {points:.0f} points: {said}. "
            f"Best seat {share(best)}. Tried {visits} times."
        )

    def collapse(self) -> str:
        return "collapse"

    def hint_note(self) -> str:
        return (
            "The estimates come from quick games in imagined worlds; the order also weighs the "
            "price of each option. A person may know better."
        )


def share(odds: float) -> str:
    """Write odds as people do.

    >>> share(0.4961)
    '50 %'
    """
    return f"{round(100 * odds)} %"
