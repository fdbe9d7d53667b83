"""Floor 1: the system around the game.

It connects the program with what it does not control: `paths` reads every path from outside,
`signs` cleans every text before it is shown, and `standard_input` reads whatever is typed or piped
in. `signals` says what a signal does before it ends the program. `private_page` is the page of a
terminal that no scrollback keeps. `form` says whether the source runs compiled. Nothing here knows
the game.
"""
