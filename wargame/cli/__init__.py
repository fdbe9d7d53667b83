"""Floor 9: groups of commands. `cli.py` hangs them on the one command line."""
