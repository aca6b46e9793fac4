"""Which recording a file is, whatever it is called and wherever it lies.

A fingerprint is taken from the length and from blocks spread over the file, so it
costs the same for 5 GB as for 5 MB. It tells recordings apart; it does not prove
that every byte is unchanged.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from ipt_review.domain.problems import ReviewError
from ipt_review.media.recording import NotARecording, must_be_a_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import BinaryIO

EDGE = 256 * 1024
"""Bytes read at either end, where containers keep what differs most."""
BLOCK = 64 * 1024
BLOCKS = 24
"""How many blocks are read between the two ends: 1.5 MB, and 2 MB with them."""

_DIGEST_BYTES = 16
_METHOD = b"ipt-review 1"
_TEXT = re.compile(r"(\d{1,18}):([0-9a-f]{32})")


class BadFingerprint(ReviewError):
    """Text that is not a fingerprint."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” does not say which recording a file is.",
            "Choose the recording of this tape again.",
        )


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells a recording from every other; equal ones are the same recording.

    Attributes:
        size: Bytes.
        digest: A hash over size and sampled blocks, as 32 hexadecimal digits.
    """

    size: int
    digest: str

    @override
    def __str__(self) -> str:
        return f"{self.size}:{self.digest}"

    @classmethod
    def parse(cls, text: str) -> Fingerprint:
        """Read what `str` wrote.

        Raises:
            BadFingerprint: When it is anything else.
        """
        found = _TEXT.fullmatch(text)
        if found is None:
            raise BadFingerprint(text)
        return cls(int(found[1]), found[2])


def fingerprint(path: Path) -> Fingerprint:
    """Take the fingerprint of the recording at `path`; 2 MB are read at most.

    Raises:
        NotARecording: When it is missing, a folder, unreadable or empty.
    """
    must_be_a_file(path)
    try:
        with path.open("rb") as file:
            return _take(file)
    except OSError as problem:
        raise NotARecording(
            f"“{path.name}” could not be read to its end ({problem.strerror}).",
            "Check that its drive is connected, then open it again.",
        ) from problem


def difference(path: Path, wanted: Fingerprint) -> str:
    """Say in one sentence why `path` is another recording, or "" when it is not.

    Raises:
        NotARecording: As `fingerprint` does.
    """
    found = fingerprint(path)
    if found == wanted:
        return ""
    if found.size != wanted.size:
        return (
            f"“{path.name}” is another recording: it holds {found.size:,} bytes,"
            f" and this tape has {wanted.size:,}."
        )
    return (
        f"“{path.name}” is another recording: it is as long as this tape"
        f" ({wanted.size:,} bytes), but what it holds differs."
    )


def search(
    folder: Path,
    wanted: Mapping[Fingerprint, Path],
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
    deep: int | None = None,
) -> dict[Fingerprint, Path]:
    """Find recordings that were moved or renamed, anywhere below `folder`.

    Only files of a wanted size are read. Of several copies the one that kept its
    name is taken, then the first by path. What cannot be read is passed over.

    Args:
        folder: Links in it are not followed.
        wanted: Where each recording was last seen.
        progress: Told how much of the reading is done, from 0 to 1.
        cancelled: Asked before each file.
        deep: How many levels of folders below it are looked into; None for all.

    Returns:
        Where they lie now; when cancelled, those found by then.
    """
    found: dict[Fingerprint, Path] = {}
    candidates = _candidates(_files(folder, cancelled, deep), wanted)
    for done, path in enumerate(candidates):
        if cancelled() or len(found) == len(wanted):
            break
        progress(done / len(candidates))
        try:
            seen = fingerprint(path)
        except NotARecording:
            continue
        if seen in wanted:
            found.setdefault(seen, path)
    progress(1.0)
    return found


def _candidates(
    files: Iterable[tuple[Path, int]], wanted: Mapping[Fingerprint, Path]
) -> list[Path]:
    """Return the files of a wanted size, those with size and name as known first."""
    sizes = {one.size for one in wanted}
    known = {(one.size, last.name) for one, last in wanted.items()}
    fitting = sorted(
        ((size, path.name) not in known, path) for path, size in files if size in sizes
    )
    return [path for _, path in fitting]


def _files(
    folder: Path, cancelled: Callable[[], bool], deep: int | None
) -> Iterator[tuple[Path, int]]:
    """Yield each plain file below a folder with its size."""
    level = len(folder.parts)
    for place, folders, names in os.walk(folder):
        if cancelled():
            return
        folders.sort()
        if deep is not None and len(Path(place).parts) - level >= deep:
            folders.clear()
        for name in names:
            path = Path(place, name)
            try:
                if path.is_file() and not path.is_symlink():
                    yield path, path.stat().st_size
            except OSError:
                continue


def _take(file: BinaryIO) -> Fingerprint:
    size = os.fstat(file.fileno()).st_size
    content = blake2b(
        size.to_bytes(8),
        digest_size=_DIGEST_BYTES,
        person=_METHOD,
        usedforsecurity=False,
    )
    for start, length in _blocks(size):
        file.seek(start)
        content.update(file.read(length))
    return Fingerprint(size, content.hexdigest())


def _blocks(size: int) -> list[tuple[int, int]]:
    """Return where to read and how much: all of a small file, samples of a large."""
    if size <= 2 * EDGE + BLOCKS * BLOCK:
        return [(0, size)]
    between = size - 2 * EDGE - BLOCK
    spread = [EDGE + between * n // (BLOCKS - 1) for n in range(BLOCKS)]
    return [(0, EDGE), *((start, BLOCK) for start in spread), (size - EDGE, EDGE)]
