"""Saves: the files that games are written to, and how they are read again.

`format` parses the lines, `replay` plays them again and judges how far they can be believed,
`write` writes a game to the disk, `export` turns it into rows and
text. `saves/README.md` describes the file.
"""
