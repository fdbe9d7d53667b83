"""Floor 2: every word that TOML may use. Fields are the TOML shape, `clauses()` the words,
`run()` the deed."""
