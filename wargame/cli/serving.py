"""`wargame serve`: the tables of a lesson in browsers."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import click

from wargame.cli.group import Refused
from wargame.cli.path_types import FOLDER
from wargame.saves.format.errors import printable
from wargame.saves.write.disk import replace
from wargame.ui.printing import write

LOOPBACK = "127.0.0.1"
PROJECTOR = "links.html"


@click.command("serve")
@click.argument("folder", type=FOLDER)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--lan", is_flag=True, help="Also for the network that this machine is in.")
@click.option("--ascii", "ascii_signs", is_flag=True, help="Plain signs instead of shapes.")
def serve_command(folder: Path, port: int, lan: bool, ascii_signs: bool) -> int:
    """Serve the tables of a lesson: each in a browser, with nothing to install there.

    Each table has a link with a token of its own, the chair has another; without a token nobody is
    let in. It serves this machine alone unless --lan is given; use that only in a network you
    trust, since what is sent is not encrypted. Ctrl-C stops it, and every choice is saved.
    """
    try:
        from aiohttp import web

        from wargame.lesson.html import served
        from wargame.lesson.serving.server import ClassServer, addresses
    except ImportError:
        raise Refused("serving needs the extra `class`: pip install '.[class]'") from None
    tables = folder / "tables"
    saves = sorted((tables if tables.is_dir() else folder).glob("*.jsonl"))
    if not saves:
        raise Refused(
            f"no save lies in {printable(str(folder))}; make a lesson with: wargame lesson"
        )
    at = [_address()] if lan else [LOOPBACK]
    hosts = [f"{host}:{port}" for host in dict.fromkeys([*at, LOOPBACK, "localhost"])]
    server = ClassServer(saves, hosts, ascii_signs)
    listed = addresses(hosts, server.links)
    try:
        with socket.create_server(("" if lan else LOOPBACK, port)) as listener:
            page = served("projector.html", words=server.words, tables=listed)
            replace(folder / PROJECTOR, page.encode())
            for name, address in listed:
                write(f"{name}: {address}")
            write(f"chair: http://{hosts[0]}/{server.chair}/")
            write(f"To project: {printable(str(folder / PROJECTOR))}. Ctrl-C stops; all is saved.")
            sys.stdout.flush()
            web.run_app(server.app(), sock=listener, print=None, access_log=None)
    except OSError as error:
        raise Refused(f"port {port} cannot be used: {error.strerror}; try --port") from None
    return 0


def _address() -> str:
    """Return the address of this machine in its network; nothing is sent for it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return LOOPBACK
        name: tuple[str, int] = probe.getsockname()
        return name[0]
