"""Pages as PDF: one sheet of paper where that is promised, the same bytes twice, no box for a
letter."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from tests.lesson.test_report import FILES, made
from wargame.engine.library import data, library
from wargame.lesson.document import Document, Points, Text
from wargame.lesson.languages import ENGLISH
from wargame.lesson.pages import documents, role
from wargame.lesson.pdf import NoFont, pages, pdf
from wargame.lesson.plan import plan

PLAN = plan(data("rules"))
PAGES = {
    **documents(library().program("cracks"), PLAN, 45, ["a command"]), "report": made(FILES[0]),
}  # fmt: skip


def read(data: bytes, folder: Path, program: str, *words: str) -> str:
    """Read a PDF with a program of poppler."""
    if shutil.which(program) is None:
        pytest.skip(f"there is no {program} (poppler) here to read PDFs with")
    path = folder / "page.pdf"
    path.write_bytes(data)
    run = subprocess.run([program, *words, str(path), *(["-"] if program == "pdftotext" else [])],
                         capture_output=True, timeout=60, check=True)  # fmt: skip
    return run.stdout.decode()


def flat(text: str) -> str:
    """Return a text without blanks, and without the hyphens of broken lines."""
    return "".join(text.split()).replace("-", "").replace("\u00ad", "")


@pytest.mark.parametrize("scenario", ["first-week", "long-year"])
def test_each_role_sheet_is_one_page_a4_in_a_reader_of_pdf(scenario: str, tmp_path: Path) -> None:
    program = library().program(scenario)
    for seat in range(program.book.seats):
        facts = read(pdf(role(program, PLAN, seat, ENGLISH.lesson)), tmp_path, "pdfinfo")
        told = dict(re.findall(r"^(.+?): +(.+)$", facts, re.MULTILINE))
        assert told["Pages"] == "1"
        assert told["Page size"].endswith("(A4)")


def texts(doc: Document) -> Iterator[str]:
    """Yield the headings, paragraphs and points of a page."""
    yield from (doc.title, doc.subtitle)
    for section in doc.sections:
        yield section.title
        for block in section.blocks:
            match block:
                case Text():
                    yield block.text
                case Points():
                    yield from block.items


def test_the_text_of_each_page_is_read_back(tmp_path: Path) -> None:
    for id, doc in PAGES.items():
        told = read(pdf(doc), tmp_path, "pdftotext", "-layout")
        text = flat(re.sub(r"\n\s*\d+\s*\f", "\n", told))  # without the numbers of the pages
        assert not [one for one in texts(doc) if flat(one) not in text], id


@pytest.mark.parametrize("scenario", sorted(library().scenarios))
def test_each_role_sheet_is_one_page_of_paper(scenario: str) -> None:
    program = library().program(scenario)
    for seat in range(program.book.seats):
        assert pages(role(program, PLAN, seat, ENGLISH.lesson)) == 1


def test_the_sheets_that_are_handed_out_are_one_page_each() -> None:
    for id, doc in PAGES.items():
        if doc.sheet:
            assert pages(doc) == 1, id


def test_a_pdf_is_the_same_to_the_byte_each_time() -> None:
    for id, doc in PAGES.items():
        first = pdf(doc)
        assert first.startswith(b"%PDF")
        assert pdf(doc) == first, id


def test_a_name_that_no_font_writes_is_told_and_not_printed_as_boxes() -> None:
    doc = made(FILES[0])
    with pytest.raises(NoFont, match="writes CJK: “金” in “金 유나”"):
        pdf(evolve(doc, title="金 유나"))
    with pytest.raises(NoFont, match="writes Hangul: “유”"):
        pdf(evolve(doc, title="유나"))
    assert pdf(evolve(doc, title="Zoë Łukasz Ωmega Юна"))
