"""Under the Umbrella: a policy wargame for the terminal, and the rules engine under it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.engine.game import CannotUndo, Game, IllegalChoice
    from wargame.table.decision import Decision

__version__ = "0.1.0"
__all__ = ["CannotUndo", "Decision", "Game", "IllegalChoice", "__version__"]
_HOMES = {
    "CannotUndo": "wargame.engine.game", "Decision": "wargame.table.decision",
    "Game": "wargame.engine.game", "IllegalChoice": "wargame.engine.game",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: a command that plays no game needs none."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value
