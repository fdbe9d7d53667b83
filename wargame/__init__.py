"""Under the Umbrella: a policy wargame for the terminal, and the rules engine under it."""

from wargame.engine.game import CannotUndo, Game, IllegalChoice
from wargame.table.decision import Decision

__version__ = "0.1.0"
__all__ = ["CannotUndo", "Decision", "Game", "IllegalChoice", "__version__"]
