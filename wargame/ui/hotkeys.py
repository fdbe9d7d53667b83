"""The hotkeys of the answers of a form."""

from __future__ import annotations

from typing import Final

NOTHING: Final = "0"
CARDS: Final = "asdfjkvz"
"""The hotkeys of the cards of a hand, in its order. No key of the table is one of them."""
ROWS: Final = "123456789nmpo"
"""The hotkeys of other answers, in their order."""
AMOUNTS: Final = ("bid", "top_up", "due", "pay")
"""What stands before the colon in the key of an answer that is an amount: the digit is its
hotkey."""
