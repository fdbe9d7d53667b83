"""English: what a replay and the chronicle of a saved game say. A part of `en.English`."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.rules.model.language import Language


class Chronicle(Language):
    """Headings and sentences of replay and chronicle, beside those of the log."""

    def replay_place(self, number: int, last: int | None, plies: bool) -> str:
        return f"{'ply' if plies else 'step'} {number}" + (
            f" of {last}" if last is not None else ""
        )

    def replay_cut(self, place: str) -> str:
        return f"Shown up to {place}, the last good one."

    def chronicle_referee(self) -> str:
        return "The referee's account: everything."

    def chronicle_public(self) -> str:
        return "As the public saw it."

    def chronicle_seat(self, seat: str) -> str:
        return f"As {seat} knew it."

    def chronicle_seat_column(self) -> str:
        return "seat"

    def chronicle_player_column(self) -> str:
        return "played by"

    def chronicle_verdict(self, verdict: str, typed: bool, begun: str) -> str:
        deal = "an open deal" if typed else "a sealed deal"
        return f"Verdict on the save: **{verdict}**; {deal}{f', begun {begun}' if begun else ''}."

    def chronicle_rests_on(self, why: str) -> str:
        return f"It rests on: {why}."

    def chronicle_branched(self, parent: str, ply: int) -> str:
        return f"It branched from {parent} at ply {ply}."

    def chronicle_goes_on(self) -> str:
        return "The game goes on."

    def chronicle_not_good(self) -> str:
        return "What follows is not good."

    def chronicle_note(self, by: str) -> str:
        return f"Note by {by}:" if by else "Note:"

    def chronicle_levels(self, turn: int, stopped: bool) -> str:
        if stopped:
            return f"As it stands in turn {turn}"
        return f"At the end of turn {turn}" if turn else "As dealt"

    def chronicle_end(self, ending: str) -> str:
        return f"The end: {ending or 'none'}"

    def chronicle_score(self, seat: str, tier: str, points: str) -> str:
        return f"{seat}: {tier}, {points} points"

    def chronicle_line_column(self) -> str:
        return "line"

    def chronicle_points_column(self) -> str:
        return "points"

    def chronicle_together(self) -> str:
        return "together"

    def chronicle_true_flag(self, agenda: str) -> str:
        return f"Its true flag was “{agenda}”."

    def chronicle_overreached(self) -> str:
        return "It overreached: its triumph left a partner behind."

    def chronicle_best(self, seats: Sequence[str]) -> str:
        return f"Best seat: {', '.join(seats) or 'nobody'}."
