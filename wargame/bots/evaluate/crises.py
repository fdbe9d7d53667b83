"""Crises as a bot sees them: what a bid or a top-up changes, and what it costs."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from wargame.bots.evaluate.effect_model import BROKEN, KEPT, carry_out, shift
from wargame.bots.evaluate.evaluate import Evaluator, TrialPosition
from wargame.rules.common.pledges import DeedItem, isolated
from wargame.rules.model import ledgers as marks
from wargame.rules.phases.crises import counted

USUAL = (0.12, 0.1, 0.26, 0.28, 0.24)
RICH = (0.05, 0.05, 0.15, 0.2, 0.55)
"""How often a partner bids 0 to 4 of at most 4, counted in games of adaptive bots; the second if
it has `PURSE` Capital or more."""
PURSE = 6


@lru_cache(maxsize=64)
def usual_bids(most: int, purse: int) -> tuple[float, ...]:
    """Give how often a seat with so much Capital bids 0, 1, … points, where `most` may be bid.

    The shares were counted where 4 was the most; for another bound they are stretched over the
    bids there are. Bids above the purse are left out, so the shares may sum to less than 1.
    """
    shares: tuple[float, ...] = RICH if purse >= PURSE else USUAL
    top = len(shares) - 1
    if most != top:
        places = [bid * top / max(1, most) for bid in range(most + 1)]
        drawn = [_between(shares, place) for place in places]
        shares = tuple(share / sum(drawn) for share in drawn)
    return shares[: max(1, min(most, purse) + 1)]


def _between(shares: tuple[float, ...], place: float) -> float:
    low = int(place)
    if low + 1 >= len(shares):
        return shares[-1]
    return shares[low] + (place - low) * (shares[low + 1] - shares[low])


def outcomes(out: Evaluator, kept: bool) -> tuple[float, float, float]:
    """Price the crisis reached, short by one, and failed; `kept`: the seat has spent on it."""
    assert out.crisis is not None
    assert out.rules.crisis is not None
    rules, roles, book = out.rules.crisis, out.book.roles, out.book
    level = out.crisis[1]
    theatre = level - roles.threat
    found = []
    for by in (-rules.reached, rules.near_heat, rules.failed_heat):
        sketch: TrialPosition = out.sketch()
        drift = out.rules.drift
        if kept and drift is not None and drift.guardian == out.seat:
            sketch.kept |= 1 << theatre
        shift(out, sketch, level, by)
        if by == rules.failed_heat:
            for owner, own in enumerate(book.own_theatre):
                if own == theatre and roles.support >= 0:
                    shift(out, sketch, roles.support + owner, -rules.owner_support)
            failed = rules.failed.get(book.layout.theatres[theatre], ())
            carry_out(out, sketch, failed, out.seat, False)
        found.append(out.gain(sketch))
    return found[0], found[1], found[2]


def capital_cost(out: Evaluator, points: int) -> float:
    """Price so many points of the own Capital."""
    sketch = out.sketch()
    shift(out, sketch, out.book.roles.capital + out.seat, -points)
    return -out.gain(sketch)


def pledged_bid(out: Evaluator, points: int) -> float:
    """Say what a bid is worth for the pledges that it keeps."""
    worth = 0.0
    for by, _, at, made, due in out.view.ledgers[marks.PLEDGES]:
        item = out.book.items[at]
        if by == out.seat and made < out.view.turn and isinstance(item, DeedItem):
            if item.deed.bid and points >= item.deed.bid:
                worth += KEPT + (BROKEN if due == out.view.turn else BROKEN / 2)
    return worth


def bids(out: Evaluator, points: list[int]) -> list[float]:
    """Price bids against what the partners usually bid."""
    assert out.crisis is not None
    assert out.rules.crisis is not None
    rules, book, view = out.rules.crisis, out.book, out.view
    need = out.crisis[2] - out.gives
    partners = [p for p in book.layout.partners[out.seat] if not isolated(out.view, p)]
    spreads = []
    for partner in partners:
        purse = view.levels[book.roles.capital + partner]
        if partner not in view.sealed_bids:
            purse += 3
        usual = list(usual_bids(book.most_bid, purse))
        usual[-1] += 1 - sum(usual)
        spreads.append(list(enumerate(usual)))
    cases = []
    for case in product(*spreads):
        odds = 1.0
        for _, share in case:
            odds *= share
        cases.append((odds, [bid for bid, _ in case]))
    plain = outcomes(out, False)
    kept = outcomes(out, True)
    prices = []
    for bid in points:
        worth = kept if bid else plain
        value = pledged_bid(out, bid)
        mine = counted(out.view, book, out.seat, bid)
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
        prices.append(value + out.temper.bid * gain - capital_cost(out, bid))
    return prices


def top_ups(out: Evaluator, points: list[int], short: int) -> list[float]:
    """Price top-ups: what is still short may be brought by a later seat, with some luck."""
    assert out.rules.crisis is not None
    assert out.rules.top_up is not None
    cost = out.rules.top_up.price
    order = [(out.view.first + k) % out.book.seats for k in range(out.book.seats)]
    later = order[order.index(out.seat) + 1 :]
    able = sum(1 for s in later if out.view.levels[out.book.roles.capital + s] >= cost * short)
    helped = 1 - 0.6**able
    plain, kept = outcomes(out, False), outcomes(out, True)
    prices = []
    for point in points:
        worth = kept if point else plain
        left = short - point
        if left <= 0:
            gain = worth[0]
        else:
            base = worth[1] if left <= out.rules.crisis.near else worth[2] - 0.3
            gain = helped * worth[0] + (1 - helped) * base
        prices.append(out.temper.bid * gain - capital_cost(out, cost * point))
    return prices


def stand_by(out: Evaluator) -> float:
    """Price standing up for the backstop, if the others needed do as well."""
    found = out.rules.backstop
    assert found is not None
    threats = [level for level in out.rules.threats if out.view.levels[level] >= found.least]
    sketch = out.sketch()
    shift(out, sketch, max(threats, key=out.view.levels.__getitem__), -found.by)
    shift(out, sketch, out.book.roles.capital + out.seat, -found.cost)
    return out.temper.bid * out.gain(sketch) if out.temper.bid else -1.0
