"""From documents to a program: they are read, then linked; all faults are told at once."""

from __future__ import annotations

from typing import Any

from wargame.content.faults import BadContent
from wargame.content.link import check_scenario, link
from wargame.content.program import Program
from wargame.content.prune import without_full_tracks
from wargame.content.read import Reading
from wargame.content.specs import Ruleset, Scenario


def build(
    rules: dict[str, Any],
    deal: dict[str, Any],
    documents: dict[str, dict[str, Any]],
    *,
    basic: bool | None,
    language: str = "en",
) -> Program:
    """Build the program of a scenario. Raises `BadContent` with every fault."""
    basic = bool(deal.get("basic", False)) if basic is None else basic
    reading = Reading(rules)
    layout = reading.layout(basic)
    if basic:
        documents, rules = without_full_tracks(rules, documents)
    reading.rules = rules
    names = reading.names(layout, cards=False)
    ruleset = reading.structure(names, _plain(rules), Ruleset, rules["file"], "")
    scenario = reading.structure(names, _plain(deal), Scenario, deal["file"], "")
    cards = reading.cards(reading.names(layout, cards=True), documents)
    if reading.faults or ruleset is None or scenario is None:
        raise BadContent(reading.faults)
    if faults := list(check_scenario(layout, scenario, cards, basic, deal["file"])):
        raise BadContent(faults)
    return link(layout, ruleset, scenario, cards, basic, language)


def _plain(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != "file"}
