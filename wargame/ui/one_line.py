"""A form in one line of text: `to tokyo, give 2 capital, get 1 interest, send`.

Each part names a field and an answer, or an answer alone. What is given to a list is put on it; a
part that names what stands beside a thing, such as `due 2`, goes to the thing before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from wargame.ui.drafts import Answer, Beside, Draft, Field

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

    A field is named by the beginning of a word of its name, an answer by its hotkey, its key or a
    part of its label. Raises `ValueError` with a sentence for what fits nothing, or several, and
    without `anew` for a field that has an answer of the seat's already.
    """
    text, words = part.strip(), draft.game.words
    word, _, rest = text.partition(" ")
    fields = draft.fields()
    if rest.strip():
        beside = [one for one in besides(fields) if _named(one.name, word)]
        if beside:
            key = _one(draft, beside[-1].answers, rest.strip(), beside[-1].name)
            draft.set_beside(beside[-1], key)
            return
        named = [one for one in fields if _named(one.name, word)]
        free = [one for one in named if one.many or not one.given] or (named if anew else [])
        if named and not free:
            raise ValueError(words.form_answered(named[0].name))
        if free:
            draft.give(free[0].slot, _one(draft, free[0].answers, rest.strip(), free[0].name))
            return
    for one in [*(each for each in fields if not each.given), *fields]:
        if matching(one.answers, text):
            draft.give(one.slot, _one(draft, one.answers, text, one.name))
            return
    raise ValueError(words.form_no_field(text, [one.name for one in fields]))


def besides(fields: Sequence[Field]) -> Iterator[Beside]:
    """Yield what stands beside the things on lists, list by list."""
    for one in fields:
        yield from (one.beside[key] for key in one.held if key in one.beside)


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


def _named(name: str, word: str) -> bool:
    return any(part.startswith(word.casefold()) for part in name.casefold().split())


def _one(draft: Draft, answers: Sequence[Answer], text: str, name: str) -> str:
    words, keys = draft.game.words, matching(answers, text)
    if len(keys) == 1:
        return keys[0]
    if not keys:
        refused = [a.why for a in answers if a.why and spoken(text) in spoken(a.label)]
        raise ValueError(next(iter(refused), words.form_no_answer(text, name)))
    raise ValueError(words.form_several(text, name, keys[:4]))
