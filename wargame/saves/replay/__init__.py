"""Floor 9: a save read and played again. Nothing here writes.

`loaded.load(path)` is the entry point: it gives verdict, header, choices, notes, the game at any
ply, and the last good ply, beyond which nothing is
shown. `verifier` plays a save and judges it, `viewer` says who
may see what, `replay` shows the game step by step to one viewer, `knowledge` lists what a seat has
learned, `recheck` plays the game under today's content.
"""
