"""The colours of the screen and the styles made of them. No other file writes a colour.

`theme.tcss` reads the colours by their names in lower case (`$accent`). The colours of the seats
stand in their ruleset.
"""

from __future__ import annotations

from textual.theme import Theme

GROUND = "#101418"
"""The background of every screen."""
SURFACE = "#141a20"
PANEL = "#1a2129"
"""A strip that stands out from the ground: headers, fields, notices."""
ALERT = "#43241a"
"""The strip of the header in an emergency, and where a collapse is coming."""
CURSOR = "#26313c"
"""The row under the cursor of a list without the focus."""
FOCUS = "#33424f"
"""The row under the cursor of the list with the focus; a field with the focus."""
LINE = "#2c353f"
EMPTY = "#3a444f"
"""The part of a gauge that is not filled, of a curve that is still to come."""
QUIET = "#7d8a99"
CAPTION = "#8fa0b0"
"""What the footer calls a key."""
SOFT = "#b6c2cf"
INK = "#cfd8e1"
"""Plain text."""
LIGHT = "#e8edf2"
WHITE = "#ffffff"
ACCENT = "#e0af68"
WARNING = "#ff9e64"
CALM = "#7fa7a0"
"""A relation, and whatever is in order."""
THREAT = "#c0785a"
BELOW_PAR = "#a8795a"

BRIGHT = f"{LIGHT} bold"
HEADING = f"{ACCENT} bold"
ALARM = f"{WARNING} bold"
BROKEN = f"{GROUND} on {WARNING} bold"
"""The verdict on a save that does not hold; a collapse that is coming."""

COLOURS = {
    name.lower().replace("_", "-"): value
    for name, value in globals().items()
    if name.isupper() and isinstance(value, str) and value.startswith("#") and " " not in value
}
"""Every colour by its name in `theme.tcss`."""

THEME = Theme(
    name="umbrella", primary=ACCENT, secondary=CALM, accent=ACCENT, warning=WARNING, error=WARNING,
    success=CALM, foreground=INK, background=GROUND, surface=SURFACE, panel=PANEL, dark=True,
    variables={
        **COLOURS,
        "footer-background": SURFACE, "footer-key-foreground": ACCENT,
        "footer-description-foreground": CAPTION, "block-cursor-text-style": "none",
        "scrollbar": LINE, "scrollbar-background": GROUND, "input-cursor-text-style": "reverse",
    },
)  # fmt: skip
