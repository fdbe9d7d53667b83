"""Floor 1: the system around the game.

Every path and every text from outside goes through here: `paths`, `signs` (what may be shown) and
`typed`. `leaving` knows how a program ends, `page` where a terminal keeps no scrollback.
"""
