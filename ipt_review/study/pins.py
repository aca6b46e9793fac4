"""PINs: they keep colleagues at one computer apart, and protect from nobody else.

Whoever has the passphrase of a study, or a plain study file, can read and change
everything in it with another program, PINs or not.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from hashlib import scrypt
from typing import Final

from ipt_review.domain.people import Pin
from ipt_review.domain.problems import ReviewError

SHORTEST, LONGEST = 4, 12
MEANING: Final = (
    "A PIN keeps apart colleagues who share a computer. It is no protection against "
    "somebody who knows the passphrase of the study, or has a study without one."
)
_SALT_BYTES: Final = 16
_COST: Final = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}
"""Of scrypt (RFC 7914): 16 MB and about 50 ms for each try."""


class NoPin(ReviewError):
    """Something that cannot be a PIN."""

    def __init__(self) -> None:
        super().__init__(
            "This cannot be a PIN.", f"Use {SHORTEST} to {LONGEST} digits or letters."
        )


def new_pin(text: str) -> Pin:
    """Return what a PIN will be recognized by.

    Raises:
        NoPin: When it is too short or too long.
    """
    plain = _spelled(text)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise NoPin
    salt = secrets.token_bytes(_SALT_BYTES)
    return Pin(salt, _hashed(plain, salt))


def fits(pin: Pin, text: str) -> bool:
    """Say whether this is the PIN."""
    return hmac.compare_digest(_hashed(_spelled(text), pin.salt), pin.hash)


def _spelled(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip())


def _hashed(text: str, salt: bytes) -> bytes:
    return scrypt(text.encode(), salt=salt, **_COST)
