"""`python -m wargame`."""

from __future__ import annotations

import gc
import sys

COLLECT_AFTER = 200_000
"""The collector looks at what is young after so many new objects: what is imported lives on, and
looking at it every 700 objects, as Python does, takes a tenth of the time to the first frame."""


def main() -> None:
    """Run the command line; ctrl-C is quiet even while it is being imported."""
    gc.set_threshold(COLLECT_AFTER)
    try:
        from wargame.cli.main import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
