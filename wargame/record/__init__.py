"""Floor 5: the record. What is written down of a game, and how it is read again.

`reading.load(path)` is the way in: verdict, header, choices, notes, and the game at any ply
(`timeline`). Below it: `script` (lines to entries), `playing` (entries to a game, or where it
differs), `lines` (chain, bounds), `header`, `pins` (content), `sealing`, `formats` and `old`. The
way out is `journal`, whose lines `writer` composes; `lock` keeps two from one file. `current`
plays an old game under today's rules. `saves/README.md` describes the format.
"""
