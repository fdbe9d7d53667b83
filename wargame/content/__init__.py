"""Floor 3: the content. TOML becomes cards and rulebook, with all faults named at once."""
