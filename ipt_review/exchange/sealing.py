"""Signing and encrypting packages; this file alone knows the cryptography library.

Ed25519 signs. What goes back to a study is encrypted to its X25519 key by HPKE (RFC
9180: X25519, HKDF-SHA256, ChaCha20-Poly1305). What goes to a rater, who has no key
yet, is encrypted by a code of 100 random bits, through scrypt.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from ipt_review.domain.package import OwnKeys, PackageCode, PublicKeys
from ipt_review.domain.package_problems import (
    DamagedPackage,
    ForAnotherKey,
    WrongPackageCode,
)

LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Of codes: without 0, 1, I and O, which look like each other; 32 of them."""
_GROUPS, _GROUP = 4, 5
_KEY, _NONCE, _SALT = 32, 12, 16
_SCRYPT: Final = {"n": 2**15, "r": 8, "p": 1}
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True, slots=True)
class Seal:
    """How a package is closed; nothing in it is secret.

    Attributes:
        kind: "code" or "key".
        salt: Of the code.
        nonce: Of the cipher under the code.
        known: What tells the right code, or the right key, from any other.
    """

    kind: str
    known: bytes
    salt: bytes = b""
    nonce: bytes = b""


def new_code() -> PackageCode:
    """Return a code that nobody can guess, for example "7F3K2-…", four groups of 5."""
    groups = (
        "".join(secrets.choice(LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS)
    )
    return PackageCode("-".join(groups))


def new_keys() -> OwnKeys:
    """Return keys of a study or of a rater."""
    signs, opens = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
    public = PublicKeys(
        signs.public_key().public_bytes_raw(), opens.public_key().public_bytes_raw()
    )
    secret = signs.private_bytes_raw() + opens.private_bytes_raw()
    return OwnKeys(public, secret)


def signed(keys: OwnKeys, content: bytes) -> bytes:
    """Return the signature of these keys under a content."""
    private = Ed25519PrivateKey.from_private_bytes(keys.secret[:_KEY])
    return private.sign(content)


def is_signed(keys: PublicKeys, content: bytes, signature: bytes) -> bool:
    """Say whether a signature under a content is of these keys."""
    try:
        Ed25519PublicKey.from_public_bytes(keys.signs).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def seal_for_code(code: PackageCode) -> Seal:
    """Return how something is closed by a code."""
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    return Seal("code", _stretched(code, salt)[1], salt, nonce)


def seal_for_keys(keys: PublicKeys) -> Seal:
    """Return how something is closed to somebody's keys."""
    return Seal("key", _name(keys))


def closed_by_code(seal: Seal, code: PackageCode, cover: bytes, inner: bytes) -> bytes:
    """Encrypt something by a code; the cover is not hidden, and cannot be altered."""
    key, _ = _stretched(code, seal.salt)
    return ChaCha20Poly1305(key).encrypt(seal.nonce, inner, cover)


def opened_by_code(seal: Seal, code: PackageCode, cover: bytes, sealed: bytes) -> bytes:
    """Decrypt what was closed by a code.

    Raises:
        WrongPackageCode: When it was another code.
        DamagedPackage: When it was altered.
    """
    key, known = _stretched(code, seal.salt)
    if known != seal.known:
        raise WrongPackageCode
    try:
        return ChaCha20Poly1305(key).decrypt(seal.nonce, sealed, cover)
    except (InvalidTag, ValueError) as error:
        raise DamagedPackage from error


def closed_to(keys: PublicKeys, cover: bytes, inner: bytes) -> bytes:
    """Encrypt something to somebody's keys, with a cover as above."""
    opens = X25519PublicKey.from_public_bytes(keys.opens)
    return bytes(_SUITE.encrypt(inner, opens, info=cover))


def opened_by(seal: Seal, keys: list[OwnKeys], cover: bytes, sealed: bytes) -> bytes:
    """Decrypt what was closed to one of these keys.

    Raises:
        ForAnotherKey: When it was to none of them.
        DamagedPackage: When it was altered.
    """
    fitting = [each for each in keys if _name(each.public) == seal.known]
    if not fitting:
        raise ForAnotherKey
    private = X25519PrivateKey.from_private_bytes(fitting[0].secret[_KEY:])
    try:
        return bytes(_SUITE.decrypt(sealed, private, info=cover))
    except (InvalidTag, ValueError) as error:
        raise DamagedPackage from error


def _stretched(code: PackageCode, salt: bytes) -> tuple[bytes, bytes]:
    """Return the key that a code stands for, and what tells it from others."""
    letters = "".join(each for each in code.text.upper() if each in LETTERS)
    made = Scrypt(salt=salt, length=2 * _KEY, **_SCRYPT).derive(letters.encode())
    return made[:_KEY], sha256(made[_KEY:]).digest()[:_SALT]


def _name(keys: PublicKeys) -> bytes:
    return sha256(keys.opens).digest()[:_SALT]
