"""Arrows fall: a file imports lower floors only, and the engine knows no screen."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import wargame

TOP = Path(wargame.__file__).parent
FLOORS = {
    "table": 1, "verbs": 2, "content": 3, "engine": 4, "record": 5, "bots": 6, "lab": 7,
    "session": 7, "players": 7, "show": 8, "asked": 8, "line": 8, "tui": 8, "commands": 9,
    "cli": 10, "__main__": 11, "__init__": 4,
}  # fmt: skip
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


def floor(name: str) -> int:
    parts = name.split(".")
    return FLOORS[parts[1] if len(parts) > 1 else "__init__"]


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_file_imports_no_higher_floor(path: Path) -> None:
    mine = floor(module(path))
    for name in imports(path):
        assert floor(name) <= mine, f"{module(path)} imports {name} from above"


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
    "code", ["import wargame", "import wargame.ui.line.table, wargame.saves.write.journal"]
)
def test_the_engine_imports_no_screen(code: str) -> None:
    script = f"import sys; {code}; print([m for m in ('textual', 'rich') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_only_moves_and_flow_write_to_the_state() -> None:
    slots = "turn|first|actor|cause"
    for path in FILES:
        if path.name in ("moves.py", "flow.py", "state.py", "view.py", "program.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            targets = node.targets if isinstance(node, ast.Assign) else (
                [node.target] if isinstance(node, ast.AugAssign) else [])  # fmt: skip
            for target in targets:
                base = target.value if isinstance(target, ast.Subscript) else target
                if isinstance(base, ast.Attribute) and isinstance(base.value, ast.Name):
                    assert not (base.value.id == "state" and base.attr not in ("events",)), (
                        f"{module(path)}:{node.lineno} writes to the state ({slots})"
                    )
