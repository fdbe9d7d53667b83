"""The words of the rulebook: each with the sentence that says what it means, read from RULES.md.

A term stands in the glossary, in the first column of a table that explains (`EXPLAINING`), or is
set off in the text where it is explained; its meaning is that entry, row or sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from attrs import frozen

from wargame.content.faults import nearest
from wargame.engine.library import data

GLOSSARY: Final = "Glossary"
PLAYED: Final = "One turn as an example"
"""The section whose words are names and steps of one game."""
EXPLAINING: Final = (("track", "whose"), ("penalty", "laid by"), ("ending", "holds if"),
                     ("line", "counts"))  # fmt: skip
"""The first two heads of tables whose rows explain what they name."""
NOT_TERMS: Final = ("lower", "line", "that", "new entente")
"""Words that are set off for their weight alone."""
_HEADING: Final = re.compile(r"^#{1,3} (.*)$", re.MULTILINE)
_SET_OFF: Final = re.compile(r"(\*\*?)([^*|`]+?)\1")
_SENTENCE: Final = re.compile(r"(?<=\.)\s+(?=[A-Z*])")
_SIGNS: Final = re.compile(r"\*\*|\*|`| ?◊\d+")
_ARTICLE: Final = re.compile(r"^(?:a|an|the|your) ", re.IGNORECASE)
MOST_WORDS: Final = 3
"""The most words of a term; what is set off and longer is a sentence."""

BRIEF: Final = 2
"""The sentences of a meaning with which a paragraph begins."""


@frozen
class Term:
    """A term, its meaning and the heading below which that stands."""

    name: str
    meaning: str
    heading: str

    @property
    def brief(self) -> str:
        """The first sentence of its meaning."""
        return _SENTENCE.split(self.meaning)[0]


class NoTerm(LookupError):
    """There is no such term or heading; the message names the nearest."""


def rulebook() -> str:
    """Read the rulebook; a sentence where it is missing."""
    try:
        return data("RULES.md").read_text(encoding="utf-8")
    except OSError:
        return "The rulebook is not installed here."


@lru_cache(maxsize=1)
def sections() -> dict[str, str]:
    """Return the text of each section by its heading, in the order of the book."""
    parts = _HEADING.split(rulebook())[1:]
    return dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))


@lru_cache(maxsize=1)
def terms() -> dict[str, Term]:
    """Return all terms by their names in lower case, in the order of the alphabet."""
    found: dict[str, Term] = {}
    for read in (_glossary, _rows, _set_off):
        for term in read():
            name = term.name.casefold()
            if not {name, f"{name}s", name.removesuffix("s")} & {*found}:
                found[name] = term
    return dict(sorted(found.items()))


def _glossary() -> Iterator[Term]:
    for line in sections().get(GLOSSARY, "").splitlines():
        if entry := re.match(r"- \*\*(.+?)\*\*: (.+)", line):
            for name in entry[1].split(", "):
                several = f"{entry[1]}: {entry[2]}" if name != entry[1] else entry[2]
                yield Term(name, _plain(several), GLOSSARY)


def _rows() -> Iterator[Term]:
    """Yield what the tables explain: a track by its last cell, others by all their cells."""
    for heading, text in sections().items():
        heads: list[str] = []
        for line in text.splitlines():
            cells = [_plain(cell) for cell in line.strip("|").split("|")]
            if not line.startswith("|") or set(line) <= set("|-"):
                heads = heads if line.startswith("|") else []
            elif not heads:
                heads = cells
            elif (*heads[:2],) in EXPLAINING:
                said = [f"{head} {cell}" for head, cell in zip(heads, cells, strict=True) if cell]
                meaning = cells[-1] if heads[0] == "track" else "; ".join(said[1:])
                yield Term(cells[0], f"{meaning}.", heading)


def _set_off() -> Iterator[Term]:
    for heading, text in sections().items():
        if heading in (PLAYED, GLOSSARY):
            continue
        for paragraph in text.split("\n"):
            if paragraph.startswith(("|", "```")):
                continue
            text = re.sub(r"^(?:- |\d+\. |\*\*[^*]+\.\*\* )", "", paragraph)
            sentences = _SENTENCE.split(text)
            for at, sentence in enumerate(sentences):
                for _, name in _SET_OFF.findall(sentence):
                    name = _ARTICLE.sub("", name).strip(".:")
                    if len(name.split()) <= MOST_WORDS and name.casefold() not in NOT_TERMS:
                        # A paragraph goes on about what it begins with.
                        meaning = sentences[at : at + (1 if at else BRIEF)]
                        yield Term(name, _plain(" ".join(meaning)), heading)


def _plain(text: str) -> str:
    return _SIGNS.sub("", text).strip()


def find(word: str) -> Term:
    """Return a term by its name, in one or in many. Raises `NoTerm`."""
    known, wanted = terms(), _ARTICLE.sub("", " ".join(word.split())).casefold()
    for name in (wanted, f"{wanted}s", wanted.removesuffix("s"), wanted.removesuffix("es")):
        if name in known:
            return known[name]
    raise NoTerm(no_term(word))


def no_term(word: str) -> str:
    """Say that the rulebook does not explain a word, and which word is nearest."""
    return f'The rulebook does not explain "{word.strip()}"; {nearest(word.casefold(), terms())}'


def found_in(texts: Iterable[str]) -> list[Term]:
    """List the terms that stand in texts, in the order of the texts; a longer term covers those
    inside it."""
    pattern, found = _pattern(), {}
    for text in texts:
        for match in pattern.finditer(text):
            term = find(match[0])
            found[term.name] = term
    return [*found.values()]


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = sorted(terms(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})(?:s|es)?\b", re.IGNORECASE)


def read_section(name: str) -> tuple[str, str]:
    """Return the heading and the text of a section, by its number or a part of its heading. Raises
    `NoTerm`."""
    wanted = name.strip().casefold()
    for heading, text in sections().items():
        if heading.casefold().split(" ")[0] == wanted:
            return heading, text
    for heading, text in sections().items():
        if wanted in heading.casefold():
            return heading, text
    raise NoTerm(f'No heading of the rulebook holds "{name}"; {nearest(name, sections())}')
