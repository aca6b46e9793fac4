"""A file that takes the place of another in one move, or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ipt_review.store import study_file
from ipt_review.store.problems import StudyLocked

if TYPE_CHECKING:
    from pathlib import Path


def reach_disk(path: Path) -> None:
    """Have all of a file on disk before anything relies on that."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def take_the_place(draft: Path, path: Path) -> None:
    """Lay the draft over the study, unless somebody opened the study meanwhile.

    A log that lies beside it tells so, and would be played into the wrong file. After
    a power cut either file is there, whole; which one is certain only once the folder
    was written as well.

    Raises:
        StudyLocked: When somebody did.
    """
    if study_file.beside(path, "-wal").exists():
        raise StudyLocked(path)
    draft.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
