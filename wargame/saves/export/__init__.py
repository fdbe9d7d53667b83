"""Floor 11: a save told to one reader, as rows, CSV, a chronicle, or beside another game."""
