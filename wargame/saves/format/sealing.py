"""What is kept from a casual look: seed, sealed choices and typed reasons; and the promises.

Each game has a random `secret`. Sealed text is XORed with a stream that is keyed by the secret
and named by a nonce: the chain of the line before, and bytes that are drawn anew for every text,
so that two games that go on from copies of one save share no stream. The secret itself lies in
the header, sealed with a key made from the file's salt, or from the salt and a code. The closing
line tells secret and seed, so that a finished game can be read by everybody. `saves/README.md`
says what this protects from.
"""

from __future__ import annotations

import base64
import hmac
import unicodedata
from hashlib import scrypt, sha256
from typing import Any

from wargame.saves.format.lines import canonical, parsed

PAD = 64
SECRET = 32
SALT = 16
FRESH = 16


def key_of(salt: bytes, code: str | None) -> bytes:
    """Make the key of a header; with a code it takes about 50 ms and 16 MB, on purpose."""
    if code is None:
        return sha256(b"under-the-umbrella" + salt).digest()
    text = unicodedata.normalize("NFKC", code).encode("utf-8", "surrogatepass")
    return scrypt(text, salt=salt, n=2**14, r=8, p=1, dklen=32)


def sealed(key: bytes, nonce: str, what: dict[str, Any], fresh: bytes = b"") -> str:
    """Seal a small object: base64 of its JSON, padded with spaces, XOR the stream.

    `fresh` are `FRESH` bytes that were never used before; they stand before the text. Without
    them the nonce must be one that is never used again with this key.
    """
    text = canonical(what)
    text += b" " * (-len(text) % PAD)
    return base64.b64encode(fresh + _stream(key, f"{nonce}{fresh.hex()}", text)).decode()


def opened(key: bytes, nonce: str, text: str) -> dict[str, Any]:
    """Open what `sealed` made. Raises `ValueError` where key or text is wrong."""
    fresh, raw = _apart(text)
    return parsed(_stream(key, f"{nonce}{fresh.hex()}", raw).rstrip(b" "))


def whole_nonce(nonce: str, text: str) -> str:
    """Give the nonce that a text was sealed with, its fresh bytes included. Raises `ValueError`."""
    return f"{nonce}{_apart(text)[0].hex()}"


def _apart(text: str) -> tuple[bytes, bytes]:
    raw = base64.b64decode(text, validate=True)
    count = len(raw) % PAD
    if count not in (0, FRESH):
        raise ValueError("no sealed text has this length")
    return raw[:count], raw[count:]


def _stream(key: bytes, nonce: str, text: bytes) -> bytes:
    blocks = (
        hmac.digest(key, f"{nonce}:{at}".encode(), "sha256") for at in range(-(-len(text) // 32))
    )
    mask = int.from_bytes(b"".join(blocks)[: len(text)], "big")
    return (int.from_bytes(text, "big") ^ mask).to_bytes(len(text), "big")


def commitment(secret: bytes) -> str:
    """Promise a secret without telling it."""
    return sha256(b"secret:" + secret).hexdigest()


def deal_commitment(secret: bytes, seed: int, rules: str) -> str:
    """Promise the deal: seed and content, of which every deck's order is a fixed function."""
    return sha256(b"deal:" + secret + f":{seed}:{rules}".encode()).hexdigest()


def choice_commitment(secret: bytes, nonce: str, key: str) -> str:
    """Promise a sealed choice."""
    return hmac.digest(secret, f"choice:{nonce}:{key}".encode(), "sha256").hex()[:32]


def keyed_digest(secret: bytes, fingerprint: str, digits: int = 32) -> str:
    """Cover a fingerprint, so that the deal cannot be found by trying seeds."""
    return hmac.digest(secret, b"fingerprint:" + fingerprint.encode(), "sha256").hex()[:digits]
