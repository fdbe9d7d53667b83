"""The settings of a person at this machine: their names and values, and the file that keeps them.

The file is `settings.toml` in the folder WARGAME_CONFIG, else in the platform's folder for
configuration. What is wrong in it is reported by file and line, and the default holds instead. It
is written whole or not at all; a file with a fault is kept aside before another takes its place.
The command line wins over the environment (WARGAME_BEATS), and that over the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import tomli
from attrs import asdict, evolve, frozen
from platformdirs import user_config_dir

from wargame.content.faults import nearest, short
from wargame.saves.format.errors import BadSave
from wargame.saves.format.lines import open_plain
from wargame.saves.write import disk
from wargame.system.paths import BadPath, Wanted, from_environment, platform_folder
from wargame.system.told import Told
from wargame.ui.words.face import FaceWords

CONFIG: Final = "WARGAME_CONFIG"
"""The variable that names the folder of the files."""
BEATS: Final = "WARGAME_BEATS"
"""The variable with the value of `beats` for all games."""
NAME: Final = "settings.toml"
MOST_BYTES: Final = 100_000
"""The largest file that is read."""
ON, OFF, NEVER = "on", "off", "never"


class BadSetting(Told):
    """There is no such setting, or it has no such value; the message says which there are."""


SETTINGS: Final = {
    "theme": ("dark", "light", "contrast", "ansi"),
    "ascii": (OFF, ON),
    "beats": ("all", "brief", OFF),
    "confirm": ("ask", NEVER),
    "hints": (ON, OFF),
}
"""The values of each setting by its name in the file, the default first."""


@frozen
class Settings:
    """The value of each setting."""

    theme: str = "dark"
    ascii: str = OFF
    beats: str = "all"
    confirm: str = "ask"
    hints: str = ON

    @property
    def plain_signs(self) -> bool:
        """Whether only ASCII is drawn and printed."""
        return self.ascii == ON

    @property
    def values(self) -> dict[str, str]:
        """The values by the names of the settings."""
        return asdict(self)

    def having(self, id: str, value: str) -> Settings:
        """Return these settings with another value. Raises `BadSetting`.

        >>> Settings().having("beats", "brief").beats
        'brief'
        """
        return evolve(self, **{id: checked(id, value)})


def checked(id: str, value: object) -> str:
    """Return the value of a setting; true and false mean on and off. Raises `BadSetting`."""
    if id not in SETTINGS:
        raise BadSetting(f'there is no setting "{id}"; {nearest(id, SETTINGS)}')
    known = SETTINGS[id]
    text = {True: ON, False: OFF}[value] if isinstance(value, bool) else value
    if not isinstance(text, str) or text not in known:
        shown = f'"{text}"' if isinstance(text, str) and len(text) < 40 else short(text)
        raise BadSetting(f"{id} cannot be {shown}; it is one of {', '.join(known)}")
    return text


@frozen
class Found:
    """What a file said: its values by name, and what is wrong with it."""

    values: dict[str, Any]
    faults: tuple[str, ...] = ()


def config_file(name: str) -> Path:
    """Return the path of a file of settings. Raises `BadPath` where no folder can be found."""
    folder = from_environment(CONFIG, Wanted.FOLDER)
    return (folder or platform_folder(user_config_dir, CONFIG)) / name


def read_toml(path: Path) -> tuple[Found, str]:
    """Read a file of settings and return what it says and its text; without a file, nothing."""
    if not os.path.lexists(path):
        return Found({}), ""
    raw = b""
    try:
        with open_plain(path) as file:
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise ValueError(f"it has more than {MOST_BYTES} bytes")
        text = raw.decode("utf-8-sig")
        return Found(tomli.loads(text)), text
    except (BadSave, OSError) as error:
        return Found({}, (str(error),)), ""
    except UnicodeDecodeError:
        return Found({}, (f"{path} is no text in UTF-8",)), ""
    except (ValueError, RecursionError) as error:
        return Found({}, (f"{path}{_placed(error, raw)}",)), ""


def _placed(error: Exception, raw: bytes) -> str:
    """Say what a reader of TOML found, the line that it names first."""
    if isinstance(error, RecursionError):
        return ": it is nested too deep"
    what, _, spot = str(error).rpartition(" (at ")
    if found := re.match(r"line (\d+)", spot):
        return f", line {found[1]}: {what}"
    lines = len(raw.rstrip().splitlines())
    return f", line {lines}: {what}" if spot.startswith("end") else f": {error}"


def place(path: Path, text: str, id: str) -> str:
    """Name the file and, if it can be found, the line in which a setting stands."""
    for number, line in enumerate(text.splitlines(), 1):
        if _sets(line, id):
            return f"{path}, line {number}"
    return str(path)


def _sets(line: str, id: str) -> bool:
    name = re.escape(id)
    return bool(re.match(rf"""\s*(["']?){name}\1\s*[=.]|\s*\[+\s*{name}\b""", line))


