"""Floor 5: what a turn is made of.

Each phase is a verb too: it builds its options once, when it is linked, and asks with them.
"""
