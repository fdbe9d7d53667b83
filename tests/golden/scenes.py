"""Scenes: for every kind of question, and every beat, a place in a recorded game that shows it.

The games are the saves of `saves/samples`, which keep their own content, and games of the two
villages, played by chance. `scenes.json` names the places; `python -m tests.golden.scenes` looks
for them anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

from attrs import asdict, frozen

from tests.conftest import micro_library, micro_pins
from tests.golden.make_samples import SAMPLES
from wargame.engine.game import Game
from wargame.rules.model.ledgers import BIDS
from wargame.rules.model.questions import column
from wargame.saves.format.pins import Pins
from wargame.saves.replay.loaded import load
from wargame.saves.replay.timeline import Timeline
from wargame.saves.write.journal import Journal
from wargame.ui.beats import next_beat
from wargame.ui.drafts import Draft
from wargame.ui.session import Session
from wargame.ui.settings import OFF, Settings
from wargame.ui.stakes import COLLAPSE, stakes

SCENES = Path(__file__).parent / "scenes.json"
MICRO = "micro-"
MICRO_GAMES = 12
"""So many games of the two villages show every kind of question that they have."""
PEOPLE = ("Ann", "Ben", "Cho")


@frozen
class Scene:
    """A place in a game: the ply at which a form begins, and the number of the question in it; for
    a beat, the number of its first event."""

    game: str
    ply: int
    at: int = 0


@frozen
class Recorded:
    """A game that has been played, with all its positions."""

    timeline: Timeline
    pins: Pins

    @property
    def keys(self) -> tuple[str, ...]:
        """Its choices."""
        return tuple(self.timeline.game.choices)

    def at(self, ply: int) -> Game:
        """Give the game before choice number `ply`, as people play it."""
        game = self.timeline.at(ply)
        game.players = {
            seat: f"human:{name}" for seat, name in zip(game.seats, PEOPLE, strict=False)
        }
        return game


@cache
def recorded(name: str) -> Recorded:
    """Read a sample, or play a game of the two villages."""
    if name.startswith(MICRO):
        seed = int(name.removeprefix(MICRO))
        game, rng = Game.of(micro_library().program("one-winter"), seed=seed), Random(seed)
        timeline = Timeline(game)
        while game.decision is not None:
            timeline.choose(rng.choice(game.decision.keys))
        return Recorded(timeline, micro_pins())
    loaded = load(SAMPLES / f"{name}.jsonl")
    assert loaded.header.pins is not None
    return Recorded(loaded.timeline, loaded.header.pins)


def names() -> list[str]:
    """List the games, those of the adaptive bots first."""
    samples = sorted((path.stem for path in SAMPLES.glob("*.jsonl")), key=lambda name: (
        "adaptive" not in name, name))  # fmt: skip
    return [*samples, *(f"{MICRO}{seed}" for seed in range(MICRO_GAMES))]


def kept() -> dict[str, Scene]:
    """Read the scenes by their names: the kind of a question, or `beat-` and its group."""
    stored = json.loads(SCENES.read_text(encoding="utf-8"))
    return {name: Scene(**values) for name, values in stored.items()}


def forms(played: Recorded) -> Iterator[tuple[Game, Draft]]:
    """Yield each form of a game, as it was filled in."""
    game, ply = played.at(0), 0
    while ply < len(played.keys):
        draft = filled(Draft(game), played.keys[ply:])
        if draft.complete:
            yield game, draft
        ply += len(draft.keys) if draft.complete else 1
        game = game.copy().play(played.keys[len(game.choices) : ply])


def filled(draft: Draft, keys: tuple[str, ...], most: int = 99) -> Draft:
    """Answer at most so many questions of a form with these keys."""
    ahead, last = draft.game.copy(), ""
    for key in keys[:most]:
        fields, at = draft.fields(), place(draft, ahead)
        beside = next((one.beside[last] for one in fields if last in one.beside), None)
        if at is not None and any(a.key == key and not a.why for a in fields[at].answers):
            one, last = fields[at], key
            if not (one.held and key == one.decision.idle):
                draft.give(one.slot, key)
        elif at is None and beside is not None and key in [one.key for one in beside.answers]:
            draft.set_beside(beside, key)
        else:
            break
        ahead.choose(key)
    return draft


def place(draft: Draft, ahead: Game) -> int | None:
    """Find the question of a form that the game ahead asks; None if the form does not hold it."""
    if ahead.decision is None:
        return None
    wanted = ahead.decision.question
    for at, one in enumerate(draft.fields()):
        if one.many and column(wanted) == one.slot:
            return at
        if not one.many and one.decision.question == wanted and not one.given:
            return at
    return None


def search() -> dict[str, Scene]:
    """Find a scene for every question and every beat, an alarm on the open table, and an end."""
    first: dict[str, Scene] = {}
    later: dict[str, Scene] = {}
    for name in names():
        played = recorded(name)
        sort = MICRO if name.startswith(MICRO) else ""
        for game, draft in forms(played):
            made = later if game.turn > 1 else first
            for kind, scene in shown_by(name, game, draft):
                made.setdefault(f"{sort}{kind}", scene)
        for group, scene in beats(name, played):
            first.setdefault(f"{sort}beat-{group}", scene)
        later.setdefault(f"{sort}end", Scene(name, len(played.keys)))
    return dict(sorted({**first, **later}.items()))


def shown_by(name: str, game: Game, draft: Draft) -> Iterator[tuple[str, Scene]]:
    """Yield what a form shows: its questions, its end; and what lies around it."""
    ply, keys, ahead = len(game.choices), draft.keys, game.copy()
    if not ply:
        return  # the briefing comes first
    for at, key in enumerate(keys):
        assert ahead.decision is not None
        yield ahead.decision.kind, Scene(name, ply, at)
        ahead.choose(key)
    assert game.decision is not None
    if not game.decision.private:
        if stakes(game.program, game.view(-1)).alarm == COLLAPSE:
            yield "alarm", Scene(name, ply)
    elif draft.is_form:
        yield "seal", Scene(name, ply, len(keys))
        if any(row[0] != draft.seat for row in game.state.ledgers[BIDS]):
            yield "bid-after-others", Scene(name, ply)


def beats(name: str, played: Recorded) -> Iterator[tuple[str, Scene]]:
    """Yield the beats of a game, by their groups."""
    game, since = played.at(0), 0
    for ply, key in enumerate(played.keys, 1):
        game.choose(key)
        while (beat := next_beat(game, since)) is not None:
            yield beat.group, Scene(name, ply, since)
            since = beat.until


def write() -> None:
    """Look for the scenes anew."""
    found = {name: asdict(scene) for name, scene in search().items()}
    lines = [f"  {json.dumps(name)}: {json.dumps(scene)}" for name, scene in found.items()]
    SCENES.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


_NUMBERS = count(1)


def session_of(folder: Path, scene: Scene) -> Session:
    """Sit down at the table of a scene; nobody holds the machine yet."""
    played = recorded(scene.game)
    game = played.at(scene.ply)
    path = folder / f"scene-{next(_NUMBERS)}.jsonl"
    journal = Journal.create(path, game, played.pins, typed=True)
    return Session(game, journal, {}, settings=Settings(beats=OFF))


if __name__ == "__main__":
    write()
