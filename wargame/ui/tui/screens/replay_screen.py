"""The screen of a replay: the curves of the game, one step, and the hands at that step."""

from __future__ import annotations

from pathlib import Path

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from wargame.saves.format.errors import BadSave, SaveFailed
from wargame.saves.replay.knowledge import KINDS, Known, knowledge
from wargame.saves.replay.replay import Replay
from wargame.saves.replay.viewer import PUBLIC, Viewer
from wargame.saves.write import journal
from wargame.ui.tui.keys import KEYS, PLACES, bindings
from wargame.ui.tui.palette import ACCENT, BRIGHT, CALM, HEADING, INK, LIGHT, QUIET, SOFT, WARNING
from wargame.ui.tui.scene import ReplayModel, StyledLine, scene
from wargame.ui.tui.screens.base import Page
from wargame.ui.tui.screens.branching import Branching
from wargame.ui.tui.screens.dialogs import Finder, Reader, TextPrompt, key_lines
from wargame.ui.tui.screens.table_dialogs import hand_parts
from wargame.ui.tui.table_model import board_lines
from wargame.ui.tui.text import current_face, current_look, fit, rows, say
from wargame.ui.tui.widgets.board import Seats, StandingPanel
from wargame.ui.tui.widgets.panels import Hand
from wargame.ui.tui.widgets.replay_panels import Curves, ReplayHeader, ReplayWidget, VerdictLine
from wargame.ui.tui.widgets.rule import Rule

