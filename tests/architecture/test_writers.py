"""What is written to a disk goes through `wargame/saves/write/disk.py`; some rooms say why not."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.test_floors import FILES, TOP, module

OWN_WAY = {
    "saves/write/disk.py",  # the room itself
    "lab/store.py",  # SQLite writes, whole or not at all
    "saves/write/lock.py",  # opens a save for writing, which a lock needs, and writes nothing
    "system/signals.py",  # puts the null device in the place of a terminal that is gone
    "cli/terminal.py",  # puts the null device in the place of a closed stream
}
WRITES = {
    "write_text", "write_bytes", "touch", "mkdir", "makedirs", "symlink_to", "hardlink_to",
    "rename", "mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory", "TemporaryFile",
    "os.link", "os.replace", "os.symlink", "os.truncate", "os.ftruncate", "shutil.copy",
    "shutil.copyfile", "shutil.move",
}  # fmt: skip
FLAGS = {"O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND"}


def writers(source: str) -> list[int]:
    """List the lines of a source that open a file for writing, or change one by its path."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in FLAGS:
            found.append(node.lineno)
        if not isinstance(node, ast.Call):
            continue
        whole = ast.unparse(node.func)
        name = whole.rpartition(".")[2]
        texts = [a.value for a in [*node.args, *(k.value for k in node.keywords)]
                 if isinstance(a, ast.Constant) and isinstance(a.value, str)]  # fmt: skip
        opens = name in ("open", "fdopen") and any(
            set(text) <= set("rwaxbt+") and set(text) & set("wax+") for text in texts
        )
        if {name, whole} & WRITES or opens:
            found.append(node.lineno)
    return found


@pytest.mark.parametrize("path", FILES, ids=module)
def test_only_one_room_writes_to_a_disk(path: Path) -> None:
    if path.relative_to(TOP).as_posix() not in OWN_WAY:
        found = writers(path.read_text(encoding="utf-8"))
        assert not found, (
            f"{module(path)}:{found[0]} writes to a disk; see wargame/saves/write/disk.py"
        )


@pytest.mark.parametrize(
    "source",
    [
        "path.write_text('x')",
        "open(path, 'w')",
        "path.open('r+b')",
        "path.open(mode='ab')",
        "os.open(path, os.O_RDWR)",
        "path.parent.mkdir(parents=True)",
        "os.rename(a, b)",
    ],
)
def test_a_writer_is_found(source: str) -> None:
    assert writers(source) == [1]


def test_the_rooms_that_write_in_their_own_way_do_write() -> None:
    for name in OWN_WAY:
        assert writers((TOP / name).read_text(encoding="utf-8")), f"{name} writes nothing"
