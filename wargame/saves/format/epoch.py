"""The epoch of the engine: one number for the version of its rules.

It is raised whenever a golden game, played under its own pinned content, ends differently;
`tests/golden` finds that. A save names the epoch that it was played in, so that a
difference can be traced to it.
"""

from __future__ import annotations

EPOCH = 2
HISTORY = {
    1: "the first engine whose games were saved with their content",
    2: "a bid clears conditions when its crisis is over, an acting presidency reads two events of "
    "each lane, the basic game leaves its tracks at 0, nothing is laid on a penalty that stands",
}
"""What each epoch changed, in one sentence."""


def between(recorded: int) -> str:
    """Say how an epoch and this one differ."""
    if recorded > EPOCH:
        return f"it was played in epoch {recorded}, this version knows epoch {EPOCH}"
    what = "; ".join(HISTORY[number] for number in range(recorded + 1, EPOCH + 1))
    return f"it was played in epoch {recorded}, this is epoch {EPOCH}: {what}"
