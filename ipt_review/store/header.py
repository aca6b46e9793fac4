"""What a file is, by its first bytes; nothing is changed, and no key is needed."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from ipt_review.store.keys import PAGE, SALT_BYTES
from ipt_review.store.problems import CutOffStudy, NotAStudy, told_plainly

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION_ID: Final = int.from_bytes(b"IPTR")
"""Stands in the header of every study file, so that no other file is taken for one."""

OTHER_DATABASE: Final = "it is the database of another program"

_MAGIC: Final = b"SQLite format 3\0"
_HEADER: Final = 100
_USER_VERSION: Final = slice(60, 64)
_APPLICATION_ID: Final = slice(68, 72)
_FIRST_LETTER: Final = 0x20
_BREAKS: Final = b"\t\n\r\f"
_TELLING: Final = 1_024
_VARIED: Final = 200
"""So many different bytes has a page of ciphertext at least, and no text."""


class Sort(Enum):
    """How a study file has to be opened."""

    PLAIN = "plain"
    ENCRYPTED = "encrypted"


class Looks(NamedTuple):
    """What the first page of a file tells.

    Attributes:
        version: Of the schema; None where it is encrypted as well.
    """

    sort: Sort
    version: int | None
    salt: bytes


def look_at(path: Path) -> Looks:
    """Say what a file is.

    An encrypted file looks like noise from its first byte on; so whether noise is a
    study shows only once the key is there.

    Raises:
        NotAStudy: When it cannot be a study.
        CutOffStudy: When it might be an encrypted one, but not all of it is there.
        ReviewError: When it is missing or cannot be read.
    """
    if path.is_dir():
        raise NotAStudy(path, "it is a folder")
    with told_plainly(path), path.open("rb") as file:
        page = file.read(PAGE)
        size = file.seek(0, 2)
    if page.startswith(_MAGIC):
        return Looks(Sort.PLAIN, _version(page, path), b"")
    if len(page) < _TELLING or len(set(page)) < _VARIED:
        raise NotAStudy(path, _instead(page))
    if size % PAGE:
        raise CutOffStudy(path)
    return Looks(Sort.ENCRYPTED, None, page[:SALT_BYTES])


def is_encrypted(path: Path) -> bool:
    """Say whether a study opens with a passphrase only.

    Raises:
        ReviewError: As `look_at`.
    """
    return look_at(path).sort is Sort.ENCRYPTED


def _version(page: bytes, path: Path) -> int:
    if len(page) < _HEADER:
        raise NotAStudy(path, "only its beginning is there")
    if int.from_bytes(page[_APPLICATION_ID]) != APPLICATION_ID:
        raise NotAStudy(path, OTHER_DATABASE)
    return int.from_bytes(page[_USER_VERSION])


def _instead(page: bytes) -> str:
    """Say what a file is that cannot be a study, as far as its beginning tells."""
    if not page:
        return "it is empty"
    if not any(page):
        return "there are only zeros in it"
    is_text = all(byte >= _FIRST_LETTER or byte in _BREAKS for byte in page)
    return "it is a text" if is_text else "another program made it"
