"""Floor 8: the lines of a save.

Chain and bounds (`lines`), the header, sealed text and commitments (`sealing`), the content that a
save is pinned to (`pins`), the entries (`script`), and the older format.
"""
