"""What must hold in content beyond the shape of each piece.

`unlinkable` lists what no game could be built or dealt from; every load asks it. `unplayable` lists
what would end a game in an error, never come about, or puzzle the players; the linter alone asks
it, so that games that were saved with such content still open.

A new phase says in its class which roles and amounts it works with (`uses_roles`, `uses_amounts`);
nothing has to be entered here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from typing import get_args

from wargame.content.faults import Fault, nearest
from wargame.content.program import levels_of
from wargame.content.read import Content
from wargame.content.specs import COLLAPSE, SEALING, Moment, Par, Ruleset, Scenario
from wargame.rules.common.items import Pay, Permission, item_effects
from wargame.rules.common.pledges import PayLater, PledgeItem, Restraint
from wargame.rules.effects.effects import StepUp
from wargame.rules.model.cards import Agenda, EventCard, LeaderCard, PlayCard
from wargame.rules.model.events import EventKind
from wargame.rules.model.questions import PARTED, QuestionKind
from wargame.rules.model.rulebook import every_effect, phases_of
from wargame.rules.model.verb import VERBS, Effects, Verb
from wargame.rules.phases.acts import Acts
from wargame.rules.phases.cabinet import SealBid
from wargame.rules.phases.crises import ResolveCrisis, ShowBids
from wargame.rules.phases.deals import Deals
from wargame.rules.phases.demands import Demands
from wargame.rules.phases.dossier import Dossier
from wargame.rules.phases.reckoning import Backstop, Collapse, Drift, PledgesDue
from wargame.rules.phases.votes import Votes

DECK_KINDS = {"ministry": "card", "region": "card", "event": "event", "leaders": "leader"}
"""The kinds of deck, and the section of a file whose cards lie in them."""
ALWAYS = ("capital", "relation")
"""The roles that every ruleset must fill: costs are paid from `capital`, and `relation` decides the
best seat where points are equal."""
AT_LEAST_ONE = {
    "deals": ("rounds", "items", "latest"),
    "acts": ("rounds", "places"),
    "dossier": ("places",),
    "seal-bid": ("most",),
    "top-up": ("most", "price"),
    "votes": ("divide", "leaders"),
    "backstop": ("by", "needed"),
}
"""Fields of phases that must be at least 1; all others may be 0."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def unlinkable(content: Content, *, whole: bool = True) -> Iterator[Fault]:
    """Yield what a game cannot be built or dealt from; `whole` says that every card was read."""
    ruleset, scenario = content.ruleset, content.scenario
    if ruleset is not None:
        yield from _roles_always(content, ruleset)
        yield from _steps(content, ruleset)
        yield from _lanes(content, ruleset)
        yield from _card_decks(content, ruleset)
        yield from _tiers(content, ruleset)
        if not phases_of(ruleset.turn, Verb):
            yield Fault(content.rules_file, "turn", "there is no phase in it")
    if scenario is not None:
        yield from _names(content, scenario, whole)
        yield from _days(content, scenario)
        if ruleset is not None:
            penalties = [penalty.id for penalty in ruleset.penalty]
            for seat, penalty in scenario.tariffs.items():
                if penalty not in penalties:
                    what = f'unknown penalty "{penalty}"; {nearest(penalty, penalties)}'
                    yield Fault(content.scenario_file, f"tariffs.{seat}", what)


def odd_ids(file: str, where: str, ids: Iterable[str]) -> Iterator[Fault]:
    """Yield ids that could not stand in a key."""
    for id in ids:
        if not _ID.fullmatch(id):
            yield Fault(file, where, f'the id "{id}" is not of letters, digits and hyphens')


def _tiers(content: Content, ruleset: Ruleset) -> Iterator[Fault]:
    """Yield tiers that there are not."""
    rules, top = ruleset.verdict, len(ruleset.verdict.tiers) - 1
    for name, tier in (
        ("best_at_least", rules.best_at_least),
        ("isolated_at_most", rules.isolated_at_most),
    ):
        if not 0 <= tier <= top:
            what = f"there is no tier {tier}: they are 0 to {top}"
            yield Fault(content.rules_file, f"verdict.{name}", what)


