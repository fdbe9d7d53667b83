"""Drafts: the forms that a seat fills in before it seals them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random
from statistics import median

import pytest

from tests.worlds import perturb
from wargame.bots.bot import Bot, answer, make
from wargame.content.program import Program
from wargame.engine.game import Game
from wargame.engine.library import library
from wargame.rules.model.questions import column
from wargame.ui.beats import Beat, next_beat
from wargame.ui.drafts import CARDS, NOTHING, PUT, Draft
from wargame.ui.line.line_table import numbered
from wargame.ui.one_line import fill_in, seals
from wargame.ui.question import terms
from wargame.ui.tui.table_model import SEAL, form_model

SCENARIOS = ("new-entente", "cracks", "long-year")
PANELS_A_TURN = 22
"""The most panels that a table fills in in a turn, in the median."""


def sitting(program: Program, seed: int = 5) -> Game:
    """Play to the first private question that begins a form."""
    game, bot = Game.of(program, seed=seed), make("adaptive", program)
    while game.decision is not None:
        if game.decision.private and Draft(game).is_form:
            return game
        game.choose(answer(game, bot))
    raise AssertionError("no sitting is a form")


def washington(program: Program, seed: int) -> Game:
    """Play to the dossier of Washington, by the first answers."""
    game = Game.of(program, seed=seed)
    while game.decision is not None and (game.decision.kind, game.decision.seat) != ("fill", 0):
        game.choose(game.decision.keys[0])
    return game


def by_bots(game: Game, bots: list[Bot], rng: Random) -> Draft:
    """Let a bot fill in a form as the engine asks for it, and chance say when pledges are due. A
    deal that it changes in nothing is turned down."""
    draft, full = Draft(game), set()
    seat = draft.seat
    while True:
        fields = draft.fields()
        wait = [n for n, one in enumerate(fields) if one.reached and not one.many and not one.key]
        left = [
            n
            for n, one in enumerate(fields)
            if one.reached and (one.slot not in full if one.many else not one.given)
        ]
        if not left:
            if draft.refusal:  # the bot has changed nothing
                draft.clear()
                draft.give(draft.fields()[0].slot, "no")
            return draft
        at = (wait or left)[0]
        one, ahead = fields[at], draft.before(at)
        if one.many and (not ahead.decision or column(ahead.decision.question) != one.slot):
            full.add(one.slot)
            continue
        key = answer(ahead, bots[seat])
        if one.many and key == one.decision.idle:
            full.add(one.slot)
        if key != one.decision.idle or not one.held:
            draft.give(one.slot, key)
        beside = next((f.beside[key] for f in draft.fields() if key in f.beside), None)
        if beside is not None:
            draft.set_beside(beside, rng.choice(beside.answers).key)


def in_any_order(plan: Draft, rng: Random) -> Draft:
    """Give the answers of a form in another order, its lists with things put on them and taken out
    again in between."""
    draft, asked = Draft(plan.game), set[object]()
    for one in plan.fields():
        asked |= {one.slot, *((PUT, one.slot, key) for key in one.held)}
        asked |= {beside.slot for beside in one.beside.values()}
    left = {slot: key for slot, key in plan.given.items() if slot in asked}
    for _ in range(60):
        if not left:
            return draft
        for one in draft.fields():
            free = [each.key for each in one.answers if not each.why and not each.held]
            free = [key for key in free if key != one.decision.idle]
            if one.many and free and rng.random() < 0.3:
                key = rng.choice(free)
                draft.give(one.slot, key)
                draft.take_out(one.slot, key)
        ready = []
        for one in draft.fields():
            puts = [slot for slot in left if slot[0] == PUT and slot[1] == one.slot]
            slot = puts[0] if puts else one.slot
            if slot in left and any(a.key == left[slot] and not a.why for a in one.answers):
                ready.append((one.slot, slot))
        if ready:
            to, slot = rng.choice(ready)
            draft.give(to, left.pop(slot))
        for one in draft.fields():
            for beside in one.beside.values():
                if beside.slot in left:
                    draft.set_beside(beside, left.pop(beside.slot))
    raise AssertionError(f"{left} cannot be given to {draft.fields()}")


def through_forms(game: Game, seed: int, shuffled: float = 0.2) -> list[Counter[str]]:
    """Let bots answer by forms; give the panels of each turn by the kind of their first question.
    A share of the forms is filled in twice, the second time in any order, and must come to the
    same choices; the game that is played question by question beside it must stay the same."""
    program, rng = game.program, Random(seed)
    bots = [make("adaptive", program) for _ in game.seats]
    twin, turns = game.copy(), dict[int, Counter[str]]()
    while game.decision is not None:
        draft, seat, before = Draft(game), game.decision.seat, game.fingerprint()
        if not draft.goes_on:
            turns.setdefault(game.turn, Counter())[game.decision.kind] += 1
        draft = by_bots(game, bots, rng)
        keys = draft.choices()
        if rng.random() < shuffled:
            assert in_any_order(draft, rng).choices() == keys
        assert game.fingerprint() == before
        for key in keys:
            assert twin.decision is not None
            assert twin.decision.seat == seat
            twin.choose(key)
            game.choose(key)
        assert game.fingerprint() == twin.fingerprint()
    return list(turns.values())


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_forms_in_any_order_come_to_the_same_choices(scenario: str) -> None:
    assert through_forms(Game.of(library().program(scenario), seed=0), 0)


def test_a_table_answers_few_panels_a_turn() -> None:
    """Ten games. A panel is what one seat fills in without another being asked or anybody being
    shown what that seat did not know: a form, and of an act both its steps."""
    turns = []
    for seed in range(10):
        program = library().program(SCENARIOS[seed % len(SCENARIOS)])
        turns += through_forms(Game.of(program, seed=seed), seed, shuffled=0)
    kinds = sum(turns, Counter())
    for kind, count in kinds.most_common():
        print(f"{kind:12} {count / len(turns):5.2f} a turn")
    print("median", median(one.total() for one in turns))
    assert median(one.total() for one in turns) <= PANELS_A_TURN


def test_the_micro_game_has_its_forms(micro: Program) -> None:
    assert through_forms(Game.of(micro, seed=3), 3, shuffled=1)


def test_nothing_is_shown_between_the_questions_of_a_form(umbrella: Program) -> None:
    """The readers of a draft, of a private one its seat, know what it turns up."""
    game, rng = Game.of(umbrella, seed=8), Random(8)
    while game.decision is not None:
        draft = Draft(game)
        for at, one in enumerate(draft.fields()):
            ahead = draft.before(at)
            for event in ahead.events[len(game.events) :]:
                if event[3] and one.reached:
                    assert game.decision.private
                    own = game.view(game.decision.seat).piles
                    assert event[1] == "carried"
                    assert any(event[2][0] in pile for pile in own)
            assert one.decision.seat == game.decision.seat
            assert one.decision.private is game.decision.private
        game.choose(rng.choice(game.decision.keys))


def asked(program: Program, kind: str, after: str = "") -> Iterator[Game]:
    """Play games by chance; yield them where a kind of question is asked, right after the same seat
    has answered another kind."""
    for seed in range(60):
        game, rng, before = Game.of(program, seed=seed), Random(seed), ("", -1)
        while game.decision is not None:
            now = game.decision.kind, game.decision.seat
            if now[0] == kind and (not after or before == (after, now[1])):
                yield game
            before = now
            game.choose(rng.choice(game.decision.keys))


def test_a_reply_is_a_form_of_its_own(umbrella: Program) -> None:
    """What the same seat is asked next begins another form."""
    game = next(asked(umbrella, "deal", after="deal_reply"))
    replies = Game.of(umbrella, seed=game.seed).play(game.choices[:-1])
    draft = Draft(replies)
    draft.give(draft.fields()[0].slot, game.choices[-1])
    assert [one.decision.kind for one in draft.fields()] == ["deal_reply"]
    assert draft.complete
    assert not draft.is_form


@pytest.mark.parametrize("kind", ["choose", "event", "top_up", "pay_pledge", "leader"])
def test_a_form_ends_where_its_phase_does(umbrella: Program, kind: str) -> None:
    """What happens then is shown before the same seat is asked again."""
    game = next(
        game
        for after in ("go", "use")
        for game in asked(umbrella, kind, after=after)
        if any(event[1] == "phase" for event in game.events[game.chosen_at :])
    )
    draft = Draft(game.at(len(game.choices) - 1))
    draft.give(draft.fields()[0].slot, game.choices[-1])
    assert draft.choices() == game.choices[-1:]
    told, since = list[Beat](), game.chosen_at
    while (beat := next_beat(game, since)) is not None:
        told.append(beat)
        since = beat.until
    moved = [event for event in game.events[since:] if event[1] == "moved"]
    assert told
    assert not moved or kind == "event"


@pytest.mark.parametrize(
    ("kind", "after"),
    [("event", "choose"), ("backstop", "leader"), ("leader", "pay_pledge"), ("event", "event")],
)
def test_a_question_about_something_else_stands_on_a_form_of_its_own(
    umbrella: Program, kind: str, after: str
) -> None:
    game = next(asked(umbrella, kind, after=after))
    draft = Draft(game.at(len(game.choices) - 1))
    draft.give(draft.fields()[0].slot, game.choices[-1])
    assert draft.choices() == game.choices[-1:]


def test_a_new_government_answers_for_the_pledges_of_the_old_on_one_form(
    umbrella: Program,
) -> None:
    game = next(asked(umbrella, "inherited", after="leader"))
    draft = Draft(game.at(len(game.choices) - 1))
    draft.give(draft.fields()[0].slot, game.choices[-1])
    assert [one.decision.kind for one in draft.fields()] == ["leader", "inherited"]


def test_an_answer_that_leaves_one_question_does_not_seal_the_form(umbrella: Program) -> None:
    """A form that had tabs keeps them: its last tab seals it."""
    draft = Draft(next(asked(umbrella, "deal")))
    slot, keys = (
        draft.fields()[0].slot,
        [one.key for one in draft.fields()[0].answers if not one.why],
    )
    assert not draft.is_form
    draft.give(slot, keys[0])
    assert len(draft.fields()) > 1
    draft.give(slot, "pass")
    assert [one.key for one in draft.fields()] == ["pass"]
    assert draft.is_form
    form = form_model(draft, 1)
    assert form.seals
    assert form.options[0].key == SEAL


def test_a_full_list_says_so_and_is_left_by_going_on(umbrella: Program) -> None:
    """The engine asks no more when the last point is spent."""

    def one_point(game: Game) -> bool:
        assert game.decision is not None
        card = game.book.play_card(game.decision.about[0])
        return "ops" in game.decision.keys and card.ops == 1 and card.flag is None

    game = next(game for game in asked(umbrella, "use") if one_point(game))
    draft = Draft(game)
    draft.give(draft.fields()[0].slot, "ops")
    assert draft.fields()[1].prompt != game.words.form_full()
    draft.give(draft.fields()[1].slot, "ops:capital")
    lines = draft.fields()[1]
    assert lines.prompt == game.words.form_full()
    assert lines.answers[-1].label == game.words.form_go_on()
    assert all(one.held or one.why for one in lines.answers[:-1])


def test_a_card_has_one_hotkey_in_a_whole_sitting_and_nothing_has_its_own(
    umbrella: Program,
) -> None:
    draft = Draft(sitting(umbrella))
    by_card: dict[str, set[str]] = {}
    for one in draft.fields():
        hotkeys = [a.hotkey for a in one.answers if a.hotkey]
        assert len(set(hotkeys)) == len(hotkeys)
        for answer_ in one.answers:
            word, _, card = answer_.key.partition(":")
            if word in ("act", "offer") and answer_.hotkey:
                by_card.setdefault(card, set()).add(answer_.hotkey)
            assert (answer_.hotkey == NOTHING) is (answer_.key == one.decision.idle)
    assert by_card
    assert all(len(signs) == 1 and signs <= set(CARDS) for signs in by_card.values())


def test_an_answer_changed_keeps_the_later_ones_that_still_can_stand(umbrella: Program) -> None:
    game = sitting(umbrella)
    draft = Draft(game)
    fill_in(draft, "1 a")
    fill_in(draft, "2 s")
    fill_in(draft, "1 d")
    first, second = draft.fields()[:2]
    assert (first.key, second.key) == (first.answers[2].key, first.answers[1].key)
    fill_in(draft, "1 s")  # the card of the second place: that place is empty again
    assert [one.key for one in draft.fields()[:2]] == [first.answers[1].key, "leave"]
    draft.clear()
    assert [one.given for one in draft.fields()[:2]] == [False, False]


def test_what_cannot_be_answered_is_refused_in_a_sentence(umbrella: Program) -> None:
    draft = Draft(sitting(umbrella))
    with pytest.raises(ValueError, match="fits no field"):
        fill_in(draft, "9 z")
    with pytest.raises(ValueError, match="could be several answers"):
        fill_in(draft, "1 act with")
    with pytest.raises(ValueError, match="no such question"):
        draft.give(("fill", 9, 1), "leave")
    with pytest.raises(ValueError, match="is no answer to"):
        draft.give(draft.fields()[0].slot, "bid:3")
    assert not any(one.given for one in draft.fields())


def test_a_form_that_lacks_an_answer_cannot_be_sealed(umbrella: Program) -> None:
    draft = Draft(sitting(umbrella))
    fill_in(draft, "demand 1")
    assert not draft.complete
    with pytest.raises(ValueError, match="has no answer yet"):
        draft.choices()


def test_one_letter_names_no_answer_and_a_field_has_one_answer_a_line(umbrella: Program) -> None:
    draft = Draft(sitting(umbrella))
    with pytest.raises(ValueError, match="fits no field"):
        fill_in(draft, "c")
    fill_in(draft, "1 a", anew=False)
    with pytest.raises(ValueError, match="answered already"):
        fill_in(draft, "1 s", anew=False)


def test_a_hotkey_in_a_line_means_what_the_form_lists_or_is_refused(umbrella: Program) -> None:
    """Also where an answer before it in the line has taken something off the list."""
    draft = Draft(washington(umbrella, seed=7))
    place, _, demand = draft.fields()[:3]
    first, second = (one for one in demand.answers if one.hotkey in ("1", "2"))
    card = first.key.partition(":")[2]
    letter = next(one.hotkey for one in place.answers if one.key == f"act:{card}")
    fill_in(draft, f"1 {letter}")
    gone = f'"1" of Demand is {first.label}, which cannot be .* Demand now: 2 {second.label}; 0 '
    with pytest.raises(ValueError, match=gone):
        fill_in(draft, "demand 1")
    fill_in(draft, "demand 2")
    assert next(one.key for one in draft.fields() if one.name == "Demand") == second.key
    again = next(one for one in draft.fields() if one.name == "Demand")
    assert [one.hotkey for one in again.answers if one.key == second.key] == ["2"]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_hotkey_of_a_line_ever_means_another_thing(scenario: str) -> None:
    """Whatever else is answered in a form, and in whatever order."""
    game, rng, refused = Game.of(library().program(scenario), seed=11), Random(11), 0
    while game.decision is not None:
        draft = Draft(game)
        for _ in range(4):
            draft.clear()
            for _ in range(5):
                fields = draft.fields()
                besides = [beside for one in fields for beside in one.beside.values()]
                names = Counter(one.name for one in (*fields, *besides))
                alone = [one for one in fields if names[one.name] == 1]
                if not alone:
                    continue
                one = rng.choice(alone)
                sign, meant = rng.choice([*draft.listed(one.slot).items()])
                try:
                    fill_in(draft, f"{one.name} {sign}")
                except ValueError:
                    refused += 1
                else:
                    given = draft.given
                    assert meant.key in (given.get(one.slot), given.get((PUT, one.slot, meant.key)))
        game.choose(rng.choice(game.decision.keys))
    assert refused > 10


def test_a_field_goes_by_its_name_its_first_letters_and_its_number(umbrella: Program) -> None:
    for names in (("Place 1", "Place 2"), ("place 1", "place 2"), ("p 1", "p 2"), ("1", "2")):
        draft = Draft(washington(umbrella, seed=7))
        for name, letter in zip(names, "as", strict=True):
            fill_in(draft, f"{name} {letter}", anew=False)
        assert [one.label[:8] for one in draft.fields()[:2]] == ["Act with", "Act with"]
        assert draft.fields()[0].key != draft.fields()[1].key
    with pytest.raises(ValueError, match=r'"place" could be several fields: Place 1, Place 2'):
        fill_in(draft, "place a")
    deal = Draft(proposing(umbrella))
    fill_in(deal, "to tokyo")
    with pytest.raises(ValueError, match=r'"g" could be several fields: Give, Get'):
        fill_in(deal, "g 1")


def test_a_due_turn_goes_to_the_pledge_before_it_in_the_line(umbrella: Program) -> None:
    """Not to the last on the form, which lists what is given before what is got."""
    draft = Draft(proposing(umbrella))
    parts = ("to tokyo", "get pay 1", "due 1", "get 1 interest", "give 1 capital", "give pay 2")
    for part in (*parts, "due 2"):
        fill_in(draft, part, anew=False)
    give, get = draft.fields()[1:]
    assert give.beside["give:pay-2"].key == "due:2"
    assert get.beside["take:pay-1"].key == "due:1"


def test_a_bid_has_the_number_of_its_amount_in_lines_too(umbrella: Program) -> None:
    for seed in range(40):
        game, bot = Game.of(umbrella, seed=seed), make("adaptive", umbrella)
        while game.decision is not None and game.decision.kind != "bid":
            game.choose(answer(game, bot))
        if game.decision is not None:
            break
    assert game.decision is not None
    listed = numbered(game.decision)
    assert all(option.key == f"bid:{number}" for number, option in listed.items())
    assert 0 in listed


def proposing(program: Program) -> Game:
    """Play to the first question whether a deal is proposed."""
    game, bot = Game.of(program, seed=3), make("adaptive", program)
    while game.decision is not None and game.decision.kind != "deal":
        game.choose(answer(game, bot))
    return game


def test_a_deal_is_written_in_one_line(umbrella: Program) -> None:
    draft = Draft(proposing(umbrella))
    for part in ("to tokyo", "get 1 interest", "give pay 1 capital", "due 2", "give 2 capital"):
        fill_in(draft, part, anew=False)
    assert seals(draft, "send")
    keys = ["deal:tokyo", "give:pay-1", "due:2", "give:capital-2", "take:interest-1", "no-more"]
    assert draft.choices() == keys
    with pytest.raises(ValueError, match="of this kind"):
        fill_in(draft, "get 2 interest")
    with pytest.raises(ValueError, match="is no answer to Get"):
        fill_in(draft, "get relief steel")


def offered_to_tokyo(program: Program) -> Game:
    """Play to Tokyo's answer to a deal of Washington that gives and gets one thing each."""
    keys = ["deal:tokyo", "give:capital-2", "no-more", "take:interest-1", "no-more"]
    return proposing(program).play(keys)


