"""Write the sample games of saves/samples/ anew: python -m tests.golden.make_samples."""

from __future__ import annotations

from pathlib import Path

from wargame.session import new_session

SAMPLES = Path(__file__).parent.parent.parent / "saves" / "samples"


def main() -> None:
    """Let three random bots play the default scenario, seed 7, into a save."""
    path = SAMPLES / "new-entente-7.jsonl"
    path.unlink(missing_ok=True)
    seats = dict.fromkeys(("washington", "tokyo", "seoul"), "random")
    session = new_session(SAMPLES, "new-entente", 7, seats, path)
    while session.decision is not None:
        session.let_bot_answer()


if __name__ == "__main__":
    main()
