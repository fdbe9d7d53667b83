"""Price what meets a crisis or a threat: bids, top-ups, the backstop."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from wargame.bots.evaluate.effect_model import carry_out, pledge_kept, shift
from wargame.bots.evaluate.evaluate import Evaluator, TrialPosition
from wargame.rules.common.pledges import DeedItem, isolated
from wargame.rules.model import ledgers as marks
from wargame.rules.phases.crises import counted

USUAL = (0.12, 0.1, 0.26, 0.28, 0.24)
RICH = (0.05, 0.05, 0.15, 0.2, 0.55)
"""How often a partner bids 0 to 4 of at most 4, counted in games of adaptive bots: with less than
`RICH_FROM` Capital, and with so much or more."""
RICH_FROM = 6
INCOME = 3
"""The Capital that a partner usually gets in its Cabinet before it bids."""
TOPS_UP = 0.4
"""How likely a later seat that can pay is to bring what is still short."""
FAILED_SHORT = 0.3
"""What it costs beyond the failed crisis, in points, to have topped up and still be short."""
NO_BACKSTOP = -1.0
"""The price of standing up for a bot that never bids: below that of standing back, which is 0."""


@lru_cache(maxsize=64)
def usual_bids(most: int, purse: int) -> tuple[float, ...]:
    """Return how often a seat with so much Capital bids 0, 1, … points, where `most` may be bid.

    The shares were counted where 4 was the most; for another bound they are stretched over the
    bids there are. Bids above the purse are left out, so the shares may sum to less than 1.
    """
    shares: tuple[float, ...] = RICH if purse >= RICH_FROM else USUAL
    top = len(shares) - 1
    if most != top:
        places = [bid * top / max(1, most) for bid in range(most + 1)]
        drawn = [_between(shares, place) for place in places]
        shares = tuple(share / sum(drawn, 0.0) for share in drawn)
    return shares[: max(1, min(most, purse) + 1)]


def _between(shares: tuple[float, ...], place: float) -> float:
    low = int(place)
    if low + 1 >= len(shares):
        return shares[-1]
    return shares[low] + (place - low) * (shares[low + 1] - shares[low])


def outcomes(evaluator: Evaluator, kept: bool) -> tuple[float, float, float]:
    """Price the crisis reached, nearly reached and failed; `kept`: the seat has spent on it."""
    assert evaluator.crisis is not None
    assert evaluator.rules.crisis is not None
    rules, roles, book = evaluator.rules.crisis, evaluator.book.roles, evaluator.book
    level = evaluator.crisis[1]
    theatre = level - roles.threat
    prices = []
    for by in (-rules.reached, rules.near_heat, rules.failed_heat):
        trial: TrialPosition = evaluator.trial()
        drift = evaluator.rules.drift
        if kept and drift is not None and drift.guardian == evaluator.seat:
            trial.kept |= 1 << theatre
        shift(evaluator, trial, level, by)
        if by == rules.failed_heat:
            for owner, own in enumerate(book.own_theatre):
                if own == theatre and roles.support >= 0:
                    shift(evaluator, trial, roles.support + owner, -rules.owner_support)
            failed = rules.failed.get(book.layout.theatres[theatre], ())
            carry_out(evaluator, trial, failed, evaluator.seat, False)
        prices.append(evaluator.gain(trial))
    return prices[0], prices[1], prices[2]


def capital_cost(evaluator: Evaluator, points: int) -> float:
    """Price so many points of the own Capital."""
    trial = evaluator.trial()
    shift(evaluator, trial, evaluator.book.roles.capital + evaluator.seat, -points)
    return -evaluator.gain(trial)


def pledged_bid(evaluator: Evaluator, points: int) -> float:
    """Return what a bid is worth for the pledges that it keeps."""
    worth = 0.0
    for by, _, at, made, due in evaluator.view.ledgers[marks.PLEDGES]:
        item = evaluator.book.items[at]
        if by == evaluator.seat and made < evaluator.view.turn and isinstance(item, DeedItem):
            if item.deed.bid and points >= item.deed.bid:
                worth += pledge_kept(evaluator, due)
    return worth


def bids(evaluator: Evaluator, points: list[int]) -> list[float]:
    """Price bids against what the partners usually bid."""
    assert evaluator.crisis is not None
    assert evaluator.rules.crisis is not None
    rules, book, view = evaluator.rules.crisis, evaluator.book, evaluator.view
    need = evaluator.crisis[2] - evaluator.gives
    partners = [p for p in book.layout.partners[evaluator.seat] if not isolated(evaluator.view, p)]
    spreads = []
    for partner in partners:
        purse = view.levels[book.roles.capital + partner]
        if partner not in view.sealed_bids:
            purse += INCOME
        usual = list(usual_bids(book.most_bid, purse))
        usual[-1] += 1 - sum(usual, 0.0)
        spreads.append(list(enumerate(usual)))
    cases = []
    for case in product(*spreads):
        odds = 1.0
        for _, share in case:
            odds *= share
        cases.append((odds, [bid for bid, _ in case]))
    plain = outcomes(evaluator, False)
    kept = outcomes(evaluator, True)
    prices = []
    for bid in points:
        worth = kept if bid else plain
        value = pledged_bid(evaluator, bid)
        mine = counted(evaluator.view, book, evaluator.seat, bid)
        gain = 0.0
        for odds, others in cases:
            short = need - mine - sum(others)
            if short <= 0:
                gain += odds * worth[0]
                if bid > max(others, default=0):
                    gain += odds * rules.prestige
            elif short <= rules.near:
                gain += odds * worth[1]
            else:
                gain += odds * worth[2]
                if bid < rules.safe and bid <= min(others, default=bid):
                    gain -= odds * rules.blame
        prices.append(value + evaluator.weights.bid * gain - capital_cost(evaluator, bid))
    return prices


def top_ups(evaluator: Evaluator, points: list[int], short: int) -> list[float]:
    """Price top-ups: what is still short may be brought by a later seat, with some luck."""
    assert evaluator.rules.crisis is not None
    assert evaluator.rules.top_up is not None
    cost = evaluator.rules.top_up.price
    order = [(evaluator.view.first + k) % evaluator.book.seats for k in range(evaluator.book.seats)]
    later = order[order.index(evaluator.seat) + 1 :]
    able = sum(
        1 for s in later if evaluator.view.levels[evaluator.book.roles.capital + s] >= cost * short
    )
    helped = 1 - (1 - TOPS_UP) ** able
    plain, kept = outcomes(evaluator, False), outcomes(evaluator, True)
    prices = []
    for point in points:
        worth = kept if point else plain
        left = short - point
        if left <= 0:
            gain = worth[0]
        else:
            base = worth[1] if left <= evaluator.rules.crisis.near else worth[2] - FAILED_SHORT
            gain = helped * worth[0] + (1 - helped) * base
        prices.append(evaluator.weights.bid * gain - capital_cost(evaluator, cost * point))
    return prices


def stand_by(evaluator: Evaluator) -> float:
    """Price standing up for the backstop, if the others needed do as well."""
    backstop = evaluator.rules.backstop
    assert backstop is not None
    threats = [
        level for level in evaluator.rules.threats if evaluator.view.levels[level] >= backstop.least
    ]
    trial = evaluator.trial()
    shift(evaluator, trial, max(threats, key=evaluator.view.levels.__getitem__), -backstop.by)
    shift(evaluator, trial, evaluator.book.roles.capital + evaluator.seat, -backstop.cost)
    return evaluator.weights.bid * evaluator.gain(trial) if evaluator.weights.bid else NO_BACKSTOP