def unplayable(content: Content, facts: Collection[str]) -> Iterator[Fault]:
    """Yield what would go wrong, or never come about, in a game; `facts` are those known."""
    ruleset, scenario = content.ruleset, content.scenario
    if ruleset is not None:
        yield from _table(content, ruleset)
        yield from _phases(content, ruleset)
        yield from _items(content, ruleset)
        yield from _endings(content, ruleset)
        yield from _facts(content.rules_file, "facts", ruleset.facts, facts)
    if scenario is not None:
        yield from _deal(content, scenario)
        yield from _facts(content.scenario_file, "facts", scenario.facts, facts)
        if not content.basic:
            yield from _people(content, scenario)
            yield from _calendar(content, scenario)


def _facts(file: str, where: str, cited: Iterable[str], facts: Collection[str]) -> Iterator[Fault]:
    for fact in cited:
        if facts and fact not in facts:
            yield Fault(file, where, f'unknown fact "{fact}"; {nearest(fact, facts)}')


# -- what cannot be linked ------------------------------------------------------------------------


def _roles_always(content: Content, ruleset: Ruleset) -> Iterator[Fault]:
    for role in ALWAYS:
        if role not in ruleset.roles:
            what = f"no track has this role; known tracks: {_listed(content.layout.track_index)}"
            yield Fault(content.rules_file, f"roles.{role}", what)


def _steps(content: Content, ruleset: Ruleset) -> Iterator[Fault]:
    """Find steps of unknown tracks, and steps that lead back to themselves."""
    leads = {
        id: [v.track.id for v in every_effect(steps) if isinstance(v, StepUp) and not v.leave]
        for id, steps in ruleset.steps.items()
    }
    tracks = content.layout.track_index
    for id in leads:
        if id not in tracks:
            what = f'unknown track "{id}"; {nearest(id, tracks)}'
            yield Fault(content.rules_file, f"steps.{id}", what)
        trail, after = [id], leads[id]
        seen = {id}
        while after:
            last = after[0]
            trail.append(last)
            if last in seen:
                if last == id:
                    what = f"a step calls itself: {' > '.join(trail)}; use `leave = true`"
                    yield Fault(content.rules_file, f"steps.{id}", what)
                break
            seen.add(last)
            after = leads.get(last, [])


def _lanes(content: Content, ruleset: Ruleset) -> Iterator[Fault]:
    """Find decks in no lane or in two, and lanes of decks that do not exist."""
    file = content.rules_file
    events = [deck.id for deck in ruleset.deck if deck.kind == "event"]
    laid = Counter(deck for lane in ruleset.lane for deck in lane.decks)
    for lane in ruleset.lane:
        for deck in lane.decks:
            if deck not in events:
                what = f'"{deck}" is no deck of events; {nearest(deck, events)}'
                yield Fault(file, f"lane {lane.id}", what)
    for deck in events:
        if laid[deck] != 1:
            times = "no lane" if not laid[deck] else f"{laid[deck]} lanes"
            yield Fault(file, f"deck {deck}", f"it lies in {times}; a deck of events is in one")


def _card_decks(content: Content, ruleset: Ruleset) -> Iterator[Fault]:
    """Find cards in a deck of another kind."""
    kinds = {deck.id: deck.kind for deck in ruleset.deck}
    for entry in content.cards:
        kind = kinds.get(entry.deck)
        if entry.section in ("card", "event") and kind in DECK_KINDS:
            if DECK_KINDS[kind] != entry.section:
                fit = [id for id, kind in kinds.items() if DECK_KINDS.get(kind) == entry.section]
                what = f'the deck "{entry.deck}" is of kind {kind}; {nearest(entry.deck, fit)}'
                yield Fault(entry.file, entry.where, what)


