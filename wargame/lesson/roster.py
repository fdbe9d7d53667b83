"""The roster of a class: who sits at which table and seat, from a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from wargame.content.faults import nearest
from wargame.system.signs import one_line

COLUMNS: Final = ("table", "seat", "name")
MOST_AT_A_SEAT: Final = 3
MOST_NAME: Final = 40
SIGNS: Final = {",": "comma", ";": "semicolon"}
"""What may stand between columns."""
TOGETHER: Final = " & "


class BadRoster(ValueError):
    """The file is no roster; the message names the line and what is wrong."""


def read_roster(path: Path, tables: int, seats: Sequence[str]) -> list[dict[str, str]]:
    """Return who plays each seat, table by table; a seat without a name is a person's.

    The columns are table (1 to `tables`), seat (its id) and name; a team of two or three has a line
    each. Raises `BadRoster`.
    """
    names: list[dict[str, list[str]]] = [{seat: [] for seat in seats} for _ in range(tables)]
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise BadRoster(f"{path} is no text in UTF-8") from None
    except OSError as error:
        raise BadRoster(f"{path} cannot be read: {error.strerror or error}") from None
    delimiter = ";" if lines and ";" in lines[0] else ","
    reader = csv.DictReader(lines, delimiter=delimiter, skipinitialspace=True)
    heads = [head.strip().lower() for head in reader.fieldnames or []]
    if missing := [column for column in COLUMNS if column not in heads]:
        raise BadRoster(f"{path}: the first line has no {' and no '.join(missing)}")
    reader.fieldnames = heads
    for row in reader:
        where = f"{path}, line {reader.line_num}"
        for cell in (*(row.get(None) or ()), row.get("") or ""):
            if cell.strip():
                raise BadRoster(
                    f'{where}: "{one_line(cell.strip()[:MOST_NAME])}" stands in no column; a name '
                    f'with a {SIGNS[delimiter]} stands in quotes: "Lee{delimiter} Ann"'
                )
        _seated(names, row, where, seats)
    if not any(people for table in names for people in table.values()):
        raise BadRoster(f"{path} names nobody")
    return [
        {
            seat: f"human:{TOGETHER.join(people)}" if people else "human"
            for seat, people in table.items()
        }
        for table in names
    ]


def _seated(
    names: list[dict[str, list[str]]],
    row: Mapping[str, str | None],
    where: str,
    seats: Sequence[str],
) -> None:
    number, seat = (row["table"] or "").strip(), (row["seat"] or "").strip().lower()
    name = one_line((row["name"] or "").strip())
    if not number.isascii() or not number.isdecimal() or not 1 <= int(number) <= len(names):
        raise BadRoster(
            f'{where}: "{one_line(number[:20])}" is no table from 1 to {len(names)}; '
            "--tables says how many there are"
        )
    if seat not in seats:
        raise BadRoster(
            f'{where}: there is no seat "{one_line(seat[:20])}"; {nearest(seat, seats)}'
        )
    if not name:
        raise BadRoster(f"{where}: the name is missing")
    if len(name) > MOST_NAME:
        raise BadRoster(f"{where}: a name has at most {MOST_NAME} letters")
    people = names[int(number) - 1]
    if any(name in others for others in people.values()):
        raise BadRoster(f"{where}: {name} sits at table {number} already")
    if len(people[seat]) == MOST_AT_A_SEAT:
        raise BadRoster(f"{where}: {seat} of table {number} has {MOST_AT_A_SEAT} people already")
    people[seat].append(name)
