"""What a terminal sends, read without trust: whatever the bytes, the app goes on.

Textual's thread that reads input ends the app, with exit code 0, on the first thing that it cannot
read. So the two readers that it uses are given others: a decoder that leaves out bytes which are
no UTF-8, and a parser that leaves out sequences which name no sign.
"""

from __future__ import annotations

import codecs
import importlib
from collections.abc import Callable
from functools import partial

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

READERS = ("textual.drivers.linux_driver", "textual.drivers.web_driver")


class Parser(XTermParser):
    """Reads keys; a sequence with an impossible number in it is no key."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> list[events.Key]:
        try:
            return list(super()._sequence_to_key_events(sequence, alt))
        except (ValueError, OverflowError):
            return []

    def parse_mouse_code(self, code: str) -> Message | None:
        try:
            return super().parse_mouse_code(code)
        except (ValueError, OverflowError, ZeroDivisionError):
            return None


def lenient_decoder(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    """Give the maker of a decoder that leaves out what it cannot decode.

    >>> lenient_decoder("utf-8")().decode(bytes([0x71, 0xFF, 0x68]))
    'qh'
    """
    return partial(codecs.getincrementaldecoder(encoding), errors="ignore")


LENIENT = {"getincrementaldecoder": lenient_decoder, "XTermParser": Parser}


def read_without_trust() -> None:
    """Give Textual's drivers the lenient readers; those that this system lacks are passed over."""
    for name in READERS:
        try:
            driver = importlib.import_module(name)
        except ImportError:
            continue
        for reader, lenient in LENIENT.items():
            if hasattr(driver, reader):
                setattr(driver, reader, lenient)
