"""A copy of a study elsewhere, with what could not be saved where the study lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.store import study_file
from ipt_review.store.database import Database
from ipt_review.store.holders import holders_of
from ipt_review.store.problems import StudyLocked, told_plainly
from ipt_review.store.swapping import bring_to_disk, reach_disk
from ipt_review.workflow.files.opening import desk_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ipt_review.store.keys import StudyKey
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.writer import Unsaved


def save_elsewhere(desk: Desk, unsaved: Sequence[Unsaved], path: Path) -> Desk:
    """Save all of a study file in another one, and return the copy open.

    It opens with the same passphrase. What is open stays as it is.

    Args:
        desk: The study.
        unsaved: Changes that only the copy gets, in the order in which they were made.
        path: Where the copy goes; a file that lies there is replaced at the very end.

    Raises:
        StudyLocked: When what lies there is open.
        ReviewError: When it cannot be done; what lies there is as it was then.
    """
    database = desk.database
    if holders_of(path) or study_file.beside(path, "-wal").exists():
        raise StudyLocked(path)
    draft = study_file.draft_beside(path)
    try:
        with told_plainly(path):
            study_file.remove(draft)
        database.backups.copy_to(draft)
        _add(draft, database.key, unsaved)
        with told_plainly(path):
            reach_disk(draft)
            draft.replace(path)
            bring_to_disk(path.parent)
    except BaseException:
        study_file.remove(draft)
        raise
    return desk_on(Database.open(path, database.key))


def _add(draft: Path, key: StudyKey | None, unsaved: Sequence[Unsaved]) -> None:
    copy = Database.open(draft, key)
    try:
        for each in unsaved:
            copy.record_all(each.coding, each.steps, each.by, each.at)
    finally:
        copy.close()
