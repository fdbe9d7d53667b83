"""What a reader saw of demands, pledges, crises and cards, one account for each, turn by turn.

An account is made of the events that the reader was shown, and of nothing else: what stayed sealed
to that reader is missing here.
"""

from __future__ import annotations

from typing import Final

from attrs import define, field

from wargame.engine.game import Game
from wargame.saves.replay.viewer import Viewer

OPEN: Final = ""
"""What became of a demand or a pledge of which nothing more was seen."""


@define
class Demand:
    """A demand that was turned up. `answer` is the event that settled it; `firm` is the mark where
    the reader came to know it, and `shown` says that the whole table did."""

    turn: int
    asker: int
    addressed: int
    card: int
    sweetener: int
    answer: str = OPEN
    firm: bool | None = None
    shown: bool = False


@define
class Pledge:
    """A pledge: who promised what to whom, when it was due, and the event that ended it."""

    turn: int
    by: int
    to: int
    item: int
    due: int
    end: str = OPEN
    ended: int = 0


@define
class Crisis:
    """A crisis: what each seat paid as (seat, points), what that came to, and the event that
    settled it. `blamed` are the seats whose Blame rose for it."""

    turn: int
    card: int
    level: int
    threshold: int
    paid: dict[int, int] = field(factory=dict)
    total: int | None = None
    result: str = OPEN
    blamed: list[int] = field(factory=list)


@define
class Play:
    """A card that was acted with: `branch` is that of its POLICY, "" for OPS."""

    turn: int
    seat: int
    card: int
    branch: str


@define
class Vote:
    """A vote, and whether the government passed it."""

    turn: int
    seat: int
    passed: bool


@define
class Accounts:
    """All accounts of a game, for one reader."""

    demands: list[Demand] = field(factory=list)
    pledges: list[Pledge] = field(factory=list)
    crises: list[Crisis] = field(factory=list)
    plays: list[Play] = field(factory=list)
    votes: list[Vote] = field(factory=list)
    news: list[tuple[int, int]] = field(factory=list)
    """(turn, card) for each event card that was turned up."""


def accounts_of(game: Game, viewer: Viewer) -> Accounts:
    """Read the accounts of a game from the events that a viewer was shown."""
    seen = [event for event in game.events if viewer.sees(event, len(game.seats))]
    made, sealed, turn = Accounts(), dict[tuple[int, int], bool](), 0
    blame = game.book.roles.blame
    for _, kind, args, _ in seen:
        match kind:
            case "turn":
                turn = args[0]
            case "event":
                made.news.append((turn, args[0]))
            case "sealed_demand":
                sealed[args[0], args[1]] = bool(args[4])
            case "demand":
                asker, addressed, card, sweetener = args
                firm = sealed.get((asker, card))
                made.demands.append(Demand(turn, asker, addressed, card, sweetener, firm=firm))
            case "complied" | "refused" | "stalled" | "demand_back" | "counter_taken":
                _settle(made.demands, kind, args)
            case "mark_shown":
                _show(made.demands, args)
            case "pledged":
                made.pledges.append(Pledge(turn, *args))
            case "pledge_kept" | "pledge_broken" | "pledge_over" | "pledge_dropped":
                _end(made.pledges, kind, args, turn)
            case "crisis":
                made.crises.append(Crisis(turn, *args))
            case "bid_shown" | "topped_up" if made.crises:
                paid, (seat, points) = made.crises[-1].paid, (args[0], args[-1])
                paid[seat] = paid.get(seat, 0) + points
            case "crisis_total" if made.crises:
                made.crises[-1].total = args[1]
            case "crisis_reached" | "crisis_near" | "crisis_failed" if made.crises:
                made.crises[-1].result = kind
            case "moved" if made.crises and made.crises[-1].turn == turn and blame >= 0:
                level, by, _, cause = args
                seat = level - blame
                if (
                    by > 0
                    and 0 <= seat < len(game.seats)
                    and cause == game.layout.cards[made.crises[-1].card]
                ):
                    made.crises[-1].blamed.append(seat)
            case "played_policy":
                made.plays.append(Play(turn, args[0], args[1], args[2]))
            case "played_ops":
                made.plays.append(Play(turn, args[0], args[1], ""))
            case "vote_passed" | "vote_failed":
                made.votes.append(Vote(turn, args[0], kind == "vote_passed"))
    return made


def _settle(demands: list[Demand], kind: str, args: tuple[int, ...]) -> None:
    card = args[1] if kind == "demand_back" else args[2]
    for demand in reversed(demands):
        if demand.card == card and demand.answer == OPEN:
            demand.answer = kind
            if kind == "refused":
                demand.firm, demand.shown = bool(args[3]), True
            return


def _show(demands: list[Demand], args: tuple[int, ...]) -> None:
    for demand in reversed(demands):
        if demand.asker == args[0] and demand.answer != OPEN and not demand.shown:
            demand.firm, demand.shown = bool(args[1]), True
            return


def _end(pledges: list[Pledge], kind: str, args: tuple[int, ...], turn: int) -> None:
    for pledge in pledges:
        if (pledge.by, pledge.to, pledge.item) == args and pledge.end == OPEN:
            pledge.end, pledge.ended = kind, turn
            return
