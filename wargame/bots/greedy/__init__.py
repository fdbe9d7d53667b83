"""Floor 9: bots that take the option with the best price: adaptive, and those of one idea."""
