"""The matchups of the targets: which games are played, under which word, on which deals.

A matchup is a list of matches and nothing else, so that results can be stored and a measurement can
be resumed. Each matchup has its own deals, below those on which par was measured.
"""

from __future__ import annotations

from attrs import evolve, frozen

from wargame.bots.greedy.archetypes import ARCHETYPES
from wargame.lab.match import Match, program_of
from wargame.lab.studies.arena import matches
from wargame.lab.studies.par import FIRST_SEED
from wargame.rules.effects.effects import StepUp
from wargame.rules.model.cards import PlayCard
from wargame.rules.model.rulebook import every_effect

BLOCK = 20_000
"""The number of seeds of a matchup, and so the most games that are played of one."""
SEARCH = "search"
COMPANIES: dict[str, tuple[str, str, str]] = {
    "all co-operative": ("co-operator",) * 3,
    "all selfish": ("selfish",) * 3,
    "one saboteur, two vigilant": ("saboteur", "vigilant", "vigilant"),
    "random against adaptive": ("random", "adaptive", "adaptive"),
}
"""Matchups of three bots, the seats rotated."""
MINDS = (
    "refuser", "undemanding", "demander", "bluffer", "hawk", "loner", "trader", "proliferator",
    "accommodator", "legislator", "operator", "egoist", "free-rider", "spendthrift", "pledger",
)  # fmt: skip
"""Bots that pursue one track; each plays against two adaptive ones."""


@frozen
class Size:
    """How many games are played.

    `mirror` for each first seat, `mind` for each one-track mind, `company` for each other matchup,
    `random` with each option; `search` against adaptive bots, `search_mirror` with three search
    bots.
    """

    mirror: int
    mind: int
    company: int
    random: int
    search: int
    search_mirror: int

    def without_search(self) -> Size:
        """Leave out the games of the search bot, which take two thirds of the time."""
        return evolve(self, search=0, search_mirror=0)


QUICK = Size(mirror=200, mind=54, company=48, random=300, search=30, search_mirror=0)
"""All scenarios within a quarter of an hour on two cores."""
FULL = Size(mirror=3000, mind=900, company=900, random=3000, search=450, search_mirror=450)
"""Enough games for the intervals to decide, unless a figure lies right on a bound."""


@frozen
class Matchup:
    """Games to be played, with the word by which the rows find their results."""

    word: str
    matches: tuple[Match, ...]


def matchups(scenario: str, size: Size, seed: int = 1, basic: bool | None = None) -> list[Matchup]:
    """List the matchups of a scenario.

    The order is fixed, and a matchup's place determines its deals; one that cannot be played keeps
    its place. `basic` is the option that is measured; matches of that option do not name it.
    """
    program = program_of(scenario, basic)
    seats = program.book.layout.seats
    firsts = [f"first: {seat}" for seat in seats]
    words = ["adaptive", *firsts, "random", "random, other option", *COMPANIES, *MINDS,
             "search against adaptive", "search"]  # fmt: skip
    start = {word: (seed + at * BLOCK) % (FIRST_SEED - BLOCK) for at, word in enumerate(words)}
    first = seats[program.book.first]
    listed = [Matchup("adaptive", _mirror(scenario, "adaptive", size.mirror, start["adaptive"]))]
    for seat in seats:
        if seat != first:
            led = [evolve(match, first=seat, probe=False) for match in listed[0].matches]
            listed.append(Matchup(f"first: {seat}", tuple(led)))
    own = _mirror(scenario, "random", size.random, start["random"])
    other = _mirror(scenario, "random", size.random, start["random, other option"])
    turned = tuple(evolve(match, basic=not program.book.basic) for match in other)
    listed.append(Matchup("random", own))
    listed.append(Matchup("random, other option", turned))
    for word, bots in COMPANIES.items():
        listed.append(Matchup(word, tuple(matches(scenario, bots, size.company, start[word]))))
    for word in MINDS:
        listed.append(Matchup(word, _mind(scenario, basic, word, size.mind, start[word])))
    bots = (SEARCH, "adaptive", "adaptive")
    word = "search against adaptive"
    listed.append(Matchup(word, tuple(matches(scenario, bots, size.search, start[word]))))
    listed.append(Matchup(SEARCH, _mirror(scenario, SEARCH, size.search_mirror, start[SEARCH])))
    return [matchup for matchup in listed if matchup.matches]


def able(scenario: str, word: str, basic: bool | None = None) -> tuple[int, ...]:
    """List the seats in which a one-track mind can follow its track: those that have it, if there
    is a card that steps on it (in the basic game there is none)."""
    book = program_of(scenario, basic).book
    seats = tuple(range(book.seats))
    wants = ARCHETYPES[word][1].weights.wants if word in ARCHETYPES else ()
    for name, _ in wants:
        track = book.layout.track_index.get(name)
        if track is None or not any(
            isinstance(effect, StepUp) and effect.track.id == name
            for card in book.cards
            if isinstance(card, PlayCard)
            for branch in card.branch
            for effect in every_effect(branch.effects)
        ):
            return ()
        seats = tuple(seat for seat in seats if track.top(seat) > track.low)
    return seats


def _mirror(scenario: str, bot: str, games: int, start: int) -> tuple[Match, ...]:
    """Return matches of one bot in all seats, each on its own deal, with a probe."""
    return tuple(Match(scenario, start + game, (bot,) * 3, probe=True) for game in range(games))


def _mind(
    scenario: str, basic: bool | None, word: str, games: int, start: int
) -> tuple[Match, ...]:
    """Return matches of a mind against two adaptive bots, each deal once in each seat with its
    track."""
    seats = able(scenario, word, basic)
    listed = []
    for game in range(games if seats else 0):
        seat = seats[game % len(seats)]
        bots = tuple(word if at == seat else "adaptive" for at in range(3))
        listed.append(Match(scenario, start + game // len(seats), bots, luck=game))
    return tuple(listed)
