"""The line mode: the whole game in plain lines, for pipes, scripts and screen readers.

Lines have prefixes; nothing is redrawn, boxed or coloured. `Event:` lines are public, a seat's
own name stands before what only that seat may read. When a seat needs its hand, the machine is
handed over: `Pass to …`, and nothing is shown until the word `hand` is typed. On a terminal the
private lines are written on their own page (`private_page.py`). It is wiped when the seat has
finished, and also when the game stops before that, even by a signal (`signals.py`). When a stopped
game continues, the machine is handed over again.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from math import inf
from operator import itemgetter
from textwrap import wrap
from time import monotonic
from typing import TextIO

from attrs import define, field

from wargame.content.card_text import face_lines
from wargame.engine.act import KINDS, WAITS
from wargame.engine.chair import CannotAct
from wargame.engine.game import CannotUndo, Game
from wargame.saves.format.errors import SaveFailed, printable
from wargame.system.paths import BadPath, command
from wargame.system.private_page import PrivatePage
from wargame.system.signals import LineWayOut, Woken, terminal_of
from wargame.system.standard_input import echo_off, number_in, plain
from wargame.system.standard_input import line as typed_line
from wargame.table.decision import Decision, Option
from wargame.ui import describe, question
from wargame.ui.about import about
from wargame.ui.beats import BRIEF, DRIFT, explained, next_beat
from wargame.ui.bell import bell_question, ring
from wargame.ui.chair import Door, act_of, fields, order, standing, waiting
from wargame.ui.clock import SITTING, clock_text, span_of
from wargame.ui.drafts import Draft, own_cards, unchanged
from wargame.ui.guide import consequence, guidance, meaning
from wargame.ui.hotkeys import CARDS
from wargame.ui.one_line import LEAST_LETTERS, fill_in, seals
from wargame.ui.players import BadPlayers
from wargame.ui.printing import prose, spell_output
from wargame.ui.session import NoHint, Session, hint_lines
from wargame.ui.settings import BadSetting, keep, setting_lines
from wargame.ui.stakes import own_stake_lines, public_stake_lines, stakes
from wargame.ui.story import Story, grid_lines
from wargame.ui.telling import painted
from wargame.ui.terms import NoTerm, find, read_section, sections, terms
from wargame.ui.words.face import FaceWords

TABLE_RULE = re.compile(r"[|-]+")
"""The line of a table below its heads."""
PROSE = 88
"""The widest line of prose on a terminal, and of the story of a game."""


def numbered(decision: Decision) -> dict[int, Option]:
    """Number the options of a question: from 1 on, but an amount has its own number."""
    amounts = [option.key.partition(":")[2] for option in decision.options]
    if decision.kind == "bid" and all(amount.isdecimal() for amount in amounts):
        return {int(a): option for a, option in zip(amounts, decision.options, strict=True)}
    return dict(enumerate(decision.options, 1))


class Quit(Exception):
    """The players stop; `code` is the exit code."""

    def __init__(self, code: int) -> None:
        self.code = code


@define(eq=False)
class LineTable:
    """One sitting in line mode.

    `told` is the number of events printed, `shown` that of the first event that no act in brief has
    told; `bare` says that the terminal shows lines for one seat alone; `page` is the page with
    these lines, None if the output is no terminal; `typed_ahead` is the command that was typed
    where the page was full.
    """

    session: Session
    read: Callable[[], str] = typed_line
    out: TextIO = field(factory=lambda: sys.stdout)
    told: int = 0
    shown: int = 0
    bare: bool = False
    page: PrivatePage | None = None
    way_out: LineWayOut | None = None
    typed_ahead: str = ""
    clock: Callable[[], float] = monotonic
    door: Door | None = field(init=False, default=None)
    """The door of the chair's console, once somebody has come to it."""
    _draft: Draft | None = field(init=False, default=None)
    _drafted: Decision | None = field(init=False, default=None)

    @property
    def game(self) -> Game:
        """The game that is played."""
        return self.session.game

    @property
    def face(self) -> FaceWords:
        """What the face says of itself."""
        return self.session.face

    @property
    def holder(self) -> int:
        """The seat that has the machine for itself, or -1."""
        return self.session.holder

    # -- speaking -----------------------------------------------------------------------------

    def say(self, text: str = "", *, asks: bool = False) -> None:
        """Print prose, the shapes of the seats spelled as their ruleset says. What `asks` is
        printed even if a command has been typed ahead."""
        seats = self.game.program.ruleset.seat
        text = prose(text, self.out, seats)
        if self.page is not None and self.page.size[0] > PROSE:
            text = "\n".join(self.wrapped(line) for line in text.split("\n"))
        if self.typed_ahead and not asks:
            return
        if self.bare and self.page is not None and not self.page.room(text):
            self.more(self.page)
            if self.typed_ahead and not asks:
                return
            self.page.room(text)
        self.out.write(text + "\n")

    def tell_as(self, id: str, text: str) -> None:
        """Print a line with what it tells before it."""
        self.say(self.face.line(id, text).rstrip())

    @staticmethod
    def wrapped(line: str) -> str:
        """Break a line of prose that is too long for a reader's eye; one that is not stays."""
        if len(line) <= PROSE:
            return line
        return "\n".join(wrap(line, PROSE, subsequent_indent="    ", break_on_hyphens=False))

    def more(self, page: PrivatePage) -> None:
        """Let the reader of a full page go on to an empty one. A word that is typed there is the
        next command: the rest of what is told is left out, up to the question."""
        self.out.write(f"{self.face.line_more()}\n")
        text = self.line()
        if plain(text).lower() == "quit":
            self.stop()
        self.typed_ahead = text
        self.out.write(page.erase())

    def name(self, seat: int) -> str:
        """Name a seat with its shape."""
        return self.game.words.seat(seat)

    def short(self, seat: int) -> str:
        """Name a seat plainly, for a prefix."""
        return self.game.program.ruleset.seat[seat].name

    def tell(self) -> None:
        """Print the events since the last call, as far as they may be read now."""
        game = self.game
        if self.told > len(game.events):  # the chair has gone back, and that is the last event
            self.told = self.shown = len(game.events) - 1
        public = dict(game.told(-1, self.told))
        private = dict(game.told(self.holder, self.told)) if self.holder >= 0 else {}
        if self.session.settings.beats == BRIEF:
            private = {number: text for number, text in private.items() if number not in public}
            public = self.acts()
        lines = [*self.meant()]
        for number in sorted({*public, *private}):
            if number in public:
                lines.append((number, self.face.line("event", public[number]).rstrip()))
            else:
                lines.append((number, f"{self.short(self.holder)}: {private[number]}"))
        for _, text in sorted(lines, key=itemgetter(0)):
            self.say(text)
        self.told = len(game.events)

    def meant(self) -> Iterator[tuple[int, str]]:
        """Yield why levels have drifted since the last call, and what the public acts mean to a
        learner, each with the number of the event that it comes before."""
        since = self.told
        while (beat := next_beat(self.game, since)) is not None:
            for line in explained(self.game, beat).lines if beat.group == DRIFT else ():
                yield beat.until, f"{beat.title}: {line}"
            if text := consequence(self.session, beat.first, beat.until):
                yield beat.until, self.face.line("guide", text).rstrip()
            since = beat.until

    def acts(self) -> dict[int, str]:
        """Return the public acts that are over since the last call, each in one line."""
        made = {}
        self.shown = min(self.shown, len(self.game.events))
        while (beat := next_beat(self.game, self.shown)) is not None:
            made[beat.first] = beat.brief
            self.shown = beat.until
        return made

    def board(self) -> None:
        """Print the table and what is at stake; in a sitting its seat's own stakes too."""
        for text in describe.table_lines(self.game):
            self.tell_as("board", text)
        game, holder = self.game, self.holder
        if holder >= 0:
            for text in own_stake_lines(game.words, stakes(game.program, game.view(holder))):
                self.say(f"{self.short(holder)}: {text}")
        for text in public_stake_lines(game.words, stakes(game.program, game.view(-1))):
            self.tell_as("stakes", text)

    def hand(self, seat: int) -> None:
        """Print a seat's hand and dossier."""
        self.uncover()
        for text in describe.hand_lines(self.game, seat) or [self.face.line_no_card()]:
            self.say(f"{self.short(seat)}: {text}")

    # -- listening ----------------------------------------------------------------------------

    def line(self) -> str:
        """Read one line. The end of the input stops the game, which is saved."""
        self.out.flush()
        if self.typed_ahead:
            text, self.typed_ahead = self.typed_ahead, ""
            return text
        text = self.read() if self.way_out is None else self.way_out.listen(self.read)
        if self.bare and self.page is not None and not self.page.typed(text):
            self.out.write(self.page.erase())
        if not text:
            self.cover()
            self.say(self.face.line_input_ends(self.session.how_to_resume))
            raise Quit(2)
        return text.strip()

    @property
    def alone(self) -> bool:
        """Whether one person plays, who has nothing to hide from anybody at the machine."""
        return len(self.session.people) == 1

    def uncover(self) -> None:
        """Begin a page for one seat, if there is none yet and others are at the machine."""
        if not self.bare and not self.alone:
            self.bare = True
            if self.page is not None:
                self.out.write(self.page.lift())

    def cover(self) -> None:
        """Wipe the lines for one seat alone."""
        last = self.last()
        self.bare = False
        if last:
            self.out.write(last)
            self.out.flush()

    def last(self) -> str:
        """Return what must be written before anybody else may look."""
        return self.page.lower() if self.bare and self.page is not None else ""

    def again(self) -> None:
        """Continue after a stop, which has wiped the page: the machine must be handed over
        again."""
        self.bare = False
        self.session.put_down()

    def pass_to(self, seat: int) -> bool:
        """Hand the machine over, unless one person keeps it; then show what only the seat reads.
        Return False if the chair has changed that meanwhile."""
        self.tell()
        if not self.alone and not self.wait_for(seat):
            return False
        briefing = self.session.own_briefing(seat)
        self.session.lift()
        self.uncover()
        for text in briefing:
            self.say(f"{self.short(seat)}: {text}")
        for text in self.session.since(seat):
            self.say(f"{self.short(seat)}: {text}")
        self.hand(seat)
        return True

    def wait_for(self, seat: int) -> bool:
        """Ask for the machine to be passed on, and wait for the word `hand`; return False if the
        chair has changed the question, or hidden it."""
        self.say(self.face.line_pass(self.name(seat), self.short(seat)))
        while True:
            word, _, rest = plain(self.line()).lower().partition(" ")
            if self.heed(free=True) or (word == "chair" and self.chair(rest, free=True)):
                return False
            if word == "hand":
                return True
            if word == "quit":
                self.stop()
            if word != "chair" and not self.explain(f"{word} {rest}".strip()):
                self.say(self.face.line_waits(self.name(seat)))

    def stop(self) -> None:
        """Stop at a player's wish."""
        self.cover()
        self.say(self.face.game_saved(self.session.how_to_resume))
        raise Quit(0)

    # -- playing ------------------------------------------------------------------------------

    def play(self) -> int:
        """Play to the end; returns the exit code."""
        terminal = terminal_of(self.out)
        if terminal is None:
            return self.sit()
        self.page = PrivatePage.of(terminal)
        with LineWayOut(terminal, self.last, lambda: self.bare) as self.way_out:
            return self.sit()

    def sit(self) -> int:
        """Play to the end, inside the `WayOut` for signals; return the exit code."""
        try:
            self.open()
            while (decision := self.session.decision) is not None:
                try:
                    if self.session.paused:
                        self.wait_for_chair()
                    else:
                        self.go_on(decision)
                except Woken:
                    self.again()
            self.tell()
            self.end()
        except Quit as quit:
            self.out.flush()
            return quit.code
        finally:
            # An interrupt or a full disk must not leave a hand on the screen either.
            self.cover()
        return 0

    def open(self) -> None:
        """Print the sentences on the deal and on this terminal; brief the table of a new game."""
        if self.page is not None and not self.page.hides:
            self.say(self.face.line_bare())
        for text in self.session.promises:
            self.tell_as("deal", text)
        if self.session.opens:
            self.brief(-1)

    def go_on(self, decision: Decision) -> None:
        """Let a bot answer, or ask a person."""
        if self.session.bot is None:
            self.ask(decision)
            return
        self.session.let_bot_answer()
        self.tell()
        self.out.flush()

    def choose(self, key: str) -> None:
        """Make a choice; when a sitting is over, wipe its lines."""
        holder, told, decision = self.holder, self.told, self.game.decision
        meant = "" if decision is None else meaning(self.session, decision, key)
        if self.session.asks_why([key]):
            self.ask_why()
        self.session.choose(key)
        if meant and holder >= 0:
            self.tell_as("guide", meant)
        if holder >= 0 and self.holder != holder:
            public = dict(self.game.told(-1, told))
            for number, text in self.game.told(holder, told):
                if number not in public:
                    self.say(f"{self.short(holder)}: {text}")
            self.cover()
        self.tell()

    def ask(self, decision: Decision) -> None:
        """Ask a person until there is an answer."""
        seat = decision.seat
        if self.session.needs_curtain and not self.pass_to(seat):
            return
        self.tell()
        self.say(f"{self.name(seat)}: {question.question(self.game)}", asks=True)
        for number, option in numbered(decision).items():
            self.say(f"{number}. {option.label}", asks=True)
        self.guide(decision)
        while True:
            self.say(self.face.line_choose(), asks=True)
            self.look_at_clock(runs=True)
            text = self.line()
            self.look_at_clock(runs=False)
            if self.heed() or self.command(text, decision):
                return

    def guide(self, decision: Decision) -> None:
        """Print what a learner is told at a question, with the number of the advised answer."""
        told = guidance(self.session, Draft(self.game), 0)
        if told is None or told.advised is None:
            return
        options = numbered(decision).items()
        number = next(number for number, option in options if option.key == told.advised.key)
        do = self.game.words.guide_type(told.do, str(number), told.advised.label)
        for text in (told.say, *told.words, do):
            self.tell_as("guide", text)

    def command(self, text: str, decision: Decision) -> bool:
        """Carry out one line of input; return True if the question is answered or must be asked
        again."""
        whole, text = text, plain(text)
        word, _, rest = text.partition(" ")
        word = word.lower()
        if self.explain(text):
            return False
        if word in ("?", "help"):
            self.say(self.face.line_help())
            for refusal in self.game.refused():
                self.say(self.face.line_refused(refusal.label, refusal.why))
        elif word == "board":
            self.board()
        elif word == "signs":
            for text in self.game.words.signs.legend().splitlines():
                self.tell_as("signs", text)
        elif word == "brief":
            self.brief(-1)
            if self.holder >= 0:
                self.brief(self.holder)
        elif word == "hand":
            return self.look(decision, rest)
        elif word == "log":
            lines = self.game.log(self.holder)
            count = number_in(rest, 10**9) or 10
            for line in lines[-count:]:
                self.tell_as("log", line)
        elif word == "hint":
            self.hint()
        elif word == "why":
            self.why(rest, decision)
        elif word == "show":
            self.show(rest)
        elif word == "undo":
            return self.undo()
        elif word == "because" and rest:
            self.session.reason = whole[len(word) :].strip()
            self.say(self.face.line_noted())
        elif word == "close":
            return self.bell()
        elif word == "clock":
            self.tell_clock()
        elif word == "chair":
            return self.chair(rest)
        elif word == "save":
            self.say(self.face.line_saved(printable(self.session.journal.path)))
        elif word == "settings":
            self.settings(*rest.split())
        elif word == "quit":
            self.stop()
        elif word == "form" and not rest:
            self.form(self.draft())
        elif "," in text or seals(self.draft(), word):
            return self.fill_in(text)
        else:
            return self.pick(text, decision)
        return False

    def explain(self, text: str) -> bool:
        """Explain a word of the rulebook (`? WORD`, `what is WORD`), list all of them (`words`), or
        read from the rulebook (`rules`, `rules HEADING`); return whether that was asked for."""
        word, _, rest = text.partition(" ")
        asked, words = rest.strip(" ?"), self.game.words
        if word.lower() == "what" and asked.lower().startswith("is "):
            word, asked = "?", asked[3:]
        try:
            if word == "?" and asked:
                term = find(asked)
                self.say(words.term_line(term.name, term.meaning, term.heading))
            elif word.lower() == "words" and not asked:
                self.say(words.terms_listed([term.name for term in terms().values()]))
            elif word.lower() == "rules" and asked:
                heading, body = read_section(asked)
                for line in (heading, *body.splitlines()):
                    if not TABLE_RULE.fullmatch(line):
                        self.tell_as("rules", line.replace("**", ""))
            elif word.lower() == "rules":
                for heading in sections():
                    self.tell_as("rules", heading)
                self.say(words.how_to_read_rules())
            else:
                return False
        except NoTerm as error:
            self.say(str(error))
        return True

    def settings(self, id: str = "", *values: str) -> None:
        """Print the settings, or set and keep one."""
        if id:
            try:
                self.session.settings = self.session.settings.having(id, " ".join(values))
                if (aside := keep(id, " ".join(values))) is not None:
                    self.say(self.face.put_aside(str(aside)))
            except (BadSetting, BadPath, SaveFailed) as error:
                self.tell_as("undid", str(error))
            spell_output(self.session.settings.plain_signs)
        for line in setting_lines(self.face, self.session.settings):
            self.tell_as("setting", line)

    def draft(self) -> Draft:
        """Return the empty form that the question begins, whose answers keep their hotkeys from
        line to line."""
        draft, game = self._draft, self.game
        if draft is None or draft.game is not game or self._drafted is not game.decision:
            draft = self._draft = Draft(game)
            self._drafted = game.decision
        draft.clear()
        return draft

    def form(self, draft: Draft) -> None:
        """Print the form that the question begins: its fields, their answers, what else there
        is."""
        for at, one in enumerate(draft.fields()):
            self.say(f"{one.name}: {one.label or '?'}")
            listed = [f"{a.hotkey} {a.label}" for a in one.answers if a.hotkey and not a.why]
            self.say("  " + "; ".join(listed))
            for answer in one.answers:
                if answer.why:
                    self.say(f"  {self.face.line_refused(answer.label, answer.why)}")
            for label, lines in question.list_terms(draft, at):
                self.say(f"  {label}: {' '.join(lines)}")

    def fill_in(self, text: str) -> bool:
        """Fill in a form in one line, and seal it if the line ends so. Nothing of a line with a
        fault is kept."""
        draft = self.draft()
        parts = [part.strip() for part in text.split(",") if part.strip()]
        sealed = bool(parts) and seals(draft, parts[-1])
        try:
            for part in parts[: len(parts) - sealed]:
                fill_in(draft, part, anew=False)
            if sealed:
                draft.choices()
        except ValueError as error:
            self.tell_as("undid", str(error))
            return False
        if not sealed:
            self.form(draft)
            self.say(self.game.words.form_add_seal(draft.fields()[0].decision.kind))
            return False
        for key in draft.choices():
            self.choose(key)
        return True

    def brief(self, seat: int) -> None:
        """Print the public briefing (-1), or the secret one of the seat that holds the machine."""
        told = list(self.game.program.briefing(seat))
        if seat < 0 and not self.session.opens:
            told += self.game.program.details()
        for text in told:
            if seat < 0:
                self.tell_as("briefing", text)
            else:
                self.say(f"{self.short(seat)}: {text}")

    def hint(self) -> None:
        """Print a hint: in a sitting for its seat, else from public facts."""
        try:
            advice = self.session.hint()
        except NoHint as error:
            self.tell_as("unhinted", str(error))
            return
        for text in hint_lines(self.game, advice):
            if advice.public:
                self.tell_as("hint", text)
            else:
                self.say(f"{self.short(advice.seat)}: {text}")

    def look(self, decision: Decision, rest: str) -> bool:
        """Show the asked seat its own hand; on the open table only behind a curtain, and there to
        any seat that is named.

        Return True if the question must be asked again, since it was wiped with the hand.
        """
        seat = decision.seat
        if self.holder == seat or self.alone:
            self.hand(seat)
            return False
        if rest:
            people = {self.game.seats[at]: at for at in self.session.people}
            if rest.lower() not in people:
                self.say(self.face.line_hands([*people]))
                return False
            seat = people[rest.lower()]
        self.say(self.face.line_looks(self.name(seat)))
        if plain(self.line()).lower() != "hand":
            self.say(self.face.line_stays_down())
            return False
        self.hand(seat)
        while plain(self.line()).lower() != "done":
            self.say(self.face.line_puts_down())
        self.cover()
        return True

    def why(self, rest: str, decision: Decision) -> None:
        """Print the effects and the card of an option."""
        options = numbered(decision)
        option = options.get(int(rest)) if number_in(rest, 10**9) or rest == "0" else None
        if option is None:
            self.say(self.face.line_why_takes(min(options), max(options)))
            return
        self.say(self.face.line_option(option.label, option.key))
        note = question.at_once(self.game, option)
        said = [*about(self.game, option), *question.behind(self.game, option)[1]]
        for line in [*([note] if note else []), *said]:
            self.tell_as("why", line)

    def show(self, name: str) -> None:
        """Print a card of the holder's hand whole, by its letter or a part of its title."""
        game, seat = self.game, self.holder
        held = [] if seat < 0 else own_cards(game, seat)
        for letter, id in zip(CARDS, held, strict=False):
            title = game.book.title(game.layout.cards.index(id)).casefold()
            if name == letter or (len(name) >= LEAST_LETTERS and name.casefold() in title):
                for line in face_lines(game.book, id):
                    self.say(f"{self.short(seat)}: {line}".rstrip())
                return
        self.say(self.face.line_show_takes())

    def bell(self) -> bool:
        """Ask whether the game is closed, now or after this turn; return whether it is over."""
        asked, words = bell_question(self.session), self.game.words
        self.say(asked.text)
        for number, way in enumerate(asked.ways, 1):
            barred = words.close_barred(way.label, way.why)
            self.say(barred if way.why else f"{number}. {way.label}")
        free = {str(n): way.id for n, way in enumerate(asked.ways, 1) if not way.why}
        if not free:
            return False
        self.say(f"{asked.title}:", asks=True)
        told = ring(self.session, free.get(plain(self.line()), ""))
        if self.session.decision is not None:
            self.say(told or words.close_kept())
            return False
        self.cover()
        self.told = min(self.told, len(self.game.events))
        return True

    def heed(self, *, free: bool = False) -> bool:
        """Take up what the chair has ordered; return whether the question is another one now, or
        hidden. `free` says that nobody has been shown it."""
        done = self.session.heed(free=free or self.session.paused)
        if all(act.kind in (*WAITS, "time") for act in done):
            return False
        self.cover()
        self.session.put_down()
        return True

    def wait_for_chair(self) -> None:
        """Show nothing until the chair lets the table go on; each line that is typed looks again.
        The chair alone is heard, and who stops."""
        self.cover()
        self.say(self.face.chair_paused())
        while self.session.paused and self.session.decision is not None:
            self.say(self.face.line_paused(), asks=True)
            word, _, rest = self.line().partition(" ")
            if plain(word).lower() == "quit":
                self.stop()
            if not self.heed() and plain(word).lower() == "chair":
                self.chair(rest)

    def chair(self, rest: str, *, free: bool = False) -> bool:
        """Let the chair act after its code: an act and what it needs, one after the other; return
        whether the question is another one now, or hidden. `free` is as in `heed`."""
        face, header = self.face, self.session.journal.header
        door = self.door = self.door or Door(None if header is None else header.chair, face)
        why = door.refusal()
        if why or header is None:
            self.say(why)
            return False
        self.say(f"{face.chair_ask_code()}:", asks=True)
        handle = terminal_of(sys.stdin)
        with nullcontext() if handle is None else echo_off(handle):
            code = self.line()
        if why := door.knock(code):
            self.say(why)
            return False
        door.open = False
        self.say(standing(self.game))
        for text in waiting(self.session.journal.path, header, self.game, face):
            self.say(text)
        kind = rest.strip().lower()
        for id in KINDS if not kind else ():
            self.say(f"{id}: {face.chair_kind(id)}")
        if not kind:
            self.say(f"{face.chair_title()}:", asks=True)
            kind = plain(self.line()).lower()
        try:
            act = act_of(self.game, kind, self.chair_values(kind), face)
            self.say(order(self.session.journal.path, header, self.game, act, face))
        except (CannotAct, BadPlayers) as error:
            self.say(str(error))
        return self.heed(free=free)

    def chair_values(self, kind: str) -> dict[str, str]:
        """Ask for what an act needs."""
        known = next((one for one in KINDS if one == kind), None)
        values = {}
        for one in fields(self.game, known, self.face) if known is not None else ():
            for value, label in one.ways:
                self.say(f"{value}: {label}")
            self.say(f"{one.label}:", asks=True)
            values[one.name] = self.line()
        return values

    def look_at_clock(self, *, runs: bool) -> int | None:
        """Look at the soft clock, which runs while an answer is waited for; return what is left."""
        clock = self.session.clock
        if clock is None:
            return None
        return clock.look(self.clock(), span_of(self.game), runs=runs, jump=inf)

    def tell_clock(self) -> None:
        """Print what the soft clock says."""
        face, left, span = self.session.face, self.look_at_clock(runs=False), span_of(self.game)
        if self.session.clock is None:
            self.say(face.no_clock())
        elif left is None or span is None:
            self.say(face.clock_stands())
        else:
            self.say(face.clock(clock_text(left), span[0] == SITTING))

    def ask_why(self) -> None:
        """Ask the seat why, before its sitting is over."""
        face = self.session.face
        asked, hint = face.ask_why(self.name(self.holder)), face.ask_why_hint(escape=False)
        self.say(f"{asked} {hint}", asks=True)
        text = self.line()
        if plain(text).lower() == "quit":
            self.stop()
        self.session.reason = text

    def undo(self) -> bool:
        """Take back the last choice, or say why that is impossible; wipe the page if that leads out
        of a sitting."""
        holder = self.holder
        try:
            self.session.undo()
        except CannotUndo as error:
            self.tell_as("undone", str(error))
            return False
        if self.holder != holder:
            self.cover()
        self.told = min(self.told, len(self.game.events))
        self.say(self.face.line_taken_back())
        return True

    def pick(self, text: str, decision: Decision) -> bool:
        """Take an answer by its number, key or label."""
        options, by_number = decision.options, numbered(decision)
        number = int(text) if number_in(text, 10**9) or text == "0" else -1
        if number in by_number:
            return self.answer(by_number[number].key)
        wanted = text.casefold()
        exact = [o for o in options if wanted in (o.key.casefold(), o.label.casefold())]
        named = len(wanted) >= LEAST_LETTERS
        part = exact or [o for o in options if named and wanted in o.label.casefold()]
        if len(part) == 1:
            return self.answer(part[0].key)
        if part:
            self.say(self.face.line_could_be([o.label for o in part[:4]]))
        self.say(self.face.line_expected(min(by_number), max(by_number)))
        return False

    def answer(self, key: str) -> bool:
        """Make a choice, unless it hands a deal back that was to be changed."""
        decision = self.game.decision
        fills = decision is not None and decision.kind in ("deal_item", "deal_due")
        if fills and unchanged(self.game.copy().play([key])):
            self.tell_as("undid", self.game.words.form_unchanged())
            return False
        self.choose(key)
        return True

    def end(self) -> None:
        """Print the story of the game, and what could come next."""
        for section in Story(self.game).sections():
            self.say(f"{section.title}:")
            for line in painted(section.rows, self.face.story_line):
                for row in wrap(line, PROSE, subsequent_indent="    ", break_on_hyphens=False):
                    self.say(row)
            if section.id == "course":
                seats = self.game.program.ruleset.seat
                grid = [[prose(cell, self.out, seats) for cell in row] for row in section.grid]
                for line in grid_lines(grid):
                    self.say(f"  {line}")
        for text in self.session.opened:
            self.tell_as("deal", text)
        self.tell_as("replay", command("replay", self.session.journal.path))
        if again := self.session.how_to_deal_again:
            self.tell_as("same", again)
        self.tell_as("another", command("play", "--scenario", "ID"))
        self.out.flush()
