"""The screen: a Textual app over a session. Nothing else imports textual, and only when used."""
