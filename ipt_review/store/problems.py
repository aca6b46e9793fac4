"""What can go wrong with a study file, told so that a person can act on it."""

from __future__ import annotations

import errno
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DBAPIError

from ipt_review.domain.problems import ReviewError
from ipt_review.store.holders import holders_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ipt_review.domain.coding import CodebookVersion

MB: Final = 1_000_000


class NotAStudy(ReviewError):
    """A file that no version of this program wrote.

    Args:
        path: The file.
        instead: What it is, as far as that shows.
    """

    may_pass = True

    def __init__(self, path: Path, instead: str = "") -> None:
        super().__init__(
            f"“{path.name}” is not a study file{instead and f': {instead}'}.",
            "Choose a file that this program saved; its name ends in .iptstudy.",
        )


class UnsafeSqlite(ReviewError):
    """A database library in which a known fault loses what was saved."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"The installed SQLite {version} can lose what was saved.",
            "Install sqlcipher3 0.6.4 or newer; no study is opened until then.",
        )


class CutOffStudy(ReviewError):
    """A file that looks like an encrypted study of which a part is missing."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” is no study file, or a part of it is missing.",
            "Copy it once more from where it came from, or go back to a backup: "
            "“Backups…” in the Study menu.",
        )


class PassphraseNeeded(ReviewError):
    """An encrypted study that was to be opened without anything to open it with."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” is encrypted, and no passphrase was given.",
            "Give its passphrase or its recovery key.",
        )


class WrongSecret(ReviewError):
    """A passphrase or recovery key with which a study does not open."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"This does not open “{path.name}”: it is not the right one, or the file "
            "is damaged at its beginning.",
            "Try again and look at Caps Lock; if it is surely right, go back to a "
            "backup: “Backups…” in the Study menu.",
        )


class NewerStudy(ReviewError):
    """A study that a newer version of this program has written to."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” was saved by a newer version of this program.",
            "Update the program and open the study again; the file was not changed.",
        )


class OlderStudy(ReviewError):
    """A study that has to be brought up to date where nothing can be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” is from an older version and cannot be updated here.",
            "Copy it to a folder where you can save files, and open the copy.",
        )


class DamagedStudy(ReviewError):
    """A study file whose contents do not hold together."""

    may_pass = True

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” is damaged.",
            "Keep the file as it is, and go back to a backup: “Backups…” in the Study "
            "menu.",
        )


class StudyNotFound(ReviewError):
    """A path where there is no file, or no folder for it."""

    may_pass = True

    def __init__(self, path: Path) -> None:
        missing = path if path.parent.is_dir() else path.parent
        super().__init__(
            f"“{missing}” does not exist.",
            "It may have been moved or renamed, or its drive is not connected.",
        )


