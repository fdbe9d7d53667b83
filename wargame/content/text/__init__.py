"""Floor 6: the languages. Each is one class that implements `rules.model.language.Language`."""

from wargame.content.text.en import English
from wargame.content.text.pseudo import Pseudo

LANGUAGES: dict[str, type[English]] = {"en": English, "pseudo": Pseudo}
