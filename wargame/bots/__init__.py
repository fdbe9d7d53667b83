"""Bots: each sees its SeatView and the question, and answers with a key.

`evaluate` prices options in points, `greedy` takes the best price, `search` tries options out in
imagined worlds. `bot` is the door: all bots by their words.
"""
