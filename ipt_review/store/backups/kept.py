"""The backups of a study that is open."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from ipt_review.domain.backup import Why
from ipt_review.domain.problems import ReviewError
from ipt_review.store.backups import folder
from ipt_review.store.backups.taking import Source, take
from ipt_review.store.problems import told_plainly
from ipt_review.store.study_file import outside_transactions
from ipt_review.study.thinning import superfluous

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine

    from ipt_review.domain.backup import Backup
    from ipt_review.domain.trail import TrailHead
    from ipt_review.store.kept_trail import KeptTrail
    from ipt_review.store.keys import StudyKey


WHOLE_EACH: Final = 7 * 24 * 3_600_000
"""Once in so long (ms) all of the audit trail is looked through."""


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
        source = Source(self._path, self._key, self._engine)
        made = take(source, why, self._since(why), progress, cancelled)
        for each in superfluous(self.all(), time.time_ns() // 1_000_000):
            with suppress(ReviewError):  # the next time will do
                folder.throw_away(each)
        return made

    def _since(self, why: Why) -> TrailHead | None:
        """Return up to where the trail need not be looked through again.

        Nothing is left out of a backup that somebody asked for or that is pinned, nor
        of the first one in a week.
        """
        a_week_ago = time.time_ns() // 1_000_000 - WHOLE_EACH
        good = [each for each in self.all() if each.holds and each.head is not None]
        lately = any(each.whole and each.taken > a_week_ago for each in good)
        by_itself = why in (Why.MEANWHILE, Why.CLOSED)
        return good[0].head if by_itself and lately else None
