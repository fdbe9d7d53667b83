"""The pseudo-language of a class; see `content.text.pseudo`."""

from __future__ import annotations

from wargame.content.text.pseudo import disguise
from wargame.lesson.lesson_words import EnglishLesson
from wargame.lesson.report_words import EnglishReport
from wargame.lesson.serving_words import EnglishServing
from wargame.lesson.table_words import EnglishTables
from wargame.lesson.words import ClassWords, LessonWords, ReportWords, ServingWords, TableWords
from wargame.ui.words.pseudo import KeepsTexts


class PseudoLesson(KeepsTexts, EnglishLesson):
    """The pages of a lesson in disguise."""


class PseudoReport(KeepsTexts, EnglishReport):
    """The report in disguise."""


class PseudoServing(KeepsTexts, EnglishServing):
    """The served pages in disguise."""


class PseudoTables(KeepsTexts, EnglishTables):
    """The page of all tables in disguise."""


disguise(PseudoLesson, LessonWords)
disguise(PseudoReport, ReportWords)
disguise(PseudoServing, ServingWords)
disguise(PseudoTables, TableWords)
PSEUDO = ClassWords(PseudoLesson(), PseudoReport(), PseudoServing(), PseudoTables())