SPEEDS = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Steps a second."""


class ReplayScreen(Page[Path | None]):
    """One replay. `ply` is the stop that is shown, `viewer` the viewer who sees it.

    Its result is the save of a branch that is to be played, or None. Branches are kept in `folder`,
    by default the game's own; without `branches` none is offered.
    """

    BINDINGS = bindings("replay")
    AUTO_FOCUS = None

    def __init__(
        self, replay: Replay, viewer: Viewer | None = None, ply: int = 0,
        folder: Path | None = None, branches: bool = True,
    ) -> None:  # fmt: skip
        super().__init__()
        self.branches = branches
        self.folder = folder or replay.loaded.path.parent
        self.replay = replay
        self.viewer = replay.viewers[0] if viewer is None else viewer
        self.ply = replay.find_ply(ply, self.viewer)
        self.speed = 1
        self.timer: Timer | None = None

    def body(self) -> ComposeResult:
        """Yield the widgets of the screen."""
        with Vertical(classes="page"):
            yield ReplayHeader(id="where")
            yield VerdictLine(id="believed")
            yield Curves(id="curves")
            with Horizontal(id="numbers"):
                yield Seats(id="seats")
                standing = StandingPanel(id="standing")
                standing.rest = "t"
                yield standing
            with Horizontal(id="stop"):
                with Vertical(id="stop-left"):
                    yield Rule(current_face().this_step(), id="rule-step")
                    with VerticalScroll(id="told", can_focus=False):
                        yield Static(id="told-text")
                with Vertical(id="stop-right"):
                    yield Rule(current_face().hands_head(), id="rule-hands")
                    yield Hand(id="held")

    def set_up(self) -> None:
        """Fill the widgets and set the focus."""
        strip = scene(self.replay, self.ply, self.viewer).strip
        self.query_one(Curves).styles.height = 1 + len(strip.curves)
        self.show()

    # -- showing ------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the present stop."""
        seen = scene(self.replay, self.ply, self.viewer)
        where = self.query_one(ReplayHeader)
        where.playing = f"▶ {SPEEDS[self.speed]:g}/s" if self.timer is not None else ""
        for widget in self.query(ReplayWidget):
            widget.show(seen)
        self.query_one(Seats).show(seen.glance)
        self.query_one(StandingPanel).show(seen.glance)
        self.query_one("#told-text", Static).update(step_content(seen.told))
        self.query_one("#told", VerticalScroll).scroll_home(animate=False)
        self.query_one("#rule-hands", Rule).tell(hands_title(seen))
        self.query_one("#rule-step", Rule).tell(note=self.notes_near())
        self.query_one("#hand-text", Static).update(hands_content(seen))

    @property
    def verdict_name(self) -> str:
        """The verdict in one word, for dialogs over this screen."""
        return self.replay.loaded.verdict.name

    def notes_near(self) -> str:
        """Return the number of notes in the file in words, so that readers look for them."""
        count = len(self.replay.loaded.notes)
        return current_face().notes_in_file(count) if count else ""

    def go(self, ply: int) -> None:
        """Go to a stop and show it."""
        self.ply = self.replay.find_ply(max(0, min(ply, self.replay.last)), self.viewer)
        self.show()

    def move_stops(self, steps: int) -> bool:
        """Go `steps` stops forward, or back if negative; return whether there was one."""
        stops = self.replay.stops(self.viewer)
        at = self.replay.nearest(self.ply, self.viewer)
        there = max(0, min(at + steps, len(stops) - 1))
        if there != at:
            self.go(stops[there])
        return there != at

    # -- going --------------------------------------------------------------------------------

    def action_step_on(self) -> None:
        """One step on."""
        self.halt()
        self.move_stops(1)

    def action_step_back(self) -> None:
        """One step back."""
        self.halt()
        self.move_stops(-1)

    def action_turn_on(self) -> None:
        """To the next turn."""
        self.go(self.replay.neighbour_turn(self.ply, 1, self.viewer))

    def action_turn_back(self) -> None:
        """To the beginning of this turn, or of the one before."""
        self.go(self.replay.neighbour_turn(self.ply, -1, self.viewer))

    def action_to_start(self) -> None:
        """To the beginning."""
        self.go(0)

    def action_to_end(self) -> None:
        """To the end."""
        self.halt()
        self.go(self.replay.last)

    def action_jump(self) -> None:
        """Ask for a place and go there."""
        self.halt()
        face, label = current_face(), self.replay.label(self.ply, self.viewer)
        hint = face.jump_hint(self.replay.counts_plies(self.viewer))
        self.open(TextPrompt(face.jump_from(label), hint), self.jumped)

    def jumped(self, text: str | None) -> None:
        """Go to the place that was typed."""
        word = (text or "").strip().lower()
        number = word.removeprefix("t").strip()
        if not word:
            return
        turns = {str(turn): ply for ply, turn in self.replay.turns}
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            self.notify(current_face().jump_expected(), markup=False)
        elif word.startswith("t") and number not in turns:
            self.notify(current_face().turns_shown([*turns]), markup=False)
        elif word.startswith("t"):
            self.go(turns[number])
        else:
            self.go(self.replay.find(int(number), self.viewer))

    def on_curves_pointed(self, event: Curves.Pointed) -> None:
        """Go where the mouse pointed."""
        self.go(self.replay.stops(self.viewer)[event.number])

    # -- playing ------------------------------------------------------------------------------

    def action_run(self) -> None:
        """Play on, or pause; at the end, from the beginning."""
        if self.timer is not None:
            self.halt()
        else:
            if self.ply == self.replay.stops(self.viewer)[-1]:
                self.ply = 0
            self.timer = self.clock()
        self.show()

    def clock(self) -> Timer:
        """Start a timer for the present speed."""
        return self.set_interval(1 / SPEEDS[self.speed], self.tick)

    def tick(self) -> None:
        """Play one step; pause at the end, and while another screen is over this one."""
        if not self.on_top or self.too_small:
            return
        if not self.move_stops(1):
            self.halt()
            self.show()

    def halt(self) -> None:
        """Stop playing."""
        if self.timer is not None:
            self.timer.stop()
            self.timer = None

    def action_faster(self) -> None:
        """Play faster."""
        self.pace(1)

    def action_slower(self) -> None:
        """Play slower."""
        self.pace(-1)

    def pace(self, by: int) -> None:
        """Change the speed."""
        self.speed = max(0, min(self.speed + by, len(SPEEDS) - 1))
        if self.timer is not None:
            self.timer.stop()
            self.timer = self.clock()
        else:
            said = current_face().speed(f"{SPEEDS[self.speed]:g}")
            self.notify(said, markup=False, timeout=2)
        self.show()

    # -- looking ------------------------------------------------------------------------------

    def action_read_on(self) -> None:
        """Read on in the step."""
        self.query_one("#told", VerticalScroll).scroll_page_down(animate=False)

    def action_read_back(self) -> None:
        """Read back in the step."""
        self.query_one("#told", VerticalScroll).scroll_page_up(animate=False)

    def action_viewpoint(self) -> None:
        """Change to the next viewer."""
        viewers = self.replay.viewers
        if len(viewers) == 1:
            said = current_face().public_facts_until(self.replay.loaded.header.coded)
            self.notify(said, markup=False)
            return
        self.viewer = viewers[(viewers.index(self.viewer) + 1) % len(viewers)]
        self.go(self.ply)

    def action_note(self) -> None:
        """Ask for a note at this stop."""
        self.halt()
        face, label = current_face(), self.replay.label(self.ply, self.viewer)
        self.open(TextPrompt(face.note_at(label), face.note_hint()), self.noted)

    def noted(self, text: str | None) -> None:
        """Write the note."""
        if text is None or not text.strip():
            return
        try:
            self.replay.noted(journal.annotate(self.replay.loaded.path, self.ply, text))
        except (BadSave, SaveFailed) as error:
            self.notify(current_face().no_note(str(error)), markup=False, severity="error")
        self.show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no branch where none is wanted."""
        if action == "branch" and not self.branches:
            return False
        return super().check_action(action, parameters)

    def action_branch(self) -> None:
        """Ask what a branch from this ply is called, and leave to play it."""
        self.halt()
        Branching(self.replay, self.ply, self.folder, self, self.dismiss).ask()

    def action_knows(self) -> None:
        """Show what the viewer knows at this stop, and since when."""
        self.halt()
        self.open(knowledge_screen(self.replay, self.viewer, self.ply))

    def action_see_hand(self) -> None:
        """Show the hands whole."""
        game, parts = self.replay.game(self.ply), list[Content]()
        for seat in range(len(self.replay.names)):
            if self.viewer.holds(seat):
                parts += [say(self.replay.words.seat(seat), BRIGHT), *hand_parts(game, seat)]
        if self.viewer == PUBLIC:
            parts = [say(current_face().no_public_hand(KEYS["viewpoint"].signs), QUIET)]
        self.open(Reader(current_face().hands_head(), rows(parts), self.verdict_name))

    def action_see_table(self) -> None:
        """Show the whole public table."""
        lines = board_lines(self.replay.game(self.ply))
        text = rows([say(line, INK) for line in lines])
        self.open(Reader(current_face().table_head(), text, self.verdict_name))

    def action_log(self) -> None:
        """Show the log up to here, as far as the viewer could read it."""
        said = self.replay.said(self.replay.game(self.ply), 0, self.viewer)
        title = current_face().log_seen(self.viewer.name(self.replay.words), self.verdict_name)
        self.open(Finder(title, said, newest_last=True))

    def action_replay_help(self) -> None:
        """Show the keys, and the verdict in full."""
        face, loaded = current_face(), self.replay.loaded
        parts = [say(f"{loaded.verdict.name}: {loaded.sentence}.", BRIGHT)]
        if self.replay.cut:
            text = f"{self.replay.cut} {face.only_what_happened()}"
            parts.append(say(text, WARNING))
        if self.replay.public_only:
            parts.append(say(face.public_facts_shown(), ACCENT))
        parts += [Content(""), say(face.keys_head(), ACCENT)]
        parts += key_lines(PLACES["replay"], 24)
        self.open(Reader(face.replay_head(), rows(parts)))

    def action_leave(self) -> None:
        """Go back."""
        self.halt()
        self.dismiss(None)


STYLES = {
    "head": BRIGHT, "choice": HEADING, "reason": f"{LIGHT} italic", "moved": ACCENT,
    "event": SOFT, "note": CALM, "asked": BRIGHT, "option": QUIET,
}  # fmt: skip
MARKS = {"choice": "▸ ", "option": "  ", "moved": "  ", "event": "  "}


def step_content(told: tuple[StyledLine, ...]) -> Content:
    """Return the lines of a step as content."""
    parts: list[Content] = []
    for line in told:
        if line.style == "asked" and parts:
            parts.append(Content(""))
        parts.append(say(MARKS.get(line.style, "") + line.text, STYLES[line.style]))
    return rows(parts) if parts else Content("")


def hands_title(seen: ReplayModel) -> str:
    """Say whose cards are shown."""
    if not seen.cards:
        return current_face().no_hand()
    if len(seen.cards) > 1:
        return current_face().all_hands()
    return current_face().hand_of(seen.cards[0].seat)


def hands_content(seen: ReplayModel) -> Content:
    """Return the cards that the viewer may see, in brief."""
    parts: list[Content] = []
    for cards in seen.cards:
        if len(seen.cards) > 1:
            parts.append(say(cards.seat, BRIGHT))
        for card in cards.held:
            place = f"{card.place}: " if card.place else ""
            parts.append(say(f"  {place}{card.card.title}", ACCENT if place else SOFT))
        parts += [say(f"  {line}", QUIET) for line in cards.sealed]
    return rows(parts) if parts else Content("")


CELLS = 5
"""The least cells of a column of turns."""


def knowledge_screen(replay: Replay, viewer: Viewer, ply: int) -> Reader:
    """Return the dialog of what a viewer knows at a ply; for the referee, what each seat knows."""
    seats = list(range(len(replay.names))) if viewer.referee else [viewer.seat]
    known = [knowledge(replay.loaded.timeline, seat, ply) for seat in seats]
    label = replay.label(ply, viewer)
    face = current_face()
    who = face.each_seat() if viewer.referee else viewer.name(replay.words)
    text = rows(knowledge_parts(replay, seats, known))
    return Reader(face.known_by(who, label), text, replay.loaded.verdict.name)


def knowledge_parts(
    replay: Replay, seats: list[int], known_by_seat: list[list[Known]]
) -> list[Content]:
    """Return the known things by kind; a column for each seat gives the turn in which it learned
    one."""
    face, parts = current_face(), list[Content]()
    by_seat = [{thing.subject: thing for thing in things} for things in known_by_seat]
    marks = [current_look().marks[seat][0] if seat >= 0 else face.known_to_all() for seat in seats]
    cells = max(CELLS, *(cell_len(text) + 1 for text in (*marks, face.known_since(9, own=True))))
    for kind in KINDS:
        subjects: dict[tuple[str | int, ...], Known] = {}
        for things in known_by_seat:
            for thing in things:
                if thing.kind == kind:
                    first = subjects.get(thing.subject)
                    if first is None or thing.ply < first.ply:
                        subjects[thing.subject] = thing
        if not subjects:
            continue
        columns = "".join(fit(mark, cells) for mark in marks)
        parts += [Content("")] if parts else []
        parts.append(say(columns, BRIGHT) + say(face.known_head(kind), ACCENT))
        for subject, thing in sorted(subjects.items(), key=lambda pair: pair[1].ply):
            when = Content("")
            for known in by_seat:
                seen = known.get(subject)
                text = "·" if seen is None else face.known_since(seen.turn, seen.own)
                when += say(fit(text, cells), QUIET if seen is None else LIGHT)
            parts.append(when + say(thing.text, SOFT))
    return [*parts, Content(""), say(face.known_note(len(seats) > 1), QUIET)]
