"""What a search bot has to say for its choice: the options it tried, and their likely verdicts."""

from __future__ import annotations

from attrs import field, frozen

from wargame.bots.search.verdict import Reading

BEST = 3
TRUST, LASTING = 8.0, 2 / 3
"""How many imagined worlds a price is worth: so many, and at least this share of those tried.
Worlds that are played on quickly err in a way that more of them do not mend."""


@frozen
class Tried:
    """One option and what came of it in imagined worlds, on average.

    `visits` is the number of worlds (0: not tried, and the rest is 0 too). `standing` is in
    spreads above par, `points` in points. `title` is how likely the seat is to be the best one.
    `tiers` are the odds of each verdict from the lowest, `collapse` those that the alliance
    does not hold: tiers and collapse sum to 1. `worth` is what options are ranked by, at most 1.
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

    `seat` is the seat that was asked. `public` says that only what the whole table knows was
    made use of. `tiers` names the verdicts from the lowest, `collapse` what a collapse is called.
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
class Sums:
    """What worlds have shown of one option so far; `prior` is its price before any of them."""

    key: str
    label: str
    prior: float
    readings: list[Reading] = field(factory=list)

    @property
    def worth(self) -> float:
        """Weigh the price against what the worlds have shown."""
        worlds = len(self.readings)
        trust = max(TRUST, LASTING * worlds)
        shown = sum(reading.worth for reading in self.readings)
        return (trust * self.prior + shown) / (trust + worlds)

    def tried(self, par: float, spread: float) -> Tried:
        """Sum up, for a seat with this par and spread (in points)."""
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
