"""Backups of a study file: when one is due, what there is, and going back to one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ipt_review.domain.backup import Why, newest
from ipt_review.domain.problems import ReviewError
from ipt_review.store import study_file
from ipt_review.store.backups import folder
from ipt_review.store.backups.restoring import put_in_place, what_is_lost
from ipt_review.store.database import Database
from ipt_review.store.header import Sort, look_at
from ipt_review.store.problems import (
    CutOffStudy,
    DamagedStudy,
    NotAStudy,
    StudyNotFound,
)
from ipt_review.study.permissions import Act
from ipt_review.workflow.files.opening import desk_on
from ipt_review.workflow.files.vault import may_reseal

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.backup import Backup
    from ipt_review.domain.secret import Secret
    from ipt_review.store.backups.restoring import Lost
    from ipt_review.store.keys import StudyKey
    from ipt_review.workflow.desk import Desk

EVERY: Final = 30 * 60_000
"""So long (ms) after a backup the next one is due, if anything changed."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A backup to go back to, for a study that cannot be opened.

    Attributes:
        study: Where the study lies, or lay.
        wrong: What is wrong with it, in a sentence.
        problem: The same, with what to do about it.
    """

    study: Path
    wrong: str
    problem: str
    backup: Backup
    lost: Lost


def can_be_backed_up(desk: Desk) -> bool:
    """Say whether a study is a file that is written to here."""
    return may_reseal(desk)


def back_up(
    desk: Desk,
    why: Why,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Backup:
    """Make a backup of a study that is open, while work in it goes on.

    Raises:
        ReviewError: When it cannot be made; the study and earlier backups are as they
            were.
    """
    return desk.database.backups.take(why, progress, cancelled)


def back_up_if_changed(
    desk: Desk,
    why: Why,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Backup | None:
    """Make a backup, unless the last one holds everything that the study holds."""
    if has_changed(desk):
        return back_up(desk, why, progress, cancelled)
    return None


def back_up_before(desk: Desk, why: Why = Why.IMPORT) -> Backup | None:
    """Make a pinned backup before much is taken in at once.

    A study that is not a file, or lies where nothing can be written, has none.

    Raises:
        ReviewError: When it cannot be made; then nothing should be taken in.
    """
    return back_up(desk, why) if can_be_backed_up(desk) else None


def has_changed(desk: Desk) -> bool:
    """Say whether anything was done in the study since its last backup."""
    known = desk.database.backups.all()
    return not known or known[0].head != desk.database.trail.head()


def back_up_if_due(
    desk: Desk,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Backup | None:
    """Make a backup if something changed and the last one is half an hour old."""
    known = desk.database.backups.all()
    if known and desk.now() - known[0].taken < EVERY:
        return None
    return back_up_if_changed(desk, Why.MEANWHILE, progress, cancelled)


def backups_at(study: Path, desk: Desk | None = None) -> list[Backup]:
    """Return the backups of a study, newest first.

    Args:
        study: Where it lies, or lay.
        desk: On it, where it is open; leaves out other studies of the same name.
    """
    return folder.backups_of(study) if desk is None else desk.database.backups.all()


def must_keep(desk: Desk) -> None:
    """Make sure that whoever is at the desk may go back to backups and remove them.

    Raises:
        NotAllowed: When they may not.
    """
    desk.rights.must(Act.KEEP_STUDY)


@dataclass(frozen=True, slots=True)
class Way:
    """What opens a backup: the key that it is encrypted with, or nothing at all."""

    key: StudyKey | None


def is_sealed(backup: Backup) -> bool:
    """Say whether a backup is encrypted; one that cannot be read is taken for it."""
    try:
        return look_at(backup.path).sort is Sort.ENCRYPTED
    except ReviewError:
        return True


def way_into(backup: Backup, desk: Desk | None) -> Way | None:
    """Return what opens a backup without anybody being asked; None where nothing does.

    Args:
        backup: Any of the backups of a study.
        desk: On that study, while it is open; both may have the same passphrase.
    """
    known = desk.database.key if desk is not None else None
    if not is_sealed(backup):
        return Way(None)
    try:
        same = known is not None and known.salt == look_at(backup.path).salt
    except ReviewError:
        same = False
    return Way(known) if same else None


def way_by(backup: Backup, secret: Secret | None) -> Way:
    """Return what opens a backup, once this secret was tried.

    Raises:
        ReviewError: When the secret does not open it.
    """
    key = study_file.key_for(backup.path, secret)
    study_file.read_version(backup.path, key)
    return Way(key)


def open_backup(backup: Backup, way: Way) -> Desk:
    """Open a backup so that it can be looked at; nothing in it changes.

    Raises:
        ReviewError: When it cannot be opened.
    """
    return desk_on(Database.open(backup.path, way.key, only_read=True))


@dataclass(frozen=True, slots=True)
class Restored:
    """A study that went back to a backup, open again.

    Attributes:
        aside: Where the file is that lay in its place; None where there was none.
    """

    desk: Desk
    aside: Path | None


def go_back(study: Path, backup: Backup, way: Way) -> Restored:
    """Put a backup in the place of a study that nobody has open, and open it.

    The replaced file is kept aside; the audit trail tells of it.

    Raises:
        ReviewError: When that cannot be done; the study is as it was then.
    """
    aside = put_in_place(study, backup)
    database = Database.open(study, way.key)
    if not database.read_only:
        database.trail.note_restored(backup.taken)
    return Restored(desk_on(database), aside)


def where_now(study: Path) -> Path:
    """Return the folder to which the next backup goes."""
    return folder.folder_now(study)


def is_elsewhere(study: Path) -> bool:
    """Say whether somebody chose another folder than the one beside the study."""
    return folder.chosen_folder(study) is not None


def pin(backup: Backup, *, pinned: bool) -> None:
    """Have a backup stay until somebody removes it, or no longer.

    Raises:
        ReviewError: When that cannot be written down.
    """
    folder.pin(backup, pinned=pinned)


def remove(backup: Backup) -> None:
    """Remove a backup for good.

    Raises:
        ReviewError: When it cannot be removed.
    """
    folder.throw_away(backup)


def lost_by(study: Path, backup: Backup, way: Way | None) -> Lost:
    """Return what going back to a backup would lose, as far as the study tells.

    Args:
        study: Where it lies, or lay.
        backup: One of its backups.
        way: What opens the study, where that is known.
    """
    return what_is_lost(study, backup, None if way is None else way.key)


def choose_folder(study: Path, chosen: str) -> None:
    """Have further backups lie in another folder; "" for the one beside the study.

    Raises:
        ReviewError: When that cannot be written down.
    """
    folder.choose_folder(study, Path(chosen) if chosen else None)


def is_damage(problem: ReviewError) -> bool:
    """Say whether a backup would help against what is wrong with a study."""
    return isinstance(problem, DamagedStudy | CutOffStudy | NotAStudy | StudyNotFound)


def offer_for(
    study: Path, problem: ReviewError, secret: Secret | None = None
) -> Offer | None:
    """Return what to offer for a study that could not be opened, if anything.

    Args:
        study: Where it lies, or lay.
        problem: Why it could not be opened.
        secret: What somebody gave to open it.
    """
    backup = newest(folder.backups_of(study)) if is_damage(problem) else None
    if backup is None:
        return None
    try:
        way = way_by(backup, secret)
    except ReviewError:
        way = None
    lost = lost_by(study, backup, way)
    return Offer(study, problem.what, str(problem), backup, lost)


def heads_lost(desk: Desk) -> list[Backup]:
    """Return the backups whose head the audit trail of the study does not have.

    One that was made after the backup to which the study went back is not among them:
    the trail tells that it went back.
    """
    trail = desk.database.trail
    known = [each for each in desk.database.backups.all() if each.head is not None]
    skipped = trail.restored()
    meant = [
        each
        for each in known
        if not any(taken < each.taken <= at for at, taken in skipped)
    ]
    lost = trail.lacks(each.head for each in meant if each.head is not None)
    return [each for each in meant if each.head in lost]
