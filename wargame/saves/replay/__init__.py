"""Floor 9: a save read and played again. Nothing here writes.

`load.load(path)` is the way in: verdict, header, choices, notes, and the game at any ply. `replay`
shows it step by step through one viewer's eyes, `recheck` plays it under today's content.
"""
