"""Floor 12: what line mode and the screen share.

`session` is a sitting at the table, `unfinished` lists the games that can be resumed, `players`
reads who plays. `question` and `describe` put the game into lines of text, and `printing` is the
one way in which a line reaches a stream. The two faces stand above: `line` and `tui`.
"""
