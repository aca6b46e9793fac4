"""Who can open a study: its passphrase and its recovery key."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from ipt_review.domain.problems import ReviewError
from ipt_review.store.database import Database
from ipt_review.store.keys import new_key
from ipt_review.store.problems import WrongSecret
from ipt_review.store.resealing import reseal
from ipt_review.workflow.files.opening import desk_on

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.secret import Passphrase, Secret
    from ipt_review.store.keys import StudyKey
    from ipt_review.workflow.desk import Desk


def recovery_key(desk: Desk) -> str:
    """Return the recovery key of a study, nothing for one that is not encrypted."""
    key = desk.database.key
    return key.recovery_key if key is not None else ""


class WrongPassword(ReviewError):
    """A password with which a study on a server was not entered."""

    def __init__(self) -> None:
        super().__init__(
            "This is not the password with which the study was entered.",
            "Try again and look at Caps Lock.",
        )


def can_lock(desk: Desk) -> bool:
    """Say whether there is a secret that unlocks the study again."""
    return desk.database.has_secret


def prove(desk: Desk, secret: Secret) -> bool:
    """Say that a secret opens the study that is open already.

    Raises:
        WrongSecret: When it does not.
        WrongPassword: When it does not, and the study is on a server.
        MistypedRecoveryKey: When it cannot be a recovery key of any study.
    """
    if desk.database.is_opened_by(secret):
        return True
    raise WrongSecret(desk.database.path) if is_file(desk) else WrongPassword()


class Resealed(NamedTuple):
    """A study that is open again after its passphrase was to change.

    Attributes:
        problem: Why the passphrase is as it was; None when it is the new one.
    """

    desk: Desk
    problem: ReviewError | None


def is_file(desk: Desk) -> bool:
    """Say whether the study is a file, and not kept on a server."""
    return desk.database.arrival is not None


def may_reseal(desk: Desk) -> bool:
    """Say whether the study is a file that can be written anew."""
    return is_file(desk) and not desk.database.read_only


def change_passphrase(
    path: Path, key: StudyKey | None, passphrase: Passphrase | None
) -> Resealed:
    """Give a closed study another passphrase, its first one, or none; open it again.

    Args:
        path: The study; nobody may have it open.
        key: What it is encrypted with now.
        passphrase: What opens it from now on; None makes it plain.

    Raises:
        ReviewError: When it cannot be opened again.
    """
    new = new_key(passphrase) if passphrase is not None else None
    try:
        reseal(path, key, new)
    except ReviewError as problem:
        return Resealed(desk_on(Database.open(path, key)), problem)
    return Resealed(desk_on(Database.open(path, new)), None)


def write_for_owner(path: Path, text: str) -> None:
    """Write a text file that nobody else on this computer may read.

    Raises:
        OSError: When it cannot be written.
    """
    path.unlink(missing_ok=True)  # an old file would keep its permissions
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
