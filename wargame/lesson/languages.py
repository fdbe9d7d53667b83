"""The words of a class in each language; sentences about the game are `Language`'s."""

from __future__ import annotations

from wargame.lesson.lesson_words import EnglishLesson
from wargame.lesson.report_words import EnglishReport
from wargame.lesson.serving_words import EnglishServing
from wargame.lesson.table_words import EnglishTables
from wargame.lesson.words import ClassWords

ENGLISH = ClassWords(EnglishLesson(), EnglishReport(), EnglishServing(), EnglishTables())


def class_words(language: str) -> ClassWords:
    """Return the words of a class in a language, by its id in `content.text.LANGUAGES`."""
    if language == "pseudo":
        from wargame.lesson.pseudo_words import PSEUDO

        return PSEUDO
    return {"en": ENGLISH}[language]
