"""A tape: the recording of one session, which its codes outlive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class MediaFile:
    """One file of a tape, where it was last seen.

    Attributes:
        path: Where the file lies. It is never copied or changed.
        offset: Where its first ms stands in the session, in ms.
        length: How long it plays, in ms.
        size: Bytes.
        fingerprint: What tells it from every other recording, wherever it lies and
            whatever it is called; empty until that was taken.
    """

    path: Path
    offset: int
    length: int
    size: int
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Tape:
    """The recording of one session.

    Attributes:
        length: How long the session lasts on tape, in ms; known for good, even
            when the files are destroyed.
        files: The recordings, none when they were destroyed or never kept. Where
            several overlap, the first of them is seen and heard.
        captions: A caption file beside them.
    """

    id: UUID
    session: UUID
    length: int
    files: tuple[MediaFile, ...] = ()
    captions: Path | None = None

    @property
    def is_pieced(self) -> bool:
        """Whether session time is not simply the time of one file."""
        return len(self.files) > 1 or any(file.offset for file in self.files)
