"""Floor 10: a game put on the disk.

`journal` commits each line before it counts, `writer` composes the lines, `lock` keeps two
processes from one file, `fork` begins a branch, `locations` says where saves lie.
"""
