"""What each seat knew, and when: what its views showed it, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.make_samples import SAMPLES
from wargame.rules.model.ledgers import AGENDAS, BIDS, DEMANDS, READ, SEALED
from wargame.saves.replay.knowledge import KINDS, knowledge
from wargame.saves.replay.loaded import load

FILES = sorted(SAMPLES.glob("*.jsonl"))[:7]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_seat_knows_the_cards_that_its_views_showed(path: Path) -> None:
    timeline = load(path).timeline
    cards = timeline.game.layout.cards
    for seat in range(-1, len(timeline.game.seats)):
        known: dict[str, int] = {}
        for thing in knowledge(timeline, seat):
            assert thing.kind in KINDS
            assert thing.text.isprintable()
            if thing.kind == "card":
                known[str(thing.subject[1])] = thing.ply
        told, since = "", 0
        shown: set[str] = set()
        for ply, game in enumerate(timeline.games()):
            view = game.view(seat)
            now = {cards[card] for pile in view.piles for card in pile if card >= 0}
            now |= {cards[card] for _, card in view.ledgers[READ]}
            for card in now - shown:
                assert known[card] <= ply, f"{card} was seen at {ply}"
            shown |= now
            told += " ".join(text for _, text in game.told(seat, since))
            since = len(game.events)
            # What was known earlier than a view shows it was named in that seat's own log.
            for card, at in known.items():
                if at == ply and card not in shown:
                    title = game.book.title(cards.index(card))
                    assert title in told, f"{card} at {ply}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_bids_resolves_and_flags_come_when_they_were_shown(path: Path) -> None:
    timeline = load(path).timeline
    seats = timeline.game.seats
    cards = timeline.game.layout.cards
    found = {seat: {k.subject: k for k in knowledge(timeline, seat)} for seat in range(-1, 3)}
    for ply, game in enumerate(timeline.games()):
        over = game.decision is None
        for seat, known in found.items():
            view = game.view(seat)
            by_now = {subject for subject, thing in known.items() if thing.ply <= ply}
            for owner, _ in view.ledgers[BIDS]:
                assert ("bid", game.turn, seats[owner]) in by_now
            for asker, _, card, _, _ in view.ledgers[DEMANDS]:
                assert any(s[0] == "demand" and s[2:] == (seats[asker], cards[card])
                           for s in by_now)  # fmt: skip
            flags = {s for s in by_now if s[0] == "agenda"}
            own = {("agenda", seats[o], a) for o, a in view.ledgers[AGENDAS]}
            assert own <= flags
            if not over:
                assert {s[1] for s in flags} <= ({seats[seat]} if seat >= 0 else set())
                # A resolve is known to its owner, or once its demand was refused and shown.
                refused = {
                    ("resolve", seats[e[2][1]], cards[e[2][2]])  # type: ignore[index]
                    for e in game.events if e[1] == "refused"
                }  # fmt: skip
                for subject in by_now:
                    if subject[0] == "resolve" and (seat < 0 or subject[2] != seats[seat]):
                        assert ("resolve", *subject[2:]) in refused
            for owner, *_, firm in view.ledgers[SEALED]:
                if firm >= 0:
                    assert any(s[0] == "resolve" and s[2] == seats[owner] for s in by_now)
        if over:
            every = {("agenda", seats[o], a) for o, a in game.state.ledgers[AGENDAS]}
            assert all(every <= set(known) for known in found.values())


def test_knowledge_by_a_ply_is_the_beginning_of_the_whole() -> None:
    timeline = load(FILES[0]).timeline
    whole = knowledge(timeline, "tokyo")
    for last in (0, 7, timeline.plies // 2, timeline.plies):
        assert knowledge(timeline, "tokyo", last) == [k for k in whole if k.ply <= last]
    assert [thing.ply for thing in whole] == sorted(thing.ply for thing in whole)
