"""The basic game (RULES 1.4): the tracks of the full game are left out, and what touches only
them."""

from __future__ import annotations

from typing import Any


def without_full_tracks(
    rules: dict[str, Any], documents: dict[str, dict[str, Any]]
) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """Prune documents and rules: effects on full-game tracks go, and those that ask about them,
    then choices and cards that have lost a branch, then events that would do nothing.

    A branch is lost that would do nothing any more, or needs what a track left out cannot give.
    """
    full = {spec["id"] for spec in rules.get("track", ()) if spec.get("full")}
    items = [item for item in rules.get("item", []) if not _mentions(item, full)]
    ids = {str(item.get("id")) for item in items}
    pruned = {name: _document(document, full, ids) for name, document in documents.items()}
    kept = {
        "turn": _effects(rules.get("turn", []), full),
        "item": items,
        "agenda": None,
    }
    return pruned, {**rules, **kept}


def _document(document: dict[str, Any], full: set[str], items: set[str]) -> dict[str, Any]:
    found = dict(document)
    found.pop("agenda", None)
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
        named = [effect.get("track"), effect.get("check"), effect.get("until")]
        if _mentions(named, full):
            continue
        inner = [key for key, value in effect.items() if _is_effects(value)]
        effect = {key: _pruned(value, full) for key, value in effect.items()}
        if inner and not any(effect[key] for key in inner):
            continue
        if "branch" in effect:
            effect["branch"] = [_branch(branch, full) for branch in effect["branch"]]
            if any(_lost(branch, full) for branch in effect["branch"]):
                continue
        kept.append(effect)
    return kept


def _lost(branch: dict[str, Any], full: set[str]) -> bool:
    return not branch["effects"] or _mentions(branch.get("needs", []), full)


def _pruned(value: Any, full: set[str]) -> Any:
    if _is_effects(value):
        return _effects(value, full)
    if isinstance(value, dict) and value and all(map(_is_effects, value.values())):
        return {key: _effects(effects, full) for key, effects in value.items()}
    return value


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
