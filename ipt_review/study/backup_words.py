"""What is told of backups, in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ipt_review.domain.backup import Why

if TYPE_CHECKING:
    from ipt_review.domain.backup import Backup

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
MEGABYTE, MANY = 1_000_000, 100_000_000
_UNITS = ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"))


SHORT = {
    Why.MEANWHILE: "While open",
    Why.CLOSED: "On closing",
    Why.ASKED: "By hand",
    Why.UPDATE: "Before an update",
    Why.IMPORT: "Before an import",
}
"""Why a backup was made, as a table says it."""


def clock(at: int) -> str:
    """Return a moment (ms since 1970) by the clock of this computer."""
    return datetime.fromtimestamp(at / 1000).astimezone().strftime("%Y-%m-%d %H:%M")


def length(ms: int) -> str:
    """Return how long something lasts in the largest unit that fits: “3 hours”."""
    for unit, name in _UNITS:
        count = ms // unit
        if count:
            return f"{count} {name}{'s' if count > 1 else ''}"
    return "less than a minute"


def size(count: int) -> str:
    """Return a size in bytes as files are told."""
    if count < MEGABYTE:
        return f"{max(1, round(count / 1_000))} kB"
    digits = 1 if count < MANY else 0
    return f"{count / MEGABYTE:,.{digits}f} MB"


def checked(backup: Backup) -> str:
    """Say what the checks of a backup found."""
    if backup.holds:
        return "Checked" if backup.whole else "Checked, trail from the last one on"
    where = "one place" if backup.breaks == 1 else f"{backup.breaks} places"
    return f"Audit trail breaks in {where}"


def missing(taken: int, saved: int | None, changes: int | None) -> str:
    """Say what going back to a backup made at `taken` would lose.

    Args:
        taken: In ms since 1970 UTC.
        saved: When the study was last written to; None where there is no file.
        changes: How many changes the backup lacks; None where nobody can tell.
    """
    if changes == 0:
        return "Nothing would be missing."
    if saved is None:
        return "What was entered after that is missing from it."
    after = max(0, saved - taken)
    if changes is None:
        return (
            f"The study was last saved {length(after)} after it; what was entered in "
            "that time would be missing."
        )
    entered = "one change" if changes == 1 else f"{changes} changes"
    return (
        f"The study was last saved {length(after)} after it; {entered} made in that "
        "time would be missing."
    )
