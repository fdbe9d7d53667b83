"""Why a search bot chooses as it does: the options it tried, and their likely verdicts."""

from __future__ import annotations

from attrs import field, frozen

from wargame.bots.search.verdict import Reading

BEST = 3
"""How many options a hint shows."""
TRUST, TRUST_SHARE = 8.0, 2 / 3
"""How many worlds a price counts for: so many, and at least this share of those tried. Rollouts
have a bias that more of them do not mend, so a price never ceases to count. Set by hand."""


@frozen
class Tried:
    """One option and its mean results in imagined worlds.

    `visits`: the number of worlds (0: not tried; then the rest is 0 too). `standing`: spreads above
    par. `points`: points at the end. `title`: the odds that the seat is the best one. `tiers`: the
    odds of each verdict from the lowest; `collapse`: the odds that the alliance does not hold;
    together they sum to 1. `worth`: what options are ranked by, at most 1.
    """

    key: str
    label: str
    visits: int = 0
    standing: float = 0.0
    points: float = 0.0
    title: float = 0.0
    tiers: tuple[float, ...] = ()
    collapse: float = 0.0
    worth: float = 0.0


@frozen
class Advice:
    """The options of one question, the best first.

    `seat`: the seat that was asked. `public`: only what the whole table knows was used. `tiers`:
    the names of the verdicts from the lowest; `collapse`: the name of a collapse.
    """

    seat: int
    tried: tuple[Tried, ...]
    tiers: tuple[str, ...]
    collapse: str
    public: bool = False

    @property
    def best(self) -> tuple[Tried, ...]:
        """The best three, or fewer where there are fewer."""
        return self.tried[:BEST]

    @property
    def key(self) -> str:
        """The key of the best option."""
        return self.tried[0].key


@frozen
class OptionResult:
    """What worlds have shown of one option so far. `prior` is its price as a `Reading.worth`."""

    key: str
    label: str
    prior: float
    readings: list[Reading] = field(factory=list)

    @property
    def worth(self) -> float:
        """Average the prior and the worlds, the prior counting for `TRUST` worlds or more."""
        worlds = len(self.readings)
        trust = max(TRUST, TRUST_SHARE * worlds)
        shown = sum(reading.worth for reading in self.readings)
        return (trust * self.prior + shown) / (trust + worlds)

    def tried(self, par: float, spread: float) -> Tried:
        """Sum up for a seat with this par and spread, in points."""
        visits = len(self.readings)
        if not visits:
            return Tried(self.key, self.label)

        def mean(values: list[float]) -> float:
            return sum(values) / visits

        standing = mean([r.standing for r in self.readings])
        tiers = zip(*[[(1 - r.collapse) * odds for odds in r.tiers] for r in self.readings],
                    strict=True)  # fmt: skip
        return Tried(
            self.key,
            self.label,
            visits,
            standing,
            par + standing * spread,
            mean([(1 - r.collapse) * r.title for r in self.readings]),
            tuple(mean(list(odds)) for odds in tiers),
            mean([r.collapse for r in self.readings]),
            self.worth,
        )
