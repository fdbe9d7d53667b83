"""Text for the screen: cut and padded to cells, in either set of signs."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual._context import active_app
from textual.app import App

from wargame.engine.library import library
from wargame.ui.tui.text import Look, fit, spell

SEATS = library().program("new-entente").ruleset.seat
SIGNS = st.text("ab 金−–“”…▲●■", max_size=30)


@pytest.fixture(params=[False, True], ids=["signs", "ascii"])
def ascii_signs(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Let an app run here that uses one of the two sets of signs."""
    app = SimpleNamespace(look=Look.of(SEATS, request.param))
    before = active_app.set(cast("App[Any]", app))
    yield request.param
    active_app.reset(before)


@given(SIGNS, st.integers(0, 30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_fitted_text_has_its_cells_as_it_is_shown(
    ascii_signs: bool, text: str, cells: int
) -> None:
    shown = spell(fit(text, cells))
    assert cell_len(shown) <= cells
    if cell_len(spell(text)) <= cells:
        assert cell_len(shown) == cells


def test_what_is_cut_says_so(ascii_signs: bool) -> None:
    assert fit("deterrence", 7) == ("dete..." if ascii_signs else "deterr…")
    assert fit("▲ bid", 5) == ("^ bid" if ascii_signs else "▲ bid")


def test_each_app_has_a_look_of_its_own() -> None:
    """One app in ASCII changes nothing for another one, nor for a text without an app."""
    plain, drawn = (SimpleNamespace(look=Look.of(SEATS, signs)) for signs in (True, False))
    shown = []
    for app in (plain, drawn):
        before = active_app.set(cast("App[Any]", app))
        shown.append(spell(f"{SEATS[0].shape} −1…"))
        active_app.reset(before)
    assert shown == [f"{SEATS[0].ascii} -1...", f"{SEATS[0].shape} −1…"]
    assert spell("−1…") == "−1…"
