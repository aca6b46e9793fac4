"""Backups: checked copies of a study file, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from ipt_review.domain.trail import TrailHead


class Why(Enum):
    """Why a backup was made; the value completes "made …"."""

    MEANWHILE = "while the study was open"
    CLOSED = "when the study was closed"
    ASKED = "by hand"
    UPDATE = "before the study was brought up to date"
    IMPORT = "before an import"


PINNED_FROM_THE_START = frozenset({Why.UPDATE, Why.IMPORT})
"""Backups of a moment to which somebody may want to go back much later."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a study file that was opened and looked through before it counted.

    Attributes:
        taken: When, in ms since 1970 UTC.
        size: Of the file, in bytes.
        pinned: Whether it stays until somebody removes it.
        study: Which study it is of; None where its schema was too old to tell.
        version: Of the schema.
        head: Of its audit trail; None where the schema had none yet.
        breaks: At how many places its audit trail did not hold when it was made.
        digest: SHA-256 of the file, as 64 hex digits.
        whole: Whether all of the trail was looked through, and not only what was added
            since an earlier backup that held.
    """

    path: Path
    taken: int
    size: int
    why: Why
    pinned: bool
    study: UUID | None
    version: int
    head: TrailHead | None
    breaks: int
    digest: str
    whole: bool = True

    @property
    def holds(self) -> bool:
        """Whether its audit trail held as well as its pages."""
        return not self.breaks


def newest(backups: list[Backup]) -> Backup | None:
    """Return the backup to go back to: the newest whose audit trail held, or any."""
    return max(backups, key=lambda each: (each.holds, each.taken), default=None)
