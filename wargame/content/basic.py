"""The basic game (RULES 1.4): the tracks of the full game are left out, and what touches only
them."""

from __future__ import annotations

from typing import Any


def without_full_tracks(
    rules: dict[str, Any], documents: dict[str, dict[str, Any]]
) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """Prune documents and rules: effects on full-game tracks go, then branches and events that
    would do nothing, then cards that have lost a branch."""
    full = {spec["id"] for spec in rules.get("track", ()) if spec.get("full")}
    pruned = {name: _document(document, full) for name, document in documents.items()}
    return pruned, {**rules, "turn": _effects(rules.get("turn", []), full), "agenda": None}


def _document(document: dict[str, Any], full: set[str]) -> dict[str, Any]:
    found = dict(document)
    found.pop("agenda", None)
    cards = []
    for card in document.get("card", ()):
        branches = [_branch(branch, full) for branch in card.get("branch", ())]
        if all(branch["effects"] for branch in branches):
            flag = _effects(card.get("flag_effects", []), full)
            cards.append({**card, "branch": branches, "flag_effects": flag})
    if cards:
        found["card"] = cards
    events = []
    for event in document.get("event", ()):
        branches = [_branch(branch, full) for branch in event.get("branch", ())]
        does = any(branch["effects"] for branch in branches)
        if does or event.get("event") == "crisis" or "votes" in event:
            events.append({**event, "branch": branches})
    if events:
        found["event"] = events
    return found


def _branch(branch: dict[str, Any], full: set[str]) -> dict[str, Any]:
    return {**branch, "effects": _effects(branch.get("effects", []), full)}


def _effects(effects: list[Any], full: set[str]) -> list[Any]:
    kept = []
    for effect in effects:
        if effect.get("track") in full or _mentions(effect.get("check"), full):
            continue
        effect = {
            key: _effects(value, full) if _is_effects(value) else value
            for key, value in effect.items()
        }
        if "branch" in effect:
            effect["branch"] = [_branch(branch, full) for branch in effect["branch"]]
        kept.append(effect)
    return kept


def _is_effects(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(inner, dict) and "do" in inner for inner in value)
    )


def _mentions(node: object, full: set[str]) -> bool:
    if isinstance(node, str):
        return node in full or node.split(".")[-1] in full
    if isinstance(node, dict):
        return any(_mentions(value, full) for value in node.values())
    return isinstance(node, list) and any(_mentions(value, full) for value in node)
