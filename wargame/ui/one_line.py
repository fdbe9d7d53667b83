"""A form in one line of text: `to tokyo, give 2 capital, get 1 interest, send`.

Each part names a field and an answer, or an answer alone. What is given to a list is put on it; a
part that names what stands beside a thing, such as `due 2`, goes to the thing before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wargame.ui.columns import Slot
from wargame.ui.drafts import PUT, Answer, Beside, Draft, Field

LEAST_LETTERS: Final = 3
"""So many letters at least name an answer by a part of its label: one letter is no name."""
SEAL: Final = "seal"
"""The word that seals any form, beside the form's own, such as `send`."""


def seals(draft: Draft, word: str) -> bool:
    """Return whether a word seals the form."""
    own = draft.game.words.form_seal(draft.fields()[0].decision.kind)
    return word.casefold() in (SEAL, own.casefold())


def fill_in(draft: Draft, part: str, *, anew: bool = True) -> None:
    """Answer one question of a draft by what was typed: the name of its field and an answer
    (`1 a`, `bid 3`), or an answer alone (`firm`), which goes to the first field that lists it and
    has none of the seat's.

    A field is named by its name, or by beginnings of words of it, an answer by its hotkey, its key
    or a part of its label. Raises `ValueError` with a sentence for what fits nothing, or several,
    for a hotkey behind which nothing stands any more, and without `anew` for a field that has an
    answer of the seat's already.
    """
    text, words = part.strip(), draft.game.words
    fields = draft.fields()
    beside = last_beside(draft, fields)
    names = [*(one.name for one in fields), *(one.name for one in beside)]
    for head, rest in parted(text):
        meant = named(names, head)
        if len(meant) > 1:
            raise ValueError(words.form_several_fields(head, meant))
        if beside and beside[0].name in meant:
            one = beside[0]
            draft.set_beside(one, _one(draft, one.slot, one.answers, rest, one.name))
            return
        its = [one for one in fields if one.name in meant]
        free = [one for one in its if one.many or not one.given] or (its if anew else [])
        if its and not free:
            raise ValueError(words.form_answered(its[0].name))
        if free:
            slot = free[0].slot
            draft.give(slot, _one(draft, slot, free[0].answers, rest, free[0].name))
            return
    for each in [*(one for one in fields if not one.given), *fields]:
        if text.casefold() in draft.listed(each.slot) or matching(each.answers, text):
            draft.give(each.slot, _one(draft, each.slot, each.answers, text, each.name))
            return
    raise ValueError(words.form_no_field(text, [one.name for one in fields]))


def parted(text: str) -> Iterator[tuple[str, str]]:
    """Part a text into the name of a field and an answer wherever there is a blank, the longest
    name first.

    >>> list(parted("place 1 a"))
    [('place 1', 'a'), ('place', '1 a')]
    """
    said = text.split()
    for at in range(len(said) - 1, 0, -1):
        yield " ".join(said[:at]), " ".join(said[at:])


def named(names: Sequence[str], head: str) -> list[str]:
    """List the names that a text means: those that it is, else those of which words that follow one
    another begin with its words.

    >>> named(["Place 1", "Place 2", "Demand"], "p 2"), named(["Give", "Get"], "g")
    (['Place 2'], ['Give', 'Get'])
    """
    said = spoken(head).split()
    if not said:
        return []
    found = {}
    for name in dict.fromkeys(names):
        own = spoken(name).split()
        if own == said:
            return [name]
        for at in range(len(own) - len(said) + 1):
            if all(word.startswith(s) for word, s in zip(own[at:], said, strict=False)):
                found[name] = True
    return [*found]


def last_beside(draft: Draft, fields: Sequence[Field]) -> list[Beside]:
    """List what stands beside the last thing put on a list that has something beside it; nothing
    if there is none."""
    by_put = {(PUT, one.slot, key): b for one in fields for key, b in one.beside.items()}
    return [by_put[put] for put in reversed(draft.given) if put in by_put][:1]


def matching(answers: Sequence[Answer], text: str) -> list[str]:
    """List the keys of the answers that a text means: by hotkey, key or label."""
    wanted, said = text.casefold(), spoken(text)
    legal = [answer for answer in answers if not answer.why]
    for exact in (
        [a.key for a in legal if a.hotkey and a.hotkey == wanted],
        [a.key for a in legal if wanted in (a.key.casefold(), a.label.casefold())],
        [a.key for a in legal if wanted == a.key.partition(":")[2].casefold()],
        [a.key for a in legal if said and said == spoken(a.label)],
    ):
        if exact:
            return exact
    if len(wanted) < LEAST_LETTERS or not said:
        return []
    return [a.key for a in legal if said in spoken(a.label)]


def spoken(label: str) -> str:
    """Return a label as it is typed: small letters and digits, without signs.

    >>> spoken("Propose a deal to ● Tokyo"), spoken("raise Washington–Tokyo")
    ('propose a deal to tokyo', 'raise washington tokyo')
    """
    kept = "".join(sign if sign.isalnum() else " " for sign in label.casefold())
    return " ".join(kept.split())


def _one(draft: Draft, slot: Slot, answers: Sequence[Answer], text: str, name: str) -> str:
    words, meant = draft.game.words, draft.listed(slot).get(text.casefold())
    keys = matching(answers, text) if meant is None else [meant.key]
    by_key = {answer.key: answer for answer in answers}
    if len(keys) == 1 and keys[0] in by_key and not by_key[keys[0]].why:
        return keys[0]
    if meant is not None:
        why = by_key[meant.key].why if meant.key in by_key else ""
        left = [f"{a.hotkey} {a.label}" for a in answers if a.hotkey and not a.why]
        raise ValueError(why or words.form_gone(text, name, meant.label, left))
    if not keys:
        refused = [a.why for a in answers if a.why and spoken(text) in spoken(a.label)]
        raise ValueError(next(iter(refused), words.form_no_answer(text, name)))
    raise ValueError(words.form_several(text, name, keys[:4]))
