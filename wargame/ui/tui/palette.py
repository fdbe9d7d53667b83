"""The colours of the screen and the styles made of them. No other file writes a colour.

A style names a colour as `theme.tcss` does (`$accent`); the theme that is on says what that is, so
a change of the theme shows at once. Each row of `SHADES` has one colour, each column one theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from colorsys import hls_to_rgb, rgb_to_hls
from functools import cache
from typing import Final

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

OWN: Final = "umbrella-"
"""What Textual's name of a theme of ours begins with."""
THEMES: Final = ("dark", "light", "contrast", "ansi")
SHADES: Final = {
    # the background of every screen
    "ground": ("#101418", "#fbfaf7", "#000000", "ansi_default"),
    "surface": ("#141a20", "#f4f2ed", "#000000", "ansi_default"),
    # a strip that stands out from the ground: headers, fields, notices
    "panel": ("#1a2129", "#ece9e2", "#1c1c1c", "ansi_default"),
    # the strip of the header in an emergency, and where a collapse is coming
    "alert": ("#43241a", "#f6d8c8", "#5a0000", "ansi_red"),
    # the row under the cursor of a list without the focus
    "cursor": ("#212b34", "#e2ded5", "#303030", "ansi_bright_black"),
    # the row under the cursor of the list with the focus; a field with the focus
    "focus": ("#2a3641", "#d3cec3", "#003a6e", "ansi_blue"),
    "line": ("#2c353f", "#c4beb2", "#ffffff", "ansi_bright_black"),
    # the part of a gauge that is not filled, of a curve that is still to come
    "empty": ("#3a444f", "#cbc6bb", "#707070", "ansi_bright_black"),
    "quiet": ("#94a1b0", "#4d5661", "#e0e0e0", "ansi_default"),
    # what the footer calls a key
    "caption": ("#8fa0b0", "#4c5763", "#ffffff", "ansi_default"),
    "soft": ("#b6c2cf", "#3a434d", "#f0f0f0", "ansi_default"),
    # plain text
    "ink": ("#cfd8e1", "#262d35", "#ffffff", "ansi_default"),
    "light": ("#e8edf2", "#12171c", "#ffffff", "ansi_default"),
    "white": ("#ffffff", "#000000", "#ffffff", "ansi_bright_white"),
    "accent": ("#e0af68", "#714600", "#ffd75f", "ansi_magenta"),
    "warning": ("#ff9e64", "#8f3200", "#ffaf5f", "ansi_red"),
    # a relation, and whatever is in order
    "calm": ("#7fa7a0", "#2b5a53", "#87ffd7", "ansi_cyan"),
    "threat": ("#d08a6c", "#87391f", "#ffaf87", "ansi_red"),
    "below-par": ("#bd8d6c", "#7a4f30", "#ffd7af", "ansi_yellow"),
}  # fmt: skip
"""Every colour by its name, in each theme of `THEMES`."""

GROUND, SURFACE, PANEL, LINE, EMPTY = "$ground", "$surface", "$panel", "$line", "$empty"
QUIET, CAPTION, SOFT, INK, LIGHT = "$quiet", "$caption", "$soft", "$ink", "$light"
ACCENT, WARNING, CALM, THREAT, BELOW_PAR = "$accent", "$warning", "$calm", "$threat", "$below-par"
BRIGHT = f"{LIGHT} bold"
HEADING = f"{ACCENT} bold"
ALARM = f"{WARNING} bold"
BROKEN = f"{GROUND} on {WARNING} bold"
"""The verdict on a save that does not hold; a collapse that is coming."""

CONTRAST: Final = 6.0
"""The least contrast of text and of the seats' colours, as WCAG measures it."""
SEAT_CONTRAST: Final = {
    "dark": (CONTRAST,), "contrast": (CONTRAST,), "light": (1.5 * CONTRAST, CONTRAST, 2 * CONTRAST),
}  # fmt: skip
"""The least contrast of each seat's colour with every ground. Dark colours are near one another, so
in the light theme those of the seats differ in lightness too: who is colour blind sees that."""
SEATS_ANSI: Final = ("ansi_cyan", "ansi_yellow", "ansi_red")


def shades(theme: str) -> dict[str, str]:
    """Return the colours of a theme by their names in `theme.tcss`."""
    at = THEMES.index(theme)
    return {name: row[at] for name, row in SHADES.items()}


def rich_style(style: str, theme: str) -> str:
    """Return a style as Rich writes it: the colours of a theme in the place of their names.

    >>> rich_style("$accent bold", "dark"), rich_style("$accent bold", "ansi")
    ('#e0af68 bold', 'magenta bold')
    """
    shade = shades(theme)
    words = (shade[word[1:]] if word.startswith("$") else word for word in style.split())
    return " ".join(word.removeprefix("ansi_") for word in words)


def seat_shades(theme: str, colours: Sequence[str]) -> dict[str, str]:
    """Return the colours of seats in a theme, as `seat-0` and so on: those of the ruleset, lighter
    or darker where they could not be read."""
    made = {}
    for at, colour in enumerate(colours):
        if theme == "ansi":
            made[f"seat-{at}"] = SEATS_ANSI[at % len(SEATS_ANSI)]
        else:
            least = SEAT_CONTRAST[theme]
            made[f"seat-{at}"] = readable(colour, shades(theme)["panel"], least[at % len(least)])
    return made


def seat_style(seat: int) -> str:
    """Return the style of a seat's colour."""
    return f"$seat-{seat}"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2 defines it.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return round((light + 0.05) / (dark + 0.05), 4)


def _luminance(colour: str) -> float:
    parts = Color.parse(colour).normalized
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def readable(colour: str, ground: str, least: float = CONTRAST) -> str:
    """Return a colour that has at least this contrast with a ground: the same, or another lightness
    of it.

    >>> readable("#EE6677", "#101418", 4.5), readable("#CCBB44", "#ffffff", 6)
    ('#EE6677', '#6A601D')
    """
    hue, lightness, saturation = rgb_to_hls(*Color.parse(colour).normalized)
    away = -0.01 if _luminance(ground) > 0.2 else 0.01
    while contrast(colour, ground) < least and 0 <= lightness + away <= 1:
        lightness += away
        mixed = hls_to_rgb(hue, lightness, saturation)
        red, green, blue = (round(255 * part) for part in mixed)
        colour = Color(red, green, blue).hex
    return colour


def theme_named(name: str) -> Theme:
    """Make Textual's theme of one of ours."""
    shade = shades(name)
    return Theme(
        name=f"{OWN}{name}", primary=shade["accent"], secondary=shade["calm"],
        accent=shade["accent"], warning=shade["warning"], error=shade["warning"],
        success=shade["calm"], foreground=shade["ink"], background=shade["ground"],
        surface=shade["surface"], panel=shade["panel"], dark=name != "light", ansi=name == "ansi",
        variables={
            **(BUILTIN_THEMES["ansi-dark"].variables if name == "ansi" else {}),
            **shade,
            "block-cursor-text-style": "none",
            "scrollbar": shade["line"], "scrollbar-background": shade["ground"],
            "input-cursor-text-style": "reverse",
        },
    )  # fmt: skip


@cache
def own_themes() -> dict[str, Theme]:
    """Return Textual's themes of ours, by the names that Textual knows them by."""
    return {f"{OWN}{name}": theme_named(name) for name in THEMES}
