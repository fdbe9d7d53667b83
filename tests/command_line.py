"""The command line as tests call it: in this process, which is quick, or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from wargame.__main__ import main

Done = subprocess.CompletedProcess[str]


def wargame(
    *words: str, stdin: str = "", env: dict[str, str] | None = None, encoding: str = "utf-8"
) -> Done:
    """Run the command line in this process, without a terminal."""
    typed = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("visible_prompt_func", "hidden_prompt_func"):
            patch.setattr(click.termui, name, getattr(click.termui, name))
        for name in os.environ:
            patch.setenv(name, os.environ[name])  # the program takes some out
        for name, value in (env or {}).items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["wargame", *words])
        for name, stream in (("stdin", typed), ("stdout", out), ("stderr", err)):
            patch.setattr(sys, name, stream)
        with pytest.raises(SystemExit) as left:
            main()
        out.flush()
        err.flush()
    texts = [stream.buffer.getvalue().decode(encoding) for stream in (out, err)]  # type: ignore[attr-defined]
    code = left.value.code
    return Done(words, code if isinstance(code, int) else 0, *texts)


def started(
    *words: str, stdin: str = "", env: dict[str, str] | None = None, cwd: Path | None = None
) -> Done:
    """Run the command line in a process of its own, without a terminal."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})}
    given: list[str | bytes] = [*words]
    if sys.platform != "win32":  # whatever the locale of the tests, the words are UTF-8
        given = [word.encode("utf-8", "surrogateescape") for word in words]
    return subprocess.run(
        [sys.executable, "-m", "wargame", *given], input=stdin, capture_output=True, text=True,
        encoding="utf-8", env=environment, cwd=cwd, check=False, timeout=120,
    )  # fmt: skip
