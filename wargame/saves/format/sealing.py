"""Encryption and commitments, which hide seed, private choices and reasons in an unfinished save.

Without a code they hide them only from a casual look: the key is then made from a salt in the same
file, so whoever reads this page can decrypt it. The number of lines is not hidden.
`saves/README.md` says what is protected and what is not.

Each game has a random `secret` of 32 bytes. A text is XORed with a stream of HMAC-SHA256 blocks,
keyed by the secret and named by a nonce: the chain of the line before and 16 random bytes, so that
two games that continue copies of one save share no stream. The secret itself lies in
the header, encrypted with a key made from the salt, or from the salt and a code by scrypt. The
closing line holds secret and seed: a finished game can be read by everybody.

A commitment fixes a value before it is revealed; whoever knows secret and value can check it.
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
"""Lengths in bytes: texts are padded to a multiple of `PAD`; of the secret, the salt, and the
random bytes before each text."""
STATE_DIGITS = 8
MARK_DIGITS = 32
"""How many hex digits of a position's digest stand in a choice (`state`) and in a mark."""


def key_of(salt: bytes, code: str | None) -> bytes:
    """Return the key of a header, 32 bytes.

    With a code it takes about 50 ms and 16 MB, on purpose: it makes guessing codes slow. Without
    one everybody who has the file can compute it.
    """
    if code is None:
        return sha256(b"under-the-umbrella" + salt).digest()
    text = unicodedata.normalize("NFKC", code).encode("utf-8", "surrogatepass")
    return scrypt(text, salt=salt, n=2**14, r=8, p=1, dklen=32)


def encrypt(key: bytes, nonce: str, what: dict[str, Any], fresh: bytes = b"") -> str:
    """Encrypt a small object: base64 of its canonical JSON, padded with spaces, XOR the stream.

    `fresh` are `FRESH` bytes that were never used before; they are written before the text. Without
    them the caller must make sure that the nonce is never used again with this key.
    """
    text = canonical(what)
    text += b" " * (-len(text) % PAD)
    return base64.b64encode(fresh + _xor(key, f"{nonce}{fresh.hex()}", text)).decode()


def decrypt(key: bytes, nonce: str, text: str) -> dict[str, Any]:
    """Return the object that `encrypt` was given. Raises `ValueError` for a wrong key or text."""
    fresh, raw = _split(text)
    return parsed(_xor(key, f"{nonce}{fresh.hex()}", raw).rstrip(b" "))


def whole_nonce(nonce: str, text: str) -> str:
    """Return the nonce of a text with its random bytes in hex. Raises `ValueError`."""
    return f"{nonce}{_split(text)[0].hex()}"


def _split(text: str) -> tuple[bytes, bytes]:
    """Split a text into its random bytes (none in older saves) and the encrypted ones."""
    raw = base64.b64decode(text, validate=True)
    count = len(raw) % PAD
    if count not in (0, FRESH):
        raise ValueError("no sealed text has this length")
    return raw[:count], raw[count:]


def _xor(key: bytes, nonce: str, text: bytes) -> bytes:
    blocks = (
        hmac.digest(key, f"{nonce}:{at}".encode(), "sha256") for at in range(-(-len(text) // 32))
    )
    mask = int.from_bytes(b"".join(blocks)[: len(text)], "big")
    return (int.from_bytes(text, "big") ^ mask).to_bytes(len(text), "big")


def code_digest(salt: bytes, code: str) -> str:
    """Return the digest of a code, 64 hex digits, by which it is known again and not found."""
    return sha256(b"code:" + key_of(salt, code)).hexdigest()


def commitment(secret: bytes) -> str:
    """Return the commitment to a secret, 64 hex digits."""
    return sha256(b"secret:" + secret).hexdigest()


def deal_commitment(secret: bytes, seed: int, rules: str) -> str:
    """Return the commitment to the deal, 64 hex digits.

    It covers the seed and the content's digest, of which the order of every deck is a fixed
    function.
    """
    return sha256(b"deal:" + secret + f":{seed}:{rules}".encode()).hexdigest()


def choice_commitment(secret: bytes, nonce: str, key: str) -> str:
    """Return the commitment to a private choice, 32 hex digits."""
    return hmac.digest(secret, f"choice:{nonce}:{key}".encode(), "sha256").hex()[:32]


def mark_digest(secret: bytes, fingerprint: str) -> str:
    """Return the digest of a position that a mark holds, 32 hex digits.

    It is keyed, so that nobody without the secret finds the deal by trying seeds.
    """
    return _keyed_digest(secret, fingerprint)[:MARK_DIGITS]


def state_digest(secret: bytes, fingerprint: str) -> str:
    """Return its first 8 hex digits, which a choice holds as the digest of the position before
    it."""
    return _keyed_digest(secret, fingerprint)[:STATE_DIGITS]


def _keyed_digest(secret: bytes, fingerprint: str) -> str:
    return hmac.digest(secret, b"fingerprint:" + fingerprint.encode(), "sha256").hex()
