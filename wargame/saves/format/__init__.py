"""Floor 8: the lines of a save.

`lines` checks chain and bounds, `header` the first line, `sealing` encryption and commitments,
`pins` the content that a game is played under; `script` parses a file, `format1` one of the older
format.
"""
