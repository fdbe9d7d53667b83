"""Who is let in: a link has a token of its own, and a request comes from a page of this server.

A token is drawn anew whenever the server starts. Nothing is told to who has none: an unknown path
and a wrong token look the same.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Final

from attrs import define

LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Signs that are not taken for one another on a projector."""
LENGTH: Final = 10
"""31 ** 10 tokens, about 50 bits: none is guessed in a lesson. So wrong ones lock nobody out, as a
neighbour, or browsers that look for an icon, otherwise could."""


def new_token() -> str:
    """Draw a token that can be typed."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


@define
class Access:
    """The hosts (with their ports) by which this server is reached, and its tokens."""

    hosts: frozenset[str]
    tokens: Mapping[str, str]
    """What each token opens."""

    def opens(self, token: str) -> str | None:
        """Return what a token opens; None for a wrong one."""
        return next(
            (what for known, what in self.tokens.items() if secrets.compare_digest(
                known.encode(), token.encode())), None
        )  # fmt: skip

    def own(self, headers: Mapping[str, str]) -> bool:
        """Return whether a request was sent to one of the hosts, and by a page of this server if a
        page sent it."""
        host = headers.get("Host", "")
        if host not in self.hosts:
            return False
        origin = headers.get("Origin")
        return origin is None or origin == f"http://{host}"
