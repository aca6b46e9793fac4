"""All that happens between the path of a study file and a study that is open."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ipt_review.store import migrate, study_file
from ipt_review.store.drives import Drive, drive_of
from ipt_review.store.header import is_encrypted
from ipt_review.store.holders import Stay, holders_of
from ipt_review.store.problems import (
    DiskFull,
    DriveFailed,
    NewerStudy,
    OlderStudy,
    StudyLocked,
    told_plainly,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from ipt_review.store.holders import Holder
    from ipt_review.store.keys import StudyKey

_LEFT_IN_THE_LOG: Final = (DiskFull, DriveFailed, StudyLocked)
"""Why the log may not get into the file; the next opening takes it in."""

PUT_AWAY_SINCE: Final = 8
"""From this schema on a study that was closed says so in its header."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A study that was opened, and what somebody should know of where it lies.

    Attributes:
        drive: What it lies on.
        holders: Who else had it open then.
        lacks_log: Whether it was copied while it was open, without what SQLite keeps
            beside it; then the last changes may be missing.
        stay: The file that says that it is open here; None where it is only read.
    """

    engine: Engine
    key: StudyKey | None
    read_only: bool
    drive: Drive
    holders: tuple[Holder, ...] = ()
    lacks_log: bool = False
    stay: Stay | None = None

    @property
    def elsewhere(self) -> tuple[Holder, ...]:
        """Those on other computers, beside whom nothing can be written safely."""
        return tuple(each for each in self.holders if not each.is_here)


def arrive(path: Path, key: StudyKey | None, *, only_read: bool = False) -> Arrival:
    """Open the study at `path`, bringing an older one up to date first.

    If it shall only be read, nothing in the file or beside it changes.

    Raises:
        ReviewError: As `Database.open` says.
    """
    study_file.check_driver()
    key = key if is_encrypted(path) else None
    version = study_file.read_version(path, key)
    if version > int(migrate.HEAD):
        raise NewerStudy(path)
    if version == int(migrate.HEAD):
        _check_revision(path, key)
    holders = tuple(holders_of(path))
    elsewhere = any(not each.is_here for each in holders)
    writable = not (elsewhere or only_read) and study_file.can_be_written(path)
    lacks_log = (
        writable and version >= PUT_AWAY_SINCE and study_file.lacks_its_log(path, key)
    )
    if version == int(migrate.HEAD):
        _check_pages(path, key, as_found=writable)
    writable = writable and study_file.can_write(path, key)
    if writable and not holders:
        # What was cut short is of no use, and may be readable where the study is not.
        study_file.remove(study_file.draft_beside(path))
    if version < int(migrate.HEAD):
        _bring_up_to_date(path, key, holders, writable=writable)
    engine = _checked(path, key, writable=writable)
    stay = Stay.begin(path) if writable else None
    if writable and drive_of(path) is not Drive.LOCAL:
        study_file.beside(path, "-shm").unlink(missing_ok=True)  # for a log only
    return Arrival(engine, key, not writable, drive_of(path), holders, lacks_log, stay)


def begin(path: Path, key: StudyKey | None, engine: Engine) -> Arrival:
    """Return a study that was made just now as one that is open here."""
    return Arrival(
        engine, key, read_only=False, drive=drive_of(path), stay=Stay.begin(path)
    )


def depart(path: Path, arrival: Arrival) -> None:
    """Leave one whole file and let go of it.

    On a drive that takes nothing more nothing is lost either: the log beside the study
    holds it, and the next opening takes it in.
    """
    try:
        if not arrival.read_only:
            with suppress(*_LEFT_IN_THE_LOG), told_plainly(path):
                study_file.make_whole(arrival.engine)
    finally:
        arrival.engine.dispose()
        if not arrival.read_only:
            study_file.put_away(path, arrival.key)
        if arrival.stay is not None:
            arrival.stay.end()


def _check_revision(path: Path, key: StudyKey | None) -> None:
    """Refuse a schema that is unknown here before anything in the file is touched."""
    engine = study_file.engine_for(path, key, read_only=True)
    try:
        with told_plainly(path), engine.connect() as connection:
            migrate.check_revision(connection, path)
    finally:
        engine.dispose()


def _check_pages(path: Path, key: StudyKey | None, *, as_found: bool) -> None:
    """Refuse a damaged study before anything in it is written, so that it stays as is.

    Those of an older schema are looked through when their copy is brought up to date.
    """
    if path.stat().st_size > study_file.QUICKLY_CHECKED:
        return
    engine = study_file.engine_for(path, key, read_only=not as_found, as_found=True)
    try:
        with told_plainly(path), engine.connect() as connection:
            study_file.check_pages(connection, path)
    finally:
        engine.dispose()


def _bring_up_to_date(
    path: Path, key: StudyKey | None, holders: tuple[Holder, ...], *, writable: bool
) -> None:
    """Migrate an older study that nobody has open, while others know of that."""
    if holders:
        raise StudyLocked(path)
    if not writable:
        raise OlderStudy(path)
    stay = Stay.begin(path)
    try:
        migrate.bring_up_to_date(path, key=key)
    finally:
        if stay is not None:
            stay.end()


def _checked(path: Path, key: StudyKey | None, *, writable: bool) -> Engine:
    """Return an engine on a study, once its schema is found to be the newest."""
    engine = study_file.engine_for(path, key, read_only=not writable)
    try:
        with told_plainly(path), engine.connect() as connection:
            migrate.check_revision(connection, path)
    except BaseException:
        engine.dispose()
        raise
    return engine
