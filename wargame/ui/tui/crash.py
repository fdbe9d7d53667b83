"""The report of a failure of the screen: where it happened, but no value of any variable."""

from __future__ import annotations

import os
import platform
import time
import traceback
from itertools import count
from pathlib import Path

from wargame import __version__
from wargame.saves.format.errors import SaveFailed
from wargame.saves.write.disk import publish
from wargame.system.form import FORM


def report(error: BaseException, folder: Path) -> Path | None:
    """Write the kind of an error and its frames as module and line; returns the file.

    No message, no source line and no variable is written: they could hold a hand.
    """
    lines = [
        f"wargame {__version__} ({FORM}), Python {platform.python_version()}, {platform.system()}"
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        for frame, line in traceback.walk_tb(seen.__traceback__):
            lines.append(f"  {frame.f_globals.get('__name__', '?')}:{line}")
        seen = getattr(seen, "error", None) or seen.__cause__
    name = f"crash-{time.strftime('%Y%m%d-%H%M%S')}"
    tried = (folder / f"{name}{f'-{number}' if number > 1 else ''}.txt" for number in count(1))
    try:
        path = next(one for one in tried if not os.path.lexists(one))
        publish(path, ("\n".join(lines) + "\n").encode("utf-8", "replace"))
    except (OSError, SaveFailed):
        return None
    return path
