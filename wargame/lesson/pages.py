"""The pages of a lesson: the teacher's page, briefings, role sheets, guide, quiz, rubric.

All of them are made of the scenario's own texts and of the teacher's plan (`plan`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wargame.content.program import Program
from wargame.lesson.document import Block, Document, Links, Points, Section, Table, Text
from wargame.lesson.languages import ENGLISH
from wargame.lesson.plan import Plan, Run, run_for
from wargame.lesson.words import LessonWords

PAPER: Final = ("rules", "cards", "board")
"""The pages that are no documents: their templates know paper, and a browser prints them."""


def documents(
    program: Program, plan: Plan, minutes: int, tables: Sequence[str],
    words: LessonWords = ENGLISH.lesson,
) -> dict[str, Document]:  # fmt: skip
    """Return every page of a lesson by its file, the teacher's page first."""
    made = {
        "briefing": briefing(program, words),
        **{f"role-{seat.id}": role(program, plan, at, words)
           for at, seat in enumerate(program.ruleset.seat)},
        "guide": guide(program, plan, words),
        "quiz": quiz(plan, words, answers=False),
        "quiz-answers": quiz(plan, words, answers=True),
        "rubric": rubric(plan, words),
    }  # fmt: skip
    listed = [(f"{id}.html", doc.title, words.purpose(id)) for id, doc in made.items()]
    listed += [(f"{id}.html", words.title(id), words.purpose(id)) for id in PAPER]
    index = teacher(program, run_for(plan, minutes), tables, listed, words)
    return {"index": index, **made}


def teacher(
    program: Program, run: Run, tables: Sequence[str],
    pages: Sequence[tuple[str, str, str]], words: LessonWords,
) -> Document:  # fmt: skip
    """The teacher's page: what to do next, the run sheet, the other pages."""
    rows = tuple((words.minutes(step.begins, step.ends), step.what, step.do) for step in run.steps)
    commands = tuple((words.table(number), line) for number, line in enumerate(tables, 1))
    sections = (
        Section("begin", words.head("begin"), (
            Points(words.begin(len(tables)), ordered=True),
            Table(words.head("tables"), words.table_heads(), commands),
        )),
        Section("run", words.head("run"), (
            Text(run.plan, "lead"),
            Table(words.lesson(run.minutes), words.run_heads(), rows),
            Text(words.overrun(), "note"),
            Text(words.clock(run.sitting, run.phase), "note"),
        )),
        Section("pages", words.head("pages"), (Links(tuple(pages)),)),
        Section("bell", words.head("bell"), (Points(words.after(), ordered=True),)),
    )  # fmt: skip
    return Document(words.teacher_title(program.scenario.name), words.lesson(run.minutes), sections)


def briefing(program: Program, words: LessonWords) -> Document:
    """What everybody may read; fit for a projector."""
    first = tuple(Text(part) for part in program.briefing(-1))
    more = tuple(Text(part) for part in program.details())
    sections = [Section("situation", words.head("situation"), first)]
    if more:
        sections.append(Section("details", words.head("details"), more))
    return Document(
        words.briefing_title(program.scenario.name), program.scenario.premise, tuple(sections),
        sheet=True,
    )  # fmt: skip


def role(program: Program, plan: Plan, seat: int, words: LessonWords) -> Document:
    """The secret sheet of a seat, on one page of paper."""
    spec = program.ruleset.seat[seat]
    told = program.briefing(seat)
    blocks: list[Block] = [Text(told[0], "lead"), *(Text(part) for part in told[1:])]
    sections = [Section("role", words.head("role"), tuple(blocks))]
    if openers := plan.openers.get(spec.id):
        sections.append(Section("openers", words.head("openers"), (Points(openers),)))
    return Document(
        words.role_title(f"{spec.shape} {spec.name}"),
        words.role_under(program.scenario.name), tuple(sections), sheet=True,
    )  # fmt: skip


def guide(program: Program, plan: Plan, words: LessonWords) -> Document:
    """The teacher's guide: claims, limits, what to handle with care, ideas and their cards."""
    sections = [
        Section(f"part-{number}", chapter.title, tuple(Text(part) for part in chapter.text))
        for number, chapter in enumerate(plan.guide, 1)
    ]
    if details := program.details():
        accounts = tuple(Text(part) for part in details)
        sections.append(Section("accounts", words.head("accounts"), accounts))
    rows = tuple(_ideas(program))
    sections.append(
        Section(
            "ideas", words.head("ideas"), (Table(words.head("ideas"), words.idea_heads(), rows),)
        )
    )
    return Document(words.title("guide"), program.scenario.name, tuple(sections))


def _ideas(program: Program) -> Iterator[tuple[str, ...]]:
    """Yield each idea, what it says, and the cards of this scenario that bear it."""
    theory, names = program.ruleset.theory, program.ruleset.concepts
    cards: dict[str, list[str]] = {}
    for card in program.book.cards:
        if card.concept:
            cards.setdefault(card.concept, []).append(card.title)
    for id, titles in sorted(cards.items(), key=lambda item: names.get(item[0], item[0])):
        yield names.get(id, id), theory.get(id, ""), ", ".join(titles)


def quiz(plan: Plan, words: LessonWords, *, answers: bool) -> Document:
    """The quiz, as it is handed out or with its answers."""
    sections = []
    for number, one in enumerate(plan.quiz, 1):
        options = tuple(
            words.option(option, answers and at == one.right)
            for at, option in enumerate(one.options, 1)
        )
        blocks: tuple[Block, ...] = (Text(one.question), Points(options, boxes=True))
        if answers:
            blocks = (*blocks, Text(one.why, "note"))
        sections.append(Section(f"q{number}", words.question(number), blocks))
    title = words.title("quiz-answers" if answers else "quiz")
    return Document(title, words.quiz_under(answers), tuple(sections), sheet=True)


def rubric(plan: Plan, words: LessonWords) -> Document:
    """The rubric for marks."""
    rows = tuple((one.criterion, f"{one.percent} %", one.full, one.half) for one in plan.rubric)
    table = Table(words.title("rubric"), words.rubric_heads(), rows, (1,))
    blocks = (table, Text(words.rubric_note(), "note"))
    return Document(
        words.title("rubric"), words.rubric_under(),
        (Section("rubric", words.title("rubric"), blocks),), sheet=True,
    )  # fmt: skip
