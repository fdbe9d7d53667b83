"""Tests of both faces. Textual reads at its import that nothing is to move by itself."""

import os

os.environ["TEXTUAL_ANIMATIONS"] = "none"
