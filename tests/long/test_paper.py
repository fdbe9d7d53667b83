"""What a browser prints of a page, read back: no column is cut off.

Skipped where there is no Chromium, or no poppler to read with.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.lesson.test_pdf import flat, read
from tests.lesson.test_report import FILES, made
from tests.long.conftest import BROWSER
from wargame.lesson.document import Document, Table
from wargame.lesson.html import page
from wargame.lesson.tables import page as tables_page
from wargame.saves.replay.loaded import load

PAGES = [made(path) for path in FILES] + [tables_page([load(FILES[1])], [])]


def printed(doc: Document, folder: Path) -> bytes:
    """Print a page as a browser does."""
    if BROWSER is None:
        pytest.skip("there is no chromium here")
    source, target = folder / "page.html", folder / "printed.pdf"
    source.write_text(page(doc), encoding="utf-8")
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run([BROWSER, *options, f"--print-to-pdf={target}", source.as_uri()],
                   capture_output=True, timeout=120, check=True)  # fmt: skip
    return target.read_bytes()


@pytest.mark.parametrize("doc", PAGES, ids=lambda doc: doc.title)
def test_every_column_of_every_table_is_on_the_paper(doc: Document, tmp_path: Path) -> None:
    text = flat(read(printed(doc, tmp_path), tmp_path, "pdftotext", "-raw"))
    for section in doc.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                assert not [head for head in block.heads if flat(head) not in text], block.caption
