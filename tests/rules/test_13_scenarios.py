"""RULES 13: every scenario in the box."""

from __future__ import annotations

import re
import tomllib
from random import Random

import pytest

from tests.rules.test_rulebook import number, table
from wargame.content.lint import lint
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import data, library
from wargame.engine.scoring import score
from wargame.table.flow import advance, answer

IDS = [
    "clouds", "cracks", "first-week", "hide-plan-wait", "limbo", "long-year", "new-entente",
]  # fmt: skip
SEATS = ("washington", "tokyo", "seoul")
GAMES = 20
# How much harder the crises of a turn are.
PRESSURE: dict[str, dict[int, int]] = {
    "clouds": {1: 1, 2: 2, 3: 2, 4: 3},
    "cracks": {2: 1, 3: 1, 4: 2},
    "first-week": {},
    "hide-plan-wait": {2: 2, 3: 2, 4: 3},
    "limbo": {4: 1},
    "long-year": {8: 1},
    "new-entente": {4: 1},
}
PERSONS = {
    "Abe", "Biden", "Choi", "Colby", "Ishiba", "Kim", "Kishida", "Lee", "Moon", "Putin", "Rubio",
    "Trump", "Xi", "Yoon",
}  # fmt: skip

each = pytest.mark.parametrize("id", IDS)
both = pytest.mark.parametrize("basic", [False, True])


def words(text: str) -> list[str]:
    """Split prose into its words."""
    return re.findall(r"[\w'’]+", text.lower())


def prose(program: Program) -> dict[str, str]:
    """Give the briefing and the secrets by their names."""
    scenario = program.scenario
    return {"briefing": scenario.briefing, "details": scenario.details, **secrets(program)}


def secrets(program: Program) -> dict[str, str]:
    """Give what each seat reads alone, with what it is told of its flags."""
    own = program.scenario
    flags = {seat: f"\n{text}" for seat, text in own.flags.items()}
    return {seat: text + flags.get(seat, "") for seat, text in own.secret.items()}


def briefing(id: str) -> str:
    """Give a scenario's briefing with its details on one line."""
    scenario = library().program(id).scenario
    return " ".join(f"{scenario.briefing} {scenario.details}".split())


def support_of_a_vote() -> int:
    """Find the Support that passes a vote, in the rulebook in numbers."""
    document = tomllib.loads((data("rules") / "umbrella.toml").read_text("utf-8"))
    (found,) = [
        step["least"]
        for phase in document["turn"]
        for step in phase["steps"]
        if step["do"] == "votes"
    ]
    return int(found)


def test_13_the_box_holds_the_scenarios_of_the_table() -> None:
    rows = [row[0] for row in table("id | turns")]
    assert sorted(rows) == IDS
    assert sorted(library().scenarios) == IDS


@each
def test_13_the_words_of_the_table_agree(id: str) -> None:
    scenario = library().program(id).scenario
    (row,) = [row for row in table("id | turns") if row[0] == id]
    assert (number(row[1]), number(row[2])) == (scenario.turns, scenario.minutes)
    assert row[3] == (str(scenario.acting.until) if scenario.acting else "–")
    assert ("basic game" in row[4]) is scenario.basic
    assert ("hints" in row[4]) is ("hint" in scenario.briefing)
    for month in re.findall(r"[A-Z][a-z]+ \d{4}", row[4]):
        assert scenario.briefing.startswith(month + ".")


@each
@both
def test_13_random_games_come_to_a_legal_end(id: str, basic: bool) -> None:
    program = library().program(id, basic=basic)
    layout = program.book.layout
    for seed in range(1, GAMES + 1):
        state, rng = program.deal(seed), Random(seed)
        decision = advance(state)
        while decision is not None:
            assert decision.options
            decision = answer(state, decision, rng.choice(decision.options))
        outcome = score(program, state)
        assert outcome.collapsed or state.turn == program.scenario.turns
        assert len(outcome.scores) == len(SEATS)
        for level, value in enumerate(state.levels):
            assert layout.lows[level] <= value <= layout.highs[level]


@each
def test_13_each_seat_meets_a_vote(id: str) -> None:
    scenario = library().program(id).scenario
    tested = {SEATS[vote.seat] for vote in scenario.votes}
    if scenario.acting is not None:
        assert (SEATS[scenario.acting.seat], scenario.acting.leader) == ("seoul", "L-S0")
        tested.add(SEATS[scenario.acting.seat])
        # Before that turn Seoul has none, and in it none beside the end of the acting presidency.
        early = [vote for vote in scenario.votes if vote.turn <= scenario.acting.until]
        assert all(vote.seat != scenario.acting.seat for vote in early)
    assert tested == set(SEATS)
    assert all(1 <= vote.turn <= scenario.turns for vote in scenario.votes)


@each
@both
def test_13_lanes_are_longer_than_the_game(id: str, basic: bool) -> None:
    program = library().program(id, basic=basic)
    for lane in program.book.piles.lane:
        assert len(program.deal(1).piles[lane]) > program.book.turns