def test_a_deal_that_is_to_be_changed_cannot_go_back_as_it_was(umbrella: Program) -> None:
    """The form opens where it can be changed; changed, and changed back, it says the same."""
    draft = Draft(offered_to_tokyo(umbrella))
    draft.give(draft.fields()[0].slot, "change")
    assert draft.complete
    assert draft.fields()[draft.next_open(1)].name == "Give"
    seal = form_model(draft, len(draft.fields()))
    assert "this is the deal as it was offered" in seal.options[0].why
    assert not seal.tabs[-1][2]
    with pytest.raises(ValueError, match="this is the deal as it was offered"):
        draft.choices()
    fill_in(draft, "get 1 capital")
    assert not draft.refusal
    assert draft.next_open(1) == len(draft.fields())
    assert form_model(draft, len(draft.fields())).options[0].why == ""
    draft.take_back()
    assert draft.refusal
    draft.give(draft.fields()[0].slot, "yes")
    assert draft.choices() == ["yes"]


def test_a_thing_on_a_deal_says_what_it_brings_from_public_facts(umbrella: Program) -> None:
    game = proposing(umbrella)
    draft = Draft(game)
    fill_in(draft, "to tokyo")
    give, get = draft.fields()[1:]
    assert terms(draft, give, "give:capital-2") == [
        "At once: Washington Capital −2, Tokyo Capital +2; "
        "public points: ▲ Washington −½, ● Tokyo +½."
    ]
    kept, broken = terms(draft, get, "take:pay-1")
    assert kept.startswith("Kept: Washington–Tokyo +1, Tokyo Credibility +1")
    assert broken.startswith("Broken: Washington–Tokyo −1, Tokyo Credibility −1, Tokyo Blame +1")
    other = game.copy()
    other.state = perturb(game.state, game.book, -1, Random(4))
    twin = Draft(other)
    fill_in(twin, "to tokyo")
    for one, its in zip(draft.fields()[1:], twin.fields()[1:], strict=True):
        for each in one.answers:
            assert terms(draft, one, each.key) == terms(twin, its, each.key)


def test_a_ruleset_without_deals_has_its_lists(micro: Program) -> None:
    """Its cards have points too: their lines are a list, by no code of its own."""
    game, rng = Game.of(micro, seed=3), Random(3)
    kinds = set()
    while game.decision is not None:
        kinds |= {one.decision.kind for one in Draft(game).fields() if one.many}
        game.choose(rng.choice(game.decision.keys))
    assert kinds
    assert kinds <= {"ops", "deal_item"}
