"""Signs: what a terminal could obey goes, text of every script stays."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import micro_pins
from tests.record.forge import with_content
from tests.record.test_strangers import save as save
from wargame.saves.format.pins import MOST_NAME, NEUTRAL, cleaned, seats
from wargame.saves.replay.loaded import Verdict, load, verify
from wargame.system.signs import MOST_MARKS, one_line, paragraphs, printable

ORDINARY = [
    "Zoë Ångström, “the dove” – ½ × 金", "김대중 전 대통령", "e\u0301le\u0300ve",
    "岸田文雄、日本の首相", "مرحبا بالعالم", "می\u200cخواهم", "क्\u200dष श्री", "שָׁלוֹם", "Tiếng Việt",
    "ไทยนี้", "▲ ● ■ → …",
]  # fmt: skip
OBEYED = {
    "a\x1b]52;c;aGk=\x07b": "a·b",
    "a\x1b]52;c;aGk=\x1b\\b": "a·b",
    "a\x9d52;c;aGk=\x9cb": "a·b",
    "a\x1bP+q544e\x1b\\b": "a·b",
    "a\x1b_Gf=24;AAAA\x1b\\b": "a·b",
    "\x1b[31mred\x1b[0m": "·red·",
    "a\x9b5nb": "a·b",
    "a\x1bcb": "a·b",
    "a\x1b]0;never ended": "a·]0;never ended",
    "a\x08\x08\x7fb": "a·b",
    "a\u202eb\u2066c": "a·b·c",
    "a\u200db\u200bc\ufeff": "a·b·c·",
    "a\u00a0b\u3000c\u2028d": "a b c·d",
    "\ud800\ue000\U000e0041": "·",
    "\u3164\uffa0": "  ",
}


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_stays(text: str) -> None:
    assert printable(text) == one_line(text) == paragraphs(text) == text


@pytest.mark.parametrize("text", OBEYED)
def test_what_is_obeyed_or_hides_goes(text: str) -> None:
    assert printable(text) == OBEYED[text]


def test_a_letter_carries_few_accents_and_lines_stay_lines() -> None:
    piled = "e" + "\u0301" * 500 + "x"
    assert printable(piled) == "e" + "\u0301" * MOST_MARKS + "x"
    assert paragraphs("a\x1b[2J\nb\tc") == "a·\nb·c"
    assert one_line(" a\n\tb  c ") == "a b c"


@given(st.text(st.characters(max_codepoint=sys.maxunicode), max_size=40))
def test_a_second_cleaning_changes_nothing(text: str) -> None:
    once = printable(text)
    assert printable(once) == once
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000 for c in once)
    assert not set(once) & set("\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202d\u202e\u2066\u2069")


def test_own_content_is_clean_already() -> None:
    pins = micro_pins()
    assert cleaned(pins.ruleset) == pins.ruleset
    assert seats(pins.ruleset["seat"]) == pins.ruleset["seat"]
    assert cleaned(pins.cards) == pins.cards


def test_a_seat_that_cannot_be_drawn_gets_plain_looks() -> None:
    spec = {
        "id": "tokyo",
        "name": "",
        "letter": "TT",
        "shape": "金",
        "ascii": "\x1b",
        "colour": "x",
    }
    assert seats([spec]) == [
        {"id": "tokyo", "name": "tokyo", "letter": "T", "shape": "T", "ascii": "T",
         "colour": NEUTRAL}
    ]  # fmt: skip
    assert len(cleaned({"name": "x" * 500})["name"]) == MOST_NAME
    assert cleaned({"secret": {"tokyo": "a\r\n\r\nb\x07"}}) == {"secret": {"tokyo": "a\n\nb·"}}


def evil_id(whole: dict[str, Any]) -> None:
    whole["cards"]["upper.toml"]["card"][0]["id"] = "U\x1b]52;c;aGk=\x07"


def evil_key(whole: dict[str, Any]) -> None:
    whole["scenario"]["levels"]["gold\u202e"] = 3


@pytest.mark.parametrize("change", [evil_id, evil_key])
def test_an_id_that_must_not_be_shown_is_refused(save: Any, change: Any) -> None:
    report = verify(with_content(save, change))
    assert report.verdict is None
    assert "must not be shown" in report.sentence
    assert report.sentence.isprintable()


def test_a_verdict_outlives_evil_prose(save: Any) -> None:
    def evil(whole: dict[str, Any]) -> None:
        whole["ruleset"]["seat"][0].update(
            name="Upper\x1b]52;c;aGk=\x07", colour="url(x)", shape=""
        )
        whole["scenario"]["name"] = "One\u202e Winter"

    loaded = load(with_content(save, evil))
    assert loaded.verdict is Verdict.EXACT
    program = loaded.timeline.game.program
    assert program.ruleset.seat[0].name == "Upper·"
    assert program.scenario.name == "One· Winter"
    assert "\u202e" in loaded.header.pins.scenario["name"]