def _names(content: Content, scenario: Scenario, whole: bool) -> Iterator[Fault]:
    """Find what a scenario names and does not exist."""
    layout, file = content.layout, content.scenario_file
    for name in scenario.levels:
        if not levels_of(layout, name):
            short = [level.split(".")[-1] for level in layout.levels]
            known = [*layout.levels, *layout.track_index, *short]
            what = f'unknown level "{name}"; {nearest(name, known)}'
            yield Fault(file, "levels", what)
    cited = {"calendar": [*scenario.calendar], "leaders": [*scenario.leaders.values()]}
    cited["without"] = [*scenario.without]
    cited["acting"] = [scenario.acting.leader] if scenario.acting else []
    for where, ids in cited.items():
        for id in ids:
            if whole and not content.basic and id not in content.ids:
                yield Fault(file, where, f'unknown card "{id}"; {nearest(id, content.ids)}')
    for where in ("leaders", "tariffs", "par", "par_basic", "secret", "flags"):
        for seat in getattr(scenario, where):
            if seat not in layout.seats:
                what = f'unknown seat "{seat}"; {nearest(seat, layout.seats)}'
                yield Fault(file, where, what)


def _days(content: Content, scenario: Scenario) -> Iterator[Fault]:
    file, turns = content.scenario_file, scenario.turns
    for id, day in scenario.calendar.items():
        if not 1 <= day <= turns:
            yield Fault(file, "calendar", f"{id} comes in turn {day} of {turns}")
    for turn in scenario.pressure:
        if not (turn.isascii() and turn.isdecimal()):
            yield Fault(file, "pressure", f'"{turn}" is no turn; turns are 1 to {turns}')
    if turns < 1:
        yield Fault(file, "turns", f"a game has at least 1 turn, not {turns}")
    if scenario.minutes < 0:
        yield Fault(file, "minutes", f"a game takes no {scenario.minutes} minutes")
    yield from odd_ids(file, "id", [scenario.id])


# -- the ruleset ---------------------------------------------------------------------------------


def _table(content: Content, ruleset: Ruleset) -> Iterator[Fault]:
    """Check seats, theatres, tracks, decks and the numbers that no phase owns."""
    file = content.rules_file
    if len(ruleset.seat) < 2:
        yield Fault(file, "seat", f"a game has at least 2 seats, not {len(ruleset.seat)}")
    for what in ("name", "letter", "shape", "ascii", "colour"):
        seats: dict[str, str] = {}
        for seat in ruleset.seat:
            sign = getattr(seat, what)
            if sign in seats:
                said = f'{what} "{sign}" is that of {seats[sign]}; nobody could tell them apart'
                yield Fault(file, f"seat {seat.id}", said)
            seats.setdefault(sign, seat.id)
            if what in ("letter", "shape", "ascii") and len(sign) != 1:
                yield Fault(file, f"seat {seat.id}", f'{what} "{sign}" is not one character')
    for seat in ruleset.seat:
        where = f"seat {seat.id}"
        if not seat.ascii.isascii():
            yield Fault(file, where, f'ascii "{seat.ascii}" is not plain ASCII')
        if not _COLOUR.fullmatch(seat.colour):
            what = f'colour "{seat.colour}" is not # and six hexadecimal digits, as in #66CCEE'
            yield Fault(file, where, what)
        if seat.theatre is not None and seat.theatre not in content.layout.theatres:
            hint = nearest(seat.theatre, content.layout.theatres)
            yield Fault(file, where, f'unknown theatre "{seat.theatre}"; {hint}')
    for key in (
        "seat",
        "theatre",
        "track",
        "deck",
        "lane",
        "penalty",
        "ops",
        "item",
        "score",
        "ending",
    ):
        yield from odd_ids(file, key, (named.id for named in getattr(ruleset, key)))
    for line in ruleset.ops:
        if line.cost < 0:
            yield Fault(file, f"ops {line.id}.cost", f"{line.cost} points are none to pay with")
    for key in ("item", "score", "ending"):
        for id, times in Counter(named.id for named in getattr(ruleset, key)).items():
            if times > 1:
                yield Fault(file, key, f'"{id}" is named {times} times')
    left_out = {track.id for track in ruleset.track if track.full}
    for role, track in ruleset.roles.items():
        if track in left_out:
            what = f'"{track}" is left out of the basic game (`full`), so it can have no role'
            yield Fault(file, f"roles.{role}", what)
    for deck in ruleset.deck:
        where = f"deck {deck.id}"
        if deck.kind not in DECK_KINDS:
            yield Fault(
                file, where, f'unknown kind "{deck.kind}"; {nearest(deck.kind, DECK_KINDS)}'
            )
        elif deck.kind in ("ministry", "leaders") and deck.owner is None:
            yield Fault(file, where, f"a deck of kind {deck.kind} has an owner, a seat")
        if deck.owner is not None and deck.owner not in content.layout.seats:
            hint = nearest(deck.owner, content.layout.seats)
            yield Fault(file, where, f'unknown owner "{deck.owner}"; {hint}')
    owned = Counter((deck.kind, deck.owner) for deck in ruleset.deck if deck.owner is not None)
    for (kind, owner), times in owned.items():
        if times > 1:
            yield Fault(file, "deck", f"{owner} owns {times} decks of kind {kind}; one is dealt")
    for penalty in ruleset.penalty:
        if not penalty.by:
            yield Fault(file, f"penalty {penalty.id}", "no seat may lay it: `by` is empty")
    for name in ("conditions_at_most", "penalty_turns"):
        if getattr(ruleset.numbers, name) < 1:
            yield Fault(file, f"numbers.{name}", f"{getattr(ruleset.numbers, name)} is below 1")
    for name in [attribute.name for attribute in fields(type(ruleset.numbers))]:
        if getattr(ruleset.numbers, name) < 0:
            yield Fault(file, f"numbers.{name}", f"{getattr(ruleset.numbers, name)} is below 0")


