"""RULES.md against the data: a number changed in one of the two alone makes this fail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.rules.bench import Bench
from wargame.content.program import Program
from wargame.engine.library import data, library
from wargame.engine.scoring import verdict_of
from wargame.ui.drafts import CARDS, NOTHING, ROWS
from wargame.ui.tui.keys import KEYS
from wargame.ui.words import ENGLISH

Table = list[list[str]]

HERE = Path(__file__).parent
SEATS = ["Washington", "Tokyo", "Seoul"]


def lines() -> list[str]:
    """Read the rulebook."""
    return data("RULES.md").read_text(encoding="utf-8").splitlines()


def tables() -> dict[str, Table]:
    """Find the tables by the first words of their headers; those of one header are joined."""
    found: dict[str, Table] = {}
    at: Table | None = None
    for line in lines():
        if not line.startswith("|"):
            at = None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if at is None:
            at = found.setdefault(" | ".join(cells), [])
        elif not set(line) <= set("|-"):
            at.append(cells)
    return found


def table(header: str) -> Table:
    """Find the table with a header that begins like this."""
    (found,) = [rows for name, rows in tables().items() if name.startswith(header)]
    assert found
    return found


def numbers(text: str) -> list[int]:
    """List the numbers of a cell, with their signs."""
    return [int(n.replace("−", "-")) for n in re.findall(r"(?<![\w-])[+−]?\d+", text)]


def number(text: str) -> int:
    """Give the one number of a cell."""
    (found,) = numbers(text)
    return found


def stakes(text: str) -> dict[str, int]:
    """Read a cell such as "−1 Credibility, −1 Support"."""
    return {what: number(by) for by, what in re.findall(r"([+−]\d+) ([A-Za-z]+)", text)}


def bounds(text: str) -> list[tuple[int, str]]:
    """Read what a cell asks for, such as "both relations 5 or more"."""
    found = [(int(n), way) for n, way in re.findall(r"(\d+) or (more|less)", text)]
    return found + [(int(n), "over") for n in re.findall(r"(\d+) more (?:Interest )?than", text)]


def asked(checks: Any) -> list[tuple[int, str]]:
    """List what checks ask for, in the same form."""
    found = []
    for check in checks:
        if check.least is not None:
            found.append((check.least, "more"))
        if check.most is not None:
            found.append((check.most, "less"))
        if check.over is not None and check.by:
            found.append((check.by, "over"))
    return found


def halves(text: str) -> int:
    """Read points such as −½ in halves."""
    sign = -1 if text.startswith("−") else 1
    text = text.lstrip("−")
    return sign * (1 if text == "½" else 2 * int(text))


def step(program: Program, name: str) -> Any:
    """Find the phase of that name."""
    return Bench(program).phase(name)


def change(changes: Any, what: str) -> int:
    """Give by how much changes move one thing."""
    return sum(c.by for c in changes if c.what == what)


# -- section 1 and the tables of several columns --------------------------------------------------


def test_rulebook_tracks(umbrella: Program) -> None:
    layout = umbrella.book.layout
    state = umbrella.deal(1)
    specs = {spec.name: spec for spec in umbrella.ruleset.track}
    rows = table("track | whose | range")
    assert [row[0] for row in rows] == list(specs)
    for name, whose, reach, start, _ in rows:
        spec, track = specs[name], layout.track_index[specs[name].id]
        low, high = (0, 99) if reach == "0 and up" else numbers(reach.replace("–", " "))
        assert (low, high) == (spec.low, spec.high), name
        assert spec.full == ("full" in whose.split(", ")), name
        assert not spec.seats or [seat.title() for seat in spec.seats] == [
            seat for seat in SEATS if seat in whose
        ], name
        found = [state.levels[track.base + n] for n in range(track.size)]
        if spec.seats:
            found = [found[SEATS.index(seat.title())] for seat in spec.seats]
        given = numbers(start)
        assert given == found or (len(given) == 1 and set(given) == set(found)), name


def test_rulebook_ops_lines(umbrella: Program) -> None:
    rows = [(id, int(points), number(effect)) for id, points, effect in table("line | points")]
    expected: list[tuple[str, int, int]] = []
    for line in umbrella.book.ops:
        effect: Any = line.effects[0]
        expected.append((line.id, line.cost, effect.by))
    assert rows == expected


def test_rulebook_penalties(umbrella: Program) -> None:
    rows = table("penalty | laid by")
    assert [row[0] for row in rows] == [penalty.name for penalty in umbrella.book.penalties]
    for (_, by, turns, effect), penalty in zip(rows, umbrella.book.penalties, strict=True):
        assert by.split(", ") == [SEATS[seat] for seat in penalty.by]
        assert int(turns) == umbrella.book.numbers.penalty_turns
        assert [number(effect)] == [c.by for c in penalty.changes]


def test_rulebook_demand_stakes(umbrella: Program) -> None:
    d = step(umbrella, "demands")
    refuser = {"Interest": -d.firm_refuser_interest, "Support": d.firm_refuser_support}
    expected = {
        "comply": (
            {"Interest": d.comply_interest, "Support": d.firm_complied_support},
            {},
            {"relation": d.fair_relation},
        ),
        "counter, taken": ({"Interest": d.counter_interest}, {}, {}),
        "refuse FIRM": ({"Support": -d.firm_support}, refuser, {"relation": -d.firm_relation}),
        "refuse BLUFF": (
            {"Credibility": -d.bluff_credibility, "Support": -d.bluff_support},
            {"Interest": d.bluff_refuser_interest, "Support": d.bluff_refuser_support},
            {},
        ),
        "stall": ({}, {"Credibility": -d.stall_credibility}, {}),
    }
    told = {
        answer: tuple({what: by for what, by in cell.items() if by} for cell in cells)
        for answer, cells in expected.items()
    }
    rows = table("answer | asker")
    # The last column is the relation's, and names nothing else.
    found = {
        answer: (stakes(asker), stakes(addressed), {"relation": number(by)} if numbers(by) else {})
        for answer, asker, addressed, by in rows
    }
    assert found == told
    (comply,) = [asker for answer, asker, *_ in rows if answer == "comply"]
    assert "if FIRM" in comply


def given(item: Any) -> list[int]:
    """List what a permission moves: a threat of the giver's, or one step of the taker's."""
    effects = [*getattr(item, "giver", ()), *getattr(item, "taker", ())]
    return [getattr(e, "by", 1) for e in effects]


def test_rulebook_items(umbrella: Program) -> None:
    items = {item.id: item for item in umbrella.book.items if item.family}
    spots = table("spot items | what is given")
    pledges = table("pledges | what is promised")
    for rows, spot in ((spots, True), (pledges, False)):
        listed = [id for row in rows for id in row[0].split(", ")]
        assert listed == [item.id for item in items.values() if item.spot is spot]
    for row in [*spots, *pledges]:
        who, _, whom = row[2].partition(" to ")
        for id in row[0].split(", "):
            item: Any = items[id]
            pairs = {(a, b) for a in range(3) for b in range(3) if a != b and item.ever(a, b)}
            givers = SEATS if who == "any" else who.split(", ")
            takers = whom.split(", ") if whom else SEATS
            assert pairs == {
                (SEATS.index(a), SEATS.index(b)) for a in givers for b in takers if a != b
            }, id
            amount = getattr(item, "amount", None)
            points = amount or getattr(getattr(item, "deed", None), "bid", 0)
            assert id[-1] not in "1234" or int(id[-1]) == points, id
            if item.spot:
                assert item.sweetens == (0 if row[3] == "–" else int(row[3])), id
                assert getattr(item, "last_turn", True) == ("last turn" not in row[1]), id
                moved = [points] if id.startswith("interest") else given(item)
                assert numbers(row[1]) == moved, id
            elif "restraint" in row[1]:
                assert item.later == ("next turn" in row[1]), id


def test_rulebook_pledge_outcomes(umbrella: Program) -> None:
    n = umbrella.book.numbers
    rows = {row[0]: [number(cell) for cell in row[1:]] for row in table("outcome | relation")}
    assert rows == {
        "deed kept": [n.pledge_kept_relation, n.pledge_kept_credibility, 0],
        "restraint kept": [0, 0, 0],
        "pledge broken": [
            -n.pledge_broken_relation,
            -n.pledge_broken_credibility,
            n.pledge_broken_blame,
        ],
        "pledge dropped by a new government": [-step(umbrella, "votes").dropped, 0, 0],
    }


def test_rulebook_crisis_results(umbrella: Program) -> None:
    crisis = step(umbrella, "resolve-crisis")
    ((axis,), (order,)) = crisis.failed["peninsula"], crisis.failed["strait"]
    rows = [
        (*numbers(result), numbers(threat), stakes(also))
        for result, threat, also in table("result | threat")
    ]
    assert rows == [
        ([-crisis.reached], {"Prestige": crisis.prestige}),
        (crisis.near, [crisis.near_heat], {}),
        ([crisis.failed_heat], {"Blame": crisis.blame, "Support": -crisis.owner_support}),
        ([], {"Axis": axis.by}),
        ([], {"Order": order.by}),
    ]


def test_rulebook_drift(umbrella: Program) -> None:
    drift = step(umbrella, "drift")
    axis, order, tariffs, every = drift.also
    (idle,) = every.effects
    fade = drift.support
    assert [
        (what, numbers(when), number(by)) for what, when, by in table("drift of | when")
    ] == [
        ("a threat", [], drift.highest),
        ("a threat", [], drift.neglect),
        ("both threats", [], drift.hot),
        ("Peninsula", [axis.check[0].least], axis.then[0].by),
        ("Strait", [order.check[0].most], order.then[0].by),
        ("a relation", [drift.relation_least], -drift.relation_by),
        *[("Tokyo–Seoul", [pull.check[0].least], -drift.relation_by) for pull in drift.pull],
        ("Support", [fade.least, fade.floor], -fade.by),
        ("Support", [fade.least, fade.floor], -fade.more["tokyo"]),
        ("Washington's Support", [tariffs.check[0].least], tariffs.then[0].by),
        ("Capital", [idle.check[0].least], idle.then[0].by),
    ]  # fmt: skip
    assert set(fade.more) == {"tokyo"}
    names = umbrella.book.layout.levels
    assert {names[pull.level.at(0)] for pull in drift.pull} == {"relation.tokyo-seoul"}
    words = umbrella.book.words
    assert {pull.check[0].of.text(words) for pull in drift.pull} == {"History"}
    pulls = [when for what, when, _ in table("drift of | when") if what == "Tokyo–Seoul"]
    assert [pull.always for pull in drift.pull] == ["not raised" not in when for when in pulls]
    assert drift.helped == ("nobody lowered it by a card" in table("drift of | when")[1][1])
    assert SEATS[drift.guardian] == "Washington"


def test_rulebook_home_cards(umbrella: Program) -> None:
    rows = table("seat | HOME card")
    homes = [home for home in umbrella.book.homes if home is not None]
    assert {(row[0], row[1]) for row in rows} == {(SEATS[h.seat], h.title) for h in homes}
    for seat, _, use, cost, effect in rows:
        home = next(h for h in homes if SEATS[h.seat] == seat)
        if use == "stall":
            assert home.stall
            assert not home.branch
            assert number(cost) == 0
            continue
        moved = []
        for branch in home.branch:
            effects: list[Any] = list(branch.effects)
            kind = getattr(effects[0], "penalty", None)
            named = branch.name.lower()
            if kind is not None:
                named = "lay" if hasattr(effects[0], "stands") else "lift"
            if named == use:
                assert branch.cost == int(cost)
                for check in branch.needs if kind is None else ():
                    assert f"needs West-minus-one {check.least}:" in effect
                moved.append([e.by for e in effects if hasattr(e, "by")])
        assert moved, use
        told = numbers(effect.rpartition(":")[2])
        assert all(by == told for by in moved), use


def test_rulebook_agendas(umbrella: Program) -> None:
    rows = table("seat | flag")
    flags = {flag.title: flag for flag in umbrella.book.agendas}
    assert [row[1] for row in rows] == list(flags)
    for seat, title, lower, higher in rows:
        flag = flags[title]
        assert SEATS[flag.seat] == seat
        for text, checks in ((lower, flag.three), (higher, flag.five)):
            found, wanted = bounds(text.replace("both ", "")), asked(checks)
            # "both" and "either partner" stand for two checks of one number.
            assert sorted(set(found)) == sorted(set(wanted)), title


def test_rulebook_score_lines(umbrella: Program) -> None:
    found: dict[str, set[int]] = {}
    for line in umbrella.ruleset.score:
        base = line.amount.value(umbrella.deal(1), 0) if line.id == "base" else 1
        found.setdefault(line.name, set()).add(line.halves * base)
    assert {row[0]: {halves(row[2])} for row in table("line | counts")} == found


def test_rulebook_endings(umbrella: Program) -> None:
    rows = table("ending | holds if")
    endings = umbrella.ruleset.ending
    assert [row[0] for row in rows] == [ending.name for ending in endings]
    for (_, holds, *points), ending in zip(rows, endings, strict=True):
        if ending.id == "collapse":
            assert not ending.points
            continue
        for seat, cell in enumerate(points):
            flat = ending.points.get(SEATS[seat].lower(), 0)
            if seat in ending.any_of:
                assert numbers(cell) == [flat + ending.if_meets, flat + ending.if_not]
            else:
                assert numbers(cell) == [flat], ending.id
        if ending.seat_check is None:
            assert bounds(holds) == asked(ending.checks), ending.id
        else:
            assert bounds(holds) == asked([ending.seat_check]), ending.id


def test_rulebook_verdicts(umbrella: Program) -> None:
    rules = umbrella.ruleset.verdict
    assert rules is not None
    rows = table("verdict | from")
    assert tuple(row[0] for row in rows) == rules.tiers
    for tier, (_, from_, below) in enumerate(rows):
        if from_:
            assert verdict_of(100 * number(from_)) == tier
            assert verdict_of(100 * number(from_) - 1) == tier - 1
        if below:
            assert verdict_of(100 * number(below) - 1) == tier
            assert verdict_of(100 * number(below)) == tier + 1
    text = "\n".join(lines())
    assert f"**{rules.collapse}**" in text


# -- the numbers that stand alone -----------------------------------------------------------------


def expected(program: Program) -> dict[str, int]:
    """Give each number of the tables of numbers as the data have it."""
    book, rules = program.book, program.ruleset
    state = program.deal(1)
    for seat in range(3):
        state.levels[book.roles.support + seat] = 0
    bare: Any = book.amounts["income"]
    deterrence: Any = book.amounts["deterrence"]
    pledges: Any = book.amounts["pledges"]
    tariff = -change(book.penalties[0].changes, "income")
    hand, dossier = step(program, "fill-hand"), step(program, "dossier")
    deals, emergency = step(program, "deals"), step(program, "emergency")
    top_up, backstop = step(program, "top-up"), step(program, "backstop")
    collapse, votes = step(program, "collapse"), step(program, "votes")
    threat, latency, relations = collapse.any
    acting = next(
        found for found in map(book.leader_card, leaders(program)) if found.acting
    ).changes
    strain, heat = rules.steps["latency"]
    (ceiling,) = book.ceilings
    more, less, *own = book.bonuses
    assert [SEATS[bonus.seat] for bonus in own] == ["Tokyo", "Seoul"]
    for bonus in own:
        (level,) = bonus.theatre.levels[0]
        assert level - book.roles.threat == book.own_theatre[bonus.seat]
    lines_ = {line.id: line.amount for line in rules.score}
    mean: Any = lines_["exposure-washington"]
    exposure: Any = lines_["exposure"]
    eased = exposure.sum[1]
    agenda = rules.agenda
    assert agenda is not None
    assert pledges.up
    assert mean.up
    assert step(program, "acts").places == dossier.places
    assert dossier.third == (SEATS.index("Washington"),)
    assert [SEATS[seat] for seat in backstop.pair] == ["Tokyo", "Seoul"]
    numbers_ = book.numbers
    relation_strain: Any = strain
    threat_heat: Any = heat
    lost: Any = emergency.effects[0]
    return {
        "ministry cards that a hand is filled to": hand.ministry,
        "region cards that a hand is filled to": hand.region,
        "conditions that stand at most": numbers_.conditions_at_most,
        "rounds of deals": deals.rounds,
        "rounds of acts": step(program, "acts").rounds,
        "by cards a threat falls at most": numbers_.calmed_a_turn,
        "by cards a relation rises at most": numbers_.warmed_a_turn,
        "threat that brings an emergency": emergency.least,
        "Support lost in an emergency": -lost.by,
        "income before all else": bare.value(state, 0) - tariff,
        "Support for each further Capital of income": bare.sum[1].by,
        "income for bearing no tariff": tariff,
        "Capital to shelve a card": step(program, "shelve").cost,
        "highest bid": step(program, "seal-bid").most,
        "places in the dossier": dossier.places,
        "top-up: points at most": top_up.most,
        "top-up: Capital a point": top_up.price,
        "backstop: threat needed": backstop.least,
        "backstop: Capital of each seat": backstop.cost,
        "backstop: the threat falls by": backstop.by,
        "backstop: seats needed": backstop.needed,
        "backstop: West-minus-one rises by": backstop.pair_effects[0].by,
        "collapse: a threat at": threat.least,
        "collapse: Latency of Tokyo and Seoul together": latency.least,
        "collapse: all three relations at": relations.most,
        "items that one side gives at most": deals.items,
        "most turns ahead that a pledge falls due": deals.latest,
        "Credibility for each standing pledge, rounded up": pledges.by,
        "highest relation that a kept deed still raises": numbers_.pledge_warms_up_to,
        "highest Credibility that a kept deed still raises": numbers_.pledge_credits_up_to,
        "deterrence: sum divided by": deterrence.by,
        "paid points from which a seat is never blamed": step(program, "resolve-crisis").safe,
        "Support that passes a vote": votes.least,
        "Capital for a vote passed": votes.capital,
        "new government: Support": votes.support,
        "new government: Capital divided by": votes.divide,
        "leader cards drawn": votes.leaders,
        "acting: places in the dossier": dossier.places + change(acting, "places"),
        "acting: income lower by": -change(acting, "income"),
        "acting: free stalls a turn": change(acting, "stall"),
        "acting: at its end Support at least": votes.acting_support,
        "acting: at its end Capital gained": votes.acting_capital,
        "relation with Washington at most, at Accommodation 0": ceiling.top,
        "and less for each Accommodation by": 1,
        "Latency from which a sweetener must be fair": dossier.fair.least,
        "an ally's bids at home: from Latency": only(map(least, own)),
        "an ally's bids at home: count": only(bonus.by for bonus in own),
        "Latency step without leave: relation with Washington": relation_strain.by,
        "Latency step without leave: own theatre": threat_heat.by,
        "Seoul's Peninsula bids: from Command": least(more),
        "Seoul's Peninsula bids: count": more.by,
        "Washington's Peninsula bids: from Command": least(less),
        "Washington's Peninsula bids: count": less.by,
        "exposure: Accommodation divided by": eased.product[1].by,
        "exposure: Washington's threats divided by, rounded up": mean.by,
        "points for the lower grade": agenda.three,
        "points for the higher grade": agenda.five,
        "points for a right guess": agenda.right,
        "points for a wrong guess": agenda.wrong,
    }


def least(bonus: Any) -> int:
    """Give from which level on a bonus holds."""
    found: int = bonus.check.least
    return found


def only(values: Iterable[int]) -> int:
    """Give the number that all of them are."""
    (found,) = set(values)
    return found


def leaders(program: Program) -> list[int]:
    """List the leader cards."""
    return [card for deck in program.book.decks if deck.kind == "leaders" for card in deck.cards]


def test_rulebook_numbers(umbrella: Program) -> None:
    rows = table("number | value")
    assert len({row[0] for row in rows}) == len(rows), "a number stands twice"
    assert {label: number(value) for label, value in rows} == expected(umbrella)


def test_rulebook_summary_and_prose_numbers(umbrella: Program) -> None:
    """The few numbers that prose repeats for a first reader."""
    text = "\n".join(lines())
    threat = step(umbrella, "collapse").any[0].least
    assert f"If a threat stands at {threat} when a turn closes" in text
    plays = [umbrella.book.cards[c] for d in umbrella.book.decks for c in d.cards]
    found: list[Any] = [card for card in plays if hasattr(card, "ops")]
    assert "**OPS**, 1 to 3 points, or none" in text
    assert {card.ops for card in found} == {0, 1, 2, 3}
    events: list[Any] = [card for card in plays if hasattr(card, "threshold")]
    assert "the card's number, 9 or 10" in text
    assert {card.threshold for card in events if card.event == "crisis"} == {9, 10}
    book = umbrella.book.numbers
    assert book.calmed_a_turn == book.warmed_a_turn == 1
    assert "By cards a threat falls, and a relation rises, by only 1 a turn" in text


# -- section 13 -----------------------------------------------------------------------------------


@pytest.mark.parametrize("id", sorted(library().scenarios))
def test_rulebook_scenarios(id: str) -> None:
    """Every scenario in the box stands in the table of section 13."""
    scenario = library().program(id).scenario
    (row,) = [row for row in table("id | turns") if row[0] == id]
    until = scenario.acting.until if scenario.acting is not None else "–"
    assert row[1:4] == [str(scenario.turns), str(scenario.minutes), str(until)]


def test_rulebook_calendar(umbrella: Program) -> None:
    rows = table("id | first seat")
    assert umbrella.scenario.id in [row[0] for row in rows]
    for id, first, votes, hot, pressure in rows:
        scenario = library().program(id).scenario
        assert first == SEATS[scenario.first]
        told = [f"turn {vote.turn} {SEATS[vote.seat]}" for vote in scenario.votes]
        assert votes.split(", ") == told
        assert numbers(hot) == list(scenario.hot)
        added = [f"turn {turn} +{by}" for turn, by in scenario.pressure.items()]
        assert pressure.split(", ") == added


# -- the book itself ------------------------------------------------------------------------------


def headings() -> list[str]:
    """List the numbers of the sections, such as 3.1."""
    return [m[1] for line in lines() if (m := re.match(r"#{2,3} (\d+(?:\.\d)?) ", line))]


def test_rulebook_sections_stand_in_order() -> None:
    parts = ["3.1", "3.2", "3.3", "3.4", "3.5"]
    assert headings() == ["1", "2", "3", *parts, *map(str, range(4, 15))]
    named = [line for line in lines() if line.startswith("## ")]
    assert named[0] == "## The game on one page"
    assert named[-1] == "## Glossary"


@pytest.mark.parametrize(
    "section", [number for number in headings() if float(number.split(".")[0]) < 12]
)
def test_rulebook_each_section_has_tests_named_by_it(section: str) -> None:
    name = section.replace(".", "_")
    assert list(HERE.glob(f"test_{name}_*.py"))
    found = [
        line
        for file in HERE.glob("test_*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if re.match(rf"def test_{name}_[a-z]", line)
    ]
    assert found


def test_rulebook_every_house_decision_is_marked_and_listed() -> None:
    text = "\n".join(lines())
    body, _, rest = text.partition("## 14 ")
    listed = [int(n) for n in re.findall(r"^- ◊(\d+) ", rest, re.MULTILINE)]
    assert listed == list(range(1, len(listed) + 1))
    assert [int(n) for n in re.findall(r"◊(\d+)", body)] == listed


def test_rulebook_keys_are_the_screens() -> None:
    known = {(key.keys.split(",")[0], ENGLISH.key_name(key.id)) for key in KEYS.values()}
    rows = table("key | name")
    for key, label, _ in rows:
        named = {"?": "question_mark"}.get(key, key.lower())
        assert not label or (named, label) in known, key
    signs = [key.replace("1–9", "1 2 3 4 5 6 7 8 9").split() for key, label, _ in rows if not label]
    assert signs == [[*CARDS], [NOTHING], [*ROWS]]


def test_rulebook_keeps_to_its_words() -> None:
    text = "\n".join(lines()).lower()
    for other in ("player", "players", "country", "countries", "phase of the turn"):
        assert not re.search(rf"\b{other}\b", text), other
