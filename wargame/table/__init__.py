"""Floor 1: what lies on the table.

The state, its moves, luck, and the machine that runs steps until one asks. Only `moves` writes to
a State. The floor knows no card and no rulebook.
"""
