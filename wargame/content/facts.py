"""The ledger of facts that ships with the game: what a card cites, and where it stands."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from attrs import frozen


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


@lru_cache(maxsize=8)
def known_facts(folder: Path) -> dict[str, Fact]:
    """Read `facts.tsv` beside the cards; empty where there is none."""
    return {
        row["id"]: Fact(
            row["id"], int(row["id"][1]), int(row["line"]), row["kind"], row["statement"]
        )
        for row in _rows(folder / "facts.tsv")
    }


@lru_cache(maxsize=8)
def known_articles(folder: Path) -> dict[int, Article]:
    """Read `articles.tsv` beside the cards; empty where there is none."""
    return {
        int(row["number"]): Article(int(row["number"]), row["title"], row["where"])
        for row in _rows(folder / "articles.tsv")
    }


def sources(folder: Path, ids: tuple[str, ...]) -> list[str]:
    """Say where facts stand: article and line, each once."""
    facts, articles = known_facts(folder), known_articles(folder)
    found: dict[str, None] = {}
    for id in ids:
        if id in facts:
            fact = facts[id]
            title = articles[fact.article].title if fact.article in articles else ""
            found[f"{title} ({id}, line {fact.line})"] = None
    return list(found)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
