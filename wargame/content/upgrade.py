"""Upgrade content that is written in an older grammar to today's.

The grammar is what TOML may say and how: which verbs there are, how a level is named. A save holds
the content of its day, so its grammar is upgraded step by step before it is read. A step changes
how content is written and never what it decides, so a saved game plays as it did.

Grammar 1 had ten verbs that move a level (`RETIRED`), four ways to name one, and wrote a seat's own
level without `self.` (`support`). What does not have the shape that it should is left as it is: the
loader refuses it in its own words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

GRAMMAR = 2
"""The grammar that content is written in today."""

_Content: TypeAlias = dict[str, Any]
RETIRED: dict[str, tuple[str, int]] = {
    "warm": ("pair", 1), "strain": ("pair", -1), "heat": ("theatre", 1), "calm": ("theatre", -1),
    "gain": ("self", 1), "lose": ("self", -1), "grant": ("seat", 1), "burden": ("seat", -1),
    "advance": ("track", 1), "erode": ("track", -1),
}  # fmt: skip
"""The verbs of grammar 1 that are `shift` today: what named the level, and the sign of `by`."""
_LEVELS = {
    "self": "self.TRACK", "seat": "SEAT.TRACK", "track": "TRACK", "pair": "PAIR",
    "theatre": "THEATRE",
}  # fmt: skip
_ABOUT = ("own", "all-own", "all", "either", "both", "other")
_LISTS = ("sum", "product", "lower", "higher")
_AMOUNTS = ("of", "divide", "raise", "lower", "amount")


def written_today(verb: str) -> str:
    """Say how a retired verb is written today.

    >>> written_today("burden")
    'do = "shift", level = "SEAT.TRACK", by = -N'
    """
    field, sign = RETIRED[verb]
    return f'do = "shift", level = "{_LEVELS[field]}", by = {"-" if sign < 0 else ""}N'


def upgraded(content: _Content, grammar: int) -> _Content:
    """Write content of an older grammar in today's: `cards`, `ruleset` and `scenario`.

    The documents given stay as they are. Whatever they hold, nothing is raised.
    """
    for step in _STEPS[grammar - 1 :]:
        content = step(content)
    return content


def _second(content: _Content) -> _Content:
    rules = content["ruleset"]
    return {name: _Second(rules).node(part) for name, part in content.items()}


class _Second:
    """From grammar 1 to 2."""

    def __init__(self, rules: _Content) -> None:
        tracks, roles = rules.get("track"), rules.get("roles")
        self.own = {
            spec["id"]
            for spec in (tracks if isinstance(tracks, list) else ())
            if isinstance(spec, dict)
            and spec.get("scope") == "seat"
            and isinstance(spec.get("id"), str)
        }
        roles = roles if isinstance(roles, dict) else {}
        self.roles = {"pair": roles.get("relation"), "theatre": roles.get("threat")}

    def node(self, node: Any) -> Any:
        """Write any part of a document anew."""
        if isinstance(node, list):
            return [self.node(part) for part in node]
        if not isinstance(node, dict):
            return node
        moved = self._shift(node)
        if moved is not None:
            return moved
        return {key: self._value(key, value, node) for key, value in node.items()}

    def _shift(self, node: _Content) -> _Content | None:
        """Give the `shift` of a table with a retired verb; None if it is no such table."""
        verb = node.get("do")
        by, track = node.get("by"), node.get("track")
        if not isinstance(verb, str) or verb not in RETIRED or type(by) is not int:
            return None
        field, sign = RETIRED[verb]
        fields = {"do", "by", *({"track"} if field == "self" else {field})}
        named = node.get(field) if field != "self" else "self"
        if field == "seat":
            fields.add("track")
        if set(node) != fields or not isinstance(named, str):
            return None
        if by < 0 and field in ("pair", "theatre", "track"):
            return None  # a relation that was "warmed" by less than 0 did not fall
        if field in self.roles:
            level: object = self._address(field, named)
        elif not isinstance(track, str):
            return None
        else:
            level = track if field == "track" else f"{named}.{track}"
        return {"do": "shift", "level": level, "by": sign * by}

    def _address(self, field: str, which: str) -> str:
        track = self.roles[field]
        return f"{track}.{which}" if which in _ABOUT and isinstance(track, str) else which

    def _value(self, key: str, value: Any, node: _Content) -> Any:
        if isinstance(value, str):
            if key in _AMOUNTS or (key == "over" and "of" in node):
                return self._amount(value)
            return self._address(key, value) if key in self.roles else value
        if key in _LISTS and isinstance(value, list):
            return [self._amount(part) for part in value]
        if key == "amounts" and isinstance(value, dict):
            return {name: self._amount(part) for name, part in value.items()}
        return self.node(value)

    def _amount(self, value: Any) -> Any:
        if isinstance(value, str):
            return f"self.{value}" if value in self.own else value
        return self.node(value)


_STEPS: tuple[Callable[[_Content], _Content], ...] = (_second,)
