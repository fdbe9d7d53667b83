"""Floor 13: the line mode, for pipes, scripts and screen readers."""
