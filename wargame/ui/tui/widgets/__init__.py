"""Floor 13: the widgets.

Each draws plain data and posts messages. None asks the game, none knows a rule.
"""
