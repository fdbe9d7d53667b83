"""The build hook: a wheel with the hot floors compiled, where WARGAME_COMPILED=1 asks for one.

mypyc turns the modules that pyproject.toml names into C, a C compiler turns that into native
modules, and the wheel holds them beside their source. Nothing is written into the tree.
"""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WANTED = os.environ.get("WARGAME_COMPILED") == "1"
OPTIMIZE = os.environ.get("WARGAME_OPTIMIZE", "2")
"""How hard the C compiler tries: 1 takes it two thirds of the time."""
NEEDED = ("mypy>=2.4,<3", "setuptools>=65", "attrs>=24.2,<27")
"""What compiling needs besides a C compiler; nobody else has to download it."""
TYPES = (
    "--config-file=", "--ignore-missing-imports", "--follow-imports=silent",
    "--hide-error-context", "--no-error-summary",
)  # fmt: skip
PROBE = "#include <Python.h>\nPyMODINIT_FUNC PyInit_probe(void) { return NULL; }\n"
NO_COMPILER = (
    "WARGAME_COMPILED=1 needs a C compiler and the headers of Python (Debian: apt install gcc "
    "python3-dev), and there is none here. Without the variable the same game is installed as it "
    "is written, in pure Python."
)
NOT_EDITABLE = (
    "WARGAME_COMPILED=1 compiles what is installed, and an editable install runs the source where "
    "it stands. Install with `pip install .`, or without the variable."
)


class CompiledWheel(BuildHookInterface[Any]):
    """Put native modules into the wheel."""

    def dependencies(self) -> list[str]:
        return list(NEEDED) if WANTED else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not WANTED:
            return
        if version == "editable":
            self.app.abort(NOT_EDITABLE)
        files = sorted(_files(Path(self.root), self.config))
        self.made = TemporaryDirectory()
        made = Path(self.made.name)
        with chdir(self.root):
            annotations = made / "annotations.json"
            annotations.write_text(json.dumps(dict(_annotations(files))), encoding="utf-8")
            if not _compiles(made):
                self.app.abort(NO_COMPILER)
            for path, name in _compile(files, made):
                build_data["force_include"][str(path)] = name
        build_data["force_include"][str(annotations)] = "wargame/annotations.json"
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if WANTED:
            self.made.cleanup()


def _files(top: Path, config: Mapping[str, Any]) -> Iterator[str]:
    for pattern in config["compile"]:
        for path in top.glob(pattern):
            name = path.relative_to(top).as_posix()
            if path.name != "__init__.py" and name not in config["leave"]:
                yield name


def _annotations(files: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the annotations of each class, which a compiled class does not keep
    (`wargame/system/form.py` reads them)."""
    for file in files:
        for node in ast.parse(Path(file).read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                module = file.removesuffix(".py").replace("/", ".")
                yield (
                    f"{module}.{node.name}",
                    {
                        line.target.id: ast.unparse(line.annotation)
                        for line in node.body
                        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
                    },
                )


def _compiles(made: Path) -> bool:
    """Try whether a module can be compiled here at all."""
    from setuptools import Distribution, Extension
    from setuptools.command.build_ext import build_ext
    from setuptools.errors import CompileError, LinkError, PlatformError

    source = made / "probe.c"
    source.write_text(PROBE, encoding="utf-8")
    probe = build_ext(Distribution({"ext_modules": [Extension("probe", [str(source)])]}))
    probe.build_lib = probe.build_temp = str(made / "probe")
    probe.ensure_finalized()
    try:
        probe.run()
    except (CompileError, LinkError, PlatformError):
        return False
    return True


def _compile(files: list[str], made: Path) -> Iterator[tuple[Path, str]]:
    """Compile modules, all cores at once; yield each native module and its name in the wheel."""
    from mypyc.build import mypycify
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    class AllCores(build_ext):
        def build_extensions(self) -> None:
            one = self.compiler.compile

            def compile(sources: list[str], **how: Any) -> list[str]:
                largest_first = sorted(sources, key=lambda source: -Path(source).stat().st_size)
                with ThreadPoolExecutor(os.cpu_count()) as pool:
                    made = pool.map(partial(_call, one, how), largest_first)
                    return [name for names in made for name in names]

            self.compiler.compile = compile
            super().build_extensions()

    modules = mypycify(
        [*TYPES, f"--cache-dir={made / 'types'}", *files],
        group_name="wargame", multi_file=True, opt_level=OPTIMIZE, debug_level="0",
        target_dir=str(made / "c"),
    )  # fmt: skip
    command = AllCores(Distribution({"name": "wargame", "ext_modules": modules}))
    command.build_lib, command.build_temp = str(made / "native"), str(made / "objects")
    command.ensure_finalized()
    command.run()
    for path in (made / "native").rglob("*"):
        if path.is_file():
            yield path, path.relative_to(made / "native").as_posix()


def _call(one: Any, how: dict[str, Any], source: str) -> list[str]:
    made: list[str] = one([source], **how)
    return made
