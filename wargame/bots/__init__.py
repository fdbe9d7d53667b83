"""Floor 6: bots. Each sees its SeatView and the question, and answers with a key."""
