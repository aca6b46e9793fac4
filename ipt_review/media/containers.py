"""Whether a recording has the table by which a player finds its way in it.

Both kinds of files are chains of named boxes; only their heads are read.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = 8
LONG = 1
"""What an MP4 box has for its size when the true one, of 64 bits, follows its name."""

MP4_NAMES = frozenset({b"ftyp", b"mdat", b"wide", b"free", b"skip"})
"""How an MP4 or QuickTime file may begin."""


def was_never_finished(path: Path) -> bool:
    """Say whether this is an MP4 or QuickTime file without its table of contents.

    Recorders write the table when they stop; without it nothing in the file can be
    found.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        names = list(_boxes(file))
    begun = bool(names) and names[0] in MP4_NAMES and b"mdat" in names
    return begun and b"moov" not in names


def has_no_index(path: Path) -> bool:
    """Say whether this is an AVI file without its index."""
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:] != b"AVI ":
            return False
        names = list(_chunks(file))
    return b"idx1" not in names and b"movi" in names


def _boxes(file: BinaryIO) -> Iterator[bytes]:
    """Go through the outermost boxes of an MP4 file."""
    while len(head := file.read(HEAD)) == HEAD:
        size, name = struct.unpack(">I4s", head)
        read = HEAD
        if size == LONG:
            size = int.from_bytes(file.read(8), "big")
            read += 8
        yield name
        if size < read:
            return
        file.seek(size - read, 1)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """Go through the chunks of an AVI file, lists by the name of what they list."""
    while len(head := file.read(HEAD)) == HEAD:
        name, size = struct.unpack("<4sI", head)
        read = 0
        if name == b"LIST":
            name = file.read(4)
            read = 4
        yield name
        file.seek(size - read + size % 2, 1)
