"""The after-action report of a game: why it went as it went, as one reader may know it.

It is made of a save: of its final position (once the game is over everybody may read that), of the
events that the reader was shown (`accounts`), and of the reasons that seats typed (`reasons`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from attrs import define

from wargame import __version__
from wargame.content.facts import known_articles, known_facts
from wargame.engine.bell import turns_begun
from wargame.engine.chair import said, taken_back
from wargame.engine.game import Game
from wargame.engine.retrace import Trace, retrace
from wargame.lab.studies.position_course import Course
from wargame.lesson.accounts import Accounts, Crisis, Demand, Pledge, accounts_of
from wargame.lesson.document import Block, Chart, Document, Line, Points, Row, Section, Table, Text
from wargame.lesson.languages import class_words
from wargame.lesson.reasons import Reason, reasons_of
from wargame.lesson.words import ReportWords
from wargame.saves.format.errors import printable
from wargame.saves.replay.knowledge import Known, knowledge
from wargame.saves.replay.loaded import Loaded, Verdict
from wargame.saves.replay.viewer import PUBLIC, Viewer
from wargame.ui.courses import Course as PublicCourse
from wargame.ui.courses import courses
from wargame.ui.players import player_name
from wargame.ui.story import Story, TurningPoint

COLOURS = ("#1b6ca8", "#8a6d00", "#b3263c", "#4b5563", "#0f766e")
"""The colours of lines on white, each with a contrast of 4.5 or more: the seats' first."""
QUESTIONS = 10


def report(
    loaded: Loaded, viewer: Viewer, cards: Path, measured: Course | None = None
) -> Document:  # fmt: skip
    """Write the report of a game for a viewer that may read it (`viewers_of`).

    `cards` is the folder with the ledger of facts. A game that is not over, or that holds up to a
    ply only, is reported up to there. `measured` are turning points of the lab, for the referee.
    """
    return _ReportWriter(loaded, viewer, cards, measured).document()


