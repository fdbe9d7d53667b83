"""Floor 12: what the two faces say of themselves: keys, dialogs, prompts, faults of what was typed.

`face.FaceWords` is all of it, one method a sentence; `en` says it in English, `pseudo` in the
pseudo-language. Sentences about the game, which need its rulebook, are `Language`'s.
"""

from __future__ import annotations

from wargame.ui.words.en import English
from wargame.ui.words.face import FaceWords

ENGLISH: FaceWords = English()


def face_words(language: str) -> FaceWords:
    """Return the words of the faces in a language, by its id in `content.text.LANGUAGES`.

    The pseudo-language is read when it is asked for: it needs content, which a menu does not.
    """
    if language == "pseudo":
        from wargame.ui.words.pseudo import Pseudo

        return Pseudo()
    return {"en": ENGLISH}[language]
