"""Floor 3: rules that several phases and effects share.

Modifiers, costs, relations and threats, decks, penalties, pledges, and the items of deals.
"""
