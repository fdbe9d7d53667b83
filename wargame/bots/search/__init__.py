"""Floor 10: the search bot, which plays imagined worlds on and judges where they lead.

`beliefs` samples worlds, `rollout` plays them on, `verdict` judges them; `tree` and `explain` keep
what came of it by decision and by option; `search` is the bot.
"""
