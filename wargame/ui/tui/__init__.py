"""Floor 13: the screen, in Textual. Widgets take what a seat sees and post messages."""
