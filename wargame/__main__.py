"""`python -m wargame`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; ctrl-C is quiet even while it is being imported."""
    try:
        from wargame.cli.main import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