def _phases(content: Content, ruleset: Ruleset) -> Iterator[Fault]:
    """Check that each phase has the roles, amounts and partners that it works with."""
    file, turn = content.rules_file, ruleset.turn
    roles: dict[str, list[str]] = {}
    amounts: dict[str, list[str]] = {}
    for phase in phases_of(turn, Verb):
        if not content.layout.theatres and isinstance(phase, Drift):
            continue
        for role in phase.uses_roles:
            roles.setdefault(role, []).append(phase.name)
        for amount in phase.uses_amounts:
            amounts.setdefault(amount, []).append(phase.name)
        for name in AT_LEAST_ONE.get(phase.name, ()):
            if (value := getattr(phase, name)) < 1:
                yield Fault(file, f"turn: {phase.name}.{name}", f"{value} is below 1")
    for drift in phases_of(turn, Drift):
        if drift.support is not None:
            roles.setdefault("support", []).append("drift")
    for role, names in roles.items():
        if role not in ruleset.roles and role not in ALWAYS:
            what = f"no track has this role, and {_listed(names)} works with it"
            yield Fault(file, f"roles.{role}", what)
    for amount, names in amounts.items():
        if amount not in ruleset.amounts:
            what = f"missing, and {_listed(names)} works with it"
            yield Fault(file, f"amounts.{amount}", what)
    known = {amount for phase in VERBS.values() for amount in phase.uses_amounts}
    for amount in ruleset.amounts:
        if amount not in known:
            yield Fault(file, f"amounts.{amount}", f"nothing uses it; {nearest(amount, known)}")
    yield from _places(content, ruleset)
    yield from _named_by_phases(content, ruleset)
    for line in ruleset.ops:
        yield from _no_phase(file, f"ops {line.id}", line.effects)
    for id, steps in ruleset.steps.items():
        yield from _no_phase(file, f"steps.{id}", steps)
    for item in ruleset.item:
        yield from _no_phase(file, f"item {item.id}", item_effects(item))


def _no_phase(file: str, where: str, effects: Effects) -> Iterator[Fault]:
    for effect in every_effect(effects):
        if not effect.effect:
            yield Fault(file, where, f"`{effect.name}` is a phase and belongs into `turn`")


