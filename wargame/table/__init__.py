"""Floor 1: what lies on the table. Knows no card, no rulebook, no screen."""
