"""Floor 8: what an option is worth to a seat, in points.

`weights` say what a bot cares for, `evaluate` values a position, `effect_model` estimates effects
without running them, and a room for each kind of question prices its options.
"""
