"""A bench: one state of the full rulebook, set up by hand, one phase run at a time."""

from __future__ import annotations

from typing import Any

from wargame.content.program import Program
from wargame.rules.model.verb import VERBS, Verb
from wargame.table import flow
from wargame.table.decision import Decision
from wargame.table.state import State


class Bench:
    """A state in which tests put things where they want them.

    >>> bench = Bench(program).set(capital=4, strait=6)
    >>> bench.run("drift")
    """

    def __init__(self, program: Program, *, turn: int = 1, seed: int = 1) -> None:
        self.program = program
        self.book = program.book
        self.state: State = program.deal(seed)
        self.state.frames.clear()
        self.state.turn = turn
        self.state.first = 0
        self.state.events = []
        self.decision: Decision | None = None
        # Nobody is in office, so that no leader's line bends a number that is being tested.
        for office in self.book.piles.office:
            for card in self.state.piles[office]:
                self.put(self.state.layout.cards[card], "gone")

    # -- the table ----------------------------------------------------------------------------

    def level(self, name: str) -> int:
        """Find a level by its short or long name."""
        names = self.state.layout.levels
        if name in names:
            return names.index(name)
        found = [at for at, level in enumerate(names) if level.split(".")[-1] == name]
        assert len(found) == 1, f"{name} names {len(found)} levels"
        return found[0]

    def set(self, levels: dict[str, int] | None = None, **more: int) -> Bench:
        """Set levels; the name of a whole seat, pair or theatre track sets all of it."""
        for name, value in {**(levels or {}), **more}.items():
            name = name.replace("__", "-")
            track = self.state.layout.track_index.get(name)
            if track is not None:
                for level in range(track.base, track.base + track.size):
                    self.state.levels[level] = value
            else:
                self.state.levels[self.level(name)] = value
        return self

    def get(self, name: str) -> int:
        """Read a level."""
        return self.state.levels[self.level(name)]

    def card(self, id: str) -> int:
        """Find a card."""
        return self.state.layout.cards.index(id)

    def put(self, id: str, pile: str) -> Bench:
        """Move a card to a pile, from wherever it lies."""
        card, target = self.card(id), self.state.layout.pile_index[pile]
        for at, cards in enumerate(self.state.piles):
            self.state.piles[at] = tuple(c for c in cards if c != card)
        self.state.piles[target] = (*self.state.piles[target], card)
        owner = self.state.layout.piles[target].owner
        self.state.known_by[card] = 1 << owner if owner >= 0 else -1
        return self

    def lies(self, id: str) -> str:
        """Say in which pile a card lies."""
        card = self.card(id)
        (at,) = [at for at, cards in enumerate(self.state.piles) if card in cards]
        return self.state.layout.piles[at].id

    def row(self, ledger: int, *row: int) -> Bench:
        """Write a row into a ledger."""
        self.state.ledgers[ledger] = (*self.state.ledgers[ledger], row)
        return self

    def rows(self, ledger: int) -> tuple[tuple[int, ...], ...]:
        """Read a ledger."""
        return self.state.ledgers[ledger]

    def item(self, id: str) -> int:
        """Find an item of deals."""
        return self.book.item_ids[id].index

    def demand(
        self, asker: int, addressed: int, card: str, with_: str = "interest-1", *, firm: bool = True
    ) -> Bench:
        """Seal a demand on the first free place of the asker's dossier."""
        from wargame.rules.model.ledgers import SEALED

        seat = self.book.layout.seats[asker]
        place = next(
            n for n, pile in enumerate(self.book.piles.dossier[asker]) if not self.state.piles[pile]
        )
        self.put(card, f"{seat}.dossier-{place + 1}")
        return self.row(SEALED, asker, place, addressed, self.item(with_), int(firm))

    # -- the machine --------------------------------------------------------------------------

    def phase(self, name: str) -> Verb:
        """Find the phase of that name in the ruleset's turn."""

        def search(steps: tuple[Any, ...]) -> Verb | None:
            for step in steps:
                if isinstance(step, VERBS[name]):
                    return step
                found = search(getattr(step, "steps", ()))
                if found is not None:
                    return found
            return None

        found = search(self.book.turn)
        assert found is not None, name
        return found

    def run(self, *names: str, seat: int = 0) -> Decision | None:
        """Run phases for a seat up to the first question."""
        for name in reversed(names):
            flow.push(self.state, (self.phase(name),), seat)
        self.decision = flow.advance(self.state)
        return self.decision

    def effects(self, *effects: dict[str, Any], seat: int = 0, by_card: bool = False) -> Bench:
        """Carry out effects written as TOML would write them, for a seat."""
        from wargame.rules.model.rulebook import Linked, every_effect

        names = self.names()
        verbs = tuple(names.verb(effect) for effect in effects)
        for verb in every_effect(verbs):
            if isinstance(verb, Linked):
                verb.link(self.book, "bench")
        self.state.actor = seat if by_card else -1
        flow.push(self.state, verbs, seat)
        self.decision = flow.advance(self.state)
        return self

    def names(self) -> Any:
        """Give the converter that knows this table."""
        from tests.conftest import umbrella_names

        return umbrella_names(self.program)

    def choose(self, key: str) -> Decision | None:
        """Answer the question."""
        assert self.decision is not None, "nothing is asked"
        option = self.decision.option(key)
        assert option is not None, f"{key} is not among {self.decision.keys}"
        self.decision = flow.answer(self.state, self.decision, option)
        return self.decision

    @property
    def keys(self) -> list[str]:
        """List the keys that can be chosen now."""
        return [] if self.decision is None else self.decision.keys

    @property
    def asked(self) -> str:
        """Name the question."""
        return "" if self.decision is None else self.decision.kind

    def events(self, kind: str) -> list[tuple[Any, ...]]:
        """List the arguments of the events of a kind."""
        assert self.state.events is not None
        return [event[2] for event in self.state.events if event[1] == kind]


W, T, S = 0, 1, 2
