"""Floor 5: the record. What is written down of a game, and how it is read again.

`reading.load(path)` is the way in: verdict, header, choices, notes, and the game at any ply
(`timeline`). Below it: `script` (lines to entries), `playing` (entries to a game, or where it
differs), `lines` (chain, bounds), `header`, `pins` (content), `sealing`, `formats` and `old`. The
way out is `journal`, whose lines `writer` composes; `lock` keeps two from one file. `current`
plays an old game under today's rules. `saves/README.md` describes the format.

Upon that: `allowed` says what may be told of a save, and to whom; `rows` tells a game as one reader
knows it, `columns` what its columns mean, `export` and `chronicle` write it; `compare` sets two
games side by side, `fork` goes on from any decision of one.
"""
