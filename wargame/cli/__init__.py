"""Floor 14: the commands.

`main` is the entry point, with the group of all commands and the exit codes. Each other module
holds the commands of one
subject; `group` and `path_types` adapt click, and `terminal` is the terminal around
the program: its environment, its streams, its pager.
"""
