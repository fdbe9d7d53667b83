"""Ours beside its peers in one run, each as a ratio to python-chess measured just before it.

    python -m tests.benchmarks.peers [--compiled FOLDER] [--rounds 9]

Peers are installed into a throw-away environment; one that cannot be is named with the reason. The
compiled form lies in FOLDER (`python -m tests.compiled FOLDER`), or is built for this run. Prints
the table of the README: the median ratio of all rounds, its spread, and the games' kind.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from attrs import frozen

from tests.compiled import TOP, build

HERE = Path(__file__).resolve().parent
GAMES = str(HERE / "peer_games.py")
SECONDS = "0.5"
"""Processor time of each measurement."""
NODE = "boardgame.io"
PEERS = {
    "open_spiel": {
        "OpenSpiel, C++: Leduc poker": "spiel:leduc_poker",
        "OpenSpiel, C++: hearts": "spiel:hearts",
        "OpenSpiel, C++: cribbage": "spiel:cribbage",
        "OpenSpiel, C++: gin rummy": "spiel:gin_rummy",
        "OpenSpiel, C++: backgammon": "spiel:backgammon",
        "OpenSpiel, Python: liar's poker": "spiel:python_liars_poker",
        "OpenSpiel, Python: block dominoes": "spiel:python_block_dominoes",
    },
    "pettingzoo[classic]": {
        "PettingZoo: connect four": "zoo:connect_four_v3",
        "PettingZoo: tic-tac-toe": "zoo:tictactoe_v3",
    },
    "pokerkit": {"PokerKit: hold'em of three": "poker"},
}
OURS = {
    "ours": "**ours**, options listed and one applied",
    "ours-viewed": "**ours**, with the view of the seat that is asked",
    "ours-readme": "**ours**, as the README plays, with a view",
}


@frozen
class Contender:
    """What is measured: the command that prints decisions and seconds, and where it is run."""

    name: str
    command: tuple[str, ...]
    folder: Path

    def decision(self) -> float:
        """Return the seconds of a decision."""
        run = subprocess.run(
            [*self.command, SECONDS], cwd=self.folder, capture_output=True, text=True, check=True,
            timeout=300, env={**os.environ, "PYTHONPATH": str(self.folder)},
        )  # fmt: skip
        decisions, spent = run.stdout.split()
        return float(spent) / int(decisions)


def ours(folder: Path, form: str) -> Iterator[Contender]:
    """Yield ours in one form, which lies in a folder."""
    for word, name in OURS.items():
        yield Contender(f"{name}, {form}", (sys.executable, GAMES, word), folder)


def installed(folder: Path) -> Iterator[Contender]:
    """Install the peers, and yield those that play; name the others with the reason."""
    venv.create(folder / "peers", with_pip=True)
    python = str(next((folder / "peers").glob("[bS]*[ns]/python*")))
    for package, games in PEERS.items():
        if _did(package, [python, "-m", "pip", "install", "-q", package], folder):
            for name, word in games.items():
                one = Contender(name, (python, GAMES, word), folder)
                if _did(name, [*one.command, "0"], folder):
                    yield one
    if _did(NODE, ["npm", "install", "--silent", "--no-audit", "--no-fund", NODE], folder):
        script = folder / "peer_game.cjs"
        script.write_bytes((HERE / script.name).read_bytes())
        yield Contender(f"{NODE}: a small card game", ("node", str(script)), folder)


def _did(name: str, command: list[str], folder: Path) -> bool:
    """Run a command; say in one line why it did not work."""
    try:
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"{name} is left out: {error}", flush=True)
        return False
    if run.returncode:
        said = (run.stderr or run.stdout).strip().splitlines()
        print(f"{name} is left out: {said[-1] if said else 'no reason given'}", flush=True)
    return not run.returncode


def table(contenders: list[Contender], rounds: int) -> Iterator[str]:
    """Measure all in turn, `rounds` times, and yield the lines of the table."""
    chess = Contender(
        "python-chess, legal moves listed and one pushed", (sys.executable, GAMES, "chess"), TOP
    )
    times: dict[str, list[float]] = {one.name: [] for one in (chess, *contenders)}
    ratios: dict[str, list[float]] = {one.name: [] for one in contenders}
    for _ in range(rounds):
        for one in contenders:
            yardstick, own = chess.decision(), one.decision()
            times[chess.name].append(yardstick)
            times[one.name].append(own)
            ratios[one.name].append(own / yardstick)
    yield "| who | µs a decision | ratio to chess |"
    yield "|---|---:|---:|"
    yield f"| {chess.name} | {median(times[chess.name]) * 1e6:.1f} | 1 |"
    for name, found in sorted(ratios.items(), key=lambda row: median(row[1])):
        low, high = min(found), max(found)
        yield (
            f"| {name} | {median(times[name]) * 1e6:.1f} | "
            f"{median(found):.3f} ({low:.3f} to {high:.3f}) |"
        )


def main() -> None:
    """Install, measure, print."""
    parser = ArgumentParser(description="Ours beside its peers.")
    parser.add_argument("--compiled", type=Path, metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--no-peers", action="store_true", help="ours and chess alone")
    chosen = parser.parse_args()
    with TemporaryDirectory() as scratch:
        folder = chosen.compiled or Path(scratch, "form")
        if chosen.compiled is None:
            os.environ.setdefault("WARGAME_OPTIMIZE", "2")
            build(folder)
        contenders = [*ours(TOP, "pure"), *ours(folder.resolve(), "compiled")]
        if not chosen.no_peers:
            contenders += installed(Path(scratch))
        for line in table(contenders, chosen.rounds):
            print(line, flush=True)


if __name__ == "__main__":
    main()
