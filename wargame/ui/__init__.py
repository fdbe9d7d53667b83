"""Floor 12: what the two faces share: the sitting, who plays, what stands behind a question."""