def _places(content: Content, ruleset: Ruleset) -> Iterator[Fault]:
    """Check that dossier, acts, bids and demands go together."""
    file, turn = content.rules_file, ruleset.turn
    dossiers, acts = phases_of(turn, Dossier), phases_of(turn, Acts)
    for dossier in dossiers:
        for act in acts:
            if dossier.places != act.places:
                what = f"`places` is {dossier.places} here and {act.places} in acts"
                yield Fault(file, "turn: dossier.places", what)
    more = [change for penalty in ruleset.penalty for change in penalty.changes]
    if any(change.what == "places" and change.by > 0 for change in more):
        yield Fault(file, "penalty", "a change of `places` takes places away: `by` is below 0")
    asking = [f for f in content.cards if isinstance(f.card, PlayCard) and f.card.ask is not None]
    if dossiers and asking and not phases_of(turn, Demands):
        what = f"cards such as {asking[0].card.id} have an ASK, but no phase is `demands`"
        yield Fault(file, "turn", what)
    crises = [f for f in content.cards if getattr(f.card, "event", "") == "crisis"]
    if crises and not phases_of(turn, ResolveCrisis):
        what = f"there are crises such as {crises[0].card.id}, but no phase is `resolve-crisis`"
        yield Fault(file, "turn", what)
    if phases_of(turn, SealBid) and not phases_of(turn, ShowBids):
        yield Fault(file, "turn", "bids are sealed, but no phase is `show-bids`")
    pledges = [item for item in ruleset.item if isinstance(item, PledgeItem)]
    if pledges and phases_of(turn, Deals) and not phases_of(turn, PledgesDue):
        what = f"pledges such as {pledges[0].id} are made, but no phase is `pledges-due`"
        yield Fault(file, "turn", what)


def _named_by_phases(content: Content, ruleset: Ruleset) -> Iterator[Fault]:
    """Check the seats and theatres that are keys of a phase's tables."""
    file, turn, layout = content.rules_file, ruleset.turn, content.layout
    for crisis in phases_of(turn, ResolveCrisis):
        for theatre in crisis.failed:
            if theatre not in layout.theatres:
                what = f'unknown theatre "{theatre}"; {nearest(theatre, layout.theatres)}'
                yield Fault(file, "turn: resolve-crisis.failed", what)
    for drift in phases_of(turn, Drift):
        for seat in drift.support.more if drift.support else ():
            if seat not in layout.seats:
                what = f'unknown seat "{seat}"; {nearest(seat, layout.seats)}'
                yield Fault(file, "turn: drift.support.more", what)
    for stand in phases_of(turn, Backstop):
        if stand.needed > len(layout.seats):
            what = f"{stand.needed} of {len(layout.seats)} seats are needed"
            yield Fault(file, "turn: backstop.needed", what)
        if stand.pair and len(stand.pair) != stand.needed:
            what = f"{len(stand.pair)} seats are named where {stand.needed} stand up"
            yield Fault(file, "turn: backstop.pair", what)


def _items(content: Content, ruleset: Ruleset) -> Iterator[Fault]:
    """Check what may be given in a deal."""
    file, layout = content.rules_file, content.layout
    for item in ruleset.item:
        where = f"item {item.id}"
        if item.sweetens and not item.spot:
            yield Fault(file, where, "a sweetener is given at once, and this is a promise")
        if not 0 <= item.sweetens <= 2:
            yield Fault(file, where, f"`sweetens` is {item.sweetens}; it is 0, 1 or 2")
        if isinstance(item, Pay) and not 1 <= item.amount <= item.track.high:
            what = f"{item.amount} cannot be paid from a track to {item.track.high}"
            yield Fault(file, where, what)
        if isinstance(item, PayLater) and item.amount < 1:
            yield Fault(file, where, f"`amount` is {item.amount}; it is at least 1")
        if isinstance(item, Permission) and not (item.from_ and item.to):
            yield Fault(file, where, "`from` and `to` name the seats that give and take it")
        if isinstance(item, Restraint):
            known = ["demand", *(penalty.id for penalty in ruleset.penalty), *layout.track_index]
            if item.no not in known:
                yield Fault(
                    file, where, f'unknown restraint "{item.no}"; {nearest(item.no, known)}'
                )


