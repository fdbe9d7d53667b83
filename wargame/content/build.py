"""Builds the program of a scenario: what was parsed is read, checked and linked."""

from __future__ import annotations

from typing import Any

from wargame.content.checks import unlinkable
from wargame.content.faults import BadContent, nearest
from wargame.content.link import link
from wargame.content.program import Program
from wargame.content.read import read
from wargame.content.text import LANGUAGES


class UnknownLanguage(KeyError):
    """There is no language of that id; the message names the nearest."""

    def __str__(self) -> str:
        return str(self.args[0])


def build(
    rules: dict[str, Any],
    deal: dict[str, Any],
    documents: dict[str, dict[str, Any]],
    *,
    basic: bool | None,
    language: str = "en",
) -> Program:
    """Build the program of a scenario, said in one of `LANGUAGES`.

    Raises `BadContent` with every fault, and `UnknownLanguage`.
    """
    if language not in LANGUAGES:
        raise UnknownLanguage(f'there is no language "{language}"; {nearest(language, LANGUAGES)}')
    basic = bool(deal.get("basic", False)) if basic is None else basic
    content = read(rules, deal, documents, basic)
    if content.faults or content.ruleset is None or content.scenario is None:
        raise BadContent(content.faults)
    if faults := list(unlinkable(content)):
        raise BadContent(faults)
    entries = content.cards
    return link(content.layout, content.ruleset, content.scenario, entries, basic, language)