@each
@both
def test_13_calendar_cards_come_at_their_turn(id: str, basic: bool) -> None:
    program = library().program(id, basic=basic)
    cards = program.book.layout.cards
    for seed in (1, 2, 3):
        game, rng = Game.of(program, seed=seed), Random(seed)
        while game.decision is not None:
            game.choose(rng.choice(game.decision.keys))
        news = [event[2][0] for event in game.events if event[1] == "event"]
        came = {cards[int(card)]: at // 2 + 1 for at, card in enumerate(news)}  # type: ignore[call-overload]
        for card, due in program.scenario.calendar.items():
            if due <= game.turn:
                assert card in cards, f"{card} is of no use in this game"
                assert came[card] == due, card
        assert not set(came) & set(program.scenario.without)


@each
def test_13_no_two_calendar_cards_share_a_lane_and_a_turn(id: str) -> None:
    program = library().program(id)
    book, calendar = program.book, program.scenario.calendar
    for lane in program.ruleset.lane:
        days = [
            calendar[book.layout.cards[card]]
            for deck in book.decks
            if deck.id in lane.decks
            for card in deck.cards
            if book.layout.cards[card] in calendar
        ]
        assert len(days) == len(set(days))
    assert not set(calendar) & set(program.scenario.without)


@each
def test_13_starts_and_hot_turns_fit_the_length(id: str) -> None:
    """Four-turn games start nearer the edge and have one hot turn; the long year has two.

    The brief asked for threats of 5 to 6 in all games of four turns, and of 4 in the long year. By
    the lab's numbers the Strait starts at 4 to 6 in them, with the Peninsula at 6, and at 2 in the
    long year, with the Peninsula at 5. Crises grow harder with the turns, most in the last one,
    which is hot; in three scenarios they are harder before it as well.
    """
    scenario = library().program(id).scenario
    threats = {scenario.levels["peninsula"], scenario.levels["strait"]}
    hot, lowest, highest = {2: (0, 4, 5), 4: (1, 4, 6), 8: (2, 2, 5)}[scenario.turns]
    assert len(scenario.hot) == hot
    assert lowest <= min(threats) <= max(threats) <= highest
    assert max(threats) >= 4
    assert not hot or scenario.hot[-1] == scenario.turns
    assert {int(turn): by for turn, by in scenario.pressure.items()} == PRESSURE[id]
    rising = [PRESSURE[id].get(turn, 0) for turn in range(1, scenario.turns + 1)]
    assert rising == sorted(rising)
    assert not hot or rising[-1] > rising[-2]
    assert scenario.levels["credibility"] == 3


@each
def test_13_the_briefing_says_the_starts_and_the_calendar(id: str) -> None:
    """What a briefing says of hot turns and threats is what the scenario has."""
    scenario = library().program(id).scenario
    text = briefing(id)
    if not scenario.hot:
        assert not re.search(r"\bhot\b|\bharder\b", text)
        return
    ((several, named, last),) = re.findall(
        r"(?:Turns? (\d) and (\d)|Turn (\d)|The last turn) (?:is|are) hot", text
    ) or [("", "", "")]
    found = [int(turn) for turn in (several, named, last) if turn] or [scenario.turns]
    assert found == list(scenario.hot)
    ((harder),) = re.findall(r"Crises are harder (.+?)\.", text)
    steps = re.findall(r"by (\d) in turns? ([\d ]+(?:and \d)?)", harder)
    assert {
        int(turn): int(by) for by, turns in steps for turn in re.findall(r"\d", turns)
    } == PRESSURE[id]
    peninsula, strait = scenario.levels["peninsula"], scenario.levels["strait"]
    told = rf"Peninsula ((stands|starts) at )?{peninsula}, (the )?Strait (at )?{strait}\b"
    both = rf"[Bb]oth threats (stand|start) at {peninsula}\b"
    assert re.search(both if peninsula == strait else told, text)


@each
def test_13_the_briefing_says_who_is_tested_when_and_by_what(id: str) -> None:
    scenario, text, least = library().program(id).scenario, briefing(id), support_of_a_vote()
    if scenario.basic:
        assert "a vote in all capitals" in text
        assert f"Support {least} passes; you start with {scenario.levels['support']}." in text
        return
    ((support, tests),) = re.findall(r"Tests at Support (\d+): (.+?)\.", text)
    assert int(support) == least
    named = re.findall(r"(Washington|Tokyo|Seoul)(?: turns?)? (\d)(?: and (\d))?", tests)
    told = {(seat.lower(), int(turn)) for seat, *turns in named for turn in turns if turn}
    due = {(SEATS[vote.seat], vote.turn) for vote in scenario.votes}
    if scenario.acting is not None:
        due.add((SEATS[scenario.acting.seat], scenario.acting.until))
        until = rf"(to the end of|through) turn {scenario.acting.until}\b[^.]* acting presidency"
        assert re.search(until, text, re.IGNORECASE)
    assert told == due


@each
def test_13_the_briefing_says_where_the_shared_tracks_of_the_full_game_start(id: str) -> None:
    scenario, text = library().program(id).scenario, briefing(id)
    west, history = (
        [int(n) for n in re.findall(rf"{track}[^.;\d]*(\d)", text)]
        for track in ("West-minus-one", "History")
    )
    if scenario.basic:
        assert not west
        assert not history
        return
    assert west == [scenario.levels["west"]]
    assert "in the full game" in text.lower()
    # History pulls as much as it stands at, so a briefing of a game that has none is silent.
    start = scenario.levels.get("history", 0)
    assert history == [start] * bool(start)
    pulls = re.findall(r"takes (\d) off (?:it|Tokyo–Seoul) in each turn", text)
    assert [int(by) for by in pulls] == [1] * bool(start)
    assert ("and 1 more in a turn in which nobody raises it" in text) is (start > 1)


@each
def test_13_what_a_crisis_needs_is_its_threshold_with_the_pressure_of_its_turn(id: str) -> None:
    program = library().program(id)
    due = set()
    for card, turn in program.scenario.calendar.items():
        face = program.book.cards[program.book.layout.cards.index(card)]
        if getattr(face, "event", "") == "crisis":
            due.add(int(getattr(face, "threshold", 0)) + PRESSURE[id].get(turn, 0))
    for what, text in prose(program).items():
        told = re.findall(r"\b(?:needs|threshold)\s+(\d+)", text)
        assert {int(n) for n in told} <= due, what


@each
def test_13_par_is_measured_for_every_seat(id: str) -> None:
    par = library().program(id).scenario.par
    assert set(par) == set(SEATS)
    first = library().program("new-entente").scenario.par
    assert id == "new-entente" or par != first


def test_13_the_first_week_meets_each_kind_of_news() -> None:
    program = library().program("first-week")
    assert program.scenario.basic
    assert not program.book.flags[0]
    kinds: dict[int, set[str]] = {1: set(), 2: set()}
    for id, turn in program.scenario.calendar.items():
        card = program.book.cards[program.book.layout.cards.index(id)]
        kinds[turn].add(str(getattr(card, "event", "")))
    assert kinds == {1: {"flash", "crisis"}, 2: {"condition", "vote"}}


@each
def test_13_a_start_that_a_briefing_names_is_the_start(id: str) -> None:
    levels = library().program(id).scenario.levels
    for what, text in prose(library().program(id)).items():
        named = re.findall(r"(Peninsula|Strait|Order)\s+(?:starts|stands)\s+at\s+(\d+)", text)
        for track, level in named:
            assert int(level) == levels[track.lower()], f"{what}: {track} at {level}"


@each
def test_13_briefings_can_be_read_in_two_minutes(id: str) -> None:
    found = prose(library().program(id))
    assert set(found) == {"briefing", "details", *SEATS}
    assert len(found["briefing"].split()) <= 120
    for what, text in found.items():
        least = 40 if what in ("briefing", "details") else 150
        assert least <= len(text.split()) <= 320, (what, len(text.split()))
        assert text == text.strip() + "\n", what
        named = set(re.findall(r"[A-Z][a-z]+", text)) & PERSONS
        assert not named, f"{what} names a person, not an office"


@each
def test_13_the_briefing_says_which_figures_are_used(id: str) -> None:
    text = briefing(id)
    assert "Where accounts differ" in text or "Figures" in text
    assert "28,500" in text


@each
def test_13_a_secret_speaks_of_its_own_seat_alone(id: str) -> None:
    program = library().program(id)
    flags = library().program(id, basic=False).book.agendas
    secret = {seat: " ".join(text.split()) for seat, text in secrets(program).items()}
    for at, seat in enumerate(SEATS):
        for home in program.book.homes:
            assert home is not None
            assert (home.title in secret[seat]) is (home.seat == at), (seat, home.title)
        for flag in flags:
            own = flag.seat == at and not program.scenario.basic
            assert (flag.title.lower() in secret[seat].lower()) is own, (seat, flag.title)


@each
def test_13_a_basic_game_is_told_nothing_of_flags(id: str) -> None:
    program, basic = library().program(id, basic=False), library().program(id, basic=True)
    for at, seat in enumerate(SEATS):
        flags = program.scenario.flags.get(seat, "").split()
        assert " ".join(flags) in " ".join(program.briefing(at))
        assert "Flags." not in " ".join(basic.briefing(at))
        assert (" ".join(flags) in " ".join(basic.briefing(at))) is not bool(flags)


@each
def test_13_no_secret_repeats_anothers(id: str) -> None:
    runs: dict[tuple[str, ...], str] = {}
    for seat, text in secrets(library().program(id)).items():
        found = words(text)
        for start in range(len(found) - 11):
            run = tuple(found[start : start + 12])
            assert runs.setdefault(run, seat) == seat, " ".join(run)


def test_13_the_box_has_no_fault() -> None:
    assert lint(data("cards"), data("rules")) == []
