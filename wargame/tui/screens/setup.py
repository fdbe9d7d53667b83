"""A new game: who sits where, which scenario, which seed."""

from __future__ import annotations

from attrs import frozen
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from wargame.bots.bot import BOTS
from wargame.content.model import Ruleset, Scenario
from wargame.players import HUMAN
from wargame.tui.keys import bindings
from wargame.tui.screens.base import Page
from wargame.tui.text import clean_name, say
from wargame.tui.widgets.board import QUIET
from wargame.tui.widgets.cycle import Cycle
from wargame.tui.widgets.panels import Rule

DIGITS = 18
TABLES = [("", "as the scenario says"), ("basic", "basic: fewer tracks"), ("full", "full")]


@frozen
class Wish:
    """What was asked for; `seed` None draws one, `basic` None is as the scenario says, a code
    seals the save."""

    scenario: str
    players: dict[str, str]
    seed: int | None
    basic: bool | None = None
    hints: bool = True
    code: str | None = None


def read_seed(text: str) -> int | None:
    """Read a seed; empty gives None. Raises `ValueError` with a sentence."""
    text = text.strip()
    if not text:
        return None
    number = text.removeprefix("-")
    if not (number.isascii() and number.isdigit()) or len(number) > DIGITS:
        raise ValueError(
            f"A seed is a whole number of at most {DIGITS} digits, or nothing for a new one."
        )
    return int(text)


class Setup(Page[Wish | None]):
    """Gives a wish, or None when it is left."""

    BINDINGS = [
        *bindings("back"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", "Next field", key_display="down", tooltip="Move"),
        Binding("f2", "begin", "Begin", tooltip="Deal the cards", id="begin"),
        Binding("ctrl+q", "quit", "Quit", id="quit"),
    ]
    AUTO_FOCUS = "#begin"

    def __init__(self, scenarios: list[tuple[Scenario, Ruleset]]) -> None:
        super().__init__()
        self.scenarios = scenarios

    def body(self) -> ComposeResult:
        scenario, ruleset = self.scenarios[0]
        who = [(HUMAN, "human"), *((id, f"{id}: {BOTS[id][1]}") for id in BOTS)]
        with Vertical(classes="page"):
            yield Rule("New game")
            with Horizontal(classes="field"):
                yield Static("Scenario", classes="label")
                names = [(s.id, f"{s.name} ({s.turns} turns)") for s, _ in self.scenarios]
                yield Cycle(names, id="scenario")
            yield Static(say(scenario.premise, QUIET), id="premise")
            with Horizontal(classes="field"):
                yield Static("Game", classes="label")
                yield Cycle(TABLES, id="table")
            for seat in ruleset.seat:
                with Horizontal(classes="field"):
                    yield Static(say(f"{seat.shape} {seat.name}"), classes="label")
                    yield Cycle(who, id=f"who-{seat.id}")
                    yield Input(
                        placeholder="name, if you like",
                        id=f"name-{seat.id}",
                        compact=True,
                        max_length=60,
                    )
            with Horizontal(classes="field"):
                yield Static("Hints", classes="label")
                yield Cycle([("on", "on: a seat may ask"), ("off", "off")], id="hints")
            with Horizontal(classes="field"):
                yield Static("Code", classes="label")
                yield Input(
                    placeholder="none; else it seals",
                    id="code",
                    compact=True,
                    password=True,
                    max_length=200,
                )
            with Horizontal(classes="field"):
                yield Static("Seed", classes="label")
                yield Input(placeholder="a sealed deal", id="seed", compact=True)
            yield Static("", id="fault")
            with Horizontal(id="buttons"):
                yield Button("Begin", id="begin", compact=True)
                yield Button("Back", id="leave", compact=True)

    def on_cycle_turned(self) -> None:
        """Show the premise; a bot needs no name."""
        scenario, ruleset = self._scenario()
        self.query_one("#premise", Static).update(say(scenario.premise, QUIET))
        for seat in ruleset.seat:
            human = self.query_one(f"#who-{seat.id}", Cycle).value == HUMAN
            self.query_one(f"#name-{seat.id}").visible = human

    def _scenario(self) -> tuple[Scenario, Ruleset]:
        return self.scenarios[self.query_one("#scenario", Cycle).at]

    def action_begin(self) -> None:
        """Read the fields and give the wish, or say what is wrong."""
        scenario, ruleset = self._scenario()
        try:
            seed = read_seed(self.query_one("#seed", Input).value)
        except ValueError as error:
            self.query_one("#fault", Static).update(say(str(error), "#ff9e64"))
            self.query_one("#seed").focus()
            return
        players = {}
        for seat in ruleset.seat:
            who = self.query_one(f"#who-{seat.id}", Cycle).value
            name = clean_name(self.query_one(f"#name-{seat.id}", Input).value)
            players[seat.id] = f"{who}:{name}" if name and who == HUMAN else who
        table = self.query_one("#table", Cycle).value
        basic = table == "basic" if table else None
        hints = self.query_one("#hints", Cycle).value == "on"
        code = self.query_one("#code", Input).value or None
        self.dismiss(Wish(scenario.id, players, seed, basic, hints, code))

    def action_back(self) -> None:
        """Leave without a game."""
        self.dismiss(None)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "begin":
            self.action_begin()
        else:
            self.action_back()

    def on_input_submitted(self) -> None:
        self.action_begin()