def _endings(content: Content, ruleset: Ruleset) -> Iterator[Fault]:
    file, endings = content.rules_file, ruleset.ending
    ids = [ending.id for ending in endings]
    if phases_of(ruleset.turn, Collapse) and COLLAPSE not in ids:
        what = f'a phase is `{COLLAPSE}`, but no ending has the id "{COLLAPSE}"'
        close = nearest(COLLAPSE, ids)
        yield Fault(file, "ending", f"{what}; {close}")
    open_ = [e for e in endings if e.id != COLLAPSE and not e.checks and e.seat_check is None]
    if not open_:
        yield Fault(file, "ending", "each has checks; the last one holds in any case")
    elif open_[0] is not endings[-1]:
        after = endings[endings.index(open_[0]) + 1]
        what = f'"{open_[0].id}" holds in any case, so this one is never reached'
        yield Fault(file, f"ending {after.id}", what)
    for ending in endings:
        for seat in ending.points:
            if seat not in content.layout.seats:
                hint = nearest(seat, content.layout.seats)
                yield Fault(file, f"ending {ending.id}", f'unknown seat "{seat}"; {hint}')


# -- the scenario --------------------------------------------------------------------------------


def _deal(content: Content, scenario: Scenario) -> Iterator[Fault]:
    """Check levels, days, par and prose."""
    file, layout, turns = content.scenario_file, content.layout, scenario.turns
    for name, value in scenario.levels.items():
        for level in levels_of(layout, name)[:1]:
            track = next(t for t in layout.tracks if t.base <= level < t.base + t.size)
            if not track.low <= value <= track.high:
                what = f"{value} on a track from {track.low} to {track.high}"
                yield Fault(file, f"levels.{name}", what)
    days = [("votes", day.turn) for day in scenario.votes]
    days += [("hot", turn) for turn in scenario.hot]
    days += [("pressure", int(turn)) for turn in scenario.pressure if turn.isdecimal()]
    days += [("acting.until", scenario.acting.until)] if scenario.acting else []
    for where, turn in days:
        if not 1 <= turn <= turns:
            yield Fault(file, where, f"turn {turn} is not among turns 1 to {turns}")
    ruleset = content.ruleset
    if scenario.votes and ruleset is not None and not phases_of(ruleset.turn, Votes):
        yield Fault(file, "votes", "there are votes, but no phase of the ruleset is `votes`")
    agendas = {f.card.id for f in content.cards if isinstance(f.card, Agenda)}
    tables = {"par": scenario.par, "par_basic": scenario.par_basic}
    for where, table in tables.items():
        missing = [seat for seat in layout.seats if seat not in table]
        if missing and (table or where == "par"):
            yield Fault(file, where, f"none for {_listed(missing)}: verdicts are held against it")
        for seat, par in table.items():
            yield from _par(file, f"{where}.{seat}", par, agendas)
    by_turn = {"par_turn": scenario.par_turn, "par_turn_basic": scenario.par_turn_basic}
    for where, turns_of in by_turn.items():
        for number, table in turns_of.items():
            if not number.isdecimal() or not 1 <= int(number) < turns:
                yield Fault(file, f"{where}.{number}", f"not among turns 1 to {turns - 1}")
            if missing := [seat for seat in layout.seats if seat not in table]:
                yield Fault(file, f"{where}.{number}", f"none for {_listed(missing)}")
            for seat, par in table.items():
                yield from _par(file, f"{where}.{number}.{seat}", par, agendas)
    if not scenario.briefing.strip():
        yield Fault(file, "briefing", "missing: the table begins with it")
    yield from _guide(file, scenario)


def _guide(file: str, scenario: Scenario) -> Iterator[Fault]:
    """Check that a guide has something to say at every question, and nothing that is never said."""
    kinds = (*get_args(QuestionKind), SEALING)
    for at, moment in enumerate(scenario.guide):
        where = f"guide[{at}]"
        if moment.at not in kinds:
            yield Fault(file, where, f'no question is a "{moment.at}"; {nearest(moment.at, kinds)}')
        if moment.part and moment.at not in PARTED:
            yield Fault(file, where, f"only {_listed(PARTED)} have parts, not {moment.at}")
        if not 0 <= moment.turn <= scenario.turns:
            yield Fault(file, where, f"turn {moment.turn} is not among turns 1 to {scenario.turns}")
        if any(not _limited(before) for before in scenario.guide[:at] if before.at == moment.at):
            yield Fault(file, where, f"never told: one before it fits every {moment.at}")
        for key, text in {"say": moment.say, "do": moment.do}.items():
            if not text.strip():
                yield Fault(file, f"{where}.{key}", "it says nothing")
    fit = {moment.at for moment in scenario.guide if not _limited(moment)}
    for kind in kinds if scenario.guide else ():
        if kind not in fit:
            yield Fault(file, "guide", f"no moment fits every {kind}")
    events = get_args(EventKind)
    for at, told in enumerate(scenario.consequences):
        if told.of not in events:
            what = f'no event is called "{told.of}"; {nearest(told.of, events)}'
            yield Fault(file, f"consequences[{at}]", what)


