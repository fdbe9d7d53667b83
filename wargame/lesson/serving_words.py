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

    def chair_caption(self) -> str:
        return "How they stand"

    def chair_heads(self) -> tuple[str, ...]:
        return ("Table", "Turn", "Phase", "Waits for", "Minutes", "Public points")

    def waits(self, who: str, paused: bool) -> str:
        if not who:
            return "over"
        return f"{who}, paused" if paused else who

    def sentence(self, text: str) -> str:
        return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "!", "?")) else ".")

    def acts_head(self) -> str:
        return "What the chair does"

    def code(self) -> str:
        return "The chair's code, to act"

    def enter(self) -> str:
        return "Enter"

    def at_tables(self) -> str:
        return "At these tables"

    def order(self) -> str:
        return "Order it"

    def ordered(self) -> str:
        return "What became of the order"

    def no_table(self) -> str:
        return "No table was ticked; nothing is ordered."

    def stands_still(self) -> str:
        return "Load the page again to look again. No seal and no hand stands on it."

    def refreshes(self) -> str:
        return (
            "This page looks again every five seconds; minutes are those since the last choice. No "
            "seal and no hand stands on it."
        )

    def projector_title(self) -> str:
        return "Choose your table"

    def projector_how(self) -> str:
        return "Type the address of your table into a browser. One window plays a table."
