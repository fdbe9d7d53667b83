"""Floor 14: how commands print: one table, one plot, one way to write figures.

`table` prints rows on a terminal, in a pipe and as CSV; `plot` draws rows with their intervals into
an SVG file; `figures` writes numbers, shares and intervals, and gives the axis that rows share.
"""
