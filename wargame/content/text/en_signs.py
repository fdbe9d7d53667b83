"""English: a card in signs, a line for a branch.

A price is bare (`2 Cap`), a change is signed (`Cap +2`). What names no seat is that of the seat
that acts; brackets hold what belongs together, a stroke stands between what can be chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.content.specs import Ruleset
from wargame.rules.model.language import CardSigns
from wargame.rules.model.rulebook import Rulebook
from wargame.rules.model.selectors import Level, Pair, Place, Theatre, Who
from wargame.table.layout import Scope, Track

NO_PLEDGES = -9
"""A leader that takes so many standing pledges away leaves none."""
_Node = tuple[str, list["_Node"]]


class EnglishSigns(CardSigns):
    """English signs for one ruleset."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.ruleset = ruleset
        self.tracks = {track.id: track.short or track.name for track in ruleset.track}

    def bind(self, book: Rulebook) -> None:
        """Take the book whose cards and tracks are spoken of."""
        self.book = book

    # -- names --------------------------------------------------------------------------------

    def seat(self, seat: int) -> str:
        return self.ruleset.seat[seat].shape

    def track(self, id: str) -> str:
        """Return the abbreviation of a track."""
        return self.tracks[id]

    def level(self, level: int) -> str:
        """Name one level."""
        layout = self.book.layout
        track = next(t for t in layout.tracks if t.base <= level < t.base + t.size)
        offset = level - track.base
        match track.scope:
            case Scope.SHARED:
                return self.tracks[track.id]
            case Scope.SEAT:
                return f"{self.seat(offset)} {self.tracks[track.id]}"
            case Scope.THEATRE:
                theatre = self.ruleset.theatre[offset]
                return theatre.short or theatre.name
            case Scope.PAIR:
                for a in range(len(layout.seats)):
                    for b in range(a + 1, len(layout.seats)):
                        if layout.pair[a][b] == offset:
                            return f"{self.seat(a)}–{self.seat(b)}"
        raise KeyError(level)

    def who(self, name: str) -> str:
        """Name the seats of an address."""
        fixed = {"all": "all", "self": "own", "partners": "both", "partner": "one partner"}
        return fixed.get(name) or self.seat(self.book.layout.seats.index(name))

    def place(self, place: Place) -> str:
        """Name the levels of an address."""
        which, track = place.which, self.tracks[place.track.id]
        match place.track.scope:
            case Scope.SHARED:
                return track
            case Scope.SEAT:
                return track if which == "self" else f"{self.who(which)} {track}"
            case Scope.PAIR:
                if which.startswith("self-"):
                    seat = self.book.layout.seats.index(which.removeprefix("self-"))
                    return f"{track} with {self.seat(seat)}"
                several = {"own": "one own", "all-own": "each own", "all": "each"}
            case Scope.THEATRE:
                several = {"either": "one", "both": "each", "own": "own", "other": "other"}
        if which in several:
            return f"{several[which]} {track}"
        return self.level(place.levels[0][0])

    def penalty(self, penalty: int) -> str:
        """Return the abbreviation of a penalty."""
        one = self.book.penalties[penalty]
        return one.short or one.name

    @staticmethod
    def signed(by: int) -> str:
        """Write a change."""
        return f"+{by}" if by >= 0 else f"−{-by}"

    # -- amounts, checks and deeds ------------------------------------------------------------

    def level_ref(self, level: Level) -> str:
        return f"own {self.tracks[level.name]}" if level.own else self.level(level.index)

    def sum_of(self, parts: list[str]) -> str:
        return " + ".join(parts)

    def product_of(self, parts: list[str]) -> str:
        return " × ".join(f"({part})" if " " in part else part for part in parts)

    def lower_of(self, parts: list[str]) -> str:
        return f"lowest of ({', '.join(parts)})"

    def higher_of(self, parts: list[str]) -> str:
        return f"highest of ({', '.join(parts)})"

    def divided(self, text: str, by: int, up: bool) -> str:
        inner = f"({text})" if " " in text else text
        return f"{inner} / {by}" + (" up" if up else "")

    def over(self, track: Track, take: str, whose: str) -> str:
        taken = {"sum": "sum of", "lowest": "lowest", "highest": "highest"}[take]
        levels = {"all": "all", "own": "own", "partners": "both", "others": "other"}[whose]
        return f"{taken} {levels} {self.tracks[track.id]}"

    def standing(self, penalty: int, whose: Who) -> str:
        name = self.penalty(penalty)
        return f"own {name}" if whose.name == "self" else f"{name} on {self.who(whose.name)}"

    def check(self, of: str, least: int | None, most: int | None, over: str | None, by: int) -> str:
        if over is not None:
            return f"{of} ≥ {over}" + (f" + {by}" if by else "")
        if least is not None and most is not None:
            return f"{of} {least} to {most}"
        if least is None:
            return f"{of} ≤{most}" if most else f"no {of}"
        return f"{of} ≥{least}"

    def deed_bid(self, points: int) -> str:
        return f"bids {points}+"

    def deed_raise(self, level: Level) -> str:
        return f"raises {self.level_ref(level)}"

    def deed_lower(self, level: Level) -> str:
        return f"lowers {self.level_ref(level)}"

    def deed_comply(self) -> str:
        return "complies"

    # -- effects ------------------------------------------------------------------------------

    def shift(self, level: Place, by: int) -> str:
        return f"{self.place(level)} {self.signed(by)}"

    def step(self, track: Track, leave: bool) -> str:
        return f"{self.tracks[track.id]} +1" + (" by leave" if leave else "")

    def retreat(self, track: Track) -> str:
        return f"{self.tracks[track.id]} −1"

    def draw(self, deck: str, cards: int) -> str:
        return f"draw {cards}" if deck == "ministry" else f"draw {cards} {deck}"

    def peek(self, lane: int, cards: int) -> str:
        return f"read next {cards} {self.ruleset.lane[lane].name}"

    def lay(self, penalty: int, who: Who, stands: bool) -> str:
        return f"{self.penalty(penalty)} on {self.who(who.name)}" + (" for good" if stands else "")

    def lift(self, who: Who, penalty: int | None) -> str:
        if who.name == "self":
            return (
                "lift all own penalties" if penalty is None else f"lift own {self.penalty(penalty)}"
            )
        what = "all penalties" if penalty is None else self.penalty(penalty)
        return f"lift {what} on {self.who(who.name)}"

    def start(self, change: str, life: int, until: str, by: Who, on: Who | None) -> str:
        whom = "" if on is None else f"{self.who(on.name)} "
        who = {"all": "anyone ", "self": ""}.get(by.name, f"{self.who(by.name)} ")
        turns = f"{life} turn" if life == 1 else f"{life} turns"
        return f"{turns} ({whom}{change}, ends: {who}{until})"

    def change_foresight(self) -> str:
        return "foresight"

    def change_pledges(self, by: int) -> str:
        return "no pledges" if by <= NO_PLEDGES else f"pledges {self.signed(by)}"

    def change_stall(self, by: int) -> str:
        return f"free stalls {self.signed(by)}"

    def change_ceiling(self, pair: Pair, top: int) -> str:
        return f"{self.place(pair)} ≤{top}"

    def change_cost(self, kind: str | None, by: int) -> str:
        what = f"{self.book.kinds.get(kind, kind)} costs" if kind else "costs"
        return f"{what} {self.signed(by)}"

    def change_ops(self, line: str, by: int) -> str:
        return f"OPS “{line}” costs {self.signed(by)}"

    def change_drift(self, theatre: Theatre, by: int) -> str:
        return f"{self.place(theatre)} drift {self.signed(by)}"

    def change_income(self, by: int) -> str:
        return f"income {self.signed(by)}"

    def change_bid(self, by: int) -> str:
        return f"bids {self.signed(by)}"

    def change_deterrence(self, by: int) -> str:
        return f"deterrence {self.signed(by)}"

    def change_policy(self, by: int) -> str:
        return f"first POLICY costs {self.signed(by)}"

    def change_penalty(self, by: int) -> str:
        return f"penalties last {self.signed(by)}"

    def change_places(self, by: int) -> str:
        return f"places {self.signed(by)}"

    def change_home(self, by: int) -> str:
        return f"HOME costs {self.signed(by)}"

    def end(self) -> str:
        return "end a condition"

    def choose(self) -> str:
        return ""

    def choose_branch(self, name: str, kind: str, cost: int, needs: Sequence[str]) -> str:
        return self._toll(cost, needs)

    def choose_head(self, name: str, kind: str, cost: int, needs: Sequence[str]) -> str:
        return self._toll(cost, needs)

    def when(self, checks: list[str]) -> str:
        return f"if {' & '.join(checks)}"

    def otherwise(self) -> str:
        return "else"

    def each(self, who: Who) -> str:
        return {"all": "each", "partners": "each partner"}.get(who.name) or self.who(who.name)

    # -- items and prices ---------------------------------------------------------------------

    def item_pay(self, amount: int, track: Track) -> str:
        return f"{amount} {self.tracks[track.id]}"

    def item_offer(self) -> str:
        return "region card"

    def item_relief(self, penalty: int) -> str:
        return f"lift {self.penalty(penalty)}"

    def item_permission(self, id: str, taker: Sequence[str], giver: Sequence[str]) -> str:
        name = id.replace("-", " ")
        sides = (("giver", giver), ("taker", taker))
        said = [f"{side}: {', '.join(effects)}" for side, effects in sides if effects]
        return f"{name[:1].upper()}{name[1:]} ({'; '.join(said)})"

    def item_deed(self, deed: str) -> str:
        return f"pledge: {deed}"

    def item_pay_later(self, amount: int) -> str:
        return f"pledge: {amount} {self.tracks[self.ruleset.roles['capital']]}"

    def item_comply(self) -> str:
        return "pledge: complies"

    def item_restraint(self, no: str) -> str:
        named = {**self.tracks, **{p.id: p.short or p.name for p in self.book.penalties}}
        return f"pledge: no {named.get(no, no)}"

    def price(self, capital: int, support: int) -> str:
        roles = self.ruleset.roles
        parts = [
            f"{amount} {self.tracks[roles[role]]}"
            for amount, role in ((capital, "capital"), (support, "support"))
            if amount
        ]
        return ", ".join(parts) or "0"

    # -- faces --------------------------------------------------------------------------------

    def _toll(self, cost: int, needs: Sequence[str]) -> str:
        """Write what a branch needs and costs, with a colon; nothing for a free one."""
        parts = [f"needs {need}" for need in needs]
        parts += [self.price(cost, 0)] if cost else []
        return f"{', '.join(parts)}:" if parts else ""

    def line(self, clauses: Sequence[tuple[int, str]]) -> str:
        """Put clauses on one line. A choice is a node without a text; each of its nodes is one of
        its branches, headed by its toll."""
        root: list[_Node] = []
        path = [root]
        for depth, text in clauses:
            del path[depth + 1 :]
            node: _Node = (text, [])
            path[depth].append(node)
            path.append(node[1])
        return self._listed(root)

    def _listed(self, nodes: Sequence[_Node]) -> str:
        return ", ".join(self._said(text, inner) for text, inner in nodes)

    def _said(self, text: str, inner: Sequence[_Node]) -> str:
        if not inner:
            return text
        if not text:
            ways = [f"{head} {self._listed(deeper)}".strip() for head, deeper in inner]
            return f"({' / '.join(ways)})"
        alone = len(inner) == 1 and not inner[0][0]
        return f"{text} {self._listed(inner)}" if alone else f"{text} ({self._listed(inner)})"

    def branch(self, label: str, cost: int, needs: Sequence[str], effects: str) -> str:
        number = f"{label}." if label else ""
        done = effects or "no effect"
        return " ".join(part for part in (number, self._toll(cost, needs), done) if part)

    def ops(self, ops: int) -> str:
        return f"OPS {ops}" if ops else "no OPS"

    def once(self) -> str:
        return "once"

    def ask(self, to: Sequence[int], price: str, floor: str) -> str:
        said = f"ASK {'/'.join(self.seat(seat) for seat in to)}"
        return f"{said} {price} (floor {floor})" if price else said

    def badge(self, seat: int, effects: str) -> str:
        return f"badge {self.seat(seat)} {effects}".rstrip()

    def costs(self, costs: Sequence[int]) -> str:
        capital = self.tracks[self.ruleset.roles["capital"]]
        return f"{'/'.join(map(str, costs))} {capital}"

    def home(self) -> str:
        return "HOME"

    def stall(self) -> str:
        return "HOME stalls a demand"

    def event(
        self, kind: str, level: int | None, threshold: int, votes: int | None, asks: int | None
    ) -> str:
        parts = [kind if level is None else f"{kind} {self.level(level)}"]
        parts += [f"threshold {threshold}"] if threshold else []
        parts += [] if votes is None else [f"tests {self.seat(votes)}"]
        parts += [] if asks is None else [f"{self.seat(asks)} chooses"]
        return ", ".join(parts)

    def grade(self, grade: str, checks: Sequence[str]) -> str:
        rules = self.ruleset.agenda
        points = 0 if rules is None else rules.three if grade == "three" else rules.five
        return f"{points}: {' & '.join(checks)}"

    def complied(self, asker: int, met: int, floor: int) -> str:
        interest = f"{self.seat(asker)} {self.tracks[self.ruleset.roles['interest']]}"
        return f"met: {interest} {self.signed(met)}; at the floor: {interest} {self.signed(floor)}"

    def refused(
        self, firm: bool, on: int, moved: Sequence[tuple[int, int]], penalties: Sequence[int]
    ) -> str:
        parts = [f"{self.level(level)} {self.signed(by)}" for level, by in moved]
        if penalties:
            laid = " or ".join(map(self.penalty, penalties))
            parts.append(f"{laid} on {self.seat(on)}")
        return f"{'FIRM' if firm else 'BLUFF'}, refused: {', '.join(parts) or '0'}"

    def fair(self, by: int) -> str:
        tie = self.tracks[next(t.id for t in self.ruleset.track if t.scope == "pair")]
        return f"fair: {tie} {self.signed(by)} if met"

    def penalty_means(self, penalty: int, changes: Sequence[str], turns: int) -> str:
        return f"{self.penalty(penalty)}: {', '.join(changes)}, {turns} turns"

    def legend(self) -> str:
        return (
            "A price is bare (2 Cap), a change is signed (Cap +2); a level without a seat is that "
            "of the seat that acts.\n"
            "“own”, “one”, “each” say which; (A / B) is a choice; “if … (A), else (B)” a test.\n"
            "“3 turns (▲ bids +1, ends: ● complies)” is a condition, and what ends it early."
        )
