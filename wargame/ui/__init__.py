"""Floor 12: what line mode and the screen share.

`session` is a sitting at the table, `words` has what the faces say of themselves, `unfinished`
lists the games that can be resumed, `players` reads who plays. `question` and `describe` put the
game into lines of text, `stakes` says what the seats play for and what the end of the turn brings,
and only `printing` writes lines to a stream.
Two user interfaces are built on these: `line` and `tui`.
"""
