"""A new game: who sits where, which scenario, which seed."""

from __future__ import annotations

from attrs import frozen
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Button, Input, Static

from wargame.bots.bot import BOTS, DIFFICULTY, STUDY
from wargame.content.specs import Ruleset, Scenario
from wargame.saves.format.header import SEED_DIGITS
from wargame.ui.learned import WHO_LEARNS
from wargame.ui.players import HUMAN
from wargame.ui.tui.keys import bindings
from wargame.ui.tui.palette import QUIET, WARNING
from wargame.ui.tui.screens.base import Page
from wargame.ui.tui.screens.dialogs import Choice
from wargame.ui.tui.table_model import ListedOption
from wargame.ui.tui.text import clean_name, say
from wargame.ui.tui.widgets.fields import Cycle, Field
from wargame.ui.tui.widgets.panels import Rule

TABLES = [("", "as the scenario says"), ("basic", "basic: fewer tracks"), ("full", "full")]
FIELDS = "Cycle, Input"
ABOUT = {HUMAN: "one of you; a letter begins the name"} | {
    id: BOTS[id][1] for id in (*DIFFICULTY, *(id for id in BOTS if id not in DIFFICULTY))
}
"""What is said of whoever may sit at a seat, in the order of the field."""
HELP = {
    "scenario": "Left and right show the others; The First Week teaches the game.",
    "table": "The basic game leaves out flags, guesses and the long-run tracks.",
    "name": "The name that stands beside the seat; it may stay empty.",
    "hints": "With hints a seat may ask for advice, and the first game is guided.",
    "code": "A code seals the save: without it nobody can go on, or look into it.",
    "again": "The code once more, so that it holds no slip.",
    "seed": "A number names one deal, to be played again; without one it is secret.",
    "begin": "Deal the cards.",
    "leave": "Back to the menu; nothing is begun.",
}
"""What is said of the other fields, by their ids."""
TWICE = "Type the same code twice: a code that is mistyped locks the game for ever."


@frozen
class GameSettings:
    """The settings of a new game.

    `seed` None draws one, `basic` None leaves it to the scenario, a `code` seals the save.
    """

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
    if not (number.isascii() and number.isdigit()) or len(number) > SEED_DIGITS:
        raise ValueError(f"A seed is a whole number of at most {SEED_DIGITS} digits, or nothing.")
    return int(text)


class SeatField(Cycle):
    """The field for who plays a seat. Letters typed here go to the field for the name."""

    class Typed(Message):
        """A letter was typed."""

        def __init__(self, seat: str, letter: str) -> None:
            self.seat, self.letter = seat, letter
            super().__init__()

    def __init__(self, seat: str) -> None:
        levels = {word: f"{word}, {DIFFICULTY.get(word, STUDY)}" for word in BOTS}
        super().__init__([(word, levels.get(word, word)) for word in ABOUT], id=f"who-{seat}")
        self.seat = seat

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether the field takes a key, as it does letters."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Post a letter as the beginning of a name."""
        if event.is_printable:
            event.stop()
            self.post_message(self.Typed(self.seat, (event.character or "").strip()))


def who_learns() -> Choice:
    """Ask who plays the lesson; the result is the number of people."""
    listed = tuple(ListedOption(str(people), text) for people, text in WHO_LEARNS.items())
    return Choice("Who learns?", "Enter takes the first.", listed)


class Setup(Page[GameSettings | None]):
    """Its result is the settings of the new game; None when it is left."""

    BINDINGS = bindings("setup")
    AUTO_FOCUS = "#scenario"

    def __init__(self, scenarios: list[tuple[Scenario, Ruleset]]) -> None:
        super().__init__()
        self.scenarios = scenarios

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        scenario, ruleset = self.scenarios[0]
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
                    yield SeatField(seat.id)
                    yield Field(
                        placeholder="name, if you like",
                        id=f"name-{seat.id}",
                        max_length=60,
                        select_on_focus=False,
                    )
            yield Static("", id="about")
            with Horizontal(classes="field"):
                yield Static("Hints", classes="label")
                yield Cycle([("on", "on: a seat may ask"), ("off", "off")], id="hints")
            with Horizontal(classes="field"):
                yield Static("Code", classes="label")
                for id, hint in (("code", "none; else it seals"), ("again", "the code again")):
                    yield Field(placeholder=hint, id=id, password=True)
            with Horizontal(classes="field"):
                yield Static("Seed", classes="label")
                yield Field(placeholder="a sealed deal", id="seed")
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

        self.tell_about()

    def on_descendant_focus(self) -> None:
        """Explain the field with the focus."""
        self.tell_about()

    def tell_about(self) -> None:
        """Say what the field under the cursor is for, or who is chosen for a seat."""
        at = self.focused
        id = "" if at is None or at.id is None else at.id.partition("-")[0]
        text = ABOUT[at.value] if isinstance(at, SeatField) else HELP.get(id, "")
        self.query_one("#about", Static).update(say(text, QUIET))

    def on_seat_field_typed(self, event: SeatField.Typed) -> None:
        """Go on in the name."""
        name = self.query_one(f"#name-{event.seat}", Input)
        if name.visible:
            name.focus()
            name.insert_text_at_cursor(event.letter)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Remove the old message about a fault; show the second field for a code."""
        self.query_one("#fault", Static).update("")
        if event.input.id == "code":
            self.query_one("#again").visible = bool(event.value)

    def _scenario(self) -> tuple[Scenario, Ruleset]:
        return self.scenarios[self.query_one("#scenario", Cycle).at]

    def action_begin(self) -> None:
        """Read the fields and return the settings, or say what is wrong."""
        scenario, ruleset = self._scenario()
        code = self.query_one("#code", Input).value
        again = self.query_one("#again", Input)
        if code and code != again.value:
            with self.prevent(Input.Changed):
                again.clear()  # nobody can mend what is masked
            self.refuse(TWICE, "#again")
            return
        try:
            seed = read_seed(self.query_one("#seed", Input).value)
        except ValueError as error:
            self.refuse(str(error), "#seed")
            return
        players = {}
        for seat in ruleset.seat:
            who = self.query_one(f"#who-{seat.id}", Cycle).value
            name = clean_name(self.query_one(f"#name-{seat.id}", Input).value)
            players[seat.id] = f"{who}:{name}" if name and who == HUMAN else who
        table = self.query_one("#table", Cycle).value
        basic = table == "basic" if table else None
        hints = self.query_one("#hints", Cycle).value == "on"
        self.dismiss(GameSettings(scenario.id, players, seed, basic, hints, code or None))

    def refuse(self, why: str, field: str) -> None:
        """Say what is wrong, and where."""
        self.query_one("#fault", Static).update(say(why, WARNING))
        self.query_one(field).focus()

    def action_field_before(self) -> None:
        """Go to the field before. Only going down reaches the buttons."""
        self.focus_previous(FIELDS)

    def action_field_after(self) -> None:
        """One field on."""
        self.focus_next()

    def action_back(self) -> None:
        """Leave without a game."""
        self.dismiss(None)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Begin the game or go back."""
        if event.button.id == "begin":
            self.action_begin()
        else:
            self.action_back()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Begin the game from the last field; from another, go to the next."""
        if event.input.id == "seed":
            self.action_begin()
        else:
            self.focus_next()
