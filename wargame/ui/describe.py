"""The public table and a seat's hand in lines of text, for line mode, the screen and
transcripts."""

from __future__ import annotations

from itertools import zip_longest

from wargame.content.card_signs import signed_card
from wargame.engine import preview
from wargame.engine.game import Game
from wargame.engine.table_text import sealed_lines
from wargame.engine.table_text import standing_lines as standing_text
from wargame.table.layout import Scope
from wargame.ui.drafts import own_cards
from wargame.ui.hotkeys import CARDS


def table_lines(game: Game) -> list[str]:
    """Say the public table in lines."""
    words, layout = game.words, game.layout
    view, lines = game.view(-1), []
    for track in layout.in_play:
        if track.scope is Scope.SEAT:
            continue
        levels = [
            f"{words.level(at)} {view.levels[at]}"
            for at in range(track.base, track.base + track.size)
        ]
        lines.append(", ".join(levels))
    lines += [seat_line(game, seat) for seat in range(len(layout.seats))]
    return lines + standing_lines(game)


def seat_line(game: Game, seat: int) -> str:
    """Say a seat's public numbers."""
    words, view = game.words, game.view(-1)
    levels = [
        f"{words.track(track)} {view.levels[track.base + seat]}"
        for track in view.layout.in_play
        if track.scope is Scope.SEAT and seat in (track.owners or (seat,))
    ]
    return f"{words.seat(seat)}: " + ", ".join(levels)


def standing_lines(game: Game) -> list[str]:
    """Return what is in force, what will drift, and who has sealed a bid, a line each."""
    words, view = game.words, game.view(-1)
    crisis = preview.crisis(game.program, view)
    lines = [*standings_lines(game), *standing_text(game.book, view, crisis)]
    if drift := drift_line(game):
        lines.append(drift)
    if view.sealed_bids:
        lines.append(words.bids_sealed(list(view.sealed_bids)))
    return lines


def standings_lines(game: Game) -> list[str]:
    """Say the public standings and who overreaches, a line each; nothing before half-time."""
    line = standings(game)
    return [*overreaching(game), *([line] if line else [])]


def standings(game: Game) -> str:
    """Say the public standings, without agenda and guess; empty before half-time."""
    standing = preview.standings(game.program, game.view(-1)) or ()
    rules, specs = game.program.ruleset.verdict, game.program.ruleset.seat
    each = [(specs[one.seat].shape, rules.tiers[one.tier]) for one in standing]
    return game.words.standings(each) if each else ""


def overreaching(game: Game) -> list[str]:
    """Return a warning for each overreach that can still be avoided."""
    standing = preview.standings(game.program, game.view(-1)) or ()
    words = game.words
    return [words.overreaching(one.seat) for one in standing if one.overreach]


def drift_line(game: Game) -> str:
    """Say what will drift in this turn's Reckoning if nothing else changes; empty if nothing."""
    moved = preview.drift(game.program, game.view(-1))
    return game.words.drift_ahead(moved) if moved else ""


def hand_lines(game: Game, seat: int) -> list[str]:
    """Return a seat's hand in signs, its dossier and its seals in lines. Only for that seat."""
    book, view = game.book, game.view(seat)
    lines = []
    for hotkey, id in zip_longest(CARDS, own_cards(game, seat)):
        if id is not None:
            signed = signed_card(book, book.layout.cards.index(id))
            lines.append(f"{hotkey or ' '}  {signed.title}   {' · '.join(signed.marks)}")
            lines += [f"     {line}" for line in signed.lines]
    for place, pile in enumerate(book.piles.dossier[seat]):
        for card in view.piles[pile]:
            lines.append(f"{book.words.dossier_place(place)}: {book.title(card)}")
    return [*lines, *sealed_lines(book, view)]