@define(eq=False, slots=False)
class _ReportWriter:
    loaded: Loaded
    viewer: Viewer
    cards: Path
    measured: Course | None = None

    @cached_property
    def words(self) -> ReportWords:
        return class_words(self.loaded.language).report

    @cached_property
    def game(self) -> Game:
        """The game at its last good ply."""
        return self.loaded.timeline.at(self.loaded.last_good)

    @cached_property
    def story(self) -> Story | None:
        """The story of the game, once it is over."""
        return Story(self.game) if self.game.outcome is not None else None

    @cached_property
    def accounts(self) -> Accounts:
        return accounts_of(self.game, self.viewer)

    @cached_property
    def reasons(self) -> list[Reason]:
        """The reasons that the viewer may read."""
        return reasons_of(self.loaded, self.viewer)

    def reason(self, one: Reason) -> str:
        """Say a reason, and what it explains."""
        phase = self.game.words.phase(one.phase) if one.phase else ""
        return self.words.reason(self.name(one.seat), phase, one.chosen, one.text)

    def name(self, seat: int) -> str:
        return self.game.words.seat(seat)

    def document(self) -> Document:
        """Write the whole page."""
        made = (
            ("end", self.end()), ("points", self.points()), ("course", self.course()),
            ("turning", self.turning()), ("reasons", self.given()), ("demands", self.demands()),
            ("pledges", self.pledges()),
            ("crises", self.crises()), ("flags", self.flags()), ("knew", self.knew()),
            ("chair", self.chair()), ("concepts", self.concepts()), ("questions", self.questions()),
            ("sources", self.sources()), ("about", self.about()),
        )  # fmt: skip
        sections = tuple(
            Section(id, self.words.head(id), tuple(map(_clean, listed)))
            for id, blocks in made
            if (listed := tuple(blocks))
        )
        game, players = self.game, []
        for at, seat in enumerate(game.seats):
            players.append((self.name(at), player_name(game.players, seat) or game.players[seat]))
        subtitle = self.words.subtitle(self.whose(), players)
        title = self.words.title(game.program.scenario.name)
        return Document(printable(title), printable(subtitle), sections, self.words.language)

    def whose(self) -> str:
        """Say whose report it is."""
        if self.viewer.referee:
            return self.words.whole()
        return self.words.public() if self.viewer == PUBLIC else self.words.as_seat(
            self.name(self.viewer.seat)
        )  # fmt: skip

    # -- the end, points, course ------------------------------------------------------------------

    def end(self) -> Iterator[Block]:
        """How it ended, in one paragraph, and what that rests on."""
        loaded, story, words = self.loaded, self.story, self.words
        if loaded.verdict not in (Verdict.EXACT, Verdict.OPEN):
            yield Text(words.holds(loaded.verdict.name, loaded.sentence), "note")
            yield Text(words.up_to(loaded.place(loaded.last_good)), "note")
        if story is None:
            yield Text(words.not_over(self.game.turn), "lead")
            return
        outcome = story.outcome
        yield Text(outcome.ending_text, "lead", f"{outcome.ending_name}.")
        yield Text(story.because())
        (first, *_) = story.sections()
        rows = [row for row in first.rows if row.kind == "verdict"]
        verdicts = [words.verdict_of(row.who, row.text) for row in rows]
        yield Text(words.summary(outcome.ending_name, self.best(), verdicts))
        for row in first.rows:
            if row.kind in ("reason", "more", "tie", "overreach"):
                yield Text(row.text, "text", row.who)

    def best(self) -> str:
        """Name the best seats."""
        assert self.story is not None
        return self.game.words.story_best(self.story.outcome.best)

    def points(self) -> Iterator[Block]:
        """The parts of each seat's points, and what is usual for it."""
        if self.story is None:
            return
        words = self.words
        section = next(one for one in self.story.sections() if one.id == "points")
        heads, *rows = section.grid
        right = tuple(range(1, len(heads)))
        yield Table(section.title, heads, tuple(rows), right)
        for row in section.rows:
            if row.kind != "parts":
                head = words.of(row.who) if row.who else ""
                yield Text(row.text, "note" if row.kind == "note" else "text", head)

    @cached_property
    def turns(self) -> tuple[int, ...]:
        """The numbers of events after which the deal and then each turn was over."""
        return (*turns_begun(self.game), len(self.game.events))

    @cached_property
    def trace(self) -> Trace:
        return retrace(self.game, set(self.turns))

    def course(self) -> Iterator[Block]:
        """Points, relations, threats and Support by turn, drawn and as tables."""
        facts = [self.trace.facts[number] for number in self.turns]
        yield Text(self.words.points_note(), "note")
        groups: dict[str, list[PublicCourse]] = {}
        for one in courses(self.game, facts):
            groups.setdefault(one.kind, []).append(one)
        for kind, drawn in groups.items():
            yield self.chart(kind, drawn)

    def chart(self, kind: str, drawn: Sequence[PublicCourse]) -> Chart:
        """Draw the courses of a kind."""
        words, title = self.words, self.words.group(kind)
        ends = range(len(self.turns))
        labels = (words.dealt(), *map(str, ends[1:]))
        table = Table(
            words.figures(title),
            (words.turn_head(), *(one.label for one in drawn)),
            tuple((label, *(one.text(at) for one in drawn)) for at, label in enumerate(labels)),
            tuple(range(1, len(drawn) + 1)),
        )
        said = words.described([(one.label, one.text(0), one.text(ends[-1])) for one in drawn])
        lines = tuple(
            Line(one.label, tuple(value / one.grain for value in one.points),
                 COLOURS[at % len(COLOURS)], at)
            for at, one in enumerate(drawn)
        )  # fmt: skip
        low = min(one.low / one.grain for one in drawn)
        high = max(one.high / one.grain for one in drawn)
        return Chart(words.chart(title), said, labels, lines, low, high, table)

    # -- turning points, demands, pledges, crises, flags ----------------------------------------

    def turning(self) -> Iterator[Block]:
        """The turning points, each with the reasons that were typed in that turn."""
        if self.story is None:
            return
        section = next((one for one in self.story.sections() if one.id == "turning"), None)
        if section is None:
            yield Text(self.words.no_turning())
            return
        rows = [row for row in section.rows if row.kind == "turning"]
        for point, row in zip(self.story.turning, rows, strict=True):
            yield Text(row.text, "text", f"{row.who}.")
            yield from self.typed(point)
        yield from (Text(row.text, "note") for row in section.rows if row.kind == "note")
        yield from self.swings()

    def swings(self) -> Iterator[Block]:
        """The choices that moved the expected verdicts most, as the lab measured them."""
        if self.measured is None:
            return
        words, course = self.words, self.measured
        yield Text(words.measured(course.futures), "text", words.measured_head())
        for point in course.swings:
            moment = course.moments[point.ply]
            seat, change = self.name(moment.seat), point.change
            when = words.when(moment.turn, seat)
            said = words.swing(moment.prompt, moment.label, seat, change.value, change.high < 0)
            yield Text(said, "text", f"{when}.")
            if point.best is not None:
                gain = point.best.gain
                yield Text(words.instead(point.best.label, gain.value, gain.low > 0), "note")
            for reason in self.reasons:
                if point.ply in reason.plies:
                    yield Text(self.reason(reason), "quote")
        if not course.swings:
            yield Text(words.no_swing(), "note")

    def typed(self, point: TurningPoint) -> Iterator[Block]:
        """The reasons of the turn of a turning point."""
        said = [self.reason(one) for one in self.reasons if one.turn == point.turn]
        if not self.reasons:
            return
        if not said:
            yield Text(self.words.no_reasons(), "note")
            return
        yield Text(self.words.reasons(), "note")
        yield from (Text(reason, "quote") for reason in said)

    def given(self) -> Iterator[Block]:
        """All reasons that were typed, turn by turn."""
        rows = tuple((str(one.turn), self.reason(one)) for one in self.reasons)
        if rows:
            yield Table(self.words.head("reasons"), self.words.reason_heads(), rows)

    def demands(self) -> Iterator[Block]:
        """Every demand, its answer and its mark."""
        made = self.accounts.demands
        if not made:
            yield Text(self.words.none("demands"))
            return
        rows = [
            (str(one.turn), self.demand(one), self.words.answer(one.answer),
             self.words.mark(one.firm, one.shown))
            for one in made
        ]  # fmt: skip
        yield Table(self.words.head("demands"), self.words.demand_heads(), tuple(rows))

    def demand(self, one: Demand) -> str:
        """Say a demand."""
        event = self.game.words.event_demand(one.asker, one.addressed, one.card, one.sweetener)
        return event.rstrip(".")

    def pledges(self) -> Iterator[Block]:
        """The ledger of pledges."""
        made = self.accounts.pledges
        if not made:
            yield Text(self.words.none("pledges"))
            return
        rows = [
            (str(one.turn), self.pledge(one), self.words.pledge_end(one.end, one.ended))
            for one in made
        ]
        yield Table(self.words.head("pledges"), self.words.pledge_heads(), tuple(rows))

    def pledge(self, one: Pledge) -> str:
        """Say a pledge."""
        return self.game.words.pledge_line((one.by, one.to, one.item, one.turn, one.due))

    def crises(self) -> Iterator[Block]:
        """What each seat paid for each crisis, and who was blamed."""
        made, words, seats = self.accounts.crises, self.words, range(len(self.game.seats))
        if not made:
            yield Text(words.none("crises"))
            return
        rows = [
            (
                str(one.turn), self.game.words.card(one.card), str(one.threshold),
                *(str(one.paid.get(seat, 0)) for seat in seats),
                "" if one.total is None else str(one.total), words.result(one.result),
                self.game.words.seats(one.blamed) if one.blamed else words.nobody(),
            )
            for one in made
        ]  # fmt: skip
        heads = words.crisis_heads([self.name(seat) for seat in seats])
        right = tuple(range(2, 4 + len(self.game.seats)))
        yield Table(words.head("crises"), heads, tuple(rows), right)
        yield Text(words.crisis_note(), "note")

    def flags(self) -> Iterator[Block]:
        """Flags and guesses, turned up."""
        if self.story is None:
            return
        section = next((one for one in self.story.sections() if one.id == "flags"), None)
        for row in section.rows if section is not None else ():
            if row.kind in ("flag", "guess"):
                yield Text(row.text, "text", self.words.of(row.who))
            elif row.kind == "grade":
                yield Text("", "note", row.text)
            elif row.kind in ("met", "unmet"):
                sign = "✓" if row.kind == "met" else "✗"
                yield Text(f"{sign} {row.text}", "note")

    # -- who knew what, ideas, questions, sources -----------------------------------------------

    def knew(self) -> Iterator[Block]:
        """What each seat that the viewer holds knew of others, or of what was to come, before the
        public did."""
        words, told = self.words, False
        public = {one.subject: one.ply for one in self.known(-1)}
        for seat in range(len(self.game.seats)):
            if not self.viewer.holds(seat):
                continue
            rows = [
                (words.when(one.turn, self.game.words.phase(one.phase)), one.text)
                for one in self.known(seat)
                if not one.own and one.ply < public.get(one.subject, self.loaded.last_good + 1)
            ]
            if rows:
                told = True
                yield Table(words.knew(self.name(seat)), words.knew_heads(), tuple(rows))
        if not told and self.viewer != PUBLIC:
            yield Text(words.none("knew"))

    def known(self, seat: int) -> list[Known]:
        """What a seat had come to know before the end turned all up."""
        last = self.loaded.last_good - (self.game.outcome is not None)
        return knowledge(self.loaded.timeline, seat, last)

    def chair(self) -> Iterator[Block]:
        """What the chair did, as far as the viewer read of it."""
        done, words = self.loaded.acts, self.words
        back = taken_back([(one.ply, one.act) for one in done])
        rows = tuple(
            (
                words.when(one.turn, self.game.words.phase(one.phase)),
                said(self.game, one.act),
                words.taken_back() if gone else "",
            )
            for one, gone in zip(done, back, strict=True)
            if gone or one.act not in self.game.waiting
            if not one.act.seat or one.act.kind != "words" or self.reads(one.act.seat)
        )
        if rows:
            yield Table(words.head("chair"), words.chair_heads(), rows)
            yield Text(words.chair_note(), "note")

    def reads(self, seat: str) -> bool:
        """Return whether the viewer reads what is said to a seat alone."""
        return self.viewer.holds(self.game.seats.index(seat))

    def used(self) -> Iterator[tuple[int, str, int]]:
        """Yield each card that was acted with, demanded with or turned up as news: (turn, seat's
        name or "", card)."""
        for play in self.accounts.plays:
            yield play.turn, self.name(play.seat), play.card
        for demand in self.accounts.demands:
            yield demand.turn, self.name(demand.asker), demand.card
        for turn, card in self.accounts.news:
            yield turn, "", card

    @cached_property
    def ideas(self) -> dict[str, list[tuple[int, str, str]]]:
        """Where each idea came up, the most frequent first: (turn, seat's name, card)."""
        found: dict[str, list[tuple[int, str, str]]] = {}
        for turn, seat, card in sorted(self.used()):
            concept = self.game.book.cards[card].concept
            if concept:
                found.setdefault(concept, []).append((turn, seat, self.game.words.card(card)))
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))

    def concepts(self) -> Iterator[Block]:
        """The index of ideas."""
        if not self.ideas:
            yield Text(self.words.none("concepts"))
            return
        names = self.game.program.ruleset.concepts
        rows = [
            (names.get(id, id), self.theory(id), self.words.came_up(places))
            for id, places in self.ideas.items()
        ]
        yield Table(self.words.head("concepts"), self.words.concept_heads(), tuple(rows))

    def theory(self, id: str) -> str:
        """What an idea says, in a sentence; older rules have none."""
        return self.game.program.ruleset.theory.get(id, "")

    def questions(self) -> Iterator[Block]:
        """Ten questions in the order reactions, description, analysis, transfer."""
        if self.story is None:
            return
        asked = (
            *self.reactions(), *self.description(), *self.analysis(), *self.transfer(),
        )  # fmt: skip
        yield Points(asked[:QUESTIONS], ordered=True)

    def moments(self) -> list[tuple[str, str]]:
        """The turning points as (when, what happened)."""
        assert self.story is not None
        sections = [one for one in self.story.sections() if one.id == "turning"]
        return [
            (row.who, row.text) for one in sections for row in one.rows if row.kind == "turning"
        ]

    def reactions(self) -> Iterator[str]:
        """How it feels."""
        assert self.story is not None
        best = [self.name(seat) for seat in self.story.outcome.best]
        yield self.words.q_feel(self.story.outcome.ending_name, best)
        moments = self.moments()
        if moments:
            when, what = moments[-1]
            yield self.words.q_surprise(f"{when}: {what}")

    def description(self) -> Iterator[str]:
        """What happened."""
        moments = self.moments()
        if moments:
            yield self.words.q_tell(*moments[0])
        demands = self.accounts.demands
        if not demands:
            yield self.words.q_no_demand()
            return
        order = {"refused": 0, "counter_taken": 1, "complied": 2}
        one = min(demands, key=lambda demand: (order.get(demand.answer, 3), -demand.turn))
        mark = self.words.mark(one.firm, one.shown)
        yield self.words.q_demand(f"{self.demand(one)}.", self.words.answer(one.answer), mark)

    def analysis(self) -> Iterator[str]:
        """Why it happened."""
        assert self.story is not None
        yield self.words.q_ending(self.story.because())
        broken = [one for one in self.accounts.pledges if one.end == "pledge_broken"]
        if broken:
            yield self.words.q_broken(f"{self.pledge(broken[0])}.")
        else:
            yield self.words.q_kept(len(self.accounts.pledges))
        yield from self.weaker()
        crises = [one for one in self.accounts.crises if one.result]
        if crises:
            yield self.crisis_question(max(crises, key=lambda one: _strain(one)))
        else:
            yield self.words.q_no_crisis()

    def crisis_question(self, one: Crisis) -> str:
        """Ask about a crisis."""
        paid = [(self.name(seat), points) for seat, points in sorted(one.paid.items())]
        crisis, result = self.game.words.card(one.card), self.words.result(one.result)
        return self.words.q_crisis(crisis, one.threshold, paid, result)

    def weaker(self) -> Iterator[str]:
        """Ask about the lowest of the relations that count."""
        book, levels = self.game.book, self.game.state.levels
        found = [
            (levels[book.relation(seat, other)], seat, book.relation(seat, other))
            for seat in range(book.seats)
            for other in book.layout.partners[seat]
        ]
        if found:
            value, seat, relation = min(found)
            yield self.words.q_weaker(self.name(seat), self.game.words.level(relation), value)

    def transfer(self) -> Iterator[str]:
        """Where else it is so."""
        for id, places in list(self.ideas.items())[:1]:
            name = self.game.program.ruleset.concepts.get(id, id)
            yield self.words.q_concept(name, self.theory(id), places[0][2])
        yield self.words.q_limits()

    def sources(self) -> Iterator[Block]:
        """Where the facts of the cards stand that came up."""
        facts, articles = known_facts(self.cards), known_articles(self.cards)
        rows: dict[str, Row] = {}
        for card in dict.fromkeys(card for _, _, card in sorted(self.used())):
            lines: dict[int, list[int]] = {}
            for id in self.game.book.cards[card].facts:
                if id in facts:
                    lines.setdefault(facts[id].article, []).append(facts[id].line)
            if lines:
                name = self.game.words.card(card)
                rows[name] = (name, self.words.lines(sorted(lines.items())))
        if rows:
            yield Table(self.words.head("sources"), self.words.source_heads(), tuple(rows.values()))
            yield Points(
                tuple(
                    self.words.article(number, articles[number].title, articles[number].where)
                    for number in sorted(articles)
                )
            )

    def about(self) -> Iterator[Block]:
        """What the report rests on, and what it does not measure."""
        yield Text(self.words.holds(self.loaded.verdict.name, self.loaded.sentence))
        yield Text(self.words.about(__version__))


def _strain(one: Crisis) -> tuple[int, int, int]:
    """Order crises by how badly they went, then by how unevenly they were paid for."""
    order = {"crisis_failed": 2, "crisis_near": 1}
    paid = list(one.paid.values()) or [0]
    return order.get(one.result, 0), max(paid) - min(paid), one.turn


def _clean(block: Block) -> Block:
    """Return a block without signs that a terminal or a page could obey."""
    match block:
        case Text():
            return Text(printable(block.text), block.kind, printable(block.head))
        case Points():
            return Points(tuple(map(printable, block.items)), block.ordered, block.boxes)
        case Table():
            rows = tuple(tuple(map(printable, row)) for row in block.rows)
            return Table(block.caption, tuple(map(printable, block.heads)), rows, block.right)
        case _:
            return block
