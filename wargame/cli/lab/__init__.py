"""Floor 14: `wargame lab …`: its options, its commands, and how their findings are printed."""
