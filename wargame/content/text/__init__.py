"""The languages: one class each, one method for each thing that can be said."""

from wargame.content.text.en import English

LANGUAGES = {"en": English}
