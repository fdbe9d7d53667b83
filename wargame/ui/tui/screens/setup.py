"""A new game: who sits where, which scenario, which seed."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Button, Input, Static

from wargame.bots.bot import BOTS, DIFFICULTY
from wargame.content.specs import Ruleset, Scenario
from wargame.saves.format.header import SEED_DIGITS
from wargame.ui.learned import LEARNERS
from wargame.ui.players import HUMAN
from wargame.ui.settings import OFF, ON
from wargame.ui.tui.keys import bindings
from wargame.ui.tui.palette import QUIET, WARNING
from wargame.ui.tui.screens.base import Page
from wargame.ui.tui.screens.dialogs import Choice
from wargame.ui.tui.table_model import ListedOption
from wargame.ui.tui.text import clean_name, current_face, say
from wargame.ui.tui.widgets.fields import Cycle, Field
from wargame.ui.tui.widgets.rule import Rule

TABLES = ("", "basic", "full")
FIELDS = "Cycle, Input"


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
        raise ValueError(current_face().seed_expected(SEED_DIGITS))
    return int(text)


def who_may_sit() -> dict[str, str]:
    """Return who may sit at a seat, and how that is said: people first, then bots, those that
    newcomers meet before others."""
    bots = [*DIFFICULTY, *(id for id in BOTS if id not in DIFFICULTY)]
    return {HUMAN: HUMAN} | {id: current_face().bot_level(id, id) for id in bots}


class SeatField(Cycle):
    """The field for who plays a seat. Letters typed here go to the field for the name."""

    class Typed(Message):
        """A letter was typed."""

        def __init__(self, seat: str, letter: str) -> None:
            self.seat, self.letter = seat, letter
            super().__init__()

    def __init__(self, seat: str) -> None:
        super().__init__([*who_may_sit().items()], id=f"who-{seat}")
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
    face = current_face()
    listed = tuple(ListedOption(str(people), face.learning(people)) for people in LEARNERS)
    return Choice(face.who_learns(), face.who_learns_hint(), listed)


def label(id: str) -> Static:
    """Make the label of a field."""
    return Static(say(current_face().field_name(id)), classes="label")


def values(field: str, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return the values of a field, and how each is said."""
    face = current_face()
    return [(id, face.field_value(f"{field}.{id}" if id else field)) for id in ids]


class Setup(Page[GameSettings | None]):
    """Its result is the settings of the new game; None when it is left."""

    BINDINGS = bindings("setup")
    AUTO_FOCUS = "#scenario"

    def __init__(self, scenarios: list[tuple[Scenario, Ruleset]], *, hints: bool = True) -> None:
        super().__init__()
        self.scenarios, self.hints = scenarios, hints

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        scenario, ruleset = self.scenarios[0]
        face = current_face()
        with Vertical(classes="page"):
            yield Rule(face.menu_item("new"))
            with Horizontal(classes="field"):
                yield label("scenario")
                names = [(s.id, face.turns_in_all(s.name, s.turns)) for s, _ in self.scenarios]
                yield Cycle(names, id="scenario")
            yield Static(say(scenario.premise, QUIET), id="premise")
            with Horizontal(classes="field"):
                yield label("table")
                yield Cycle(values("table", TABLES), id="table")
            for seat in ruleset.seat:
                with Horizontal(classes="field"):
                    yield Static(say(f"{seat.shape} {seat.name}"), classes="label")
                    yield SeatField(seat.id)
                    yield Field(
                        placeholder=face.field_empty("name"),
                        id=f"name-{seat.id}",
                        max_length=60,
                        select_on_focus=False,
                    )
            yield Static("", id="about")
            with Horizontal(classes="field"):
                yield label("hints")
                yield Cycle(values("hints", (ON, OFF)), id="hints", at=not self.hints)
            with Horizontal(classes="field"):
                yield label("code")
                for id in ("code", "again"):
                    yield Field(placeholder=face.field_empty(id), id=id, password=True)
            with Horizontal(classes="field"):
                yield label("seed")
                yield Field(placeholder=face.field_empty("seed"), id="seed")
            yield Static("", id="fault")
            with Horizontal(id="buttons"):
                for id in ("begin", "leave"):
                    yield Button(face.field_name(id), id=id, compact=True)

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
        at, face = self.focused, current_face()
        id = "" if at is None or at.id is None else at.id.partition("-")[0]
        if isinstance(at, SeatField):
            text = face.human_about() if at.value == HUMAN else face.bot_about(at.value)
        else:
            text = face.field_about(id) if id else ""
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
            self.refuse(current_face().code_twice(), "#again")
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
        hints = self.query_one("#hints", Cycle).value == ON
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
