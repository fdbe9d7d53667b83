"""Floor 6: from TOML to a scenario that can be dealt.

`load.Library` reads cards and rules, `convert` turns names into things, `prune` makes the basic
game, `link` puts the rulebook together, `lint` names every fault. `text` holds the languages.
"""
