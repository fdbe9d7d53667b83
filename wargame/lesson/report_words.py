"""Every sentence of the after-action report that is not one of the game itself (`Language`).

Names come in as they are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wargame.lesson.words import ReportWords

HEADS: Final = {
    "end": "How it ended", "points": "How each seat was judged", "course": "The course of the game",
    "turning": "Turning points", "reasons": "Reasons, turn by turn",
    "demands": "Demands", "pledges": "Pledges", "crises": "Crises",
    "flags": "Flags and guesses", "knew": "Who knew what, and when",
    "chair": "The chair's acts", "concepts": "Ideas at work",
    "questions": "Ten questions for the debrief", "sources": "Sources",
    "about": "What this report rests on",
}  # fmt: skip
ANSWERS: Final = {
    "complied": "complied with", "counter_taken": "settled at the floor", "refused": "refused",
    "stalled": "stalled", "demand_back": "went back, its terms could not be met", "": "open",
}  # fmt: skip
ENDS: Final = {
    "pledge_kept": "kept", "pledge_broken": "broken", "pledge_over": "over",
    "pledge_dropped": "dropped by a new government", "": "open",
}  # fmt: skip
RESULTS: Final = {
    "crisis_reached": "met", "crisis_near": "nearly met", "crisis_failed": "failed", "": "open",
}  # fmt: skip


def _tiers(change: float) -> str:
    text = f"{change:+.2f}"
    return f"{text} tiers".replace("-", "−") if float(text) else "±0 tiers"


class EnglishReport(ReportWords):
    """The sentences of the report, in English."""

    language = "en"

    def title(self, scenario: str) -> str:
        return f"After-action report: {scenario}"

    def subtitle(self, reader: str, players: Sequence[tuple[str, str]]) -> str:
        each = ", ".join(f"{seat}: {player}" for seat, player in players)
        return f"{reader} {each}."

    def head(self, id: str) -> str:
        return HEADS[id]

    def whole(self) -> str:
        return "The whole game, with all that was sealed."

    def public(self) -> str:
        return "As the public saw it."

    def as_seat(self, seat: str) -> str:
        return f"As {seat} saw it; what stayed sealed to it is missing."

    def not_over(self, turn: int) -> str:
        return f"The game is not over; the report goes to turn {turn}. There are no verdicts yet."

    def holds(self, verdict: str, why: str) -> str:
        return f"The save is {verdict}: {why}."

    def up_to(self, place: str) -> str:
        return f"It holds up to {place}; nothing after that is told."

    def summary(self, ending: str, best: str, parts: Sequence[str]) -> str:
        return f"{ending}. Best seat: {best}. {' '.join(parts)}"

    def verdict_of(self, seat: str, text: str) -> str:
        return f"{seat} comes out with {text}."

    def chart(self, name: str) -> str:
        return f"{name} by turn"

    def group(self, id: str) -> str:
        return {"points": "Public points", "relation": "Relations", "threat": "Threats",
                "support": "Support"}[id]  # fmt: skip

    def described(self, lines: Sequence[tuple[str, str, str]]) -> str:
        each = "; ".join(f"{name} from {first} to {last}" for name, first, last in lines)
        return f"{each}."

    def figures(self, name: str) -> str:
        return f"The figures: {name}"

    def points_note(self) -> str:
        return (
            "Public points, without flag and guess, with those of the ending as things stood at "
            "the end of each turn."
        )

    def turn_head(self) -> str:
        return "Turn"

    def dealt(self) -> str:
        return "deal"

    def no_turning(self) -> str:
        return "No single act changed the public standings."

    def measured_head(self) -> str:
        return "Measured."

    def measured(self, futures: int) -> str:
        return (
            f"Bots played {futures} futures from each choice. These choices moved the expected "
            "verdicts most:"
        )

    def swing(self, prompt: str, choice: str, seat: str, change: float, sure: bool) -> str:
        """Say what a choice did to its seat's verdict, in tiers; `sure`: it was worse for certain
        than what bots would have chosen."""
        worse = ", worse for certain than what bots choose there" if sure else ""
        return f"{prompt} “{choice}” moved {seat}'s expected verdict by {_tiers(change)}{worse}."

    def instead(self, choice: str, gain: float, sure: bool) -> str:
        certain = "for certain" if sure else "though not for certain"
        better = f"better by {_tiers(gain)}, {certain}" if gain > 0 else "no better"
        return f"The best alternative, “{choice}”, would have been {better}."

    def no_swing(self) -> str:
        return "No choice moved them: all were as was to be expected."

    def reasons(self) -> str:
        return "Reasons that were typed in that turn:"

    def no_reasons(self) -> str:
        return "Nobody typed a reason in that turn."

    def reason(
        self, seat: str, phase: str, chosen: Sequence[tuple[str, str]], why: str
    ) -> str:  # fmt: skip
        """Say a reason with what it explains: answers, each with its question, or "" for none."""
        said = "; ".join(f"{asked}: {answer}" if asked else answer for asked, answer in chosen)
        return f"{seat}, {phase} ({said}): {why}" if phase else f"{seat} ({said}): {why}"

    def of(self, who: str) -> str:
        """Say of whom a paragraph is."""
        return f"{who}:"

    def reason_heads(self) -> tuple[str, ...]:
        return ("Turn", "What was chosen, and why")

    def none(self, id: str) -> str:
        return {"demands": "Nobody made a demand.", "pledges": "Nobody made a pledge.",
                "crises": "There was no crisis.",
                "knew": "Nobody knew anything before the table did.",
                "concepts": "No card was acted with."}[id]  # fmt: skip

    def demand_heads(self) -> tuple[str, ...]:
        return ("Turn", "Demand", "Answer", "Mark")

    def answer(self, id: str) -> str:
        return ANSWERS[id]

    def mark(self, firm: bool | None, shown: bool) -> str:
        if firm is None:
            return "stayed sealed"
        return ("FIRM" if firm else "BLUFF") + ("" if shown else " (never shown)")

    def pledge_heads(self) -> tuple[str, ...]:
        return ("Made in turn", "Pledge", "What became of it")

    def pledge_end(self, id: str, turn: int) -> str:
        return ENDS[id] + (f" in turn {turn}" if turn else "")

    def crisis_heads(self, seats: Sequence[str]) -> tuple[str, ...]:
        return ("Turn", "Crisis", "Threshold", *seats, "Counted", "Result", "Blamed")

    def result(self, id: str) -> str:
        return RESULTS[id]

    def nobody(self) -> str:
        return "nobody"

    def crisis_note(self) -> str:
        return (
            "What the seats paid, top-ups included. What counted against the threshold can differ: "
            "deterrence adds to it, conditions may take from it."
        )

    def knew_heads(self) -> tuple[str, ...]:
        return ("When", "What")

    def knew(self, seat: str) -> str:
        return f"What {seat} knew before the table did"

    def when(self, turn: int, phase: str) -> str:
        return f"Turn {turn}, {phase}" if phase else f"Turn {turn}"

    def chair_heads(self) -> tuple[str, ...]:
        return ("When", "What", "Later")

    def taken_back(self) -> str:
        return "taken back"

    def chair_note(self) -> str:
        return (
            "What touches the game came into force with the phase after that. A game that the "
            "chair has touched is not held against others in statistics."
        )

    def concept_heads(self) -> tuple[str, ...]:
        return ("Idea", "What it says", "Where it came up")

    def came_up(self, plays: Sequence[tuple[int, str, str]]) -> str:
        return "; ".join(
            f"turn {turn}, {seat}: {card}" if seat else f"turn {turn}, news: {card}"
            for turn, seat, card in plays
        )

    def source_heads(self) -> tuple[str, ...]:
        return ("Card", "Where its facts stand")

    def lines(self, cited: Sequence[tuple[int, Sequence[int]]]) -> str:
        return "; ".join(
            f"[{article}] line {', '.join(map(str, sorted(set(lines))))}"
            for article, lines in cited
        )

    def article(self, number: int, title: str, where: str) -> str:
        return f"[{number}] {title}; {where}"

    def about(self, version: str) -> str:
        return (
            f"Made from the save alone, by Under the Umbrella {version}. Verdicts hold a seat's "
            "points against what bots scored on average for that seat and flag (par); they measure "
            "play in this model and not what was right. Turning points are the public acts after "
            "which public standings moved most; what was prevented does not show in them."
        )

    # -- questions for the debrief: reactions, description, analysis, transfer ---------------------

    def q_feel(self, ending: str, best: Sequence[str]) -> str:
        who = f"the best is {' and '.join(best)}" if best else "no seat is best"
        return (
            f"Reactions. It ended as {ending}, and {who}. Before any analysis: one word from each "
            "seat on how that feels."
        )

    def q_surprise(self, what: str) -> str:
        return f"Reactions. {what} Who had seen that coming, and who felt let down?"

    def q_tell(self, when: str, what: str) -> str:
        return (
            f"Description. {when}: {what} Tell that moment once from each seat. Where do the "
            "accounts differ?"
        )

    def q_demand(self, demand: str, answer: str, mark: str) -> str:
        return (
            f"Description. {demand} It was {answer}; mark: {mark}. What did each side believe of "
            "the mark at the time, and why?"
        )

    def q_no_demand(self) -> str:
        return "Description. Nobody made a demand. What would each seat have asked for, of whom?"

    def q_ending(self, because: str) -> str:
        return (
            f"Analysis. {because} Which one choice, by which seat, would have brought another "
            "ending? Who would have had to pay for it?"
        )

    def q_broken(self, pledge: str) -> str:
        return (
            f"Analysis. {pledge} This word was broken. What did it buy, what did it cost, and who "
            "would promise that seat anything now?"
        )

    def q_kept(self, kept: int) -> str:
        count = {0: "No pledge was made", 1: "One pledge was made and not broken"}.get(
            kept, f"{kept} pledges were made and none broken"
        )
        return (
            f"Analysis. {count}. Was that trust, fear of the price, or that nobody risked a real "
            "promise?"
        )

    def q_weaker(self, seat: str, relation: str, value: int) -> str:
        return (
            f"Analysis. Only the weaker of a seat's two relations counts. For {seat} that was "
            f"{relation} at {value}. Who could have raised it, and why did nobody?"
        )

    def q_crisis(
        self, crisis: str, threshold: int, paid: Sequence[tuple[str, int]], result: str
    ) -> str:  # fmt: skip
        each = ", ".join(f"{seat} paid {points}" for seat, points in paid)
        return (
            f"Analysis. {crisis}, threshold {threshold}: {each}; it was {result}. Who relied on "
            "the others? What would have changed that?"
        )

    def q_no_crisis(self) -> str:
        return "Analysis. No crisis came. Which seat profited most from quiet, and why?"

    def q_concept(self, concept: str, theory: str, card: str) -> str:
        said = f" {theory}" if theory else ""
        return (
            f"Transfer. {card} stands for {concept.lower()}.{said} Where do you see the same "
            "outside this region?"
        )

    def q_limits(self) -> str:
        return (
            "Transfer. Parliaments, firms, the public and the other side of each border do not "
            "play here. Which of them would have stopped something that this table did?"
        )
