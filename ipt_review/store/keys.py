"""Keys of encrypted studies: made from a passphrase, or typed from paper.

A study is encrypted with a key of 256 bits. SQLCipher 4 makes it from the passphrase
by PBKDF2-HMAC-SHA512 in 256,000 rounds, salted with the first 16 bytes of the file.
The same is done here, once for each opening; connections get the key itself, since
deriving it anew for each would cost them 0.1 s and keep the passphrase in memory.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ipt_review.domain.secret import RecoveryKey
from ipt_review.store import recovery

if TYPE_CHECKING:
    from ipt_review.domain.secret import Passphrase, Secret

SALT_BYTES: Final = 16
ROUNDS: Final = 256_000
KEY_BYTES: Final = 32
PAGE: Final = 4_096
"""Size of the pages of every encrypted study, in bytes."""

_MAC_BYTES: Final = 64
_MAC_SALT_MASK: Final = 0x3A
_MAC_ROUNDS: Final = 2


@dataclass(frozen=True, slots=True)
class StudyKey:
    """What a study file is encrypted with.

    Attributes:
        raw: The key, 32 bytes.
        salt: The first 16 bytes of the file.
    """

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def literal(self) -> str:
        """The key as SQLCipher's `PRAGMA key` and `ATTACH … KEY` take it."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"

    @property
    def recovery_key(self) -> str:
        """The recovery key to print: this key in characters that can be typed."""
        return recovery.written(self.raw)

    def is_opened_by(self, secret: Secret) -> bool:
        """Say whether this is the key that a passphrase or recovery key stands for.

        Raises:
            MistypedRecoveryKey: When it cannot be a recovery key of any study.
        """
        return hmac.compare_digest(key_from(secret, self.salt).raw, self.raw)

    def fits_page(self, page: bytes, number: int) -> bool:
        """Say whether a page of the file (4,096 bytes, from 2 on) was sealed with it.

        Each page ends in an HMAC-SHA512 of its content and number, as SQLCipher 4
        describes it.
        """
        salt = bytes(byte ^ _MAC_SALT_MASK for byte in self.salt)
        mac_key = hashlib.pbkdf2_hmac("sha512", self.raw, salt, _MAC_ROUNDS, KEY_BYTES)
        sealed = page[:-_MAC_BYTES] + number.to_bytes(4, "little")
        seal = hmac.digest(mac_key, sealed, "sha512")
        return hmac.compare_digest(seal, page[-_MAC_BYTES:])


def new_key(passphrase: Passphrase) -> StudyKey:
    """Return a key for a file that is about to be made."""
    return key_from(passphrase, secrets.token_bytes(SALT_BYTES))


def key_from(secret: Secret, salt: bytes) -> StudyKey:
    """Return the key that a secret stands for in a file with this salt.

    Raises:
        MistypedRecoveryKey: When it cannot be a recovery key of any study.
    """
    if isinstance(secret, RecoveryKey):
        return StudyKey(recovery.read(secret.text), salt)
    # The same letters can be typed as different characters on another system.
    spelled = unicodedata.normalize("NFC", secret.text).encode()
    raw = hashlib.pbkdf2_hmac("sha512", spelled, salt, ROUNDS, KEY_BYTES)
    return StudyKey(raw, salt)
