"""Floor 10: a game written to the disk.

`journal` appends each line and syncs it, `writer` composes the lines, `lock` keeps a second process
from the file, `fork` begins a branch, `locations` says where saves are kept.
"""
