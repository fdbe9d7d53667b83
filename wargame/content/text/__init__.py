"""Floor 6: the languages. Each is one class that implements `rules.model.language.Language`."""

from typing import ClassVar, Final, Protocol

from wargame.content.specs import Ruleset
from wargame.content.text.en import English
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


LANGUAGES: Final = ("en", "pseudo")


def tongue(language: str) -> type[Tongue]:
    """Return the class of a language, by its id in `LANGUAGES`.

    The pseudo-language is read when it is asked for: it makes a method of each sentence.
    """
    if language == "pseudo":
        from wargame.content.text.pseudo import Pseudo

        return Pseudo
    return {"en": English}[language]
