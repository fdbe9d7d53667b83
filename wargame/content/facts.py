"""The ledger of facts that ships with the game: what a card cites, and where it stands."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from attrs import frozen

from wargame.content.faults import Fault, nearest, short


@frozen
class Fact:
    """A row of the ledger: `article` is its number, `line` the line of the article."""

    id: str
    article: int
    line: int
    kind: str
    statement: str


@frozen
class Article:
    """One of the sources: its number, its title and where it appeared."""

    number: int
    title: str
    where: str


FACTS, ARTICLES = "facts.tsv", "articles.tsv"
_FACT = ("id", "line", "kind", "statement")
_ARTICLE = ("number", "title", "where")
_FACT_ID = re.compile(r"[A-Z](\d+)-\d+", re.ASCII)


@lru_cache(maxsize=8)
def known_facts(folder: Path) -> dict[str, Fact]:
    """Read `facts.tsv` beside the cards, bad rows left out; empty where there is none."""
    return read_facts(folder)[0]


@lru_cache(maxsize=8)
def known_articles(folder: Path) -> dict[int, Article]:
    """Read `articles.tsv` beside the cards, bad rows left out; empty where there is none."""
    return _read_articles(folder)[0]


def read_facts(folder: Path) -> tuple[dict[str, Fact], list[Fault]]:
    """Read the facts, and say what is wrong with the two tables, row by row."""
    rows, faults = _rows(folder / FACTS, _FACT)
    facts: dict[str, Fact] = {}
    for line, row in rows:
        matched = _FACT_ID.fullmatch(row["id"])
        if matched is None:
            what = f"the id {short(row['id'])} is not a letter, an article, - and a number: A0-01"
            faults.append(Fault(FACTS, f"line {line}", what))
        elif not _number(row["line"]):
            what = f"line {short(row['line'])} is no number"
            faults.append(Fault(FACTS, f"line {line}", what))
        elif row["id"] in facts:
            faults.append(Fault(FACTS, f"line {line}", f'the fact "{row["id"]}" is there already'))
        else:
            told = int(row["line"]), row["kind"], row["statement"]
            facts[row["id"]] = Fact(row["id"], int(matched[1]), *told)
    return facts, faults + _read_articles(folder)[1]


def _read_articles(folder: Path) -> tuple[dict[int, Article], list[Fault]]:
    rows, faults = _rows(folder / ARTICLES, _ARTICLE)
    articles = {}
    for line, row in rows:
        if not _number(row["number"]):
            what = f"the number {short(row['number'])} is no number"
            faults.append(Fault(ARTICLES, f"line {line}", what))
        else:
            number = int(row["number"])
            articles[number] = Article(number, row["title"], row["where"])
    return articles, faults


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def sources(folder: Path, ids: tuple[str, ...]) -> list[str]:
    """Say where facts stand: article and line, each once."""
    facts, articles = known_facts(folder), known_articles(folder)
    places: dict[str, None] = {}
    for id in ids:
        if id in facts:
            fact = facts[id]
            title = articles[fact.article].title if fact.article in articles else ""
            places[f"{title} ({id}, line {fact.line})"] = None
    return list(places)


def _rows(
    path: Path, columns: tuple[str, ...]
) -> tuple[list[tuple[int, dict[str, str]]], list[Fault]]:
    """Read a table with a line of heads: each whole row with its line, and what is wrong."""
    if not path.exists():
        return [], []
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return [], [Fault(path.name, "", "no text in UTF-8")]
    except OSError as error:
        return [], [Fault(path.name, "", f"cannot be read: {error.strerror}")]
    heads, *lines = [
        line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")
    ]
    missing = [column for column in columns if column not in heads]
    if missing:
        hint = nearest(missing[0], heads)
        return [], [Fault(path.name, "line 1", f'no column "{missing[0]}" in the heads; {hint}')]
    rows, faults = [], []
    for at, line in enumerate(lines, 2):
        if len(line) != len(heads):
            what = f"{len(line)} cells under {len(heads)} heads"
            faults.append(Fault(path.name, f"line {at}", what))
        else:
            rows.append((at, dict(zip(heads, line, strict=True))))
    return rows, faults
