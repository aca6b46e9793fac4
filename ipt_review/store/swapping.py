"""A file that takes the place of another in one move, or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from ipt_review.store import study_file
from ipt_review.store.problems import StudyLocked

if TYPE_CHECKING:
    from pathlib import Path


def reach_disk(path: Path) -> None:
    """Have all of a file on disk before anything relies on that."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


class Seen(NamedTuple):
    """What tells whether a file was written to.

    Attributes:
        modified: In ns since 1970.
        size: In bytes.
    """

    modified: int
    size: int


def seen(path: Path) -> Seen:
    """Return how a file looks now."""
    found = path.stat()
    return Seen(found.st_mtime_ns, found.st_size)


def take_the_place(draft: Path, path: Path, was: Seen) -> None:
    """Lay the draft over the study, unless somebody opened the study meanwhile.

    A log that lies beside it tells so, and would be played into the wrong file. After
    a power cut either file is there, whole; which one is certain only once the folder
    was written as well.

    Args:
        draft: What takes the place.
        path: The study.
        was: How the study looked when the draft was made of it.

    Raises:
        StudyLocked: When somebody did.
    """
    if study_file.beside(path, "-wal").exists() or seen(path) != was:
        raise StudyLocked(path)
    draft.replace(path)
    bring_to_disk(path.parent)


def bring_to_disk(folder: Path) -> None:
    """Have it on disk what the files of a folder are called, where that can be done."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
