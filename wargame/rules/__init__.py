"""The rules of the game, as verbs that TOML composes.

`model` holds what a rulebook is made of, `common` the rules that many phases share, `effects` what
a card may say, `phases` what a turn is made of.
"""
