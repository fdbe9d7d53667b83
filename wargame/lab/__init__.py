"""Floor 7: the lab. It plays many games and says what they show, with intervals."""
