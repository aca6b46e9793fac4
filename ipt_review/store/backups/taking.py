"""Making a backup: a copy that is opened and looked through before it counts."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher  # type: ignore[import-untyped]

from ipt_review.domain.backup import PINNED_FROM_THE_START, Backup
from ipt_review.domain.problems import ReviewError
from ipt_review.store import study_file, trail, trail_check
from ipt_review.store.backups.folder import digest_of, folder_now, free_name, write_down
from ipt_review.store.drives import Drive, drive_of
from ipt_review.store.header import APPLICATION_ID
from ipt_review.store.problems import (
    DamagedStudy,
    StudyExists,
    StudyNotFound,
    told_plainly,
)
from ipt_review.store.swapping import bring_to_disk, reach_disk
from ipt_review.store.tables import study as study_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from ipt_review.domain.backup import Why
    from ipt_review.domain.trail import TrailHead
    from ipt_review.store.keys import StudyKey

ROOM_TO_SPARE: Final = 20 * 1024 * 1024
"""So many bytes stay free on a drive after a backup, for the work itself."""

_AT_ONCE: Final = 1_000
"""Pages copied in one go where others cannot write meanwhile: some 20 ms of work."""

_ABANDONED: Final = 3_600
"""From this age (seconds) on nobody is still writing a copy."""

_BREATH: Final = 0.001
"""Between two codings the check lets others have the processor (seconds)."""


class NoRoomForBackup(ReviewError):
    """A drive on which a backup would leave no room for the work itself."""

    def __init__(self, folder: Path, needed: int) -> None:
        super().__init__(
            f"There is no room for a backup in “{folder}”: it needs "
            f"{needed / 1e6:.0f} MB.",
            "Free some space there, or choose another folder for backups; the study "
            "itself is saved.",
        )


class BackupFailed(ReviewError):
    """A folder in which a backup was begun and could not be brought to its end."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"No backup could be written in “{folder}”.",
            "Check that its drive is connected, or choose another folder for backups; "
            "the study itself is saved.",
        )


class BackupUnsound(ReviewError):
    """A copy that did not stand the checks, and was thrown away."""

    def __init__(self, draft: Path) -> None:
        super().__init__(
            f"The backup “{draft.stem}” did not stand its checks and was not kept.",
            "Check the audit trail in the Study room; if it breaks or the study does "
            "not open, go back to an earlier backup.",
        )


class BackupStopped(ReviewError):
    """A backup that somebody called off; earlier ones are as they were."""

    def __init__(self) -> None:
        super().__init__("The backup was stopped.", "Earlier backups are still there.")


class Copy(NamedTuple):
    """A copy of a study that is to become a backup.

    Attributes:
        draft: Where it is written.
        path: What it is called once it counts.
        key: What it is encrypted with.
        why: Why it is made.
        taken: When, in ms since 1970 UTC.
        since: Head of an earlier backup that held; only what was added to the trail
            since then is looked through. None for all of it.
    """

    draft: Path
    path: Path
    key: StudyKey | None
    why: Why
    taken: int
    since: TrailHead | None = None


class Source(NamedTuple):
    """A study that is open.

    Attributes:
        path: Where it lies.
        key: What it is encrypted with; so will be the backup.
        engine: On it.
    """

    path: Path
    key: StudyKey | None
    engine: Engine


class Found(NamedTuple):
    """What looking through a copy brought out."""

    study: UUID | None
    version: int
    head: TrailHead | None
    breaks: int


