"""Going back to a backup; the file that it replaces is kept aside."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from ipt_review.domain.problems import ReviewError
from ipt_review.store import study_file
from ipt_review.store.backups.folder import is_unchanged
from ipt_review.store.header import is_encrypted
from ipt_review.store.holders import Stay, holders_of
from ipt_review.store.problems import StudyLocked, told_plainly
from ipt_review.store.swapping import bring_to_disk, reach_disk
from ipt_review.store.tables_trail import coding_trail, study_trail

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.backup import Backup
    from ipt_review.store.keys import StudyKey

BESIDE = ("-wal", "-shm", "-journal")


class BackupChanged(ReviewError):
    """A backup that is no longer the file that was checked when it was made."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The backup “{path.name}” was changed or damaged since it was made.",
            "Nothing was replaced; choose another backup.",
        )


@dataclass(frozen=True, slots=True)
class Lost:
    """What a study holds that a backup of it does not.

    Attributes:
        saved: When the study was last written to, in ms since 1970 UTC; None where
            there is no file any more.
        changes: How many entries of the audit trail the backup lacks; None where the
            study cannot be read.
    """

    saved: int | None
    changes: int | None


def put_in_place(study: Path, backup: Backup) -> Path | None:
    """Put a copy of a backup in the place of a study that nobody has open.

    The file that lies there is kept aside under another name, with its log; at every
    moment the place holds one of the two, whole.

    Returns:
        Where the replaced file is now; None where there was none.

    Raises:
        StudyLocked: When somebody has the study open.
        BackupChanged: When the backup is not what was checked.
        ReviewError: When the folder cannot be written.
    """
    if holders_of(study):
        raise StudyLocked(study)
    stay = Stay.begin(study)
    draft = study_file.draft_beside(study)
    try:
        with told_plainly(study):
            study_file.remove(draft)
            if not is_unchanged(backup):
                raise BackupChanged(backup.path)
            shutil.copyfile(backup.path, draft)
            if study.exists():
                shutil.copymode(study, draft)
            reach_disk(draft)
            aside = _set_aside(study)
            draft.replace(study)
            bring_to_disk(study.parent)
            return aside
    finally:
        with suppress(OSError):
            study_file.remove(draft)
        if stay is not None:
            stay.end()


def what_is_lost(study: Path, backup: Backup, key: StudyKey | None) -> Lost:
    """Return what going back to a backup would lose, as far as the study still tells.

    Args:
        study: Where it lies, or lay.
        backup: To which somebody may go back.
        key: What the study is encrypted with, where that is known.
    """
    times = list[float]()
    for each in (study, study_file.beside(study, "-wal")):
        with suppress(OSError):
            times.append(each.stat().st_mtime)
    if not times or not study.exists():
        return Lost(None, None)
    there = _entries(study, key)
    known = there is not None and backup.head is not None
    lacks = (
        max(0, (there or 0) - backup.head.entries) if known and backup.head else None
    )
    return Lost(round(max(times) * 1000), lacks)


def _entries(study: Path, key: StudyKey | None) -> int | None:
    """Count the entries of a trail in a file that may be damaged."""
    try:
        encrypted = is_encrypted(study)
        if encrypted and key is None:
            return None
        engine = study_file.engine_for(
            study, key if encrypted else None, read_only=True
        )
        try:
            with engine.connect() as connection:
                return sum(
                    connection.scalar(select(func.count()).select_from(table)) or 0
                    for table in (coding_trail, study_trail)
                )
        finally:
            engine.dispose()
    except (ReviewError, DBAPIError, OSError, UnicodeDecodeError):
        return None


def _set_aside(study: Path) -> Path | None:
    """Give the file that lies in the place of a study a second name, and its log too.

    The name in the place stays until the other file takes it over.
    """
    logs = [end for end in BESIDE if study_file.beside(study, end).exists()]
    if not study.exists() and not logs:
        return None
    aside = _free_name(study)
    if study.exists():
        try:
            os.link(study, aside)
        except OSError:  # a drive on which a file has one name only
            study.rename(aside)
    for end in logs:
        study_file.beside(study, end).rename(study_file.beside(aside, end))
    return aside


def _free_name(study: Path) -> Path:
    """Return the first name for a file kept aside that no other has."""
    clock = datetime.fromtimestamp(time.time()).astimezone()
    name = f"{study.stem} (kept aside {clock:%Y-%m-%d %H-%M-%S}"
    endings = (f" {number})" if number > 1 else ")" for number in count(1))
    paths = (study.with_name(f"{name}{each}{study.suffix}") for each in endings)
    return next(path for path in paths if not path.exists())
