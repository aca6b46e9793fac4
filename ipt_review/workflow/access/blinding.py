"""What a study keeps from its raters: the agreed focus, until they have judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from ipt_review.store.database import Database

SETTING = "determined_first"
ON, OFF = "on", "off"


def determined_first(database: Database) -> bool:
    """Say whether raters determine the problem area before they see the agreed one.

    They do unless the study says otherwise: what was seen cannot be hidden again.
    """
    return database.study_settings().get(SETTING, ON) == ON


def set_determined_first(
    database: Database, by: UUID | None, at: int, *, wanted: bool
) -> None:
    """Have raters determine it first or not, as `by` said at `at` (ms since 1970).

    Nothing is written when that is so already.
    """
    if wanted != determined_first(database):
        database.set_study_setting(SETTING, ON if wanted else OFF, by, at)
