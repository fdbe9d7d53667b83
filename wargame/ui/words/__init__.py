"""Floor 12: what the two faces say of themselves: keys, dialogs, prompts, faults of what was typed.

`face.FaceWords` is all of it, one method a sentence; `en` says it in English, `pseudo` in the
pseudo-language. Sentences about the game, which need its rulebook, are `Language`'s.
"""

from __future__ import annotations

from wargame.ui.words.en import English
from wargame.ui.words.face import FaceWords
from wargame.ui.words.pseudo import Pseudo

FACES: dict[str, FaceWords] = {"en": English(), "pseudo": Pseudo()}
"""The words of the faces by the ids of `content.text.LANGUAGES`."""
ENGLISH = FACES["en"]