class StudyExists(ReviewError):
    """A new study was to be laid over something that is already there."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” already exists in this folder.",
            "Choose another name for the new study.",
        )


class NotPermitted(ReviewError):
    """A file or folder that this user may not read or write."""

    may_pass = True

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"You do not have permission to use “{path}”.",
            "Ask for access to the folder, or choose another folder.",
        )


class StudyReadOnly(ReviewError):
    """A change to a study that could only be opened for reading."""

    may_pass = True

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” is open for reading only, so nothing can be changed.",
            "Copy it to a folder where you can save files, and open the copy.",
        )


class StudyFrozen(ReviewError):
    """A change to a study that was frozen, so that its figures stay what they are."""

    def __init__(self) -> None:
        super().__init__(
            "This study is frozen, so nothing in it can be changed.",
            "A coordinator can lift the freeze, with a reason, in the Study room.",
        )


class StudyLocked(ReviewError):
    """A study that another program is writing to and does not let go of."""

    may_pass = True

    def __init__(self, path: Path) -> None:
        who = " and ".join(each.told for each in holders_of(path))
        super().__init__(
            f"“{path.name}” is in use by {who or 'another program'} and is not "
            "released.",
            "Close the study in the other window or program, then try again.",
        )


class DiskFull(ReviewError):
    """There is no room for the change; everything saved before is safe."""

    may_pass = True

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The drive with “{path.name}” is full{_free_beside(path)}.",
            "Free some space, then try again; everything saved before is safe.",
        )


def _free_beside(path: Path) -> str:
    """Return in brackets how much room is left where a file lies, if that is known."""
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError:
        return ""
    return f" ({free / MB:,.1f} MB free)" if free < MB else f" ({free // MB:,} MB free)"


class DriveFailed(ReviewError):
    """The operating system reported that it could not read or write."""

    may_pass = True

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path.name}” could not be read or written.",
            "Check that its drive is connected and has free space, then try again.",
        )


class StaleEdit(ReviewError):
    """What was about to be changed is no longer what is stored."""

    def __init__(self) -> None:
        super().__init__(
            "This coding was changed in another window in the meantime.",
            "Look at what is stored now, then repeat the change.",
        )


class StaleCourse(ReviewError):
    """What was about to be changed in a case is no longer what is stored."""

    def __init__(self) -> None:
        super().__init__(
            "This case was changed in another window in the meantime.",
            "Look at the case again, then repeat the change.",
        )


class StaleRoster(ReviewError):
    """What was about to be changed in the library is no longer what is stored."""

    def __init__(self) -> None:
        super().__init__(
            "The library was changed in another window in the meantime.",
            "Look at it again, then repeat the change.",
        )


class StaleTranscript(ReviewError):
    """What was about to be changed in a transcript is no longer what is stored."""

    def __init__(self) -> None:
        super().__init__(
            "This transcript was changed in another window in the meantime.",
            "Open the tape again, then repeat the change.",
        )


class Taken(ReviewError):
    """A handle or number that the study already uses."""

    def __init__(self, noun: str) -> None:
        super().__init__(f"The study already has {noun}.", "Choose another one.")


class CodebookChanged(ReviewError):
    """Another text under the name and version of a codebook that is kept already."""

    def __init__(self, name: CodebookVersion) -> None:
        super().__init__(
            f"The study holds another text of codebook {name.id} {name.version}.",
            "Give the changed codebook a new version.",
        )


_BY_SQLITE_NAME: dict[str, Callable[[Path], ReviewError]] = {
    "SQLITE_BUSY": StudyLocked,
    "SQLITE_LOCKED": StudyLocked,
    "SQLITE_FULL": DiskFull,
    "SQLITE_READONLY": StudyReadOnly,
    "SQLITE_CANTOPEN": NotPermitted,
    "SQLITE_PERM": NotPermitted,
    "SQLITE_AUTH": NotPermitted,
    "SQLITE_NOTADB": NotAStudy,
    "SQLITE_CORRUPT": DamagedStudy,
    "SQLITE_IOERR": DriveFailed,
}

_BY_ERRNO: dict[int, Callable[[Path], ReviewError]] = {
    errno.EEXIST: StudyExists,
    errno.ENOENT: StudyNotFound,
    errno.ENOTDIR: StudyNotFound,
    errno.EISDIR: NotAStudy,
    errno.EACCES: NotPermitted,
    errno.EPERM: NotPermitted,
    errno.EROFS: NotPermitted,
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EFBIG: DiskFull,
    errno.EIO: DriveFailed,
}

_UNIQUE = "UNIQUE constraint failed: "

_NOUNS = {
    "person.handle": "a person with this handle",
    "therapist.handle": "a therapist with this handle",
    "patient_case.handle": "a case with this handle",
    "session.case_id, session.number": "a session of the case with this number",
    "determination.patient_case_id, determination.rater_id": (
        "a determination of this case by this rater"
    ),
    "coding.tape_id, coding.rater_id, coding.codebook_id, coding.perspective, "
    "coding.pass_number": "a coding of this tape by this rater with this pass number",
}
"""What a person calls the values of which SQLite says that they are not unique."""


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Tell what goes wrong with the study at `path` in words a person can act on.

    Raises:
        ReviewError: In place of each error of the database or operating system
            that has nothing to do with how the program is written. What has,
            passes unchanged.
    """
    try:
        yield
    except DBAPIError as error:
        problem = _of_database(error, path)
        if problem is None:
            raise
        raise problem from error
    except UnicodeDecodeError as error:  # what the file calls a text is none
        raise DamagedStudy(path) from error
    except OSError as error:
        kind = _BY_ERRNO.get(error.errno or 0)
        if kind is None:
            raise
        raise kind(path) from error


def sqlite_name(error: DBAPIError) -> str:
    """Return SQLite's own name of an error, for example SQLITE_BUSY."""
    return str(getattr(error.orig, "sqlite_errorname", ""))


def noun_of(columns: str) -> str | None:
    """Return what a person calls columns that have to be unique, if they have a name.

    Args:
        columns: As SQLite tells them, for example "person.handle".
    """
    return _NOUNS.get(columns)


def _of_database(error: DBAPIError, path: Path) -> ReviewError | None:
    said = str(error.orig)
    if said.startswith(_UNIQUE):
        noun = noun_of(said.removeprefix(_UNIQUE))
        return Taken(noun) if noun else None
    for name, kind in _BY_SQLITE_NAME.items():
        if sqlite_name(error).startswith(name):
            return kind(path)
    return None
