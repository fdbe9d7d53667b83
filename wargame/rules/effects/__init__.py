"""Floor 4: what a card may say.

Each effect is a verb with fields (its TOML), `run` (what it does) and `clauses` (its sentences).
"""
