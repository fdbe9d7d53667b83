"""Saves: what is written down of a game, and how it is read again.

`format` knows the lines, `replay` plays them again and says how far they can be believed, `write`
puts a game on the disk, `export` tells it. `saves/README.md` describes the file.
"""
