"""Every sentence of a lesson's pages that no scenario and no plan states."""

from __future__ import annotations

from typing import Final

from wargame.lesson.words import LessonWords

TITLES: Final = {
    "guide": "Teacher's guide", "quiz": "Quiz", "quiz-answers": "Quiz, with answers",
    "rubric": "Rubric", "rules": "The game on one page", "cards": "Cards, to print",
    "board": "Board, to print",
}  # fmt: skip
PURPOSES: Final = {
    "briefing": "for everybody; read it aloud or project it",
    "guide": "what the game claims and leaves out, what to handle with care, ideas and their cards",
    "quiz": "before and after, on paper", "quiz-answers": "for you",
    "rubric": "if you give marks",
    "rules": "one for each table", "cards": "all cards of the scenario, nine to a sheet",
    "board": "to play on paper, with counters",
}  # fmt: skip
HEADS: Final = {
    "begin": "What to do next", "run": "Run sheet", "pages": "What to print or project",
    "bell": "At the bell, and after", "situation": "The situation", "details": "More",
    "role": "For you alone", "openers": "Three ways to begin", "ideas": "Ideas and their cards",
    "accounts": "Starts, and figures chosen where accounts differ", "tables": "The tables",
}  # fmt: skip


def _minutes(count: int) -> str:
    return f"{count} minute{'' if count == 1 else 's'}"


class EnglishLesson(LessonWords):
    """The sentences of a lesson, in English."""

    language = "en"

    def title(self, id: str) -> str:
        return TITLES[id]

    def purpose(self, id: str) -> str:
        return PURPOSES.get(id, "secret, one for each table")

    def head(self, id: str) -> str:
        return HEADS[id]

    def deck(self, id: str) -> str:
        return {"home": "HOME card", "flags": "Flag"}[id]

    def table_part(self) -> str:
        return "The table"

    def board_how(self) -> str:
        return (
            "Put a counter on the number with the thick border. What has one box alone is counted "
            "there, from the number in it."
        )

    def teacher_title(self, scenario: str) -> str:
        return f"Lesson: {scenario}"

    def briefing_title(self, scenario: str) -> str:
        return f"Briefing: {scenario}"

    def role_title(self, seat: str) -> str:
        return f"{seat}: secret role sheet"

    def role_under(self, scenario: str) -> str:
        return f"{scenario}. Your flag comes from the machine. Show this to nobody."

    def lesson(self, minutes: int) -> str:
        return f"A lesson of {minutes} minutes"

    def begin(self, tables: int) -> tuple[str, ...]:
        return (
            "Print the role sheets and the rules, one set for each table.",
            f"Put three seats at each of the {tables} tables; two or three students can share one."
            if tables > 1
            else "Put three seats at the table; two or three students can share one.",
            "Put all tables into browsers: wargame serve . --lan prints a link for each and writes "
            "links.html to project. Or open each table on its machine with its command.",
            "Type commands in this folder. Where the word wargame is not found, write the program "
            "that made this folder, as you typed it, with its whole path. All tables have the same "
            "deal.",
        )

    def table_heads(self) -> tuple[str, ...]:
        return ("Table", "Command")

    def table(self, number: int) -> str:
        return f"Table {number}"

    def run_heads(self) -> tuple[str, ...]:
        return ("Minute", "What", "What you do")

    def minutes(self, begins: int, ends: int) -> str:
        return f"{begins}–{ends}"

    def overrun(self) -> str:
        return "If it takes longer, cut turns and not the debrief: it is where the learning is."

    def clock(self, sitting: int, phase: int) -> str:
        return (
            f"Each table counts down {_minutes(sitting)} for a Cabinet sitting and "
            f"{_minutes(phase)} each for the Table and the Acts. The clock stands behind a curtain "
            "and in help, and nothing ends by it: it only shows what is over."
        )

    def after(self) -> tuple[str, ...]:
        return (
            "A table can close its own game: F4, or the word close. F4 before the last turn that "
            "fits: Close it after this turn.",
            "Lead the tables while they play: wargame chair --help. Its code lies beside this "
            "page; what touches a game comes into force with its next phase.",
            "Close the games: on the chair's page, with Close the game; or end serve with ctrl-C "
            "and type wargame close tables/*.jsonl. Each is scored after its last whole turn, by "
            "what is usual there.",
            "Write the reports: wargame report tables/*.jsonl --out reports. Each ends with ten "
            "questions on that table's own game.",
            "Hold the tables side by side: wargame tables tables/*.jsonl --reports reports, and "
            "project tables.html.",
        )

    def idea_heads(self) -> tuple[str, ...]:
        return ("Idea", "What it says", "Cards")

    def question(self, number: int) -> str:
        return f"Question {number}"

    def option(self, text: str, right: bool) -> str:
        return f"☑ {text}" if right else f"☐ {text}"

    def quiz_under(self, answers: bool) -> str:
        return "The right option is ticked." if answers else "Name, and whether before or after:"

    def rubric_heads(self) -> tuple[str, ...]:
        return ("What counts", "Share", "All of it", "Half of it")

    def rubric_under(self) -> str:
        return "For a page on one turning point, and for taking part."

    def rubric_note(self) -> str:
        return (
            "The verdict counts least: it measures play in this model, against bots, and luck has "
            "a part in it."
        )

    def chair(self, code: str) -> str:
        return (
            f"The code of the chair: {code}\n\n"
            "It is for the teacher alone; project no screen while you type it. It leads all tables "
            "of this folder.\nwargame chair --help says what the chair can do, "
            "wargame chair state tables/*.jsonl how the tables stand.\n"
        )
