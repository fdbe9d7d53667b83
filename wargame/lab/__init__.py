"""Floor 12: games of bots by the thousand.

`match` plays one, `run` many, over cores or machines; `store` keeps their results; `findings` and
`intervals` hold the figures. `studies` has one module for each measurement.
"""
