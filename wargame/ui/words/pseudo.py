"""The pseudo-language of the faces; see `content.text.pseudo`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from wargame.content.text.pseudo import BEGIN, END, Disguise, any_of, disguise
from wargame.ui.words.en import English
from wargame.ui.words.face import FaceWords

MARKS = re.compile(f"[{BEGIN}{END}]")


def texts(given: object) -> Iterator[str]:
    """Yield the texts among arguments, without the marks of what has been said already."""
    if isinstance(given, str):
        yield MARKS.sub("", given)
    elif isinstance(given, tuple | list):
        for part in given:
            yield from texts(part)


class KeepsTexts(Disguise):
    """A disguise in which all texts that a sentence is given stay as they are; an `id` is none."""

    language = "pseudo"

    def kept(self, given: Mapping[str, object]) -> re.Pattern[str]:
        """Match the texts that were given."""
        return any_of(
            {text for name, part in given.items() if name != "id" for text in texts(part)}
        )


class Pseudo(KeepsTexts, English):
    """English in disguise."""


disguise(Pseudo, FaceWords)
