"""Parses and checks who plays: `SEAT=WHO,…`. The bots are imported for the first that is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.content.faults import nearest
from wargame.system.signs import one_line
from wargame.system.told import Told

HUMAN = "human"
PEOPLE = (HUMAN, f"{HUMAN}:NAME")
"""How a person is typed, without and with a name."""
SYNTAX = "SEAT=WHO,…"
"""How players are typed."""


class BadPlayers(Told, ValueError):
    """The words do not say who plays; the message says what is wrong with them."""


def who_plays(
    seats: str, known: Sequence[str], others: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Parse `SEAT=WHO,…`; a seat that is not named is as in `others`, or a human's if not there.

    Raises `BadPlayers`.

    >>> who_plays("tokyo=random", ("washington", "tokyo"))
    {'washington': 'human', 'tokyo': 'random'}
    """
    players = {seat: (others or {}).get(seat, HUMAN) for seat in known}
    named: set[str] = set()
    for part in filter(None, seats.split(",")):
        seat, _, who = part.partition("=")
        seat = seat.strip()
        if seat not in known:
            raise BadPlayers(f'there is no seat "{seat}"; {nearest(seat, known)}')
        if seat in named:
            raise BadPlayers(f'the seat "{seat}" is named twice')
        kind = who.partition(":")[0].strip()
        if kind != HUMAN:
            from wargame.bots.bot import BOTS, TEMPERED, UnknownBot, check, is_bot

            if not is_bot(kind):
                right = nearest(kind, [HUMAN, *BOTS, TEMPERED])
                raise BadPlayers(
                    f'nobody is called "{kind}"; {right} A person is "human", and a bot that plays '
                    'well "adaptive"'
                )
            try:
                check(who.strip())
            except UnknownBot as error:
                raise BadPlayers(str(error)) from None
        named.add(seat)
        players[seat] = who.strip()
    return players


def player_name(players: Mapping[str, str], seat: str) -> str:
    """Return the name of who plays a seat, a bot's kind if it has none; empty for a person without
    a name.

    >>> player_name({"tokyo": "human:Ben", "seoul": "random"}, "tokyo")
    'Ben'
    """
    who, _, name = players.get(seat, "").partition(":")
    return one_line(name) or ("" if who == HUMAN else one_line(who))


def bots_alone(players: Mapping[str, str], known: Sequence[str]) -> bool:
    """Return whether no seat is a human's."""
    from wargame.bots.bot import is_bot

    return all(is_bot(players.get(seat, HUMAN)) for seat in known)


def told(players: Mapping[str, str]) -> str:
    """Return players as `who_plays` reads them."""
    return ",".join(f"{seat}={who}" for seat, who in players.items())
