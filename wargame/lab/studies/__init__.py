"""Floor 13: what is asked of many games: strength, par, targets, cards, legality, turns of luck."""
