"""Bots: each sees its SeatView and the question, and answers with a key.

`evaluate` prices options in points, `greedy` takes the best price, `search` tries options in
imagined worlds. `bot` lists all bots by their words and makes them.
"""