def take(
    source: Source,
    why: Why,
    since: TrailHead | None,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> Backup:
    """Make a backup of a study that is open, while it is written to by others.

    Args:
        source: The study.
        why: Backups from before an update or import are pinned.
        since: As `Copy` says.
        progress: Hears how much is done, from 0 to 1.
        cancelled: Says whether to stop.

    Raises:
        BackupStopped: When it was called off.
        NoRoomForBackup: When the drive is too full for it.
        BackupUnsound: When the copy did not stand the checks.
        ReviewError: When the study or the folder cannot be used.
    """
    study = source.path
    folder = folder_now(study)
    try:
        with told_plainly(folder):
            folder.mkdir(parents=True, exist_ok=True)
    except (StudyExists, StudyNotFound) as problem:  # a file lies there, or above
        raise BackupFailed(folder) from problem
    _clear_away(folder)
    _make_room_sure(folder, study.stat().st_size)
    taken = time.time_ns() // 1_000_000
    path = free_name(folder, study, taken)
    draft = study_file.draft_beside(path)
    try:
        with told_plainly(folder):
            _copy(study, source.engine, draft, source.key)
        progress(0.2)
        copy = Copy(draft, path, source.key, why, taken, since)
        return land(copy, progress, cancelled)
    except BaseException:
        with suppress(OSError):
            study_file.remove(draft)
        raise


def land(
    copy: Copy,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    of_this_schema: bool = True,
) -> Backup:
    """Look through a copy, bring it to disk, write down what it is, and name it.

    Args:
        copy: What becomes a backup.
        progress: Hears how much is done, from 0 to 1.
        cancelled: Says whether to stop.
        of_this_schema: Whether its audit trail can be looked through.

    Raises:
        ReviewError: As `take`.
    """
    draft, path = copy.draft, copy.path
    with told_plainly(path.parent):
        found = _looked_through(
            copy, progress, cancelled, of_this_schema=of_this_schema
        )
        if cancelled():
            raise BackupStopped
        reach_disk(draft)
        backup = Backup(
            path,
            copy.taken,
            draft.stat().st_size,
            copy.why,
            copy.why in PINNED_FROM_THE_START,
            found.study,
            found.version,
            found.head,
            found.breaks,
            digest_of(draft),
            whole=copy.since is None,
        )
        write_down(backup)
        draft.replace(path)
        bring_to_disk(path.parent)
    progress(1.0)
    return backup


def _clear_away(folder: Path) -> None:
    """Remove what backups left behind that were cut short an hour ago or more."""
    with suppress(OSError):
        for each in folder.glob("*.partial"):
            if time.time() - each.stat().st_mtime > _ABANDONED:
                each.unlink()


def _make_room_sure(folder: Path, size: int) -> None:
    with suppress(OSError):  # a drive that does not tell
        if shutil.disk_usage(folder).free < size + ROOM_TO_SPARE:
            raise NoRoomForBackup(folder, size + ROOM_TO_SPARE)


def _copy(study: Path, engine: Engine, draft: Path, key: StudyKey | None) -> None:
    """Copy one state of the study, log included, through SQLite's backup interface.

    Beside a log, all pages are copied in one go: others write meanwhile. Where there
    is none they have to wait, so it is done in stretches, and begun anew by SQLite when
    somebody wrote between two of them.
    """
    pages = -1 if drive_of(study) is Drive.LOCAL else _AT_ONCE
    study_file.remove(draft)
    draft.open("xb").close()
    shutil.copymode(study, draft)
    target = sqlcipher.connect(str(draft), isolation_level=None)
    try:
        target.execute("PRAGMA cipher_log_level = NONE").fetchall()
        if key is not None:
            target.execute(f'PRAGMA key = "{key.literal}"').fetchall()
        with study_file.outside_transactions(engine).connect() as connection:
            source = connection.connection.driver_connection
            if source is None:  # it was taken away, which nothing here does
                raise BackupFailed(draft.parent)
            source.backup(target, pages=pages, sleep=0.02)
        # It says of itself that it has a log, as the study does while it is open.
        target.execute("PRAGMA journal_mode = DELETE").fetchall()
    except sqlcipher.DatabaseError as error:
        raise _problem(error, study, draft.parent) from error
    finally:
        target.close()


def _problem(error: Exception, study: Path, folder: Path) -> ReviewError:
    """Say which of the two files was the trouble, by SQLite's name of the error."""
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith("SQLITE_CORRUPT"):
        return DamagedStudy(study)
    if name.startswith("SQLITE_FULL"):
        return NoRoomForBackup(folder, study.stat().st_size)
    return BackupFailed(folder)


def _looked_through(
    copy: Copy,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
    *,
    of_this_schema: bool,
) -> Found:
    """Open a copy with its key and look through it, as somebody would who needs it.

    Raises:
        BackupUnsound: When it does not open, or its pages do not hold together.
    """

    def gently() -> bool:
        time.sleep(_BREATH)
        return cancelled()

    draft = copy.draft
    engine = study_file.engine_for(draft, copy.key, read_only=True)
    try:
        with engine.connect() as connection:
            study_file.check_pages(connection, draft)
            progress(0.4)
            number = connection.exec_driver_sql("PRAGMA application_id").scalar()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
            if number != APPLICATION_ID:
                raise BackupUnsound(draft)
            if not of_this_schema:
                return Found(None, version, None, 0)
            checked = trail_check.check(
                connection,
                lambda share: progress(0.4 + 0.5 * share),
                gently,
                copy.since,
            )
            return Found(
                _which(connection),
                version,
                trail.head(connection),
                len(checked.breaks),
            )
    except (DamagedStudy, DBAPIError) as problem:
        raise BackupUnsound(draft) from problem
    finally:
        engine.dispose()


def _which(connection: Connection) -> UUID:
    return UUID(bytes=connection.scalars(select(study_table.c.uid)).one())
