"""Floor 11: a save as one reader may know it, as rows, CSV or a chronicle, or compared with another
game."""
