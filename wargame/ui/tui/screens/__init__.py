"""Floor 13: the screens and dialogs.

Each is a `Page` or a `Dialog` of `base`, takes its keys from its place in `keys.PLACES` and gives
its result to whoever has opened it. `dialogs` has those that any screen may open, `table_dialogs`
those about a game in play.
"""
