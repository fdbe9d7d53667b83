"""Floor 14: the commands. `main` is the way in."""
