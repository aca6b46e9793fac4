"""Who can open a study: its passphrase and its recovery key."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ipt_review.store.problems import WrongSecret

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.secret import Secret
    from ipt_review.workflow.desk import Desk


def recovery_key(desk: Desk) -> str:
    """Return the recovery key of a study, nothing for one that is not encrypted."""
    key = desk.database.key
    return key.recovery_key if key is not None else ""


def prove(desk: Desk, secret: Secret) -> bool:
    """Say that a secret opens the study that is open already.

    Raises:
        WrongSecret: When it does not.
        MistypedRecoveryKey: When it cannot be a recovery key of any study.
    """
    key = desk.database.key
    if key is None or not key.is_opened_by(secret):
        raise WrongSecret(desk.database.path)
    return True


def write_for_owner(path: Path, text: str) -> None:
    """Write a text file that nobody else on this computer may read.

    Raises:
        OSError: When it cannot be written.
    """
    path.unlink(missing_ok=True)  # an old file would keep its permissions
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
