"""Floor 14: `wargame lab …`: options, what is measured, and how it is printed."""
