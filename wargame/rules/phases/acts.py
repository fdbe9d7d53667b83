"""Acts (RULES 3.4): two rounds in which the seats turn up what lies in their dossiers.

What may be done with a card is asked when it lies open, so every option follows from public
facts: which places are filled is seen by all, what lies there is not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from wargame.rules.common.costs import branch_needs, home_cost, pay, policy_cost
from wargame.rules.common.decks import discard
from wargame.rules.common.modifiers import total
from wargame.rules.model.cards import Branch, PlayCard
from wargame.rules.model.events import emit
from wargame.rules.model.language import Language
from wargame.rules.model.ledgers import HOME_USED, POLICY_PLAYED, TURN
from wargame.rules.model.questions import ask, pose
from wargame.rules.model.rulebook import Linked, Rulebook
from wargame.rules.model.verb import clauses, phase
from wargame.table.decision import Decision, Need, Option
from wargame.table.event import ALL
from wargame.table.flow import Call, push
from wargame.table.moves import mark, move_card, set_actor
from wargame.table.state import Position, State


@dataclass(eq=False)
class HomeUnused(Need):
    """The HOME card has not been used this turn."""

    def holds(self, state: State, seat: int) -> bool:
        return (HOME_USED, seat, 0) not in state.ledgers[TURN]

    def why(self, words: Language) -> str:
        return words.needs_home_unused()


@dataclass(eq=False)
class Acts(Linked):
    """`rounds` rounds of turning up, the first in order, the second in reverse order, and so on.

    `places` is how many places of the dossier are for acting.
    """

    rounds: int
    places: int

    def link(self, book: Rulebook, source: str) -> None:
        super().link(book, source)
        words = book.words
        places = range(self.places)
        self.turn_up = tuple(
            Option(f"turn-up:{p + 1}", words.turn_up(p), (Call(self.do_turn_up, p),))
            for p in places
        )
        self.take_back = tuple(
            Option(f"take-back:{p + 1}", words.take_back(p), (Call(self.do_take_back, p),))
            for p in places
        )
        self.wait = Option("wait", words.wait(), idle=True)
        self.dossier = tuple(places)
        self.goes: Callable[[tuple[int, ...], bool], tuple[Option, ...]] = cache(self.list_goes)
        self.home: Callable[[int, tuple[int, ...]], tuple[Option, ...]] = cache(self.list_home)
        self.uses: Callable[[int, tuple[int, ...]], tuple[Option, ...]] = cache(self.list_uses)
        most = max((card.ops for card in book.cards if isinstance(card, PlayCard)), default=0)
        self.lines = tuple(
            tuple(
                Option(
                    f"ops:{line.id}",
                    words.ops_line([text for _, text in clauses(line.effects, words)], cost),
                    (Call(self.spend, at),),
                )
                for cost in range(most + 1)
            )
            for at, line in enumerate(book.ops)
        )
        self.flag = Option("flag", words.fire_flag(), (Call(self.fire),))
        self.enough = Option("enough", words.ops_enough(), (Call(self.finish),), idle=True)

    def list_home(self, seat: int, costs: tuple[int, ...]) -> tuple[Option, ...]:
        """List what the HOME card of a seat can do while its branches cost so much."""
        book, home = self.book, self.book.homes[seat]
        unused: tuple[Need, ...] = (HomeUnused(),)
        if home is None:
            return ()
        return tuple(
            Option(
                f"home:{at}",
                book.words.home_branch(home.title, branch.name, costs[at - 1], branch.cost),
                (Call(self.use_home, seat, at - 1),),
                unused + branch_needs(book, branch, home_cost),
                (home.id,),
            )
            for at, branch in enumerate(home.branch, 1)
        )

    def list_uses(self, card: int, costs: tuple[int, ...]) -> tuple[Option, ...]:
        """List how a card can be used while its branches cost so much."""
        face = self.book.cards[card]
        if not isinstance(face, PlayCard):
            return ()
        policies = [
            Option(
                f"policy:{at}",
                self.book.words.policy(branch.name, costs[at - 1], branch.cost),
                (Call(self.play_policy, card, branch),),
                branch_needs(self.book, branch, policy_cost),
                (face.id,),
            )
            for at, branch in enumerate(face.branch, 1)
        ]
        words = self.book.words
        if face.ops:
            last = Option("ops", words.ops(face.ops), (Call(self.play_ops, card),), (), (face.id,))
        else:
            calls = (Call(self.lay_aside, card),)
            last = Option("lay-aside", words.lay_aside(), calls, (), (face.id,))
        return (*policies, last)

    def run(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        order, go = state.order(), self.routine(self.go)
        for number in reversed(range(self.rounds)):
            for each in order if number % 2 else reversed(order):
                push(state, go, each, (number,))

    def go(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Ask a seat for its go in this round; there is nothing to ask one that has nothing."""
        set_actor(state, -1, "")
        dossier, face = self.book.piles.dossier[seat], self.book.homes[seat]
        branches = () if face is None else face.branch
        costs = tuple([home_cost(state, self.book, seat, branch) for branch in branches])
        home = self.home(seat, costs)
        filled = tuple([place for place in self.dossier if state.piles[dossier[place]]])
        goes = self.goes(filled, len(filled) < self.rounds - args[0])
        options = [*goes]
        if (HOME_USED, seat, 0) not in state.ledgers[TURN]:
            options[:0] = [option for option in home if option.open(state, seat)]
        if options == [self.wait]:
            return None
        return pose(seat, ("go", args[0]), False, options, (*home, *goes), args)

    def list_goes(self, filled: tuple[int, ...], wait: bool) -> tuple[Option, ...]:
        """List what can be done with the places that are filled."""
        goes = [self.turn_up[place] for place in filled]
        goes += [self.take_back[place] for place in filled]
        return (*goes, self.wait) if wait else tuple(goes)

    def do_turn_up(
        self, place: int, state: State, seat: int, args: tuple[int, ...]
    ) -> Decision | None:
        """Turn a card up and ask how it is used."""
        pile = self.book.piles.dossier[seat][place]
        card = state.piles[pile][0]
        move_card(state, card, pile, self.book.piles.played)
        emit(state, ALL, "turned_up", seat, card)
        branches = self.book.play_card(card).branch
        costs = tuple([policy_cost(state, self.book, seat, branch) for branch in branches])
        return ask(state, seat, ("use", card), self.uses(card, costs))

    def do_take_back(self, place: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Take a card back into the hand, unseen."""
        pile = self.book.piles.dossier[seat][place]
        move_card(state, state.piles[pile][0], pile, self.book.piles.hand[seat], 1 << seat)
        emit(state, ALL, "took_back", seat, place)

    def use_home(
        self, owner: int, branch: int, state: State, seat: int, args: tuple[int, ...]
    ) -> None:
        """Use the HOME card, then go on with the go."""
        home = self.book.homes[owner]
        assert home is not None
        chosen = home.branch[branch]
        mark(state, TURN, HOME_USED, seat, 0)
        emit(state, ALL, "used_home", seat)
        set_actor(state, seat, home.id)
        pay(state, self.book, seat, home_cost(state, self.book, seat, chosen))
        push(state, self.routine(self.go), seat, args)
        push(state, chosen.effects, seat)

    def play_policy(
        self, card: int, branch: Branch, state: State, seat: int, args: tuple[int, ...]
    ) -> None:
        """Pay for a branch and carry out what can be carried out."""
        set_actor(state, seat, self.book.layout.cards[card])
        emit(state, ALL, "played_policy", seat, card, branch.name)
        pay(state, self.book, seat, policy_cost(state, self.book, seat, branch))
        mark(state, TURN, POLICY_PLAYED, seat, 0)
        once = self.book.play_card(card).once
        push(state, self.routine(self.lay_down), seat, (card, int(once)))
        push(state, branch.effects, seat)

    def lay_down(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Put the used card where it goes."""
        card, gone = args
        set_actor(state, -1, "")
        if gone:
            move_card(state, card, self.book.piles.played, self.book.piles.gone)
        else:
            discard(state, self.book, card, self.book.piles.played)

    def lay_aside(self, card: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Do nothing with a card that has no OPS."""
        emit(state, ALL, "laid_aside", seat, card)
        discard(state, self.book, card, self.book.piles.played)

    def play_ops(self, card: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Spend the card's points; another seat's flag on it fires before or after."""
        face = self.book.play_card(card)
        set_actor(state, seat, face.id)
        emit(state, ALL, "played_ops", seat, card)
        fires = face.flag is not None and face.flag != seat and bool(face.flag_effects)
        push(state, self.routine(self.lay_down), seat, (card, 0))
        push(state, self.routine(self.ops), seat, (card, face.ops, 0, int(not fires)))

    def ops(self, state: State, seat: int, args: tuple[int, ...]) -> Decision | None:
        """Ask for the next line; `args` is (card, points left, lines used, flag fired)."""
        card, points, used, fired = args
        options = [
            lines[cost]
            for at, lines in enumerate(self.lines)
            if not used >> at & 1 and (cost := self.line_cost(state, seat, at)) <= points
        ]
        if not options:
            self.finish(state, seat, args)
            return None
        if not fired and not used:
            options.append(self.flag)
        options.append(self.enough)
        return pose(seat, ("ops", card, points), False, options, options, args)

    def line_cost(self, state: Position, seat: int, line: int) -> int:
        """Give what a line costs the seat now: at least 1 point."""
        spec = self.book.ops[line]
        return max(1, spec.cost + total(state, self.book, "ops", seat, kind=spec.id))

    def spend(self, line: int, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Spend points on a line."""
        card, points, used, fired = args
        left = points - self.line_cost(state, seat, line)
        push(state, self.routine(self.ops), seat, (card, left, used | 1 << line, fired))
        push(state, self.book.ops[line].effects, seat)

    def fire(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Fire the flag effect now."""
        card, points, used, _ = args
        push(state, self.routine(self.ops), seat, (card, points, used, 1))
        self._fire(state, card)

    def finish(self, state: State, seat: int, args: tuple[int, ...]) -> None:
        """Lose the points that are left; a flag that has not fired fires now."""
        card, _, _, fired = args
        if not fired:
            self._fire(state, card)

    def _fire(self, state: State, card: int) -> None:
        face = self.book.play_card(card)
        assert face.flag is not None
        emit(state, ALL, "flag_fired", face.flag, card)
        push(state, face.flag_effects, face.flag)


phase("acts", Acts, uses_roles=("capital",))
