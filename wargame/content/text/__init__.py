"""Floor 6: the languages. Each is one class that implements `rules.model.language.Language`."""

from wargame.content.text.en import English

LANGUAGES = {"en": English}
