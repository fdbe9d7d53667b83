"""Floor 4: the engine. A game to play, what a seat sees of it, and what it is worth."""
