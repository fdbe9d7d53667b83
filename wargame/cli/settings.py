"""`wargame settings`: what is set, where it is kept, and what is wrong there."""

from __future__ import annotations

import click

from wargame.ui.printing import data_json, write
from wargame.ui.settings import SETTINGS, chosen, keep, kept, setting_lines
from wargame.ui.words import ENGLISH


@click.command("settings")
@click.argument("key", required=False)
@click.argument("value", required=False)
@click.option("--json", "as_json", is_flag=True, help="One object.")
def settings_command(key: str | None, value: str | None, as_json: bool) -> int:
    """Show the settings, or set one: KEY VALUE.

    Code 1 means that a file of settings has a fault.
    """
    from wargame.ui.tui.keymap import read_keymap

    if key is not None and (value is None or as_json):
        raise click.UsageError("to set one, give its name and its value, nothing else")
    if key is not None and value is not None and (aside := keep(key, value)) is not None:
        write(ENGLISH.put_aside(str(aside)), err=True)
    found, keymap = kept(), read_keymap()
    faults = [*found.faults, *keymap.faults]
    settings = chosen()
    if as_json:
        paths = {"settings": found.path, "keymap": keymap.path}
        files = {name: None if path is None else str(path) for name, path in paths.items()}
        keys = dict(keymap.keys)
        data_json(
            {"files": files, "values": settings.values, "keys": keys, "faults": faults}, indent=2
        )
    else:
        for line in setting_lines(ENGLISH, settings, SETTINGS if key is None else [key]):
            write(line)
        if key is None:
            for id, keys_of in keymap.keys.items():
                write(f"key {id} = {keys_of}")
            write(f"Settings: {found.path or 'no folder for them here'}")
            write(f"Keys: {keymap.path or 'no folder for them here'}")
        for fault in faults:
            write(fault, err=True)
    return 1 if faults else 0


def report_faults() -> None:
    """Print what is wrong in the file of settings; the defaults hold instead."""
    for fault in kept().faults:
        write(f"wargame: {fault}", err=True)
