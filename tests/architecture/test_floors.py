"""Arrows fall: a file imports lower floors only, and the engine knows no screen."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import wargame
from wargame.table.state import State

TOP = Path(wargame.__file__).parent
TOP_FLOORS = {"wargame/__init__.py": 7, "wargame/__main__.py": 15}
FLOOR = re.compile(r"Floor (\d+)")
FILES = sorted(TOP.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """List the modules of the project that a file imports, TYPE_CHECKING included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("wargame"):
            found.add(node.module)
            whole = TOP.parent / node.module.replace(".", "/")
            if whole.is_dir():
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("wargame")}
    return {
        name for name in found if (TOP.parent / name.replace(".", "/")).with_suffix(".py").is_file()
    }


def module(path: Path) -> str:
    return ".".join(path.relative_to(TOP.parent).with_suffix("").parts)


def path_of(name: str) -> Path:
    return (TOP.parent / name.replace(".", "/")).with_suffix(".py")


def floor(path: Path) -> int:
    """Read the floor of a file from its own docstring, or else from its nearest package's."""
    at_top = TOP_FLOORS.get(path.relative_to(TOP.parent).as_posix())
    if at_top is not None:
        return at_top
    for place in (path, *(folder / "__init__.py" for folder in path.parents)):
        if place == TOP / "__init__.py":
            break
        doc = ast.get_docstring(ast.parse(place.read_text(encoding="utf-8"))) or ""
        if found := FLOOR.match(doc):
            return int(found[1])
    raise AssertionError(f"no docstring says which floor {module(path)} is on")


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_file_imports_no_higher_floor(path: Path) -> None:
    if path.name == "__init__.py" and path.parent != TOP:
        return
    mine = floor(path)
    for name in imports(path):
        assert floor(path_of(name)) <= mine, f"{module(path)} imports {name} from above"


def test_no_circle_of_imports() -> None:
    graph = {module(path): imports(path) for path in FILES}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"a circle: {' -> '.join((*trail, name))}"
        if name not in done:
            for other in sorted(graph.get(name, ())):
                visit(other, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


@pytest.mark.parametrize(
    ("code", "late"),
    [
        ("import wargame", ("textual", "rich")),
        (
            "import wargame.ui.line.line_table, wargame.saves.write.journal",
            ("textual", "rich"),
        ),
        ("import wargame; wargame.Game.new('new-entente')", ("wargame.content.text.pseudo",)),
        (
            "import wargame.ui.tui.app",
            ("cattrs", "wargame.rules.model.rulebook", "wargame.ui.session"),
        ),
    ],
    ids=["engine", "lines", "game", "menu"],
)
def test_what_is_read_late_is_not_read_at_the_start(code: str, late: tuple[str, ...]) -> None:
    """The engine needs no screen, a game no second language, a menu no rulebook."""
    script = f"import sys; {code}; print([m for m in {late} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


STATE_SLOTS = set(State.__slots__) - {"events"}
WRITERS = {"table/moves.py", "table/flow.py", "table/state.py"}
BUILDERS = {"engine/view.py", "content/program.py"}
"""They lay out a new State before anybody plays on it."""
OTHERS = {"self", "trial"}
"""Names of things that have such a slot and are no State."""


def writes(path: Path) -> list[str]:
    """List where a file writes to a slot of a State, whatever the variable is called."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        targets = node.targets if isinstance(node, ast.Assign) else (
            [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else [])  # fmt: skip
        for target in targets:
            base = target
            while isinstance(base, ast.Subscript):
                base = base.value
            if isinstance(base, ast.Attribute) and base.attr in STATE_SLOTS:
                other = isinstance(base.value, ast.Name) and base.value.id in OTHERS
                if not other:
                    found.append(f"{module(path)}:{node.lineno} {ast.unparse(target)}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            inner = node.func.value
            while isinstance(inner, ast.Subscript):
                inner = inner.value
            if (
                node.func.attr in ("append", "pop", "clear", "extend", "insert", "remove", "sort")
                and isinstance(inner, ast.Attribute)
                and inner.attr in STATE_SLOTS
                and not (isinstance(inner.value, ast.Name) and inner.value.id in OTHERS)
            ):
                found.append(f"{module(path)}:{node.lineno} {ast.unparse(node.func)}")
    return found


def test_only_moves_and_flow_write_to_the_state() -> None:
    for path in FILES:
        if path.relative_to(TOP).as_posix() not in WRITERS | BUILDERS:
            assert writes(path) == []


PRINTS = re.compile(r"print|click\.s?echo|sys\.std(out|err)\.writ.*")
PRINTERS = {
    "ui/printing.py": "the one home",
    "system/standard_input.py": "the prompt of a question, on a floor below printing",
    "ui/line/line_table.py": "a stream of its own",
    "ui/line/line_replay.py": "the same",
    "cli/terminal.py": "a page that Rich has set",
}


def test_nothing_is_printed_but_by_printing() -> None:
    """Data past the terminal, prose cleaned: `printing.py` says why."""
    for path in FILES:
        if path.relative_to(TOP).as_posix() in PRINTERS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                call = ast.unparse(node.func)
                assert not PRINTS.fullmatch(call), (
                    f"{module(path)}:{node.lineno} prints by {call}; take printing.write or data"
                )


def test_a_text_file_names_its_encoding() -> None:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            call, named = ast.unparse(node), {word.arg for word in node.keywords}
            name = ast.unparse(node.func).rpartition(".")[2]
            text = name in ("read_text", "write_text") or (name == "open" and "'w'" in call)
            assert not text or "encoding" in named, f"{module(path)}:{node.lineno}: {call}"
