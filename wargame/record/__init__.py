"""Floor 5: the record. What is written down of a game, and how it is read again."""
