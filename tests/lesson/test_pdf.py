"""Pages as PDF: one sheet of paper where that is promised, the same bytes twice, no box for a
letter."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.lesson.test_report import FILES, made
from wargame.engine.library import data, library
from wargame.lesson.lesson_words import LessonWords
from wargame.lesson.pages import documents, role
from wargame.lesson.pdf import NoFont, pages, pdf
from wargame.lesson.plan import plan

PLAN = plan(data("rules"))


@pytest.mark.parametrize("scenario", sorted(library().scenarios))
def test_each_role_sheet_is_one_page_of_paper(scenario: str) -> None:
    program = library().program(scenario)
    for seat in range(program.book.seats):
        assert pages(role(program, PLAN, seat, LessonWords())) == 1


def test_the_sheets_that_are_handed_out_are_one_page_each() -> None:
    for id, doc in documents(library().program("cracks"), PLAN, 45, ["a command"]).items():
        if doc.sheet:
            assert pages(doc) == 1, id


def test_a_pdf_is_the_same_to_the_byte_each_time() -> None:
    doc = made(FILES[0])
    first = pdf(doc)
    assert first.startswith(b"%PDF")
    assert pdf(doc) == first


def test_a_name_that_no_font_writes_is_told_and_not_printed_as_boxes() -> None:
    doc = made(FILES[0])
    with pytest.raises(NoFont, match="金"):
        pdf(evolve(doc, title="金 유나"))
    assert pdf(evolve(doc, title="Zoë Łukasz Ωmega Юна"))
