"""Floor 13: measurements over many games: strength, par, targets, cards, exploits, legality;
turning points."""
