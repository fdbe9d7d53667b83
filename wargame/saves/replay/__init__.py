"""Floor 9: a save read and played again. Nothing here writes.

`load.load(path)` is the way in: verdict, header, choices, notes, the game at any ply, and the last
good one, beyond which nothing is shown. `verifier` plays a save and judges it, `viewer` says who
may see what, `replay` shows the game step by step to one viewer, `knowledge` lists what a seat came
to know, `recheck` plays the game under today's content.
"""
