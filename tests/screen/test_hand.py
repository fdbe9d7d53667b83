"""The hand in signs beside a Cabinet form, at each size; and no prose longer than 90 cells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.screen.conftest import driven, rows, settled, table
from tests.screen.test_tui import reach_private, run
from wargame.content.card_signs import SignedCard, signed_card
from wargame.ui.session import Session
from wargame.ui.tui.screens.curtain import LIFTS
from wargame.ui.tui.screens.dialogs import Reader
from wargame.ui.tui.widgets.option_picker import OptionPicker
from wargame.ui.tui.widgets.panels import Hand
from wargame.ui.tui.widgets.signed import opened

SIZES = [(80, 24), (120, 40), (200, 60)]


def held(session: Session) -> list[SignedCard]:
    """List the cards of the seat that is asked."""
    game = session.game
    assert game.decision is not None
    seat = game.decision.seat
    hand = game.view(seat).piles[game.book.piles.hand[seat]]
    return [signed_card(game.book, card) for card in hand]


def flat(lines: list[str]) -> str:
    """Join the rows of the left column: a broken line is one again."""
    left = [re.split(" [▏|]", line)[0].rstrip(" ▁▂▃▄▅▆▇█") for line in lines]
    return " ".join(" ".join(left).split())


def in_sight(card: SignedCard, shown: str) -> bool:
    """Say whether all that a card says is on the screen."""
    return all(" ".join(line.split()) in shown for line in card.lines)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_hand_is_read_while_a_cabinet_form_is_filled_in(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """All five cards from 120x40 on, at 80x24 two while one is chosen and the others on single
    lines; none of it under the curtain or on the open table."""

    async def play() -> None:
        session = table(tmp_path)
        async with driven(tmp_path, session, size) as pilot:
            await reach_private(pilot, session, lift=False)
            cards = held(session)
            assert len(cards) == 5
            shown = flat(rows(pilot))
            assert not any(card.title in shown for card in cards)
            await pilot.press(LIFTS, "enter")
            await settled(pilot)
            seen = []
            for at in range(5):
                shown = flat(rows(pilot))
                assert all(card.title in shown for card in cards)
                whole = [card for card in cards if in_sight(card, shown)]
                assert cards[at] in whole
                seen.append(len(whole))
                for card in cards:
                    said = card.marks if card in whole else card.brief
                    assert " · ".join(said) in shown
                await pilot.press("down")
                await settled(pilot)
            if size == SIZES[0]:
                assert sum(one >= 2 for one in seen) >= 4, "one card is longer than the rows"
            else:
                assert seen == [5] * 5
            await pilot.press("a")  # the second place is asked for; then its options are others
            await settled(pilot)
            assert sum(card.title in flat(rows(pilot)) for card in cards[1:]) == 4
            await pilot.press("0", "0")
            await settled(pilot)
            picker = pilot.app.screen.query_one(OptionPicker)
            hand = pilot.app.screen.query_one(Hand)
            assert hand.display is (size != SIZES[0] and not picker.signed)
            if hand.display:
                assert all(in_sight(card, flat(rows(pilot))) for card in cards)
            await pilot.press("h")
            await settled(pilot)
            assert isinstance(pilot.app.screen, Reader)
            await pilot.press("s")
            await settled(pilot)
            assert cards[1].title in flat(rows(pilot))
            assert "POLICY 2" in flat(rows(pilot)), "its text in full"
            await pilot.press("escape", "escape")
            await settled(pilot)
            pilot.app.screen.raise_curtain()  # type: ignore[attr-defined]
            await settled(pilot)
            shown = flat(rows(pilot))
            assert not any(card.title in shown for card in cards)
            assert not hand.cards

    run(play())


def test_no_line_of_prose_is_longer_than_ninety_cells(tmp_path: Path) -> None:
    async def play() -> None:
        session = table(tmp_path)
        async with driven(tmp_path, session, SIZES[-1]) as pilot:
            await reach_private(pilot, session, lift=False)
            await pilot.press(LIFTS, "enter")
            for key in ("", "down", "1", "f1", "b", "l", "h", "i", "w", "c", "g"):
                await pilot.press(*([key] if key else []))
                await settled(pilot)
                for line in rows(pilot):
                    for run_of_text in re.split(r"[▏│]|   +|──+", line):
                        prose = run_of_text.strip(" ─━╌═▸·")
                        if "key " not in prose and not prose.startswith("tab Next"):
                            assert cell_len(prose) <= 90, prose
                if isinstance(pilot.app.screen, Reader) or key in ("l", "g"):
                    await pilot.press("escape")

    run(play())


@pytest.mark.parametrize(
    ("room", "first", "shown"),
    [
        (99, 0, {0, 1, 2, 3}),
        (4, 2, {2}),
        (6, 0, {0, 1}),
        (7, 3, {3, 0, 1}),
        (8, 2, {2, 3}),
        (0, 1, {1}),
    ],
)
def test_cards_open_at_the_cursor_and_after_it_as_there_is_room(
    room: int, first: int, shown: set[int]
) -> None:
    assert opened([(1, 2), (1, 2), (1, 4), (1, 2)], room, first) == shown