def _limited(moment: Moment) -> bool:
    return bool(moment.turn or moment.part or moment.answers or moment.seat is not None)


def _par(file: str, where: str, par: Par, agendas: set[str]) -> Iterator[Fault]:
    for agenda in par.flags:  # the basic game has no agendas
        if agendas and agenda not in agendas:
            yield Fault(file, where, f"no agenda is called {agenda}; {nearest(agenda, agendas)}")
    flags = ((f"flags.{agenda}", own) for agenda, own in par.flags.items())
    for name, (_, hundredths) in (("par", par.par), ("sd", par.sd), *flags):
        if not 0 <= hundredths <= 99:
            yield Fault(
                file, where, f"`{name}` is (points, hundredths); {hundredths} is no hundredths"
            )
    if par.sd[0] * 100 + par.sd[1] < 1:
        yield Fault(file, where, "`sd` is 0; it is how widely the points vary, above 0")


def _people(content: Content, scenario: Scenario) -> Iterator[Fault]:
    """Check who is in office: leader cards of the seat, and an acting head that is one."""
    file, seats = content.scenario_file, content.layout.seats
    cards = {f.card.id: f.card for f in content.cards}
    named = [("leaders", seat, id, False) for seat, id in scenario.leaders.items()]
    if scenario.acting is not None:
        acting = scenario.acting
        named.append(("acting", seats[acting.seat], acting.leader, True))
    for where, seat, id, acting_ in named:
        card = cards.get(id)
        own = [c.id for c in cards.values() if isinstance(c, LeaderCard) and seats[c.seat] == seat]
        if card is None or seat not in seats:
            continue
        if not isinstance(card, LeaderCard):
            yield Fault(file, where, f'"{id}" is no leader; those of {seat}: {_listed(own)}')
        elif seats[card.seat] != seat:
            what = f'"{id}" is a leader of {seats[card.seat]}; those of {seat}: {_listed(own)}'
            yield Fault(file, where, what)
        elif acting_ and not card.acting:
            heads = [i for i in own if cards[i].acting]
            yield Fault(file, where, f'"{id}" is no acting head; known: {_listed(heads) or "none"}')
        if id in scenario.without:
            yield Fault(file, where, f'"{id}" is left out of this scenario (`without`)')


def _calendar(content: Content, scenario: Scenario) -> Iterator[Fault]:
    """Check that what the calendar names are events in play, one a turn in each lane."""
    file, ruleset = content.scenario_file, content.ruleset
    decks = {f.card.id: f.deck for f in content.cards if isinstance(f.card, EventCard)}
    read = {f.card.id for f in content.cards}
    lanes = {deck: lane.id for lane in ruleset.lane for deck in lane.decks} if ruleset else {}
    days: dict[tuple[str, int], str] = {}
    for id, turn in scenario.calendar.items():
        if id in read and id not in decks:
            yield Fault(file, "calendar", f'"{id}" is no event; {nearest(id, decks)}')
            continue
        if id in scenario.without:
            yield Fault(file, "calendar", f'"{id}" is left out of this scenario (`without`)')
        lane = lanes.get(decks.get(id, ""), "")
        if lane and (lane, turn) in days:
            what = f'"{id}" and "{days[lane, turn]}" both come in turn {turn} of the lane "{lane}"'
            yield Fault(file, "calendar", what)
        days[lane, turn] = id


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(sorted(set(ids)))
