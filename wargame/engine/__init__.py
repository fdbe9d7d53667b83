"""Floor 7: one game, played by choosing keys.

`game.Game` is the public interface, `view.SeatView` what one seat sees. `scoring` counts points and
verdicts, `preview` forecasts effects, `loop` plays a game to its end without a `Game`.
"""
