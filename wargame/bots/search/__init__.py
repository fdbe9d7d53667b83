"""Floor 10: the search bot. It plays imagined worlds on and judges where they lead."""
