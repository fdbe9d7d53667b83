"""Bots of one temper each: the adaptive bot with other weights, for study and teaching."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from wargame.bots.adaptive import Adaptive
from wargame.bots.evaluate.temper import Temper
from wargame.content.program import Program

ADAPTIVE = "prices every option for its seat and takes the best"
TEMPERS: dict[str, tuple[Temper, str]] = {
    "co-operator": (
        Temper(rivalry=-0.6, collapse=22, calm=0.3),
        "counts its partners' points nearly as its own",
    ),
    "selfish": (
        Temper(collapse=0, rivalry=0.7, bid=0.0, interest=1.3, calm=-0.4),
        "wants to be ahead, and leaves the common danger to others",
    ),
    "saboteur": (
        Temper(points=0.2, collapse=-40, rivalry=0.3, calm=-2.0, bid=0.0, answer="refuse"),
        "wants the alliance to collapse",
    ),
    "refuser": (Temper(answer="refuse"), "refuses every demand"),
    "free-rider": (Temper(bid=0.0), "never bids, and never pays for what all enjoy"),
    "hawk": (Temper(mark="firm", interest=1.3), "seals every demand FIRM"),
    "hedger": (Temper(accommodation=0.8), "leans towards Beijing to be less exposed"),
    "bluffer": (Temper(mark="bluff"), "never means a demand"),
    "vigilant": (
        Temper(collapse=30, calm=0.5, bid=1.3, rivalry=0.0),
        "pays to keep the threats down, whatever others do",
    ),
}


def makers() -> dict[str, tuple[Callable[[Program], Adaptive], str]]:
    """List the adaptive bot and its temperaments: word, maker and one line about each."""
    found: dict[str, tuple[Callable[[Program], Adaptive], str]] = {"adaptive": (Adaptive, ADAPTIVE)}
    for word, (temper, about) in TEMPERS.items():
        found[word] = partial(Adaptive, temper=temper), about
    return found
