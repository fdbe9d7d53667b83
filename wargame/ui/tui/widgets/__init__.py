"""Floor 13: one widget each; none knows a rule."""
