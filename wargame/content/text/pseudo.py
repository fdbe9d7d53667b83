"""A pseudo-language: English with accents on its letters, 40 % longer, marked at both ends.

It shows what another language would meet. A sentence that is written anywhere but in a method of
`Language` stays plain, so `tests/architecture/test_pseudo.py` finds it; a sentence that is cut
apart or looked into shows its marks in the middle. Names that TOML gives (titles, seats, tracks)
stay as they are, as in any translation of the sentences alone.

>>> foreign("Draw 2 cards", re.compile("(?!)"))
'⟦Đřááŵ 2 çáářđš⟧'
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from inspect import signature
from typing import Any, ClassVar, TypeAlias

from wargame.content.convert import field_names, has_fields
from wargame.content.specs import Ruleset
from wargame.content.text.en import English
from wargame.content.text.en_signs import EnglishSigns
from wargame.rules.model.language import CardSigns, Language, sentences
from wargame.rules.model.rulebook import Rulebook

BEGIN, END = "⟦⟧"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀçđéƒğĥíĵķľḿñóþɋřšťúṽŵẋýžÁɃÇĐÉƑĞĤÍĴĶĽḾÑÓÞɊŘŠŤÚṼŴẊÝŽ"
VOWELS = "aeiouAEIOU"
"""About two letters of five; each is doubled, which makes a sentence about 40 % longer."""
LETTERS = {
    ord(plain): accented + (accented.lower() if plain in VOWELS else "")
    for plain, accented in zip(PLAIN, ACCENTED, strict=True)
}
NAMES = (
    "name", "short", "title", "text", "tiers", "collapse", "kinds", "flavour", "premise",
    "say", "do", "then", "concepts", "theory",
)  # fmt: skip
"""The fields of content that hold a name or prose."""
ID = re.compile(r"[a-z0-9-]*")
"""An argument that is one id is no text."""


def foreign(text: str, kept: re.Pattern[str]) -> str:
    """Put accents on a text and marks round it; what `kept` matches stays as it is."""
    bare = text.replace(BEGIN, "").replace(END, "")
    if not bare:
        return ""
    said, at = [], 0
    for match in kept.finditer(bare):
        said += [bare[at : match.start()].translate(LETTERS), match[0]]
        at = match.end()
    return f"{BEGIN}{''.join(said)}{bare[at:].translate(LETTERS)}{END}"


def names_in(thing: object, field: str = "") -> Iterator[str]:
    """Yield the names and the prose of content: titles, names, texts, kinds, tiers, OPS lines."""
    if isinstance(thing, str):
        if field in NAMES:
            yield thing
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from names_in(part, field)
    elif isinstance(thing, dict):
        for part in thing.values():
            yield from names_in(part, field)
    elif has_fields(kind := type(thing)):
        for name in field_names(kind):
            if name != "book":
                yield from names_in(getattr(thing, name), name)


def any_of(texts: set[str]) -> re.Pattern[str]:
    """Match each of some texts as whole words, the longest first; a first letter may be large."""
    both = {way for text in texts if text.strip() for way in (text, text[0].upper() + text[1:])}
    ways = "|".join(re.escape(way) for way in sorted(both, key=lambda way: (-len(way), way)))
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)" if ways else "(?!)")


def texts_in(argument: object) -> Iterator[str]:
    """Yield the texts handed to a sentence; ids and what has been said already are none."""
    if isinstance(argument, str):
        if not ID.fullmatch(argument) and BEGIN not in argument:
            yield argument
    elif isinstance(argument, tuple | list):
        for part in argument:
            yield from texts_in(part)


Said: TypeAlias = str | tuple[str, ...]


class Disguise:
    """A language whose sentences another one says first; see `disguise`."""

    saying = False

    def kept(self, given: Mapping[str, object]) -> re.Pattern[str]:
        """Match what stays as it is in a sentence that was given these arguments."""
        raise NotImplementedError


def disguise(language: type[Disguise], protocol: type) -> None:
    """Make each sentence of a Protocol foreign in a language that says them in plain words."""
    for name in sentences(protocol):
        setattr(language, name, _foreign(getattr(language, name)))


def _foreign(say: Callable[..., Said]) -> Callable[..., Said]:
    """Make a sentence, or each of several, foreign, once: what it is put together from is said in
    plain words."""
    shape = signature(say)

    @functools.wraps(say)
    def said(self: Disguise, *args: Any, **named: Any) -> Said:
        if self.saying:
            return say(self, *args, **named)
        self.saying = True
        try:
            text = say(self, *args, **named)
        finally:
            self.saying = False
        kept = self.kept(shape.bind(self, *args, **named).arguments)
        if isinstance(text, str):
            return foreign(text, kept)
        return tuple(foreign(each, kept) for each in text)

    return said


class GameDisguise(Disguise):
    """A disguise that keeps the names of a game."""

    def keep(self, ruleset: Ruleset) -> None:
        """Keep the names of a ruleset."""
        self.known = set(names_in(ruleset)) | {line.id for line in ruleset.ops}
        self.names = any_of(self.known)

    def keep_cards(self, book: Rulebook) -> None:
        """Keep the names of a book's cards."""
        self.known |= set(names_in([book.cards, book.homes, book.agendas]))
        self.names = any_of(self.known)

    def kept(self, given: Mapping[str, object]) -> re.Pattern[str]:
        """Match names and the texts that were given."""
        texts = {*texts_in([*given.values()])} - self.known
        return any_of(texts | self.known) if texts else self.names


class PseudoSigns(GameDisguise, EnglishSigns):
    """English signs in disguise."""

    def __init__(self, ruleset: Ruleset) -> None:
        super().__init__(ruleset)
        self.keep(ruleset)

    def bind(self, book: Rulebook) -> None:
        """Take the book, and keep the names of its cards."""
        super().bind(book)
        self.keep_cards(book)


class Pseudo(GameDisguise, English):
    """English in disguise: each sentence is said by English and then made foreign."""

    SIGNS: ClassVar[type[CardSigns]] = PseudoSigns

    def __init__(self, ruleset: Ruleset) -> None:
        super().__init__(ruleset)
        self._signs = PseudoSigns(ruleset)
        self.keep(ruleset)

    def bind(self, book: Rulebook) -> None:
        """Take the book, and keep the names of its cards."""
        super().bind(book)
        self.keep_cards(book)


disguise(Pseudo, Language)
disguise(PseudoSigns, CardSigns)
