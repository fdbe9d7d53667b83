"""Floor 2: what a rulebook is made of.

Cards, amounts, selectors, ledgers, and the kinds of questions and events. `language` is the
Protocol of every sentence. `rulebook.Rulebook` is all content of one scenario, linked.
"""
