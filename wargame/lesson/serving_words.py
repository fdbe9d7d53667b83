"""Every sentence of the served pages and of `wargame serve`."""

from __future__ import annotations

from wargame.lesson.words import ServingWords


class EnglishServing(ServingWords):
    """The sentences of a server of tables, in English."""

    language = "en"

    def taken(self, table: str) -> str:
        return f"{table} is open in another window. Close that one, then load this page again."

    def chair_title(self) -> str:
        return "All tables"

    def chair_heads(self) -> tuple[str, ...]:
        return ("Table", "Turn", "Phase", "Waits for", "Public points")

    def over(self) -> str:
        return "over"

    def refreshes(self) -> str:
        return "This page looks again every five seconds. No seal and no hand stands on it."

    def projector_title(self) -> str:
        return "Choose your table"

    def projector_how(self) -> str:
        return "Type the address of your table into a browser. One window plays a table."
