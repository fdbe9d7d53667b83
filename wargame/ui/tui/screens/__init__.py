"""Floor 13: one screen or dialog each."""
