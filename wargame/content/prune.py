"""The basic game (RULES 1.4): the tracks of the full game are left out, and what touches only
them."""

from __future__ import annotations

from collections.abc import Set
from typing import Any, TypeAlias

from wargame.rules.model.verb import VERBS

LeftOut: TypeAlias = Set[str]
"""Every name of the tracks that are left out, and of their levels (`TomlConverter.left_out`)."""


def without_full_tracks(
    rules: dict[str, Any], documents: dict[str, dict[str, Any]], full: LeftOut
) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """Prune documents and rules of the tracks `full`.

    An effect is dropped if any of its fields names such a track or a level of it. A branch is lost
    if it would do nothing any more, or needs something of such a track. A choice or a card that has
    lost a branch is dropped, and an event that would do nothing. OPS lines and branches of a HOME
    card are dropped one by one.
    """
    items = [item for item in rules.get("item", []) if not _mentions(item, full)]
    ids = {str(item.get("id")) for item in items}
    pruned = {name: _document(document, full, ids) for name, document in documents.items()}
    lines = [_branch(line, full) for line in rules.get("ops", [])]
    kept = {
        "turn": _effects(rules.get("turn", []), full),
        "item": items,
        "ops": [line for line in lines if line["effects"]],
        "agenda": None,
    }
    return pruned, {**rules, **kept}


def _document(document: dict[str, Any], full: LeftOut, items: set[str]) -> dict[str, Any]:
    pruned = dict(document)
    pruned.pop("agenda", None)
    cards = []
    for card in document.get("card", ()):
        branches = [_branch(branch, full) for branch in card.get("branch", ())]
        if not any(_lost(branch, full) for branch in branches):
            flag = _effects(card.get("flag_effects", []), full)
            kept = {**card, "branch": branches, "flag_effects": flag}
            prices = [card.get("ask", {}).get(what, {}) for what in ("price", "floor")]
            if any(price.get("item", "") not in {"", *items} for price in prices):
                del kept["ask"]
            cards.append(kept)
    if cards:
        pruned["card"] = cards
    events = []
    for event in document.get("event", ()):
        branches = [_branch(branch, full) for branch in event.get("branch", ())]
        does = any(branch["effects"] for branch in branches)
        if does or event.get("event") == "crisis" or "votes" in event:
            events.append({**event, "branch": branches})
    if events:
        pruned["event"] = events
    if "home" in document:
        pruned["home"] = [_home(card, full) for card in document["home"]]
    return pruned


def _home(card: dict[str, Any], full: LeftOut) -> dict[str, Any]:
    if "branch" not in card:
        return card
    branches = [_branch(branch, full) for branch in card["branch"]]
    return {**card, "branch": [branch for branch in branches if not _lost(branch, full)]}


def _branch(branch: dict[str, Any], full: LeftOut) -> dict[str, Any]:
    return {**branch, "effects": _effects(branch.get("effects", []), full)}


def _effects(effects: list[Any], full: LeftOut) -> list[Any]:
    kept = []
    for effect in effects:
        if not isinstance(effect, dict):  # the loader refuses it, with its place
            kept.append(effect)
            continue
        inner = [key for key, value in effect.items() if _holds_effects(value)]
        if _is_effect(effect):
            own = [value for key, value in effect.items() if key not in inner]
            if _mentions(own, full):
                continue
        effect = {key: _pruned(value, full) for key, value in effect.items()}
        if inner and not any(effect[key] for key in inner):
            continue
        branches = [b for key in inner if _is_branches(effect[key]) for b in effect[key]]
        if any(_lost(branch, full) for branch in branches):
            continue
        kept.append(effect)
    return kept


def _is_effect(effect: dict[str, Any]) -> bool:
    """Say whether it may stand on a card; a phase stays, whatever tracks it asks about."""
    verb = VERBS.get(str(effect.get("do")))
    return verb is None or verb.effect


def _lost(branch: dict[str, Any], full: LeftOut) -> bool:
    return not branch["effects"] or _mentions(branch.get("needs", []), full)


def _pruned(value: Any, full: LeftOut) -> Any:
    if _is_effects(value):
        return _effects(value, full)
    if _is_branches(value):
        return [_branch(branch, full) for branch in value]
    if _is_table_of_effects(value):
        return {key: _effects(effects, full) for key, effects in value.items()}
    return value


def _holds_effects(value: object) -> bool:
    return _is_effects(value) or _is_branches(value) or _is_table_of_effects(value)


def _is_effects(value: object) -> bool:
    return _is_list_with("do", value)


def _is_branches(value: object) -> bool:
    return _is_list_with("effects", value)


def _is_table_of_effects(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(map(_is_effects, value.values()))


def _is_list_with(key: str, value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(inner, dict) and key in inner for inner in value)
    )


def _mentions(node: object, full: LeftOut) -> bool:
    if isinstance(node, str):
        return node in full
    if isinstance(node, dict):
        return any(_mentions(value, full) for value in node.values())
    return isinstance(node, list) and any(_mentions(value, full) for value in node)