@frozen
class Kept:
    """The settings of the file at `path`, None where there can be no file, and its faults."""

    settings: Settings
    path: Path | None
    faults: tuple[str, ...] = ()


def kept() -> Kept:
    """Read the settings that are kept; a default holds where there is none or a fault."""
    try:
        path = config_file(NAME)
    except BadPath as error:
        named = os.environ.get(CONFIG)
        return Kept(Settings(), None, (str(error),) if named else ())
    found, text = read_toml(path)
    settings, faults = Settings(), list(found.faults)
    for id, value in found.values.items():
        try:
            settings = settings.having(id, checked(id, value))
        except BadSetting as error:
            faults.append(f"{place(path, text, id)}: {error}")
    return Kept(settings, path, tuple(faults))


def chosen() -> Settings:
    """Return the settings in force: those of the file, and what the environment says."""
    settings = kept().settings
    named = os.environ.get(BEATS, "")
    return settings.having("beats", named) if named in SETTINGS["beats"] else settings


def setting_lines(face: FaceWords, settings: Settings, ids: Iterable[str] = SETTINGS) -> list[str]:
    """Say what is set, a line each, with what else each could be."""
    values = settings.values
    return [
        f"{id} = {values[id]}: {face.setting_value(f'{id}.{values[id]}')} "
        f"({', '.join(SETTINGS[id])})"
        for id in ids
    ]


def keep(id: str, value: str) -> Path | None:
    """Keep the value of a setting; return as what a broken file was put aside, if it was.

    The rest of the file stays as it is, comments too. Raises `BadSetting`, `BadPath` and
    `SaveFailed`.
    """
    value = checked(id, value)
    path = config_file(NAME)
    before = kept()
    wished = before.settings.having(id, value)
    disk.folder(path.parent)
    if not before.faults:
        text = _changed(read_toml(path)[1], id, value)
        if _reads_as(text, wished):
            disk.replace(path, text.encode())
            return None
    put_aside = disk.put_aside(path) if os.path.lexists(path) else None
    lines = [f'{name} = "{one}"\n' for name, one in wished.values.items()]
    disk.replace(path, "".join(lines).encode())
    return put_aside


def _changed(text: str, id: str, value: str) -> str:
    """Set a value in the text of a file: in its line if there is one, else in a new line."""
    line, lines = f'{id} = "{value}"', text.splitlines()
    at = next((n for n, old in enumerate(lines) if _sets(old, id)), None)
    if at is None:
        lines.append(line)
    else:
        _, hash, comment = lines[at].partition("#")
        lines[at] = f"{line}  {hash}{comment}".rstrip()
    return "\n".join(lines) + "\n"


def _reads_as(text: str, wished: Settings) -> bool:
    try:
        values = {id: checked(id, value) for id, value in tomli.loads(text).items()}
    except (ValueError, BadSetting):
        return False
    return evolve(Settings(), **values) == wished
