"""Floor 7: one game, played by choosing keys.

`game.Game` is the public face, `view.SeatView` what one seat sees, `scoring` the points and the
verdicts, `preview` what is to be expected, `loop` a game played on without a `Game`.
"""
