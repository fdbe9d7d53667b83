"""Floor 6: the languages. Each is one class that implements `rules.model.language.Language`."""

from typing import ClassVar, Protocol

from wargame.content.specs import Ruleset
from wargame.content.text.en import English
from wargame.content.text.pseudo import Pseudo
from wargame.rules.model.language import CardSigns, Language
from wargame.rules.model.rulebook import Rulebook


class Tongue(Language, Protocol):
    """A language of a game: every sentence, for one ruleset and one rulebook; `SIGNS` is what
    says its signs."""

    SIGNS: ClassVar[type[CardSigns]]

    def __init__(self, ruleset: Ruleset) -> None: ...

    def bind(self, book: Rulebook) -> None:
        """Take the book whose cards and tracks are spoken of."""
        ...


LANGUAGES: dict[str, type[Tongue]] = {"en": English, "pseudo": Pseudo}
