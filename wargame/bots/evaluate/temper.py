"""The weights of a bot: what it cares for, in points."""

from __future__ import annotations

from attrs import frozen


@frozen(cache_hash=True)
class Temper:
    """What a bot cares for. Prices are in points.

    `points`: a factor on all that is its own. `collapse`: what the end of the alliance would
    cost. `rivalry`: how much of the partners' points counts against its own (below 0: for them).
    `agenda`, `capital`, `interest`, `deals`: factors. `calm`: for each threat point below 10.
    `relation`, `accommodation`: for each step of its own; `wants`: the same for any track of a
    seat, by its id (below 0: it wants to be rid of it). `bid`: a factor on what a bid seems to be
    worth. `answer` and `mark`: what it always answers to a demand, and always seals.
    `warmth`: how near ties are decided, in points.
    """

    points: float = 1.0
    collapse: float = 7.0
    rivalry: float = 0.5
    agenda: float = 1.0
    capital: float = 1.0
    interest: float = 1.0
    calm: float = 0.0
    relation: float = 0.0
    accommodation: float = 0.0
    wants: tuple[tuple[str, float], ...] = ()
    bid: float = 1.0
    answer: str = ""
    mark: str = ""
    deals: float = 1.0
    warmth: float = 0.05
