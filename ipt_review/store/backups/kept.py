"""The backups of a study that is open."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError
from ipt_review.store.backups import folder
from ipt_review.store.backups.taking import take
from ipt_review.store.problems import told_plainly
from ipt_review.store.study_file import outside_transactions
from ipt_review.study.thinning import superfluous

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine

    from ipt_review.domain.backup import Backup, Why
    from ipt_review.domain.trail import TrailHead
    from ipt_review.store.kept_trail import KeptTrail
    from ipt_review.store.keys import StudyKey


class KeptBackups:
    """Makes and thins the backups of one study file.

    May be used from any thread: copying asks for a connection of its own.

    Args:
        path: Where the study lies.
        key: What it is encrypted with.
        engine: On the study.
        trail: Its audit trail, whose head each backup tells.
    """

    def __init__(
        self, path: Path, key: StudyKey | None, engine: Engine, trail: KeptTrail
    ) -> None:
        self._path = path
        self._key = key
        self._engine = engine
        self._trail = trail

    def all(self) -> list[Backup]:
        """Return those that were checked, newest first."""
        return folder.backups_of(self._path, self._trail.study())

    def head(self) -> TrailHead:
        """Return the head of the trail as it is now, sealed where that can be done."""
        with suppress(ReviewError):
            return self._trail.seal()
        return self._trail.head()

    def copy_to(self, path: Path) -> None:
        """Write all of the study, as it is on disk, into a new file with the same key.

        Raises:
            ReviewError: When it cannot be read, or there is no room for the copy.
        """
        with told_plainly(path), outside_transactions(self._engine).connect() as made:
            made.exec_driver_sql("VACUUM INTO ?", (str(path),))

    def take(
        self,
        why: Why,
        progress: Callable[[float], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Backup:
        """Make a backup, and let go of old ones that are too close together.

        Raises:
            ReviewError: As `taking.take`. Earlier backups are as they were then.
        """
        self.head()  # so that the backup ends in a seal
        made = take(self._path, self._key, self._engine, why, progress, cancelled)
        for each in superfluous(self.all(), time.time_ns() // 1_000_000):
            with suppress(ReviewError):  # the next time will do
                folder.throw_away(each)
        return made
